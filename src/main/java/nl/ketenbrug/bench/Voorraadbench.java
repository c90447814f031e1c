package nl.ketenbrug.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningsverslag;
import nl.ketenbrug.enrichment.Herzieningsbeheer;
import nl.ketenbrug.message.BerichtId;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code bench voorraad}: the whole engine computes a stock of running attachments again, from
 * inputs that it kept, up to the partners' queues; held against merely reading the same rows and
 * publishing as many events.
 */
@Command(
    name = "voorraad",
    description = {
      "Herziening van de voorraad lopende beslagen, van begin tot eind, tegen alleen lezen en publiceren.",
      "Start een motor in een eigen map, die daarna verdwijnt; of, met --werkmap, in een map die blijft:",
      "dezelfde opdracht gaat dan verder waar de vorige ophield, ook na een breuk, en telt de tijden op."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOpties:%n")
final class Voorraadbench implements Callable<Integer> {

  private static final Locale NEDERLANDS = Locale.forLanguageTag("nl-NL");
  private static final String PROEF = "proef: lezen en rekenen, niets verzonden";

  @Option(
      names = "--dossiers",
      paramLabel = "AANTAL",
      defaultValue = "20000",
      description = "Lopende beslagen, elk van een eigen schuldenaar (${DEFAULT-VALUE}).")
  private int dossiers;

  @Option(
      names = "--seed",
      paramLabel = "GETAL",
      defaultValue = "20260714",
      description = "Zelfde getal, zelfde voorraad (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--alleen-proef",
      description = "Rekent alleen; verzendt niets en vergelijkt niet.")
  private boolean alleenProef;

  @Option(
      names = "--map",
      paramLabel = "MAP",
      defaultValue = ".",
      description = "Map met routes, transforms, config en broker (${DEFAULT-VALUE}).")
  private Path map;

  @Option(
      names = "--werkmap",
      paramLabel = "MAP",
      description = "Map waarin de meting blijft staan en verder gaat.")
  private Path werkmap;

  @ParentCommand private Bench bench;
  @Spec private CommandSpec opdracht;

  @Override
  public Integer call() throws Exception {
    PrintWriter uit = opdracht.commandLine().getOut();
    if (werkmap != null) {
      Files.createDirectories(werkmap);
      meet(uit, werkmap);
      return 0;
    }
    Path werk = Files.createTempDirectory("ketenbrug-bench");
    try {
      meet(uit, werk);
    } finally {
      FileSystemUtils.deleteRecursively(werk);
    }
    return 0;
  }

  private void meet(PrintWriter uit, Path werk) throws Exception {
    Meetboek boek = new Meetboek(werk.resolve("meting.properties"));
    try (ConfigurableApplicationContext motor = bench.start(instellingen(werk))) {
      uit.printf(
          NEDERLANDS,
          "Voorraad van %,d dossiers (seed %d), %d kernen, geheugen %d MB, zitting %d%n",
          dossiers,
          seed,
          Runtime.getRuntime().availableProcessors(),
          Runtime.getRuntime().maxMemory() >> 20,
          boek.begin());
      JdbcClient database = motor.getBean(JdbcClient.class);
      int gevuld = database.sql("select count(*) from bvv_stand").query(Integer.class).single();
      new Voorraad(motor)
          .vul(gevuld, dossiers, seed, procent -> uit.printf("  vullen     %3d%%%n", procent));
      Meetduur proef = herzie(uit, boek, motor, database, true);
      if (alleenProef) {
        kop(uit);
        rij(uit, PROEF, proef, proef);
        return;
      }
      Meetduur echt = herzie(uit, boek, motor, database, false);
      Meetduur kaal = kaal(werk, motor, database);
      kop(uit);
      rij(uit, "lezen en publiceren, zonder motor", kaal, kaal);
      rij(uit, PROEF, proef, kaal);
      rij(uit, "herziening tot op de wachtrijen van de afnemers", echt, kaal);
    }
  }

  private static void kop(PrintWriter uit) {
    uit.printf("%n%-50s %12s %13s %10s %13s%n", "", "duur", "dossiers", "keer", "rekentijd elk");
  }

  private void rij(PrintWriter uit, String naam, Meetduur duur, Meetduur kaal) {
    uit.printf(
        NEDERLANDS,
        "%-50s %,10.1f s %,10.0f /s %8.1f x %10.2f ms%n",
        naam,
        duur.seconden(),
        dossiers / duur.seconden(),
        duur.seconden() / kaal.seconden(),
        duur.processortijd() * 1000 / dossiers);
  }

  private String[] instellingen(Path werk) throws IOException {
    return new String[] {
      "--server.port=0",
      "--ketenbrug.map=" + map,
      "--ketenbrug.data=" + werk,
      "--ketenbrug.broker.port=" + vrijePoort(),
      "--ketenbrug.simulator.port=" + vrijePoort(),
      "--ketenbrug.simulator.tls-port=" + vrijePoort(),
      "--ketenbrug.demo.aanleveren=false",
      "--ketenbrug.herziening.bewaar-invoer=true",
      "--logging.level.nl.ketenbrug=warn"
    };
  }

  private static int vrijePoort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Meetduur herzie(
      PrintWriter uit,
      Meetboek boek,
      ConfigurableApplicationContext motor,
      JdbcClient database,
      boolean proef)
      throws InterruptedException {
    Herzieningsbeheer beheer = motor.getBean(Herzieningsbeheer.class);
    BerichtId id = begonnen(beheer, proef);
    String fase = proef ? "proef" : "herziening";
    Meetduur vorigeTiende = boek.tot(fase);
    Meetduur.Meter meter = Meetduur.meter();
    Meetduur eerder = boek.tot(fase);
    Herzieningsverslag verslag = beheer.verslag(id);
    long gerekend = verslag.berekend();
    int tiende = (int) (gerekend * 10 / dossiers);
    while (!klaar(beheer, id, verslag, motor, database, proef)) {
      Thread.sleep(tussenpoos());
      verslag = beheer.verslag(id);
      boek.bewaar(fase, eerder.plus(meter.lees()));
      int nu = (int) (verslag.berekend() * 10 / dossiers);
      if (nu > tiende) {
        tiende = nu;
        Meetduur tot = boek.tot(fase);
        uit.printf(
            NEDERLANDS,
            "  %-10s %3d%%  %,10d berekend, %,8d nog te verwerken, %,8.0f s, %6.2f ms rekentijd elk, %4d MB in gebruik na opruimen%n",
            fase,
            nu * 10,
            verslag.berekend(),
            verslag.teVerwerken(),
            tot.seconden(),
            tot.min(vorigeTiende).processortijd() * 1000 / (verslag.berekend() - gerekend),
            naOpruimen() >> 20);
        gerekend = verslag.berekend();
        vorigeTiende = tot;
      }
    }
    uit.printf(
        NEDERLANDS,
        "  uitkomsten %s, samen %,.2f euro per maand%n",
        verslag.uitkomsten(),
        verslag.somVerschilCent() / 100.0);
    return boek.tot(fase);
  }

  /** Milliseconds. To look how far it is takes a second of a million: rarer with more of them. */
  private long tussenpoos() {
    return Math.max(1000, dossiers / 100);
  }

  /** The one that an earlier sitting began goes on by itself when the engine starts. */
  private static BerichtId begonnen(Herzieningsbeheer beheer, boolean proef) {
    return beheer.laatste(10).stream()
        .filter(herziening -> herziening.proef() == proef)
        .findFirst()
        .orElseGet(() -> beheer.start(Reden.CIJFERS, Modus.BEWAARD, proef, null, "bench"))
        .id();
  }

  /** Also when nothing is left on the way to the partners that get every dossier. */
  private static boolean klaar(
      Herzieningsbeheer beheer,
      BerichtId herziening,
      Herzieningsverslag verslag,
      ConfigurableApplicationContext motor,
      JdbcClient database,
      boolean proef) {
    if (beheer.een(herziening).status() != Status.GEREED || verslag.teVerwerken() > 0) {
      return false;
    }
    long gewijzigd =
        verslag.uitkomsten().entrySet().stream()
            .filter(uitkomst -> !uitkomst.getKey().equals("gelijk"))
            .mapToLong(java.util.Map.Entry::getValue)
            .sum();
    return proef
        || database
                .sql("select count(*) from levering where partner = 'cjib'")
                .query(Long.class)
                .single()
            >= gewijzigd;
  }

  private Meetduur kaal(Path werk, ConfigurableApplicationContext motor, JdbcClient database)
      throws Exception {
    String gebeurtenis =
        database
            .sql(
                """
                select convert_from(i.bytes, 'UTF8') from logregel r
                join inhoud i on i.hash = r.inhoud_hash
                where r.stap = 'gepubliceerd' and r.route = 'shape-for-beperkt' limit 1""")
            .query(String.class)
            .single();
    int wachtrijen = motor.getBean(Partners.class).alle().size();
    try (Kalepublicatie kaal = new Kalepublicatie(werk.resolve("kaal"), wachtrijen)) {
      TransactionTemplate lezen =
          new TransactionTemplate(motor.getBean(PlatformTransactionManager.class));
      return Meetduur.van(
          () -> lezen.executeWithoutResult(status -> kaal.meet(perGreep(motor), gebeurtenis)));
    }
  }

  /** In a transaction it does not fetch a million rows at once. */
  private static JdbcClient perGreep(ConfigurableApplicationContext motor) {
    JdbcTemplate greep = new JdbcTemplate(motor.getBean(DataSource.class));
    greep.setFetchSize(1000);
    return JdbcClient.create(greep);
  }

  /**
   * Bytes that lived through the last collection; what is waiting to be collected is not counted.
   */
  private static long naOpruimen() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .mapToLong(gebruik -> gebruik.getUsed())
        .sum();
  }
}
