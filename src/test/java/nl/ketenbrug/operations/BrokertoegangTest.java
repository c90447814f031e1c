package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nl.ketenbrug.Poorten;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.connection.CachingConnectionFactory;

/** However the broker's address is written, the client gets the settings that lose nothing. */
class BrokertoegangTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://a:61616",
        " tcp://a:61616 , tcp://b:61616 ",
        "tcp://a:61617?sslEnabled=true",
        "(tcp://a:61616,tcp://b:61616)?ha=true",
        "tcp://a:61616?consumerWindowSize=1000"
      })
  void theClientFetchesNothingAheadAndStartsAfreshWithAllAddresses(String adres) throws Exception {
    Brokertoegang toegang = Brokertoegang.buiten(adres, "ketenbrug", "geheim-woord");

    try (ServerLocator plaats = ActiveMQClient.createServerLocator(toegang.url())) {
      assertThat(plaats.getConsumerWindowSize()).isZero();
      assertThat(plaats.getReconnectAttempts()).isZero();
      assertThat(plaats.getStaticTransportConfigurations()).hasSize(adres.contains("b:") ? 2 : 1);
      assertThat(plaats.isHA()).isEqualTo(adres.contains("b:"));
      assertThat(plaats.getInitialConnectAttempts()).as("nobody waits in a row").isEqualTo(1);
    }
    try (ServerLocator plaats = ActiveMQClient.createServerLocator(toegang.urlMetGeduld())) {
      assertThat(plaats.getInitialConnectAttempts()).isEqualTo(20);
      assertThat(plaats.getStaticTransportConfigurations()).hasSize(adres.contains("b:") ? 2 : 1);
    }
    try (ServerLocator plaats = ActiveMQClient.createServerLocator(toegang.metVenster(7).url())) {
      assertThat(plaats.getConsumerWindowSize()).isEqualTo(7);
      assertThat(plaats.getReconnectAttempts()).isZero();
    }
    assertThat(toegang.toString()).doesNotContain("geheim-woord");
  }

  /**
   * Who asks for the connection of the engine does so behind one lock (SingleConnectionFactory).
   */
  @Test
  void whoNeedsAConnectionHearsAtOnceThatThereIsNoBroker() throws Exception {
    Brokertoegang toegang =
        Brokertoegang.buiten("tcp://127.0.0.1:" + Poorten.vrij(), "ketenbrug", "geheim-woord");
    CachingConnectionFactory verbindingen = new JmsConfiguration().connectionFactory(toegang);
    ExecutorService draden = Executors.newFixedThreadPool(4);
    try {
      Callable<Connection> vragenOm = verbindingen::createConnection;
      List<Future<Connection>> vragen =
          IntStream.range(0, 4).mapToObj(nummer -> draden.submit(vragenOm)).toList();
      for (Future<Connection> vraag : vragen) {
        assertThatThrownBy(() -> vraag.get(20, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(JMSException.class);
      }
    } finally {
      draden.shutdownNow();
      verbindingen.destroy();
    }
  }

  /** Its number would be an old one meanwhile, and whoever does so under a lock holds up others. */
  @Test
  void whoCountsOrDeclaresAfterTheStartHearsSoToo() throws Exception {
    Brokerbeheer beheer =
        new BrokerConfiguratie()
            .brokerbeheer(
                Brokertoegang.buiten(
                    "tcp://127.0.0.1:" + Poorten.vrij(), "ketenbrug", "geheim-woord"));

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> beheer.aantal("canoniek"))
                .isInstanceOf(Brokerbeheer.BrokerNietBeheerd.class));
  }

  /** One attempt is one for each address. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionIsMadeWithTheOneOfAPairThatServes(boolean eerste, @TempDir Path map)
      throws Exception {
    int dicht = Poorten.vrij();
    int open = Poorten.vrij();
    EmbeddedBroker broker = Testbroker.start(map, open);
    String adressen =
        "tcp://127.0.0.1:%d,tcp://127.0.0.1:%d"
            .formatted(eerste ? open : dicht, eerste ? dicht : open);
    CachingConnectionFactory verbindingen =
        new JmsConfiguration()
            .connectionFactory(
                Brokertoegang.buiten(adressen, EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD));
    try (Connection verbinding = verbindingen.createConnection()) {
      assertThat(verbinding.getMetaData()).isNotNull();
    } finally {
      verbindingen.destroy();
      broker.destroy();
      System.clearProperty("ketenbrug.broker.port");
    }
  }

  @Test
  void optionsOfTheConnectionStay() throws Exception {
    String url = Brokertoegang.buiten("tcp://a:61617?sslEnabled=true", "k", "w").url();

    try (ServerLocator plaats = ActiveMQClient.createServerLocator(url)) {
      assertThat(plaats.getStaticTransportConfigurations()[0].getParams())
          .containsEntry("sslEnabled", "true");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " tcp://a:61617?sslEnabled=true , tcp://b:61617?sslEnabled=true ",
        "(tcp://a:61617,tcp://b:61617)?sslEnabled=true&ha=true"
      })
  void eachAddressCanBeLookedAtByItself(String adressen) throws Exception {
    List<Brokertoegang> elk = Brokertoegang.elk(adressen, "ketenbrug", "geheim-woord");

    assertThat(elk).hasSize(2);
    for (Brokertoegang een : elk) {
      try (ServerLocator plaats = ActiveMQClient.createServerLocator(een.url())) {
        assertThat(plaats.getInitialConnectAttempts()).isEqualTo(1);
        assertThat(plaats.getReconnectAttempts()).isZero();
        assertThat(plaats.isHA()).isFalse();
        assertThat(plaats.getStaticTransportConfigurations()).hasSize(1);
        assertThat(plaats.getStaticTransportConfigurations()[0].getParams())
            .containsEntry("sslEnabled", "true")
            .containsEntry("connect-timeout-millis", "3000");
      }
    }
  }
}
