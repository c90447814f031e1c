package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.simulator.Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The insolvency register in the jar that is shipped: asked, matched, judged, told. The register is
 * away, answers nonsense, takes a case away, and the engine is killed with a case in its hands;
 * each publication reaches the partner once and in order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InsolventieIT {

  private static final String URL = Testdatabase.eigen("insolventie");
  private static final JdbcClient DB = JdbcClient.create(Testdatabase.bron(URL));
  private static final Duration GEDULD = Duration.ofMinutes(2);
  private static final String LOTTE = "999991127";
  private static final String NL = "nl.insolventieregister.";

  /** Held while matches are proposed, see {@code Herkenningen}. */
  private static final long SLOT = 301_033_001L;

  private static final List<String> PUBLICATIES = new ArrayList<>();
  private static final List<String> VERWACHT = new ArrayList<>();

  private static Motorproces motor;

  /** Outside the engine, so that it outlives it. */
  private static ConfigurableApplicationContext register;

  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));

  @BeforeAll
  static void startMotor() throws Exception {
    Stilte.bewaar();
    String pad = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !pad.isEmpty() && Files.exists(Path.of(pad)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    Path werkmap = Path.of("target", "insolventie").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    Motorbestanden bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    Path config = bestanden.map().resolve("config");
    Path bron = config.resolve("sources/cir.yaml");
    Files.writeString(
        bron,
        Files.readString(bron)
            .replaceFirst("elke: \\d+", "elke: 1")
            .replaceFirst("perMinuut: \\d+", "perMinuut: 100000")
            .replaceFirst("terugval: \\d+", "terugval: 1")
            .replaceFirst("terugvalHoogstens: \\d+", "terugvalHoogstens: 2"));
    Files.writeString(config.resolve("partners/volger.yaml"), volger());
    register = Simulator.start(0, Path.of("config/simulator/scenario.yaml"));
    motor =
        new Motorproces(
            Path.of(pad),
            bestanden,
            werkmap,
            "--ketenbrug.database.url=" + URL,
            "--ketenbrug.database.wachtwoord=" + Testdatabase.geheim(),
            "--ketenbrug.dossiergeheim=insolventie-proef-dossiergeheim-00001",
            "--ketenbrug.bewaargeheim=insolventie-proef-bewaargeheim-00001",
            "--ketenbrug.bron.herstelpauze=1",
            "--ketenbrug.bron.cir.adres="
                + Simulator.adres(register)
                + "/insolventieregister/cir.asmx",
            "--ketenbrug.dossier.verzending=100",
            "--ketenbrug.insolventies.aan=true",
            "--ketenbrug.insolventies.op-elk-uur=true",
            "--ketenbrug.insolventies.voeding=50",
            "--ketenbrug.insolventies.uitstel=3");
    motor.start();
    motor.wachtTotGereed();
    assertThat(
            new Webklant(motor.adres(), "beslagregister", "beslagregister")
                .post(
                    "/api/v1/aanleveringen/beslagregister",
                    "application/xml",
                    Beslagbericht.gelegd("CIR-1", LOTTE, "00000099000000110000"))
                .status())
        .isEqualTo(202);
  }

  @AfterAll
  static void stopMotor() throws Exception {
    if (motor != null) {
      motor.close();
    }
    if (register != null) {
      register.close();
    }
  }

  @Test
  @Order(1)
  void aCaseIsProposedToWhoMayJudgeAndReachesNobodyElse() throws Exception {
    await().atMost(GEDULD).untilAsserted(() -> assertThat(matches("te-bevestigen")).hasSize(1));
    JsonNode match = matches("te-bevestigen").get(0);

    assertThat(match.at("/zaak/nummer").asText()).isEqualTo("R.16/26/9");
    assertThat(match.at("/vergeleken/geboortedatum").asText()).isEqualTo("gelijk");
    assertThat(match.at("/vergeleken/adres").asText()).isEqualTo("gelijk");
    assertThat(tel("select count(*) from insolventie")).as("the company is not kept").isEqualTo(2);
    // Asked again and again meanwhile: it stays one match.
    Thread.sleep(2500);
    assertThat(tel("select count(*) from persoonsmatch")).isEqualTo(1);
    await()
        .atMost(GEDULD)
        .untilAsserted(
            () ->
                assertThat(tel("select count(*) from logregel where code = 'match-te-bevestigen'"))
                    .isEqualTo(1));
    assertThat(gebeurtenissen()).isEmpty();
  }

  @Test
  @Order(2)
  void confirmedItIsToldAndWhatFollowsIsToldByItself() throws Exception {
    assertThat(stopt()).isEqualTo("[]");
    beoordeel("bevestigd");
    verwacht("wsnp-uitgesproken");
    wachtOpVerwacht();
    assertThat(stopt()).isEqualTo("[\"schuldsanering\"]");
    await()
        .atMost(GEDULD)
        .untilAsserted(
            () ->
                assertThat(
                        tel(
                            "select count(*) from logregel where stap = 'ingezien'"
                                + " and code = 'openstaand' and uitleg like '%schuldsanering'"))
                    .isPositive());

    publiceer("2026-07-01", "2328");
    verwacht("wsnp-beeindigd");
    wachtOpVerwacht();
    assertThat(stopt()).isEqualTo("[]");
    publiceer("2026-07-02", "2310");
    publiceer("2026-07-03", "2336");
    verwacht("schone-lei-ontnomen");
    wachtOpVerwacht();
  }

  @Test
  @Order(3)
  void aRegisterThatIsAwayCostsOnlyDelay() throws Exception {
    bron("{\"toestand\":\"storing\"}");
    publiceer("2026-07-04", "2349");
    await()
        .atMost(GEDULD)
        .until(() -> tel("select pogingen from registerstand where bron = 'cir'") > 1);
    assertThat(gebeurtenissen()).hasSize(VERWACHT.size());

    bron("{\"toestand\":\"gewoon\"}");
    verwacht("rechter-commissaris-vervangen");
    wachtOpVerwacht();
  }

  @Order(4)
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "onzin, , 2026-07-05",
    "fout, , 2026-07-06",
    "vals, half, 2026-07-07",
    "vals, dtd, 2026-07-08",
    "vals, groot, 2026-07-09",
    "vals, andere-vraag, 2026-07-10",
    "vals, niet-gerechtigd, 2026-07-11",
    "storing, verbroken, 2026-07-12"
  })
  void anAnswerThatMayNotBeUsedIsNeverAnEvent(String toestand, String wijze, String dag)
      throws Exception {
    String hoe = wijze == null ? "" : ",\"wijze\":\"" + wijze + "\"";
    bron("{\"toestand\":\"" + toestand + "\"" + hoe + "}");
    publiceer(dag, "2309");
    await()
        .atMost(GEDULD)
        .until(
            () ->
                tel("select pogingen from registerstand where bron = 'cir'")
                        + tel("select coalesce(max(pogingen), 0) from registervraag")
                    > 0);
    assertThat(gebeurtenissen()).hasSize(VERWACHT.size());

    bron("{\"toestand\":\"gewoon\"}");
    verwacht("bewindvoerder-vervangen");
    wachtOpVerwacht();
    await()
        .atMost(GEDULD)
        .until(() -> tel("select pogingen from registerstand where bron = 'cir'") == 0);
  }

  @Test
  @Order(5)
  void anEngineThatIsKilledWithACaseInItsHandsTellsItOnce() throws Exception {
    try (Connection slot = Testdatabase.bron(URL).getConnection()) {
      slot.createStatement().execute("select pg_advisory_lock(" + SLOT + ")");
      publiceer("2026-07-13", "2352");
      // The answer is there, and waits to be taken in.
      await()
          .atMost(GEDULD)
          .until(
              () ->
                  tel("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                      > 0);
      motor.dood();
    }
    assertThat(tel("select count(*) from registervraag")).isPositive();

    motor.start();
    motor.wachtTotGereed();
    verwacht("adres-gewijzigd");
    wachtOpVerwacht();
    Thread.sleep(1500);
    assertThat(gebeurtenissen()).hasSize(VERWACHT.size());
  }

  @Test
  @Order(6)
  void aRegisterThatWantsEverythingLoadedAgainIsLeftInPeaceForLongerAndThenLoaded()
      throws Exception {
    opnieuw("\"gewijzigd\"");
    await()
        .atMost(GEDULD)
        .until(
            () ->
                tel(
                        "select coalesce(max(pogingen), 0) from registerstand where gewijzigd_sinds is null")
                    > 1);
    opnieuw("");
    wachtOpStand();

    opnieuw("\"verwijderd\"");
    await()
        .atMost(GEDULD)
        .until(() -> motor.uitvoer().split("wil dat alles opnieuw wordt geladen", -1).length > 2);
    opnieuw("");
    wachtOpStand();
    assertThat(gebeurtenissen()).hasSize(VERWACHT.size());
  }

  private static void wachtOpStand() {
    await()
        .atMost(GEDULD)
        .until(
            () ->
                tel(
                        """
                        select count(*) from registerstand where pogingen = 0
                          and gewijzigd_sinds is not null and verwijderd_sinds is not null""")
                    == 1);
  }

  private static void opnieuw(String lijsten) throws Exception {
    assertThat(
            new Webklant(Simulator.adres(register).toString(), "", "")
                .post(
                    "/simulator/insolventies/opnieuw",
                    "application/json",
                    "{\"lijsten\":[" + lijsten + "]}")
                .status())
        .isEqualTo(200);
  }

  @Test
  @Order(7)
  void aCaseThatTheRegisterTakesAwayIsWithdrawnEventByEvent() throws Exception {
    List<Gebeurtenis> eerder = gebeurtenissen();
    assertThat(
            new Webklant(Simulator.adres(register).toString(), "", "")
                .post(
                    "/simulator/insolventies/verwijderd",
                    "application/json",
                    "{\"nummer\":\"R.16/26/9\",\"reden\":\"Onterecht\"}")
                .status())
        .isEqualTo(200);
    eerder.forEach(g -> verwacht("insolventie-verwijderd"));
    wachtOpVerwacht();

    assertThat(
            gebeurtenissen().stream()
                .map(Gebeurtenis::intrekkingVan)
                .filter(id -> id != null)
                .sorted())
        .containsExactlyElementsOf(eerder.stream().map(Gebeurtenis::id).sorted().toList());
    assertThat(tel("select count(*) from insolventie")).isEqualTo(1);
  }

  @Test
  @Order(8)
  void nothingPersonalStandsInTheOutputOrInTheTables() throws Exception {
    assertThat(motor.uitvoer())
        .doesNotContain(LOTTE, "Aanname", "1994-08-03", "R.16/26/9", "alleen-voor-de-demo");
    for (String tabel : List.of("persoonsmatch", "herkenning", "insolventie", "match_verteld")) {
      assertThat(DB.sql("select t::text from " + tabel + " t").query(String.class).list())
          .as(tabel)
          .noneMatch(rij -> rij.contains("Aanname") || rij.contains("R.16"));
    }
    assertThat(
            tel(
                "select count(*) from logregel where stap = 'bestuurd' and code = 'match-bevestigd'"))
        .isEqualTo(1);
  }

  /** An event as the partner got it. */
  private record Gebeurtenis(String id, String type, String intrekkingVan) {}

  private void wachtOpVerwacht() {
    await()
        .atMost(GEDULD)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () ->
                assertThat(gebeurtenissen().stream().map(Gebeurtenis::type))
                    .containsExactlyElementsOf(VERWACHT));
  }

  private List<Gebeurtenis> gebeurtenissen() throws Exception {
    List<Gebeurtenis> gekregen = new ArrayList<>();
    Webklant volger = new Webklant(motor.adres(), "volger", "volger");
    for (JsonNode b : volger.json("/api/v1/berichten?limiet=200").path("berichten")) {
      if (!b.path("gebeurtenistype").asText().startsWith(NL)) {
        continue;
      }
      String inhoud = b.path("inhoud").asText();
      schemas.controleer(inhoud, "transforms/volledig/volledig-v1.xsd");
      assertThat(inhoud).contains("<graad>zeker</graad>");
      if (inhoud.contains("<intrekkingVan>")) {
        // Of a type of its own, so that it also reaches who may not have what it withdraws.
        assertThat(inhoud).doesNotContain(LOTTE, "Aanname", "1994-08-03", "wsnp");
      } else {
        assertThat(inhoud).contains("<bsn>" + LOTTE + "</bsn>");
      }
      gekregen.add(
          new Gebeurtenis(
              b.path("berichtId").asText(),
              b.path("gebeurtenistype").asText(),
              veld(inhoud, "intrekkingVan")));
    }
    return gekregen;
  }

  private static String veld(String xml, String naam) {
    Matcher veld = Pattern.compile("<" + naam + ">([^<]+)").matcher(xml);
    return veld.find() ? veld.group(1) : null;
  }

  /** What the partner hears that stops the collection in the dossier. */
  private static String stopt() throws Exception {
    return new Webklant(motor.adres(), "volger", "volger")
        .json("/api/v1/openstaand")
        .at("/dossiers/0/insolventie")
        .toString();
  }

  private static void verwacht(String type) {
    VERWACHT.add(NL + type);
  }

  private static JsonNode matches(String graad) throws Exception {
    return new Webklant(motor.adres(), "beoordelaar", "beoordelaar")
        .json("/api/v1/matches?graad=" + graad)
        .path("matches");
  }

  private static void beoordeel(String oordeel) throws Exception {
    JsonNode match = matches("te-bevestigen").get(0);
    String id = match.path("id").asText();
    assertThat(
            new Webklant(motor.adres(), "beoordelaar", "beoordelaar")
                .post(
                    "/api/v1/matches/" + id + "/oordeel",
                    "application/json",
                    "{\"oordeel\":\""
                        + oordeel
                        + "\",\"toelichting\":\"Alles is gelijk\",\"kenmerk\":\""
                        + match.path("kenmerk").asText()
                        + "\"}")
                .status())
        .isEqualTo(200);
  }

  /** Adds a publication to the case of the scenario, and tells the register. */
  private static void publiceer(String dag, String code) throws Exception {
    PUBLICATIES.add(
        "{\"datum\":\"%s\",\"kenmerk\":\"16.mne.26.9.R.%s.%d.00\",\"code\":\"%s\"}"
            .formatted(dag, code, PUBLICATIES.size() + 2, code));
    String publicaties =
        Stream.concat(
                Stream.of(
                    "{\"datum\":\"2026-05-13\",\"kenmerk\":\"16.mne.26.9.R.2301.1.00\",\"code\":\"2301\"}"),
                PUBLICATIES.stream())
            .collect(Collectors.joining(","));
    assertThat(
            new Webklant(Simulator.adres(register).toString(), "", "")
                .post(
                    "/simulator/insolventies",
                    "application/json",
                    """
                    {"nummer":"R.16/26/9","persoon":{"voornaam":"Lotte","achternaam":"Aanname",
                     "geboortedatum":"1994-08-03"},"adres":{"straat":"Gissingweg","huisnummer":10,
                     "postcode":"9901ZD","plaats":"Verzonnendam"},"publicaties":[%s]}"""
                        .formatted(publicaties))
                .status())
        .isEqualTo(200);
  }

  private static void bron(String regeling) throws Exception {
    assertThat(
            new Webklant(Simulator.adres(register).toString(), "", "")
                .put("/simulator/bronnen/cir", regeling)
                .status())
        .isEqualTo(200);
  }

  private static long tel(String sql) {
    return DB.sql(sql).query(Long.class).single();
  }

  private static String volger() {
    // The attachment too, so that the dossier is open for this partner.
    String typen =
        Stream.of(
                "wsnp-uitgesproken",
                "wsnp-beeindigd",
                "schone-lei-ontnomen",
                "rechter-commissaris-vervangen",
                "bewindvoerder-vervangen",
                "adres-gewijzigd",
                "publicatie-verwijderd",
                "publicatie-gecorrigeerd",
                "insolventie-ingetrokken",
                "insolventie-verwijderd",
                "match-ingetrokken")
            .map(type -> "    - " + NL + type)
            .collect(Collectors.joining("\n"));
    return """
        code: volger
        naam: Volger (proef)
        oin: "00000099000000190000"
        abonnement:
          grondslag: proef
          gebeurtenistypen:
            - nl.beslagregister.beslag-gelegd
        %s
          bereik: alle-dossiers
          profiel: volledig
          kanaal: pull
        """
        .formatted(typen);
  }
}
