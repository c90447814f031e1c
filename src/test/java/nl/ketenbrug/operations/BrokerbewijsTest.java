package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** What the broker writes down of messages that it takes from their queue by itself. */
class BrokerbewijsTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private static final String PARTNER = "partner.proef";
  private static final String ID = "019a9000-0001-7a11-8b22-000000000001";
  private static final int POGINGEN = 20;

  @TempDir private Path map;
  private EmbeddedBroker broker;
  private CachingConnectionFactory verbinding;
  private JmsTemplate jms;

  @BeforeEach
  void startsTheBroker() throws Exception {
    broker = Testbroker.start(map, Map.of("redelivery-delay", "0"));
    Brokertoegang toegang = Brokertoegang.ingebouwd(Testbroker.WACHTWOORD);
    verbinding = new JmsConfiguration().connectionFactory(toegang);
    new Brokerbeheer(toegang).queue(PARTNER);
    jms = new JmsTemplate(verbinding);
    jms.setReceiveTimeout(2_000);
  }

  @AfterEach
  void stopsIt() throws Exception {
    verbinding.destroy();
    broker.destroy();
    System.clearProperty("ketenbrug.broker.redelivery-delay");
  }

  @Test
  void whatExpiresAtTheBrokerItselfIsOnRecordAndOnQueueVerlopen() throws Exception {
    jms.setExplicitQosEnabled(true);
    jms.setTimeToLive(50);
    zend(PARTNER, true);
    Thread.sleep(100);

    assertThat(beheer(PARTNER, "expireMessages", "")).isEqualTo(1);

    LogRegel regel = enig();
    assertThat(regel.stap()).isEqualTo(Stap.VERPLAATST);
    assertThat(regel.code()).isEqualTo("broker-verlopen");
    assertThat(regel.uitleg()).contains(PARTNER);
    assertThat(regel.berichtId()).hasToString(ID);
    assertThat(regel.partner()).isEqualTo("proef");
    assertThat(regel.volgnummer()).isEqualTo(7);
    assertThat(regel.actor()).as("nobody did so").isNull();
    assertThat(jms.receive("verlopen")).isNotNull();
  }

  @Test
  void whatSomebodyMovesWithTheToolsOfTheBrokerIsOnRecord() throws Exception {
    zend("canoniek", true);

    assertThat(beheer("canoniek", "moveMessages", "", "onbestelbaar")).isEqualTo(1);

    LogRegel regel = enig();
    assertThat(regel.stap()).isEqualTo(Stap.VERPLAATST);
    assertThat(regel.code()).isEqualTo("broker-weggehaald");
    assertThat(regel.uitleg()).endsWith("canoniek");
    assertThat(regel.partner()).isNull();
    assertThat(jms.receive("onbestelbaar")).isNotNull();
  }

  /** The engine does so itself, for what a person does with it. */
  @Test
  void whatIsSingledOutIsNotSaidToBeTakenAwayBySomebody() throws Exception {
    new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)).queue("parkeer.proef");
    zend("parkeer.proef", true);
    assertThat(beheer("parkeer.proef", "moveMessages", "", "parkeer.uitgezocht")).isEqualTo(1);

    assertThat(enig().uitleg())
        .isEqualTo("uitgezocht van parkeer.proef: het staat nog apart, op parkeer.uitgezocht");
    assertThat(beheer("parkeer.uitgezocht", "moveMessages", "", "canoniek")).isEqualTo(1);
    assertThat(enig().uitleg()).startsWith("door iemand aan de broker verplaatst");
  }

  @Test
  void oneMessageThatSomebodyDeletesIsNotOnRecordAsMovedOnly() throws Exception {
    zend("canoniek", true);
    Object nummer = bericht("canoniek").get("messageID");

    assertThat(vraag("canoniek", "removeMessage", ((Number) nummer).longValue())).isEqualTo(true);

    LogRegel regel = enig();
    assertThat(regel.code()).isEqualTo("broker-weggehaald");
    assertThat(regel.uitleg())
        .isEqualTo("door iemand aan de broker verplaatst of verwijderd van canoniek");
  }

  @Test
  void whatSomebodyRemovesIsOnRecordAndIsNoRefusalOfThePartner() throws Exception {
    zend(PARTNER, true);
    jms.setSessionTransacted(true);
    jms.execute(
        session -> {
          assertThat(lees(session, PARTNER)).as("fetched, and given back").isNotNull();
          session.rollback();
          return null;
        },
        true);
    jms.setSessionTransacted(false);

    assertThat(beheer(PARTNER, "removeMessages", "")).isEqualTo(1);

    assertThat(enig().code()).isEqualTo("broker-onbestelbaar");
  }

  @Test
  void whatTheBrokerGivesUpAfterItsLastAttemptIsOnRecord() throws Exception {
    zend("brongegevens", true);
    jms.setSessionTransacted(true);
    for (int poging = 1; poging <= POGINGEN; poging++) {
      int keer = poging;
      jms.execute(
          session -> {
            assertThat(lees(session, "brongegevens")).as("poging %d", keer).isNotNull();
            session.rollback();
            return null;
          },
          true);
    }
    jms.setSessionTransacted(false);

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> jms.browse("onbestelbaar", (s, b) -> b.getEnumeration().hasMoreElements()));
    LogRegel regel = enig();
    assertThat(regel.stap()).isEqualTo(Stap.VERPLAATST);
    assertThat(regel.code()).isEqualTo("broker-onbestelbaar");
    assertThat(regel.uitleg()).endsWith("brongegevens");
  }

  @Test
  void whatAReaderTakesInItsOrdinaryWayAndWhatHasNoIdOfOursLeavesNoSuchRecord() throws Exception {
    zend("canoniek", true);
    assertThat(jms.receive("canoniek")).isNotNull();
    zend("canoniek", false);

    assertThat(beheer("canoniek", "moveMessages", "", "onbestelbaar")).isEqualTo(1);

    assertThat(jms.receive("onbestelbaar")).as("moved all the same").isNotNull();
    assertThat(regels()).isEmpty();
  }

  private static Message lees(Session session, String queue) throws jakarta.jms.JMSException {
    try (var lezer = session.createConsumer(session.createQueue(queue))) {
      return lezer.receive(2_000);
    }
  }

  private LogRegel enig() throws Exception {
    List<LogRegel> regels = regels();
    assertThat(regels).hasSize(1);
    return regels.get(0);
  }

  private List<LogRegel> regels() throws Exception {
    List<LogRegel> regels = new ArrayList<>();
    jms.setReceiveTimeout(500);
    for (Message m = jms.receive("berichtenlog"); m != null; m = jms.receive("berichtenlog")) {
      regels.add(JSON.readValue(m.getBody(String.class), LogRegel.class));
    }
    jms.setReceiveTimeout(2_000);
    return regels;
  }

  private void zend(String queue, boolean metIds) {
    jms.send(
        queue,
        session -> {
          Message message = session.createTextMessage("gebeurtenis");
          if (metIds) {
            message.setStringProperty("berichtId", ID);
            message.setStringProperty("correlatieId", ID);
            message.setLongProperty("volgnummer", 7);
          }
          return message;
        });
  }

  /** As an operator does with the tools of the broker. */
  static int beheer(String queue, String wat, Object... waarmee) throws Exception {
    return ((Number) vraag(queue, wat, waarmee)).intValue();
  }

  /** The first message on a queue, as the tools of the broker show it. */
  private static Map<?, ?> bericht(String queue) throws Exception {
    return (Map<?, ?>) ((Object[]) vraag(queue, "listMessages", ""))[0];
  }

  private static Object vraag(String queue, String wat, Object... waarmee) throws Exception {
    try (ServerLocator plaats = ActiveMQClient.createServerLocator("vm://0");
        ClientSessionFactory fabriek = plaats.createSessionFactory();
        ClientSession session =
            fabriek.createSession(
                EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD, false, true, true, false, 0)) {
      session.start();
      try (ClientRequestor vrager = new ClientRequestor(session, "activemq.management")) {
        ClientMessage vraag = session.createMessage(false);
        ManagementHelper.putOperationInvocation(vraag, ResourceNames.QUEUE + queue, wat, waarmee);
        ClientMessage antwoord = vrager.request(vraag, 5_000);
        assertThat(ManagementHelper.hasOperationSucceeded(antwoord)).isTrue();
        return ManagementHelper.getResult(antwoord);
      }
    }
  }
}
