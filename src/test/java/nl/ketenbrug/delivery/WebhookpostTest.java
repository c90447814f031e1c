package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import nl.ketenbrug.delivery.Webhookantwoord.Soort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** What one request says and what each answer means, against a real server. */
class WebhookpostTest {

  private static final int LIMIET = 1500;
  private static final Instant NU = Instant.parse("2026-11-22T12:00:00Z");
  private static final UUID ID = UUID.fromString("019a9000-0001-7a11-8b22-000000000001");

  private final DefaultSslBundleRegistry bundels = new DefaultSslBundleRegistry();
  private final Map<String, Object> ondertekend = new HashMap<>();
  private Ontvanger ontvanger;
  private Webhookpost post;

  @BeforeEach
  void open() throws IOException {
    ontvanger = Ontvanger.op(0);
    post = post(LIMIET);
  }

  private Webhookpost post(int limiet) {
    return post(
        limiet,
        (koppen, body) -> {
          ondertekend.putAll(koppen);
          ondertekend.put("body", new String(body, StandardCharsets.UTF_8));
          return "kop..handtekening";
        });
  }

  private Webhookpost post(int limiet, Webhookhandtekening handtekening) {
    return new Webhookpost(
        new WebhookSettings(
            "ketenbrug.demo.invalid",
            limiet,
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofHours(6),
            3,
            3,
            List.of(Duration.ofHours(1))),
        bundels,
        handtekening,
        new ObjectMapper(),
        Clock.fixed(NU, ZoneOffset.UTC));
  }

  @AfterEach
  void sluit() {
    ontvanger.close();
  }

