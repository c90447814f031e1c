package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import nl.ketenbrug.Poorten;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: how the torture looks at a queue. */
class MartelbrokerTest {

  private static final String WACHTRIJ = "parkeer.proef";

  /** Twice what a client fetches ahead by itself, in messages as large as an event. */
  private static final int BERICHTEN = 80;

  private static final int BYTES = 26_000;

  @TempDir Path map;
  private int poort;
  private EmbeddedActiveMQ broker;

  @BeforeEach
  void begin() throws Exception {
    poort = Poorten.vrij();
    Configuration configuratie =
        new ConfigurationImpl()
            .setJournalDirectory(map.resolve("journal").toString())
            .setBindingsDirectory(map.resolve("bindings").toString())
            .setPagingDirectory(map.resolve("paging").toString())
            .setLargeMessagesDirectory(map.resolve("large").toString())
            .setJournalType(JournalType.NIO)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .addAcceptorConfiguration("proef", "tcp://127.0.0.1:" + poort);
    broker = new EmbeddedActiveMQ().setConfiguration(configuratie);
    broker.start();
    broker
        .getActiveMQServer()
        .createQueue(QueueConfiguration.of(WACHTRIJ).setRoutingType(RoutingType.ANYCAST));
  }

  @AfterEach
  void einde() throws Exception {
    broker.stop();
  }

  /** One in five looks with a window ended at it. */
  @Test
  void aLookSeesAllOfAQueueThatIsLongerThanAWindow() throws Exception {
    try (ServerLocator plaats = Martelbroker.plaats(poort);
        ClientSessionFactory verbinding = plaats.createSessionFactory();
        ClientSession sessie = verbinding.createSession();
        ClientProducer zender = sessie.createProducer(WACHTRIJ)) {
      for (int i = 0; i < BERICHTEN; i++) {
        ClientMessage bericht = sessie.createMessage(true);
        bericht.putStringProperty("berichtId", "bericht-" + i);
        bericht.getBodyBuffer().writeBytes(new byte[BYTES]);
        zender.send(bericht);
      }
    }
    for (int keer = 0; keer < 60; keer++) {
      try (ServerLocator plaats = Martelbroker.plaats(poort);
          ClientSessionFactory verbinding = plaats.createSessionFactory();
          ClientSession sessie = verbinding.createSession()) {
        sessie.start();
        assertThat(Martelbroker.ids(sessie, WACHTRIJ)).as("look %d", keer).hasSize(BERICHTEN);
      }
    }
  }
}
