package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import nl.ketenbrug.message.Koppen;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Who waits for whom, on {@code canoniek} where nothing else is said: readers as an engine has
 * them, by its own address of the broker, each with a transaction for each message.
 */
class DossierbeurtTest {

  private static final String QUEUE = "canoniek";
  private static final long GEDULD = 10_000;

  /** Milliseconds for what must not come. */
  private static final long NIETS = 300;

  /** Milliseconds in which no redelivery falls that a test does not wait for. */
  private static final String LANG = "60000";

  @TempDir private Path map;
  private final List<String> gelezen = new CopyOnWriteArrayList<>();
  private EmbeddedBroker broker;
  private ActiveMQConnectionFactory fabriek;
  private Connection verbinding;

  @BeforeEach
  void begin() throws Exception {
    start(LANG);
  }

  private void start(String pauze) throws Exception {
    broker =
        Testbroker.start(map, Map.of("redelivery-delay", pauze, "max-redelivery-delay", pauze));
    fabriek =
        new ActiveMQConnectionFactory(
            Brokertoegang.ingebouwd(Testbroker.WACHTWOORD).url(),
            EmbeddedBroker.ENGINE,
            Testbroker.WACHTWOORD);
    verbinding = fabriek.createConnection();
    verbinding.start();
  }

  @AfterEach
  void stop() throws Exception {
    verbinding.close();
    fabriek.close();
    broker.destroy();
  }

  @Test
  void aBusyDossierHoldsUpItselfOnly() throws Exception {
    zend("A", 1);
    Session bezig = sessie();
    assertThat(neem(lezer(bezig))).isEqualTo("A1");
    zend("A", 2);
    zend("A", 3);
    for (char dossier = 'B'; dossier <= 'Z'; dossier++) {
      zend("" + dossier, 1);
    }

    leesDoor(3);

    await().atMost(Duration.ofMillis(GEDULD)).until(() -> gelezen.size() == 25);
    assertThat(gelezen).doesNotContain("A2", "A3");
    bezig.commit();
    await().atMost(Duration.ofMillis(GEDULD)).until(() -> gelezen.size() == 27);
    assertThat(gelezen.subList(25, 27)).containsExactly("A2", "A3");
  }