  @Test
  void anEventGoesAsItsOwnXmlWithAttributesInHeadersAndWithoutABsnOutsideTheBody() {
    Pull.Bericht bericht = bericht();

    assertThat(post.stuur(webhook(Webhook.Vorm.BINAIR), bericht))
        .isEqualTo(Webhookantwoord.aangenomen(204));

    Ontvanger.Verzoek verzoek = ontvanger.verzoeken().get(0);
    assertThat(verzoek.body()).isEqualTo(bericht.inhoud());
    assertThat(verzoek.kop("Content-Type")).isEqualTo("application/xml; charset=UTF-8");
    assertThat(verzoek.kop("ce-specversion")).isEqualTo("1.0");
    assertThat(verzoek.kop("ce-id")).isEqualTo(ID.toString());
    assertThat(verzoek.kop("ce-type")).isEqualTo("nl.beslagregister.beslag-gelegd");
    assertThat(verzoek.kop("ce-source"))
        .isEqualTo("urn:nld:oin:00000099000000002000:systeem:beslagregister");
    assertThat(verzoek.kop("ce-time")).isEqualTo("2026-11-17T08:05:13.204Z");
    assertThat(verzoek.kop("ce-subject")).isEqualTo("1f0c9a6e5b7d42380e91c4d7aa56b3f8");
    assertThat(verzoek.kop("ce-dataschema")).isEqualTo("urn:ketenbrug:profiel:beperkt:1");
    assertThat(verzoek.kop("ce-volgnummer")).isEqualTo("37");
    assertThat(verzoek.kop("ce-aanbod")).as("the second offering").isEqualTo("2");
    assertThat(verzoek.kop("WebHook-Request-Origin")).isEqualTo("ketenbrug.demo.invalid");
    assertThat(verzoek.kop("Origin")).as("of a browser").isNull();
    assertThat(verzoek.kop(Webhookpost.HANDTEKENING)).isEqualTo("kop..handtekening");
    assertThat(verzoek.koppen().toString() + verzoek.pad()).doesNotContain("999958379");
    assertThat(ondertekend)
        .containsEntry("body", bericht.inhoud())
        .containsEntry("url", ontvanger.url().toString())
        .containsEntry("iat", NU.getEpochSecond());
    assertThat(ondertekend.get("ce"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("id", ID.toString())
        .containsEntry("volgnummer", "37");
  }

  @Test
  void aStructuredEventIsOneJsonDocumentWithTheXmlAsText() throws Exception {
    post.stuur(webhook(Webhook.Vorm.GESTRUCTUREERD), bericht());

    Ontvanger.Verzoek verzoek = ontvanger.verzoeken().get(0);
    assertThat(verzoek.kop("Content-Type"))
        .isEqualTo("application/cloudevents+json; charset=UTF-8");
    assertThat(verzoek.koppen().keySet()).noneMatch(naam -> naam.toLowerCase().startsWith("ce-"));
    JsonNode event = new ObjectMapper().readTree(verzoek.body());
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("id").asText()).isEqualTo(ID.toString());
    assertThat(event.path("datacontenttype").asText()).isEqualTo("application/xml");
    assertThat(event.path("volgnummer").asText()).isEqualTo("37");
    assertThat(event.path("aanbod").asText()).isEqualTo("2");
    assertThat(event.path("data").asText()).isEqualTo(bericht().inhoud());
    assertThat(ondertekend).containsEntry("body", verzoek.body());
  }

  @Test
  void anEventInJsonGoesAsItsDataWithItsOwnAttributesInHeaders() throws Exception {
    String gebeurtenis = json();
    post.stuur(webhook(Webhook.Vorm.BINAIR), bericht(gebeurtenis));

    Ontvanger.Verzoek verzoek = ontvanger.verzoeken().get(0);
    JsonNode data = new ObjectMapper().readTree(gebeurtenis).path("data");
    assertThat(new ObjectMapper().readTree(verzoek.body())).isEqualTo(data);
    assertThat(verzoek.kop("Content-Type")).isEqualTo("application/json; charset=UTF-8");
    assertThat(verzoek.kop("ce-id")).isEqualTo("019a9000-0001-7a11-8b22-000000000001");
    assertThat(verzoek.kop("ce-dataschema")).isEqualTo("urn:ketenbrug:profiel:beperkt-json:1");
    assertThat(verzoek.kop("ce-volgnummer")).isEqualTo("37");
    assertThat(verzoek.kop("ce-aanbod")).as("the second offering").isEqualTo("2");
    assertThat(verzoek.koppen().toString() + verzoek.pad()).doesNotContain("999958379");
  }

  @Test
  void aStructuredEventInJsonIsTheEventWithItsNumber() throws Exception {
    String gebeurtenis = json();
    post.stuur(webhook(Webhook.Vorm.GESTRUCTUREERD), bericht(gebeurtenis));

    JsonNode event = new ObjectMapper().readTree(ontvanger.verzoeken().get(0).body());
    assertThat(event.path("volgnummer").asText()).isEqualTo("37");
    assertThat(event.path("aanbod").asText()).isEqualTo("2");
    assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
    ((ObjectNode) event).remove(List.of("volgnummer", "aanbod"));
    assertThat(event).isEqualTo(new ObjectMapper().readTree(gebeurtenis));
  }

  private static String json() throws IOException {
    return Files.readString(Path.of("transforms/beperkt-json/examples/beslag-gelegd.json"));
  }

  @Test
  void whatIsNoEventOfAProfileIsNotSent() {
    for (String inhoud :
        List.of(
            "<x/>",
            "geen xml",
            "{\"specversion\":\"1.0\"}",
            "{\"specversion\"",
            "<a xmlns='urn:x'><bron>b</bron></a>")) {
      assertThat(post.stuur(webhook(Webhook.Vorm.BINAIR), bericht(inhoud)).code())
          .isEqualTo("webhook-zonder-envelop");
    }
    assertThat(ontvanger.verzoeken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void everySuccessIsAnAcceptance(int status) {
    ontvanger.gedraagJe(Ontvanger.met(status));

    assertThat(stuur()).isEqualTo(Webhookantwoord.aangenomen(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 413, 415, 422, 500, 502, 504})
  void anErrorLeavesTheEventWhereItIs(int status) {
    ontvanger.gedraagJe(Ontvanger.met(status, "geheim van de ontvanger"));

    Webhookantwoord antwoord = stuur();

    assertThat(antwoord).isEqualTo(Webhookantwoord.mislukt("webhook-http-" + status, status, null));
    assertThat(antwoord.toString()).doesNotContain("geheim");
  }

  @Test
  void goneMeansStop() {
    ontvanger.gedraagJe(Ontvanger.met(410));

    assertThat(stuur().soort()).isEqualTo(Soort.STOP);
  }

  @Test
  void aReceiverCanAskToComeLater() {
    ontvanger.gedraagJe(Ontvanger.met(503, "", "Retry-After", "120"));
    assertThat(stuur().later()).isEqualTo(Duration.ofMinutes(2));
    ontvanger.gedraagJe(Ontvanger.met(429, "", "Retry-After", "Sun, 22 Nov 2026 12:30:00 GMT"));
    assertThat(stuur().later()).isEqualTo(Duration.ofMinutes(30));
    ontvanger.gedraagJe(Ontvanger.met(429, "", "Retry-After", "Sun, 22 Nov 2026 11:30:00 GMT"));
    assertThat(stuur().later()).isEqualTo(Duration.ZERO);
    ontvanger.gedraagJe(Ontvanger.met(429, "", "Retry-After", "straks"));
    assertThat(stuur()).isEqualTo(Webhookantwoord.mislukt("webhook-http-429", 429, null));
    ontvanger.gedraagJe(Ontvanger.met(500, "", "Retry-After", "120"));
    assertThat(stuur().later()).isNull();
  }

  @Test
  void onlyARefusalInTheWordsOfTheConfirmationIsARefusal() {
    weigert("{\"uitkomst\":\"geweigerd\",\"reden\":\"dit beslag is niet van ons\"}");
    assertThat(stuur()).isEqualTo(Webhookantwoord.geweigerd(422, "dit beslag is niet van ons"));
    for (String anders :
        List.of(
            "{\"uitkomst\":\"geweigerd\"}",
            "{\"uitkomst\":\"geweigerd\",\"reden\":\" \"}",
            "{\"uitkomst\":\"later\",\"reden\":\"x\"}",
            "[]",
            "<geweigerd/>")) {
      weigert(anders);
      assertThat(stuur()).isEqualTo(Webhookantwoord.mislukt("webhook-http-422", 422, null));
    }
  }

  @Test
  void aReasonWithABsnOrOfGreatLengthIsNotTakenOver() {
    weigert("{\"uitkomst\":\"geweigerd\",\"reden\":\"9999.58.379 woont hier niet\"}");
    assertThat(stuur().reden()).isEqualTo("de ontvanger gaf een reden die niet in het log mag");
    weigert("{\"uitkomst\":\"geweigerd\",\"reden\":\"" + "x".repeat(501) + "\"}");
    assertThat(stuur().reden()).isEqualTo("de ontvanger gaf een reden die niet in het log mag");
  }

  @Test
  void aReasonThatNoLogOrDatabaseTakesIsNotTakenOver() {
    for (String teken : List.of("\\u0000", "\\n", "\\u001b", "\\ud800")) {
      weigert("{\"uitkomst\":\"geweigerd\",\"reden\":\"niet" + teken + "van ons\"}");
      assertThat(stuur().reden())
          .as(teken)
          .isEqualTo("de ontvanger gaf een reden die niet in het log mag");
    }
  }

  @Test
  void keysThatCannotBeReadAreAFailureLikeAnyOther() {
    JksSslStoreDetails weg =
        JksSslStoreDetails.forLocation("/bestaat/niet.p12").withPassword("proefproef");
    bundels.registerBundle("weg", SslBundle.of(new JksSslStoreBundle(weg, null)));
    Webhook metBos = new Webhook(ontvanger.url(), null, "weg", true, null, null);

    assertThat(post.stuur(metBos, bericht()))
        .isEqualTo(Webhookantwoord.mislukt("webhook-sleutelbos"));
    assertThat(post.vraagToestemming(metBos).antwoord())
        .isEqualTo(Webhookantwoord.mislukt("webhook-sleutelbos"));
    assertThat(ontvanger.verzoeken()).isEmpty();
  }

  @Test
  void aFaultOfOurOwnIsAFailureLikeAnyOther() {
    Webhookpost stuk =
        post(
            LIMIET,
            (koppen, body) -> {
              throw new IllegalStateException("de sleutel is weg");
            });

    assertThat(stuk.stuur(webhook(Webhook.Vorm.BINAIR), bericht()))
        .isEqualTo(Webhookantwoord.mislukt("webhook-intern"));
  }

  private void weigert(String body) {
    ontvanger.gedraagJe(Ontvanger.met(422, body, "Content-Type", "application/json"));
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (Ontvanger elders = Ontvanger.op(0)) {
      ontvanger.gedraagJe(Ontvanger.met(307, "", "Location", elders.url().toString()));

      assertThat(stuur()).isEqualTo(Webhookantwoord.mislukt("webhook-doorverwijzing", 307, null));
      assertThat(elders.verzoeken()).isEmpty();
    }
  }

  @Test
  void whoAnswersTooLateDidNotAnswer() {
    ontvanger.gedraagJe(
        uitwisseling -> {
          Ontvanger.slaap(3 * LIMIET);
          uitwisseling.sendResponseHeaders(204, -1);
        });
    long begin = System.nanoTime();

    assertThat(stuur()).isEqualTo(Webhookantwoord.mislukt("webhook-tijd-om"));
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isLessThan(Duration.ofMillis(2 * LIMIET));
  }

  @Test
  void anErrorThatComesAByteAtATimeIsTooLateToo() {
    ontvanger.gedraagJe(druppelt(500));

    Webhookantwoord antwoord = stuur();
    assertThat(antwoord).isEqualTo(Webhookantwoord.mislukt("webhook-tijd-om", 500, null));
    assertThat(antwoord.overDeGebeurtenis()).as("it said what it thinks of it").isTrue();
  }

  @Test
  void aSuccessIsASuccessWhateverFollowsIt() {
    ontvanger.gedraagJe(druppelt(200));

    assertThat(stuur()).isEqualTo(Webhookantwoord.aangenomen(200));
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 400, 401, 404, 413, 422, 500, 501})
  void anErrorOfAReceiverThatIsThereMayBeAboutTheEvent(int status) {
    ontvanger.gedraagJe(Ontvanger.met(status));
    assertThat(stuur().overDeGebeurtenis()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 408, 410, 429, 502, 503, 504})
  void whatSaysThatItTakesNothingNowIsAboutTheReceiver(int status) {
    ontvanger.gedraagJe(Ontvanger.met(status));
    assertThat(stuur().overDeGebeurtenis()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhook-verbinding",
        "webhook-verbroken",
        "webhook-tls",
        "webhook-tijd-om",
        "webhook-adres-onbekend",
        "webhook-sleutelbos",
        "webhook-wachtrij"
      })
  void whoIsNotReachedSaysNothingOfTheEvent(String code) {
    assertThat(Webhookantwoord.mislukt(code).overDeGebeurtenis()).isFalse();
  }

  private static Ontvanger.Gedrag druppelt(int status) {
    return uitwisseling -> {
      uitwisseling.sendResponseHeaders(status, 0);
      for (int i = 0; i < 60; i++) {
        uitwisseling.getResponseBody().write('x');
        uitwisseling.getResponseBody().flush();
        Ontvanger.slaap(100);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void ofAHugeAnswerOnlyTheBeginningIsRead(int status) throws InterruptedException {
    AtomicLong geschreven = new AtomicLong();
    ontvanger.gedraagJe(
        uitwisseling -> {
          uitwisseling.sendResponseHeaders(status, 0);
          byte[] blok = new byte[64 << 10];
          while (geschreven.get() < 1L << 30) {
            uitwisseling.getResponseBody().write(blok);
            geschreven.addAndGet(blok.length);
          }
        });

    Webhookantwoord antwoord = stuur();

    assertThat(antwoord.status()).isEqualTo(status);
    assertThat(antwoord.soort()).isEqualTo(status == 200 ? Soort.AANGENOMEN : Soort.MISLUKT);
    Thread.sleep(300);
    assertThat(geschreven.get()).as("bytes that got rid of").isLessThan(16L << 20);
  }

  @Test
  void aConnectionThatIsDroppedNotThereOrNoHttpIsAFault() throws Exception {
    try (ServerSocket kaal = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread breker =
          new Thread(
              () -> {
                for (String zegt : new String[] {"", "HTTP/1.1 200", "geen http\r\n\r\n"}) {
                  breekAf(kaal, zegt);
                }
              });
      breker.start();
      Webhook naar = new Webhook(adres(kaal.getLocalPort()), null, null, null, null, null);
      for (int i = 0; i < 2; i++) {
        assertThat(post.stuur(naar, bericht()))
            .isEqualTo(Webhookantwoord.mislukt("webhook-verbroken"));
      }
      Webhookantwoord geenHttp = post.stuur(naar, bericht());
      assertThat(geenHttp).isEqualTo(Webhookantwoord.mislukt("webhook-geen-http"));
      assertThat(geenHttp.overDeGebeurtenis()).as("somebody answered it").isTrue();
      breker.join();
    }
    int dicht;
    try (ServerSocket weg = new ServerSocket(0)) {
      dicht = weg.getLocalPort();
    }
    assertThat(post.stuur(new Webhook(adres(dicht), null, null, null, null, null), bericht()))
        .isEqualTo(Webhookantwoord.mislukt("webhook-verbinding"));
    URI nergens = URI.create("https://ontvanger.invalid/hook");
    assertThat(post.stuur(new Webhook(nergens, null, null, null, null, null), bericht()))
        .isEqualTo(Webhookantwoord.mislukt("webhook-adres-onbekend"));
  }

  private static void breekAf(ServerSocket kaal, String zegt) {
    try (var verbinding = kaal.accept();
        InputStream in = verbinding.getInputStream();
        OutputStream uit = verbinding.getOutputStream()) {
      in.read(new byte[8192]);
      uit.write(zegt.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static URI adres(int poort) {
    return URI.create("http://127.0.0.1:" + poort + "/hook");
  }

  @Test
  void byTwoWayTlsOnlyWhoIsKnownAndTrustedGetsThrough(@TempDir Path map) throws Exception {
    SslBundle bundel = bundel(map, "127.0.0.1");
    bundels.registerBundle("partner", bundel);
    // The first handshake of a process takes its time.
    post = post(30_000);
    try (Ontvanger tls = Ontvanger.tls(bundel.createSslContext())) {
      assertThat(post.stuur(new Webhook(tls.url(), null, "partner", false, null, null), bericht()))
          .isEqualTo(Webhookantwoord.aangenomen(204));
      assertThat(tls.verzoeken().get(0).kop(Webhookpost.HANDTEKENING)).isNull();

      assertThat(post.stuur(new Webhook(tls.url(), null, null, null, null, null), bericht()))
          .as("an authority that nobody trusts")
          .isEqualTo(Webhookantwoord.mislukt("webhook-tls"));
      assertThat(tls.verzoeken()).hasSize(1);
    }
  }

  @Test
  void aCertificateForAnotherHostIsNotTrusted(@TempDir Path map) throws Exception {
    SslBundle bundel = bundel(map, "127.0.0.2");
    bundels.registerBundle("partner", bundel);
    post = post(30_000);
    try (Ontvanger tls = Ontvanger.tls(bundel.createSslContext())) {
      assertThat(post.stuur(new Webhook(tls.url(), null, "partner", false, null, null), bericht()))
          .isEqualTo(Webhookantwoord.mislukt("webhook-tls"));
      assertThat(tls.verzoeken()).isEmpty();
    }
  }

  /** A certificate of our own for a machine, on both sides, that trusts itself. */
  private static SslBundle bundel(Path map, String adres) throws Exception {
    Path bos = map.resolve("bos.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "proef",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=proef",
                "-ext",
                "san=ip:" + adres,
                "-ext",
                "bc:c",
                "-storetype",
                "PKCS12",
                "-storepass",
                "proefproef",
                "-keystore",
                bos.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    assertThat(Files.exists(bos)).isTrue();
    JksSslStoreDetails winkel =
        JksSslStoreDetails.forLocation(bos.toString()).withPassword("proefproef");
    return SslBundle.of(new JksSslStoreBundle(winkel, winkel));
  }

  @Test
  void aReceiverThatAgreesIsKnownByItsAnswerAndMaySetABound() {
    ontvanger.gedraagJe(
        Ontvanger.met(200, "", "WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "120"));
    Webhookpost.Handdruk handdruk = post.vraagToestemming(webhook(Webhook.Vorm.BINAIR));
    assertThat(handdruk.antwoord().soort()).isEqualTo(Soort.AANGENOMEN);
    assertThat(handdruk.perMinuut()).isEqualTo(120);
    assertThat(ontvanger.verzoeken().get(0).methode()).isEqualTo("OPTIONS");
    assertThat(ontvanger.verzoeken().get(0).kop("WebHook-Request-Origin"))
        .isEqualTo("ketenbrug.demo.invalid");

    ontvanger.gedraagJe(
        Ontvanger.met(
            200,
            "",
            "WebHook-Allowed-Origin",
            "Ketenbrug.demo.invalid",
            "WebHook-Allowed-Rate",
            "*"));
    handdruk = post.vraagToestemming(webhook(Webhook.Vorm.BINAIR));
    assertThat(handdruk.antwoord().soort()).isEqualTo(Soort.AANGENOMEN);
    assertThat(handdruk.perMinuut()).isNull();
  }

  @Test
  void anAnswerThatDoesNotNameUsIsNoConsent() {
    for (Ontvanger.Gedrag gedrag :
        List.<Ontvanger.Gedrag>of(
            uitwisseling -> uitwisseling.sendResponseHeaders(200, -1),
            Ontvanger.met(200, "", "WebHook-Allowed-Origin", "iemand-anders.invalid"),
            Ontvanger.met(405))) {
      ontvanger.gedraagJe(gedrag);
      assertThat(post.vraagToestemming(webhook(Webhook.Vorm.BINAIR)).antwoord().code())
          .isEqualTo("webhook-handdruk");
    }
    ontvanger.gedraagJe(Ontvanger.met(410));
    assertThat(post.vraagToestemming(webhook(Webhook.Vorm.BINAIR)).antwoord().soort())
        .isEqualTo(Soort.STOP);
  }

  private Webhookantwoord stuur() {
    return post.stuur(webhook(Webhook.Vorm.BINAIR), bericht());
  }

  private Webhook webhook(Webhook.Vorm vorm) {
    return new Webhook(ontvanger.url(), vorm, null, true, null, null);
  }

  private static Pull.Bericht bericht() {
    return bericht(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Gebeurtenis xmlns="urn:ketenbrug:profiel:beperkt:1" versie="1">
           <id>019a9000-0001-7a11-8b22-000000000001</id>
           <type>nl.beslagregister.beslag-gelegd</type>
           <bron>urn:nld:oin:00000099000000002000:systeem:beslagregister</bron>
           <geregistreerd>2026-11-17T08:05:13.204Z</geregistreerd>
           <plaatsgevonden>2026-11-16</plaatsgevonden>
           <onderwerp>1f0c9a6e5b7d42380e91c4d7aa56b3f8</onderwerp>
           <schuldenaar><bsn>999958379</bsn><naam>Zoë</naam></schuldenaar>
        </Gebeurtenis>
        """);
  }

  private static Pull.Bericht bericht(String inhoud) {
    return new Pull.Bericht(
        ID,
        37,
        ID,
        null,
        "nl.beslagregister.beslag-gelegd",
        "beslagregister",
        "1f0c9a6e5b7d42380e91c4d7aa56b3f8",
        1,
        2,
        "application/xml",
        inhoud);
  }
}
