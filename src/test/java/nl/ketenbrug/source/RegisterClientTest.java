package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.simulator.Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.xml.sax.SAXException;

/** The client of registers against the simulated insolvency register, and against worse ones. */
class RegisterClientTest {

  private static final String NS = "http://www.rechtspraak.nl/namespaces/cir01";
  private static final String ZAAK =
      "<getCase xmlns='"
          + NS
          + "'><publicationNumber>16.mne.26.9.R.2301.1.00</publicationNumber></getCase>";
  private static final String LIJST =
      "<searchModifiedSince xmlns='"
          + NS
          + "'><modifyDate>2012-01-01T00:00:00+01:00</modifyDate></searchModifiedSince>";
  private static final String INHOUD =
      "<getCaseResponse xmlns='%s'><getCaseResult><inspubWebserviceInsolvente xmlns='http://www.rechtspraak.nl/namespaces/inspubber01'><exceptie errorcode='1'>Niets</exceptie></inspubWebserviceInsolvente></getCaseResult></getCaseResponse>"
          .formatted(NS);

  private static ConfigurableApplicationContext simulator;
  private static RegisterClient client;

  @BeforeAll
  static void start() throws Exception {
    simulator = Simulator.start(0, Path.of("config/simulator/scenario.yaml"));
    client = client(adres(), "alleen-voor-de-demo", 4_194_304, 6_000);
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @BeforeEach
  void gewoon() throws Exception {
    zet("{\"toestand\":\"gewoon\"}");
  }

  @Test
  void getsOneCaseWithoutItsEnvelope() {
    assertThat(client.stel(ZAAK, "cir"))
        .startsWith("<inspubWebserviceInsolvente")
        .contains("<insolventienummer>R.16/26/9<", "<achternaam>Aanname<");
  }

  @Test
  void getsTheListOfWhatChangedWithTheMomentOfTheRegister() {
    assertThat(client.stel(LIJST, "cir"))
        .startsWith("<publicatieLijst")
        .contains("extractiedatum=\"20", ">16.mne.26.9.R.2310.1.00<");
  }

  @Test
  void asksWithTokenNonceTimeAndAddressingOf2004() throws Exception {
    client.stel(ZAAK, "cir");

    String vraag = laatsteVraag();
    assertThat(vraag)
        .contains(
            "http://www.w3.org/2003/05/soap-envelope",
            "http://schemas.xmlsoap.org/ws/2004/08/addressing",
            NS + "/getCase<",
            "<wsse:Username>ketenbrug<",
            "#PasswordText",
            "<wsse:Nonce",
            "<wsu:Created>",
            "<wsu:Expires>");
  }

  @Test
  void asksAsTheRealContractSays() throws Exception {
    Schema echt = echt(vanWsdl(aanwezig("CIR.asmx.wsdl")));

    for (String vraag : List.of(ZAAK, LIJST, LIJST.replace("Modified", "Removed"))) {
      echt.newValidator().validate(new StreamSource(new StringReader(vraag)));
    }
    assertThat(
            catchThrowable(
                () ->
                    echt.newValidator()
                        .validate(
                            new StreamSource(
                                new StringReader(LIJST.replace("modifyDate", "datum"))))))
        .isInstanceOf(SAXException.class);
  }

  @Test
  void theSimulatorAnswersAsTheRealSchemasSay() throws Exception {
    Path zaak = aanwezig("RSpublicWS_InsolvencyContent03.xsd");
    Path lijst = aanwezig("RSpublicWS_InsolvencyResponseList01.xsd");

    for (String kenmerk :
        List.of(
            "16.mne.26.9.R.2301.1.00", "16.mne.26.32.F.1300.1.00", "16.mne.26.99.F.1300.1.00")) {
      String antwoord = client.stel(ZAAK.replace("16.mne.26.9.R.2301.1.00", kenmerk), "cir");
      echt(new StreamSource(zaak.toFile()))
          .newValidator()
          .validate(new StreamSource(new StringReader(antwoord)));
    }
    String niets = LIJST.replace("2012-01-01", "2099-01-01");
    for (String vraag : List.of(LIJST, niets)) {
      echt(new StreamSource(lijst.toFile()))
          .newValidator()
          .validate(new StreamSource(new StringReader(client.stel(vraag, "cir"))));
    }
  }

  /** The real interface as its publisher has it; not ours, so it may not be there. */
  private static Path aanwezig(String bestand) {
    Path pad = Path.of("../shared/interfaces/cir", bestand);
    assumeTrue(
        Files.exists(pad), "Zonder " + pad + " is niet te toetsen wat het register zelf zegt");
    return pad;
  }

  private static Schema echt(Source bron) throws SAXException {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(bron);
  }

  /** The schema within the description of the service. */
  private static Source vanWsdl(Path wsdl) throws Exception {
    var document =
        DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(wsdl.toFile());
    return new DOMSource(
        document.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema").item(0));
  }

  @ParameterizedTest(name = "{0} {1} gives {2}")
  @CsvSource({
    "storing, , bron-niet-bereikbaar",
    "fout, , bron-soapfout",
    "onzin, , bron-antwoord-onleesbaar",
    "vals, half, bron-antwoord-onleesbaar",
    "storing, verbroken, bron-niet-bereikbaar",
  })
  void whatMayPassIsAskedAgain(String toestand, String wijze, String code) throws Exception {
    zet(toestand, wijze);

    assertThat(catchThrowable(() -> client.stel(ZAAK, "cir")))
        .isInstanceOfSatisfying(
            BronNietBereikbaar.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource({
    "dtd, antwoord-dtd-verboden",
    "groot, antwoord-te-groot",
    "andere-vraag, antwoord-op-andere-vraag",
    "niet-gerechtigd, bron-niet-gerechtigd",
  })
  void whatMayNotBeUsedIsRefused(String wijze, String code) throws Exception {
    zet("vals", wijze);

    assertThat(catchThrowable(() -> client.stel(ZAAK, "cir")))
        .isInstanceOfSatisfying(GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aWrongPasswordIsRefusedAndNotShown() throws Exception {
    RegisterClient vreemde = client(adres(), "een-ander-wachtwoord", 4_194_304, 6_000);

    assertThat(catchThrowable(() -> vreemde.stel(ZAAK, "cir")))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("bron-niet-gerechtigd"))
        .hasMessageNotContaining("een-ander-wachtwoord");
  }

  @Test
  void stopsWaitingInTime() throws Exception {
    RegisterClient haastig = client(adres(), "alleen-voor-de-demo", 4_194_304, 700);
    zet("{\"toestand\":\"traag\",\"vertragingMs\":2500}");

    assertThat(catchThrowable(() -> haastig.stel(ZAAK, "cir")))
        .isInstanceOfSatisfying(
            BronNietBereikbaar.class, e -> assertThat(e.code()).isEqualTo("bron-te-laat"));
  }

  @Test
  void aListMayBeLargerThanACase() throws Exception {
    RegisterClient krap = client(adres(), "alleen-voor-de-demo", 1_024, 6_000);

    assertThat(krap.stel(LIJST, "cir")).contains("publicatieLijst");
    assertThat(catchThrowable(() -> krap.stel(ZAAK, "cir")))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("antwoord-te-groot"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "http://schemas.xmlsoap.org/soap/envelope/, text/xml",
    "http://www.w3.org/2003/05/soap-envelope, application/soap+xml"
  })
  void bothKindsOfEnvelopeAreRead(String soap, String soort) throws Exception {
    try (Nep nep = new Nep(200, soort, envelop(soap, "", INHOUD))) {
      assertThat(client(nep.adres(), "x", 4_194_304, 6_000).stel(ZAAK, "cir"))
          .contains("errorcode=\"1\"");
    }
  }

  @Test
  void headersUnderAnotherPrefixThatMustBeUnderstoodAreRead() throws Exception {
    String soap = "http://www.w3.org/2003/05/soap-envelope";
    String kop =
        "<env:Header xmlns:env='"
            + soap
            + "'><wsse:Security env:mustUnderstand='true' xmlns:wsse='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'/></env:Header>";
    try (Nep nep = new Nep(200, "application/soap+xml", envelop(soap, kop, INHOUD))) {
      assertThat(client(nep.adres(), "x", 4_194_304, 6_000).stel(ZAAK, "cir"))
          .contains("errorcode=\"1\"");
    }
  }

  @Test
  void anAnswerOfAnotherOperationIsRefused() throws Exception {
    String soap = "http://schemas.xmlsoap.org/soap/envelope/";
    String ander = INHOUD.replace("getCaseRe", "searchByDateRe");
    try (Nep nep = new Nep(200, "text/xml", envelop(soap, "", ander))) {
      assertThat(catchThrowable(() -> client(nep.adres(), "x", 4_194_304, 6_000).stel(ZAAK, "cir")))
          .isInstanceOfSatisfying(
              GeweigerdBericht.class,
              e -> assertThat(e.code()).isEqualTo("antwoord-andere-dienst"));
    }
  }

  @Test
  void withoutTlsItAsksThisMachineOnly() {
    assertThatThrownBy(() -> client("http://register.invalid/cir.asmx", "x", 4_194_304, 6_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("geen https-adres");
  }

  private static RegisterClient client(
      String adres, String wachtwoord, long maximum, int tijdslimiet) throws Exception {
    Bron bron =
        new ObjectMapper(new YAMLFactory())
            .readValue(Path.of("config/sources/cir.yaml").toFile(), Bron.class);
    Registerdienst d = bron.register();
    Registerdienst dienst =
        new Registerdienst(
            d.namespace(),
            d.vragen(),
            d.schema(),
            maximum,
            d.maximumLijst(),
            tijdslimiet,
            d.vanaf(),
            d.rustigVan(),
            d.rustigTot(),
            d.tempo());
    Bron anders =
        new Bron(
            bron.naam(),
            bron.omschrijving(),
            bron.oin(),
            bron.levering(),
            null,
            null,
            null,
            0,
            null,
            null,
            null,
            dienst,
            null,
            null);
    MockEnvironment omgeving = new MockEnvironment();
    omgeving.setProperty("ketenbrug.insolventies.aan", "true");
    omgeving.setProperty("ketenbrug.bron.cir.adres", adres);
    omgeving.setProperty("ketenbrug.bron.cir.gebruiker", "ketenbrug");
    omgeving.setProperty("ketenbrug.bron.cir.wachtwoord", wachtwoord);
    RegisterClient client = new RegisterClient(new Bronnen(List.of(anders)), omgeving);
    client.afterSingletonsInstantiated();
    return client;
  }

  @Test
  void whatIsMissingStopsTheStartOnlyWhenTheRegisterIsFollowed() throws Exception {
    MockEnvironment omgeving = new MockEnvironment();
    Bron bron =
        new ObjectMapper(new YAMLFactory())
            .readValue(Path.of("config/sources/cir.yaml").toFile(), Bron.class);
    RegisterClient uit = new RegisterClient(new Bronnen(List.of(bron)), omgeving);
    uit.afterSingletonsInstantiated();

    omgeving.setProperty("ketenbrug.insolventies.aan", "true");
    omgeving.setProperty("ketenbrug.bron.cir.adres", "https://register.invalid/cir");
    assertThatThrownBy(uit::afterSingletonsInstantiated)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ketenbrug.bron.cir.gebruiker");
  }

  private static String adres() {
    return Simulator.adres(simulator) + "/insolventieregister/cir.asmx";
  }

  private static String envelop(String soap, String kop, String body) {
    return "<soap:Envelope xmlns:soap='"
        + soap
        + "'>"
        + kop
        + "<soap:Body>"
        + body
        + "</soap:Body></soap:Envelope>";
  }

  private static void zet(String toestand, String wijze) throws Exception {
    zet(
        wijze == null
            ? "{\"toestand\":\"" + toestand + "\"}"
            : "{\"toestand\":\"" + toestand + "\",\"wijze\":\"" + wijze + "\"}");
  }

  private static void zet(String regeling) throws Exception {
    HttpResponse<String> antwoord =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(Simulator.adres(simulator) + "/simulator/bronnen/cir"))
                    .PUT(HttpRequest.BodyPublishers.ofString(regeling))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(antwoord.statusCode()).as(antwoord.body()).isEqualTo(200);
  }

  private static String laatsteVraag() throws Exception {
    HttpResponse<String> antwoord =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(Simulator.adres(simulator) + "/simulator/bronnen/cir/verzoeken"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    var verzoeken = new ObjectMapper().readTree(antwoord.body());
    return verzoeken.get(verzoeken.size() - 1).get("body").asText();
  }

  /** A server that says always the same. */
  private static final class Nep implements AutoCloseable {
    private final HttpServer server;

    Nep(int status, String soort, String body) throws Exception {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          vraag -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            vraag.getRequestBody().readAllBytes();
            vraag.getResponseHeaders().add("Content-Type", soort);
            vraag.sendResponseHeaders(status, bytes.length);
            vraag.getResponseBody().write(bytes);
            vraag.close();
          });
      server.start();
    }

    String adres() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
