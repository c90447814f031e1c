package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * A message that takes the engine with it, and the broker inside it, before its route begins. What
 * is left of a life is what stood on disk while that message was in hand.
 */
class PogingenOpTest {

  private static final String INTAKE = "intake.proef";

  /** max-delivery-attempts of every address that has no other. */
  private static final int POGINGEN = 20;

  private static final long GEDULD = 20_000;

  @TempDir private Path map;
  private Path instantie;

  @Test
  void whatEndsTheBrokerAtEachDeliveryIsSetApartAtTheStartAfterItsLastAttempt() throws Exception {
    instantie = map.resolve("0");
    leef(PogingenOpTest::legKlaar);
    for (int poging = 1; poging <= POGINGEN; poging++) {
      int keer = poging;
      Path hierna = map.resolve(Integer.toString(keer));
      leef(
          verbinding -> {
            assertThat(neem(verbinding, INTAKE, "dodelijk")).isEqualTo(keer);
            staatOpSchijf(verbinding);
            FileSystemUtils.copyRecursively(instantie, hierna);
          });
      FileSystemUtils.deleteRecursively(instantie);
      instantie = hierna;
    }

    leef(
        verbinding -> {
          neem(verbinding, "onbestelbaar", "dodelijk");
          assertThat(neem(verbinding, INTAKE, "erachter"))
              .as("what stood behind it was never tried")
              .isOne();
        });
  }

  private interface Leven {
    void leef(Connection verbinding) throws Exception;
  }

  private void leef(Leven leven) throws Exception {
    EmbeddedBroker broker = Testbroker.start(instantie, Map.of());
    // One message at a time: what is fetched is delivered.
    try (ActiveMQConnectionFactory fabriek =
            new ActiveMQConnectionFactory(
                "vm://0?consumerWindowSize=0", EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD);
        Connection verbinding = fabriek.createConnection()) {
      verbinding.start();
      leven.leef(verbinding);
    } finally {
      broker.destroy();
    }
  }

  private static void legKlaar(Connection verbinding) throws Exception {
    Session session = verbinding.createSession(true, Session.SESSION_TRANSACTED);
    ClientSession kern = ((ActiveMQSession) session).getCoreSession();
    kern.createAddress(SimpleString.of(INTAKE), RoutingType.ANYCAST, false);
    kern.createQueue(QueueConfiguration.of(INTAKE).setRoutingType(RoutingType.ANYCAST));
    try (MessageProducer zender = session.createProducer(session.createQueue(INTAKE))) {
      zender.send(session.createTextMessage("dodelijk"));
      zender.send(session.createTextMessage("erachter"));
    }
    session.commit();
  }

  /**
   * @return how often it was delivered, this time included; it stays in hand until the connection
   *     ends
   */
  private static int neem(Connection verbinding, String queue, String verwacht) throws Exception {
    Session session = verbinding.createSession(true, Session.SESSION_TRANSACTED);
    MessageConsumer lezer = session.createConsumer(session.createQueue(queue));
    Message bericht = lezer.receive(GEDULD);
    assertThat(bericht).as("a message on %s", queue).isNotNull();
    assertThat(bericht.getBody(String.class)).isEqualTo(verwacht);
    return bericht.getIntProperty("JMSXDeliveryCount");
  }

  /** What is committed later stands behind it in the journal. */
  private static void staatOpSchijf(Connection verbinding) throws Exception {
    try (Session session = verbinding.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer zender = session.createProducer(session.createQueue("herziening"))) {
      zender.send(session.createTextMessage("erna"));
      session.commit();
    }
  }
}
