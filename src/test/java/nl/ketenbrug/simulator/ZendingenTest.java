package nl.ketenbrug.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What sources deliver by themselves, at an engine that only counts. */
class ZendingenTest {

  private static final Duration GEDULD = Duration.ofSeconds(20);

  private static final String SCENARIO =
      """
      zendingen:
        - {bron: brp-stuf, op: "2026-03-02", bsn: "999991000", bericht: proef, velden: {wat: derde}}
        - {bron: brp-stuf, op: "2026-03-01", bsn: "999991000", bericht: proef, velden: {wat: eerste}}
        - {bron: svb, op: "2026-03-01", bsn: "999991012", bericht: proef, velden: {wat: tweede}}
        - {bron: svb, op: "2026-04-01", bsn: "999991012", bericht: proef, velden: {wat: vierde}}
      """;

  @TempDir Path map;

  /** What came, as {@code path account body}. */
  private final List<String> gekregen = Collections.synchronizedList(new ArrayList<>());

  /** Statuses of the next answers; 0 breaks the connection. */
  private final ConcurrentLinkedDeque<Integer> antwoorden = new ConcurrentLinkedDeque<>();

  private HttpServer motor;

  @BeforeEach
  void startMotor() throws IOException {
    motor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    motor.createContext("/", this::neem);
    motor.start();
    schrijf("brp-stuf");
    schrijf("svb");
    Files.writeString(map.resolve("scenario.yaml"), SCENARIO);
  }

  @AfterEach
  void stopMotor() {
    motor.stop(0);
  }

  @Test
  void deliversEachOnItsDayOnceAndInOrder() throws Exception {
    try (ConfigurableApplicationContext simulator = simulator(adres())) {
      speel(simulator, "2026-02-28");
      Thread.sleep(600);
      assertThat(gekregen).isEmpty();

      speel(simulator, "2026-03-15");
      wachtOp(3);
      speel(simulator, "2026-02-01");
      speel(simulator, "2026-04-01");
      wachtOp(4);
      Thread.sleep(600);
    }
    assertThat(gekregen)
        .containsExactly(
            "/api/v1/aanleveringen/brp-stuf brp-stuf:brp-stuf <a>eerste</a>",
            "/api/v1/aanleveringen/svb svb:geheim <a>tweede</a>",
            "/api/v1/aanleveringen/brp-stuf brp-stuf:brp-stuf <a>derde</a>",
            "/api/v1/aanleveringen/svb svb:geheim <a>vierde</a>");
  }

  @Test
  void offersAgainWhatWasNotTakenAndNothingElseBeforeIt() throws Exception {
    antwoorden.addAll(List.of(503, 0, 503, 202));
    antwoorden.addAll(Collections.nCopies(50, 503));
    try (ConfigurableApplicationContext simulator = simulator(adres())) {
      speel(simulator, "2026-03-01");
      wachtOp(5);

      JsonNode eerste = overzicht(simulator).at("/zendingen/0");
      assertThat(eerste.path("pogingen").asInt()).isEqualTo(4);
      assertThat(eerste.path("status").asInt()).isEqualTo(202);
      await().atMost(GEDULD).until(() -> stand(simulator, 1).equals("opnieuw"));
      assertThat(stand(simulator, 2)).isEqualTo("wacht");
    }
    assertThat(gekregen.stream().map(regel -> regel.replaceFirst(".* ", "")).limit(5))
        .containsExactly(
            "<a>eerste</a>", "<a>eerste</a>", "<a>eerste</a>", "<a>eerste</a>", "<a>tweede</a>");
  }

  @Test
  void keepsARefusalAndGoesOn() throws Exception {
    antwoorden.add(422);
    try (ConfigurableApplicationContext simulator = simulator(adres())) {
      speel(simulator, "2026-03-01");
      wachtOp(2);

      JsonNode eerste = overzicht(simulator).at("/zendingen/0");
      assertThat(eerste.path("status").asInt()).isEqualTo(422);
      assertThat(eerste.path("antwoord").asText()).isEqualTo("antwoord 422");
      assertThat(eerste.path("op").asText()).isEqualTo("2026-03-01");
      assertThat(eerste.path("tijdstip").asText()).endsWith("Z");
    }
  }

  @Test
  void aSimulatorThatStartsAnewDeliversOnlyWhatWasNotAnswered() throws Exception {
    try (ConfigurableApplicationContext simulator = simulator(adres())) {
      speel(simulator, "2026-03-01");
      wachtOp(2);
      await().atMost(GEDULD).until(() -> stand(simulator, 1).equals("beantwoord"));
    }
    try (ConfigurableApplicationContext simulator = simulator(adres())) {
      speel(simulator, "2026-03-02");
      wachtOp(3);
      assertThat(stand(simulator, 0)).isEqualTo("eerder");
    }
    assertThat(gekregen.get(2)).endsWith("<a>derde</a>");
  }

