package nl.ketenbrug.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import nl.ketenbrug.bench.Ketenverslag.Ronde;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code bench keten}: the whole chain from {@code POST} until every partner confirmed and that is
 * on record, held against the broker alone, a loop written by hand and a plain Camel route, each in
 * a process of its own, in turns.
 */
@Command(
    name = "keten",
    description = {
      "De hele keten, van POST tot bevestigd en in het log, naast dezelfde broker zonder motor,",
      "een lus die met de hand hetzelfde doet, en een Camel-route met de standaardinstellingen.",
      "Elke kant is een eigen proces in een eigen map, die daarna verdwijnt. Een trage schijf: zet",
      "LD_PRELOAD op een bibliotheek die fsync vertraagt; die erven alle kanten."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOpties:%n")
final class Ketenbench implements Callable<Integer> {

  private static final Locale NEDERLANDS = Locale.forLanguageTag("nl-NL");
  private static final String ANDER = "andere motor";

  /** What the engine can be held against. */
  enum Naast {
    LUS("lus met de hand"),
    KAAL("kale broker"),
    ROUTE("platte Camel-route"),
    GEEN("");

    private final String naam;

    Naast(String naam) {
      this.naam = naam;
    }
  }

  /** A plain route is an order slower; it gets so many times fewer messages. */
  private static final int MINDER_VOOR_ROUTE = 8;

  private static final int MINSTENS = 8;

  /** The bare broker is an order quicker. */
  private static final int MEER_VOOR_KAAL = 10;

  /** Messages in one round of warming up. */
  private static final int OPWARMRONDE = 250;

  /** Milliseconds that a slow partner takes over each event. */
  private static final long TRAAG = 100;

  @Option(
      names = "--kort",
      description = "Een opstelling, twee korte rondes, ongeveer zes minuten.")
  boolean kort;

  @Option(
      names = "--afnemers",
      split = ",",
      paramLabel = "AANTAL",
      description = "Aantallen afnemers (1,10,50; met --kort 10).")
  List<Integer> afnemers;

  @Option(
      names = "--profielen",
      split = ",",
      paramLabel = "AANTAL",
      description = "Aantallen profielen, niet meer dan er afnemers zijn (1,3,10; met --kort 3).")
  List<Integer> profielen;

  @Option(
      names = "--kb",
      split = ",",
      paramLabel = "KB",
      description = "Grootte van wat de bron stuurt, in kB (2,10,100; met --kort 2).")
  List<Integer> kb;

  @Option(
      names = "--berichten",
      paramLabel = "AANTAL",
      description = "Berichten in een ronde van de motor (300; met --kort 100).")
  Integer berichten;

  @Option(
      names = "--rondes",
      paramLabel = "AANTAL",
      description = "Rondes waarin de kanten elkaar afwisselen (3; met --kort 2).")
  Integer rondes;

  @Option(
      names = "--opwarmen",
      paramLabel = "AANTAL",
      description = {
        "Berichten waarmee elke kant hoogstens warm loopt (3000; met --kort 1500); eerder klaar",
        "als twee rondes van 250 na elkaar hooguit 5 %% minder processortijd kosten."
      })
  Integer opwarmen;

  @Option(
      names = "--naast",
      split = ",",
      paramLabel = "KANT",
      description = "Kanten naast de motor: LUS, KAAL, ROUTE, of GEEN (de eerste drie).")
  List<Naast> naast = List.of(Naast.LUS, Naast.KAAL, Naast.ROUTE);

  @Option(
      names = "--ander",
      paramLabel = "MAP",
      description = {
        "Meet in dezelfde rondes ook een andere motor: map met target/ketenbrug.jar, routes,",
        "transforms, config en broker."
      })
  Path ander;

  @Option(
      names = "--werk",
      paramLabel = "WAT",
      defaultValue = "PERSOON",
      description = {
        "PERSOON: BRP en Polis bevraagd, beslagvrije voet berekend, twee gebeurtenissen;",
        "ORGANISATIE: niets te vragen of te berekenen, een gebeurtenis (${DEFAULT-VALUE})."
      })
  Ketenberichten.Soort werk;

  @Option(
      names = "--profiel",
      paramLabel = "NAAM",
      defaultValue = "beperkt",
      description = "Profiel waarvan alle profielen een kopie zijn (${DEFAULT-VALUE}).")
  String vorm;

  @Option(
      names = "--verbindingen",
      paramLabel = "AANTAL",
      defaultValue = "8",
      description = "Verbindingen die tegelijk aanleveren (${DEFAULT-VALUE}).")
  int verbindingen;

  @Option(
      names = "--geheugen",
      paramLabel = "MB",
      defaultValue = "384",
      description = "Heap van elk proces (${DEFAULT-VALUE}).")
  int geheugen;

  @Option(
      names = "--achterstand",
      paramLabel = "AANTAL",
      defaultValue = "0",
      description = "Meet ook met zo veel berichten op de wachtrij van een afnemer die weg is.")
  int achterstand;

  @Option(
      names = "--dossiers",
      paramLabel = "AANTAL",
      defaultValue = "0",
      description = "Meet ook met zo veel dossiers in de database.")
  int dossiers;

  @Option(
      names = "--map",
      paramLabel = "MAP",
      defaultValue = ".",
      description = "Map met routes, transforms, config en broker (${DEFAULT-VALUE}).")
  Path map;

  @Option(
      names = "--seed",
      paramLabel = "GETAL",
      defaultValue = "20260714",
      description = "Zelfde getal, zelfde berichten (${DEFAULT-VALUE}).")
  long seed;

  @ParentCommand private Bench bench;
  @Spec private CommandSpec opdracht;

  private final Clock clock = Clock.systemUTC();
  private PrintWriter uit;
  private Ketenberichten voorraad;

  /** Mean length of what a partner of the engine gets, in characters. */
  private double bodylengte;

  /** Of each side the number of its next message: none gets the same one twice. */
  private final Map<String, Integer> volgende = new HashMap<>();

  /** One number of partners over one number of profiles. */
  record Opstelling(int afnemers, int profielen) {}

  @Override
  public Integer call() throws Exception {
    uit = opdracht.commandLine().getOut();
    Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    String bezwaar = bezwaar(jar);
    if (bezwaar != null) {
      opdracht.commandLine().getErr().println(bezwaar);
      return opdracht.exitCodeOnInvalidInput();
    }
    voorraad = new Ketenberichten(werk, seed, clock);
    kop();
    for (Opstelling opstelling : opstellingen()) {
      Path werkmap = Files.createTempDirectory("ketenbrug-keten");
      try {
        meet(opzet(Kant.MOTOR, jar, map, werkmap, opstelling));
      } catch (IllegalStateException e) {
        opdracht.commandLine().getErr().println(e.getMessage());
        opdracht.commandLine().getErr().println("Wat de processen zeiden, staat in " + werkmap);
        return opdracht.exitCodeOnExecutionException();
      }
      FileSystemUtils.deleteRecursively(werkmap);
    }
    return 0;
  }

  private Proefstand.Opzet opzet(
      String naam, Path jar, Path van, Path werkmap, Opstelling opstelling) {
    return new Proefstand.Opzet(
        naam,
        jar,
        van.toAbsolutePath().normalize(),
        werkmap,
        opstelling.afnemers(),
        opstelling.profielen(),
        vorm,
        geheugen,
        seed,
        voorraad.personen(nodig()));
  }

  /** Why this cannot be measured; null when it can. */
  private String bezwaar(Path jar) {
    if (!Files.isRegularFile(map.resolve("broker/broker.xml"))) {
      return "Er is geen map " + map + " met routes, transforms, config en broker.";
    }
    if (opstellingen().isEmpty()) {
      return "Er zijn meer profielen dan afnemers.";
    }
    if (nodig() > new Ketenberichten(werk, seed, clock).voorraad()) {
      return "Dit vraagt %d berichten, en er zijn %d schuldenaren; kies minder berichten, rondes of groottes."
          .formatted(nodig(), new Ketenberichten(werk, seed, clock).voorraad());
    }
    if (ander != null && !Files.isRegularFile(ander.resolve("target/ketenbrug.jar"))) {
      return "Er is geen target/ketenbrug.jar in " + ander + ".";
    }
    if (!jar.toString().endsWith(".jar") || !Files.isRegularFile(jar)) {
      return "Deze meting start zichzelf als eigen proces en draait daarom alleen uit de jar.";
    }
    return null;
  }

  /** Every number of partners with every number of profiles that it can have. */
  List<Opstelling> opstellingen() {
    List<Opstelling> opstellingen = new ArrayList<>();
    for (int aantal : of(afnemers, List.of(10), List.of(1, 10, 50))) {
      for (int profiel : of(profielen, List.of(3), List.of(1, 3, 10))) {
        if (profiel <= aantal) {
          opstellingen.add(new Opstelling(aantal, profiel));
        }
      }
    }
    return opstellingen;
  }

  List<Integer> groottes() {
    return of(kb, List.of(2), List.of(2, 10, 100));
  }

  /** What was asked for, or else what belongs to a short or a long measurement. */
  private <T> T of(T gevraagd, T korte, T lange) {
    if (gevraagd != null) {
      return gevraagd;
    }
    return kort ? korte : lange;
  }

  int berichten() {
    return of(berichten, 100, 300);
  }

  int rondes() {
    return of(rondes, 2, 3);
  }

  int opwarmen() {
    return of(opwarmen, 1500, 3000);
  }

  /** Messages that the engine gets in one set-up, all of them different. */
  int nodig() {
    int perGrootte = rondes() + 1;
    int weg = 4;
    int groei = achterstand > 0 || dossiers > 0 ? 6 : 0;
    return opwarmen() + berichten() * (groottes().size() * perGrootte + weg + groei);
  }

  private void kop() {
    uit.printf(
        NEDERLANDS,
        "Keten     seed %d, %d kernen, %d MB heap en %s per proces, %s, JVM %s%n",
        seed,
        Runtime.getRuntime().availableProcessors(),
        geheugen,
        Kantproces.OPRUIMER,
        System.getenv("LD_PRELOAD") == null
            ? "gewone schijf"
            : "trage schijf (SLOWSYNC_US=" + System.getenv("SLOWSYNC_US") + ")",
        System.getProperty("java.runtime.version"));
    uit.printf(
        "Werk      %s: %d gebeurtenis(sen) per POST; profielen als %s; %d verbindingen leveren"
            + " aan%n",
        werk.name().toLowerCase(Locale.ROOT), werk.gebeurtenissen(), vorm, verbindingen);
    uit.println("Kale broker: een bericht is een gebeurtenis, per stuk gecommit, een wachtrij per");
    uit.println(
        "          afnemer; zonder database en log. Lus en route: antwoorden van BRP en Polis");
    uit.println(
        "          gegeven in plaats van gevraagd; geen dossierstand, volgorde, dubbelen of");
    uit.println("          volgnummers; aanvoer op een wachtrij in plaats van POST.");
    uit.println("ms        processortijd voor een gebeurtenis");
  }

  private void meet(Proefstand.Opzet opzet) throws Exception {
    volgende.clear();
    uit.printf("%n%d afnemers, %d profielen%n", opzet.afnemers(), opzet.profielen());
    try (Proefstand stand = new Proefstand(opzet, clock);
        Proefstand tweede = ander == null ? null : new Proefstand(ander(opzet), clock)) {
      for (Naast kant : naast) {
        if (kant != Naast.GEEN) {
          stand.voegToe(Ketenkant.Soort.valueOf(kant.name()), kant.naam);
        }
      }
      if (tweede != null) {
        stand.naast().add(tweede.motor());
      }
      warmOp(stand);
      boolean eerste = true;
      for (int grootte : groottes()) {
        List<Ronde> motor = vergelijk(stand, grootte);
        vertraag(stand, grootte, motor);
        if (eerste && opzet.afnemers() > 1) {
          zonderEen(stand, grootte, opzet.afnemers());
        }
        eerste = false;
      }
      geheugen(stand);
      if (achterstand > 0 || dossiers > 0) {
        groei(stand, opzet);
      }
    }
  }

  /** The other engine, in a folder beside that of ours. */
  private Proefstand.Opzet ander(Proefstand.Opzet opzet) {
    return opzet(
        ANDER,
        ander.resolve("target/ketenbrug.jar").toAbsolutePath(),
        ander,
        opzet.werk().resolve("ander"),
        new Opstelling(opzet.afnemers(), opzet.profielen()));
  }

  private void warmOp(Proefstand stand) throws Exception {
    warmOp(stand.motor());
    for (Kant kant : stand.naast()) {
      warmOp(kant);
    }
  }

  private void warmOp(Kant kant) throws Exception {
    List<Ronde> rondes = new ArrayList<>();
    int over = opwarmen();
    while (over > 0 && !Ketenverslag.isWarm(rondes)) {
      int deel = Math.min(over, OPWARMRONDE);
      rondes.add(ronde(kant, groottes().get(0), deel));
      over -= deel;
    }
    uit.printf(
        "  %s warm gelopen met %d berichten%s%n",
        kant.naam(),
        rondes.stream().mapToLong(Ronde::berichten).sum(),
        Ketenverslag.isWarm(rondes) ? "" : ", misschien nog niet warm");
  }

  /** All sides in turns, each round in another order. */
  private List<Ronde> vergelijk(Proefstand stand, int grootte) throws Exception {
    List<Kant> kanten = new ArrayList<>(List.of(stand.motor()));
    kanten.addAll(stand.naast());
    Map<String, List<Ronde>> uitkomst = new LinkedHashMap<>();
    kanten.forEach(kant -> uitkomst.put(kant.naam(), new ArrayList<>()));
    long regels = tel(stand.motor(), "select count(*) from logregel");
    for (int i = 0; i < rondes(); i++) {
      for (Kant kant : kanten) {
        uitkomst.get(kant.naam()).add(ronde(kant, grootte, berichten()));
      }
      Collections.rotate(kanten, 1);
    }
    List<Ronde> motor = uitkomst.get(stand.motor().naam());
    uit.printf("%n  %d kB per POST, %d rondes%n", grootte, rondes());
    uit.println("  " + Ketenverslag.kop());
    uitkomst.forEach((naam, deze) -> uit.println("  " + Ketenverslag.regel(naam, deze, motor)));
    uit.println("  " + Ketenverslag.verloop(motor));
    uit.printf(
        NEDERLANDS,
        "  body bij een afnemer gemiddeld %,.0f tekens; %.1f logregels per POST%s%n",
        bodylengte,
        (double) (tel(stand.motor(), "select count(*) from logregel") - regels)
            / (rondes() * berichten()),
        regelsBijDeLus(stand));
    eisNietsGeparkeerd(stand.motor());
    return motor;
  }

  private static String regelsBijDeLus(Proefstand stand) throws IOException {
    for (Kant kant : stand.naast()) {
      if (kant.naam().equals(Naast.LUS.naam)) {
        double regels = tel(kant, "select count(*) from logregel");
        return String.format(
            NEDERLANDS,
            ", bij de lus %.1f",
            regels / tel(kant, "select count(*) from logregel where stap = 'ontvangen'"));
      }
    }
    return "";
  }

  /** What is set apart is not delivered; a rate without it would be of other work. */
  private static void eisNietsGeparkeerd(Kant motor) throws IOException {
    long apart =
        tel(motor, "select count(*) from logregel where stap in ('geparkeerd', 'geweigerd')");
    if (apart > 0) {
      throw new IllegalStateException(
          "De motor zette %d berichten apart; de meting geldt niet".formatted(apart));
    }
  }

  private static long tel(Kant kant, String sql) throws IOException {
    return kant.database().sql(sql).query(Long.class).single();
  }

  /** At half of what it keeps up, at fixed moments. */
  private void vertraag(Proefstand stand, int grootte, List<Ronde> motor) throws Exception {
    double half = Ketenverslag.tempo(motor) / werk.gebeurtenissen() / 2;
    Ronde ronde = ronde(stand.motor(), grootte, berichten(), half, Set.of());
    uit.println("  " + Ketenverslag.vertraging(half, ronde.vertragingen()));
    uit.println("  mediaan na ontvangst, in ms: " + stappen(stand.motor()));
  }

  /** Which hop takes how long, as the log of the last messages says. */
  private String stappen(Kant motor) throws IOException {
    return motor
        .database()
        .sql(
            """
            with o as (select bericht_id, tijdstip from logregel where stap = 'ontvangen'
                       order by id desc limit :aantal)
            select r.stap || ' ' || round((percentile_cont(0.5) within group
              (order by extract(epoch from r.tijdstip - o.tijdstip)) * 1000)::numeric)
            from o join logregel r on r.correlatie_id = o.bericht_id and r.stap <> 'ontvangen'
            group by r.stap order by percentile_cont(0.5) within group
              (order by extract(epoch from r.tijdstip - o.tijdstip))\
            """)
        .param("aantal", berichten())
        .query(String.class)
        .list()
        .stream()
        .collect(Collectors.joining(", "));
  }

  /** What the others notice of one partner that is away, and of one that is slow. */
  private void zonderEen(Proefstand stand, int grootte, int laatste) throws Exception {
    Kant motor = stand.motor();
    Set<Integer> een = Set.of(laatste);
    Ronde ervoor = ronde(motor, grootte, berichten(), 0, een);
    motor.lezers().weg(laatste);
    Ronde weg = ronde(motor, grootte, berichten(), 0, een);
    motor.lezers().terug(laatste);
    motor.lezers().traag(laatste, TRAAG);
    Ronde traag = ronde(motor, grootte, berichten(), 0, een);
    motor.lezers().traag(laatste, 0);
    Ronde erna = ronde(motor, grootte, berichten(), 0, een);
    double gewoon = (ervoor.gebeurtenissenPerSeconde() + erna.gebeurtenissenPerSeconde()) / 2;
    uit.printf(
        NEDERLANDS,
        "  de andere afnemers als er een weg is: %.2f van het tempo; als er een %d ms per"
            + " gebeurtenis doet: %.2f%n",
        weg.gebeurtenissenPerSeconde() / gewoon,
        TRAAG,
        traag.gebeurtenissenPerSeconde() / gewoon);
  }

  private void geheugen(Proefstand stand) throws IOException {
    uit.printf("  in gebruik na opruimen: motor %d MB", stand.motor().geheugenNaOpruimen() >> 20);
    for (Kant kant : stand.naast()) {
      uit.printf(", %s %d MB", kant.naam(), kant.geheugenNaOpruimen() >> 20);
    }
    uit.println();
  }

  /** The engine alone, on what it has and then on much more; the last partner is away. */
  private void groei(Proefstand stand, Proefstand.Opzet opzet) throws Exception {
    for (Kant kant : stand.naast()) {
      kant.close();
    }
    stand.naast().clear();
    int grootte = groottes().get(0);
    uit.println("  groei, met de laatste afnemer weg, na een nieuwe start:");
    opnieuw(stand, "zoals het was", grootte, opzet.afnemers());
    if (dossiers > 0) {
      stand.stopMotor();
      vulDossiers(stand);
      stand.startMotor();
      gemeten(stand, "%,d dossiers".formatted(dossiers), grootte, opzet.afnemers());
    }
    if (achterstand > 0) {
      stand.stopMotor();
      stand.zetAchterstand(achterstand, grootte << 10);
      stand.startMotor();
      gemeten(stand, "en achterstand van %,d".formatted(achterstand), grootte, opzet.afnemers());
    }
  }

  private void opnieuw(Proefstand stand, String naam, int grootte, int laatste) throws Exception {
    stand.stopMotor();
    stand.startMotor();
    gemeten(stand, naam, grootte, laatste);
  }

  private void gemeten(Proefstand stand, String naam, int grootte, int laatste) throws Exception {
    Set<Integer> weg = Set.of(laatste);
    stand.motor().lezers().weg(laatste);
    ronde(stand.motor(), grootte, berichten() / 2, 0, weg);
    Ronde ronde = ronde(stand.motor(), grootte, berichten(), 0, weg);
    uit.printf(
        NEDERLANDS,
        "    %-34s %,9.1f gebeurtenissen/s, %.2f ms motor, %.2f ms database, %d MB na opruimen%n",
        naam,
        ronde.gebeurtenissenPerSeconde(),
        ronde.motorPerGebeurtenis(),
        ronde.databasePerGebeurtenis(),
        stand.motor().geheugenNaOpruimen() >> 20);
  }

  /** By an engine in this process, which knows how to fill a stock. */
  private void vulDossiers(Proefstand stand) {
    List<String> instellingen = new ArrayList<>(stand.motorinstellingen());
    instellingen.add("--logging.level.nl.ketenbrug=warn");
    try (ConfigurableApplicationContext motor = bench.start(instellingen.toArray(String[]::new))) {
      new Voorraad(motor).vul(0, dossiers, seed, procent -> {});
    }
  }

  private Ronde ronde(Kant kant, int grootte, int aantal) throws Exception {
    int deel = aantal;
    if (kant.naam().equals(Naast.ROUTE.naam)) {
      deel = Math.max(MINSTENS, aantal / MINDER_VOOR_ROUTE);
    }
    if (kant.naam().equals(Naast.KAAL.naam)) {
      deel = Math.min(aantal * MEER_VOOR_KAAL, voorraad.voorraad());
    }
    return ronde(kant, grootte, deel, 0, Set.of());
  }

  private Ronde ronde(Kant kant, int grootte, int aantal, double perSeconde, Set<Integer> zonder)
      throws Exception {
    boolean kaal = !kant.heeftDatabase();
    // The bare broker gets events as large as those that the partners of the engine get.
    int bytes = kaal ? (int) bodylengte : grootte << 10;
    // It keeps nothing by which it could know a message again.
    int vanaf = kaal ? 0 : volgende.merge(kant.naam(), aantal, Integer::sum) - aantal;
    Ronde ronde =
        new Belasting(voorraad, bytes, verbindingen)
            .ronde(kant, vanaf, aantal, perSeconde, kaal ? 1 : werk.gebeurtenissen(), zonder);
    if (kant.naam().equals(Kant.MOTOR)) {
      bodylengte = kant.lezers().gemiddeldeLengte();
    }
    return ronde;
  }
}
