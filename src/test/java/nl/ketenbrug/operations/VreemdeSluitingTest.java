package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.Poorten;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * The connection is closed by a thread of Spring's, as it is when the client lost it and took it up
 * again, while a reader is about to commit what it read and what it sent on.
 */
@Timeout(60)
class VreemdeSluitingTest {

  private static final String BRON = "partner.bron";
  private static final String DOEL = "partner.doel";
  private static final int AANTAL = 3;
  private static final long GEDULD = 10_000;

  @TempDir private Path map;
  private final CountDownLatch sluit = new CountDownLatch(1);
  private final CountDownLatch vastgelegd = new CountDownLatch(1);
  private EmbeddedBroker broker;
  private Brokertoegang toegang;

  @BeforeEach
  void startsTheBroker() throws Exception {
    int poort = Poorten.vrij();
    broker = Testbroker.start(map, poort);
    toegang =
        Brokertoegang.buiten(
            "tcp://127.0.0.1:" + poort, EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD);
    Brokerbeheer beheer = new Brokerbeheer(toegang);
    beheer.queue(BRON);
    beheer.queue(DOEL);
  }

  @AfterEach
  void stopsIt() throws Exception {
    broker.destroy();
    System.clearProperty("ketenbrug.broker.port");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsCommittedMeanwhileIsAcknowledgedToo(boolean vooruit) throws Exception {
    JmsConfiguration configuratie = new JmsConfiguration();
    CachingConnectionFactory verbindingen =
        vooruit ? configuratie.vooruitlezend(toegang) : configuratie.connectionFactory(toegang);
    Thread sluiter = new Thread(() -> verbindingen.onException(new JMSException("weg")));
    ((ActiveMQConnectionFactory) verbindingen.getTargetConnectionFactory())
        .getServerLocator()
        .addOutgoingInterceptor(houdOp(sluiter));
    JmsTemplate jms = new JmsTemplate(verbindingen);
    for (int nummer = 0; nummer < AANTAL; nummer++) {
      jms.convertAndSend(BRON, "bericht");
    }

    try (Connection verbinding = verbindingen.createConnection()) {
      verbinding.start();
      Session sessie = verbinding.createSession(true, Session.SESSION_TRANSACTED);
      MessageConsumer lezer = sessie.createConsumer(sessie.createQueue(BRON));
      for (int nummer = 0; nummer < AANTAL; nummer++) {
        sessie.createProducer(sessie.createQueue(DOEL)).send(lezer.receive(GEDULD));
      }
      sluiter.start();
      assertThat(sluit.await(GEDULD, TimeUnit.MILLISECONDS)).as("closing").isTrue();
      sessie.commit();
    } finally {
      vastgelegd.countDown();
      sluiter.join();
      verbindingen.destroy();
    }

    Brokerbeheer beheer = new Brokerbeheer(toegang);
    assertThat(beheer.aantal(DOEL)).as("sent on").isEqualTo(AANTAL);
    assertThat(beheer.aantal(BRON)).as("comes again").isZero();
  }

  /** The first that the closing thread has to tell the broker about its reader waits. */
  private Interceptor houdOp(Thread sluiter) {
    return (packet, verbinding) -> {
      boolean vanLezer =
          packet.getType() == PacketImpl.SESS_ACKNOWLEDGE
              || packet.getType() == PacketImpl.SESS_CONSUMER_CLOSE;
      if (vanLezer && Thread.currentThread() == sluiter) {
        sluit.countDown();
        wacht();
      }
      return true;
    };
  }

  private void wacht() {
    try {
      vastgelegd.await(GEDULD, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
