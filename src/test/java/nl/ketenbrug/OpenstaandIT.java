package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.ketenbrug.console.ApiContract;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.messagelog.Brokertransactie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is open now, in the whole engine: a partner that begins with it and reads on from its number
 * ends with the same as one that reads everything.
 */
@SpringBootTest(
    classes = Ketenbrug.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "ketenbrug.demo.aanleveren=false",
      "ketenbrug.dossier.verzending=50",
      "ketenbrug.dossier.termijncontrole=200",
      // Nothing determines anew whose term is over: that it is over is what is told here.
      "ketenbrug.herziening.controle=3600000"
    })
@Import(OpenstaandIT.Weigerbaar.class)
@DirtiesContext
class OpenstaandIT {

  private static final Path DATA = Path.of("target/openstaand-it").toAbsolutePath();
  private static final String VEENSTRA = "00000099000000110000";
  private static final String ANDER = "00000099000000140000";
  private static final String WISSEL = "nl.beslagregister.coordinerend-deurwaarder-gewijzigd";
  private static final Pattern REGISTRATIE = Pattern.compile("<registratieId>([^<]+)");

  /** A broker that takes nothing for a while, of what begins outside a queue. */
  @TestConfiguration
  static class Weigerbaar {

    static volatile boolean weigert;

    @Bean
    static BeanPostProcessor weigerbaar() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String naam) {
          return bean instanceof Brokertransactie echt ? new Brokertransactie(om(echt)) : bean;
        }
      };
    }

    private static TransactionTemplate om(Brokertransactie echt) {
      return new TransactionTemplate() {
        @Override
        public void executeWithoutResult(Consumer<TransactionStatus> werk) {
          if (weigert) {
            throw new UncategorizedJmsException("weg");
          }
          echt.doe(() -> werk.accept(null));
        }
      };
    }
  }

  private final ApiContract contract = ApiContract.lees();
  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  private Webklant register;
  private Webklant cjib;
  private int mutatie;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    Eigenmotor.in(DATA, properties);
  }

  @BeforeEach
  void clients() {
    register = klant("beslagregister");
    cjib = klant("cjib");
  }

  @Test
  void beginningWithWhatIsOpenAndReadingOnEndsWhereReadingEverythingEnds() throws Exception {
    List<JsonNode> momenten = new ArrayList<>();
    momenten.add(openstaand("cjib", 1));
    lever("gelegd", "IT-1", "999991000", VEENSTRA, "2026-11-10");
    lever("gelegd", "IT-2", "999991000", ANDER, "2026-11-12");
    momenten.add(openstaand("cjib", 1));
    lever("gelegd", "IT-3", "999991048", ANDER, "2026-11-12");
    lever("gelegd", "IT-4", "999991073", ANDER, "2026-11-12");
    wachtOp("IT-3", "nl.beslagvrijevoet.bvv-vastgesteld");
    momenten.add(openstaand("cjib", 1));
    lever("gewijzigd", "IT-3", "999991048", ANDER, "2026-11-12");
    lever("opgeheven", "IT-1", "999991000", VEENSTRA, "2026-11-10");
    momenten.add(openstaand("cjib", 1));
    lever("opgeheven", "IT-4", "999991073", ANDER, "2026-11-12");
    momenten.add(openstaand("cjib", 1));
    // 4 laid with 4 determinations, 1 changed, 2 lifted, 1 change of coordinator.
    List<JsonNode> alles = wachtOpAantal(12);
    momenten.add(openstaand("cjib", 1));

    assertThat(alles.stream().filter(b -> b.path("gebeurtenistype").asText().equals(WISSEL)))
        .singleElement()
        .satisfies(
            wissel ->
                assertThat(wissel.path("inhoud").asText())
                    .contains("<registratieId>IT-2<", "<coordinator><isBeslaglegger>true")
                    .contains("<oin>" + ANDER));
    Map<String, String> volledig = new TreeMap<>();
    alles.forEach(bericht -> verwerk(volledig, bericht));
    assertThat(volledig.keySet()).contains("IT-2", "IT-3").doesNotContain("IT-1", "IT-4");
    for (JsonNode moment : momenten) {
      Map<String, String> vanafHier = new TreeMap<>();
      moment
          .path("dossiers")
          .forEach(d -> d.path("gebeurtenissen").forEach(g -> verwerk(vanafHier, met(d, g))));
      alles.stream()
          .filter(b -> b.path("volgnummer").asLong() > moment.path("volgnummer").asLong())
          .forEach(bericht -> verwerk(vanafHier, bericht));
      assertThat(vanafHier).as("from number " + moment.path("volgnummer")).isEqualTo(volledig);
    }
    JsonNode laatste = momenten.get(momenten.size() - 1);
    assertThat(laatste.path("volgnummer").asLong()).isEqualTo(12);
    assertThat(laatste.at("/onbevestigd/aantal").asLong()).isEqualTo(12);

    everyPartnerSeesItsOwnDossiersInItsOwnProfile();
    whoeverLookedIsOnRecord();
    nothingReadableIsKept();
    aTermThatIsOverIsToldAndBlocksNobody();
    whoIsDeterminedAnewKeepsHisSecrecy();
    whatIsLikeAnAttachmentIsOpenTooAndCoordinatesNothing();
    whatAnOperatorWithheldIsNotGivenByThisRoadEither();
    whatCannotBePutOnRecordIsNotGiven();
  }

  /** A withdrawal would wait for a partner that never heard of it. */
  private void whatCannotBePutOnRecordIsNotGiven() throws Exception {
    String wissel = idVan(WISSEL, "IT-2");
    // A look amid the deliveries may have met it before it had its number.
    jdbc.sql("delete from openstaand_gegeven where bericht_id = :id::uuid")
        .param("id", wissel)
        .update();
    verhuis(wissel, "cjib", "niemand");
    try {
      Weigerbaar.weigert = true;
      assertThat(cjib.get("/api/v1/openstaand?limiet=50").status()).isEqualTo(503);
      assertThat(gegeven(wissel)).isZero();

      Weigerbaar.weigert = false;
      assertThat(idsVan(openstaand("cjib", 50))).contains(wissel);
      assertThat(gegeven(wissel)).isOne();
    } finally {
      Weigerbaar.weigert = false;
      verhuis(wissel, "niemand", "cjib");
    }
  }

  private int gegeven(String id) {
    return jdbc.sql("select count(*) from openstaand_gegeven where bericht_id = :id::uuid")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private void verhuis(String id, String van, String naar) {
    jdbc.sql(
            """
            update levering set partner = :naar
            where partner = :van and bericht_id = :id::uuid""")
        .param("van", van)
        .param("naar", naar)
        .param("id", id)
        .update();
  }

  private void whatAnOperatorWithheldIsNotGivenByThisRoadEither() throws Exception {
    List<String> eerst = idsVan(openstaand("cjib", 50));
    String wissel = idVan(WISSEL, "IT-2");
    uitkomst(wissel, "ingehouden");

    List<String> verder = new ArrayList<>(eerst);
    assertThat(verder.remove(wissel)).isTrue();
    assertThat(idsVan(openstaand("cjib", 50))).isEqualTo(verder);
    uitkomst(wissel, null);
    assertThat(idsVan(openstaand("cjib", 50))).as("offered again").isEqualTo(eerst);

    String gewijzigd = idVan("nl.beslagregister.beslag-gewijzigd", "IT-3");
    uitkomst(gewijzigd, "ingehouden");
    List<String> ouder = new ArrayList<>(eerst);
    assertThat(
            ouder.set(eerst.indexOf(gewijzigd), idVan("nl.beslagregister.beslag-gelegd", "IT-3")))
        .isEqualTo(gewijzigd);
    assertThat(idsVan(openstaand("cjib", 50))).as("the attachment runs").isEqualTo(ouder);
    uitkomst(gewijzigd, null);
  }

  private void uitkomst(String id, String uitkomst) {
    jdbc.sql(
            """
            update levering set uitkomst = :uitkomst
            where partner = 'cjib' and bericht_id = :id::uuid""")
        .param("uitkomst", uitkomst)
        .param("id", id)
        .update();
  }

  private String idVan(String type, String registratieId) throws Exception {
    for (JsonNode b : cjib.json("/api/v1/berichten?limiet=200").path("berichten")) {
      if (b.path("gebeurtenistype").asText().equals(type)
          && b.path("inhoud").asText().contains("<registratieId>" + registratieId + "<")) {
        return b.path("berichtId").asText();
      }
    }
    throw new AssertionError(type + " " + registratieId);
  }

  private static List<String> idsVan(JsonNode stand) {
    List<String> ids = new ArrayList<>();
    stand
        .path("dossiers")
        .forEach(d -> d.path("gebeurtenissen").forEach(g -> ids.add(g.path("berichtId").asText())));
    return ids;
  }

  /** Both are older than the attachment that coordinates (art. 478 Rv). */
  private void whatIsLikeAnAttachmentIsOpenTooAndCoordinatesNothing() throws Exception {
    lever("gelegd", "IT-6", "999991000", VEENSTRA, "2026-10-01", "verrekening");
    lever("gelegd", "IT-7", "999991000", VEENSTRA, "2026-10-02", "betalingsregeling");
    wachtOp("IT-6", "nl.beslagregister.beslag-gelegd");
    wachtOp("IT-7", "nl.beslagregister.beslag-gelegd");

    List<String> open = new ArrayList<>();
    openstaand("cjib", 50)
        .path("dossiers")
        .forEach(d -> d.path("gebeurtenissen").forEach(g -> open.add(g.path("inhoud").asText())));
    for (String[] een :
        new String[][] {
          {"IT-2", "executoriaal-derdenbeslag"},
          {"IT-6", "verrekening"},
          {"IT-7", "betalingsregeling"}
        }) {
      assertThat(open)
          .anyMatch(
              inhoud ->
                  inhoud.contains("<registratieId>" + een[0] + "<")
                      && inhoud.contains("<soort>" + een[1] + "<"));
    }
    assertThat(
            jdbc.sql(
                    """
                    select c.registratie_id from coordinator c join beslag b on b.dossier = c.dossier
                    where b.registratie_id = 'IT-6'""")
                .query(String.class)
                .list())
        .containsExactly("IT-2");
  }

  private void whoIsDeterminedAnewKeepsHisSecrecy() throws Exception {
    Webklant.Antwoord begonnen =
        klant("beheerder")
            .post(
                "/api/v1/bvv/herzieningen",
                "application/json",
                "{\"reden\":\"termijn\",\"modus\":\"streng\",\"proef\":false}");
    assertThat(begonnen.status()).as(begonnen.body()).isBetween(200, 299);

    wachtOp("IT-3", "nl.beslagvrijevoet.bvv-herzien");
    assertThat(cjib.json("/api/v1/berichten?limiet=200").path("berichten"))
        .filteredOn(
            b -> b.path("gebeurtenistype").asText().equals("nl.beslagvrijevoet.bvv-herzien"))
        .isNotEmpty()
        .allMatch(b -> b.path("inhoud").asText().contains("<geheimhouding>false<"));
  }

  private void aTermThatIsOverIsToldAndBlocksNobody() {
    jdbc.sql(
            """
            update bvv_stand set geldig_tot = current_date - 5
            where dossier = (select dossier from beslag where registratie_id = 'IT-3')""")
        .update();

    wachtOp("IT-3", "nl.beslagvrijevoet.termijn-verstreken");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(jdbc.sql("select count(*) from wachtend").query(Long.class).single())
                    .as("no dossier waits")
                    .isZero());
  }

  private void everyPartnerSeesItsOwnDossiersInItsOwnProfile() throws Exception {
    JsonNode veenstra = openstaand("deurwaarder-veenstra", 50);
    assertThat(veenstra.path("dossiers")).as("its only attachment was lifted").isEmpty();
    lever("gelegd", "IT-5", "999991012", VEENSTRA, "2026-11-10");
    wachtOp("IT-5", "nl.beslagvrijevoet.bvv-vastgesteld");
    JsonNode nu = openstaand("deurwaarder-veenstra", 50);
    assertThat(nu.path("dossiers")).hasSize(1);
    for (JsonNode g : nu.at("/dossiers/0/gebeurtenissen")) {
      schemas.controleer(g.path("inhoud").asText(), "transforms/volledig/volledig-v1.xsd");
      assertThat(g.path("inhoud").asText())
          .doesNotContain("Inkomstenverhouding", "kwitantie", "adres", "Partner", "Kind");
    }
    for (JsonNode d : openstaand("cjib", 50).path("dossiers")) {
      for (JsonNode g : d.path("gebeurtenissen")) {
        schemas.controleer(g.path("inhoud").asText(), "transforms/beperkt/beperkt-v1.xsd");
      }
    }
    JsonNode gemeente = openstaand("gemeente-dommelstein", 50);
    assertThat(gemeente.path("dossiers")).hasSize(3);
    for (JsonNode d : gemeente.path("dossiers")) {
      assertThat(d.path("gebeurtenissen")).hasSize(1);
      schemas.controleer(d.at("/gebeurtenissen/0/inhoud").asText(), "transforms/bvv/bvv-v1.xsd");
    }
    assertThat(klant("beheerder").get("/api/v1/openstaand").status()).isEqualTo(403);
    assertThat(cjib.get("/api/v1/openstaand?na=x").status()).isEqualTo(400);
    assertThat(cjib.get("/api/v1/openstaand?limiet=0").status()).isEqualTo(400);
  }

  private void whoeverLookedIsOnRecord() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                """
                                select distinct actor from logregel
                                where stap = 'ingezien' and code = 'openstaand'""")
                            .query(String.class)
                            .list())
                    .contains("cjib", "deurwaarder-veenstra", "gemeente-dommelstein"));
  }

  private void nothingReadableIsKept() {
    assertThat(
            jdbc.sql("select encode(inhoud, 'escape') from bekendgemaakt")
                .query(String.class)
                .list())
        .isNotEmpty()
        .noneMatch(tekst -> tekst.contains("9999910") || tekst.contains("Gebeurtenis"));
  }

  /** What a partner keeps: of each attachment, coordination and determination the last it heard. */
  private static void verwerk(Map<String, String> administratie, JsonNode bericht) {
    String type = bericht.path("gebeurtenistype").asText();
    String inhoud = bericht.path("inhoud").asText();
    String dossier = inhoud.replaceAll("(?s).*<onderwerp>([0-9a-f]+).*", "$1");
    Matcher registratie = REGISTRATIE.matcher(inhoud);
    assertThat(registratie.find()).isTrue();
    String id = bericht.path("berichtId").asText();
    String beslagen = "beslagen van " + dossier;
    switch (type) {
      case "nl.beslagregister.beslag-gelegd", "nl.beslagregister.beslag-gewijzigd" -> {
        administratie.put(registratie.group(1), id);
        administratie.merge(
            beslagen,
            registratie.group(1),
            (oud, nieuw) -> oud.contains(nieuw) ? oud : oud + nieuw);
      }
      case "nl.beslagregister.beslag-opgeheven" -> {
        administratie.remove(registratie.group(1));
        administratie.computeIfPresent(
            beslagen,
            (sleutel, rest) -> {
              String over = rest.replace(registratie.group(1), "");
              return over.isEmpty() ? null : over;
            });
        if (!administratie.containsKey(beslagen)) {
          administratie.remove("coordinator " + dossier);
          administratie.remove("bvv " + dossier);
        }
      }
      case WISSEL -> administratie.put("coordinator " + dossier, id);
      default -> administratie.put("bvv " + dossier, id);
    }
  }

  private static JsonNode met(JsonNode dossier, JsonNode gebeurtenis) {
    assertThat(gebeurtenis.path("inhoud").asText()).contains(dossier.path("onderwerp").asText());
    return gebeurtenis;
  }

  /** All pages, as one answer; the first one says the number. */
  private JsonNode openstaand(String partner, int limiet) throws Exception {
    Webklant klant = klant(partner);
    var alles = new ObjectMapper().createArrayNode();
    JsonNode eerste = null;
    String na = "";
    do {
      String pad = "/api/v1/openstaand?limiet=" + limiet + na;
      Webklant.Antwoord antwoord = klant.get(pad);
      assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(200);
      contract.controleerAntwoord("GET", pad, 200, "application/json", antwoord.body());
      JsonNode blad = antwoord.json();
      eerste = eerste == null ? blad : eerste;
      assertThat(blad.path("volgnummer")).isEqualTo(eerste.path("volgnummer"));
      blad.path("dossiers").forEach(alles::add);
      na = blad.path("volgende").isNull() ? null : "&na=" + blad.path("volgende").asText();
    } while (na != null);
    ((com.fasterxml.jackson.databind.node.ObjectNode) eerste).set("dossiers", alles);
    return eerste;
  }

  private void wachtOp(String registratieId, String type) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(cjib.json("/api/v1/berichten?limiet=200").path("berichten"))
                    .anyMatch(
                        b ->
                            b.path("gebeurtenistype").asText().equals(type)
                                && b.path("inhoud").asText().contains(registratieId)));
  }

  private List<JsonNode> wachtOpAantal(int aantal) {
    List<JsonNode> berichten = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              berichten.clear();
              cjib.json("/api/v1/berichten?limiet=200").path("berichten").forEach(berichten::add);
              assertThat(berichten).hasSize(aantal);
            });
    return berichten;
  }

  private void lever(String soort, String id, String bsn, String oin, String dag) throws Exception {
    lever(soort, id, bsn, oin, dag, "executoriaal-derdenbeslag");
  }

  private void lever(
      String soort, String id, String bsn, String oin, String dag, String soortBeslag)
      throws Exception {
    String xml =
        Files.readString(Path.of("config/demo/01-alleenstaande.xml"))
            .replaceAll("<registratieId>[^<]*", "<registratieId>" + id)
            .replaceAll(
                "<mutatietijdstip>[^<]*",
                "<mutatietijdstip>2026-11-16T09:%02d:00+01:00".formatted(++mutatie))
            .replaceAll("<mutatiesoort>[^<]*", "<mutatiesoort>" + soort)
            .replaceAll("<bsn>[^<]*", "<bsn>" + bsn)
            .replaceAll("<soortBeslag>[^<]*", "<soortBeslag>" + soortBeslag)
            .replaceAll("(<beslaglegger>\\s*<oin>)[^<]*", "$1" + oin)
            .replaceAll("(<betekening>\\s*<datum>)[^<]*", "$1" + dag);
    assertThat(
            register.post("/api/v1/aanleveringen/beslagregister", "application/xml", xml).status())
        .isEqualTo(202);
  }

  private Webklant klant(String naam) {
    return new Webklant("http://127.0.0.1:" + port, naam, naam);
  }
}
