package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.simulator.OpenapiContract;
import nl.ketenbrug.simulator.Simulator;
import nl.ketenbrug.simulator.Testsimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.env.MockEnvironment;

/** What sources with JSON are asked and what becomes of their answers, by the simulator. */
class JsonClientTest {

  private static final String SLEUTEL = "alleen-voor-de-demo";
  private static final String BRK = "brk";
  private static final String VERPLICHTINGEN = "betaalverplichtingen";
  private static final Processor SAXON = new Processor(false);

  private static Testsimulator simulator;

  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));
  private final MockEnvironment instellingen = new MockEnvironment();
  private final List<String> gevraagd = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String antwoord = "{}";
  private String beslagen;
  private Charset tekens = StandardCharsets.UTF_8;

  @BeforeAll
  static void play() {
    simulator = Testsimulator.start();
  }

  @AfterAll
  static void stopPlaying() {
    simulator.close();
  }

  @BeforeEach
  void addresses() throws Exception {
    for (String bron : List.of(BRK, VERPLICHTINGEN)) {
      simulator.zet("/simulator/bronnen/" + bron, "{\"toestand\": \"gewoon\"}");
      simulator.wis("/simulator/bronnen/" + bron + "/verzoeken");
      instellingen.setProperty("ketenbrug.bron." + bron + ".sleutel", SLEUTEL);
    }
    adres(BRK, Simulator.adres(simulator.context()) + "/brk/v2");
    adres(VERPLICHTINGEN, Simulator.adres(simulator.context()) + "/betaalverplichtingen/v1");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          gevraagd.add(exchange.getRequestURI().toString());
          boolean tweede =
              beslagen != null && exchange.getRequestURI().getPath().endsWith("/beslagen");
          byte[] bytes = (tweede ? beslagen : antwoord).getBytes(tekens);
          exchange.getResponseHeaders().add("Location", "/elders");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aPropertyIsFoundAndItsAttachmentsAreRead() throws Exception {
    String canoniek = canoniek(BRK, client().stel(vraag(BRK), BRK));

    assertThat(canoniek)
        .contains("<kenmerk>NL.VERZONNEN.501</kenmerk>", "<bedrag>1250050</bedrag>")
        .contains("<gemeentecode>9901</gemeentecode>", "<perceel>01234</perceel>");
    assertThat(simulator.haal("/simulator/bronnen/brk/verzoeken").body())
        .contains("/brk/v2/kadastraalonroerendezaken/99010123470007/beslagen")
        .doesNotContain(SLEUTEL);
  }

  @Test
  void theRealContractOfTheBrkAcceptsWhatIsAsked() throws Exception {
    OpenapiContract contract = OpenapiContract.lees("kadaster-kvk/brk-bevragen.yaml");
    speel(zaak("99010123470007", "Verzonnendam K 1234 A7"), "{\"_embedded\": {\"beslagen\": []}}");
    client().stel(vraag(BRK), BRK);

    assertThat(gevraagd).hasSize(2);
    for (String pad : gevraagd) {
      assertThat(contract.foutenInVraag("GET", pad, "")).as(pad).isEmpty();
    }
    assertThat(contract.foutenInVraag("GET", gevraagd.get(0).replace("kadastraleA", "deA"), ""))
        .isNotEmpty();
    assertThat(contract.foutenInVraag("GET", gevraagd.get(0).replace("1234", "0"), ""))
        .isNotEmpty();
  }

  @Test
  void theSimulatedBrkAnswersAsTheRealContractSays() throws Exception {
    OpenapiContract contract = OpenapiContract.lees("kadaster-kvk/brk-bevragen.yaml");
    String zaken = "/kadastraalonroerendezaken";
    String zoek = zaken + "?kadastraleAanduiding=Verzonnendam+K+1234+A7";

    for (String pad :
        List.of(
            zoek,
            zoek.replace("1234", "99"),
            zaken,
            zaken + "/99010123470007/beslagen",
            zaken + "/1/beslagen")) {
      HttpResponse<String> antwoord = brk(pad, SLEUTEL);
      assertThat(antwoord.statusCode()).as(pad).isEqualTo(pad.equals(zaken) ? 400 : 200);
      assertThat(contract.foutenInAntwoord("GET", pad, antwoord)).as(pad).isEmpty();
    }
    HttpResponse<String> zonder = brk(zoek, "onbekend");
    assertThat(zonder.statusCode()).isEqualTo(401);
    assertThat(contract.foutenInAntwoord("GET", zoek, zonder)).isEmpty();
    simulator.zet("/simulator/bronnen/brk", "{\"toestand\": \"storing\"}");
    assertThat(contract.foutenInAntwoord("GET", zoek, brk(zoek, SLEUTEL))).isEmpty();
  }

  private static HttpResponse<String> brk(String pad, String sleutel) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(Simulator.adres(simulator.context()).resolve("/brk/v2" + pad))
                .header("X-Api-Key", sleutel)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aPropertyThatTheSourceDoesNotKnowIsNothingFound() throws Exception {
    String vraag = vraag(BRK).replace("K 1234 A7", "K 99 A7");

    assertThat(canoniek(BRK, client().stel(vraag, BRK))).contains("uitkomst=\"niets-gevonden\"");
  }

  @Test
  void whatSomebodyHasToPayIsAskedInTheBodyOfTheRequest() throws Exception {
    String canoniek =
        canoniek(VERPLICHTINGEN, client().stel(vraag(VERPLICHTINGEN), VERPLICHTINGEN));

    assertThat(canoniek)
        .contains("<bsn>999991000</bsn>", "<betaald>2000</betaald>")
        .contains("<ingetrokkenOp>2026-05-12</ingetrokkenOp>");
    assertThat(simulator.vragen(VERPLICHTINGEN))
        .containsExactly("{\"burgerservicenummer\":\"999991000\"}");
  }

  @Test
  void whatIsDatedAfterTodayHasNotHappenedYet() throws Exception {
    adres(VERPLICHTINGEN, "http://127.0.0.1:" + server.getAddress().getPort());
    String een =
        """
        {"event_type": "%s", "gebeurtenis_kenmerk": "%s", "zaakkenmerk": "Z-1",
         "organisatie": "00000099000000060000", "datum": "%s", "bedrag": 5000}\
        """;
    for (String dag : List.of("2026-12-21", "2026-12-22", "2027-01-01")) {
      antwoord =
          "{\"burgerservicenummer\": \"999991000\", \"gebeurtenissen\": [%s, %s]}"
              .formatted(
                  een.formatted("BetalingsverplichtingOpgelegd", "G-1", "2026-02-02"),
                  een.formatted("BetalingsverplichtingIngetrokken", "G-2", dag));
      String canoniek =
          canoniek(VERPLICHTINGEN, client().stel(vraag(VERPLICHTINGEN), VERPLICHTINGEN));
      assertThat(canoniek).contains("Z-1");
      assertThat(canoniek.contains("ingetrokkenOp")).as(dag).isEqualTo(dag.equals("2026-12-21"));
    }
  }

  @Test
  void aWrongKeyIsARefusalThatDoesNotQuoteIt() {
    instellingen.setProperty("ketenbrug.bron.brk.sleutel", "een-andere-sleutel");

    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK))
        .isInstanceOf(Bronweigering.class)
        .hasMessage("bron brk weigert de vraag (HTTP 401)")
        .hasNoCause();
  }

  @Test
  void aSourceThatFailsIsAskedAgainLater() throws Exception {
    for (String toestand :
        List.of(
            "{\"toestand\": \"storing\"}",
            "{\"toestand\": \"storing\", \"wijze\": \"verbroken\"}",
            "{\"toestand\": \"fout\"}",
            "{\"toestand\": \"onzin\"}")) {
      simulator.zet("/simulator/bronnen/brk", toestand);
      assertThatThrownBy(() -> client().stel(vraag(BRK), BRK))
          .as(toestand)
          .isInstanceOf(BronNietBereikbaar.class)
          .hasNoCause();
    }
  }

  @Test
  void aSecondRequestThatFailsLeavesNoHalfAnswer() throws Exception {
    adres(BRK, "http://127.0.0.1:" + server.getAddress().getPort());
    antwoord = zaak("1", "Verzonnendam K 1234 A7");
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          boolean eerste = !exchange.getRequestURI().getPath().endsWith("/beslagen");
          byte[] bytes = antwoord.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(eerste ? 200 : 503, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });

    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK)).isInstanceOf(BronNietBereikbaar.class);
  }

  @Test
  void whatBreaksTheContractIsRefusedAndNotQuoted() throws Exception {
    adres(BRK, "http://127.0.0.1:" + server.getAddress().getPort());
    for (String fout :
        List.of(
            "[]",
            "{\"_embedded\": {\"kadastraalOnroerendeZaken\": [{\"identificatie\": 999991000}]}}")) {
      antwoord = fout;
      assertThatThrownBy(() -> client().stel(vraag(BRK), BRK))
          .as(fout)
          .isInstanceOf(Bronweigering.class)
          .hasMessageNotContaining("999991000")
          .extracting(e -> ((Bronweigering) e).code())
          .isEqualTo("antwoord-json-niet-geldig");
    }
    speel(
        zaak("1", "Verzonnendam K 1234 A7"),
        "{\"_embedded\": {\"beslagen\": [{\"identificatie\": \"B\", \"beslagleggers\":"
            + " [{\"type\": \"geheim-999991000\"}]}]}}");
    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK))
        .isInstanceOf(Bronweigering.class)
        .hasMessageNotContaining("999991000");
    antwoord = "{\"a\": 1, \"a\": 999991000}";
    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK))
        .isInstanceOf(Bronweigering.class)
        .hasMessageContaining("noemt een naam tweemaal")
        .hasMessageNotContaining("999991000")
        .hasNoCause();
  }

  @Test
  void aValueThatIsNoneIsRefusedWithPlaceAndReasonBeforeItIsTranslated() throws Exception {
    adres(VERPLICHTINGEN, "http://127.0.0.1:" + server.getAddress().getPort());
    for (String[] geval :
        new String[][] {
          {"2026-02-31", "5000", "/gebeurtenissen/0/datum heeft", "(format)"},
          {"2026-13-01", "5000", "/gebeurtenissen/0/datum heeft", "(format)"},
          {"2026-02-28", "50.5", "/gebeurtenissen/0/bedrag heeft", "(type)"},
          {"2026-02-28", "1e13", "/gebeurtenissen/0/bedrag heeft", "(maximum)"},
          {
            "2026-02-28",
            "5000, \"organisatie\": 999991000",
            "/gebeurtenissen/0/organisatie heeft",
            "(type)"
          }
        }) {
      antwoord = oplegging(geval[0], geval[1]);
      assertThatThrownBy(() -> client().stel(vraag(VERPLICHTINGEN), VERPLICHTINGEN))
          .as(antwoord)
          .isInstanceOf(Bronweigering.class)
          .hasMessageContainingAll(geval[2], geval[3])
          .hasMessageNotContaining("999991000")
          .extracting(e -> ((Bronweigering) e).code())
          .isEqualTo("antwoord-json-niet-geldig");
    }
    antwoord = "{\"burgerservicenummer\": \"999991000\"}";
    assertThatThrownBy(() -> client().stel(vraag(VERPLICHTINGEN), VERPLICHTINGEN))
        .hasMessageEndingWith("in het geheel ontbreekt gebeurtenissen");
    speel(
        zaak("1", "Verzonnendam K 1234 A7"),
        "{\"_embedded\": {\"beslagen\": [{\"identificatie\": \"B\", \"bedragVordering\": {\"som\":"
            + " 1e400}}]}}");
    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK))
        .hasMessageContaining("/_embedded/beslagen/0/bedragVordering/som heeft");
  }

  /** By JSON Schema 1e3 is as much an integer as 1000, and a source may write it so. */
  @Test
  void aWholeNumberWithAnExponentIsTheNumberThatItIs() throws Exception {
    adres(VERPLICHTINGEN, "http://127.0.0.1:" + server.getAddress().getPort());
    antwoord = oplegging("2026-02-28", "1e3");
    assertThat(canoniek(VERPLICHTINGEN, client().stel(vraag(VERPLICHTINGEN), VERPLICHTINGEN)))
        .contains("<bedrag>1000</bedrag>");

    speel(
        zaak("1", "Verzonnendam K 1234 A7"),
        "{\"_embedded\": {\"beslagen\": [{\"identificatie\": \"B\", \"aandeelInBetrokkenRecht\":"
            + " {\"teller\": 1.0, \"noemer\": 1e3}}]}}");
    assertThat(canoniek(BRK, client().stel(vraag(BRK), BRK))).contains("<aandeel>1/1000</aandeel>");
  }

  private static String oplegging(String datum, String bedrag) {
    boolean meer = bedrag.contains("organisatie");
    return """
    {"burgerservicenummer": "999991000", "gebeurtenissen": [
      {"event_type": "BetalingsverplichtingOpgelegd", "gebeurtenis_kenmerk": "G-1",
       "zaakkenmerk": "Z-1"%s, "datum": "%s", "bedrag": %s}]}\
    """
        .formatted(meer ? "" : ", \"organisatie\": \"00000099000000060000\"", datum, bedrag);
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() throws Exception {
    adres(BRK, "http://127.0.0.1:" + server.getAddress().getPort());
    antwoord = "{\"x\": \"" + "y".repeat(1_048_576) + "\"}";

    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK))
        .isInstanceOf(Bronweigering.class)
        .extracting(e -> ((Bronweigering) e).code())
        .isEqualTo("antwoord-te-groot");
  }

  @Test
  void aNumberThatIsAPathIsNotFollowedAndNeitherIsARedirect() throws Exception {
    adres(BRK, "http://127.0.0.1:" + server.getAddress().getPort());
    antwoord = zaak("../../elders?x=", "Verzonnendam K 1234 A7");
    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK)).isInstanceOf(BronNietBereikbaar.class);
    assertThat(gevraagd).hasSize(1);

    status = 302;
    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK)).isInstanceOf(Bronweigering.class);
    assertThat(gevraagd).hasSize(2).noneMatch(adres -> adres.contains("elders"));
  }

  @Test
  void theStartStopsWithoutKeyOrTlsWhenTheSourceIsFollowed() throws Exception {
    instellingen.setProperty("ketenbrug.volgen.aan", "true");
    instellingen.setProperty("ketenbrug.volgen.bronnen[0]", BRK);
    client().afterSingletonsInstantiated();

    adres(BRK, "http://brk.voorbeeld.invalid");
    assertThatThrownBy(() -> client().afterSingletonsInstantiated()).hasMessageContaining("https");
    adres(BRK, "https://brk.voorbeeld.invalid");
    instellingen.setProperty("ketenbrug.bron.brk.sleutel", "");
    assertThatThrownBy(() -> client().afterSingletonsInstantiated())
        .hasMessageContaining("ketenbrug.bron.brk.sleutel");
    instellingen.setProperty("ketenbrug.volgen.aan", "false");
    client().afterSingletonsInstantiated();
  }

  @Test
  void anAnswerAboutAttachmentsThatDoesNotListThemIsRefused() throws Exception {
    for (String fout :
        List.of(
            "{}",
            "{\"title\": \"Niet gevonden\", \"status\": 404}",
            "{\"_embedded\": {}}",
            "{\"_embedded\": {\"beslagen\": {}}}",
            zaak("1", "Verzonnendam K 1234 A7"))) {
      speel(zaak("1", "Verzonnendam K 1234 A7"), fout);
      assertThatThrownBy(() -> client().stel(vraag(BRK), BRK))
          .as(fout)
          .isInstanceOf(Bronweigering.class)
          .extracting(e -> ((Bronweigering) e).code())
          .isEqualTo("antwoord-json-niet-geldig");
    }
  }

  @Test
  void anAttachmentThatThePropertyNamesMustBeAmongItsAttachments() throws Exception {
    String zaak =
        zaak("1", "Verzonnendam K 1234 A7")
            .replace("A7\"", "A7\", \"beslagIdentificaties\": [\"B1\", \"B2\"]");
    String een = "{\"_embedded\": {\"beslagen\": [{\"identificatie\": \"B1\"}%s]}}";
    speel(zaak, een.formatted(""));
    String half = client().stel(vraag(BRK), BRK);
    assertThatThrownBy(() -> canoniek(BRK, half))
        .isInstanceOf(SaxonApiException.class)
        .extracting(e -> ((SaxonApiException) e).getErrorCode().getLocalName())
        .isEqualTo("KB-BRK-BESLAGEN");

    speel(zaak, een.formatted(", {\"identificatie\": \"B2\"}"));
    assertThat(canoniek(BRK, client().stel(vraag(BRK), BRK))).contains("B1</", "B2</");
    speel(zaak("1", "Verzonnendam K 1234 A7"), "{\"_embedded\": {\"beslagen\": []}}");
    assertThat(canoniek(BRK, client().stel(vraag(BRK), BRK))).doesNotContain("kadasterbeslag");
  }

  @Test
  void morePropertiesThanOneAtAnAanduidingAreRefusedBeforeAnyIsAskedAbout() throws Exception {
    String een = "{\"identificatie\": \"1\", \"kadastraleAanduiding\": \"Verzonnendam K 1\"}";
    speel(
        "{\"_embedded\": {\"kadastraalOnroerendeZaken\": [%s, %s]}}".formatted(een, een),
        "{\"_embedded\": {\"beslagen\": []}}");

    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK)).isInstanceOf(Bronweigering.class);
    assertThat(gevraagd).hasSize(1);
  }

  @Test
  @Timeout(30)
  void aBodyThatStopsHalfwayIsGivenUpInTime() throws Exception {
    adres(BRK, "http://127.0.0.1:" + server.getAddress().getPort());
    CountDownLatch klaar = new CountDownLatch(1);
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            klaar.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    long begin = System.nanoTime();
    try {
      assertThatThrownBy(() -> client(500).stel(vraag(BRK), BRK))
          .isInstanceOf(BronNietBereikbaar.class)
          .extracting(e -> ((BronNietBereikbaar) e).code())
          .isEqualTo("bron-te-laat");
    } finally {
      klaar.countDown();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void bytesThatAreNoUtf8AreNotRead() throws Exception {
    speel("{\"titel\": \"\u00ff\"}", "{}");
    tekens = StandardCharsets.ISO_8859_1;

    assertThatThrownBy(() -> client().stel(vraag(BRK), BRK))
        .isInstanceOf(Bronweigering.class)
        .hasMessageContaining("niet in UTF-8");
  }

  @Test
  void aBrpThatIsNotAskedByJsonStopsTheStart() throws Exception {
    String zonder =
        Files.readString(Path.of("config/sources/brp.yaml"))
            .replaceAll("(?m)^json:\\n(  .*\\n)+", "");
    JsonClient client =
        new JsonClient(
            new Bronnen(List.of(new YAMLMapper().readValue(zonder, Bron.class))),
            instellingen,
            new Jsonlezer(instellingen));

    assertThatThrownBy(client::afterSingletonsInstantiated)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("config/sources/brp.yaml heeft geen blok json");
  }

  /** Who has the BRP through Suwinet alone need not say where Haal Centraal stands. */
  @Test
  void aBrpThatIsAskedThroughSuwinetNeedsNoAddressOfHaalCentraal() throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    JsonClient client =
        new JsonClient(
            new Bronnen(
                List.of(
                    yaml.readValue(Path.of("config/sources/brp.yaml").toFile(), Bron.class),
                    yaml.readValue(
                        Path.of("config/sources/brp-suwinet.yaml").toFile(), Bron.class))),
            instellingen,
            new Jsonlezer(instellingen));
    assertThatThrownBy(client::afterSingletonsInstantiated)
        .hasMessageContaining("ketenbrug.bron.brp.adres");

    instellingen.setProperty("ketenbrug.verrijking.brp", "brp-suwinet");

    client.afterSingletonsInstantiated();
  }

  @Test
  void aKeyThatIsNoHeaderStopsTheStartAndIsNotQuoted() throws Exception {
    instellingen.setProperty("ketenbrug.volgen.aan", "true");
    instellingen.setProperty("ketenbrug.volgen.bronnen[0]", BRK);
    instellingen.setProperty("ketenbrug.bron.brk.sleutel", "geheime-sleutel\u0007");

    assertThatThrownBy(() -> client().afterSingletonsInstantiated())
        .hasMessageContaining("ketenbrug.bron.brk.sleutel")
        .hasMessageNotContaining("geheime")
        .hasNoCause();
  }

  /** The first answer, and that about each property in it. */
  private void speel(String eerste, String tweede) {
    adres(BRK, "http://127.0.0.1:" + server.getAddress().getPort());
    antwoord = eerste;
    beslagen = tweede;
  }

  private static String zaak(String identificatie, String aanduiding) {
    return """
    {"_embedded": {"kadastraalOnroerendeZaken": [
      {"identificatie": "%s", "kadastraleAanduiding": "%s"}]}}\
    """
        .formatted(identificatie, aanduiding);
  }

  private void adres(String bron, String adres) {
    instellingen.setProperty("ketenbrug.bron." + bron + ".adres", adres);
  }

  private JsonClient client() throws Exception {
    return client(6000);
  }

  /**
   * @param tijdslimiet of the BRK, in milliseconds
   */
  private JsonClient client(int tijdslimiet) throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    String brk =
        Files.readString(Path.of("config/sources/brk.yaml"))
            .replace("tijdslimiet: 6000", "tijdslimiet: " + tijdslimiet);
    return new JsonClient(
        new Bronnen(
            List.of(
                yaml.readValue(brk, Bron.class),
                yaml.readValue(
                    Path.of("config/sources/betaalverplichtingen.yaml").toFile(), Bron.class))),
        instellingen,
        new Jsonlezer(instellingen));
  }

  private String vraag(String bron) throws IOException {
    String vraag = Files.readString(Path.of("transforms", bron, "examples/vraag.xml"));
    schemas.controleer(vraag, "transforms/json/jsonvraag-v1.xsd");
    return vraag;
  }

  /** The next step of the route, so that what the client gives is what the stylesheet reads. */
  private String canoniek(String bron, String jsonantwoord) throws Exception {
    schemas.controleer(jsonantwoord, "transforms/json/jsonantwoord-v1.xsd");
    Xslt30Transformer transformer =
        SAXON
            .newXsltCompiler()
            .compile(Path.of("transforms", bron, bron + "-to-canonical.xsl").toFile())
            .load30();
    transformer.setStylesheetParameters(
        Map.of(
            new QName("berichtId"),
            new XdmAtomicValue("019a9000-0020-7a11-8b22-000000000020"),
            new QName("bronUrn"),
            new XdmAtomicValue("urn:nld:oin:00000099000000045000:systeem:" + bron),
            new QName("geregistreerd"),
            new XdmAtomicValue("2026-12-21T10:00:00Z")));
    StringWriter uit = new StringWriter();
    transformer.transform(
        new StreamSource(new StringReader(jsonantwoord)), SAXON.newSerializer(uit));
    schemas.controleer(uit.toString(), "transforms/canonical/invordering-v1.xsd");
    return uit.toString();
  }
}
