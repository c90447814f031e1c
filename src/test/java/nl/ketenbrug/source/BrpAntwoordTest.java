package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.simulator.BrpContract;
import nl.ketenbrug.simulator.Scenariobsns;
import nl.ketenbrug.simulator.Simulator;
import nl.ketenbrug.simulator.Testsimulator;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/**
 * The BRP by Haal Centraal: what it is asked, and what becomes of good and of wrong answers. The
 * wrong ones are the rows of a table in {@code src/docs/when-a-source-fails.md}.
 */
@Timeout(120)
class BrpAntwoordTest {

  private static final Path DOCUMENT = Path.of("src/docs/when-a-source-fails.md");
  private static final String KOP = "| fault of the BRP | code | sentence | then |";
  private static final Path VOORBEELDEN = Path.of("transforms/brp/examples");
  private static final int MILJOEN = 1_000_000;
  private static final String HIJ = "\"burgerservicenummer\": \"999991000\"";
  private static final Processor SAXON = new Processor(false);
  private static final XsltExecutable VRAAGVORM = compileer("canonical-to-brp.xsl");
  private static final XsltExecutable VERTALING = compileer("brp-to-canonical.xsl");

  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));
  private final MockEnvironment instellingen = new MockEnvironment();
  private final CountDownLatch klaar = new CountDownLatch(1);
  private final AtomicLong verstuurd = new AtomicLong();
  private final ExecutorService draden = Executors.newCachedThreadPool();
  private HttpServer server;
  private Gedrag gedrag;

  /** What the source does with a question. */
  private interface Gedrag {
    void antwoord(HttpExchange verzoek) throws IOException;
  }

  /** One row of the table. */
  private record Fout(String wat, String code, String zin, String dan) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/personen",
        verzoek -> {
          verzoek.getRequestBody().readAllBytes();
          gedrag.antwoord(verzoek);
          verzoek.close();
        });
    server.setExecutor(draden);
    server.start();
    adres("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    klaar.countDown();
    server.stop(0);
    draden.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> everyFaultHasItsCodeItsSentenceAndItsConsequence() throws Exception {
    Map<String, Gedrag> gespeeld = gespeeld();
    List<Fout> fouten = fouten();
    assertThat(fouten).extracting(Fout::wat).containsExactlyInAnyOrderElementsOf(gespeeld.keySet());
    return fouten.stream()
        .map(fout -> dynamicTest(fout.wat(), () -> speel(fout, gespeeld.get(fout.wat()))));
  }

  @Test
  void ofAnAnswerThatIsTooLargeNoMoreIsTakenInThanItMayBe() throws Exception {
    gedrag = gespeeld().get("fifty million bytes");

    assertThatThrownBy(() -> ontvang("999991000")).isInstanceOf(GeweigerdBericht.class);

    // What the two systems hold between them on top of the bound.
    assertThat(verstuurd.get()).isLessThan(25L * MILJOEN);
  }

  @Test
  void everyExampleIsAnAnswerByOurSchema() throws Exception {
    for (String bsns : List.of("gevonden", "onvolledig", "adressen", "niets-gevonden")) {
      String voorbeeld = Files.readString(VOORBEELDEN.resolve(bsns + ".json"));
      gedrag = inhoud(voorbeeld);
      List<String> allen = new ArrayList<>();
      new YAMLMapper()
          .readTree(voorbeeld)
          .path("personen")
          .forEach(persoon -> allen.add(persoon.path("burgerservicenummer").asText()));

      String canoniek =
          ontvang(allen.isEmpty() ? new String[] {"999991000"} : allen.toArray(String[]::new));

      assertThat(canoniek).as(bsns).contains(allen.isEmpty() ? "niets-gevonden" : "\"gevonden\"");
    }
  }

  /** What the schema bounds, each time a value just outside it. */
  @ParameterizedTest
  @CsvSource({
    "\"9999010000000014\", \"999901000000001\"",
    "\"9999010000000014\", \"99990100000000140\"",
    "\"9999010000000014\", \"999901000000001A\"",
    "\"9999010000000014\", 9999010000000014",
    "\"9999XA\", \"0999XA\"",
    "\"9999XA\", \"9999X1\"",
    "\"9999XA\", \"9999  XA\"",
    "\"huisnummer\": 14, \"huisnummer\": 0",
    "\"huisnummer\": 14, \"huisnummer\": 100000",
    "\"999927176\", \"99992717\"",
    "\"999971153\", \"9999711530\""
  })
  void aValueThatOurSchemaDoesNotKnowIsRefused(String goed, String fout) throws Exception {
    String voorbeeld = Files.readString(VOORBEELDEN.resolve("gevonden.json"));
    assertThat(voorbeeld).contains(goed);
    gedrag = inhoud(voorbeeld.replace(goed, fout));

    assertThatThrownBy(() -> ontvang("999958379"))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class,
            e -> assertThat(e.code()).isEqualTo("antwoord-json-niet-geldig"));
  }

  @Test
  void everyPersonOfTheSimulatorIsTakenOver() throws Exception {
    try (Testsimulator simulator = Testsimulator.start()) {
      adres(Simulator.adres(simulator.context()) + "/haalcentraal/api/brp");
      List<String> allen = Scenariobsns.metBrp();
      for (int i = 0; i < allen.size(); i += 20) {
        List<String> samen = allen.subList(i, Math.min(i + 20, allen.size()));

        String canoniek = ontvang(samen.toArray(String[]::new));

        assertThat(samen)
            .allSatisfy(bsn -> assertThat(canoniek).contains("<bsn>" + bsn + "</bsn>"));
      }
    }
  }

  @Test
  void theRealContractAcceptsOurQuestion() throws Exception {
    BrpContract contract = BrpContract.lees();
    try (Testsimulator simulator = Testsimulator.start()) {
      adres(Simulator.adres(simulator.context()) + "/haalcentraal/api/brp");
      ontvang("999991000", "999991152");
      List<String> vragen = simulator.vragen("brp");

      assertThat(vragen).hasSize(1);
      assertThat(contract.foutenInVraag(vragen.get(0))).isEmpty();
      assertThat(contract.foutenInVraag(vragen.get(0).replace("geboorte.datum", "geboorte.dag")))
          .isNotEmpty();
    }
  }

  @Test
  void anAddressWithoutTlsElsewhereStopsTheStart() throws Exception {
    client().afterSingletonsInstantiated();
    adres("http://brp.example.invalid/personen");
    JsonClient client = client();

    assertThatThrownBy(client::afterSingletonsInstantiated)
        .hasMessageContaining("Het adres van bron brp is geen https-adres");
  }

  private void speel(Fout fout, Gedrag zo) throws Exception {
    gedrag = zo;

    Throwable gebleken = catchThrowable(() -> ontvang("999991000"));

    assertThat(gebleken).as(fout.wat()).isNotNull().hasMessage(fout.zin());
    assertThat(gebleken.getMessage()).doesNotContain("99999");
    if (fout.dan().equals("apart")) {
      assertThat(gebleken)
          .isInstanceOfSatisfying(
              GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo(fout.code()));
      return;
    }
    assertThat(fout.dan()).isEqualTo("again");
    assertThat(gebleken)
        .isInstanceOfSatisfying(
            BronNietBereikbaar.class, e -> assertThat(e.code()).isEqualTo(fout.code()));
  }

  private Map<String, Gedrag> gespeeld() throws IOException {
    String gevonden = Files.readString(VOORBEELDEN.resolve("gevonden.json"));
    Map<String, Gedrag> gespeeld = new TreeMap<>();
    gespeeld.put("garbage with status 200", inhoud("{\"type\": \"Raadpleeg, wat eigenlijk"));
    gespeeld.put("stops halfway", inhoud(gevonden.substring(0, gevonden.length() / 2)));
    gespeeld.put("another encoding", verzoek -> stuur(verzoek, new byte[] {'"', (byte) 0xff, '"'}));
    gespeeld.put("a name that is there twice", persoon(HIJ + ", " + HIJ));
    gespeeld.put("fifty million bytes", this::groot);
    gespeeld.put("a day that does not exist", persoon(HIJ + geboren("Datum", "1980-02-30")));
    gespeeld.put(
        "a kind of date that nobody knows", persoon(HIJ + geboren("Seizoen", "1980-02-01")));
    gespeeld.put("an answer to another question", inhoud("{\"type\": \"Zoek\", \"personen\": []}"));
    gespeeld.put("a person without a number", persoon("\"naam\": {\"voorletters\": \"P.\"}"));
    gespeeld.put("about somebody else", persoon(HIJ.replace("999991000", "999991152")));
    gespeeld.put("status 403", verzoek -> verzoek.sendResponseHeaders(403, -1));
    gespeeld.put("status 400", verzoek -> verzoek.sendResponseHeaders(400, -1));
    gespeeld.put("status 429", verzoek -> verzoek.sendResponseHeaders(429, -1));
    gespeeld.put("status 503", verzoek -> verzoek.sendResponseHeaders(503, -1));
    gespeeld.put("the connection breaks", BrpAntwoordTest::breekAf);
    gespeeld.put("no answer in time", this::zwijg);
    return gespeeld;
  }

  private static String geboren(String type, String datum) {
    return ", \"geboorte\": {\"datum\": {\"type\": \"%s\", \"datum\": \"%s\"}}"
        .formatted(type, datum);
  }

  private static Gedrag persoon(String velden) {
    return inhoud(
        "{\"type\": \"RaadpleegMetBurgerservicenummer\", \"personen\": [{%s}]}".formatted(velden));
  }

  private static Gedrag inhoud(String json) {
    return verzoek -> stuur(verzoek, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void stuur(HttpExchange verzoek, byte[] inhoud) throws IOException {
    verzoek.sendResponseHeaders(200, inhoud.length);
    verzoek.getResponseBody().write(inhoud);
  }

  private void groot(HttpExchange verzoek) throws IOException {
    verzoek.sendResponseHeaders(200, 50L * MILJOEN);
    byte[] stuk = " ".repeat(MILJOEN / 10).getBytes(StandardCharsets.UTF_8);
    OutputStream uit = verzoek.getResponseBody();
    for (int i = 0; i < 500; i++) {
      uit.write(stuk);
      verstuurd.addAndGet(stuk.length);
    }
  }

  private static void breekAf(HttpExchange verzoek) throws IOException {
    verzoek.sendResponseHeaders(200, 1_000);
    verzoek.getResponseBody().write('{');
    verzoek.getResponseBody().flush();
  }

  private void zwijg(HttpExchange verzoek) throws IOException {
    try {
      klaar.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As route look-up-json does: shape the question, ask, shape, and hold against who was asked. */
  private String ontvang(String... bsns) throws Exception {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    Persoonstoets persoonstoets = new Persoonstoets();
    String vraag =
        new Vraag(new Vraagonderwerp.Personen(Stream.of(bsns).map(Bsn::new).toList()), null, null)
            .xml();
    schemas.controleer(vraag, "transforms/canonical/invordering-v1.xsd");
    exchange.getMessage().setBody(vraag);
    persoonstoets.onthoud(exchange);
    String jsonvraag = vorm(VRAAGVORM, vraag);
    schemas.controleer(jsonvraag, "transforms/json/jsonvraag-v1.xsd");
    try {
      String gegeven = client().stel(jsonvraag, "brp");
      schemas.controleer(gegeven, "transforms/json/jsonantwoord-v1.xsd");
      String canoniek = vorm(VERTALING, gegeven);
      schemas.controleer(canoniek, "transforms/canonical/invordering-v1.xsd");
      exchange.getMessage().setBody(canoniek);
      persoonstoets.toets(exchange, "brp");
      return canoniek;
    } catch (GeweigerdBericht | BronNietBereikbaar e) {
      throw Bronvragen.vertaal("brp", e);
    }
  }

  private JsonClient client() throws Exception {
    // Milliseconds: long enough for a busy machine, and short enough to wait for once.
    String brp =
        Files.readString(Path.of("config/sources/brp.yaml"))
            .replace("tijdslimiet: 6000", "tijdslimiet: 3000");
    return new JsonClient(
        new Bronnen(List.of(new YAMLMapper().readValue(brp, Bron.class))),
        instellingen,
        new Jsonlezer(instellingen));
  }

  private void adres(String adres) {
    instellingen.setProperty("ketenbrug.bron.brp.adres", adres);
  }

  private static XsltExecutable compileer(String bestand) {
    try {
      return SAXON
          .newXsltCompiler()
          .compile(new StreamSource(Path.of("transforms/brp", bestand).toFile()));
    } catch (SaxonApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String vorm(XsltExecutable stylesheet, String xml) throws SaxonApiException {
    XsltTransformer transformer = stylesheet.load();
    transformer.setSource(new StreamSource(new StringReader(xml)));
    Map<String, String> parameters =
        stylesheet == VERTALING
            ? Map.of(
                "berichtId", "019a9000-0020-7a11-8b22-000000000020",
                "bronUrn", "urn:nld:oin:00000099000000030000:systeem:brp",
                "geregistreerd", "2026-11-17T08:05:13.655Z")
            : Collections.emptyMap();
    parameters.forEach(
        (naam, waarde) -> transformer.setParameter(new QName(naam), new XdmAtomicValue(waarde)));
    StringWriter uit = new StringWriter();
    transformer.setDestination(SAXON.newSerializer(uit));
    transformer.transform();
    return uit.toString();
  }

  private static List<Fout> fouten() throws IOException {
    List<String> regels = Files.readAllLines(DOCUMENT);
    int kop = regels.indexOf(KOP);
    assertThat(kop).as("the table in %s", DOCUMENT).isPositive();
    return regels.subList(kop + 2, regels.size()).stream()
        .takeWhile(regel -> regel.startsWith("|"))
        .map(regel -> regel.split("\\|"))
        .map(
            cellen ->
                new Fout(
                    cellen[1].strip(),
                    cellen[2].strip().replace("`", ""),
                    cellen[3].strip(),
                    cellen[4].strip()))
        .toList();
  }
}
