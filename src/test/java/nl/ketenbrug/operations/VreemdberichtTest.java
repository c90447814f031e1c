package nl.ketenbrug.operations;

import static nl.ketenbrug.operations.HeraanbiederTest.CJIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.ketenbrug.Poorten;
import nl.ketenbrug.delivery.Heraanbodproef;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Pull;
import nl.ketenbrug.delivery.Termijnproef;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody puts on a partner's queue what is no event, with the tools of the broker. */
class VreemdberichtTest {

  private static final String APART = "parkeer.onbestelbaar";

  @TempDir private Path map;
  private final List<LogRegel> log = new CopyOnWriteArrayList<>();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private EmbeddedBroker broker;
  private CachingConnectionFactory verbinding;
  private ConnectionFactory amqp;
  private JmsTemplate jms;
  private Heraanbodproef motor;
  private boolean logWeigert;
  private long nummer;

  private interface Maker {
    Message van(Session session) throws JMSException;
  }

  @BeforeEach
  void start() throws Exception {
    int poort = Poorten.vrij();
    broker = Testbroker.start(map, poort);
    amqp =
        new JmsConnectionFactory(
            EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD, "amqp://127.0.0.1:" + poort);
    verbinding =
        new JmsConfiguration().connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    beheer.queue(CJIB.queue());
    beheer.queue(APART);
    jms = new JmsTemplate(verbinding);
    jms.setSessionTransacted(true);
    for (String tabel : List.of("levering", "abonnement_stand", "uitgifte")) {
      jdbc.sql("delete from " + tabel).update();
    }
    motor =
        new Heraanbodproef(
            new Partners(List.of(CJIB)),
            jdbc,
            jms,
            new Brokertransactie(new TransactionTemplate(new JmsTransactionManager(verbinding))),
            this::noteer,
            1000);
  }

  private void noteer(LogRegel regel) {
    if (logWeigert && regel.stap() == Stap.GEPARKEERD) {
      throw new UncategorizedJmsException("het log weigert");
    }
    log.add(regel);
  }

  @AfterEach
  void stop() throws Exception {
    verbinding.destroy();
    broker.destroy();
    System.clearProperty("ketenbrug.broker.port");
  }

  @Test
  void itIsSetApartWithItsBodyAndTheEventsBehindItAreHandedOut() throws Exception {
    UUID bekend = leg();
    zet(verbinding, session -> bytes(session, bekend));
    zet(amqp, session -> bytes(session, bekend));
    zet(verbinding, session -> session.createTextMessage("zonder id"));
    zet(verbinding, session -> tekst(session, "een vreemd id", "o'id"));
    zet(verbinding, session -> tekst(session, "zonder nummer", bekend.toString()));
    zet(verbinding, Session::createTextMessage);
    zet(verbinding, VreemdberichtTest::kaart);
    zet(amqp, session -> session.createTextMessage("via AMQP"));
    UUID tweede = leg();

    assertThat(haal()).containsExactly(bekend, tweede);

    assertThat(ids(CJIB.queue())).containsExactly(bekend.toString(), tweede.toString());
    List<Message> apart = staat(APART);
    assertThat(apart).hasSize(8);
    assertThat(apart.stream().map(VreemdberichtTest::inhoud).toList())
        .containsExactly(
            "vreemd",
            "vreemd",
            "zonder id",
            "een vreemd id",
            "zonder nummer",
            null,
            "waarde",
            "via AMQP");
    assertThat(ids(APART))
        .as("under ids of their own")
        .doesNotHaveDuplicates()
        .doesNotContain(bekend.toString())
        .allSatisfy(id -> assertThat(BerichtId.lees(id)).isPresent());
    for (Message een : apart) {
      assertThat(een.getStringProperty(Koppen.REDEN)).isEqualTo("geen-gebeurtenis");
    }
    List<LogRegel> regels = log.stream().filter(regel -> regel.stap() == Stap.GEPARKEERD).toList();
    assertThat(regels)
        .extracting(regel -> regel.berichtId().toString())
        .containsExactlyElementsOf(ids(APART));
    assertThat(regels).allMatch(regel -> "geen-gebeurtenis".equals(regel.code()));
    assertThat(regels).allMatch(regel -> "cjib".equals(regel.partner()));
    assertThat(regels.get(0).verwijzing()).isEqualTo(bekend);
    assertThat(regels.get(2).inhoud()).isEqualTo("zonder id");
  }

