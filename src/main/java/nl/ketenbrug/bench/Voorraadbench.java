package nl.ketenbrug.bench;

import com.sun.management.OperatingSystemMXBean;
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
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningsverslag;
import nl.ketenbrug.enrichment.Herzieningsbeheer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
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
      "Start een motor in een eigen map, die daarna verdwijnt."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOpties:%n")
final class Voorraadbench implements Callable<Integer> {

  private static final Locale NEDERLANDS = Locale.forLanguageTag("nl-NL");
  private static final double NANO = 1e9;
  private static final long TUSSENPOOS = 1000;
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

  @ParentCommand private Bench bench;
  @Spec private CommandSpec opdracht;

  @Override
  public Integer call() throws Exception {
    PrintWriter uit = opdracht.commandLine().getOut();
    Path werk = Files.createTempDirectory("ketenbrug-bench");
    try (ConfigurableApplicationContext motor = bench.start(instellingen(werk))) {
      uit.printf(
          NEDERLANDS,
          "Voorraad van %,d dossiers (seed %d), %d kernen, geheugen %d MB%n",
          dossiers,
          seed,
          Runtime.getRuntime().availableProcessors(),
          Runtime.getRuntime().maxMemory() >> 20);
      new Voorraad(motor)
          .vul(dossiers, seed, procent -> uit.printf("  vullen     %3d%%%n", procent));
      JdbcClient database = motor.getBean(JdbcClient.class);
      Duur proef = Duur.van(() -> herzie(uit, motor, database, true));
      if (alleenProef) {
        kop(uit);
        rij(uit, PROEF, proef, proef);
        return 0;
      }
      Duur echt = Duur.van(() -> herzie(uit, motor, database, false));
      Duur kaal = kaal(werk, motor, database);
      kop(uit);
      rij(uit, "lezen en publiceren, zonder motor", kaal, kaal);
      rij(uit, PROEF, proef, kaal);
      rij(uit, "herziening tot op de wachtrijen van de afnemers", echt, kaal);
    } finally {
      FileSystemUtils.deleteRecursively(werk);
    }
    return 0;
  }

  private static void kop(PrintWriter uit) {
    uit.printf("%n%-50s %12s %13s %10s %13s%n", "", "duur", "dossiers", "keer", "rekentijd elk");
  }

  private void rij(PrintWriter uit, String naam, Duur duur, Duur kaal) {
    uit.printf(
        NEDERLANDS,
        "%-50s %,10.1f s %,10.0f /s %8.1f x %10.2f ms%n",
        naam,
        duur.seconden(),
        dossiers / duur.seconden(),
        duur.seconden() / kaal.seconden(),
        duur.processortijd() * 1000 / dossiers);
  }

  /**
   * @param processortijd seconds that this process kept a core busy; that of the database is not in
   *     it
   */
  private record Duur(double seconden, double processortijd) {

    private static final OperatingSystemMXBean MACHINE =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    interface Werk {
      void doe() throws Exception;
    }

    static Duur van(Werk werk) throws Exception {
      Meter meter = meter();
      werk.doe();
      return meter.lees();
    }

    static Meter meter() {
      return new Meter(System.nanoTime(), MACHINE.getProcessCpuTime());
    }

    record Meter(long begin, long processor) {
      Duur lees() {
        return new Duur(
            (System.nanoTime() - begin) / NANO, (MACHINE.getProcessCpuTime() - processor) / NANO);
      }
    }
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

  private void herzie(
      PrintWriter uit, ConfigurableApplicationContext motor, JdbcClient database, boolean proef)
      throws InterruptedException {
    Herzieningsbeheer beheer = motor.getBean(Herzieningsbeheer.class);
    Herziening herziening = beheer.start(Reden.CIJFERS, Modus.BEWAARD, proef, null, "bench");
    int tiende = 0;
    long gerekend = 0;
    Duur.Meter meter = Duur.meter();
    Herzieningsverslag verslag = beheer.verslag(herziening.id());
    while (!klaar(beheer, herziening, verslag, motor, database, proef)) {
      Thread.sleep(TUSSENPOOS);
      verslag = beheer.verslag(herziening.id());
      int nu = (int) (verslag.berekend() * 10 / dossiers);
      if (nu > tiende) {
        tiende = nu;
        uit.printf(
            NEDERLANDS,
            "  %s %3d%%  %,10d berekend, %,8d nog te verwerken, %6.2f ms rekentijd elk, %4d MB in gebruik na opruimen%n",
            proef ? "proef     " : "herziening",
            nu * 10,
            verslag.berekend(),
            verslag.teVerwerken(),
            meter.lees().processortijd() * 1000 / (verslag.berekend() - gerekend),
            naOpruimen() >> 20);
        gerekend = verslag.berekend();
        meter = Duur.meter();
      }
    }
    uit.printf(
        NEDERLANDS,
        "  uitkomsten %s, samen %,.2f euro per maand%n",
        verslag.uitkomsten(),
        verslag.somVerschilCent() / 100.0);
  }

  /** Also when nothing is left on the way to the partners that get every dossier. */
  private static boolean klaar(
      Herzieningsbeheer beheer,
      Herziening herziening,
      Herzieningsverslag verslag,
      ConfigurableApplicationContext motor,
      JdbcClient database,
      boolean proef) {
    if (beheer.een(herziening.id()).status() != Status.GEREED || verslag.teVerwerken() > 0) {
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

  private Duur kaal(Path werk, ConfigurableApplicationContext motor, JdbcClient database)
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
      return Duur.van(() -> kaal.meet(database, gebeurtenis));
    }
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
