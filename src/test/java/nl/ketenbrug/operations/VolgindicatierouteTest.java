package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.simulator.OpenapiContract;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Onderbreker;
import nl.ketenbrug.source.Proefvolgindicaties;
import nl.ketenbrug.source.Volgindicatieclient;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The route to a source that is told whom we follow, against servers that do and do not answer. */
class VolgindicatierouteTest {

  private static final String BRON = "brp-update";
  private static final Bsn BSN = new Bsn("999958379");
  private static final Map<String, Object> KOPPEN =
      Map.of(
          Koppen.DOSSIER, "a".repeat(64), Koppen.BERICHT_ID, "019a9000-0020-7a11-8b22-0000000000");

  /** Stands in for the bean of that name: what the record of the question would hold. */
  public static final class Logboek {
    private final List<String> vragen = new CopyOnWriteArrayList<>();

    public void noteerVraag(Exchange exchange) {
      vragen.add(exchange.getMessage().getBody(String.class));
    }
  }

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Logboek logboek = new Logboek();
  private final List<String> gevraagd = new CopyOnWriteArrayList<>();
  private final List<String> namen = new CopyOnWriteArrayList<>();
  private final CountDownLatch los = new CountDownLatch(1);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger wortel = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private HttpServer server;
  private Volgindicatieclient client;
  private int status = 200;
  private String antwoord = "";
  private boolean hangt;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::antwoord);
    server.start();
    Bron bron =
        new YAMLMapper().readValue(Path.of("config/sources/brp-update.yaml").toFile(), Bron.class);
    client = Proefvolgindicaties.echt(camel.createProducerTemplate(), new Bronnen(List.of(bron)));
    // As config/application.yaml has it.
    camel.setStreamCaching(false);
    Onderbreker.bind(camel, BRON, Duration.ofSeconds(1));
    camel.addComponent("jms", new SedaComponent());
    camel.getRegistry().bind("parkeren", new LaatstePogingTest.Parkeerder());
    camel.getRegistry().bind("bronwacht", new Bronwacht(null, null, null, null, Clock.systemUTC()));
    camel.getRegistry().bind("vraagtijdExecutor", Executors.newCachedThreadPool());
    camel.getRegistry().bind("logstap", logboek);
    camel.getRegistry().bind("volgindicatieclient", client);
    camel.getRegistry().bind("geenKoppen", new XsltConfiguration().geenKoppen());
    for (String bestand :
        List.of(
            "routes/error-handling.camel.yaml",
            "routes/processing/look-up-volgindicatie.camel.yaml")) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.fromString(
                  Path.of(bestand).getFileName().toString(), Files.readString(Path.of(bestand))));
    }
    camel.start();
    TemplatedRouteBuilder.builder(camel, "look-up-volgindicatie")
        .routeId("look-up-volgindicatie-" + BRON)
        .parameter("bron", BRON)
        .parameter("adres", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1")
        .parameter("tijdslimiet", "700")
        .add();
    log.start();
    wortel.addAppender(log);
  }

  @AfterEach
  void stop() {
    wortel.detachAppender(log);
    los.countDown();
    camel.stop();
    server.stop(0);
  }

  private void antwoord(HttpExchange vraag) throws IOException {
    gevraagd.add(
        vraag.getRequestMethod()
            + " "
            + vraag.getRequestURI()
            + " "
            + new String(vraag.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    vraag.getRequestHeaders().keySet().forEach(naam -> namen.add(naam.toLowerCase()));
    if (hangt) {
      wacht();
    }
    byte[] tekst = antwoord.getBytes(StandardCharsets.UTF_8);
    vraag.sendResponseHeaders(status, tekst.length == 0 ? -1 : tekst.length);
    vraag.getResponseBody().write(tekst);
    vraag.close();
  }

  private void wacht() {
    try {
      los.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theNumberStandsInTheUrlOnlyAndNoHeaderOfOursGoesAlong() {
    status = 201;
    client.plaats(BRON, BSN, KOPPEN);
    client.beeindig(BRON, BSN, LocalDate.of(2026, 12, 21), KOPPEN);
    status = 200;
    antwoord = "{\"burgerservicenummers\":[\"999958379\"]}";
    assertThat(client.wijzigingen(BRON, LocalDate.of(2026, 12, 20), KOPPEN)).containsExactly(BSN);

    assertThat(gevraagd.get(0)).isEqualTo("PUT /v1/volgindicaties/999958379 {}");
    assertThat(gevraagd.get(1))
        .isEqualTo("PUT /v1/volgindicaties/999958379 {\"einddatum\":\"2026-12-21\"}");
    assertThat(gevraagd.get(2)).startsWith("GET /v1/wijzigingen?vanaf=2026-12-20");
    assertThat(namen).contains("content-type").noneMatch(naam -> naam.contains("dossier"));
    assertThat(namen).noneMatch(naam -> naam.contains("bericht") || naam.contains("bron"));
    assertThat(logboek.vragen)
        .containsExactly("{}", "{\"einddatum\":\"2026-12-21\"}", "{\"vanaf\":\"2026-12-20\"}");
    geenNummerInHetLog(null);
  }

  @Test
  void theRealContractAcceptsWhatIsAsked() throws Exception {
    OpenapiContract contract = OpenapiContract.lees("brp/update-api/openapi.yaml");
    status = 201;
    client.plaats(BRON, BSN, KOPPEN);
    client.beeindig(BRON, BSN, LocalDate.of(2026, 12, 21), KOPPEN);
    status = 200;
    antwoord = "{\"burgerservicenummers\":[]}";
    client.wijzigingen(BRON, LocalDate.of(2026, 12, 20), KOPPEN);

    assertThat(gevraagd).hasSize(3);
    for (String vraag : gevraagd) {
      assertThat(foutenIn(contract, vraag)).as(vraag).isEmpty();
    }
    for (String fout :
        List.of(
            gevraagd.get(0).replace("999958379", "99995837"),
            gevraagd.get(1).replace("einddatum", "eind"),
            gevraagd.get(1).replace("2026-12-21", "2026-12-32"),
            gevraagd.get(2).replace("vanaf", "sinds"))) {
      assertThat(foutenIn(contract, fout)).as(fout).isNotEmpty();
    }
  }

  private static List<String> foutenIn(OpenapiContract contract, String vraag) {
    String[] delen = vraag.split(" ", 3);
    return contract.foutenInVraag(delen[0], delen[1].substring("/v1".length()), delen[2].strip());
  }

  @Test
  void aRefusalAndAFailureAreToldApartAndNeitherNamesThePerson() {
    antwoord = "{\"title\":\"999958379 mag niet\"}";
    status = 403;
    assertThatThrownBy(() -> client.plaats(BRON, BSN, KOPPEN))
        .isInstanceOfSatisfying(
            Bronweigering.class, e -> assertThat(e.code()).isEqualTo("bron-niet-gerechtigd"))
        .satisfies(this::geenNummerInHetLog);
    status = 500;
    assertThatThrownBy(() -> client.plaats(BRON, BSN, KOPPEN))
        .isInstanceOf(BronNietBereikbaar.class)
        .satisfies(this::geenNummerInHetLog);
  }

  @Test
  void anOpenCircuitAsksNothingAndIsNoLookUpOnRecord() {
    status = 500;
    for (int i = 0; i < 15; i++) {
      assertThatThrownBy(() -> client.plaats(BRON, BSN, KOPPEN))
          .isInstanceOf(BronNietBereikbaar.class);
    }
    assertThat(gevraagd).hasSize(10);
    assertThat(logboek.vragen).hasSize(10);
  }

  @Test
  void aSourceThatHangsCostsItsTimeAndNoMore() {
    hangt = true;
    long begin = System.nanoTime();

    assertThatThrownBy(() -> client.plaats(BRON, BSN, KOPPEN))
        .isInstanceOf(BronNietBereikbaar.class)
        .satisfies(this::geenNummerInHetLog);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aSourceThatIsClosedIsTriedLater() {
    server.stop(0);

    assertThatThrownBy(() -> client.plaats(BRON, BSN, KOPPEN))
        .isInstanceOf(BronNietBereikbaar.class)
        .satisfies(this::geenNummerInHetLog);
  }

  /**
   * @param fout what the caller gets, or null
   */
  private void geenNummerInHetLog(Throwable fout) {
    for (Throwable een = fout; een != null; een = een.getCause()) {
      assertThat(String.valueOf(een.getMessage())).doesNotContain(BSN.value());
    }
    assertThat(
            List.copyOf(log.list).stream().filter(e -> e.getLevel().isGreaterOrEqual(Level.INFO)))
        .allSatisfy(
            e ->
                assertThat(
                        e.getFormattedMessage()
                            + (e.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(e.getThrowableProxy())))
                    .doesNotContain(BSN.value()));
  }
}
