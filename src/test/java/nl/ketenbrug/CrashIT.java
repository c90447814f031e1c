package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import nl.ketenbrug.message.BerichtId;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The promise of the whole engine, held against the jar that is shipped: what a source was told to
 * be accepted reaches every entitled partner, in order and once, and the log says so, however often
 * the engine dies.
 *
 * <p>A build lets it die at each moment that costs most, once. The longer run, on a jar that is
 * built: {@code mvn failsafe:integration-test failsafe:verify -Dit.test=CrashIT
 * -Dcrash.berichten=600
 * -Dcrash.levens=SIGKILL,NA_INTAKE,VOOR_INTAKE,SIGKILL_MET_DATABASE,NA_CANONIEK,SIGKILL_BIJ_START,NA_ABONNEMENT,NA_LOG,VOOR_CANONIEK}.
 *
 * <p>The engine dies by SIGKILL at moments that the clock chooses (also while it starts, also
 * together with its database), and by {@link Haltmoment} at moments that the broker chooses. All
 * choices follow from one seed, which is printed; {@code -Dcrash.seed=} repeats it, {@code
 * -Dcrash.berichten=} changes the load and {@code -Dcrash.levens=} the deaths.
 */
class CrashIT {

  private static final int THREADS = 4;
  private static final int DOSSIERS = 24;
  private static final int AMQP_DOSSIERS = 4;
  private static final Duration GEDULD = Duration.ofSeconds(60);
  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";
  private static final String BVV = "nl.beslagvrijevoet.bvv-vastgesteld";

  private final long seed = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
  private final int aantal = Integer.getInteger("crash.berichten", 110);
  private final Random random = new Random(seed);
  private final List<String> bsns = Motorbestanden.bsns(999_992_000, DOSSIERS + AMQP_DOSSIERS);
  private final Semaphore vrijgave = new Semaphore(0);
  private final List<Long> starttijden = new ArrayList<>();
  private final List<String> sterfgevallen = new ArrayList<>();
  private final List<Aanleveraar> aanleveraars = new ArrayList<>();
  private final List<Aanleveraar.Aangenomen> perAmqp = new ArrayList<>();
  private final List<String> zoek = new ArrayList<>();
  private Amqpaanleveraar amqpaanleveraar;
  private Path werkmap;
  private Motorbestanden bestanden;
  private Motorproces motor;
  private Pullafnemer cjib;
  private Pullafnemer gemeente;
  private Amqpafnemer veenstra;

  /** What ends a life of the engine. */
  private enum Einde {
    SIGKILL,
    SIGKILL_MET_DATABASE,
    SIGKILL_BIJ_START,
    NA_INTAKE,
    VOOR_INTAKE,
    NA_CANONIEK,
    NA_ABONNEMENT,
    NA_LOG,
    VOOR_CANONIEK
  }

  /**
   * The moment after the commit of each hop, one before a commit, and the embedded database dying
   * together with its engine: what {@link TortureIT} hits by chance or not at all, because there
   * the database is a process of its own. With {@code crash.levens} any number in any order.
   */
  private static final String KORT =
      "NA_INTAKE,SIGKILL_MET_DATABASE,NA_CANONIEK,NA_ABONNEMENT,NA_LOG,VOOR_CANONIEK";

  private final List<Einde> levens =
      Stream.of(System.getProperty("crash.levens", KORT).split(",")).map(Einde::valueOf).toList();

