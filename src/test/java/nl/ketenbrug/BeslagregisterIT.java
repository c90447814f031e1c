package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.ketenbrug.console.ApiContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The register of attachments in the whole engine: registered in time or late, consulted on record,
 * and not consulted at all when the database is away.
 */
@SpringBootTest(
    classes = Ketenbrug.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "ketenbrug.demo.aanleveren=false",
      "ketenbrug.dossier.verzending=50",
      "management.prometheus.metrics.export.enabled=true"
    })
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class BeslagregisterIT {

  private static final Path DATA = Path.of("target/beslagregister-it").toAbsolutePath();
  private static final String PAD = "/api/v1/beslagregister/raadplegingen";
  private static final String VEENSTRA = "00000099000000110000";
  private static final String ANDER = "00000099000000140000";
  private static final String BSN = "999991000";
  private static final String ONBEKEND = "999991097";
  private static final Duration GEDULD = Duration.ofSeconds(60);

  private final ApiContract contract = ApiContract.lees();
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    Eigenmotor.in(DATA, properties);
  }

  @Test
  void whatIsRegisteredIsToldOnRecordAndNothingIsToldWithoutTheDatabase(CapturedOutput uitvoer)
      throws Exception {
    String teLaat = lever("gelegd", "DBR-2", ANDER, "2026-01-05", "2026-01-05T12:00:00+01:00");
    String ookTeLaat =
        lever("gelegd", "DBR-1", VEENSTRA, "2026-01-07", "2026-01-07T12:00:00+01:00");
    String tijdig = lever("gewijzigd", "DBR-1", VEENSTRA, "2026-01-07", Instant.now().toString());
    wachtOp(tijdig);

    onlyWhatIsLateIsSignalled(tijdig, teLaat, ookTeLaat);
    JsonNode antwoord = aPartnerWithTheRightIsToldAndTheLogHoldsExactlyThat();
    anUnknownPersonIsAnEmptyAnswerOnRecord();
    otherPartnersAndRolesHearNothing();
    BeslagregisterSoapproef soap = new BeslagregisterSoapproef("http://127.0.0.1:" + port, jdbc);
    soap.aBailiffRegistersChangesWithdrawsAndConsultsByTheContractAsItIsServed();
    soap.nobodyRegistersForSomebodyElse();
    soap.whatIsNotByTheContractIsAFaultWithACode();
    theNumberStandsNowhereButInBodies(antwoord, uitvoer);
    withoutTheDatabaseThereIsNoAnswer();
  }

  private void onlyWhatIsLateIsSignalled(String tijdig, String... teLaat) {
    await()
        .atMost(GEDULD)
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                """
                                select bericht_id::text from logregel
                                where stap = 'gesignaleerd' and code = 'registratie-te-laat'""")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder(teLaat)
                    .doesNotContain(tijdig));
    assertThat(
            jdbc.sql(
                    "select registratie_id || ' ' || uiterlijk from registratie_te_laat order by uiterlijk")
                .query(String.class)
                .list())
        .containsExactly("DBR-2 2026-01-08", "DBR-1 2026-01-12");
  }

  private JsonNode aPartnerWithTheRightIsToldAndTheLogHoldsExactlyThat() throws Exception {
    Webklant.Antwoord antwoord = vraag("deurwaarder-veenstra", BSN);
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(200);
    contract.controleerAntwoord("POST", PAD, 200, "application/json", antwoord.body());
    JsonNode stand = antwoord.json();
    assertThat(stand.path("beslagen").findValuesAsText("registratieId"))
        .containsExactly("DBR-2", "DBR-1");
    assertThat(stand.at("/coordinator/partij/oin").asText()).isEqualTo(ANDER);
    assertThat(stand.at("/beslagvrijeVoet/bedrag").asLong()).isPositive();

    String id = stand.path("raadplegingId").asText();
    await()
        .atMost(GEDULD)
        .untilAsserted(
            () -> {
              JsonNode spoor = klant("auditor").json("/api/v1/log/berichten/" + id);
              JsonNode stap = spoor.path("stappen").get(0);
              assertThat(stap.path("stap").asText()).isEqualTo("geraadpleegd");
              assertThat(stap.path("actor").asText()).isEqualTo("deurwaarder-veenstra");
              assertThat(stap.path("code").asText()).isEqualTo("beslagvrije-voet");
              assertThat(stap.path("inhoud").asText()).isEqualTo(antwoord.body());
              assertThat(spoor.at("/bericht/dossier").asText())
                  .isEqualTo(
                      jdbc.sql("select dossier from beslag where registratie_id = 'DBR-1'")
                          .query(String.class)
                          .single());
            });
    assertThat(
            klant("auditor")
                .json("/api/v1/log/berichten?type=nl.ketenbrug.beslagregister-geraadpleegd")
                .path("berichten")
                .findValuesAsText("berichtId"))
        .containsExactly(id);
    return stand;
  }

  private void anUnknownPersonIsAnEmptyAnswerOnRecord() throws Exception {
    Webklant.Antwoord antwoord = vraag("deurwaarder-veenstra", ONBEKEND);
    assertThat(antwoord.status()).isEqualTo(200);
    assertThat(antwoord.json().path("beslagen")).isEmpty();
    await()
        .atMost(GEDULD)
        .untilAsserted(
            () ->
                assertThat(
                        klant("auditor")
                            .get(
                                "/api/v1/log/berichten/"
                                    + antwoord.json().path("raadplegingId").asText())
                            .status())
                    .isEqualTo(200));
  }

  private void otherPartnersAndRolesHearNothing() throws Exception {
    assertThat(vraag("cjib", BSN).json().path("type").asText())
        .isEqualTo("urn:ketenbrug:fout:raadplegen-zonder-recht");
    for (String wie : List.of("beslagregister", "beheerder", "auditor", "beoordelaar")) {
      assertThat(vraag(wie, BSN).status()).as(wie).isEqualTo(403);
    }
  }

  private void theNumberStandsNowhereButInBodies(JsonNode antwoord, CapturedOutput uitvoer)
      throws Exception {
    assertThat(antwoord.toString()).doesNotContain(BSN);
    assertThat(klant("beheerder").get("/actuator/prometheus").body())
        .contains("ketenbrug_registraties_telaat")
        .doesNotContain(BSN, ONBEKEND);
    assertThat(uitvoer.getAll()).doesNotContainPattern("(?<!\\d)9999910\\d\\d(?!\\d)");
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from logregel l left join inhoud i on i.hash = l.inhoud_hash
                    where l.stap = 'geraadpleegd'
                      and (l::text like '%99999%' or encode(i.bytes, 'escape') like '%99999%')""")
                .query(Long.class)
                .single())
        .isZero();
  }

  private void withoutTheDatabaseThereIsNoAnswer() throws Exception {
    long pid =
        Long.parseLong(Files.readAllLines(DATA.resolve("postgres/postmaster.pid")).get(0).trim());
    ProcessHandle postgres = ProcessHandle.of(pid).orElseThrow();
    postgres.destroyForcibly();
    await().atMost(GEDULD).until(() -> !postgres.isAlive());

    Webklant.Antwoord antwoord = vraag("deurwaarder-veenstra", BSN);

    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(503);
    assertThat(antwoord.body()).doesNotContain("DBR-1", "DBR-2", BSN);
    new BeslagregisterSoapproef("http://127.0.0.1:" + port, jdbc)
        .withoutTheDatabaseNothingIsPromisedOrTold();
  }

  private void wachtOp(String berichtId) {
    await()
        .atMost(GEDULD)
        .untilAsserted(
            () ->
                assertThat(
                        klant("auditor")
                            .get("/api/v1/log/berichten/" + berichtId)
                            .json()
                            .path("stappen")
                            .findValuesAsText("stap"))
                    .contains("gepubliceerd"));
  }

  private Webklant.Antwoord vraag(String wie, String bsn) throws Exception {
    return klant(wie)
        .post(
            PAD,
            "application/json",
            "{\"bsn\":\"%s\",\"doelbinding\":\"beslagvrije-voet\",\"kenmerk\":\"IT-1\"}"
                .formatted(bsn));
  }

  /**
   * @return the berichtId
   */
  private String lever(String soort, String id, String oin, String dag, String mutatie)
      throws Exception {
    String xml =
        Files.readString(Path.of("config/demo/01-alleenstaande.xml"))
            .replaceAll("<mutatiesoort>[^<]*", "<mutatiesoort>" + soort)
            .replaceAll("<mutatietijdstip>[^<]*", "<mutatietijdstip>" + mutatie)
            .replaceAll("<registratieId>[^<]*", "<registratieId>" + id)
            .replaceAll("<bsn>[^<]*", "<bsn>" + BSN)
            .replaceAll("(<beslaglegger>\\s*<oin>)[^<]*", "$1" + oin)
            .replaceAll("(<betekening>\\s*<datum>)[^<]*", "$1" + dag);
    Webklant.Antwoord antwoord =
        klant("beslagregister")
            .post("/api/v1/aanleveringen/beslagregister", "application/xml", xml);
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(202);
    return antwoord.json().path("berichtId").asText();
  }

  private Webklant klant(String naam) {
    return new Webklant("http://127.0.0.1:" + port, naam, naam);
  }
}
