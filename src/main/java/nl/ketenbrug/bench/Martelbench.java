package nl.ketenbrug.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.ketenbrug.message.Bsn;
import org.springframework.dao.DataAccessException;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench torture}: an installation of real processes that are killed, frozen and cut off
 * while messages run, and afterwards a count of every message in four books. Any difference is a
 * fault of the engine.
 */
@Command(
    name = "torture",
    description = {
      "Bewijst dat niets verloren gaat: twee motoren, een paar brokers, een database, gesimuleerde bronnen",
      "en acht afnemers van alle kanalen, elk een eigen proces (met --short in twee). Zij worden gedood",
      "en bevroren, verbindingen geknipt en vertraagd, de schijf van de broker loopt vol; afnemers antwoorden",
      "laat, dubbel en verkeerd. Daarna telt dit na: elk aangenomen bericht is bij elke afnemer die",
      "er recht op heeft, of staat met reden apart, en het log en de verklaringen zeggen hetzelfde.",
      "Uitgang 0: geen verschil; 1: wel een verschil, of iets kwam niet af. Linux alleen."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOpties:%n")
final class Martelbench implements Callable<Integer> {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final int GETOOND = 60;

  /** Without any movement for so long, nothing moves any more. */
  private static final Duration GEDULD = Duration.ofMinutes(3);

  /** However much moves, this is the end of waiting. */
  private static final Duration UITERST = Duration.ofHours(2);

  private static final Duration UITERST_KORT = Duration.ofMinutes(6);

  /** How long a blow waits, at most, until so many events came to partners since the one before. */
  private static final Duration AANLOOP = Duration.ofSeconds(20);

  private static final Duration AANLOOP_KORT = Duration.ofSeconds(10);
  private static final int GANG = 20;
  private static final int GANG_KORT = 8;

  private static final Duration VERSLAG = Duration.ofSeconds(10);

  /** All who read a queue themselves or are called are in one process, all who ask in another. */
  private static final List<List<Martelrol>> TWEE_GROEPEN =
      List.of(
          List.of(Martelrol.PULL, Martelrol.CORE, Martelrol.WEBHOOK, Martelrol.CSV),
          List.of(Martelrol.VAST, Martelrol.AMQP, Martelrol.GESTRUCTUREERD, Martelrol.BESTAND));

  @Option(
      names = "--short",
      description = "Negen van de vijftien soorten slagen, elk een keer; een minuut of vier.")
  boolean kort;

  @Option(
      names = "--minuten",
      paramLabel = "AANTAL",
      defaultValue = "60",
      description = "Hoe lang er geslagen wordt, zonder --short (${DEFAULT-VALUE}).")
  int minuten;

  @Option(
      names = "--berichten",
      paramLabel = "AANTAL",
      defaultValue = "15",
      description = "Berichten voor elke slag (${DEFAULT-VALUE}).")
  int berichten;

  @Option(
      names = "--seed",
      paramLabel = "GETAL",
      description = "Zelfde getal, zelfde slagen op dezelfde delen; zonder opgave een nieuw.")
  Long seed;

  @Option(
      names = "--map",
      paramLabel = "MAP",
      defaultValue = ".",
      description = "Map met routes, transforms, config en broker (${DEFAULT-VALUE}).")
  Path map;

  @Option(
      names = "--jar",
      paramLabel = "BESTAND",
      description = "Jar waaruit de processen starten; zonder opgave deze.")
  Path jar;

  @Option(
      names = "--programmas",
      paramLabel = "MAP",
      description = "Map met de uitgepakte programma's van de database; zonder opgave een nieuwe.")
  Path programmas;

  @Option(
      names = "--werk",
      paramLabel = "MAP",
      description = "Map voor alles wat ontstaat, leeg of niet bestaand; zonder opgave een nieuwe.")
  Path werk;

  @Option(names = "--bewaar", description = "Laat die map staan, ook als er geen verschil is.")
  boolean bewaar;

  @Spec private CommandSpec opdracht;

  private final Clock clock = Clock.systemUTC();
  private final List<String> verschillen = new ArrayList<>();
  private PrintWriter uit;
  private long begin;
  private LocalDate eersteDag;

  @Override
  public Integer call() throws Exception {
    uit = opdracht.commandLine().getOut();
    jar =
        (jar == null ? Path.of(System.getProperty("java.class.path")) : jar)
            .toAbsolutePath()
            .normalize();
    String bezwaar = bezwaar();
    if (bezwaar != null) {
      opdracht.commandLine().getErr().println(bezwaar);
      return opdracht.exitCodeOnInvalidInput();
    }
    seed = seed == null ? Math.floorMod(System.nanoTime(), 1_000_000L) : seed;
    begin = System.nanoTime();
    eersteDag = vandaag();
    werk = (werk == null ? Files.createTempDirectory("ketenbrug-torture") : werk).toAbsolutePath();
    Files.createDirectories(werk);
    try {
      martel();
    } finally {
      schrijfVerschillen();
    }
    if (verschillen.isEmpty()) {
      uit.println("Geen verschil.");
      if (!bewaar) {
        FileSystemUtils.deleteRecursively(werk);
      }
      return 0;
    }
    uit.printf("%d VERSCHILLEN (seed %d):%n", verschillen.size(), seed);
    verschillen.stream().limit(GETOOND).forEach(verschil -> uit.println("  " + verschil));
    uit.println("Alle verschillen, de boeken en de uitvoer staan in " + werk);
    return opdracht.exitCodeOnExecutionException();
  }

  /** Why this cannot be done; null when it can. */
  private String bezwaar() throws IOException {
    if (!System.getProperty("os.name").startsWith("Linux")) {
      return "Deze proef bevriest processen met seinen van Linux, en draait daarom alleen daar.";
    }
    if (!Files.isRegularFile(map.resolve("broker/broker.xml"))) {
      return "Er is geen map " + map + " met routes, transforms, config en broker.";
    }
    if (!jar.toString().endsWith(".jar") || !Files.isRegularFile(jar)) {
      return "Deze proef start eigen processen en draait daarom alleen uit de jar; zie --jar.";
    }
    if (berichten < 1 || minuten < 1) {
      return "Er is minstens een bericht en een minuut nodig.";
    }
    if (werk != null && Files.isDirectory(werk)) {
      try (Stream<Path> inhoud = Files.list(werk)) {
        return inhoud.findAny().isPresent() ? "De map " + werk + " is niet leeg." : null;
      }
    }
    return null;
  }

  private void martel() throws Exception {
    int dossiers = kort ? 28 : 408;
    int gifDossiers = kort ? 4 : 8;
    List<Bsn> personen = new ArrayList<>(Ketenberichten.testpersonen());
    Collections.shuffle(personen, new Random(seed));
    personen = personen.subList(0, dossiers);
    Set<Integer> gif =
        IntStream.range(0, dossiers)
            .filter(dossier -> Martelvolgorde.isGif(dossier, gifDossiers))
            .boxed()
            .collect(Collectors.toSet());
    List<Bsn> bekend =
        IntStream.range(0, dossiers)
            .filter(dossier -> !gif.contains(dossier))
            .mapToObj(personen::get)
            .toList();
    kop(personen.size(), gif.size());
    Martelstand.Opzet opzet =
        new Martelstand.Opzet(
            jar,
            map.toAbsolutePath().normalize(),
            werk,
            programmas == null ? werk.resolve("programmas") : programmas.toAbsolutePath(),
            seed,
            bekend,
            kort ? TWEE_GROEPEN : Arrays.stream(Martelrol.values()).map(List::of).toList(),
            kort);
    Martelboeken boeken = new Martelboeken(opzet.boeken(), seed);
    try (Martelstand stand = new Martelstand(opzet)) {
      stand.begin();
      zeg("alles draait");
      Martelbron bron = new Martelbron(stand.buiten(), personen, seed, boeken.vanBron());
      bron.begin();
      Marteltijd tijd = new Marteltijd(stand.database(), seed, stand::motorEindigde);
      tijd.begin();
      Martelplan plan = new Martelplan(stand, seed, kort, this::zeg, bron);
      fase("slagen", () -> sla(plan, bron, boeken));
      fase("herstel", stand::maakHeel);
      fase("bronnen", () -> herstel(stand, bron));
      fase(
          "droog",
          () -> droog(stand, boeken, "alles wat niet apart staat", Martelbench::isOnderweg));
      zeg("de bronnen kennen nu ook de personen die zij niet kenden");
      List<Bsn> allen = personen;
      fase("correctie", () -> stand.corrigeerBronnen(allen));
      fase("vrijgave", () -> geefVrij(stand, boeken));
      fase("slot", () -> slot(stand, bron, boeken));
      fase("termijnen", () -> laatVerstrijken(stand, tijd, boeken));
      // Not before: the other one does the work while one that was killed comes back.
      fase("motoren", stand::wachtOpMotoren);
      zeg("beide motoren zijn gereed");
      tel(stand, plan, bron, boeken, gif);
      verslag(stand, plan, bron, boeken);
      if (verschillen.isEmpty() && !bewaar) {
        stand.bewaarSchijfNiet();
      }
    } catch (IllegalStateException | IOException | UncheckedIOException e) {
      // Not finished is a difference too, and what was found before it must not get lost.
      verschillen.add("Afgebroken: " + e);
    }
    zoekBsns(personen);
  }

  private interface Fase {
    void doe() throws Exception;
  }

  /** What is not finished is a difference, and the count comes all the same. */
  private void fase(String naam, Fase fase) throws Exception {
    try {
      fase.doe();
    } catch (IllegalStateException | IOException | UncheckedIOException | DataAccessException e) {
      String reden = e.getCause() == null ? e.toString() : e + ", door " + e.getCause();
      verschillen.add("Afgebroken (%s): %s".formatted(naam, reden));
      zeg("afgebroken: %s: %s".formatted(naam, reden));
    }
    schrijfVerschillen();
  }

  /** After each part, for whoever ends this before its count is done. */
  private void schrijfVerschillen() throws IOException {
    Files.write(werk.resolve("verschillen.txt"), verschillen);
  }

  private void kop(int dossiers, int gif) {
    uit.printf(
        "Torture   seed %d, %d kernen, twee motoren, een paar brokers, een database, JVM %s%n",
        seed,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.runtime.version"));
    uit.printf(
        "Werk      %s; %d dossiers, waarvan %d van personen die de bronnen eerst niet kennen%n",
        kort ? "negen soorten slagen, elk een keer" : minuten + " minuten", dossiers, gif);
  }

  private void zeg(String wat) {
    uit.printf("%6.1f s  %s%n", (System.nanoTime() - begin) / 1e9, wat);
    uit.flush();
  }

  private void sla(Martelplan plan, Martelbron bron, Martelboeken boeken) throws Exception {
    if (kort) {
      for (Martelplan.Slag slag : plan.korte()) {
        plan.volgende();
        sla(plan, bron, boeken, slag);
      }
      return;
    }
    long einde = System.nanoTime() + Duration.ofMinutes(minuten).toNanos();
    while (System.nanoTime() < einde) {
      plan.volgende();
      sla(plan, bron, boeken, plan.willekeurig());
    }
  }

  /** While messages run: a blow to a chain that stands still would prove nothing. */
  private void sla(Martelplan plan, Martelbron bron, Martelboeken boeken, Martelplan.Slag slag)
      throws Exception {
    long eerst = gekregen(boeken);
    // Some go when the disk fills.
    int bewaard = slag == Martelplan.Slag.SCHIJF_VOL ? berichten / 2 : 0;
    bron.laat(berichten - bewaard);
    long einde = System.nanoTime() + (kort ? AANLOOP_KORT : AANLOOP).toNanos();
    while (gekregen(boeken) < eerst + (kort ? GANG_KORT : GANG) && System.nanoTime() < einde) {
      Thread.sleep(300);
    }
    Thread.sleep(plan.pauze());
    plan.sla(slag, bewaard);
  }

  private void herstel(Martelstand stand, Martelbron bron) throws Exception {
    zeg("geen slagen meer");
    try {
      Martelstand.wachtOp("de bronnen, die alles kwijt moeten", UITERST_KORT, bron::isKlaar);
    } catch (IllegalStateException e) {
      stand.schrijfDraden();
      throw e;
    }
    zeg("aangenomen: %d berichten".formatted(bron.aangenomen()));
  }

  /** Neither set apart nor finished: it will move by itself. */
  private static boolean isOnderweg(Martelbroker.Stand stand) {
    return isErgens(stand) && !stand.wachtrij().startsWith("parkeer.");
  }

  /** Anywhere, but for what partners refused or let lapse. */
  private static boolean isErgens(Martelbroker.Stand stand) {
    return !stand.wachtrij().startsWith(Marteltelling.APART_BIJ_AFNEMER)
        && !stand.wachtrij().equals(Marteltelling.VERLOPEN);
  }

  /**
   * Waits until these queues are empty, twice in a row, as long as anything moves; what stays is a
   * difference.
   */
  private void droog(
      Martelstand stand, Martelboeken boeken, String wat, Predicate<Martelbroker.Stand> welke)
      throws Exception {
    long begonnen = System.nanoTime();
    long beweging = begonnen;
    long gezegd = begonnen;
    long minst = Long.MAX_VALUE;
    long meest = -1;
    int leeg = 0;
    while (leeg < 2) {
      List<Martelbroker.Stand> vol = vol(stand, welke);
      leeg = vol != null && vol.isEmpty() ? leeg + 1 : 0;
      // An event that only comes again and again is no movement.
      long uniek = uniek(boeken);
      long som = vol == null ? Long.MAX_VALUE : som(vol);
      if (uniek > meest || som < minst) {
        meest = Math.max(meest, uniek);
        minst = Math.min(minst, som);
        beweging = System.nanoTime();
      }
      if (System.nanoTime() - beweging > GEDULD.toNanos()
          || System.nanoTime() - begonnen > (kort ? UITERST_KORT : UITERST).toNanos()) {
        verschillen.add("Bleef staan (%s): %s".formatted(wat, vol));
        return;
      }
      if (System.nanoTime() - gezegd > VERSLAG.toNanos()) {
        gezegd = System.nanoTime();
        zeg("wacht op %s: %s".formatted(wat, vol));
      }
      Thread.sleep(500);
    }
  }

  /** What stands on these queues; null when the broker does not say. */
  private static List<Martelbroker.Stand> vol(
      Martelstand stand, Predicate<Martelbroker.Stand> welke) {
    try {
      return stand.broker().standen(false).stream()
          .filter(welke.and(queue -> queue.berichten() > 0))
          .toList();
    } catch (IOException e) {
      // Starting; whether it ever answers is judged by the time above.
      return null;
    }
  }

  private static long som(List<Martelbroker.Stand> standen) {
    return standen.stream().mapToLong(Martelbroker.Stand::berichten).sum();
  }

  private static long uniek(Martelboeken boeken) throws IOException {
    long som = 0;
    for (Martelrol rol : Martelrol.values()) {
      som += boeken.ontvangen(rol).uniek().size();
    }
    return som;
  }

  private static long gekregen(Martelboeken boeken) throws IOException {
    long som = 0;
    for (Martelrol rol : Martelrol.values()) {
      som += boeken.ontvangen(rol).alles();
    }
    return som;
  }

  /** The oldest first, until nothing stands apart but what partners refused. */
  private void geefVrij(Martelstand stand, Martelboeken boeken) throws Exception {
    Webtoegang beheerder = Webtoegang.volhardend(stand.adressen(), "beheerder");
    int vrijgegeven = 0;
    long einde = System.nanoTime() + GEDULD.toNanos();
    while (System.nanoTime() < einde) {
      List<String> ids = new ArrayList<>();
      for (JsonNode een : beheerder.json("/api/v1/geparkeerd").path("geparkeerd")) {
        if (!een.path("parkeerplek").asText().startsWith(Marteltelling.APART_BIJ_AFNEMER)) {
          ids.add(een.path("berichtId").asText());
        }
      }
      if (ids.isEmpty()) {
        break;
      }
      Collections.sort(ids);
      for (String id : ids) {
        vrijgegeven +=
            beheerder
                        .post("/api/v1/geparkeerd/" + id + "/vrijgave", "application/json", "")
                        .status()
                    == 200
                ? 1
                : 0;
      }
      droog(stand, boeken, "wat is vrijgegeven", Martelbroker.Stand::isVanMotoren);
    }
    zeg("vrijgegeven: %d berichten".formatted(vrijgegeven));
  }

  /** One more message of a dossier that is stuck behind its last one does not arrive. */
  private void slot(Martelstand stand, Martelbron bron, Martelboeken boeken) throws Exception {
    int eerst = bron.gelaten();
    bron.laatSlot(!kort);
    Martelstand.wachtOp("de bronnen, met hun laatste berichten", UITERST_KORT, bron::isKlaar);
    zeg("nog een bericht in %d dossiers".formatted(bron.gelaten() - eerst));
    droog(stand, boeken, "alles", Martelbench::isErgens);
  }

  /** Until nothing lapses any more and every notice of it is where it must be. */
  private void laatVerstrijken(Martelstand stand, Marteltijd tijd, Martelboeken boeken)
      throws Exception {
    Martelstand.wachtOp("de termijnen, die om moeten zijn", GEDULD, tijd::isOm);
    droog(stand, boeken, "de meldingen over termijnen", Martelbench::isErgens);
    // The notices themselves are set back too.
    Martelstand.wachtOp("de termijnen van de meldingen", GEDULD, tijd::isOm);
    tijd.stop();
  }

  private void tel(
      Martelstand stand, Martelplan plan, Martelbron bron, Martelboeken boeken, Set<Integer> gif)
      throws Exception {
    zeg("tellen");
    if (bron.gelaten() != bron.aangenomen()) {
      verschillen.add(
          "bron: %d berichten aangenomen van %d".formatted(bron.aangenomen(), bron.gelaten()));
    }
    Marteltelling telling = new Marteltelling(boeken, stand.adressen());
    List<LocalDate> dagen =
        eersteDag.minusDays(Marteltijd.dagen()).datesUntil(vandaag().plusDays(1)).toList();
    fase("tellen bij de afnemers", telling::afnemers);
    fase("tellen van wat nog eens kwam", () -> telling.herhalingen(plan.raak()));
    fase("tellen van de wachtrijen", () -> telling.wachtrijen(standen(stand)));
    fase("tellen van de verklaringen", () -> telling.verklaringen(dagen));
    fase("tellen van het log", () -> telling.log(gif));
    telling.levens(stand.levens());
    verschillen.addAll(telling.verschillen());
    fase(
        "tellen in de database", () -> verschillen.addAll(Marteltafels.nog(stand.database().db())));
  }

  private static List<Martelbroker.Stand> standen(Martelstand stand)
      throws IOException, InterruptedException {
    try {
      return stand.broker().standen(true);
    } catch (IOException e) {
      // Once more: one answer that came late is no difference.
      Thread.sleep(2_000);
      return stand.broker().standen(true);
    }
  }

  private void verslag(Martelstand stand, Martelplan plan, Martelbron bron, Martelboeken boeken)
      throws IOException {
    zeg("geteld");
    uit.printf(
        "Aangenomen %d berichten van %d, %d keer opnieuw aangeboden, %d keer was het al bekend%n",
        bron.aangenomen(), bron.gelaten(), bron.herhaald(), bron.alBekend());
    for (Martelrol rol : Martelrol.values()) {
      Martelboeken.Ontvangen boek = boeken.ontvangen(rol);
      uit.printf(
          "  %-24s %5d verwacht, %5d gekregen, %4d nog eens, %3d na antwoord, %3d geweigerd, %3d verlopen%n",
          rol.code(),
          boeken.verwacht(rol).values().stream().mapToInt(List::size).sum(),
          boek.uniek().size(),
          boek.alles() - boek.uniek().size(),
          boek.opnieuw().size(),
          boek.uniek().keySet().stream().filter(id -> boeken.weigert(rol, id)).count(),
          boek.genoemd(Martelrol.VERSTREKEN).size());
    }
    uit.println("Slagen    " + plan.geteld().toString().toLowerCase(Locale.ROOT));
    Map<String, Integer> vanzelf = stand.levens();
    vanzelf.values().removeIf(keren -> keren == 0);
    uit.println("Vanzelf gestopt en opnieuw gestart: " + vanzelf);
  }

  /** No process may have written the number of a person in what it says. */
  private void zoekBsns(List<Bsn> personen) throws IOException {
    try (Stream<Path> bestanden = Files.list(werk)) {
      for (Path bestand : bestanden.filter(pad -> pad.toString().endsWith("-uit.txt")).toList()) {
        // What was killed may have left half a character.
        String tekst = new String(Files.readAllBytes(bestand), StandardCharsets.UTF_8);
        if (personen.stream().map(Bsn::value).anyMatch(tekst::contains)) {
          verschillen.add("Een burgerservicenummer in " + bestand.getFileName());
        }
      }
    }
  }

  private LocalDate vandaag() {
    return LocalDate.ofInstant(clock.instant(), NEDERLAND);
  }
}
