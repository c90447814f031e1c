package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nl.ketenbrug.message.Oin;
import nl.ketenbrug.simulator.Simulator;
import nl.ketenbrug.simulator.suwinet.Proefsleutels;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/** The client of the engine against the signed side of the simulator, over two-way TLS. */
final class Suwiopstelling implements AutoCloseable {

  static final Path SLEUTELS = Path.of("target", "proefsleutels-" + ProcessHandle.current().pid());
  static final String AFNEMER = "00000099000000000000";

  private final ConfigurableApplicationContext simulator;
  private final HttpClient http = HttpClient.newHttpClient();

  Suwiopstelling(Path scenario) {
    // Not while a question waits for them.
    Proefsleutels.in(SLEUTELS, AFNEMER, Clock.systemUTC()).vals();
    simulator = Simulator.start(0, 0, scenario, SLEUTELS, AFNEMER);
  }

  static Suwiopstelling start() {
    return new Suwiopstelling(Path.of("config/simulator/scenario.yaml"));
  }

  SuwinetClient client(List<Bron> bronnen) {
    return client(bronnen, "https://127.0.0.1:" + Simulator.tlsPort(simulator), SLEUTELS);
  }

  SuwinetClient client(List<Bron> bronnen, String broker, Path sleutels) {
    return client(bronnen, broker, sleutels, "");
  }

  SuwinetClient client(List<Bron> bronnen, String broker, Path sleutels, String intrekkingslijst) {
    SuwinetSettings settings =
        new SuwinetSettings(
            broker + "/suwibroker/soap",
            "http://ketenbrug.demo.invalid/suwinet",
            sleutels.resolve("afnemer.p12").toString(),
            Proefsleutels.WACHTWOORD,
            sleutels.resolve("vertrouwd.p12").toString(),
            Proefsleutels.WACHTWOORD,
            intrekkingslijst,
            60,
            300);
    SuwinetClient client =
        new SuwinetClient(
            new Bronnen(bronnen),
            settings,
            new VragerSettings(new Oin(AFNEMER)),
            new MockEnvironment());
    client.afterSingletonsInstantiated();
    return client;
  }

  String https() {
    return "https://127.0.0.1:" + Simulator.tlsPort(simulator);
  }

  String adres() {
    return Simulator.adres(simulator).toString();
  }

  void zet(String regeling) throws Exception {
    zet("/simulator/bronnen/suwinet", regeling);
  }

  /** From now on what the sources know is that of this day. */
  void speel(LocalDate dag) throws Exception {
    zet("/simulator/dag", "{\"dag\": \"" + dag + "\"}");
  }

  private void zet(String pad, String inhoud) throws Exception {
    HttpResponse<String> antwoord =
        http.send(
            HttpRequest.newBuilder(URI.create(adres() + pad))
                .PUT(HttpRequest.BodyPublishers.ofString(inhoud))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (antwoord.statusCode() != 200) {
      throw new AssertionError(antwoord.body());
    }
  }

  /** The last question as it came in, signed. */
  String laatsteVraag() throws Exception {
    HttpResponse<String> antwoord =
        http.send(
            HttpRequest.newBuilder(URI.create(adres() + "/simulator/bronnen/suwinet/verzoeken"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    var verzoeken = new ObjectMapper().readTree(antwoord.body());
    return verzoeken.get(verzoeken.size() - 1).get("body").asText();
  }

  /** The revocation list of the authority, on which the certificate with this number stands. */
  static Path intrekkingslijst(BigInteger nummer) throws Exception {
    Path lijst = SLEUTELS.resolve("intrekkingslijst-" + nummer + ".crl");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-gencrl",
                "-alias",
                "uitgever",
                "-id",
                nummer.toString(),
                "-keystore",
                SLEUTELS.resolve("uitgever.p12").toString(),
                "-storepass",
                Proefsleutels.WACHTWOORD,
                "-file",
                lijst.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return lijst;
  }

  /** The number of the broker's certificate. */
  static BigInteger nummerVanDeBroker() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(SLEUTELS.resolve("broker.p12"))) {
      store.load(in, Proefsleutels.WACHTWOORD.toCharArray());
    }
    return ((X509Certificate) store.getCertificate("broker")).getSerialNumber();
  }

  /** The sources of the installation that are asked through Suwinet. */
  static List<Bron> bronnen(Path map) throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    List<Bron> bronnen = new ArrayList<>();
    try (Stream<Path> bestanden = Files.list(map)) {
      for (Path bestand : bestanden.sorted().toList()) {
        Bron bron = yaml.readValue(bestand.toFile(), Bron.class);
        if (bron.isSuwinet()) {
          bronnen.add(bron);
        }
      }
    }
    if (bronnen.isEmpty()) {
      throw new AssertionError("Geen bron via Suwinet in " + map);
    }
    return bronnen;
  }

  @Override
  public void close() {
    simulator.close();
  }
}
