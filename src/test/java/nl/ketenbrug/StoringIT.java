package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.ketenbrug.message.BerichtId;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.util.FileSystemUtils;

/**
 * What the engine does when something else fails: a source that is away, a message that nobody can
 * accept, a log that cannot be written, a sender or reader that oversteps. One engine for all, the
 * jar that is shipped; each test has debtors of its own.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoringIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAD = "/api/v1/aanleveringen/beslagregister";
  private static final String XML = "application/xml";
  private static final String BRON = "beslagregister";
  private static final String INTAKE = "intake.beslagregister";
  private static final String STYLESHEET_WEIGERT = "STYLESHEET-WEIGERT";
  private static final String PROFIEL_WEIGERT = "PROFIEL-WEIGERT";

  /**
   * Attempts until a message is set apart; with 100 ms doubled each time that is 3.1 seconds. One
   * that waits for a source is so at 6.3: the first attempt after five seconds.
   */
  private static final int POGINGEN = 6;

  private static final List<String> BSNS = Motorbestanden.bsns(999_994_000, 30);
  private static final String ONBEKENDE_BSN = Motorbestanden.bsns(999_996_000, 1).get(0);

  /** Messages set apart by the tests, by queue; held against the broker's disk at the end. */
  private static final Map<String, Long> GEPARKEERD =
      new java.util.concurrent.ConcurrentHashMap<>();

  private static Path werkmap;
  private static Path logDicht;
  private static Path spoor;
  private static Motorbestanden bestanden;
  private static Motorproces motor;
  private static Webklant bron;
  private static Webklant auditor;
  private static Pullafnemer cjib;

  @BeforeAll
  static void startMotor() throws Exception {
    Stilte.bewaar();
    String jar = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !jar.isEmpty() && Files.exists(Path.of(jar)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    werkmap = Path.of("target", "storing").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    logDicht = werkmap.resolve("log-dicht");
    spoor = werkmap.resolve("spoor");
    bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    bestanden.schuldenaren(BSNS);
    bestanden.tweedeBron("kadaster", "beslagregister");
    bestanden.laatStylesheetWeigeren("beslagregister", "registratieId", STYLESHEET_WEIGERT);
    bestanden.laatProfielWeigeren("bvv", PROFIEL_WEIGERT);
    motor =
        new Motorproces(
            Path.of(jar),
            bestanden,
            werkmap,
            "--ketenbrug.broker.redelivery-delay=100",
            "--ketenbrug.parkeren.pogingen=" + POGINGEN,
            "--ketenbrug.parkeren.bron-weg=PT5S",
            "--ketenbrug.bron.herstelpauze=1",
            "--ketenbrug.heraanbod.alleen-tot=1");
    Motorbestanden.kopieerKlasse(Landmijn.class, motor.plugins());
    motor.startMet(
        Logweigering.class, "-Dlogweigering.zolang=" + logDicht, "-Dlandmijn.spoor=" + spoor);
    motor.wachtTotGereed();
    bron = new Webklant(motor.adres(), BRON, BRON);
    auditor = new Webklant(motor.adres(), "auditor", "auditor");
    cjib = new Pullafnemer("cjib", motor.adres());
    cjib.begin();
    await().atMost(Duration.ofMinutes(1)).until(() -> accepteert(BSNS.get(0), "STORING-WARM"));
  }

  private static boolean accepteert(String bsn, String registratieId) throws Exception {
    lever(Beslagbericht.gelegd(registratieId, bsn, Beslagbericht.ANDER));
    return true;
  }

  @AfterAll
  static void stopMotorEnLeesNa() throws Exception {
    if (motor == null) {
      return;
    }
    try {
      cjib.close();
      motor.stop();
      Map<String, Long> berichten =
          Nalezing.berichtenPerWachtrij(
              bestanden.map().resolve("broker/broker.xml"), motor.broker());
      berichten.keySet().removeIf(naam -> naam.startsWith("partner."));
      berichten.forEach(
          (wachtrij, aantal) ->
              assertThat(aantal)
                  .as("berichten op %s", wachtrij)
                  .isEqualTo(GEPARKEERD.getOrDefault(wachtrij, 0L)));
      assertThat(BSNS.stream().filter(motor.uitvoer()::contains))
          .as("burgerservicenummers in de uitvoer van de motor")
          .isEmpty();
    } finally {
      motor.close();
    }
  }

  @Test
  @Order(1)
  void eenBerichtTijdensEenStoringVanEenBronGaatDaarnaVanzelfDoor() throws Exception {
    String eerste;
    String tweede;
    zetBron("brp", "storing");
    try {
      eerste = lever(gelegd(1, "STORING-1A"));
      tweede = lever(gelegd(1, "STORING-1B"));
      wachtOpStap(eerste, "mislukt");
    } finally {
      zetBron("brp", "gewoon");
    }
    wachtOpAankomst(eerste);
    wachtOpAankomst(tweede);
    assertThat(codes(eerste, "mislukt")).containsOnly("bron-niet-bereikbaar");
    assertThat(stappen(eerste)).doesNotContain("geparkeerd");
    assertThat(volgnummer(eerste)).isLessThan(volgnummer(tweede));
  }

  @Test
  @Order(2)
  void opnieuwAanbiedenGebeurtMetGroeiendeTussenpozenEnEindigtInParkerenMetReden()
      throws Exception {
    String id;
    zetBron("brp", "storing");
    try {
      id = lever(gelegd(2, "STORING-2"));
      wachtOpStap(id, "geparkeerd");
    } finally {
      zetBron("brp", "gewoon");
    }
    parkeerde("parkeer.enrich-gebeurtenis");
    assertThat(codes(id, "geparkeerd")).containsExactly("bron-niet-bereikbaar");
    List<Instant> pogingen = momenten(id, "mislukt");
    assertThat(pogingen).as("the first, second and fourth").hasSize(3);
    // 100 ms, and each pause twice the one before. A busy machine makes them longer, never shorter.
    assertThat(Duration.between(pogingen.get(0), pogingen.get(1)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertThat(Duration.between(pogingen.get(1), pogingen.get(2)))
        .as("the second and the third pause")
        .isGreaterThanOrEqualTo(Duration.ofMillis(200 + 400));
    assertThat(cjib.uniek()).doesNotContainKey(id);
  }

  @Test
  @Order(3)
  void watDeBrpNietKentWordtGeparkeerdEnHoudtAnderenNietOp() throws Exception {
    String geweigerd =
        lever(Beslagbericht.gelegd("STORING-3A", ONBEKENDE_BSN, Beslagbericht.ANDER));
    String goed = lever(gelegd(3, "STORING-3B"));
    wachtOpAankomst(goed);
    wachtOpStap(geweigerd, "geparkeerd");
    parkeerde("parkeer.enrich-gebeurtenis");
    assertThat(codes(geweigerd, "geparkeerd")).containsExactly("schuldenaar-onbekend");
    assertThat(cjib.uniek()).doesNotContainKey(geweigerd);
  }

  @Test
  @Order(4)
  void watHetStylesheetWeigertWordtGeparkeerdMetZijnReden() throws Exception {
    String geweigerd = lever(gelegd(4, STYLESHEET_WEIGERT));
    String goed = lever(gelegd(4, "STORING-4"));
    wachtOpAankomst(goed);
    wachtOpStap(geweigerd, "geparkeerd");
    parkeerde("parkeer.transform-to-canonical-beslagregister");
    assertThat(codes(geweigerd, "geparkeerd")).containsExactly("KB-PROEF");
    assertThat(uitleg(geweigerd, "geparkeerd")).contains("Dit stylesheet weigert");
  }

  /** An answer that somebody changed underway: nothing of it reaches anybody. */
  @Test
  @Order(3)
  void eenAntwoordMetEenOngeldigeHandtekeningLeidtNietTotEenGebeurtenis() throws Exception {
    String id;
    zetBron("suwinet", "vals\",\"wijze\":\"inhoud-gewijzigd");
    try {
      id = lever(gelegd(19, "STORING-19"));
      wachtOpStap(id, "geparkeerd");
    } finally {
      zetBron("suwinet", "gewoon");
    }
    parkeerde("parkeer.enrich-gebeurtenis");
    assertThat(codes(id, "geparkeerd")).containsExactly("antwoord-handtekening-ongeldig");
    assertThat(stappen(id)).contains("bevraagd").doesNotContain("verrijkt", "gepubliceerd");
    assertThat(cjib.uniek()).doesNotContainKey(id);
  }

  /**
   * The second of its two events is refused, by one profile of three: nobody gets anything of it.
   */
  @Test
  @Order(4)
  void watEenProfielWeigertKrijgtNiemandEnHetGeparkeerdeBerichtBlijftHeel() throws Exception {
    String geweigerd = lever(gelegd(15, PROFIEL_WEIGERT));
    String goed = lever(gelegd(16, "STORING-6P"));
    wachtOpAankomst(goed);
    wachtOpStap(geweigerd, "geparkeerd");
    parkeerde("parkeer.enrich-gebeurtenis");
    assertThat(codes(geweigerd, "geparkeerd")).containsExactly("KB-PROEF");

    Webklant beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    beheerder.post(
        "/api/v1/geparkeerd/" + geweigerd + "/vrijgave", "application/json", new byte[0]);
    await().atMost(Duration.ofSeconds(60)).until(() -> codes(geweigerd, "geparkeerd").size() == 2);

    // Put back it is the message it was: it fails at the same place and not for being a half one.
    assertThat(codes(geweigerd, "geparkeerd")).containsOnly("KB-PROEF");
    assertThat(stappen(geweigerd)).contains("vrijgegeven").doesNotContain("gepubliceerd");
    assertThat(cjib.uniek())
        .doesNotContainKeys(
            geweigerd, BerichtId.of(geweigerd).afgeleid("bvv-vastgesteld").toString());
  }

  /**
   * What was set apart keeps its dossier: a later message of it waits, and after the release both
   * come in order.
   */
  @Test
  @Order(4)
  void naEenGeparkeerdBerichtWachtDeRestVanZijnDossier() throws Exception {
    String eerste;
    String tweede;
    zetBron("brp", "storing");
    try {
      eerste = lever(gelegd(17, "STORING-17A"));
      wachtOpStap(eerste, "geparkeerd");
    } finally {
      zetBron("brp", "gewoon");
    }
    tweede = lever(gelegd(17, "STORING-17B"));
    String ander = lever(gelegd(18, "STORING-18"));
    wachtOpAankomst(ander);
    wachtOpStap(tweede, "mislukt");
    assertThat(codes(tweede, "mislukt")).containsOnly("wacht-op-eerder-bericht");
    assertThat(cjib.uniek()).doesNotContainKeys(eerste, tweede);

    geefVrij(eerste);
    wachtOpAankomst(eerste);
    if (stappen(tweede).contains("geparkeerd")) {
      // On a slow machine its attempts are over before the first is released.
      geefVrij(tweede);
    }
    wachtOpAankomst(tweede);
    assertThat(volgnummer(eerste)).isLessThan(volgnummer(tweede));
  }

  private static void geefVrij(String bericht) throws Exception {
    new Webklant(motor.adres(), "beheerder", "beheerder")
        .post("/api/v1/geparkeerd/" + bericht + "/vrijgave", "application/json", new byte[0]);
  }

  /**
   * A group goes on with one first; when that comes back nothing else is tried, and when the cause
   * is gone the others follow, what waited for them included.
   */
  @Test
  @Order(4)
  void eenGroepGeparkeerdeBerichtenGaatVerderMetEenVoorop() throws Exception {
    Webklant beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    List<String> groep = new ArrayList<>();
    zetBron("suwinet", "vals\",\"wijze\":\"ander-persoon");
    String wachtend;
    String eerste;
    try {
      for (int dossier : List.of(23, 24, 25)) {
        groep.add(lever(gelegd(dossier, "STORING-" + dossier)));
        wachtOpStap(groep.get(groep.size() - 1), "geparkeerd");
      }
      wachtend = lever(gelegd(24, "STORING-24B"));
      wachtOpStap(wachtend, "geparkeerd");
      JsonNode gevonden = groep(beheerder);
      assertThat(gevonden.path("aantal").asInt()).isEqualTo(3);
      assertThat(gevonden.path("dossiers").asInt()).isEqualTo(3);
      assertThat(gevonden.path("stap").asText()).isEqualTo("look-up-and-calculate");
      assertThat(beheerder.get("/geparkeerd").body())
          .contains("3 × antwoord-ander-persoon", "look-up-and-calculate");

      eerste = vrijgave(beheerder, gevonden);
      wachtOpToestand(beheerder, eerste, "gestopt");
    } finally {
      zetBron("suwinet", "gewoon");
    }
    assertThat(codes(groep.get(0), "geparkeerd")).hasSize(2);
    assertThat(stappen(groep.get(1))).doesNotContain("vrijgegeven");

    beheerder.post(VRIJGAVEN + "/" + eerste + "/hervatten", "application/json", "");
    JsonNode klaar = wachtOpToestand(beheerder, eerste, "gereed");
    assertThat(klaar.path("gelukt").asInt()).isEqualTo(3);
    assertThat(klaar.path("teruggekomen").asInt()).isEqualTo(1);
    for (String id : List.of(groep.get(1), groep.get(2), wachtend)) {
      wachtOpAankomst(id);
    }
    assertThat(volgnummer(groep.get(1))).isLessThan(volgnummer(wachtend));
    assertThat(beheerder.get("/geparkeerd/vrijgaven/" + eerste).body())
        .contains("Alsnog verwerkt", "Gereed");

    wachtOpToestand(beheerder, vrijgave(beheerder, groep(beheerder)), "gereed");
    wachtOpAankomst(groep.get(0));
  }

  /** Who waited for a message that is refused for good goes on; the message stays in the log. */
  @Test
  @Order(4)
  void eenAfgewezenBerichtHoudtZijnDossierNietLangerOp() throws Exception {
    Webklant beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    String slecht;
    zetBron("suwinet", "vals\",\"wijze\":\"ander-persoon");
    try {
      slecht = lever(gelegd(26, "STORING-26A"));
      wachtOpStap(slecht, "geparkeerd");
    } finally {
      zetBron("suwinet", "gewoon");
    }
    String later = lever(gelegd(26, "STORING-26B"));
    wachtOpStap(later, "mislukt");
    String pad = "/api/v1/geparkeerd/" + slecht + "/afwijzing";
    assertThat(beheerder.post(pad, "application/json", "{}").status()).isEqualTo(400);
    assertThat(
            beheerder
                .post(pad, "application/json", "{\"toelichting\":\"voor " + BSNS.get(26) + "\"}")
                .status())
        .isEqualTo(400);
    Webklant.Antwoord antwoord =
        beheerder.post(pad, "application/json", "{\"toelichting\":\"verkeerd dossier\"}");
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(200);

    wachtOpAankomst(later);
    wachtOpStap(slecht, "afgewezen");
    assertThat(uitleg(slecht, "afgewezen")).isEqualTo("verkeerd dossier");
    assertThat(cjib.uniek()).doesNotContainKey(slecht);
    assertThat(beheerder.post(pad, "application/json", "{\"toelichting\":\"nog eens\"}").status())
        .isEqualTo(404);
  }

  /**
   * A corrected delivery waits in vain, and goes on when it is named as what comes in the place.
   */
  @Test
  @Order(4)
  void eenVerbeterdeAanleveringKomtInDePlaatsVanWatApartStond() throws Exception {
    Webklant beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    String slecht;
    zetBron("suwinet", "vals\",\"wijze\":\"ander-persoon");
    try {
      slecht = lever(gelegd(28, "STORING-28A"));
      wachtOpStap(slecht, "geparkeerd");
    } finally {
      zetBron("suwinet", "gewoon");
    }
    String verbeterd = lever(gelegd(28, "STORING-28B"));
    wachtOpStap(verbeterd, "geparkeerd");
    String pad = "/api/v1/geparkeerd/" + slecht + "/afwijzing";
    String vraag = "{\"toelichting\":\"bedrag was fout\",\"vervangenDoor\":\"%s\"}";
    Webklant.Antwoord vreemd =
        beheerder.post(pad, "application/json", vraag.formatted(UUID.randomUUID()));
    assertThat(vreemd.status()).as(vreemd.body()).isEqualTo(422);
    assertThat(vreemd.json().path("type").asText())
        .isEqualTo("urn:ketenbrug:fout:vervanger-onbekend");

    Webklant.Antwoord antwoord =
        beheerder.post(pad, "application/json", vraag.formatted(verbeterd));
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(200);
    assertThat(antwoord.json().path("vervangerVrijgegeven").asBoolean()).isTrue();

    wachtOpAankomst(verbeterd);
    wachtOpStap(slecht, "afgewezen");
    wachtOpStap(verbeterd, "vervangt");
    assertThat(verwijzing(slecht, "afgewezen")).isEqualTo(verbeterd);
    assertThat(verwijzing(verbeterd, "vervangt")).isEqualTo(slecht);
    assertThat(cjib.uniek()).doesNotContainKey(slecht);
    assertThat(auditor.get("/berichten/" + slecht).body())
        .contains("Vervangen door", "/berichten/" + verbeterd);
    assertThat(auditor.get("/berichten/" + verbeterd).body())
        .contains("Vervangt", "/berichten/" + slecht, "bedrag was fout");
  }

  private static String verwijzing(String id, String stap) throws Exception {
    return spoor(id).stream()
        .filter(een -> een.path("stap").asText().equals(stap))
        .findFirst()
        .orElseThrow()
        .path("verwijzing")
        .asText();
  }

  /**
   * A source that keeps sending what cannot be processed stops nothing and fills nothing: one
   * message stands apart, its content is kept once, and others pass. {@code
   * -Dketenbrug.duplicaten.proef=10000} is the size of the complaint that it answers.
   */
  @Test
  @Order(4)
  void wieSteedsHetzelfdeMislukteBerichtStuurtHoudtNiemandOp() throws Exception {
    int aantal = Integer.getInteger("ketenbrug.duplicaten.proef", 400);
    Webklant beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    String xml = Beslagbericht.gelegd("STORING-29", ONBEKENDE_BSN, Beslagbericht.ANDER);
    String id = lever(xml);
    wachtOpStap(id, "geparkeerd");
    long begin = System.nanoTime();
    ExecutorService bronnen = Executors.newFixedThreadPool(4);
    try {
      List<Future<Webklant.Antwoord>> antwoorden = new ArrayList<>();
      for (int keer = 0; keer < aantal; keer++) {
        antwoorden.add(bronnen.submit(() -> bron.post(PAD, XML, xml)));
      }
      String ander = lever(gelegd(29, "STORING-29B"));
      wachtOpAankomst(ander);
      for (Future<Webklant.Antwoord> antwoord : antwoorden) {
        JsonNode een = antwoord.get().json();
        assertThat(een.path("berichtId").asText()).isEqualTo(id);
        assertThat(een.path("duplicaat").asBoolean()).isTrue();
        assertThat(een.path("status").asText()).as("hij staat apart").isEqualTo("geparkeerd");
      }
    } finally {
      bronnen.shutdownNow();
    }
    System.out.printf(
        "%d duplicaten van een mislukt bericht in %d s%n",
        aantal, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> stappen(id).stream().filter(stap -> stap.equals("duplicaat")).count() == aantal);
    assertThat(codes(id, "geparkeerd")).as("een keer apart").hasSize(1);
    assertThat(
            spoor(id).stream()
                .filter(stap -> stap.path("stap").asText().equals("duplicaat"))
                .filter(stap -> stap.has("inhoud")))
        .as("de inhoud staat er een keer")
        .isEmpty();
    long lezen = System.nanoTime();
    assertThat(auditor.get("/berichten/" + id).status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - lezen)).isLessThan(Duration.ofSeconds(30));
    assertThat(
            beheerder
                .post(
                    "/api/v1/geparkeerd/" + id + "/afwijzing",
                    "application/json",
                    "{\"toelichting\":\"proef\"}")
                .status())
        .isEqualTo(200);
  }

  /** A withdrawn attachment stays open until each partner that heard of it has confirmed that. */
  @Test
  @Order(4)
  void eenIntrekkingBlijftOpenTotIederHaarBevestigde() throws Exception {
    Webklant beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    String gelegd = Beslagbericht.gelegd("STORING-27", BSNS.get(27), Beslagbericht.VEENSTRA);
    String eerste = lever(gelegd);
    wachtOpAankomst(eerste);
    String intrekking =
        lever(
            gelegd
                .replace("<mutatiesoort>gelegd", "<mutatiesoort>ingetrokken")
                .replace("09:01:00+01:00", "09:31:00+01:00")
                .replace("<status>lopend", "<status>beeindigd"));
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> bijAfnemer(beheerder, intrekking, "cjib").equals("bevestigd"));
    assertThat(bijAfnemer(beheerder, intrekking, "deurwaarder-veenstra")).isEqualTo("openstaand");
    assertThat(beheerder.json("/api/v1/herroepingen").toString()).contains(intrekking, eerste);
    assertThat(auditor.get("/herroepingen").body())
        .contains("Intrekking: Beslag ingetrokken", "Nog niet bevestigd");

    try (Connection veenstra = amqp("deurwaarder-veenstra").createConnection();
        Session session = veenstra.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      veenstra.start();
      var lezer = session.createConsumer(session.createQueue("partner.deurwaarder-veenstra"));
      Message gelezen;
      do {
        gelezen = lezer.receive(30_000);
        assertThat(gelezen).as("de intrekking komt bij wie het beslag legde").isNotNull();
      } while (!intrekking.equals(gelezen.getStringProperty("berichtId")));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> !beheerder.json("/api/v1/herroepingen").toString().contains(intrekking));
    assertThat(bijAfnemer(beheerder, intrekking, "deurwaarder-veenstra")).isEqualTo("bevestigd");
  }

  private static String bijAfnemer(Webklant beheerder, String id, String naam) throws Exception {
    Webklant.Antwoord antwoord = beheerder.get("/api/v1/herroepingen/" + id);
    if (antwoord.status() == 200) {
      for (JsonNode bij : antwoord.json().path("afnemers")) {
        if (bij.path("naam").asText().equals(naam)) {
          return bij.path("stand").asText();
        }
      }
    }
    return "";
  }

  private static final String VRIJGAVEN = "/api/v1/geparkeerd/vrijgaven";

  private static JsonNode groep(Webklant beheerder) throws Exception {
    for (JsonNode groep : beheerder.json("/api/v1/geparkeerd/groepen").path("groepen")) {
      if (groep.path("reden").asText().equals("antwoord-ander-persoon")) {
        return groep;
      }
    }
    throw new AssertionError("Er is geen groep met deze reden");
  }

  private static String vrijgave(Webklant beheerder, JsonNode groep) throws Exception {
    Webklant.Antwoord antwoord =
        beheerder.post(
            VRIJGAVEN,
            "application/json",
            JSON.writeValueAsString(
                Map.of(
                    "parkeerplek", groep.path("parkeerplek").asText(),
                    "stap", groep.path("stap").asText(),
                    "reden", groep.path("reden").asText())));
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(202);
    return antwoord.json().path("id").asText();
  }

  private static JsonNode wachtOpToestand(Webklant beheerder, String id, String toestand) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> beheerder.json(VRIJGAVEN + "/" + id),
            vrijgave -> vrijgave.path("toestand").asText().equals(toestand));
  }

  @Test
  @Order(5)
  void hetzelfdeBerichtTweemaalKrijgtHetzelfdeIdEnWordtEenmaalGeleverd() throws Exception {
    String xml = gelegd(5, "STORING-5");
    JsonNode eerste = bron.post(PAD, XML, xml).json();
    JsonNode tweede = bron.post(PAD, XML, xml).json();
    assertThat(eerste.path("duplicaat").asBoolean()).isFalse();
    assertThat(tweede.path("duplicaat").asBoolean()).isTrue();
    assertThat(tweede.path("berichtId")).isEqualTo(eerste.path("berichtId"));
    wachtOpAankomst(eerste.path("berichtId").asText());
    wachtOpStap(eerste.path("berichtId").asText(), "duplicaat");
    assertEenmaalVerwerkt(eerste.path("berichtId").asText());
  }

  @Test
  @Order(6)
  void hetzelfdeBerichtOpHetzelfdeOgenblikUitAchtThreadsWordtEenmaalGeleverd() throws Exception {
    String xml = gelegd(6, "STORING-6");
    CyclicBarrier samen = new CyclicBarrier(8);
    Callable<JsonNode> lever =
        () -> {
          samen.await();
          Webklant.Antwoord antwoord = bron.post(PAD, XML, xml);
          assertThat(antwoord.status()).isEqualTo(202);
          return antwoord.json();
        };
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Set<String> ids = new HashSet<>();
    int nieuw = 0;
    try {
      for (Future<JsonNode> antwoord :
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> lever).toList())) {
        ids.add(antwoord.get().path("berichtId").asText());
        nieuw += antwoord.get().path("duplicaat").asBoolean() ? 0 : 1;
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(ids).hasSize(1);
    assertThat(nieuw).as("antwoorden zonder duplicaat").isEqualTo(1);
    String id = ids.iterator().next();
    wachtOpAankomst(id);
    assertEenmaalVerwerkt(id);
  }

  @Test
  @Order(7)
  void watNietDeugtWordtAanDeDeurGeweigerdMetReden() throws Exception {
    String goed = gelegd(7, "STORING-7");
    geweigerd(bron, PAD, XML, goed.replace("<hoofdsom>112345", "<hoofdsom>veel"), 422, true);
    JsonNode ongeldig =
        bron.post(PAD, XML, goed.replace("<hoofdsom>112345", "<hoofdsom>honderd")).json();
    assertThat(ongeldig.path("regel").asInt()).isEqualTo(regel(goed, "<hoofdsom>"));
    geweigerd(bron, PAD, XML, goed.replace("</Beslagmutatie>", ""), 400, true);
    geweigerd(
        bron,
        PAD,
        XML,
        goed.replace("?>\n", "?>\n<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n"),
        400,
        true);
    geweigerd(
        bron, PAD, XML, goed.replace("<status>", " ".repeat(1_100_000) + "<status>"), 413, true);
    geweigerd(bron, PAD, "text/plain", goed, 415, false);
    geweigerd(new Webklant(motor.adres(), BRON, "fout"), PAD, XML, goed, 401, false);
    geweigerd(new Webklant(motor.adres(), "cjib", "cjib"), PAD, XML, goed, 403, false);
    geweigerd(bron, "/api/v1/aanleveringen/kadaster", XML, goed, 403, false);
    geweigerd(bron, "/api/v1/aanleveringen/polis", XML, goed, 403, false);
    geweigerd(bron, "/api/v1/aanleveringen/brk", XML, goed, 404, false);
    // None of these reached a queue, so this very message is still new.
    assertThat(bron.post(PAD, XML, goed).json().path("duplicaat").asBoolean()).isFalse();
  }

  private static void geweigerd(
      Webklant wie, String pad, String soort, String body, int status, boolean inLog)
      throws Exception {
    Webklant.Antwoord antwoord = wie.post(pad, soort, body);
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(status);
    assertThat(BSNS.stream().filter(antwoord.body()::contains)).isEmpty();
    JsonNode probleem = antwoord.json();
    assertThat(probleem.path("type").asText()).startsWith("urn:ketenbrug:fout:");
    assertThat(probleem.path("detail").asText()).isNotBlank();
    if (inLog) {
      String id = probleem.path("berichtId").asText();
      wachtOpStap(id, "geweigerd");
      assertThat(stappen(id)).containsOnly("geweigerd");
      assertThat(codes(id, "geweigerd").get(0))
          .isEqualTo(probleem.path("type").asText().replace("urn:ketenbrug:fout:", ""));
    }
  }

  private static int regel(String tekst, String deel) {
    return (int) tekst.substring(0, tekst.indexOf(deel)).lines().count();
  }

  @Test
  @Order(8)
  void zonderLogWordtNietsAangenomen() throws Exception {
    String xml = gelegd(8, "STORING-8");
    Files.createFile(logDicht);
    Webklant.Antwoord antwoord;
    try {
      antwoord = bron.post(PAD, XML, xml);
    } finally {
      Files.delete(logDicht);
    }
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(503);
    // A connection that saw the refusal may refuse once more; a source that hears 503 sends again.
    JsonNode later =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> bron.post(PAD, XML, xml), opnieuw -> opnieuw.status() == 202)
            .json();
    assertThat(later.path("duplicaat").asBoolean())
        .as("het geweigerde bericht stond op geen wachtrij")
        .isFalse();
    wachtOpAankomst(later.path("berichtId").asText());
    assertEenmaalVerwerkt(later.path("berichtId").asText());
  }

  @Test
  @Order(9)
  void zonderLogGaatEenBerichtNietVerderEnDaarnaWel() throws Exception {
    Instant begin = Instant.now();
    String eerder = lever(gelegd(9, "STORING-9A"));
    wachtOpAankomst(eerder);
    int ontvangen = cjib.uniek().size();
    Files.createFile(logDicht);
    try {
      stuur(amqp(BRON), session -> session.createTextMessage(gelegd(9, "STORING-9B")));
      Thread.sleep(2_000);
      assertThat(cjib.uniek()).as("zonder log komt er niets bij de afnemer").hasSize(ontvangen);
    } finally {
      Files.delete(logDicht);
    }
    String id = wachtOpNieuwBericht(begin, "gepubliceerd", Set.of(eerder));
    wachtOpAankomst(id);
    assertEenmaalVerwerkt(id);
  }

  @Test
  @Order(10)
  void eenObjectberichtWordtGeparkeerdEnNooitGeopend() throws Exception {
    for (ConnectionFactory protocol : List.of(amqp(BRON), core(BRON))) {
      Instant begin = Instant.now();
      stuur(protocol, session -> session.createObjectMessage(new Landmijn()));
      String id = wachtOpNieuwBericht(begin, "geparkeerd", Set.of());
      parkeerde("parkeer.transform-to-canonical-beslagregister");
      assertThat(codes(id, "geparkeerd")).containsExactly("berichtsoort");
    }
    assertThat(spoor).as("spoor van een object dat de motor opende").doesNotExist();
  }

  @Test
  @Order(11)
  void watEenBronZelfOpDeWachtrijZetWordtEenmaalVerwerkt() throws Exception {
    Instant begin = Instant.now();
    String xml = gelegd(11, "STORING-11");
    stuur(amqp(BRON), session -> session.createTextMessage(xml));
    stuur(
        core(BRON),
        session -> {
          var bytes = session.createBytesMessage();
          bytes.writeBytes(xml.getBytes(StandardCharsets.UTF_8));
          return bytes;
        });
    String id = wachtOpNieuwBericht(begin, "gepubliceerd", Set.of());
    wachtOpAankomst(id);
    wachtOpStap(id, "duplicaat");
    assertEenmaalVerwerkt(id);
    JsonNode nogmaals = bron.post(PAD, XML, xml).json();
    assertThat(nogmaals.path("duplicaat").asBoolean()).isTrue();
    assertThat(nogmaals.path("berichtId").asText()).isEqualTo(id);
  }

  @Test
  @Order(12)
  void eenAfnemerLeestAlleenZijnEigenWachtrijEnStuurtNiets() throws Exception {
    List<String> wachtrijen =
        List.of(
            INTAKE,
            "canoniek",
            "berichtenlog",
            "onbestelbaar",
            "verlopen",
            "partner.cjib",
            "partner.gemeente-dommelstein",
            "abonnement.deurwaarder-veenstra",
            "gebeurtenis.volledig::abonnement.deurwaarder-veenstra",
            "gebeurtenis.beperkt::abonnement.cjib",
            "parkeer.enrich-gebeurtenis",
            "activemq.management",
            "bestaat-niet");
    try (Connection connection = amqp("deurwaarder-veenstra").createConnection()) {
      connection.start();
      for (String wachtrij : wachtrijen) {
        assertThatThrownBy(() -> leesVan(connection, wachtrij))
            .as("lezen van %s", wachtrij)
            .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> stuurNaar(connection, wachtrij))
            .as("sturen naar %s", wachtrij)
            .isInstanceOf(JMSException.class);
      }
      assertThatThrownBy(() -> stuurNaar(connection, "partner.deurwaarder-veenstra"))
          .as("sturen naar de eigen wachtrij")
          .isInstanceOf(JMSException.class);
      leesVan(connection, "partner.deurwaarder-veenstra");
    }
    assertThatThrownBy(
            () -> new JmsConnectionFactory("cjib", "fout", motor.amqp()).createConnection().start())
        .isInstanceOf(JMSException.class);
  }

  @Test
  @Order(13)
  void eenAbonnementDatStilstaatVerliestNietsEnGaatVerderWaarHetStond() throws Exception {
    String pull = "/api/v1/abonnementen/cjib";
    String amqp = "/api/v1/abonnementen/deurwaarder-veenstra";
    Webklant beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    Webklant zelf = new Webklant(motor.adres(), "cjib", "cjib");
    assertThat(zelf.post(pull + "/pauze", "application/json", "{\"reden\":\"onderhoud\"}").status())
        .isEqualTo(200);
    assertThat(beheerder.post(amqp + "/pauze", "application/json", "{}").status()).isEqualTo(200);
    long vooraf = zelf.json(pull).path("laatsteVolgnummer").asLong();

    String id = lever(Beslagbericht.gelegd("STORING-13", BSNS.get(13), Beslagbericht.VEENSTRA));
    wachtOpStap(id, "klaargezet");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> beheerder.json(pull).path("laatsteVolgnummer").asLong() == vooraf + 2);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> beheerder.json(amqp).path("openstaand").asLong() == 2);
    try (Amqpafnemer veenstra = new Amqpafnemer("deurwaarder-veenstra", motor.amqp())) {
      veenstra.begin();
      Thread.sleep(2_000);
      assertThat(veenstra.alles()).as("voor er iets herstart").isEmpty();
    }
    assertThat(leest("cjib")).as("wie ook zelf leest").isFalse();
    motor.stop();
    motor.startMet(
        Logweigering.class, "-Dlogweigering.zolang=" + logDicht, "-Dlandmijn.spoor=" + spoor);
    motor.wachtTotGereed();

    JsonNode stand = zelf.json(pull);
    assertThat(stand.path("toestand").asText()).isEqualTo("gepauzeerd");
    assertThat(stand.path("pauze").path("door").asText()).isEqualTo("cjib");
    assertThat(stand.path("pauze").path("reden").asText()).isEqualTo("onderhoud");
    assertThat(stand.path("openstaand").asLong()).isGreaterThanOrEqualTo(2);
    assertThat(zelf.json("/api/v1/berichten").path("berichten")).isEmpty();
    assertThat(cjib.uniek()).doesNotContainKey(id);
    assertThat(leest("cjib")).as("ook na een start").isFalse();
    try (Amqpafnemer veenstra = new Amqpafnemer("deurwaarder-veenstra", motor.amqp())) {
      veenstra.begin();
      Thread.sleep(2_000);
      assertThat(veenstra.alles()).as("uit een wachtrij die stilstaat").isEmpty();
      beheerder.post(amqp + "/hervatten", "application/json", "");
      zelf.post(pull + "/hervatten", "application/json", "");
      wachtOpAankomst(id);
      assertThat(volgnummer(id)).isEqualTo(vooraf + 1);
      await().atMost(Duration.ofSeconds(30)).until(() -> veenstra.uniek().size() == 2);
    }
    assertThat(beheerder.json(pull).path("toestand").asText()).isEqualTo("loopt");
    assertThat(leest("cjib")).as("elke afnemer mag zijn wachtrij lezen").isTrue();
    assertThat(wie("nl.ketenbrug.abonnement-gepauzeerd"))
        .containsExactlyInAnyOrder("cjib", "beheerder");
    assertThat(zelf.get(amqp).status()).as("het abonnement van een ander").isEqualTo(403);
  }

  @Test
  @Order(14)
  void watBevestigdIsKomtOpVerzoekNogEensMetHetzelfdeIdEnNummer() throws Exception {
    String opnieuw = "/api/v1/abonnementen/cjib/opnieuw";
    Webklant beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    Webklant zelf = new Webklant(motor.adres(), "cjib", "cjib");
    String id = lever(gelegd(14, "STORING-14"));
    wachtOpAankomst(id);
    assertEenmaalVerwerkt(id);
    long nummer = volgnummer(id);
    String zonderVanaf = "{\"berichtId\":\"" + id + "\"}";
    JsonNode niets = zelf.post(opnieuw, "application/json", zonderVanaf).json();
    assertThat(niets.path("opdracht").isNull()).as("it was confirmed").isTrue();
    String vraag = "{\"vanaf\":" + nummer + ",\"berichtId\":\"" + id + "\"";

    JsonNode proef = zelf.post(opnieuw, "application/json", vraag + ",\"proef\":true}").json();
    assertThat(proef.path("telling").path("bevestigd").asLong()).isEqualTo(1);
    assertThat(proef.path("opdracht").isNull()).isTrue();
    assertThat(aantalKeer(id)).isEqualTo(1);

    JsonNode opdracht = zelf.post(opnieuw, "application/json", vraag + "}").json().path("opdracht");
    await().atMost(Duration.ofSeconds(30)).until(() -> aantalKeer(id) == 2);
    assertThat(cjib.alles().stream().filter(l -> l.berichtId().equals(id)).map(l -> l.volgnummer()))
        .containsExactly(nummer, nummer);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                zelf.json(opnieuw + "/" + opdracht.path("id").asText())
                    .path("toestand")
                    .asText()
                    .equals("gereed"));
    assertThat(codes(id, "klaargezet")).contains("opnieuw");
    assertThat(
            spoor(id).stream()
                .filter(stap -> stap.path("stap").asText().equals("klaargezet"))
                .filter(stap -> stap.path("partner").asText().equals("cjib"))
                .map(stap -> stap.path("inhoudHash").asText())
                .collect(Collectors.groupingBy(hash -> hash, Collectors.counting())))
        .as("dezelfde inhoud, en elk aanbod een eigen regel")
        .hasSize(1)
        .containsValue(2L);
    await().atMost(Duration.ofSeconds(30)).until(() -> bij(id, "bevestigd").size() == 2);

    eenGroteOpdrachtVanEenBeheerderWachtOpEenAnder(opnieuw, nummer, beheerder, zelf);
    assertThat(zelf.get("/api/v1/abonnementen/gemeente-dommelstein/opnieuw").status())
        .isEqualTo(403);
  }

  private static void eenGroteOpdrachtVanEenBeheerderWachtOpEenAnder(
      String opnieuw, long vanaf, Webklant beheerder, Webklant zelf) throws Exception {
    int vooraf = cjib.alles().size();
    Webklant.Antwoord antwoord =
        beheerder.post(opnieuw, "application/json", "{\"vanaf\":" + vanaf + "}");
    assertThat(antwoord.status()).isEqualTo(202);
    JsonNode opdracht = antwoord.json().path("opdracht");
    String id = opnieuw + "/" + opdracht.path("id").asText();
    assertThat(opdracht.path("toestand").asText()).isEqualTo("wacht-op-akkoord");
    assertThat(zelf.post(opnieuw, "application/json", "{\"vanaf\":1}").status())
        .as("een tweede opdracht zolang de eerste open is")
        .isEqualTo(409);
    Webklant.Antwoord eigen = beheerder.post(id + "/akkoord", "application/json", "");
    assertThat(eigen.status()).isEqualTo(403);
    assertThat(eigen.json().path("type").asText()).isEqualTo("urn:ketenbrug:fout:eigen-verzoek");
    assertThat(cjib.alles()).hasSize(vooraf);
    assertThat(zelf.post(id + "/akkoord", "application/json", "").status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> cjib.alles().size() == vooraf + opdracht.path("omvang").asInt());
    assertThat(zelf.json(id).path("akkoordDoor").asText()).isEqualTo("cjib");
  }

  @Test
  @Order(15)
  void eenAfnemerRekentNaDatHijAllesHeeft() throws Exception {
    Webklant zelf = new Webklant(motor.adres(), "cjib", "cjib");
    String vandaag = LocalDate.now(ZoneId.of("Europe/Amsterdam")).toString();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                zelf.json("/api/v1/volledigheid/" + vandaag)
                        .path("verklaring")
                        .path("openstaand")
                        .asLong()
                    == 0);
    JsonNode antwoord = zelf.json("/api/v1/volledigheid/" + vandaag);
    JWSObject ondertekend = JWSObject.parse(antwoord.path("handtekening").asText());
    JsonNode sleutel = zelf.json("/api/v1/volledigheid/sleutels").path("keys").get(0);
    assertThat(sleutel.has("d")).as("de geheime helft van de sleutel").isFalse();
    assertThat(ondertekend.verify(new ECDSAVerifier(ECKey.parse(sleutel.toString())))).isTrue();
    JsonNode verklaring = JSON.readTree(ondertekend.getPayload().toString());
    assertThat(verklaring).isEqualTo(antwoord.path("verklaring"));

    List<Afnemer.Levering> ontvangen =
        cjib.uniek().values().stream()
            .sorted(Comparator.comparing(Afnemer.Levering::volgnummer))
            .toList();
    StringBuilder regels = new StringBuilder();
    ontvangen.forEach(
        l -> regels.append(l.volgnummer()).append(' ').append(l.berichtId()).append('\n'));
    assertThat(verklaring.path("verzonden").asInt()).isEqualTo(ontvangen.size());
    assertThat(verklaring.path("eerste").asLong()).isEqualTo(1);
    assertThat(verklaring.path("laatste").asLong()).isEqualTo(ontvangen.size());
    assertThat(verklaring.path("gaten")).isEmpty();
    assertThat(verklaring.path("inhoudsopgave").asText())
        .isEqualTo(Afnemer.sha256(regels.toString()));
    assertThat(zelf.get("/api/v1/volledigheid/2999-01-01").status()).isEqualTo(400);
  }

  @Test
  @Order(16)
  void eenAfnemerKiestMinderDanHijMagEnKrijgtDaarnaWeerAlles() throws Exception {
    String pad = "/api/v1/abonnementen/cjib";
    Webklant zelf = new Webklant(motor.adres(), "cjib", "cjib");
    String alleenGelegd = "{\"filter\":{\"prefix\":{\"type\":\"nl.beslagregister.\"}}}";
    JsonNode proef = zelf.post(pad + "/proef", "application/json", alleenGelegd).json();
    assertThat(proef.path("getroffen").asLong())
        .as("ongeveer de helft: bij elk beslag hoort een vaststelling")
        .isBetween(1L, proef.path("van").asLong() - 1);
    assertThat(zelf.json(pad).path("keuze").isNull()).isTrue();

    JsonNode gekozen = zelf.put(pad, alleenGelegd).json();
    assertThat(gekozen.path("proef")).isEqualTo(proef);
    assertThat(gekozen.path("abonnement").path("keuze").path("door").asText()).isEqualTo("cjib");
    String id = lever(gelegd(20, "STORING-16"));
    String bvv = BerichtId.of(id).afgeleid("bvv-vastgesteld").toString();
    wachtOpStap(bvv, "gepubliceerd");
    await().atMost(Duration.ofSeconds(30)).until(() -> cjib.uniek().containsKey(id));
    assertThat(codesVanPartner(bvv, "klaargezet")).doesNotContain("cjib");

    assertThat(zelf.put(pad, "{}").status()).isEqualTo(200);
    String daarna = lever(gelegd(21, "STORING-17"));
    wachtOpAankomst(daarna);
    assertThat(cjib.uniek()).doesNotContainKey(bvv);
    assertThat(wie("nl.ketenbrug.abonnement-gekozen")).containsExactly("cjib", "cjib");

    assertThat(zelf.put(pad, "{\"gebeurtenistypen\":[\"nl.brp.persoon-verhuisd\"]}").status())
        .as("meer dan het bestand geeft")
        .isEqualTo(422);
    assertThat(zelf.put(pad, "{\"profiel\":\"volledig\"}").status()).isEqualTo(422);
    assertThat(zelf.put(pad, "{\"filter\":{\"exact\":{\"subject\":\"x\"}}}").status())
        .isEqualTo(422);
    assertThat(zelf.put("/api/v1/abonnementen/gemeente-dommelstein", "{}").status()).isEqualTo(403);
  }

  @Test
  @Order(17)
  void tweeLezersVanEenAfnemerKrijgenNooitHetzelfdeEnHetDossierBlijftOpVolgorde() throws Exception {
    Webklant gemeente = new Webklant(motor.adres(), "gemeente-dommelstein", "gemeente-dommelstein");
    String pad = "/api/v1/berichten?limiet=";
    JsonNode alle = gemeente.json(pad + 200).path("berichten");
    assertThat(alle).as("deze afnemer las tot nu toe niets").hasSizeGreaterThan(5);

    JsonNode eerste = gemeente.json(pad + "2&vasthouden=3").path("berichten");
    JsonNode rest = gemeente.json(pad + "200&vasthouden=60").path("berichten");
    assertThat(ids(eerste)).isEqualTo(ids(alle).subList(0, 2));
    assertThat(ids(rest)).isNotEmpty().doesNotContainAnyElementsOf(ids(eerste));
    assertThat(onderwerpen(rest))
        .as("wat op een vastgehouden gebeurtenis volgt wacht daarop")
        .doesNotContainAnyElementsOf(onderwerpen(eerste));
    assertThat(gemeente.json(pad + 200).path("berichten"))
        .as("wie niets vasthoudt krijgt ook niet wat een ander heeft")
        .allMatch(bericht -> onderwerpen(eerste).contains(onderwerp(bericht)));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(ids(gemeente.json(pad + 200).path("berichten")))
                    .as("niet bevestigd en de tijd is om")
                    .containsAll(ids(eerste)));
    assertThat(tegelijk(4, () -> ids(gemeente.json(pad + "3&vasthouden=30").path("berichten"))))
        .as("vier lezers tegelijk")
        .doesNotHaveDuplicates();
    for (String id : ids(alle)) {
      gemeente.post(
          "/api/v1/berichten/" + id + "/bevestiging",
          "application/json",
          "{\"uitkomst\":\"geaccepteerd\"}");
    }
  }

  @Test
  @Order(18)
  void wieWachtKrijgtEenGebeurtenisZodraZijErIs() throws Exception {
    Webklant gemeente = new Webklant(motor.adres(), "gemeente-dommelstein", "gemeente-dommelstein");
    assertThat(gemeente.json("/api/v1/berichten").path("berichten")).isEmpty();
    long begin = System.nanoTime();
    assertThat(gemeente.json("/api/v1/berichten?wacht=1").path("berichten")).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));

    CompletableFuture<JsonNode> wachtend =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return gemeente.json("/api/v1/berichten?wacht=15").path("berichten");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    String id = lever(gelegd(22, "STORING-18"));

    assertThat(ids(wachtend.get(30, TimeUnit.SECONDS)))
        .containsExactly(BerichtId.of(id).afgeleid("bvv-vastgesteld").toString());
    assertThat(gemeente.get("/api/v1/berichten?wacht=31").status()).isEqualTo(400);
    assertThat(gemeente.get("/api/v1/berichten?vasthouden=-1").status()).isEqualTo(400);
  }

  @Test
  @Order(19)
  void eenAfnemerVraagtLaterOfWeigertEnTweemaalIsEenmaal() throws Exception {
    Webklant gemeente = new Webklant(motor.adres(), "gemeente-dommelstein", "gemeente-dommelstein");
    Webklant beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    JsonNode bericht = gemeente.json("/api/v1/berichten").path("berichten").get(0);
    String id = bericht.path("berichtId").asText();
    String pad = "/api/v1/berichten/" + id + "/bevestiging";

    for (int keer = 1; keer <= 2; keer++) {
      Webklant.Antwoord later = antwoord(gemeente, pad, "later", "storing bij ons");
      assertThat(later.status()).as(later.body()).isEqualTo(200);
      assertThat(later.json().path("uitkomst").asText()).isEqualTo("later");
      JsonNode nogEens = gemeente.json("/api/v1/berichten").path("berichten").get(0);
      assertThat(nogEens.path("berichtId").asText()).isEqualTo(id);
      assertThat(nogEens.path("volgnummer")).isEqualTo(bericht.path("volgnummer"));
      assertThat(nogEens.path("inhoud")).isEqualTo(bericht.path("inhoud"));
      assertThat(nogEens.path("keer").asInt()).isGreaterThan(bericht.path("keer").asInt());
    }
    assertThat(antwoord(gemeente, pad, "geweigerd", "").status()).as("zonder reden").isEqualTo(400);
    assertThat(antwoord(gemeente, pad, "nooit", "x").status()).isEqualTo(400);
    String vreemd = "/api/v1/berichten/" + UUID.randomUUID() + "/bevestiging";
    assertThat(antwoord(gemeente, vreemd, "later", "x").status()).isEqualTo(404);

    JsonNode geweigerd = antwoord(gemeente, pad, "geweigerd", "ander dossier bij ons").json();
    assertThat(geweigerd.path("uitkomst").asText()).isEqualTo("geweigerd");
    assertThat(geweigerd.path("eerder").asBoolean()).isFalse();
    JsonNode tweede = antwoord(gemeente, pad, "geweigerd", "nog eens").json();
    assertThat(tweede.path("uitkomst").asText()).isEqualTo("geweigerd");
    assertThat(tweede.path("eerder").asBoolean()).isTrue();
    JsonNode anders = antwoord(gemeente, pad, "geaccepteerd", "").json();
    assertThat(anders.path("uitkomst").asText()).as("wat stond blijft").isEqualTo("geweigerd");
    assertThat(gemeente.json("/api/v1/berichten").path("berichten")).isEmpty();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> codesVanPartner(id, "geparkeerd").contains("gemeente-dommelstein"));
    assertThat(uitlegVan(id, "gemeente-dommelstein", "bevestigd"))
        .containsExactly("ander dossier bij ons");

    Webklant.Antwoord inhouden =
        beheerder.post(
            "/api/v1/geparkeerd/" + id + "/inhouding",
            "application/json",
            "{\"toelichting\":\"verkeerde persoon\"}");
    assertThat(inhouden.status()).as("hij antwoordde").isEqualTo(409);
    assertThat(inhouden.json().path("type").asText()).endsWith("niet-in-te-houden");
    assertThat(
            beheerder
                .post(
                    "/api/v1/geparkeerd/" + UUID.randomUUID() + "/inhouding",
                    "application/json",
                    "{\"toelichting\":\"verkeerde persoon\"}")
                .status())
        .isEqualTo(404);

    assertThat(
            beheerder
                .post("/api/v1/geparkeerd/" + id + "/vrijgave", "application/json", "")
                .status())
        .isEqualTo(200);
    JsonNode terug = gemeente.json("/api/v1/berichten").path("berichten").get(0);
    assertThat(terug.path("berichtId").asText()).isEqualTo(id);
    assertThat(terug.path("volgnummer")).isEqualTo(bericht.path("volgnummer"));
    assertThat(antwoord(gemeente, pad, "geaccepteerd", "").json().path("uitkomst").asText())
        .isEqualTo("geaccepteerd");
    assertThat(gemeente.json("/api/v1/berichten").path("berichten")).isEmpty();
  }

  private static Webklant.Antwoord antwoord(
      Webklant afnemer, String pad, String uitkomst, String reden) throws Exception {
    String deel = reden.isEmpty() ? "" : ",\"reden\":\"" + reden + "\"";
    return afnemer.post(pad, "application/json", "{\"uitkomst\":\"" + uitkomst + "\"" + deel + "}");
  }

  private static List<String> uitlegVan(String id, String partner, String stap) throws Exception {
    return spoor(id).stream()
        .filter(een -> een.path("stap").asText().equals(stap))
        .filter(een -> een.path("partner").asText().equals(partner))
        .map(een -> een.path("uitleg").asText())
        .toList();
  }

  private static List<String> tegelijk(int lezers, Callable<List<String>> vraag) throws Exception {
    ExecutorService uitvoerder = Executors.newFixedThreadPool(lezers);
    try {
      List<String> alles = new ArrayList<>();
      for (Future<List<String>> een : uitvoerder.invokeAll(Collections.nCopies(lezers, vraag))) {
        alles.addAll(een.get());
      }
      return alles;
    } finally {
      uitvoerder.shutdownNow();
    }
  }

  private static List<String> ids(JsonNode berichten) {
    List<String> ids = new ArrayList<>();
    berichten.forEach(bericht -> ids.add(bericht.path("berichtId").asText()));
    return ids;
  }

  private static Set<String> onderwerpen(JsonNode berichten) {
    Set<String> onderwerpen = new HashSet<>();
    berichten.forEach(bericht -> onderwerpen.add(onderwerp(bericht)));
    return onderwerpen;
  }

  private static String onderwerp(JsonNode bericht) {
    return bericht.path("inhoud").asText().replaceFirst("(?s).*<onderwerp>([^<]*)<.*", "$1");
  }

  private static List<String> codesVanPartner(String id, String stap) throws Exception {
    return bij(id, stap).stream().map(regel -> regel.path("partner").asText()).toList();
  }

  private static long aantalKeer(String id) {
    return cjib.alles().stream().filter(levering -> levering.berichtId().equals(id)).count();
  }

  /** Who left a record of this type; each is a message of its own. */
  private static List<String> wie(String type) throws Exception {
    List<String> wie = new ArrayList<>();
    for (JsonNode bericht : auditor.json("/api/v1/log/berichten?type=" + type).path("berichten")) {
      spoor(bericht.path("berichtId").asText())
          .forEach(regel -> wie.add(regel.path("actor").asText()));
    }
    return wie;
  }

  /** Whether the broker lets this partner read its own queue. */
  private static boolean leest(String code) throws JMSException {
    try (Connection connection = amqp(code).createConnection()) {
      connection.start();
      leesVan(connection, "partner." + code);
      return true;
    } catch (JMSSecurityException e) {
      return false;
    }
  }

  private static void leesVan(Connection connection, String wachtrij) throws JMSException {
    try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      session.createConsumer(session.createQueue(wachtrij)).close();
    }
  }

  private static void stuurNaar(Connection connection, String wachtrij) throws JMSException {
    try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(wachtrij))) {
      producer.send(session.createTextMessage("niet gewenst"));
    }
  }

  private static String gelegd(int dossier, String registratieId) {
    return Beslagbericht.gelegd(registratieId, BSNS.get(dossier), Beslagbericht.ANDER);
  }

  private static String lever(String xml) throws Exception {
    Webklant.Antwoord antwoord = bron.post(PAD, XML, xml);
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(202);
    return antwoord.json().path("berichtId").asText();
  }

  private static void zetBron(String naam, String toestand) throws Exception {
    Webklant.Antwoord antwoord =
        new Webklant(motor.simulator(), "niemand", "niemand")
            .put("/simulator/bronnen/" + naam, "{\"toestand\":\"" + toestand + "\"}");
    assertThat(antwoord.status()).isEqualTo(200);
  }

  private static ConnectionFactory amqp(String account) {
    return new JmsConnectionFactory(account, account, motor.amqp());
  }

  private static ConnectionFactory core(String account) {
    return new ActiveMQConnectionFactory(motor.core(), account, account);
  }

  /** Makes a message in a session. */
  private interface Maker {
    Message maak(Session session) throws JMSException;
  }

  private static void stuur(ConnectionFactory factory, Maker maker) throws JMSException {
    try (Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(INTAKE))) {
      producer.send(maker.maak(session));
    }
  }

  private static void parkeerde(String wachtrij) {
    GEPARKEERD.merge(wachtrij, 1L, Long::sum);
  }

  /** Both events of an attachment are at the partner that sees all. */
  private static void wachtOpAankomst(String id) {
    String bvv = BerichtId.of(id).afgeleid("bvv-vastgesteld").toString();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cjib.uniek().keySet().containsAll(List.of(id, bvv)));
  }

  private static void assertEenmaalVerwerkt(String id) throws Exception {
    wachtOpStap(id, "bevestigd");
    assertThat(stappen(id))
        .filteredOn(List.of("ontvangen", "getransformeerd", "verrijkt", "klaargezet")::contains)
        .containsExactlyInAnyOrder("ontvangen", "getransformeerd", "verrijkt", "klaargezet");
  }

  private static void wachtOpStap(String id, String stap) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> stappen(id).contains(stap));
  }

  private static String wachtOpNieuwBericht(Instant vanaf, String stap, Set<String> behalve) {
    List<String> gevonden = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              for (JsonNode bericht :
                  auditor.json("/api/v1/log/berichten?van=" + vanaf).path("berichten")) {
                String id = bericht.path("berichtId").asText();
                boolean vanBron = bericht.path("correlatieId").asText().equals(id);
                if (vanBron && !behalve.contains(id) && stappen(id).contains(stap)) {
                  gevonden.add(id);
                  return true;
                }
              }
              return false;
            });
    return gevonden.get(0);
  }

  private static List<JsonNode> spoor(String id) throws Exception {
    Webklant.Antwoord antwoord = auditor.get("/api/v1/log/berichten/" + id);
    List<JsonNode> stappen = new ArrayList<>();
    if (antwoord.status() == 200) {
      antwoord.json().path("stappen").forEach(stappen::add);
    }
    return stappen.stream().filter(stap -> !stap.path("stap").asText().equals("ingezien")).toList();
  }

  private static List<String> stappen(String id) throws Exception {
    return spoor(id).stream().map(stap -> stap.path("stap").asText()).toList();
  }

  private static List<String> codes(String id, String stap) throws Exception {
    return bij(id, stap).stream().map(een -> een.path("code").asText()).toList();
  }

  private static long volgnummer(String id) {
    return cjib.uniek().get(id).volgnummer();
  }

  private static String uitleg(String id, String stap) throws Exception {
    return bij(id, stap).get(0).path("uitleg").asText();
  }

  private static List<Instant> momenten(String id, String stap) throws Exception {
    return bij(id, stap).stream()
        .map(een -> Instant.parse(een.path("tijdstip").asText()))
        .sorted()
        .toList();
  }

  private static List<JsonNode> bij(String id, String naam) throws Exception {
    return spoor(id).stream().filter(stap -> stap.path("stap").asText().equals(naam)).toList();
  }
}
