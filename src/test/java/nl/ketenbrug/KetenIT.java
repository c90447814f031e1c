package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.StringReader;
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
import java.util.Enumeration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import nl.ketenbrug.console.ApiContract;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.simulator.BrpContract;
import nl.ketenbrug.simulator.SuwiContract;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * One garnishment through the whole chain, over the real broker, database and simulator, as its
 * users see it.
 */
@SpringBootTest(
    classes = Ketenbrug.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "ketenbrug.demo.aanleveren=false")
@AutoConfigureObservability(tracing = false)
@DirtiesContext
class KetenIT {

  private static final Path DATA = Path.of("target/keten-it");
  private static final int BROKER = Poorten.vrij();
  private static final int SIMULATOR = Poorten.vrij();
  private static final int SIMULATOR_TLS = Poorten.vrij();
  private static final String VEENSTRA = "00000099000000110000";
  private static final String ANDER = "00000099000000140000";
  private static final Duration GEDULD = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ApiContract contract = ApiContract.lees();
  private final Schemacontrole schemacontrole = new Schemacontrole(Path.of("."));
  @LocalServerPort private int port;
  @Autowired private ObjectMapper json;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    org.springframework.util.FileSystemUtils.deleteRecursively(DATA);
    String simulator = "http://127.0.0.1:" + SIMULATOR;
    properties.add("ketenbrug.data", DATA::toString);
    properties.add("ketenbrug.database.map", () -> DATA.resolve("postgres").toString());
    properties.add("ketenbrug.broker.port", () -> BROKER);
    properties.add("ketenbrug.simulator.port", () -> SIMULATOR);
    properties.add("ketenbrug.bron.brp.adres", () -> simulator + "/haalcentraal/api/brp");
    properties.add("ketenbrug.simulator.tls-port", () -> SIMULATOR_TLS);
  }

  @Test
  void bringsAGarnishmentToTheEntitledPartnersAndToNoOther() throws Exception {
    String eigen = lever(bericht("IT-1", "999991012", VEENSTRA));
    String vreemd = lever(bericht("IT-2", "999991048", ANDER));

    List<JsonNode> cjib = wachtOp("cjib", 4);
    List<JsonNode> gemeente = wachtOp("gemeente-dommelstein", 2);
    List<TextMessage> veenstra = amqp("deurwaarder-veenstra", 2);

    assertThat(types(cjib))
        .containsExactlyInAnyOrder(
            "nl.beslagregister.beslag-gelegd",
            "nl.beslagregister.beslag-gelegd",
            "nl.beslagvrijevoet.bvv-vastgesteld",
            "nl.beslagvrijevoet.bvv-vastgesteld");
    assertThat(types(gemeente)).containsOnly("nl.beslagvrijevoet.bvv-vastgesteld");
    assertThat(veenstra).hasSize(2);
    for (TextMessage message : veenstra) {
      assertThat(message.getStringProperty("correlatieId")).isEqualTo(eigen).isNotEqualTo(vreemd);
    }
    assertThat(nummers(cjib)).containsExactly(1L, 2L, 3L, 4L);
    bodiesFitTheirProfile(cjib, gemeente, veenstra);
    everyReceiptComesOutAgain(veenstra);
    propertiesHoldNoBsn(veenstra);
    questionsFitTheRealContracts();
    logTellsTheWholeWay(eigen);
    assertThat(haal("/actuator/prometheus", "beheerder").body())
        .contains("jvm_memory")
        .doesNotContain("999991012");
  }

  @Test
  void refusesAPartnerOnEveryQueueButItsOwn() {
    for (String queue :
        List.of("partner.cjib", "canoniek", "berichtenlog", "parkeer.enrich-gebeurtenis")) {
      Assertions.assertThatExceptionOfType(JMSSecurityException.class)
          .as(queue)
          .isThrownBy(() -> lees("deurwaarder-veenstra", queue, 1, Duration.ofSeconds(2)));
    }
  }

  private void bodiesFitTheirProfile(
      List<JsonNode> cjib, List<JsonNode> gemeente, List<TextMessage> veenstra) throws Exception {
    for (JsonNode bericht : cjib) {
      schemacontrole.controleer(
          bericht.get("inhoud").asText(), "transforms/beperkt/beperkt-v1.xsd");
      assertThat(bericht.get("inhoud").asText())
          .doesNotContain("geslachtsnaam", "kwitantie", "Inkomstenverhouding", "restant");
    }
    for (JsonNode bericht : gemeente) {
      schemacontrole.controleer(bericht.get("inhoud").asText(), "transforms/bvv/bvv-v1.xsd");
      assertThat(bericht.get("inhoud").asText()).doesNotContain("registratieId", "beslaglegger");
    }
    for (TextMessage message : veenstra) {
      schemacontrole.controleer(message.getText(), "transforms/volledig/volledig-v1.xsd");
    }
  }

  /** What a partner does years later: hand the receipt of an event back, and find its amount. */
  private void everyReceiptComesOutAgain(List<TextMessage> messages) throws Exception {
    int kwitanties = 0;
    for (TextMessage message : messages) {
      Document body = xml(message.getText());
      NodeList gevonden = body.getElementsByTagNameNS("*", "kwitantie");
      for (int i = 0; i < gevonden.getLength(); i++) {
        kwitanties++;
        String kwitantie = gevonden.item(i).getTextContent();
        for (JsonNode invoer : json.readTree(kwitantie).get("invoer")) {
          if (invoer.get("naam").asText().startsWith("aftrek.")) {
            assertThat(invoer.get("herkomst").asText()).as(invoer.toString()).isEqualTo("polis");
          }
        }
        JsonNode antwoord = herbereken("{\"kwitantie\": " + kwitantie + "}");
        assertThat(antwoord.get("zelfdeKwitantie").asBoolean()).as(kwitantie).isTrue();
        String bedrag =
            ((Element) gevonden.item(i).getParentNode())
                .getElementsByTagNameNS("*", "bedrag")
                .item(0)
                .getTextContent();
        assertThat(antwoord.get("bedragNieuw").asText()).isEqualTo(bedrag);
      }
    }
    assertThat(kwitanties).as("receipts in the events").isPositive();
  }

  private JsonNode herbereken(String vraag) throws Exception {
    HttpResponse<String> response =
        stuur("/api/v1/bvv/herberekeningen", "deurwaarder-veenstra", vraag);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private HttpResponse<String> stuur(String pad, String account, String vraag) throws Exception {
    HttpResponse<String> response =
        http.send(
            request(pad, account)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(vraag))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    contract.controleerVraag("POST", pad, "application/json", vraag);
    naarContract("POST", pad, response);
    return response;
  }

  private void naarContract(String methode, String pad, HttpResponse<String> response) {
    contract.controleerAntwoord(
        methode,
        pad,
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(null),
        response.body());
  }

  private static Document xml(String tekst) throws Exception {
    DocumentBuilderFactory fabriek = DocumentBuilderFactory.newInstance();
    fabriek.setNamespaceAware(true);
    fabriek.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return fabriek.newDocumentBuilder().parse(new InputSource(new StringReader(tekst)));
  }

  private static void propertiesHoldNoBsn(List<TextMessage> messages) throws Exception {
    for (Message message : messages) {
      Enumeration<?> names = message.getPropertyNames();
      while (names.hasMoreElements()) {
        String name = names.nextElement().toString();
        assertThat(String.valueOf(message.getObjectProperty(name)))
            .as(name)
            .doesNotContain("999991012");
      }
    }
  }

  /**
   * The engine's own questions, as the simulator kept them, held against the contracts of others.
   */
  private void questionsFitTheRealContracts() throws Exception {
    List<String> suwi = vragen("suwinet");
    List<String> brp = vragen("brp");
    assertThat(suwi).isNotEmpty();
    assertThat(brp).isNotEmpty();
    SuwiContract suwiContract = SuwiContract.lees();
    BrpContract brpContract = BrpContract.lees();
    for (String vraag : suwi) {
      assertThat(suwiContract.foutenInVraag(vraag)).isEmpty();
    }
    for (String vraag : brp) {
      assertThat(brpContract.foutenInVraag(vraag)).isEmpty();
    }
  }

  private List<String> vragen(String bron) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + SIMULATOR
                            + "/simulator/bronnen/"
                            + bron
                            + "/verzoeken"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    List<String> vragen = new ArrayList<>();
    json.readTree(response.body()).forEach(verzoek -> vragen.add(verzoek.get("body").asText()));
    return vragen;
  }

  @Test
  void tellsTheOperatorAndTheStrangerWhatTheContractSays() throws Exception {
    assertThat(haal("/api/v1/geparkeerd", "beheerder").statusCode()).isEqualTo(200);
    assertThat(haal("/api/v1/log/berichten", "auditor").statusCode()).isEqualTo(200);
    assertThat(haal("/api/v1/berichten?limiet=0", "cjib").statusCode()).isEqualTo(400);
    assertThat(haal("/api/v1/berichten", "deurwaarder-veenstra").statusCode()).isEqualTo(403);
    assertThat(haal("/api/v1/berichten", "niemand").statusCode()).isEqualTo(401);
    String vandaag = LocalDate.now(ZoneId.of("Europe/Amsterdam")).toString();
    for (String pad :
        List.of(
            "abonnementen",
            "abonnementen/cjib",
            "abonnementen/cjib/opnieuw",
            "volledigheid/" + vandaag,
            "volledigheid/sleutels")) {
      assertThat(haal("/api/v1/" + pad, "cjib").statusCode()).as(pad).isEqualTo(200);
    }
    assertThat(haal("/api/v1/abonnementen/bestaatniet", "beheerder").statusCode()).isEqualTo(404);
    HttpResponse<String> telling =
        stuur("/api/v1/abonnementen/cjib/opnieuw", "cjib", "{\"vanaf\": 1, \"proef\": true}");
    assertThat(telling.statusCode()).isEqualTo(200);
  }

  private void logTellsTheWholeWay(String berichtId) {
    await()
        .atMost(GEDULD)
        .untilAsserted(
            () -> {
              JsonNode bericht =
                  json.readTree(haal("/api/v1/log/berichten/" + berichtId, "auditor").body());
              List<String> stappen = new ArrayList<>();
              bericht.get("stappen").forEach(stap -> stappen.add(stap.get("stap").asText()));
              assertThat(stappen)
                  .contains(
                      "ontvangen",
                      "getransformeerd",
                      "bevraagd",
                      "verrijkt",
                      "gepubliceerd",
                      "klaargezet",
                      "afgeleverd",
                      "bevestigd");
            });
  }

  private List<JsonNode> wachtOp(String partner, int aantal) {
    List<JsonNode> berichten = new ArrayList<>();
    await()
        .atMost(GEDULD)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              JsonNode antwoord = json.readTree(haal("/api/v1/berichten", partner).body());
              berichten.clear();
              antwoord.get("berichten").forEach(berichten::add);
              assertThat(berichten).hasSize(aantal);
            });
    return berichten;
  }

  private List<TextMessage> amqp(String partner, int aantal) throws Exception {
    List<TextMessage> gelezen =
        lees(partner, "partner." + partner, aantal + 1, Duration.ofSeconds(5));
    assertThat(gelezen).hasSize(aantal);
    return gelezen;
  }

  /** Reads with AMQP 1.0, by a client that is not the engine's own. */
  private static List<TextMessage> lees(
      String account, String queue, int hoogstens, Duration geduld) throws Exception {
    JmsConnectionFactory factory =
        new JmsConnectionFactory(account, account, "amqp://127.0.0.1:" + BROKER);
    List<TextMessage> gelezen = new ArrayList<>();
    try (Connection connection = factory.createConnection()) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
      connection.start();
      while (gelezen.size() < hoogstens) {
        Message message = consumer.receive(geduld.toMillis());
        if (message == null) {
          break;
        }
        gelezen.add((TextMessage) message);
      }
    }
    return gelezen;
  }

  private String lever(String xml) throws Exception {
    HttpResponse<String> response =
        http.send(
            request("/api/v1/aanleveringen/beslagregister", "beslagregister")
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString(xml))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    naarContract("POST", "/api/v1/aanleveringen/beslagregister", response);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    JsonNode antwoord = json.readTree(response.body());
    assertThat(antwoord.get("duplicaat").asBoolean()).isFalse();
    return antwoord.get("berichtId").asText();
  }

  private HttpResponse<String> haal(String pad, String account) throws Exception {
    HttpResponse<String> response =
        http.send(request(pad, account).build(), HttpResponse.BodyHandlers.ofString());
    naarContract("GET", pad, response);
    return response;
  }

  private HttpRequest.Builder request(String pad, String account) {
    String login =
        Base64.getEncoder()
            .encodeToString((account + ":" + account).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pad))
        .header("Authorization", "Basic " + login);
  }

  private static String bericht(String registratieId, String bsn, String oin) throws Exception {
    return Files.readString(Path.of("config/demo/01-alleenstaande.xml"))
        .replace("DEMO-0001", registratieId)
        .replace("999991000", bsn)
        .replace(VEENSTRA, oin);
  }

  private static List<String> types(List<JsonNode> berichten) {
    return berichten.stream().map(bericht -> bericht.get("gebeurtenistype").asText()).toList();
  }

  private static List<Long> nummers(List<JsonNode> berichten) {
    return berichten.stream().map(bericht -> bericht.get("volgnummer").asLong()).toList();
  }
}
