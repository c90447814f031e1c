package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.simulator.Simulator;
import nl.ketenbrug.simulator.Testsimulator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/**
 * What the Mutatieservice is asked, from our own question to the canonical answer, by the
 * simulator.
 */
class SignaalvraagTest {

  private static final String BRON = "handelsregister";
  private static final String SLEUTEL = "alleen-voor-de-demo";
  private static final String BEHEER = "/simulator/bronnen/" + BRON;
  private static final Instant NU =
      Testsimulator.VANDAAG.atTime(12, 0).atZone(ZoneId.of("Europe/Amsterdam")).toInstant();
  private static final Processor SAXON = new Processor(false);

  private static Testsimulator simulator;

  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));
  private final MockEnvironment instellingen = new MockEnvironment();

  @BeforeAll
  static void play() {
    simulator = Testsimulator.start();
  }

  @AfterAll
  static void stopPlaying() {
    simulator.close();
  }

  @BeforeEach
  void address() throws Exception {
    simulator.zet(BEHEER, "{\"toestand\": \"gewoon\"}");
    simulator.wis(BEHEER + "/verzoeken");
    adres(Simulator.adres(simulator.context()) + "/handelsregister/v1");
    instellingen.setProperty("ketenbrug.bron.handelsregister.sleutel", SLEUTEL);
  }

  @Test
  void theSubscriptionThenAPageThenASignal() throws Exception {
    String abonnement = veld(vraag("<abonnementen/>"), "abonnement");
    // Left by another test, they stand on the same page.
    geef(
        "{\"kvknummer\": \"99990011\", \"na\": \"-PT1M\", \"vestigingsnummer\": \"000099990011\"}");

    String bladzijde = vraag(bladzijde(abonnement, NU.minusSeconds(3600), 1));
    assertThat(bladzijde)
        .contains("nummer=\"1\"", "<kvkNummer>99990011</kvkNummer>", "gewijzigde-inschrijving");
    String kenmerk = veld(bladzijde, "kenmerk");
    String signaal = vraag(signaal(abonnement, kenmerk));

    assertThat(signaal)
        .contains(
            "<Inschrijving>",
            "<kenmerk>" + kenmerk + "</kenmerk>",
            "<kvkNummer>99990011</kvkNummer>");
    assertThat(simulator.haal(BEHEER + "/verzoeken").body())
        .contains("/handelsregister/v1/abonnementen/abo-9999/signalen/" + kenmerk)
        .doesNotContain(SLEUTEL);
  }

  @Test
  void pagesGoOnUntilTheNumberThatTheSourceSays() throws Exception {
    for (int i = 0; i < 11; i++) {
      geef("{\"kvknummer\": \"99990022\", \"na\": \"-PT2M\"}");
    }
    String eerste = vraag(bladzijde("abo-9999", NU.minusSeconds(3600), 1).replace(">100<", ">10<"));
    int bladzijden = Integer.parseInt(attribuut(eerste, "bladzijden"));
    String laatste =
        vraag(bladzijde("abo-9999", NU.minusSeconds(3600), bladzijden).replace(">100<", ">10<"));
    String voorbij =
        vraag(
            bladzijde("abo-9999", NU.minusSeconds(3600), bladzijden + 1).replace(">100<", ">10<"));

    assertThat(eerste.split("<signaal>")).hasSize(11);
    assertThat(laatste).contains("<signaal>").isNotEqualTo(eerste);
    assertThat(voorbij).doesNotContain("<signaal>");
  }

  @Test
  void whatIsOlderThanAskedOrStillToComeIsOnNoPage() throws Exception {
    geef("{\"kvknummer\": \"99990077\", \"na\": \"-PT90M\"}");
    geef("{\"kvknummer\": \"99990088\", \"na\": \"PT1M\"}");

    assertThat(vraag(bladzijde("abo-9999", NU.minusSeconds(3600), 1)))
        .doesNotContain("99990077", "99990088");
  }

  @Test
  void aReadingFromATimeToComeIsRefused() {
    weigert("bron-weigert-vraag", () -> vraag(bladzijde("abo-9999", NU.plusSeconds(60), 1)));
  }

  @Test
  void anotherSubscriptionAndASignalThatIsNotThereAreRefused() {
    weigert("bron-weigert-vraag", () -> vraag(bladzijde("abo-1", NU, 1)));
    weigert("bron-weigert-vraag", () -> vraag(signaal("abo-9999", "niet-daar")));
  }

  @Test
  void aWrongKeyIsARefusalThatDoesNotQuoteIt() {
    instellingen.setProperty("ketenbrug.bron.handelsregister.sleutel", "een-andere-sleutel");

    assertThatThrownBy(() -> vraag("<abonnementen/>"))
        .isInstanceOf(Bronweigering.class)
        .hasMessage("bron handelsregister weigert de vraag (HTTP 401)")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"toestand\": \"storing\"}",
        "{\"toestand\": \"storing\", \"wijze\": \"429\"}",
        "{\"toestand\": \"storing\", \"wijze\": \"verbroken\"}",
        "{\"toestand\": \"fout\"}",
        "{\"toestand\": \"onzin\"}"
      })
  void aSourceThatFailsIsAskedAgainLater(String toestand) throws Exception {
    simulator.zet(BEHEER, toestand);

    assertThatThrownBy(() -> vraag("<abonnementen/>"))
        .isInstanceOf(BronNietBereikbaar.class)
        .hasNoCause();
  }

  /** Status 200 and JSON, but not what the service says that it answers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"signalen\": {}}",
        "{\"signalen\": null}",
        "{\"signaal\": {\"signaalType\": \"S\"}}"
      })
  void whatBreaksTheContractIsRefused(String antwoord) throws Exception {
    bij(antwoord, () -> weigert("antwoord-json-niet-geldig", () -> vraag("<abonnementen/>")));
  }

  @Test
  void whatIsWrongWithOneSignalHoldsUpNoOther() throws Exception {
    bij(
        """
        {"pagina": null, "signalen": [
          {"id": "a", "timestamp": "gisteren", "kvknummer": "99990011", "signaalType": "S"},
          {"id": "b", "timestamp": "2026-12-21T10:00:00", "kvknummer": "99990011", "signaalType": null},
          {"id": "c/../d", "timestamp": "2026-12-21T10:00:00Z", "kvknummer": "99990011", "signaalType": "S"},
          {"id": "e", "timestamp": "2026-12-21T10:00:00Z", "kvknummer": "9999001", "signaalType": "S"},
          "f",
          {"id": "g", "timestamp": "2026-12-21T10:00:00Z", "kvknummer": "99990011",
            "signaalType": "SignaalBeeindiging_2025_01", "vestigingsnummer": null}]}\
        """,
        () ->
            assertThat(vraag(bladzijde("abo-9999", NU, 1)))
                .contains(
                    "<bladzijde><signaal><kenmerk>a</kenmerk><soort>onbekend</soort><soortBijBron>S</soortBijBron><kvkNummer>99990011</kvkNummer></signaal>",
                    "<signaal><kenmerk>b</kenmerk><soort>onbekend</soort><kvkNummer>99990011</kvkNummer></signaal>",
                    "<soort>beeindiging</soort>",
                    "<onleesbaar/><onleesbaar><kenmerk>e</kenmerk></onleesbaar><onleesbaar/></bladzijde>"));
  }

  private void bij(String antwoord, ThrowingCallable proef) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, antwoord.length());
          exchange.getResponseBody().write(antwoord.getBytes());
          exchange.close();
        });
    server.start();
    try {
      adres("http://127.0.0.1:" + server.getAddress().getPort());
      assertThatCode(proef).doesNotThrowAnyException();
    } finally {
      server.stop(0);
    }
  }

  private static void weigert(String code, ThrowingCallable vraag) {
    assertThatThrownBy(vraag)
        .isInstanceOf(Bronweigering.class)
        .extracting(e -> ((Bronweigering) e).code())
        .isEqualTo(code);
  }

  private static void geef(String signaal) throws Exception {
    assertThat(simulator.post("/simulator/handelsregister/signalen", signaal).statusCode())
        .isEqualTo(200);
  }

  private static String bladzijde(String abonnement, Instant vanaf, int nummer) {
    return "<bladzijde><abonnement>%s</abonnement><vanaf>%s</vanaf><nummer>%d</nummer><signalen>100</signalen></bladzijde>"
        .formatted(abonnement, vanaf, nummer);
  }

  private static String signaal(String abonnement, String kenmerk) {
    return "<signaal><abonnement>%s</abonnement><kenmerk>%s</kenmerk><soort>gewijzigde-inschrijving</soort><kvkNummer>99990011</kvkNummer></signaal>"
        .formatted(abonnement, kenmerk);
  }

  /** Through the steps of the route, so that what the one makes is what the other reads. */
  private String vraag(String wat) throws Exception {
    String jsonvraag =
        vertaal(
            "canonical-to-handelsregister.xsl",
            "<Signaalvraag xmlns=\"urn:ketenbrug:invordering:1\">" + wat + "</Signaalvraag>",
            Map.of());
    schemas.controleer(jsonvraag, "transforms/json/jsonvraag-v1.xsd");
    JsonClient client =
        new JsonClient(
            new Bronnen(
                List.of(
                    new YAMLMapper()
                        .readValue(
                            Path.of("config/sources/handelsregister.yaml").toFile(), Bron.class))),
            instellingen,
            new Jsonlezer(instellingen));
    String jsonantwoord = client.stel(jsonvraag, BRON);
    schemas.controleer(jsonantwoord, "transforms/json/jsonantwoord-v1.xsd");
    String canoniek =
        vertaal(
            "handelsregister-to-canonical.xsl",
            jsonantwoord,
            Map.of(
                new QName("berichtId"),
                new XdmAtomicValue("019a9000-0020-7a11-8b22-000000000020"),
                new QName("bronUrn"),
                new XdmAtomicValue("urn:nld:oin:00000099000000070000:systeem:handelsregister"),
                new QName("geregistreerd"),
                new XdmAtomicValue("2026-12-21T10:00:00Z")));
    schemas.controleer(canoniek, "transforms/canonical/invordering-v1.xsd");
    return canoniek;
  }

  private static String vertaal(
      String stylesheet, String document, Map<QName, ? extends XdmValue> parameters)
      throws Exception {
    Xslt30Transformer transformer =
        SAXON
            .newXsltCompiler()
            .compile(Path.of("transforms/handelsregister", stylesheet).toFile())
            .load30();
    transformer.setStylesheetParameters(parameters);
    StringWriter uit = new StringWriter();
    transformer.transform(new StreamSource(new StringReader(document)), SAXON.newSerializer(uit));
    return uit.toString();
  }

  private void adres(String adres) {
    instellingen.setProperty("ketenbrug.bron.handelsregister.adres", adres);
  }

  private static String veld(String xml, String naam) {
    return vind(xml, "<" + naam + ">([^<]+)");
  }

  private static String attribuut(String xml, String naam) {
    return vind(xml, naam + "=\"([^\"]+)");
  }

  private static String vind(String xml, String patroon) {
    Matcher gevonden = Pattern.compile(patroon).matcher(xml);
    assertThat(gevonden.find()).isTrue();
    return gevonden.group(1);
  }
}
