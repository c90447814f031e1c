package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.ketenbrug.intake.Schemacontrole;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.awaitility.core.ConditionFactory;
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
      "ketenbrug.uitwijk.ronde=300"
    })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BatchIT {

  private static final Path WERKMAP = Path.of("target/batch-it").toAbsolutePath();
  private static final Path MAPPEN = WERKMAP.resolve("data/batches/kantoor-bestand");
  private static final String CSV = "kantoor-csv";

  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Environment omgeving;
  private Webklant csv;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    Eigenmotor.in(WERKMAP.resolve("data"), properties);
    Motorbestanden bestanden = Motorbestanden.kopie(WERKMAP.resolve("map"));
    bestanden.tijdslimiet("polis", 30_000);
    bestanden.tijdslimiet("brp", 30_000);
    partner(bestanden, CSV, 41, "beperkt-csv", "csv");
    partner(bestanden, "kantoor-bestand", 42, "beperkt-csv", "bestand");
    partner(bestanden, "kantoor-json", 43, "beperkt-json", "pull");
    partner(bestanden, "gemeente-suwi", 44, "bvv-suwiml", "pull");
    partner(bestanden, "gemeente-twee", 45, "bvv-2", "pull");
    properties.add("ketenbrug.map", () -> bestanden.map().toString());
  }

  private static void partner(
      Motorbestanden bestanden, String code, int nummer, String profiel, String kanaal)
      throws IOException {
    String typen =
        profiel.startsWith("bvv")
            ? "[nl.beslagvrijevoet.bvv-vastgesteld]"
            : "[nl.beslagregister.beslag-gelegd, nl.beslagvrijevoet.bvv-vastgesteld]";
    Files.writeString(
        bestanden.map().resolve("config/partners/" + code + ".yaml"),
        """
        code: %s
        naam: Proefpartner %d
        oin: "00000099000000%d0000"
        abonnement:
          grondslag: proef
          gebeurtenistypen: %s
          bereik: alle-dossiers
          profiel: %s
          kanaal: %s
        """
            .formatted(code, nummer, nummer, typen, profiel, kanaal));
  }

  @BeforeEach
  void clients() {
    csv = klant(CSV);
  }

  @Test
  @Order(1)
  void oneEventReachesEachPartnerInItsOwnForm() throws Exception {
    lever("01-alleenstaande.xml");
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
    LocalDate vandaag = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
    return klant(partner)
        .json("/api/v1/volledigheid/" + vandaag)
        .at("/verklaring/opPapier")
        .asLong();
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

  /** A browser without script: it keeps its cookie and sends the token of the page along. */
  private static final class Pagina {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String adres;
    private final String login;
    private String koekje = "";
    private String token = "";

    Pagina(String adres, String naam) {
      this.adres = adres;
      this.login = "Basic " + Base64.getEncoder().encodeToString((naam + ":" + naam).getBytes());
    }

    String get(String pad) throws Exception {
      return stuur(verzoek(pad).GET());
    }

    int status(String methode, String pad) throws Exception {
      return client
          .send(
              verzoek(pad).method(methode, HttpRequest.BodyPublishers.noBody()).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }

    String formulier(String pad) throws Exception {
      return stuur(
          verzoek(pad)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token)));
    }

    String bestand(String pad, String inhoud) throws Exception {
      String body =
          "--grens\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%s\r\n--grens\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"b.csv\"\r\nContent-Type: text/csv\r\n\r\n%s\r\n--grens--\r\n"
              .formatted(token, inhoud);
      return stuur(
          verzoek(pad)
              .header("Content-Type", "multipart/form-data; boundary=grens")
              .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder verzoek(String pad) {
      return HttpRequest.newBuilder(URI.create(adres + pad))
          .timeout(Duration.ofSeconds(30))
          .header("Authorization", login)
          .header("Cookie", koekje);
    }

    private String stuur(HttpRequest.Builder verzoek) throws Exception {
      HttpResponse<String> antwoord =
          client.send(verzoek.build(), HttpResponse.BodyHandlers.ofString());
      antwoord
          .headers()
          .allValues("Set-Cookie")
          // After a form the old one is taken away first, and then a new one is given.
          .forEach(kop -> koekje = kop.replaceFirst(";.*", ""));
      Matcher gevonden = TOKEN.matcher(antwoord.body());
      if (gevonden.find()) {
        token = gevonden.group(1);
      }
      if (antwoord.statusCode() != 200) {
        throw new UncheckedIOException(
            new IOException(antwoord.statusCode() + " " + antwoord.body()));
      }
      return antwoord.body();
    }
  }
}
