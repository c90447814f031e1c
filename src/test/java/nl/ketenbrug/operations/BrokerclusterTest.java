package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.Poorten;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.ClusterConnectionConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.cluster.impl.MessageLoadBalancingType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Why the engine does not work with a cluster: two brokers that serve together, as Artemis offers
 * it, each with the reader that an engine would be. What fails here is what our promise rests on.
 */
class BrokerclusterTest {

  private static final String QUEUE = "canoniek";

  @TempDir private Path map;
  private final List<ActiveMQServer> servers = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private int[] poorten;

  @BeforeEach
  void startTwee() throws Exception {
    ((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.WARN);
    poorten = new int[] {Poorten.vrij(), Poorten.vrij()};
    for (int i = 0; i < 2; i++) {
      servers.add(start(i));
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                servers.stream()
                    .allMatch(
                        s ->
                            s.getClusterManager()
                                    .getDefaultConnection(null)
                                    .getTopology()
                                    .getMembers()
                                    .size()
                                == 2));
  }

  private ActiveMQServer start(int i) throws Exception {
    ConfigurationImpl configuratie = new ConfigurationImpl();
    configuratie.setBrokerInstance(map.resolve("broker" + i).toFile());
    configuratie.setSecurityEnabled(false);
    configuratie.setJMXManagementEnabled(false);
    configuratie.setClusterPassword("proef-met-twee-brokers");
    configuratie.addAcceptorConfiguration("in", adres(i));
    configuratie.addConnectorConfiguration("zelf", adres(i));
    configuratie.addConnectorConfiguration("ander", adres(1 - i));
    configuratie.addClusterConfiguration(
        new ClusterConnectionConfiguration()
            .setName("twee")
            .setConnectorName("zelf")
            .setRetryInterval(100)
            .setMessageLoadBalancingType(MessageLoadBalancingType.ON_DEMAND)
            .setStaticConnectors(List.of("ander")));
    ActiveMQServer server = ActiveMQServers.newActiveMQServer(configuratie);
    server.start();
    server.createQueue(
        QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST).setExclusive(true));
    return server;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable een : open) {
      een.close();
    }
    for (ActiveMQServer server : servers) {
      server.stop();
    }
  }

  @Test
  void twoReadersHoldMessagesOfOneDossierAtTheSameTime() throws Exception {
    Lezer een = lezer(0);
    Lezer twee = lezer(1);

    stuur(0, "dossier-1", null);
    stuur(1, "dossier-1", null);

    // None is acknowledged: on one broker the second would wait for the first, by its group and
    // because the queue has one reader.
    assertThat(een.ontvang()).as("held at the first broker").isNotNull();
    assertThat(twee.ontvang()).as("held at the second broker").isNotNull();
  }

  @Test
  void whatIsSentAgainAtTheOtherBrokerIsTakenTwice() throws Exception {
    stuur(0, "dossier-1", "dezelfde");
    stuur(0, "dossier-1", "dezelfde");
    stuur(1, "dossier-1", "dezelfde");

    // What is on its way from the one to the other stands nowhere to be counted for a moment.
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(samen())
                    .as("known at the first broker, new at the second")
                    .isEqualTo(2));
  }

  private long samen() {
    return servers.stream().mapToLong(een -> een.locateQueue(QUEUE).getMessageCount()).sum();
  }

  @Test
  void theEngineSaysSoAndDoesNotStart() {
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.buiten(adres(0), "ketenbrug", "geheim"));
    assertThat(beheer.bedienende()).isEqualTo(2);
    boolean[] einde = new boolean[1];
    Brokerwacht wacht =
        new Brokerwacht(beheer, List.of(beheer), InstantSource.system(), () -> einde[0] = true);

    assertThatThrownBy(wacht::toets)
        .isInstanceOf(Brokerwacht.VerkeerdeBroker.class)
        .hasMessageContaining("cluster");
    wacht.kijk();
    assertThat(einde[0]).as("also when the cluster is made later").isTrue();
  }

  private String adres(int i) {
    return "tcp://127.0.0.1:" + poorten[i];
  }

  private record Lezer(
      org.apache.activemq.artemis.api.core.client.ClientConsumer consumer, ClientSession sessie) {
    ClientMessage ontvang() throws Exception {
      return consumer.receive(5000);
    }
  }

  private Lezer lezer(int i) throws Exception {
    ClientSession sessie = sessie(i);
    sessie.start();
    return new Lezer(sessie.createConsumer(QUEUE), sessie);
  }

  private void stuur(int i, String groep, String dubbel) throws Exception {
    ClientSession sessie = sessie(i);
    try (ClientProducer zender = sessie.createProducer(QUEUE)) {
      ClientMessage bericht = sessie.createMessage(true);
      bericht.putStringProperty("_AMQ_GROUP_ID", groep);
      if (dubbel != null) {
        bericht.putStringProperty("_AMQ_DUPL_ID", dubbel);
      }
      zender.send(bericht);
    }
  }

  private ClientSession sessie(int i) throws Exception {
    ServerLocator plaats = ActiveMQClient.createServerLocator(adres(i));
    open.add(0, plaats);
    ClientSession sessie = plaats.createSessionFactory().createSession(true, true);
    open.add(0, sessie);
    return sessie;
  }
}
