package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.Poorten;
import nl.ketenbrug.message.BerichtId;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner that reads its own queue by AMQP and loses its connection. */
class PartnervolgordeTest {

  private static final String QUEUE = "partner.proef";
  private static final long GEDULD = 5_000;

  @TempDir private Path map;
  private EmbeddedBroker broker;
  private JmsConnectionFactory fabriek;

  @BeforeEach
  void startsTheBroker() throws Exception {
    int poort = Poorten.vrij();
    broker = Testbroker.start(map, poort);
    new Brokerbeheer(new Brokertoegang("vm://0", EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD))
        .queue(QUEUE);
    fabriek =
        new JmsConnectionFactory(
            EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD, "amqp://127.0.0.1:" + poort);
  }

  @AfterEach
  void stopsIt() throws Exception {
    broker.destroy();
    System.clearProperty("ketenbrug.broker.port");
  }

  @Test
  void getsWhatItHadFetchedAndNotConfirmedBeforeWhatFollows() throws Exception {
    zend(QUEUE, 1, 6);
    try (Connection verbinding = fabriek.createConnection()) {
      MessageConsumer lezer = lezer(verbinding);
      // It has fetched all six by now, and looked at one.
      assertThat(lezer.receive(GEDULD)).isNotNull();
    }
    zend(QUEUE, 7, 8);

    List<Long> nummers = new ArrayList<>();
    try (Connection verbinding = fabriek.createConnection()) {
      MessageConsumer lezer = lezer(verbinding);
      while (nummers.size() < 8) {
        Message message = lezer.receive(GEDULD);
        assertThat(message).as("na %s", nummers).isNotNull();
        nummers.add(message.getLongProperty("volgnummer"));
        message.acknowledge();
      }
    }

    assertThat(nummers).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  @Test
  void leavesABoundedNumberOfRecordsWhenItOnlyGivesBack() throws Exception {
    // The account that reads must be that of the partner.
    String queue = "partner." + EmbeddedBroker.ENGINE;
    new Brokerbeheer(new Brokertoegang("vm://0", EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD))
        .queue(queue);
    zend(queue, 1, 1);
    try (Connection verbinding = fabriek.createConnection()) {
      Session sessie = verbinding.createSession(true, Session.SESSION_TRANSACTED);
      MessageConsumer lezer = sessie.createConsumer(sessie.createQueue(queue));
      verbinding.start();
      for (int keer = 1; keer <= 200; keer++) {
        assertThat(lezer.receive(GEDULD)).as("keer %d", keer).isNotNull();
        sessie.rollback();
      }
      assertThat(lezer.receive(GEDULD)).isNotNull();
      sessie.commit();
    }

    List<String> log = new ArrayList<>();
    try (Connection verbinding = fabriek.createConnection()) {
      Session sessie = verbinding.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer lezer = sessie.createConsumer(sessie.createQueue("berichtenlog"));
      verbinding.start();
      for (Message m = lezer.receive(GEDULD); m != null; m = lezer.receive(300)) {
        log.add(m.getBody(String.class));
      }
    }
    assertThat(log.stream().filter(regel -> regel.contains("AFGELEVERD")))
        .as("1 to 8, 16, 32, 64, 128")
        .hasSize(12);
    assertThat(log.stream().filter(regel -> regel.contains("BEVESTIGD"))).hasSize(1);
  }

  private static MessageConsumer lezer(Connection verbinding) throws Exception {
    Session sessie = verbinding.createSession(false, Session.CLIENT_ACKNOWLEDGE);
    MessageConsumer lezer = sessie.createConsumer(sessie.createQueue(QUEUE));
    verbinding.start();
    return lezer;
  }

  private void zend(String queue, int van, int tot) throws Exception {
    try (Connection verbinding = fabriek.createConnection()) {
      Session sessie = verbinding.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer zender = sessie.createProducer(sessie.createQueue(queue));
      for (long nummer = van; nummer <= tot; nummer++) {
        Message message = sessie.createTextMessage("gebeurtenis");
        String id = "019a9000-0001-7a11-8b22-%012d".formatted(nummer);
        message.setStringProperty("berichtId", BerichtId.of(id).toString());
        message.setStringProperty("correlatieId", BerichtId.of(id).toString());
        message.setLongProperty("volgnummer", nummer);
        message.setStringProperty("JMSXGroupID", "dossier");
        zender.send(message);
      }
    }
  }
}
