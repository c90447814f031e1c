package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import nl.ketenbrug.Poorten;
import nl.ketenbrug.simulator.suwinet.Proefsleutels;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second port of the embedded broker, with the keys that the demo makes. */
class BrokertlsTest {

  @TempDir private static Path map;
  private static EmbeddedBroker broker;
  private static int port;
  private static Path vertrouwd;

  @BeforeAll
  static void start() throws Exception {
    Proefsleutels.in(map.resolve("sleutels"), "00000099000000000000", Clock.systemUTC());
    vertrouwd = map.resolve("sleutels/vertrouwd.p12");
    port = Poorten.vrij();
    broker =
        Testbroker.start(
            map.resolve("broker"),
            Map.of("redelivery-delay", "0"),
            Brokertls.acceptor(
                "127.0.0.1", port, map.resolve("sleutels/afnemer.p12"), Proefsleutels.WACHTWOORD));
  }

  @AfterAll
  static void stop() throws Exception {
    broker.destroy();
    System.clearProperty("ketenbrug.broker.redelivery-delay");
  }

  @Test
  void aPartnerByAmqpThatTrustsTheAuthorityGetsIn() throws Exception {
    sluitAan(
        amqp(
            "?transport.trustStoreLocation=%s&transport.trustStorePassword=%s"
                .formatted(vertrouwd, Proefsleutels.WACHTWOORD)));
  }

  @Test
  void aPartnerByCoreThatTrustsTheAuthorityGetsIn() throws Exception {
    try (ActiveMQConnectionFactory core =
        new ActiveMQConnectionFactory(
            "tcp://127.0.0.1:%d?sslEnabled=true;trustStoreType=PKCS12;trustStorePath=%s;trustStorePassword=%s"
                .formatted(port, vertrouwd, Proefsleutels.WACHTWOORD),
            EmbeddedBroker.ENGINE,
            Testbroker.WACHTWOORD)) {
      sluitAan(core);
    }
  }

  @Test
  void whoDoesNotKnowTheAuthorityDoesNotConnect() {
    assertThatThrownBy(() -> sluitAan(amqp("?transport.connectTimeout=5000")))
        .isInstanceOf(JMSException.class)
        .hasStackTraceContaining("unable to find valid certification path");
  }

  @Test
  void withoutTlsNothingIsSaid() {
    JmsConnectionFactory open =
        new JmsConnectionFactory(
            EmbeddedBroker.ENGINE,
            Testbroker.WACHTWOORD,
            "amqp://127.0.0.1:" + port + "?jms.connectTimeout=3000");
    assertThatThrownBy(() -> sluitAan(open)).isInstanceOf(JMSException.class);
  }

  @Test
  void bothVersionsOfTlsThatAreSafeAreSpoken() throws Exception {
    assertThat(handdruk("TLSv1.2")).isEqualTo("TLSv1.2");
    assertThat(handdruk("TLSv1.3")).isEqualTo("TLSv1.3");
  }

  @Test
  void thePortBelongsToThatOfTheContractUnlessItIsGiven() throws Exception {
    Path sleutels = map.resolve("sleutels/afnemer.p12");
    assertThat(settings(61616, null, sleutels).tlsPoort()).hasValue(61617);
    assertThat(settings(61000, null, sleutels).tlsPoort()).isEmpty();
    assertThat(settings(61000, 61001, sleutels).tlsPoort()).hasValue(61001);
    Path weg = map.resolve("is-er-niet.p12");
    assertThat(Files.exists(weg)).isFalse();
    assertThat(settings(61616, null, weg).tlsPoort()).isEmpty();
    assertThatThrownBy(() -> settings(61616, 61617, weg).tlsPoort())
        .hasMessageContaining("is er niet");
    assertThat(settings(61616, null, sleutels).toString()).doesNotContain("geheim-woord");
  }

  @Test
  void aPortThatIsTakenOrKeysThatDoNotOpenAreSaidBeforeTheBrokerStarts() throws Exception {
    Path sleutels = map.resolve("sleutels/afnemer.p12");
    assertThatThrownBy(() -> Brokertls.acceptor(settings(61000, port, sleutels)))
        .hasMessageContaining("niet te openen");
    BrokerSettings bezet =
        new BrokerSettings(
            "tcp://b:1?trustStorePassword=geheim-woord;x=1",
            "ketenbrug",
            "geheim-woord",
            "127.0.0.1",
            61000,
            new BrokerSettings.Tls(port, sleutels.toString(), Proefsleutels.WACHTWOORD),
            1,
            1,
            Duration.ZERO);
    assertThatThrownBy(() -> Brokertls.acceptor(bezet))
        .hasMessage("De broker start niet: poort " + port + " voor TLS is bezet");
    assertThat(bezet.toString()).contains("tcp://b:1").doesNotContain("geheim-woord");
    assertThat(Brokertls.acceptor("127.0.0.1", 1, sleutels, "geheim-woord"))
        .doesNotContain("geheim-woord");
  }

  private static BrokerSettings settings(int port, Integer tls, Path sleutelbos) {
    return new BrokerSettings(
        "",
        "ketenbrug",
        "geheim-woord",
        "127.0.0.1",
        port,
        new BrokerSettings.Tls(tls, sleutelbos.toString(), "geheim-woord"),
        1,
        1,
        Duration.ZERO);
  }

  private static ConnectionFactory amqp(String opties) {
    return new JmsConnectionFactory(
        EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD, "amqps://127.0.0.1:" + port + opties);
  }

  private static void sluitAan(ConnectionFactory factory) throws JMSException {
    try (Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      assertThat(session.createTextMessage("x").getText()).isEqualTo("x");
    }
  }

  private static String handdruk(String versie) throws Exception {
    KeyStore store =
        KeyStore.getInstance(vertrouwd.toFile(), Proefsleutels.WACHTWOORD.toCharArray());
    TrustManagerFactory vertrouwen =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    vertrouwen.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, vertrouwen.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setEnabledProtocols(new String[] {versie});
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }
}
