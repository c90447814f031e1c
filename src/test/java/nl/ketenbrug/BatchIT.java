package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.ketenbrug.intake.Schemacontrole;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
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
      "ketenbrug.bron.tijdslimiet=30000",
      "ketenbrug.batches.rust=0",
      "ketenbrug.batches.ronde=500"
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
  private Webklant csv;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    Eigenmotor.in(WERKMAP.resolve("data"), properties);
    Motorbestanden bestanden = Motorbestanden.kopie(WERKMAP.resolve("map"));
    bestanden.tijdslimiet("polis", 30_000);
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