  @Test
  void manyReadersKeepTheOrderOfEachDossierAndNeverHaveTwoOfOneInHand() throws Exception {
    int dossiers = 30;
    int elk = 8;
    Random toeval = new Random(11);
    Set<String> inHanden = ConcurrentHashMap.newKeySet();
    List<String> samen = new CopyOnWriteArrayList<>();
    for (int lezer = 0; lezer < 8; lezer++) {
      leesDoor(
          bericht -> {
            String dossier = bericht.split("-")[0];
            if (!inHanden.add(dossier)) {
              samen.add(bericht);
            }
            Thread.sleep(toeval.nextInt(8));
            inHanden.remove(dossier);
          });
    }

    for (int dossier = 0; dossier < dossiers; dossier++) {
      for (int nummer = 1; nummer <= elk; nummer++) {
        zend("%d-".formatted(dossier), nummer);
      }
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> gelezen.size() >= dossiers * elk);
    assertThat(samen).isEmpty();
    for (int dossier = 0; dossier < dossiers; dossier++) {
      String naam = "%d-".formatted(dossier);
      assertThat(gelezen.stream().filter(bericht -> bericht.startsWith(naam)))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, elk).mapToObj(nummer -> naam + nummer).toList());
    }
  }

  /** The engine has written down that the dossier waits; an older one of it may be on its way. */
  @Test
  void whatAReaderRollsBackGivesItsTurnAway() throws Exception {
    zend("A", 1);
    zend("A", 2);
    Session mislukt = sessie();
    assertThat(neem(lezer(mislukt))).isEqualTo("A1");

    mislukt.rollback();

    assertThat(neem(lezer(sessie()))).isEqualTo("A2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"brongegevens", "wacht-op-bron"})
  void whereNobodyWritesThatTheDossierWaitsWhatIsRolledBackKeepsItsTurn(String queue)
      throws Exception {
    broker.destroy();
    start("500");
    zend(queue, "A", 1, 0);
    zend(queue, "A", 2, 0);
    Session mislukt = sessie();
    assertThat(neem(lezer(mislukt, queue))).isEqualTo("A1");
    mislukt.rollback();
    mislukt.close();
    Session ander = sessie();

    MessageConsumer lezer = lezer(ander, queue);
    assertThat(neem(lezer)).isEqualTo("A1");
    ander.commit();
    assertThat(neem(lezer)).isEqualTo("A2");
  }

  /** The broker would take it away while it hands out, and hand out what it just took away. */
  @ParameterizedTest
  @ValueSource(strings = {QUEUE, "brongegevens", "wacht-op-bron"})
  void whereDossiersTakeTurnsNothingExpires(String queue) throws Exception {
    zend(queue, "A", 1, 1);
    Thread.sleep(50);

    assertThat(neem(lezer(sessie(), queue))).isEqualTo("A1");
  }

  @Test
  void whatTheBrokerRefusesToCommitKeepsItsTurn() throws Exception {
    broker.destroy();
    start("500");
    Session geweigerd = sessie();
    zend("A", 1);
    zend("A", 2);
    Session ander = sessie();

    leesEnWeiger(geweigerd);

    MessageConsumer lezer = lezer(ander);
    assertThat(neem(lezer)).isEqualTo("A1");
    ander.commit();
    assertThat(neem(lezer)).isEqualTo("A2");
  }

  @Test
  void whatSomebodyTakesAwayHoldsNothingUp() throws Exception {
    Session geweigerd = sessie();
    zend("A", 1);
    zend("A", 2);
    leesEnWeiger(geweigerd);
    geweigerd.close();
    MessageConsumer lezer = lezer(sessie());
    assertThat(lezer.receive(NIETS)).as("A1 waits for its next attempt").isNull();

    assertThat(BrokerbewijsTest.beheer(QUEUE, "removeMessages", "nummer = 1")).isEqualTo(1);

    assertThat(neem(lezer)).isEqualTo("A2");
  }

  /**
   * Reads A1, of which the broker then refuses the commit: as it does with a fault of its disk, or
   * when an address takes nothing more. It must know before the reading: it is told of what is read
   * at once, and not at the commit.
   */
  private void leesEnWeiger(Session sessie) throws Exception {
    AtomicBoolean nogNiet = new AtomicBoolean(true);
    ActiveMQServerPlugin weigering =
        new ActiveMQServerPlugin() {
          @Override
          public void messageAcknowledged(
              Transaction transaction,
              MessageReference reference,
              AckReason reason,
              ServerConsumer consumer) {
            if (nogNiet.getAndSet(false)) {
              transaction.markAsRollbackOnly(new ActiveMQIOErrorException("vol"));
            }
          }
        };
    ActiveMQServer server = (ActiveMQServer) ReflectionTestUtils.getField(broker, "server");
    server.registerBrokerPlugin(weigering);
    assertThat(neem(lezer(sessie))).isEqualTo("A1");
    assertThatThrownBy(sessie::commit).isInstanceOf(JMSException.class);
    server.unRegisterBrokerPlugin(weigering);
  }

  private interface Werk {
    void doe(String bericht) throws InterruptedException;
  }

  private void leesDoor(int lezers) throws JMSException {
    for (int lezer = 0; lezer < lezers; lezer++) {
      leesDoor(bericht -> {});
    }
  }

  /** One reader in a thread of its own, until everything is closed. */
  private void leesDoor(Werk werk) throws JMSException {
    Session sessie = sessie();
    MessageConsumer lezer = lezer(sessie);
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Message een = lezer.receive(GEDULD);
                  if (een != null) {
                    werk.doe(naam(een));
                    // Before the commit: behind it the next of the dossier may be ahead of us.
                    gelezen.add(naam(een));
                    sessie.commit();
                  }
                }
              } catch (JMSException | InterruptedException e) {
                // Closed at the end; what did not come by then is what the test counts.
                LoggerFactory.getLogger(DossierbeurtTest.class).debug("Lezer gesloten", e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private Session sessie() throws JMSException {
    return verbinding.createSession(true, Session.SESSION_TRANSACTED);
  }

  private static MessageConsumer lezer(Session sessie) throws JMSException {
    return lezer(sessie, QUEUE);
  }

  private static MessageConsumer lezer(Session sessie, String queue) throws JMSException {
    return sessie.createConsumer(sessie.createQueue(queue));
  }

  private static String neem(MessageConsumer lezer) throws JMSException {
    Message een = lezer.receive(GEDULD);
    assertThat(een).as("a message within %d ms", GEDULD).isNotNull();
    return naam(een);
  }

  private static String naam(Message message) throws JMSException {
    return message.getStringProperty("dossier") + message.getIntProperty("nummer");
  }

  private void zend(String dossier, int nummer) throws JMSException {
    zend(QUEUE, dossier, nummer, 0);
  }

  /**
   * @param geldig milliseconds; 0 for ever
   */
  private void zend(String queue, String dossier, int nummer, long geldig) throws JMSException {
    try (Session sessie = sessie();
        MessageProducer zender = sessie.createProducer(sessie.createQueue(queue))) {
      zender.setTimeToLive(geldig);
      Message message = sessie.createTextMessage("gebeurtenis");
      message.setStringProperty(Koppen.DOSSIER, dossier);
      message.setStringProperty("dossier", dossier);
      message.setIntProperty("nummer", nummer);
      zender.send(message);
      sessie.commit();
    }
  }
}
