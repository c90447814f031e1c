package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Debt help, curatele and bewind in the jar that is shipped: delivered, matched, judged, told,
 * taken back, and what of it is open. The engine is killed while a match waits for its judgement.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ToezichtIT {

  private static final String URL = Testdatabase.eigen("toezicht");
  private static final JdbcClient DB = JdbcClient.create(Testdatabase.bron(URL));
  private static final Duration GEDULD = Duration.ofMinutes(2);
  private static final String LOTTE = "999991127";
  private static final String ALIDA = "999991000";
  private static final String VISH = "nl.vish.schuldhulp-";
  private static final String CCBR = "nl.curatelebewindregister.";
  private static final String HULP = "nl.schuldhulp.";

  private static final List<String> LEESBAAR = List.of("Aanname", "-2026-", LOTTE, ALIDA);

  /** What the partner has to have, in that order. */
  private static final List<String> VERWACHT = new ArrayList<>();

  private static Motorproces motor;

  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));

  @BeforeAll
  static void startMotor() throws Exception {
    Stilte.bewaar();
    String pad = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !pad.isEmpty() && Files.exists(Path.of(pad)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    Path werkmap = Path.of("target", "toezicht").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    Motorbestanden bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    Files.writeString(bestanden.map().resolve("config/partners/volger.yaml"), volger());
    Files.writeString(
        bestanden.map().resolve("config/partners/partij.yaml"),
        volger()
            .replace("code: volger", "code: partij")
            .replace("00000099000000190000", Beslagbericht.ANDER)
            .replace("alle-dossiers", "eigen-dossiers"));
    motor =
        new Motorproces(
            Path.of(pad),
            bestanden,
            werkmap,
            "--ketenbrug.database.url=" + URL,
            "--ketenbrug.database.wachtwoord=" + Testdatabase.geheim(),
            "--ketenbrug.dossiergeheim=toezicht-proef-dossiergeheim-0000001",
            "--ketenbrug.bewaargeheim=toezicht-proef-bewaargeheim-00000001",
            "--ketenbrug.bron.herstelpauze=1",
            "--ketenbrug.dossier.verzending=100",
            "--ketenbrug.insolventies.aan=false",
            "--ketenbrug.toezicht.aan=true");
    motor.start();
    motor.wachtTotGereed();
    beslag("TZ-1", LOTTE);
    await()
        .atMost(GEDULD)
        .until(() -> tel("select count(*) from herkenning where soort = 'schuldenaar'") == 1);
  }

  @AfterAll
  static void stopMotor() throws Exception {
    if (motor != null) {
      motor.close();
    }
  }

  @Test
  @Order(1)
  void debtHelpWithANumberIsToldOnceAlsoWhenItIsDeliveredTwice() throws Exception {
    assertThat(lever("vish", voorbeeld("vish/aangemeld")).path("duplicaat").asBoolean()).isFalse();
    verwacht(VISH + "aangemeld");
    assertThat(lever("vish", voorbeeld("vish/aangemeld")).path("duplicaat").asBoolean()).isTrue();
    // The same once more, but for a space: nothing new either.
    lever("vish", voorbeeld("vish/aangemeld").replace("SH-7781<", "SH-7781 <"));

    wachtOpVerwacht();
    JsonNode hulp = openstaand(0).path("schuldhulp").get(0);
    assertThat(hulp.path("soort").asText()).isEqualTo("aanmelding");
    assertThat(hulp.path("sinds").asText()).isEqualTo("2026-06-02");
    assertThat(hulp.path("stoptInning").asBoolean()).as("no law says so").isFalse();
    assertThat(hulp.path("artikel").isNull()).isTrue();
  }

  @Test
  @Order(2)
  void aSecondMessageOfTheSameMeldingCorrectsEndsOrTakesBack() throws Exception {
    String later = voorbeeld("vish/aangemeld").replace("06-02T09:00", "06-03T09:00");
    lever("vish", later.replace("Aanmelding>2026-06-02", "Aanmelding>2026-06-01"));
    verwacht(VISH + "gecorrigeerd");
    wachtOpVerwacht();
    assertThat(laatste().correctieVan()).isEqualTo(gebeurtenissen().get(0).id());

    lever(
        "vish",
        voorbeeld("vish/afgemeld").replace("Aanmelding>2026-06-02", "Aanmelding>2026-06-01"));
    verwacht(VISH + "afgemeld");
    wachtOpVerwacht();
    assertThat(openstaand(0).path("schuldhulp").toString()).isEqualTo("[]");

    lever("vish", voorbeeld("vish/ingetrokken").replace("06-03T09", "10-03T09"));
    verwacht(VISH + "ingetrokken");
    verwacht(VISH + "ingetrokken");
    wachtOpVerwacht();
    assertThat(laatste().intrekkingVan()).isIn(idsVan(VISH + "afgemeld", VISH + "aangemeld"));
  }

  @Test
  @Order(3)
  void anEndThatComesBeforeItsBeginningTellsBothInOrderAndTheLateBeginningNothing()
      throws Exception {
    lever("vish", voorbeeld("vish/afgemeld").replace("VISH-2026-001", "VISH-2026-009"));
    verwacht(VISH + "aangemeld");
    verwacht(VISH + "afgemeld");
    wachtOpVerwacht();

    lever("vish", voorbeeld("vish/aangemeld").replace("VISH-2026-001", "VISH-2026-009"));

    wachtOpCode("melding-ingehaald");
    wachtOpVerwacht();
    assertThat(openstaand(0).path("schuldhulp").toString()).isEqualTo("[]");
  }

  @Test
  @Order(4)
  void aBewindIsToldToNobodyUntilAPersonConfirmsItAlsoOverADeathOfTheEngine() throws Exception {
    lever("ccbr", voorbeeld("ccbr/bewind"));
    await().atMost(GEDULD).untilAsserted(() -> assertThat(matches("te-bevestigen")).hasSize(1));
    wachtOpCode("match-te-bevestigen");
    assertThat(matches("te-bevestigen").get(0).at("/zaak/register").asText()).isEqualTo("ccbr");
    assertThat(openstaand(0).path("vertegenwoordiging").toString()).isEqualTo("[]");

    motor.dood();
    motor.start();
    motor.wachtTotGereed();
    wachtOpVerwacht();
    assertThat(openstaand(0).path("vertegenwoordiging").toString()).isEqualTo("[]");

    beoordeel("te-bevestigen", "bevestigd");
    verwacht(CCBR + "bewind-ingesteld");
    wachtOpVerwacht();
    JsonNode wie = openstaand(0).path("vertegenwoordiging").get(0);
    assertThat(wie.path("maatregel").asText()).isEqualTo("bewind");
    assertThat(wie.path("artikel").asText()).isEqualTo("art. 1:441 lid 1 BW");
    assertThat(wie.at("/vertegenwoordigers/0/organisatie").asText())
        .isEqualTo("De Wind Bewindvoering B.V.");
  }

  @Test
  @Order(5)
  void whatTheRegisterChangesIsToldByItselfAndAJudgementTakenBackWithdrawsAll() throws Exception {
    String later = voorbeeld("ccbr/bewind").replace("03-02T12:00", "04-02T12:00");
    lever("ccbr", later.replace("De Wind Bewindvoering B.V.", "Luwte Bewind B.V."));
    verwacht(CCBR + "bewindvoerder-gewijzigd");
    lever("ccbr", later.replace("04-02T12", "05-02T12").replace("De Wind", "Luwte"));
    verwacht(CCBR + "bewindvoerder-gewijzigd");
    wachtOpVerwacht();
    List<String> verteld = idsVan(CCBR + "bewind-ingesteld", CCBR + "bewindvoerder-gewijzigd");

    beoordeel("zeker", "afgewezen");
    verteld.forEach(id -> verwacht(CCBR + "match-ingetrokken"));
    wachtOpVerwacht();

    assertThat(gebeurtenissen().stream().map(Gebeurtenis::intrekkingVan)).containsAll(verteld);
    assertThat(openstaand(0).path("vertegenwoordiging").toString()).isEqualTo("[]");
    // Rejected it stays, whatever the register says next.
    lever("ccbr", later.replace("04-02T12", "06-02T12").replace("alle goederen", "het loon"));
    await()
        .atMost(GEDULD)
        .until(
            () ->
                tel(
                        "select count(*) from registerzaak where bron = 'ccbr'"
                            + " and mutatie = '2026-06-02T12:00:00+01:00'")
                    == 1);
    assertThat(matches("te-bevestigen")).isEmpty();
    wachtOpVerwacht();
  }

  @Test
  @Order(6)
  void aMoratoriumStopsTheCollectionWithinItsDatesAndEachMessageCountsOnce() throws Exception {
    LocalDate vandaag = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
    String verleend =
        voorbeeld("schuldhulp/moratorium")
            .replace("<begin>2026-05-07", "<begin>" + vandaag)
            .replace("<einde>2026-11-06", "<einde>" + vandaag.plusMonths(6));
    lever("schuldhulp", verleend);
    verwacht(HULP + "moratorium-verleend");
    wachtOpVerwacht();
    JsonNode hulp = openstaand(0).path("schuldhulp").get(0);
    assertThat(hulp.path("soort").asText()).isEqualTo("moratorium");
    assertThat(hulp.path("stoptInning").asBoolean()).isTrue();
    assertThat(hulp.path("artikel").asText()).isEqualTo("art. 5 Wgs");
    assertThat(hulp.path("tot").asText()).isEqualTo(vandaag.plusMonths(6).toString());

    lever("schuldhulp", verleend.replace("T09:00", "T10:00"));
    wachtOpCode("bericht-al-bekend");
    lever("schuldhulp", voorbeeld("schuldhulp/moratorium-beeindigd"));
    verwacht(HULP + "moratorium-beeindigd");
    wachtOpVerwacht();
    assertThat(openstaand(0).path("schuldhulp").toString()).isEqualTo("[]");
    assertThat(
            tel(
                "select count(*) from logregel where stap = 'klaargezet' and partner ="
                    + " 'deurwaarder-veenstra' and gebeurtenistype like 'nl.schuldhulp.moratorium-%'"))
        .as("the bailiff of the demo has both")
        .isEqualTo(2);
    assertThat(
            tel(
                "select count(*) from logregel where stap = 'klaargezet' and partner = 'cjib'"
                    + " and gebeurtenistype not like 'nl.beslag%'"))
        .isZero();
  }

  @Test
  @Order(7)
  void debtHelpWithoutANumberIsJudgedAndWhatWasKnownBeforeAnAttachmentIsToldWithIt()
      throws Exception {
    lever("vish", voorbeeld("vish/zonder-bsn"));
    await().atMost(GEDULD).untilAsserted(() -> assertThat(matches("te-bevestigen")).hasSize(1));
    wachtOpVerwacht();
    beoordeel("te-bevestigen", "bevestigd");
    verwacht(VISH + "aangemeld");
    wachtOpVerwacht();

    // Nobody has an attachment on Alida yet: nothing is told, and her number is not kept.
    String alida =
        voorbeeld("schuldhulp/stabilisatie")
            .replace(LOTTE, ALIDA)
            .replace("<einde>2026-09-06</einde>", "")
            .replace("SHV-4471", "SHV-0001");
    lever("schuldhulp", alida);
    await()
        .atMost(GEDULD)
        .until(() -> tel("select count(*) from registerzaak where bron = 'schuldhulp'") == 2);
    wachtOpVerwacht();
    beslag("TZ-2", ALIDA);
    verwacht(HULP + "stabilisatie-gestart");
    wachtOpVerwacht();
  }

  @Order(8)
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "unknown status, vish, vish/aangemeld, >aangemeld<, >misschien<, 422, xml-niet-geldig",
    "other version, vish, vish/aangemeld, bron:vish:1, bron:vish:2, 422, xml-niet-geldig",
    "no person, vish, vish/aangemeld, <bsn>999991127</bsn>, '', 422, xml-niet-geldig",
    "no BSN, vish, vish/aangemeld, 999991127, 999991128, 422, bsn-ongeldig",
    "no person, ccbr, ccbr/bewind, <achternaam>Aanname</achternaam>, '', 422, xml-niet-geldig",
    "a number, ccbr, ccbr/bewind, <betrokkene>, <betrokkene><bsn>999991127</bsn>, 422, xml-niet-geldig",
    "no XML, schuldhulp, schuldhulp/kennisgeving, <kennisgeving>, <, 400, xml-niet-leesbaar",
    "unknown ground, schuldhulp, schuldhulp/moratorium, wgs-5, wgs-6, 422, xml-niet-geldig"
  })
  void badInputIsRefusedAsThatOfOtherSources(
      String wat, String bron, String bestand, String goed, String fout, int status, String code)
      throws Exception {
    Webklant.Antwoord antwoord = post(bron, voorbeeld(bestand).replace(goed, fout));

    assertThat(antwoord.status()).as(wat).isEqualTo(status);
    assertThat(antwoord.json().path("type").asText()).endsWith(":" + code);
    assertThat(antwoord.body()).doesNotContain(LOTTE, "999991128");
  }

  @Test
  @Order(9)
  void anEndWithoutADateIsSetApart() throws Exception {
    String zonder = voorbeeld("vish/afgemeld").replaceAll("<datumAfmelding>[^<]*</[^>]*>", "");
    lever("vish", zonder.replace("VISH-2026-001", "VISH-2026-010"));

    await()
        .atMost(GEDULD)
        .until(
            () ->
                tel("select count(*) from logregel where stap = 'geparkeerd' and bron = 'vish'")
                    == 1);
    wachtOpVerwacht();
  }

  @Test
  @Order(10)
  void whoHeardOfDebtHelpHearsThatItIsTakenBackAlsoWhenHeIsNoPartyAnyMore() throws Exception {
    String gelegd = Beslagbericht.gelegd("TZ-3", ALIDA, Beslagbericht.ANDER);
    lever("beslagregister", gelegd);
    await().atMost(GEDULD).until(() -> tel("select count(*) from beslag") == 3);
    lever("vish", vanAlida("aangemeld"));
    verwacht(VISH + "aangemeld");
    wachtOpVerwacht();
    await().atMost(GEDULD).until(() -> vanPartij("aangemeld") == 1);

    lever(
        "beslagregister",
        gelegd
            .replace("<mutatiesoort>gelegd", "<mutatiesoort>opgeheven")
            .replace("T09:01:00", "T10:01:00")
            .replace("lopend<", "beeindigd<"));
    await()
        .atMost(GEDULD)
        .until(() -> tel("select count(*) from beslag where status = 'beeindigd'") == 1);
    lever("vish", vanAlida("ingetrokken").replace("06-03T", "06-04T"));

    verwacht(VISH + "ingetrokken");
    wachtOpVerwacht();
    await().atMost(GEDULD).until(() -> vanPartij("ingetrokken") == 1);
  }

  private static String vanAlida(String naam) throws Exception {
    return voorbeeld("vish/" + naam)
        .replace(LOTTE, ALIDA)
        .replace("VISH-2026-001", "VISH-2026-020");
  }

  private static long vanPartij(String soort) {
    return tel(
        "select count(*) from logregel where stap = 'klaargezet' and partner = 'partij'"
            + " and gebeurtenistype = 'nl.vish.schuldhulp-"
            + soort
            + "'");
  }

  @Test
  @Order(11)
  void nothingPersonalStandsInTheOutputOrInTheTables() throws Exception {
    assertThat(motor.uitvoer())
        .doesNotContain(LOTTE, ALIDA, "Aanname", "1994-08-03", "CCBR-2026", "VISH-2026");
    for (String tabel :
        List.of("registerzaak", "registerfeit", "zaakstand", "persoonsmatch", "match_verteld")) {
      assertThat(DB.sql("select t::text from " + tabel + " t").query(String.class).list())
          .as(tabel)
          .noneMatch(
              rij ->
                  LEESBAAR.stream()
                      .anyMatch(tekst -> rij.contains(tekst) || rij.contains(hex(tekst))));
    }
  }

  /** As PostgreSQL writes the bytes of a column out. */
  private static String hex(String tekst) {
    return HexFormat.of().formatHex(tekst.getBytes(StandardCharsets.UTF_8));
  }

  /** An event as the partner got it. */
  private record Gebeurtenis(String id, String type, String correctieVan, String intrekkingVan) {}

  private void wachtOpVerwacht() {
    await()
        .atMost(GEDULD)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () ->
                assertThat(gebeurtenissen().stream().map(Gebeurtenis::type))
                    .containsExactlyElementsOf(VERWACHT));
  }

  private Gebeurtenis laatste() throws Exception {
    List<Gebeurtenis> alle = gebeurtenissen();
    return alle.get(alle.size() - 1);
  }

  private List<String> idsVan(String... typen) throws Exception {
    return gebeurtenissen().stream()
        .filter(g -> List.of(typen).contains(g.type()))
        .map(Gebeurtenis::id)
        .toList();
  }

  private List<Gebeurtenis> gebeurtenissen() throws Exception {
    List<Gebeurtenis> gekregen = new ArrayList<>();
    Webklant volger = new Webklant(motor.adres(), "volger", "volger");
    for (JsonNode b : volger.json("/api/v1/berichten?limiet=200").path("berichten")) {
      String type = b.path("gebeurtenistype").asText();
      if (type.startsWith("nl.beslag")) {
        continue;
      }
      String inhoud = b.path("inhoud").asText();
      schemas.controleer(inhoud, "transforms/volledig/volledig-v1.xsd");
      if (inhoud.contains("<intrekkingVan>") || inhoud.contains("<correctieVan>")) {
        assertThat(inhoud).doesNotContain(LOTTE, "Aanname");
      } else {
        assertThat(inhoud).containsPattern("<bsn>(" + LOTTE + "|" + ALIDA + ")</bsn>");
      }
      assertThat(inhoud).doesNotContain("verkwisting");
      gekregen.add(
          new Gebeurtenis(
              b.path("berichtId").asText(),
              type,
              veld(inhoud, "correctieVan"),
              veld(inhoud, "intrekkingVan")));
    }
    return gekregen;
  }

  private static String veld(String xml, String naam) {
    Matcher veld = Pattern.compile("<" + naam + ">([^<]+)").matcher(xml);
    return veld.find() ? veld.group(1) : null;
  }

  private static JsonNode openstaand(int dossier) throws Exception {
    return new Webklant(motor.adres(), "volger", "volger")
        .json("/api/v1/openstaand")
        .path("dossiers")
        .get(dossier);
  }

  private static void verwacht(String type) {
    VERWACHT.add(type);
  }

  private static void wachtOpCode(String code) {
    await()
        .atMost(GEDULD)
        .until(
            () ->
                DB.sql("select count(*) from logregel where code = ?")
                        .param(code)
                        .query(Long.class)
                        .single()
                    > 0);
  }

  private static JsonNode matches(String graad) throws Exception {
    return new Webklant(motor.adres(), "beoordelaar", "beoordelaar")
        .json("/api/v1/matches?graad=" + graad)
        .path("matches");
  }

  private static void beoordeel(String graad, String oordeel) throws Exception {
    JsonNode match = matches(graad).get(0);
    assertThat(
            new Webklant(motor.adres(), "beoordelaar", "beoordelaar")
                .post(
                    "/api/v1/matches/" + match.path("id").asText() + "/oordeel",
                    "application/json",
                    "{\"oordeel\":\"%s\",\"toelichting\":\"Zo gezien\",\"kenmerk\":\"%s\"}"
                        .formatted(oordeel, match.path("kenmerk").asText()))
                .status())
        .isEqualTo(200);
  }

  private static void beslag(String registratieId, String bsn) throws Exception {
    lever("beslagregister", Beslagbericht.gelegd(registratieId, bsn, Beslagbericht.VEENSTRA));
  }

  private static JsonNode lever(String bron, String xml) throws Exception {
    Webklant.Antwoord antwoord = post(bron, xml);
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(202);
    return antwoord.json();
  }

  private static Webklant.Antwoord post(String bron, String xml) throws Exception {
    return new Webklant(motor.adres(), bron, bron)
        .post("/api/v1/aanleveringen/" + bron, "application/xml", xml);
  }

  private static String voorbeeld(String naam) throws Exception {
    return Files.readString(Path.of("transforms", naam.replace("/", "/examples/") + ".xml"));
  }

  private static long tel(String sql) {
    return DB.sql(sql).query(Long.class).optional().orElse(0L);
  }

  private static String volger() throws Exception {
    List<String> typen =
        Pattern.compile("type: (nl\\.(?:vish|schuldhulp|curatelebewindregister)\\.\\S+)")
            .matcher(Files.readString(Path.of("config/gebeurtenistypen.yaml")))
            .results()
            .map(type -> "    - " + type.group(1))
            .toList();
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
        .formatted(String.join("\n", typen));
  }
}