  @BeforeEach
  void maakMotor() throws Exception {
    Stilte.bewaar();
    String jar = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !jar.isEmpty() && Files.exists(Path.of(jar)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    System.out.printf("Crashproef met crash.seed=%d, %d berichten%n", seed, aantal);
    werkmap = Path.of("target", "crash").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    bestanden.schuldenaren(bsns);
    // Milliseconds. On a busy machine a cold engine is slow to ask; what a source that does not
    // answer means for the order is no question of this test.
    bestanden.tijdslimiet("polis", 30_000);
    bestanden.tijdslimiet("brp", 30_000);
    motor = new Motorproces(Path.of(jar), bestanden, werkmap);
    cjib = new Pullafnemer("cjib", motor.adres());
    gemeente = new Pullafnemer("gemeente-dommelstein", motor.adres());
    veenstra = new Amqpafnemer("deurwaarder-veenstra", motor.amqp());
  }

  @AfterEach
  void ruimOp() throws Exception {
    if (motor == null) {
      return;
    }
    for (Aanleveraar aanleveraar : aanleveraars) {
      aanleveraar.close();
    }
    if (amqpaanleveraar != null) {
      amqpaanleveraar.close();
    }
    for (Afnemer afnemer : afnemers()) {
      afnemer.close();
    }
    motor.close();
  }

  @Test
  void watIsAangenomenKomtBijElkeAfnemerAanHoeVaakDeMotorOokSterft() throws Exception {
    beginMetAanleveren();
    afnemers().forEach(Afnemer::begin);
    for (Einde einde : levens) {
      leef(einde, aantal * 9 / 8 / (levens.size() + 1));
    }
    motor.start();
    starttijden.add(motor.wachtTotGereed().toMillis());
    vrijgave.release(2 * aantal);

    wachtTotAllesBinnenIs();
    vraagIdsVanAmqp();
    Verwachting verwachting = wachtTotAllesBinnenIs();
    vertel(verwachting);

    SoftAssertions proef = new SoftAssertions();
    controleerAfnemers(proef, verwachting);
    controleerLog(proef, verwachting);
    String cijfers =
        new Webklant(motor.adres(), "beheerder", "beheerder").get("/actuator/prometheus").body();
    motor.stop();
    controleerWachtrijen(proef);
    controleerBsns(proef, cijfers);
    proef.assertAll();
  }

  private void beginMetAanleveren() {
    for (int thread = 0; thread < THREADS; thread++) {
      List<Aanleveraar.Bericht> berichten = new ArrayList<>();
      for (int i = thread; i < aantal; i += THREADS) {
        berichten.add(bericht(i, thread));
      }
      Aanleveraar aanleveraar = new Aanleveraar(motor.adres(), berichten, vrijgave);
      aanleveraars.add(aanleveraar);
      aanleveraar.begin();
    }
    List<Aanleveraar.Bericht> berichten = new ArrayList<>();
    for (int i = 0; i < aantal / 8; i++) {
      String bsn = bsns.get(DOSSIERS + i % AMQP_DOSSIERS);
      String xml = Beslagbericht.gelegd("CRASH-AMQP-%05d".formatted(i), bsn, Beslagbericht.ANDER);
      berichten.add(new Aanleveraar.Bericht(bsn, Beslagbericht.ANDER, xml));
    }
    amqpaanleveraar = new Amqpaanleveraar(motor.amqp(), berichten, vrijgave);
    amqpaanleveraar.begin();
  }

  /**
   * Delivers over HTTP what was put on the queue before: the engine must know it already, and so
   * tells under which id.
   */
  private void vraagIdsVanAmqp() throws Exception {
    Webklant bron = new Webklant(motor.adres(), "beslagregister", "beslagregister");
    for (Aanleveraar.Bericht bericht : amqpaanleveraar.berichten()) {
      JsonNode antwoord =
          bron.post("/api/v1/aanleveringen/beslagregister", "application/xml", bericht.xml())
              .json();
      String id = antwoord.path("berichtId").asText();
      perAmqp.add(new Aanleveraar.Aangenomen(bericht, id));
      if (!antwoord.path("duplicaat").asBoolean()) {
        zoek.add(id);
      }
    }
  }

  /**
   * In a third of the dossiers bailiff Veenstra attached all, in a third nothing, in a third he
   * comes in halfway and hears only of what follows.
   */
  private Aanleveraar.Bericht bericht(int nummer, int thread) {
    int perThread = DOSSIERS / THREADS;
    int dossier = thread * perThread + (nummer / THREADS) % perThread;
    boolean halverwege = nummer >= aantal / 2;
    boolean vanVeenstra = dossier % 3 == 0 || (dossier % 3 == 2 && halverwege);
    String oin = vanVeenstra ? Beslagbericht.VEENSTRA : Beslagbericht.ANDER;
    String bsn = bsns.get(dossier);
    return new Aanleveraar.Bericht(
        bsn, oin, Beslagbericht.gelegd("CRASH-%05d".formatted(nummer), bsn, oin));
  }

  private void leef(Einde einde, int berichten) throws Exception {
    switch (einde) {
      case NA_INTAKE -> leefTotHaltmoment("intake\\..*", false, berichten);
      case VOOR_INTAKE -> leefTotHaltmoment("intake\\..*", true, berichten);
      case NA_CANONIEK -> leefTotHaltmoment("canoniek", false, berichten);
      case NA_ABONNEMENT -> leefTotHaltmoment("abonnement\\..*", false, berichten);
      case NA_LOG -> leefTotHaltmoment("berichtenlog", false, berichten);
      case VOOR_CANONIEK -> leefTotHaltmoment("canoniek", true, berichten);
      case SIGKILL_BIJ_START -> {
        motor.start();
        vrijgave.release(berichten);
        long millis = 500 + random.nextInt(6_000);
        Thread.sleep(millis);
        motor.dood();
        sterfgevallen.add("SIGKILL " + millis + " ms na het begin van de start");
      }
      default -> {
        motor.start();
        starttijden.add(motor.wachtTotGereed().toMillis());
        vrijgave.release(berichten);
        long millis = 100 + random.nextInt(3_000);
        Thread.sleep(millis);
        motor.dood();
        if (einde == Einde.SIGKILL_MET_DATABASE) {
          motor.doodDatabase();
        }
        sterfgevallen.add(einde + " " + millis + " ms nadat de motor gereed was");
      }
    }
  }

  private void leefTotHaltmoment(String wachtrij, boolean voor, int berichten) throws Exception {
    // Fewer than what one life delivers.
    int commit = 1 + random.nextInt(5);
    motor.startMet(
        Haltmoment.class,
        "-Dhaltmoment.wachtrij=" + wachtrij,
        "-Dhaltmoment.commit=" + commit,
        "-Dhaltmoment.voor=" + voor);
    vrijgave.release(berichten);
    String moment = "%s commit %d van %s".formatted(voor ? "voor" : "na", commit, wachtrij);
    assertThat(motor.eindigtBinnen(Duration.ofMinutes(4)))
        .as("De motor sterft %s", moment)
        .isTrue();
    assertThat(motor.exitcode()).as("De motor sterft %s", moment).isEqualTo(Haltmoment.CODE);
    sterfgevallen.add(moment);
  }

  /** What must have come where; ids per dossier stand in the order of acceptance. */
  private record Verwachting(
      List<Aanleveraar.Aangenomen> aangenomen, Map<String, Map<String, List<String>>> perPartner) {

    Set<String> ids(String partner) {
      Set<String> ids = new LinkedHashSet<>();
      perPartner.get(partner).values().forEach(ids::addAll);
      return ids;
    }

    boolean krijgt(String partner, String id) {
      return ids(partner).contains(id);
    }
  }

  private Verwachting verwachting() {
    List<Aanleveraar.Aangenomen> aangenomen = new ArrayList<>(perAmqp);
    aanleveraars.forEach(aanleveraar -> aangenomen.addAll(aanleveraar.aangenomen()));
    Map<String, List<Aanleveraar.Aangenomen>> perDossier = new HashMap<>();
    aangenomen.forEach(
        een -> perDossier.computeIfAbsent(een.bericht().bsn(), bsn -> new ArrayList<>()).add(een));
    Map<String, Map<String, List<String>>> perPartner = new HashMap<>();
    afnemers().forEach(afnemer -> perPartner.put(afnemer.code(), new HashMap<>()));
    perDossier.forEach(
        (bsn, berichten) -> {
          boolean partij = false;
          for (Aanleveraar.Aangenomen een : berichten) {
            partij |= een.bericht().oin().equals(Beslagbericht.VEENSTRA);
            String gelegd = een.berichtId();
            String bvv = BerichtId.of(gelegd).afgeleid("bvv-vastgesteld").toString();
            voegToe(perPartner, cjib, bsn, gelegd, bvv);
            voegToe(perPartner, gemeente, bsn, bvv);
            if (partij) {
              voegToe(perPartner, veenstra, bsn, gelegd, bvv);
            }
          }
        });
    return new Verwachting(aangenomen, perPartner);
  }

  private static void voegToe(
      Map<String, Map<String, List<String>>> perPartner,
      Afnemer afnemer,
      String bsn,
      String... ids) {
    perPartner
        .get(afnemer.code())
        .computeIfAbsent(bsn, dossier -> new ArrayList<>())
        .addAll(List.of(ids));
  }

  /** Waits for all of it, or until nothing has moved for long; the checks say what is missing. */
  private Verwachting wachtTotAllesBinnenIs() throws InterruptedException {
    Instant laatsteBeweging = Instant.now();
    int vorige = -1;
    while (Duration.between(laatsteBeweging, Instant.now()).compareTo(GEDULD) < 0) {
      Verwachting verwachting = verwachting();
      int ontvangen = afnemers().stream().mapToInt(afnemer -> afnemer.uniek().size()).sum();
      boolean compleet =
          afnemers().stream()
              .allMatch(
                  afnemer -> afnemer.uniek().keySet().containsAll(verwachting.ids(afnemer.code())));
      boolean allesGestuurd =
          aanleveraars.stream().allMatch(Aanleveraar::isKlaar) && amqpaanleveraar.isKlaar();
      // Each message gives the municipality one event, also those whose id is not known yet.
      boolean genoeg = gemeente.uniek().size() >= aantal + amqpaanleveraar.berichten().size();
      if (compleet && allesGestuurd && genoeg) {
        // A little longer: what comes too much would come now.
        Thread.sleep(1_500);
        return verwachting;
      }
      if (ontvangen != vorige) {
        vorige = ontvangen;
        laatsteBeweging = Instant.now();
      }
      Thread.sleep(200);
    }
    return verwachting();
  }

  private void vertel(Verwachting verwachting) {
    System.out.printf(
        "Aangenomen %d (waarvan %d per AMQP), herhaald aangeboden %d, daarvan al bekend %d%n",
        verwachting.aangenomen().size(),
        perAmqp.size(),
        aanleveraars.stream().mapToInt(Aanleveraar::herhaald).sum(),
        aanleveraars.stream().mapToInt(Aanleveraar::duplicaten).sum());
    for (Afnemer afnemer : afnemers()) {
      System.out.printf(
          "Afnemer %s: %d verwacht, %d uniek ontvangen, %d dubbele weggelaten, %d keer verbroken%n",
          afnemer.code(),
          verwachting.ids(afnemer.code()).size(),
          afnemer.uniek().size(),
          afnemer.alles().size() - afnemer.uniek().size(),
          afnemer.verbroken());
    }
    System.out.printf("Gestorven %d keer:%n", sterfgevallen.size());
    sterfgevallen.forEach(sterfgeval -> System.out.println("  " + sterfgeval));
    System.out.printf("Starttijden in ms: %s%n", starttijden);
  }

  private void controleerAfnemers(SoftAssertions proef, Verwachting verwachting) {
    proef
        .assertThat(verwachting.aangenomen())
        .as("aangenomen berichten")
        .hasSize(aantal + amqpaanleveraar.berichten().size());
    proef.assertThat(zoek).as("door AMQP aangenomen, maar de motor kent het niet").isEmpty();
    proef
        .assertThat(verwachting.aangenomen().stream().map(Aanleveraar.Aangenomen::berichtId))
        .as("elk aangenomen bericht heeft een eigen id")
        .doesNotHaveDuplicates();
    aanleveraars.forEach(
        aanleveraar ->
            proef.assertThat(aanleveraar.onverwacht()).as("weigering aan de deur").isNull());
    for (Afnemer afnemer : afnemers()) {
      controleerAfnemer(proef, afnemer, verwachting);
    }
  }

  private static void controleerAfnemer(
      SoftAssertions proef, Afnemer afnemer, Verwachting verwachting) {
    String code = afnemer.code();
    Map<String, Afnemer.Levering> uniek = afnemer.uniek();
    proef
        .assertThat(uniek.keySet())
        .as("%s krijgt waar hij recht op heeft en niets anders", code)
        .containsExactlyInAnyOrderElementsOf(verwachting.ids(code));
    proef
        .assertThat(uniek.values().stream().map(Afnemer.Levering::volgnummer).sorted())
        .as("%s krijgt de volgnummers 1..n zonder gat en zonder dubbel", code)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, uniek.size()).boxed().toList());
    for (Afnemer.Levering levering : afnemer.alles()) {
      proef
          .assertThat(levering)
          .as("%s krijgt bij herhaling hetzelfde", code)
          .isEqualTo(uniek.get(levering.berichtId()));
    }
    List<String> opVolgnummer =
        uniek.values().stream()
            .sorted(java.util.Comparator.comparing(Afnemer.Levering::volgnummer))
            .map(Afnemer.Levering::berichtId)
            .toList();
    verwachting
        .perPartner()
        .get(code)
        .values()
        .forEach(
            ids -> {
              proef
                  .assertThat(opVolgnummer.stream().filter(ids::contains))
                  .as("%s: volgnummers van een dossier in volgorde van aanname", code)
                  .containsExactlyElementsOf(ids);
              proef
                  .assertThat(uniek.keySet().stream().filter(ids::contains))
                  .as("%s: ontvangst van een dossier in volgorde van aanname", code)
                  .containsExactlyElementsOf(ids);
            });
  }

  private void controleerLog(SoftAssertions proef, Verwachting verwachting) throws Exception {
    Webklant auditor = new Webklant(motor.adres(), "auditor", "auditor");
    int nummer = 0;
    for (Aanleveraar.Aangenomen een : verwachting.aangenomen()) {
      String gelegd = een.berichtId();
      String bvv = BerichtId.of(gelegd).afgeleid("bvv-vastgesteld").toString();
      boolean metHash = nummer++ % 5 == 0;
      Logproef log = new Logproef(proef, verwachting, metHash);
      log.controleer(
          auditor,
          gelegd,
          GELEGD,
          Map.of("ontvangen", 1L, "getransformeerd", 1L, "verrijkt", 1L, "gepubliceerd", 2L));
      log.controleer(auditor, bvv, BVV, Map.of("verrijkt", 1L, "gepubliceerd", 3L));
    }
  }

  /** Holds the log of one message against what the partners really got. */
  private final class Logproef {
    private final SoftAssertions proef;
    private final Verwachting verwachting;
    private final boolean metHash;

    Logproef(SoftAssertions proef, Verwachting verwachting, boolean metHash) {
      this.proef = proef;
      this.verwachting = verwachting;
      this.metHash = metHash;
    }

    void controleer(Webklant auditor, String id, String type, Map<String, Long> vast)
        throws Exception {
      Map<String, Long> verwacht = new HashMap<>(vast);
      for (Afnemer afnemer : afnemers()) {
        if (verwachting.krijgt(afnemer.code(), id)) {
          verwacht.put("klaargezet " + afnemer.code(), 1L);
          verwacht.put("bevestigd " + afnemer.code(), 1L);
        }
      }
      Instant einde = Instant.now().plusSeconds(15);
      Map<String, Long> gevonden = Map.of();
      JsonNode spoor = null;
      // The log is written behind the work; give the last records time to arrive.
      while (!gevonden.equals(verwacht) && Instant.now().isBefore(einde)) {
        Webklant.Antwoord antwoord = auditor.get("/api/v1/log/berichten/" + id);
        spoor = antwoord.status() == 200 ? antwoord.json() : null;
        gevonden = spoor == null ? Map.of() : stappen(spoor);
        if (!gevonden.equals(verwacht)) {
          Thread.sleep(250);
        }
        if (!proef.wasSuccess()) {
          // One message was enough time for all.
          break;
        }
      }
      proef.assertThat(gevonden).as("log van %s %s", type, id).isEqualTo(verwacht);
      if (metHash && spoor != null) {
        controleerHash(spoor, id);
      }
    }

    private Map<String, Long> stappen(JsonNode spoor) {
      Map<String, Long> stappen = new HashMap<>();
      for (JsonNode stap : spoor.path("stappen")) {
        String naam = stap.path("stap").asText();
        switch (naam) {
          case "klaargezet", "bevestigd" ->
              stappen.merge(naam + " " + stap.path("partner").asText(), 1L, Long::sum);
          case "ontvangen",
              "getransformeerd",
              "verrijkt",
              "gepubliceerd",
              "geparkeerd",
              "geweigerd" ->
              stappen.merge(naam, 1L, Long::sum);
          default -> {
            // Questions, hand-outs, failed attempts and duplicates may come any number of times.
          }
        }
      }
      return stappen;
    }

    private void controleerHash(JsonNode spoor, String id) {
      for (JsonNode stap : spoor.path("stappen")) {
        if (!stap.path("stap").asText().equals("klaargezet")) {
          continue;
        }
        Afnemer.Levering levering =
            afnemers().stream()
                .filter(afnemer -> afnemer.code().equals(stap.path("partner").asText()))
                .map(afnemer -> afnemer.uniek().get(id))
                .findFirst()
                .orElseThrow();
        proef
            .assertThat(stap.path("inhoudHash").asText())
            .as("het log noemt de inhoud die de afnemer kreeg, %s", id)
            .isEqualTo(levering == null ? null : levering.hash());
        proef
            .assertThat(stap.path("volgnummer").asLong())
            .as("het log noemt het volgnummer dat de afnemer kreeg, %s", id)
            .isEqualTo(levering == null ? null : levering.volgnummer());
      }
    }
  }

  private void controleerWachtrijen(SoftAssertions proef) throws Exception {
    Map<String, Long> berichten =
        Nalezing.berichtenPerWachtrij(bestanden.map().resolve("broker/broker.xml"), motor.broker());
    proef
        .assertThat(berichten)
        .as("de wachtrijen die de motor moet hebben")
        .containsKeys(
            "intake.beslagregister",
            "canoniek",
            "berichtenlog",
            "onbestelbaar",
            "verlopen",
            "abonnement.cjib",
            "partner.cjib",
            "parkeer.enrich-gebeurtenis");
    berichten.forEach(
        (wachtrij, aantalBerichten) ->
            proef.assertThat(aantalBerichten).as("berichten op %s", wachtrij).isZero());
  }

  private void controleerBsns(SoftAssertions proef, String cijfers) throws Exception {
    proef.assertThat(cijfers).as("de cijfers voor de beheerder").contains("jvm_memory_used_bytes");
    Map<String, String> plaatsen = new HashMap<>();
    plaatsen.put("de uitvoer van het proces", motor.uitvoer());
    plaatsen.put("de cijfers voor de beheerder", cijfers);
    afnemers()
        .forEach(afnemer -> plaatsen.put("de koppen van " + afnemer.code(), afnemer.koppen()));
    proef.assertThat(veenstra.koppen()).as("koppen van een afnemer").contains("JMSXGroupID");
    plaatsen.forEach(
        (plaats, tekst) ->
            proef
                .assertThat(bsns.stream().filter(tekst::contains))
                .as("burgerservicenummers in %s", plaats)
                .isEmpty());
  }

  private List<Afnemer> afnemers() {
    return Stream.of(cjib, gemeente, veenstra).toList();
  }
}
