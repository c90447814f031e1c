package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Ontvanger;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * One event in every form, to partners that each get theirs: two versions of a model, SuwiML, JSON,
 * and rows of a spreadsheet by hand and by folder, confirmed by their receipt.
 */
@SpringBootTest(
    classes = Ketenbrug.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "ketenbrug.demo.aanleveren=false",
      "ketenbrug.insolventies.aan=false",
      "ketenbrug.batches.rust=0",
      "ketenbrug.batches.ronde=500",
      "ketenbrug.levering.termijnronde=1000",
      "ketenbrug.uitwijk.ronde=300"
    })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BatchIT {

  private static final Path WERKMAP = Path.of("target/batch-it").toAbsolutePath();
  private static final Path MAPPEN = WERKMAP.resolve("data/batches/kantoor-bestand");
  private static final String CSV = "kantoor-csv";

  /** That of the source beslagregister: what they deliver is the same organisation's. */
  private static final String OIN = "00000099000000020000";

  /** A partner of each channel, with a term. */
  private static final List<String> MET_TERMIJN =
      List.of(
          "kantoor-amqp",
          "kantoor-bestand",
          CSV,
          "kantoor-hook",
          "kantoor-hook-json",
          "kantoor-json");

  private static Ontvanger binair;
  private static Ontvanger gestructureerd;

  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Environment omgeving;
  @Autowired private JmsTemplate jms;
  private Webklant csv;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    Eigenmotor.in(WERKMAP.resolve("data"), properties);
    Motorbestanden bestanden = Motorbestanden.kopie(WERKMAP.resolve("map"));
    bestanden.tijdslimiet("polis", 30_000);
    bestanden.tijdslimiet("brp", 30_000);
    partner(bestanden, CSV, "beperkt-csv", "csv", "");
    partner(bestanden, "kantoor-bestand", "beperkt-csv", "bestand", "");
    partner(bestanden, "kantoor-json", "beperkt-json", "pull", "");
    partner(bestanden, "kantoor-amqp", "beperkt", "amqp", "");
    partner(bestanden, "gemeente-suwi", "bvv-suwiml", "pull", "");
    partner(bestanden, "gemeente-twee", "bvv-2", "pull", "");
    binair = Ontvanger.op(0);
    gestructureerd = Ontvanger.op(0);
    String hook =
        """
        webhook:
          url: %s
          vorm: %s
          handdruk: false
        """;
    partner(
        bestanden, "kantoor-hook", "beperkt", "webhook", hook.formatted(binair.url(), "binair"));
    partner(
        bestanden,
        "kantoor-hook-json",
        "beperkt-json",
        "webhook",
        hook.formatted(gestructureerd.url(), "gestructureerd"));
    properties.add("ketenbrug.map", () -> bestanden.map().toString());
  }

  private static void partner(
      Motorbestanden bestanden, String code, String profiel, String kanaal, String rest)
      throws IOException {
    String termijn =
        MET_TERMIJN.contains(code) ? "  termijn: {werkdagen: 5, waarschuwing: 2}\n" : "";
    String typen =
        profiel.startsWith("bvv")
            ? "[nl.beslagvrijevoet.bvv-vastgesteld]"
            : "[nl.beslagregister.beslag-gelegd, nl.beslagvrijevoet.bvv-vastgesteld]";
    Files.writeString(
        bestanden.map().resolve("config/partners/" + code + ".yaml"),
        """
        code: %s
        naam: Proefpartner %s
        oin: "%s"
        abonnement:
          grondslag: proef
          gebeurtenistypen: %s
          bereik: alle-dossiers
          profiel: %s
          kanaal: %s
        """
                .formatted(code, code, OIN, typen, profiel, kanaal)
            + termijn
            + rest);
  }

  @AfterAll
  static void sluit() {
    binair.close();
    gestructureerd.close();
  }

  @BeforeEach
  void clients() {
    csv = klant(CSV);
  }

  @Test
  @Order(1)
  void oneEventReachesEachPartnerInItsOwnForm() throws Exception {
    lever("01-alleenstaande.xml");
    // Events of different dossiers may come in another order to another partner.
    wacht().until(() -> laatste("gemeente-suwi") == 1 && laatste("gemeente-twee") == 1);
    wacht().until(() -> laatste("gemeente-dommelstein") == 1);
    lever("02-ao.xml");
    wacht().until(() -> laatste(CSV) == 4 && laatste("kantoor-json") == 4);
    wacht().until(() -> laatste("gemeente-suwi") == 2 && laatste("gemeente-twee") == 2);
    wacht().until(() -> laatste("gemeente-dommelstein") == 2);

    String een = inhoud("gemeente-dommelstein");
    String twee = inhoud("gemeente-twee");
    String suwi = inhoud("gemeente-suwi");
    schemas.controleer(een, "transforms/bvv/bvv-v1.xsd");
    schemas.controleer(twee, "transforms/bvv-2/bvv-v2.xsd");
    schemas.controleer(suwi, "transforms/bvv-suwiml/bvv-suwiml-v1.xsd");
    String id = een.replaceFirst("(?s).*<id>(.*?)</id>.*", "$1");
    assertThat(twee).contains("<id>" + id + "</id>");
    assertThat(suwi).contains("<IdGebeurtenis>" + id + "</IdGebeurtenis>");

    JsonNode bericht = klant("kantoor-json").json("/api/v1/berichten").at("/berichten/0");
    assertThat(bericht.path("inhoudstype").asText()).isEqualTo("application/cloudevents+json");
    JsonNode event = new ObjectMapper().readTree(bericht.path("inhoud").asText());
    assertThat(event.path("id").asText()).isEqualTo(bericht.path("berichtId").asText());
    assertThat(event.at("/data/beslag").isArray()).isTrue();
    assertThat(
            klant("kantoor-json")
                .json("/api/v1/openstaand")
                .at("/dossiers/0/gebeurtenissen/0/inhoudstype")
                .asText())
        .isEqualTo("application/cloudevents+json");
  }

  @Test
  @Order(2)
  void aPersonDownloadsABatchAndTheReceiptConfirmsIt() throws Exception {
    assertThat(csv.get("/api/v1/berichten").status()).as("no pull").isEqualTo(403);
    Webklant.Antwoord gemaakt = csv.post("/api/v1/batches", "application/json", "");
    assertThat(gemaakt.status()).isEqualTo(201);
    String id = gemaakt.json().path("id").asText();
    assertThat(csv.post("/api/v1/batches", "application/json", "").status()).isEqualTo(200);

    Webklant.Antwoord bestand = csv.get("/api/v1/batches/" + id);
    assertThat(bestand.status()).isEqualTo(200);
    List<String> regels = bestand.body().lines().toList();
    assertThat(regels.get(0)).contains("\"batch\";\"volgnummer\";\"berichtId\"");
    assertThat(regels).hasSize(5);
    assertThat(regels.subList(1, 5))
        .extracting(regel -> regel.split(";")[1])
        .containsExactly("\"1\"", "\"2\"", "\"3\"", "\"4\"");
    assertThat(open(CSV)).as("giving confirms nothing").isEqualTo(4);

    Webklant.Antwoord fout =
        csv.post(
            "/api/v1/batches/" + id + "/ontvangst",
            "text/csv",
            "berichtId;uitkomst\n019a9000-0001-7a11-8b22-000000000099;geaccepteerd\n");
    assertThat(fout.status()).isEqualTo(422);
    assertThat(fout.json().at("/regels/0/regel").asInt()).isEqualTo(2);

    String bewijs = csv.get("/api/v1/batches/" + id + "/ontvangst").body();
    String laatste = bewijs.lines().toList().get(4);
    String metWeigering =
        bewijs.replace(
            laatste,
            laatste.replace("\"geaccepteerd\";\"\"", "\"geweigerd\";\"niet van ons dossier\""));
    Webklant.Antwoord verwerkt =
        csv.post("/api/v1/batches/" + id + "/ontvangst", "text/csv", metWeigering);
    assertThat(verwerkt.status()).as(verwerkt.body()).isEqualTo(200);
    assertThat(verwerkt.json().path("verwerkt").asInt()).isEqualTo(4);
    assertThat(
            csv.post("/api/v1/batches/" + id + "/ontvangst", "text/csv", metWeigering)
                .json()
                .path("eerder")
                .asInt())
        .isEqualTo(4);
    assertThat(csv.get("/api/v1/batches/" + id).status()).as("answered").isEqualTo(410);
    assertThat(open(CSV)).isZero();
    wacht().untilAsserted(() -> assertThat(stappen(CSV, 1)).containsSubsequence(GOED));
    wacht().untilAsserted(() -> assertThat(stappen(CSV, 4)).containsSubsequence("geparkeerd"));
    assertThat(klant("kantoor-json").get("/api/v1/batches").status()).isEqualTo(403);
    assertThat(klant("kantoor-bestand").get("/api/v1/batches/" + id).status()).isEqualTo(404);
  }

  private static final String[] GOED = {"klaargezet", "afgeleverd", "bevestigd"};

  @Test
  @Order(3)
  void aPersonDoesTheSameOnThePage() throws Exception {
    lever("03-gz.xml");
    wacht().until(() -> laatste(CSV) == 6);
    Pagina pagina = new Pagina("http://127.0.0.1:" + port, CSV);

    assertThat(pagina.get("/batches"))
        .contains("Niet bevestigd: 2 berichten.", "Maak een batch", "<html lang=\"nl\"");
    String open = pagina.formulier("/batches");
    assertThat(open).contains("Er staat een nieuwe batch klaar van 2 berichten.");
    Matcher id = Pattern.compile("/api/v1/batches/([0-9a-f-]{36})\"").matcher(open);
    assertThat(id.find()).isTrue();
    String pad = "/batches/" + id.group(1) + "/ontvangst";

    assertThat(pagina.bestand(pad, "berichtId;uitkomst\nx;geaccepteerd\n"))
        .contains(
            "role=\"alert\"",
            "Het ontvangstbewijs is niet aangenomen",
            "Regel 2: berichtId is geen id van een bericht");
    assertThat(csv.get("/api/v1" + pad).status()).as("not given yet").isEqualTo(409);
    assertThat(pagina.status("HEAD", "/api/v1/batches/" + id.group(1))).isEqualTo(405);
    assertThat(csv.get("/api/v1" + pad).status()).as("asked about, not given").isEqualTo(409);
    assertThat(csv.get("/api/v1/batches/" + id.group(1)).status()).isEqualTo(200);
    assertThat(pagina.bestand(pad, csv.get("/api/v1" + pad).body()))
        .contains("2 berichten beantwoord. De batch is afgehandeld.");
    assertThat(open(CSV)).isZero();
  }

  @Test
  @Order(4)
  void aFolderGetsABatchAndGivesTheReceipt() throws Exception {
    Path uit = MAPPEN.resolve("uit");
    wacht().until(() -> laatste("kantoor-bestand") == 6);
    wacht().until(() -> enig(uit, ".csv").isPresent());
    Path bestand = enig(uit, ".csv").orElseThrow();
    assertThat(enig(uit, ".sha256")).isPresent();
    List<String> regels = Files.readAllLines(bestand);
    long eerst = open("kantoor-bestand");
    assertThat(eerst).as("writing confirms nothing").isEqualTo(6);

    StringBuilder bewijs = new StringBuilder("berichtId;uitkomst\n");
    regels.stream()
        .skip(1)
        .map(regel -> regel.split(";")[2].replace("\"", ""))
        .distinct()
        .forEach(id -> bewijs.append(id).append(";geaccepteerd\n"));
    Files.writeString(MAPPEN.resolve("in/bewijs.csv"), bewijs);

    wacht().until(() -> open("kantoor-bestand") <= eerst - (regels.size() - 1));
    wacht().until(() -> !Files.exists(bestand));
    wacht()
        .untilAsserted(() -> assertThat(stappen("kantoor-bestand", 1)).containsSubsequence(GOED));
  }

  @Test
  @Order(5)
  void theBatchesThatWereAnsweredAreInTheList() throws Exception {
    JsonNode lijst = csv.json("/api/v1/batches");
    assertThat(lijst.path("batches")).hasSize(2);
    assertThat(lijst.at("/batches/0/open").asInt()).isZero();
  }

  @Test
  @Order(6)
  void whatGoesByPaperIsNotGivenByTheChannelAndCountsWhenItIsHandedOver() throws Exception {
    String json = "kantoor-json";
    Webklant afnemer = klant(json);
    Webklant beheerder = klant("beheerder");
    wacht().until(() -> laatste(json) == 6);
    JsonNode eerste = afnemer.json("/api/v1/berichten").at("/berichten/0");
    String uitwijk = wijkUit("{\"afnemer\":\"kantoor-json\",\"reden\":\"storing\"}");
    assertThat(
            beheerder
                .post(
                    "/api/v1/uitwijken",
                    "application/json",
                    "{\"afnemer\":\"kantoor-json\",\"reden\":\"nog eens\"}")
                .status())
        .isEqualTo(409);
    assertThat(afnemer.json("/api/v1/berichten").at("/berichten")).isEmpty();
    assertThat(afnemer.json("/api/v1/abonnementen/" + json).at("/papier/0/vanaf").isTextual())
        .isTrue();
    assertThat(afnemer.get("/abonnementen/" + json).body())
        .contains("Op papier", "Alles op papier sinds", "tot iemand de uitwijk beëindigt");

    String bundel = bundel(uitwijk, 6);
    String pad = "/api/v1/papier/bundels/" + bundel;
    String wijze = "{\"wijze\":\"aan de balie\"}";
    assertThat(beheerder.post(pad + "/bezorging", "application/json", wijze).status())
        .as("never fetched")
        .isEqualTo(409);
    Webklant.Antwoord pdf = afnemer.get(pad);
    assertThat(pdf.status()).as(pdf.body()).isEqualTo(200);
    assertThat(pdf.body()).startsWith("%PDF").isEqualTo(beheerder.get(pad).body());
    assertThat(klant(CSV).get(pad).status()).as("of another partner").isEqualTo(404);
    assertThat(open(json)).as("fetching delivers nothing").isEqualTo(6);

    // The partner confirms one of the bundle by itself: that answer counts.
    assertThat(bevestig(json, eerste.path("berichtId").asText())).isEqualTo("geaccepteerd");
    lever("04-gm.xml");
    wacht().until(() -> laatste(json) == 8);
    assertThat(afnemer.json("/api/v1/berichten").at("/berichten")).isEmpty();

    Webklant.Antwoord bezorgd = beheerder.post(pad + "/bezorging", "application/json", wijze);
    assertThat(bezorgd.status()).as(bezorgd.body()).isEqualTo(200);
    assertThat(bezorgd.json().path("berichten").asInt()).isEqualTo(5);
    assertThat(beheerder.post(pad + "/bezorging", "application/json", wijze).status())
        .isEqualTo(409);
    wacht().untilAsserted(() -> assertThat(stappen(json, 2)).contains("bezorgd"));
    assertThat(stappen(json, 1)).contains("bevestigd").doesNotContain("bezorgd");

    assertThat(beheerder.get("/uitwijken").body())
        .contains("kantoor-json: alles", "Bezorgd op", "aan de balie", "Beëindig de uitwijk");
    assertThat(afnemer.get("/uitwijken").body())
        .contains("kantoor-json: alles")
        .doesNotContain("Beëindig de uitwijk", "Een nieuwe uitwijk");
    String tweede = bundel(uitwijk, 2);
    assertThat(beheerder.get("/api/v1/papier/bundels/" + tweede).status()).isEqualTo(200);
    beheerder.post("/api/v1/uitwijken/" + uitwijk + "/beeindigen", "application/json", "");
    assertThat(afnemer.json("/api/v1/berichten").at("/berichten"))
        .as("fetched, so it may be under way to the partner")
        .isEmpty();
    assertThat(trekIn(tweede)).isEqualTo(2);
    assertThat(
            beheerder
                .post("/api/v1/papier/bundels/" + tweede + "/bezorging", "application/json", wijze)
                .status())
        .as("withdrawn")
        .isEqualTo(409);
    assertThat(beheerder.get("/api/v1/papier/bundels/" + tweede).status()).isEqualTo(409);
    wacht().untilAsserted(() -> assertThat(stappen(json, 7)).contains("uitwijk", "ingezien"));
    wacht()
        .untilAsserted(
            () ->
                assertThat(afnemer.json("/api/v1/berichten").at("/berichten"))
                    .as("what was not handed over, in its order, and nothing else")
                    .extracting(bericht -> bericht.path("volgnummer").asLong())
                    .containsExactly(7L, 8L));

    JsonNode opPapier = afnemer.json("/api/v1/papier/berichten");
    assertThat(opPapier.path("berichten"))
        .extracting(bericht -> bericht.path("volgnummer").asLong())
        .containsExactly(2L, 3L, 4L, 5L, 6L);
    String nummerTwee = opPapier.at("/berichten/0/berichtId").asText();
    assertThat(bevestig(json, nummerTwee)).as("read in afterwards").isEqualTo("geaccepteerd");
    assertThat(afnemer.json("/api/v1/papier/berichten").at("/berichten/0/ingelezen").isTextual())
        .isTrue();
    wacht()
        .untilAsserted(
            () -> assertThat(stappen(json, 2)).containsSubsequence("bezorgd", "bevestigd"));
    String nummerDrie = opPapier.at("/berichten/1/berichtId").asText();
    assertThat(
            afnemer
                .post(
                    "/api/v1/berichten/" + nummerDrie + "/bevestiging",
                    "application/json",
                    "{\"uitkomst\":\"geweigerd\",\"reden\":\"onbekend dossier\"}")
                .json()
                .path("uitkomst")
                .asText())
        .isEqualTo("geweigerd");
    assertThat(afnemer.json("/api/v1/papier/berichten").at("/berichten/1/reden").asText())
        .isEqualTo("onbekend dossier");
    assertThat(opPapierVandaag(json)).isEqualTo(3);
  }

  @Test
  @Order(7)
  void oneDossierGoesByPaperAndTheOthersByTheChannel() throws Exception {
    String suwi = "gemeente-suwi";
    wacht().until(() -> laatste(suwi) == 4);
    JsonNode voor = klant(suwi).json("/api/v1/berichten").at("/berichten");
    String uitwijk =
        wijkUit(
            "{\"afnemer\":\"gemeente-suwi\",\"berichtId\":\"%s\",\"vorm\":\"csv\",\"reden\":\"op verzoek\"}"
                .formatted(voor.at("/1/berichtId").asText()));
    assertThat(klant(suwi).json("/api/v1/berichten").at("/berichten"))
        .extracting(bericht -> bericht.path("volgnummer").asLong())
        .containsExactly(1L, 3L, 4L);
    String bundel = bundel(uitwijk, 1);
    Webklant.Antwoord csvBestand = klant(suwi).get("/api/v1/papier/bundels/" + bundel);
    assertThat(csvBestand.body()).contains(voor.at("/1/berichtId").asText(), "\"€ ");
    klant("beheerder").post("/api/v1/uitwijken/" + uitwijk + "/beeindigen", "application/json", "");
    assertThat(trekIn(bundel)).isEqualTo(1);
    assertThat(klant(suwi).json("/api/v1/berichten").at("/berichten").findValuesAsText("berichtId"))
        .as("all of it, as it stood")
        .isEqualTo(voor.findValuesAsText("berichtId"));
  }

  @Test
  @Order(8)
  void whoReadsItsQueueItselfIsShutOutWhileItGetsPaper() throws Exception {
    String veenstra = "deurwaarder-veenstra";
    wacht().until(() -> laatste(veenstra) > 0);
    long aantal = laatste(veenstra);
    Webklant beheerder = klant("beheerder");
    assertThat(
            beheerder
                .post(
                    "/api/v1/uitwijken",
                    "application/json",
                    "{\"afnemer\":\"%s\",\"bsn\":\"999991000\",\"reden\":\"x\"}"
                        .formatted(veenstra))
                .status())
        .as("the broker gives all or nothing")
        .isEqualTo(422);
    Connection client = verbind(veenstra);
    assertThat(lezer(client, veenstra).receive(5000)).as("fetched, not acknowledged").isNotNull();
    String uitwijk =
        wijkUit(
            "{\"afnemer\":\"%s\",\"vorm\":\"csv\",\"reden\":\"verhuizing\"}".formatted(veenstra));
    wacht()
        .until(
            () -> beheerder.json("/api/v1/uitwijken/" + uitwijk).at("/uitwijk/dicht").isTextual());
    assertThatThrownBy(() -> leest(veenstra)).isInstanceOf(JMSException.class);
    String bundel = bundel(uitwijk, (int) aantal);
    assertThat(beheerder.get("/api/v1/papier/bundels/" + bundel).status()).isEqualTo(200);
    assertThat(
            klant(veenstra)
                .post(
                    "/api/v1/papier/bundels/" + bundel + "/bezorging",
                    "application/json",
                    "{\"wijze\":\"per koerier\"}")
                .status())
        .isEqualTo(200);
    beheerder.post("/api/v1/uitwijken/" + uitwijk + "/beeindigen", "application/json", "");
    wacht()
        .ignoreExceptionsInstanceOf(JMSException.class)
        .untilAsserted(() -> assertThat(leest(veenstra)).as("nothing twice").isZero());
  }

  /** Warning, expiry and what the sender hears, by the one hop that numbers everything. */
  @Test
  @Order(9)
  void whatIsToldOfTermsReachesAPartnerOfEachChannelInItsFormAndHoldsUpNothing() throws Exception {
    int eerder = binair.gebeurtenissen().size();
    int eerderJson = gestructureerd.gebeurtenissen().size();
    binair.gedraagJe(Ontvanger.met(503, "", "Retry-After", "3600"));
    gestructureerd.gedraagJe(Ontvanger.met(503, "", "Retry-After", "3600"));
    leverAanAllen("05-twee.xml");
    wacht().until(() -> binair.gebeurtenissen().size() > eerder);
    wacht().until(() -> gestructureerd.gebeurtenissen().size() > eerderJson);
    Webklant.Antwoord batch = csv.post("/api/v1/batches", "application/json", "");
    assertThat(batch.status()).as(batch.body()).isEqualTo(201);

    zet(
        "klaargezet = now() - interval '60 days', heropend = null, papier_tot = null, vast_tot = null");
    wacht().until(() -> MET_TERMIJN.stream().allMatch(wie -> gemeld(wie, NADERT) == 1));
    jdbc.sql("update levering set klaargezet = now() - interval '20 days' where " + MELDING)
        .update();
    zet("gewaarschuwd = now() - interval '20 days', laatste_dag = current_date - 10");
    wacht()
        .until(
            () ->
                MET_TERMIJN.stream()
                    .allMatch(wie -> gemeld(wie, VERSTREKEN) > 0 && gemeld(wie, ONBEVESTIGD) > 0));

    neemMetPull("kantoor-json");
    neemMetAmqp("kantoor-amqp");
    neemMetBatch();
    neemUitMap();
    List<Ontvanger.Verzoek> hook = neemMetWebhook("kantoor-hook", binair);
    assertThat(hook)
        .allMatch(verzoek -> verzoek.kop("Content-Type").startsWith("application/xml"))
        .extracting(verzoek -> verzoek.kop("ce-type"))
        .contains(NADERT, VERSTREKEN, ONBEVESTIGD);
    for (Ontvanger.Verzoek verzoek : hook) {
      schemas.controleer(verzoek.body(), "transforms/levering/levering-v1.xsd");
    }
    List<JsonNode> hookJson = new ArrayList<>();
    for (Ontvanger.Verzoek verzoek : neemMetWebhook("kantoor-hook-json", gestructureerd)) {
      hookJson.add(new ObjectMapper().readTree(verzoek.body()));
    }
    assertThat(hookJson)
        .allMatch(event -> event.path("datacontenttype").asText().equals("application/json"))
        .allMatch(event -> event.path("data").isObject() && event.path("volgnummer").isTextual())
        .extracting(event -> event.path("type").asText())
        .contains(NADERT, VERSTREKEN, ONBEVESTIGD);

    wacht().until(() -> onbeantwoordeMeldingen() == 0);
    leverAanAllen("06-vier.xml");
    assertThat(csv.post("/api/v1/batches", "application/json", "").status())
        .as("what comes behind the notices")
        .isEqualTo(201);
    wacht()
        .until(
            () ->
                enig(MAPPEN.resolve("uit"), ".csv")
                    .map(BatchIT::lees)
                    .filter(tekst -> tekst.contains("nl.beslagregister.beslag-gelegd"))
                    .isPresent());
  }

  @Test
  @Order(10)
  void whatAnAmqpClientRejectsIsItsRefusalInTableStatementAndLogAndCanBeReleased()
      throws Exception {
    String code = "kantoor-amqp";
    String geweigerd = antwoord(code, 2).getStringProperty("berichtId");
    wacht().until(() -> "geweigerd".equals(uitkomst(code, geweigerd)));

    Message volgende = antwoord(code, 1);
    assertThat(volgende.getStringProperty("berichtId")).as("goes on").isNotEqualTo(geweigerd);
    wacht()
        .untilAsserted(
            () ->
                assertThat(klant("beheerder").get("/api/v1/geparkeerd").body())
                    .contains(geweigerd, "parkeer.deliver-to-" + code, "geweigerd-door-afnemer"));
    wacht()
        .untilAsserted(
            () ->
                assertThat(stappen(code, volgnummer(code, geweigerd)))
                    .containsSubsequence("klaargezet", "afgeleverd", "bevestigd", "geparkeerd"));
    assertThat(verklaring(code).path("geweigerd").asInt()).isEqualTo(1);
    assertThat(verklaring(code).path("geparkeerd").asInt()).isEqualTo(1);

    assertThat(
            klant("beheerder")
                .post("/api/v1/geparkeerd/" + geweigerd + "/vrijgave", "application/json", "")
                .status())
        .isEqualTo(200);
    assertThat(verklaring(code).path("geweigerd").asInt()).isZero();
    assertThat(antwoord(code, 1).getStringProperty("berichtId")).isEqualTo(geweigerd);
    wacht().until(() -> "geaccepteerd".equals(uitkomst(code, geweigerd)));
  }

  /**
   * Takes the first event of a queue by AMQP.
   *
   * @param uitkomst of Qpid JMS: 1 is accepted, 2 is rejected
   */
  private Message antwoord(String code, int uitkomst) throws JMSException {
    try (Connection verbinding = verbind(code)) {
      // 101 of Qpid JMS: each message is answered by itself.
      Session sessie = verbinding.createSession(false, 101);
      MessageConsumer lezer = sessie.createConsumer(sessie.createQueue("partner." + code));
      verbinding.start();
      Message message = lezer.receive(20_000);
      message.setIntProperty("JMS_AMQP_ACK_TYPE", uitkomst);
      message.acknowledge();
      return message;
    }
  }

  private String uitkomst(String partner, String bericht) {
    return jdbc.sql(
            "select coalesce(uitkomst, '') from levering"
                + " where partner = :p and bericht_id = :b::uuid")
        .param("p", partner)
        .param("b", bericht)
        .query(String.class)
        .single();
  }

  private long volgnummer(String partner, String bericht) {
    return jdbc.sql("select volgnummer from levering where partner = :p and bericht_id = :b::uuid")
        .param("p", partner)
        .param("b", bericht)
        .query(Long.class)
        .single();
  }

  private JsonNode verklaring(String partner) throws Exception {
    LocalDate vandaag = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
    return klant(partner).json("/api/v1/volledigheid/" + vandaag).path("verklaring");
  }

  private static final String NADERT = "nl.leveringen.termijn-nadert";
  private static final String VERSTREKEN = "nl.leveringen.termijn-verstreken";
  private static final String ONBEVESTIGD = "nl.leveringen.aanlevering-onbevestigd";
  private static final String MELDING = "bericht_id in (select bericht_id from leveringsmelding)";

  private long onbeantwoordeMeldingen() {
    return jdbc.sql(
            "select count(*) from levering where uitkomst is null and partner in (:wie) and "
                + MELDING)
        .param("wie", MET_TERMIJN)
        .query(Long.class)
        .single();
  }

  private void leverAanAllen(String bestand) throws Exception {
    long voor = MET_TERMIJN.stream().mapToLong(this::laatste).sum();
    lever(bestand);
    wacht()
        .until(
            () ->
                MET_TERMIJN.stream().mapToLong(this::laatste).sum()
                    == voor + 2L * MET_TERMIJN.size());
  }

  /** Of every event that is open, as if it stood there for so long. */
  private void zet(String waarden) {
    jdbc.sql(
            "update levering set "
                + waarden
                + " where uitkomst is null and partner in (:wie) and not "
                + MELDING)
        .param("wie", MET_TERMIJN)
        .update();
  }

  /** How many of these notices got their number. */
  private long gemeld(String partner, String type) {
    return jdbc.sql(
            """
            select count(*) from levering l join leveringsmelding m
              on m.bericht_id = l.bericht_id and m.partner = l.partner
            where l.partner = :p and m.gebeurtenistype = :type""")
        .param("p", partner)
        .param("type", type)
        .query(Long.class)
        .single();
  }

  private void neemMetPull(String code) throws Exception {
    List<JsonNode> berichten = new ArrayList<>();
    klant(code).json("/api/v1/berichten").path("berichten").forEach(berichten::add);
    assertThat(berichten)
        .allMatch(b -> b.path("inhoudstype").asText().equals("application/cloudevents+json"))
        .extracting(bericht -> bericht.path("gebeurtenistype").asText())
        .startsWith(NADERT)
        .contains(VERSTREKEN, ONBEVESTIGD);
    for (JsonNode bericht : berichten) {
      JsonNode event = new ObjectMapper().readTree(bericht.path("inhoud").asText());
      assertThat(event.path("id").asText()).isEqualTo(bericht.path("berichtId").asText());
      assertThat(event.path("dataschema").asText()).isEqualTo("urn:ketenbrug:levering-json:1");
      assertThat(bevestig(code, bericht.path("berichtId").asText())).isEqualTo("geaccepteerd");
    }
    long nummer = berichten.get(0).path("volgnummer").asLong();
    wacht().untilAsserted(() -> assertThat(stappen(code, nummer)).containsSubsequence(GOED));
  }

  private void neemMetAmqp(String code) throws Exception {
    List<String> typen = new ArrayList<>();
    try (Connection verbinding = verbind(code)) {
      MessageConsumer lezer = lezer(verbinding, code);
      for (Message m = lezer.receive(5000); m != null; m = lezer.receive(1000)) {
        schemas.controleer(m.getBody(String.class), "transforms/levering/levering-v1.xsd");
        typen.add(m.getStringProperty("gebeurtenistype"));
        m.acknowledge();
      }
    }
    assertThat(typen).startsWith(NADERT).contains(VERSTREKEN, ONBEVESTIGD);
  }

  private void neemMetBatch() throws Exception {
    Webklant.Antwoord batch = csv.post("/api/v1/batches", "application/json", "");
    assertThat(batch.status()).as(batch.body()).isEqualTo(201);
    String pad = "/api/v1/batches/" + batch.json().path("id").asText();
    assertThat(csv.get(pad).body()).contains(NADERT, VERSTREKEN, ONBEVESTIGD);
    String bewijs = csv.get(pad + "/ontvangst").body();
    assertThat(csv.post(pad + "/ontvangst", "text/csv", bewijs).status()).isEqualTo(200);
  }

  /** One batch after the other, each answered: notices may stand in more than one. */
  private void neemUitMap() {
    Set<Path> beantwoord = new HashSet<>();
    StringBuilder gelezen = new StringBuilder();
    wacht()
        .until(
            () -> {
              Optional<Path> batch = enig(MAPPEN.resolve("uit"), ".csv");
              if (batch.isPresent() && beantwoord.add(batch.get())) {
                gelezen.append(beantwoord(batch.get()));
              }
              return Stream.of(NADERT, VERSTREKEN, ONBEVESTIGD)
                  .allMatch(type -> gelezen.indexOf(type) >= 0);
            });
  }

  private static String beantwoord(Path batch) throws IOException {
    String tekst = lees(batch);
    StringBuilder bewijs = new StringBuilder("berichtId;uitkomst\n");
    tekst
        .lines()
        .skip(1)
        .map(regel -> regel.split(";")[2].replace("\"", ""))
        .distinct()
        .forEach(id -> bewijs.append(id).append(";geaccepteerd\n"));
    Files.writeString(MAPPEN.resolve("in").resolve(batch.getFileName()), bewijs);
    return tekst;
  }

  /** What comes when it takes again; what expired meanwhile does not. */
  private List<Ontvanger.Verzoek> neemMetWebhook(String code, Ontvanger ontvanger)
      throws Exception {
    int voor = ontvanger.gebeurtenissen().size();
    ontvanger.gedraagJe(Ontvanger.met(204));
    klant(code).post("/api/v1/abonnementen/" + code + "/hervatten", "application/json", "");
    wacht().until(() -> open(code) == 0);
    return ontvanger.gebeurtenissen().subList(voor, ontvanger.gebeurtenissen().size());
  }

  private static String lees(Path bestand) {
    try {
      return Files.readString(bestand);
    } catch (IOException e) {
      // It is taken away when all of it is answered.
      return "";
    }
  }

  /**
   * @return how many messages the broker gives this account; none is acknowledged
   * @throws JMSException when it refuses the account
   */
  private int leest(String wie) throws JMSException {
    try (Connection verbinding = verbind(wie)) {
      MessageConsumer lezer = lezer(verbinding, wie);
      int aantal = 0;
      while (lezer.receive(1000) != null) {
        aantal++;
      }
      return aantal;
    }
  }

  private Connection verbind(String wie) throws JMSException {
    String adres = "amqp://127.0.0.1:" + omgeving.getProperty("ketenbrug.broker.port");
    return new JmsConnectionFactory(wie, wie, adres).createConnection();
  }

  private static MessageConsumer lezer(Connection verbinding, String wie) throws JMSException {
    Session sessie = verbinding.createSession(false, Session.CLIENT_ACKNOWLEDGE);
    MessageConsumer lezer = sessie.createConsumer(sessie.createQueue("partner." + wie));
    verbinding.start();
    return lezer;
  }

  /**
   * @return how many events go back
   */
  private int trekIn(String bundel) throws Exception {
    return klant("beheerder")
        .post(
            "/api/v1/uitwijken/bundels/" + bundel + "/intrekking",
            "application/json",
            "{\"reden\":\"niet uitgegaan\"}")
        .json()
        .path("berichten")
        .asInt();
  }

  private String wijkUit(String vraag) throws Exception {
    Webklant.Antwoord antwoord =
        klant("beheerder").post("/api/v1/uitwijken", "application/json", vraag);
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(201);
    return antwoord.json().at("/uitwijken/0/id").asText();
  }

  /** The one bundle that is made now; the log is written behind the queue. */
  private String bundel(String uitwijk, int berichten) throws Exception {
    List<JsonNode> gemaakt = new ArrayList<>();
    wacht()
        .until(
            () -> {
              klant("beheerder")
                  .post("/api/v1/uitwijken/" + uitwijk + "/bundels", "application/json", "")
                  .json()
                  .path("bundels")
                  .forEach(gemaakt::add);
              return !gemaakt.isEmpty();
            });
    assertThat(gemaakt).hasSize(1);
    assertThat(gemaakt.get(0).path("aantal").asInt()).isEqualTo(berichten);
    return gemaakt.get(0).path("id").asText();
  }

  private String bevestig(String partner, String id) throws Exception {
    return klant(partner)
        .post(
            "/api/v1/berichten/" + id + "/bevestiging",
            "application/json",
            "{\"uitkomst\":\"geaccepteerd\"}")
        .json()
        .path("uitkomst")
        .asText();
  }

  private long opPapierVandaag(String partner) throws Exception {
    return verklaring(partner).path("opPapier").asLong();
  }

  private void lever(String bestand) throws Exception {
    assertThat(
            klant("beslagregister")
                .post(
                    "/api/v1/aanleveringen/beslagregister",
                    "application/xml",
                    Files.readAllBytes(Path.of("config/demo", bestand)))
                .status())
        .isEqualTo(202);
  }

  private String inhoud(String partner) throws Exception {
    return klant(partner).json("/api/v1/berichten").at("/berichten/0/inhoud").asText();
  }

  private long laatste(String partner) {
    return jdbc.sql("select coalesce(max(volgnummer), 0) from levering where partner = :p")
        .param("p", partner)
        .query(Long.class)
        .single();
  }

  private long open(String partner) {
    return jdbc.sql("select count(*) from levering where partner = :p and uitkomst is null")
        .param("p", partner)
        .query(Long.class)
        .single();
  }

  @Test
  @Order(11)
  void anEventOfTheEngineItselfThatCannotBeSentIsOnThePageUntilAPersonGivesItUp() throws Exception {
    UUID id = BerichtId.nieuw(Instant.now()).value();
    jdbc.sql(
            """
            insert into afleiding (bericht_id, sleutel, dossier, inhoud, gemaakt)
            values (:id, 'proef', repeat('a1', 32), decode(repeat('00', 40), 'hex'), now())""")
        .param("id", id)
        .update();
    Webklant beheerder = klant("beheerder");
    String pad = "/api/v1/geparkeerd/afleidingen";
    wacht().until(() -> beheerder.json(pad).at("/afleidingen/0/berichtId").isTextual());
    assertThat(beheerder.json(pad).at("/afleidingen/0/reden").asText())
        .isEqualTo("bewaring-onleesbaar");
    Pagina pagina = new Pagina("http://127.0.0.1:" + port, "beheerder");
    assertThat(pagina.get("/geparkeerd"))
        .contains("Eigen gebeurtenissen die niet te verzenden zijn", id.toString())
        .contains("bewaring-onleesbaar", "Nu opnieuw verzenden", "Voorgoed opgeven");

    assertThat(pagina.formulier("/geparkeerd/afleidingen/" + id + "/vrijgave"))
        .contains("Gebeurtenis " + id + " wordt opnieuw verzonden.");
    wacht().until(() -> beheerder.json(pad).at("/afleidingen/0/pogingen").asInt() == 2);
    assertThat(
            pagina.formulier(
                "/geparkeerd/afwijzing", "&berichtId=" + id + "&toelichting=gaat+over+niets"))
        .contains("Bericht " + id + " is voorgoed afgewezen.")
        .doesNotContain("Eigen gebeurtenissen die niet te verzenden zijn");
    assertThat(beheerder.json(pad).at("/afleidingen")).isEmpty();
    assertThat(
            beheerder
                .post("/api/v1/geparkeerd/" + id + "/vrijgave", "application/json", "")
                .status())
        .isEqualTo(404);
    wacht()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select stap || coalesce(' ' || actor, '') from logregel where"
                                    + " bericht_id = :id order by tijdstip, id")
                            .param("id", id)
                            .query(String.class)
                            .list())
                    .containsExactly(
                        "mislukt", "vrijgegeven beheerder", "mislukt", "afgewezen beheerder"));
  }

  @Test
  @Order(12)
  void whatAPartnerMayNotHaveIsWithheldAndTheStatementAddsUp() throws Exception {
    String code = "kantoor-amqp";
    long voor = laatste(code);
    lever("07-geheim.xml");
    wacht().until(() -> laatste(code) == voor + 2);
    String id =
        jdbc.sql("select bericht_id from levering where partner = :p and volgnummer = :n")
            .param("p", code)
            .param("n", voor + 1)
            .query(String.class)
            .single();
    JsonNode eerst = verklaring(code);
    verplaatsAanDeBroker(code, id);
    Webklant beheerder = klant("beheerder");
    wacht().until(() -> beheerder.get("/api/v1/geparkeerd").body().contains(id));
    String reden = "{\"toelichting\":\"verkeerde persoon\"}";
    Webklant.Antwoord afwijzing =
        beheerder.post("/api/v1/geparkeerd/" + id + "/afwijzing", "application/json", reden);
    assertThat(afwijzing.status()).isEqualTo(409);
    assertThat(afwijzing.body()).contains("afnemer-antwoordde-niet", "houd het in");
    Pagina pagina = new Pagina("http://127.0.0.1:" + port, "beheerder");
    assertThat(pagina.get("/geparkeerd")).contains("Inhouden: de afnemer krijgt deze niet");
    assertThat(
            pagina.formulier(
                "/geparkeerd/inhouding", "&toelichting=verkeerde+persoon&berichtId=" + id))
        .contains("Gebeurtenis " + id + " is ingehouden: " + code + " krijgt haar niet.")
        .doesNotContain("Inhouden: de afnemer krijgt deze niet");

    assertThat(
            beheerder
                .post("/api/v1/geparkeerd/" + id + "/inhouding", "application/json", reden)
                .status())
        .as("it stands nowhere")
        .isEqualTo(404);
    JsonNode daarna = verklaring(code);
    assertThat(daarna.path("ingehouden").asInt()).isEqualTo(1);
    assertThat(daarna.path("openstaand").asInt()).isEqualTo(eerst.path("openstaand").asInt() - 1);
    assertThat(daarna.path("gaten")).isEmpty();
    assertThat(
            Stream.of("bevestigd", "geweigerd", "opPapier", "ingehouden", "openstaand", "verlopen")
                .mapToInt(veld -> daarna.path(veld).asInt())
                .sum())
        .isEqualTo(daarna.path("verzonden").asInt());
    wacht().until(() -> stappen(code, voor + 1).contains("ingehouden"));

    String vraag = "{\"bevestigd\":true,\"berichtId\":\"" + id + "\"}";
    String opnieuw = "/api/v1/abonnementen/" + code + "/opnieuw";
    Webklant.Antwoord zelf = klant(code).post(opnieuw, "application/json", vraag);
    assertThat(zelf.status()).isEqualTo(409);
    assertThat(zelf.json().path("type").asText()).endsWith("ingehouden");
    assertThat(
            beheerder
                .post(opnieuw, "application/json", "{\"bevestigd\":true,\"proef\":true}")
                .body())
        .doesNotContain(id);
    assertThat(beheerder.post(opnieuw, "application/json", vraag).status()).isEqualTo(202);
    wacht().until(() -> uitkomst(code, id).isEmpty());
  }

  /** As an operator does with the tools of the broker. */
  private void verplaatsAanDeBroker(String code, String id) {
    List<Message> genomen = new ArrayList<>();
    wacht()
        .until(
            () -> {
              Message een = jms.receiveSelected("partner." + code, "berichtId = '" + id + "'");
              return een != null && genomen.add(een);
            });
    jms.send(
        "onbestelbaar",
        sessie -> {
          Message apart = sessie.createTextMessage(((TextMessage) genomen.get(0)).getText());
          for (String kop : Koppen.ALLE) {
            Object waarde = genomen.get(0).getObjectProperty(kop);
            if (waarde != null) {
              apart.setObjectProperty(kop, waarde);
            }
          }
          apart.setStringProperty("_AMQ_ORIG_QUEUE", "partner." + code);
          return apart;
        });
  }

  private List<String> stappen(String partner, long nummer) {
    return jdbc.sql(
            "select stap from logregel where partner = :p and volgnummer = :n order by tijdstip,"
                + " id")
        .param("p", partner)
        .param("n", nummer)
        .query(String.class)
        .list();
  }

  private Webklant klant(String naam) {
    return new Webklant("http://127.0.0.1:" + port, naam, naam);
  }

  private static ConditionFactory wacht() {
    return await().atMost(Duration.ofSeconds(180)).pollInterval(Duration.ofMillis(300));
  }

  private static Optional<Path> enig(Path map, String einde) throws IOException {
    if (!Files.isDirectory(map)) {
      return Optional.empty();
    }
    try (Stream<Path> paden = Files.list(map)) {
      return paden.filter(pad -> pad.getFileName().toString().endsWith(einde)).findFirst();
    }
  }
}