  @Test
  void sendsOneNow() throws Exception {
    try (ConfigurableApplicationContext simulator = simulator(adres())) {
      speel(simulator, "2026-02-01");
      HttpResponse<String> antwoord = zend(simulator, "999991000", "proef");
      wachtOp(1);

      assertThat(antwoord.statusCode()).isEqualTo(202);
      assertThat(BrpContract.boom(antwoord.body()).path("nummer").asInt()).isEqualTo(5);
      await().atMost(GEDULD).until(() -> stand(simulator, 4).equals("beantwoord"));
      assertThat(vraag(simulator, "GET", "/simulator/zendingen/5", "").body()).contains("proef");
      assertThat(vraag(simulator, "GET", "/simulator/zendingen/6", "").statusCode()).isEqualTo(404);
      assertThat(zend(simulator, "999991000", "onbekend").body()).contains("er is geen tekst");
      assertThat(zend(simulator, "999991001", "proef").statusCode()).isEqualTo(400);
      assertThat(vraag(simulator, "POST", "/simulator/zendingen", "{").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void deliversNothingWithoutAnEngine() throws Exception {
    try (ConfigurableApplicationContext simulator = simulator("")) {
      speel(simulator, "2026-04-01");
      assertThat(zend(simulator, "999991000", "proef").statusCode()).isEqualTo(409);
      Thread.sleep(600);
      assertThat(overzicht(simulator).path("bezorgt").asBoolean()).isFalse();
      assertThat(stand(simulator, 0)).isEqualTo("wacht");
    }
    assertThat(gekregen).isEmpty();
  }

  @Test
  void refusesAScenarioWhoseTextIsNotThere() throws Exception {
    Files.delete(map.resolve("zendingen/svb/proef.xml"));

    assertThatThrownBy(() -> simulator(adres()).close()).hasMessageContaining("er is geen tekst");
  }

  private void neem(HttpExchange vraag) throws IOException {
    String login = vraag.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
    gekregen.add(
        vraag.getRequestURI()
            + " "
            + new String(Base64.getDecoder().decode(login), StandardCharsets.UTF_8)
            + " "
            + new String(vraag.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Integer status = antwoorden.poll();
    if (status != null && status == 0) {
      vraag.close();
      return;
    }
    int code = status == null ? 202 : status;
    byte[] tekst = ("antwoord " + code).getBytes(StandardCharsets.UTF_8);
    vraag.sendResponseHeaders(code, tekst.length);
    vraag.getResponseBody().write(tekst);
    vraag.close();
  }

  private ConfigurableApplicationContext simulator(String adres) {
    return Simulator.start(
        0,
        map.resolve("scenario.yaml"),
        Clock.systemUTC(),
        "--simulator.dag=2026-01-01",
        "--simulator.zendingen.adres=" + adres,
        "--simulator.zendingen.wachtwoord.svb=geheim",
        "--simulator.zendingen.stand=" + map.resolve("stand/verzonden"));
  }

  private String adres() {
    return "http://127.0.0.1:" + motor.getAddress().getPort();
  }

  private void schrijf(String bron) throws IOException {
    Path teksten = Files.createDirectories(map.resolve("zendingen").resolve(bron));
    Files.writeString(teksten.resolve("proef.xml"), "<a>{{wat}}</a>");
  }

  private void wachtOp(int aantal) {
    await().atMost(GEDULD).until(() -> gekregen.size() >= aantal);
  }

  private static void speel(ConfigurableApplicationContext simulator, String dag) throws Exception {
    assertThat(vraag(simulator, "PUT", "/simulator/dag", "{\"dag\":\"" + dag + "\"}").statusCode())
        .isEqualTo(200);
  }

  private static HttpResponse<String> zend(
      ConfigurableApplicationContext simulator, String bsn, String bericht) throws Exception {
    return vraag(
        simulator,
        "POST",
        "/simulator/zendingen",
        "{\"bron\":\"svb\",\"bsn\":\"%s\",\"bericht\":\"%s\",\"velden\":{\"wat\":\"nu\"}}"
            .formatted(bsn, bericht));
  }

  private static JsonNode overzicht(ConfigurableApplicationContext simulator) throws Exception {
    return BrpContract.boom(vraag(simulator, "GET", "/simulator/zendingen", "").body());
  }

  private static String stand(ConfigurableApplicationContext simulator, int plaats)
      throws Exception {
    return overzicht(simulator).at("/zendingen/" + plaats + "/stand").asText();
  }

  private static HttpResponse<String> vraag(
      ConfigurableApplicationContext simulator, String methode, String pad, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(Simulator.adres(simulator) + pad))
                .method(methode, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }
}