  /** A name that is no text: a number, or bytes, which the broker refuses to make text of. */
  @Test
  void aNameThatIsNoTextStopsNobodyAndIsSetApart() throws Exception {
    UUID eerste = leg();
    zet(
        verbinding,
        session -> {
          TextMessage message = session.createTextMessage("een nummer");
          message.setIntProperty(Koppen.BERICHT_ID, 5);
          return message;
        });
    for (String kop :
        List.of(Koppen.BERICHT_ID, Koppen.CORRELATIE_ID, Koppen.OORZAAK_ID, Koppen.BRON)) {
      zetMetBytes(kop);
    }
    UUID tweede = leg();

    assertThat(haal()).containsExactly(eerste, tweede);

    assertThat(ids(CJIB.queue())).containsExactly(eerste.toString(), tweede.toString());
    assertThat(staat(APART).stream().map(VreemdberichtTest::inhoud).toList())
        .containsExactly("een nummer", "berichtId", "correlatieId", "oorzaakId", Koppen.BRON);
  }

  /** As AMQP's binary comes: JMS itself has no property of bytes. */
  private void zetMetBytes(String kop) throws JMSException {
    String id = BerichtId.nieuw(Instant.now()).toString();
    zet(
        verbinding,
        session -> {
          TextMessage message = tekst(session, kop, id);
          message.setLongProperty(Koppen.VOLGNUMMER, 1);
          ((ActiveMQMessage) message)
              .getCoreMessage()
              .putBytesProperty(kop, id.getBytes(StandardCharsets.UTF_8));
          return message;
        });
  }

  @Test
  void whatCannotBeSetApartNowStaysAndHoldsUpNothing() throws Exception {
    zet(verbinding, session -> session.createTextMessage("zonder id"));
    UUID eerste = leg();
    logWeigert = true;

    assertThat(haal()).containsExactly(eerste);
    assertThat(staat(APART)).isEmpty();

    logWeigert = false;
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> haal().equals(List.of(eerste)) && staat(APART).size() == 1);
    assertThat(ids(CJIB.queue())).containsExactly(eerste.toString());
  }

  private List<UUID> haal() {
    return motor.haal(CJIB, 10).berichten().stream().map(Pull.Bericht::berichtId).toList();
  }

  private UUID leg() throws JMSException {
    UUID id = BerichtId.nieuw(Instant.now().plusMillis(nummer)).value();
    long volgnummer = ++nummer;
    Termijnproef.leg(jdbc, CJIB, id, volgnummer, id, Instant.now());
    zet(
        verbinding,
        session -> {
          TextMessage message = tekst(session, "<Gebeurtenis/>", id.toString());
          message.setStringProperty(Koppen.CORRELATIE_ID, id.toString());
          message.setLongProperty(Koppen.VOLGNUMMER, volgnummer);
          return message;
        });
    return id;
  }

  private static void zet(ConnectionFactory fabriek, Maker maker) throws JMSException {
    try (Connection connection = fabriek.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(CJIB.queue()))) {
      producer.send(maker.van(session));
    }
  }

  private static TextMessage tekst(Session session, String inhoud, String id) throws JMSException {
    TextMessage message = session.createTextMessage(inhoud);
    if (id != null) {
      message.setStringProperty(Koppen.BERICHT_ID, id);
    }
    return message;
  }

  private static BytesMessage bytes(Session session, UUID id) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes("vreemd".getBytes(StandardCharsets.UTF_8));
    message.setStringProperty(Koppen.BERICHT_ID, id.toString());
    return message;
  }

  private static MapMessage kaart(Session session) throws JMSException {
    MapMessage message = session.createMapMessage();
    message.setString("sleutel", "waarde");
    return message;
  }

  private static String inhoud(Message message) {
    try {
      if (message instanceof MapMessage kaart) {
        return kaart.getString("sleutel");
      }
      if (message instanceof BytesMessage bytes) {
        byte[] inhoud = new byte[(int) bytes.getBodyLength()];
        bytes.readBytes(inhoud);
        return new String(inhoud, StandardCharsets.UTF_8);
      }
      return ((TextMessage) message).getText();
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> ids(String queue) throws JMSException {
    List<String> ids = new ArrayList<>();
    for (Message een : staat(queue)) {
      ids.add(een.getStringProperty(Koppen.BERICHT_ID));
    }
    return ids;
  }

  private List<Message> staat(String queue) {
    return jms.browse(
        queue,
        (session, browser) -> {
          List<Message> gevonden = new ArrayList<>();
          for (Object een : Collections.list(browser.getEnumeration())) {
            gevonden.add((Message) een);
          }
          return gevonden;
        });
  }
}
