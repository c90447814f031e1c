package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.broker.Eenmaligheid;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.client.impl.ClientSessionFactoryInternal;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.persistence.impl.nullpm.NullStorageManager;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * The same message from two sides at once: whose answer did not come has sent it again, while the
 * broker is still at the first.
 */
class EenmaligheidTest {

  private static final String INTAKE = "intake.beslagregister";
  private static final String BRIEF = "0192f0a4-0000-7000-8000-000000000001";

  @TempDir private Path map;
  private final List<AutoCloseable> open = new ArrayList<>();
  private EmbeddedBroker broker;
  private ServerLocator plaats;

  @BeforeEach
  void startsTheBroker() throws Exception {
    int poort;
    try (ServerSocket vrij = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      poort = vrij.getLocalPort();
    }
    broker = Testbroker.start(map, poort);
    plaats =
        ActiveMQClient.createServerLocator("tcp://127.0.0.1:%d".formatted(poort))
            .setReconnectAttempts(0);
    try (ClientSession session = sessie(plaats.createSessionFactory(), true)) {
      for (String queue : List.of(INTAKE, "intake.ander")) {
        session.createAddress(SimpleString.of(queue), RoutingType.ANYCAST, false);
        session.createQueue(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
      }
    }
  }

  @AfterEach
  void stopsTheBroker() throws Exception {
    for (AutoCloseable een : open) {
      een.close();
    }
    plaats.close();
    broker.destroy();
  }

  @Test
  void whileOneTransactionHasItNoOtherMayHaveIt() throws Exception {
    ClientSession eerste = transactie();
    ClientSession tweede = transactie();
    stuurEerst(eerste);

    // Nobody waits for the answer to a message in a transaction: it comes with the commit.
    stuur(tweede, INTAKE, BRIEF);
    stuur(tweede, "intake.ander", "wat er verder in staat");
    eerste.commit();

    assertThat(catchThrowableOfType(ActiveMQException.class, tweede::commit))
        .as("not the refusal that means that it is there: the first might have been taken back")
        .isNotInstanceOf(ActiveMQDuplicateIdException.class)
        .hasMessageContaining("nog open");
    assertThat(berichten(INTAKE)).isEqualTo(1);
    assertThat(berichten("intake.ander")).isZero();

    stuurStil(tweede, INTAKE, BRIEF);
    assertThatThrownBy(tweede::commit).isInstanceOf(ActiveMQDuplicateIdException.class);
    assertThat(berichten(INTAKE)).isEqualTo(1);
  }

  @Test
  void whatIsTakenBackMayBeSentAgain() throws Exception {
    ClientSession eerste = transactie();
    ClientSession tweede = transactie();
    stuurEerst(eerste);
    eerste.rollback();

    stuur(tweede, INTAKE, BRIEF);
    tweede.commit();

    assertThat(berichten(INTAKE)).isEqualTo(1);
  }

  @Test
  void whoIsGoneHoldsNothing() throws Exception {
    ClientSessionFactory weg = plaats.createSessionFactory();
    stuurEerst(sessie(weg, false));
    ((ClientSessionFactoryInternal) weg).getConnection().getTransportConnection().forceClose();

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(ActiveMQException.class)
        .until(
            () -> {
              try (ClientSession nieuw = transactie()) {
                stuur(nieuw, INTAKE, BRIEF);
                nieuw.commit();
              }
              return true;
            });

    assertThat(berichten(INTAKE)).isEqualTo(1);
  }

  /** The end of a connection rolls back beside what still stands in line to be sent in it. */
  @Test
  void whatIsSentInATransactionThatWasTakenBackHoldsNothing() throws Exception {
    Eenmaligheid plugin = new Eenmaligheid();
    CoreMessage bericht = new CoreMessage(1, 100);
    bericht.setAddress(INTAKE);
    bericht.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID, SimpleString.of(BRIEF));
    TransactionImpl weg = new TransactionImpl(new NullStorageManager());

    plugin.beforeSend(null, weg, bericht, false, false);
    weg.rollback();
    plugin.beforeSend(null, null, bericht.copy(2), false, false);
    plugin.afterSend(null, weg, bericht, false, false, RoutingStatus.OK);
    assertThatThrownBy(() -> plugin.beforeSend(null, null, bericht.copy(3), false, false))
        .as("of another by now")
        .hasMessageContaining("nog open");

    Eenmaligheid ander = new Eenmaligheid();
    ander.beforeSend(null, weg, bericht, false, false);
    ander.afterSend(null, weg, bericht, false, false, RoutingStatus.OK);
    ander.beforeSend(null, null, bericht.copy(4), false, false);
  }

  /** A rollback that stood in line when the session ended begins a transaction that nobody ends. */
  @Test
  void whatStandsInLineWhenItsSessionEndsIsNotTakenAndHoldsNothing() throws Exception {
    ClientSession weg = transactie();
    stuurEerst(weg);
    ServerSession sessie = sessieMetTransactie();
    sessie.close(true);
    sessie.rollback(false);
    Transaction nieuw = sessie.getCurrentTransaction();
    assertThat(nieuw.getState()).as("nobody ends it").isEqualTo(Transaction.State.ACTIVE);

    CoreMessage bericht = new CoreMessage(-1, 100);
    bericht.setAddress(INTAKE);
    bericht.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID, SimpleString.of(BRIEF));
    assertThatThrownBy(() -> sessie.send(nieuw, bericht, false, "wie weg is", false))
        .hasMessageContaining("is weg");
    assertThat(nieuw.getState()).isEqualTo(Transaction.State.ROLLBACK_ONLY);

    ClientSession tweede = transactie();
    stuur(tweede, INTAKE, BRIEF);
    tweede.commit();
    assertThat(berichten(INTAKE)).isEqualTo(1);
  }

  /** At the broker, of who has something in a transaction. */
  private ServerSession sessieMetTransactie() throws Exception {
    ActiveMQServer server = (ActiveMQServer) ReflectionTestUtils.getField(broker, "server");
    return server.getSessions().stream()
        .filter(een -> een.getCurrentTransaction() != null)
        .filter(een -> een.getCurrentTransaction().isContainsPersistent())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void outsideATransactionTheSameHolds() throws Exception {
    ClientSession eerste = transactie();
    ClientSession los = sessie(plaats.createSessionFactory(), true);
    stuurEerst(eerste);

    assertThatThrownBy(() -> stuur(los, INTAKE, BRIEF)).hasMessageContaining("nog open");
    eerste.rollback();
    stuur(los, INTAKE, BRIEF);
    stuurStil(los, INTAKE, BRIEF);

    assertThat(berichten(INTAKE)).isEqualTo(1);
    stuur(los, INTAKE, "een ander");
    assertThat(berichten(INTAKE)).as("nothing is held").isEqualTo(2);
  }

  @Test
  void anotherIdOrAnotherQueueIsAnotherMessage() throws Exception {
    ClientSession eerste = transactie();
    ClientSession tweede = transactie();
    stuurEerst(eerste);

    stuur(tweede, INTAKE, "een ander");
    stuur(tweede, "intake.ander", BRIEF);
    stuur(tweede, INTAKE, null);
    stuur(tweede, INTAKE, null);
    tweede.commit();
    eerste.commit();

    assertThat(berichten(INTAKE)).isEqualTo(4);
    assertThat(berichten("intake.ander")).isEqualTo(1);
  }

  /** What sends again until it has an answer, from two sides at the very same moment. */
  @Test
  void fromTwoSidesAtOnceEachArrivesOnce() throws Exception {
    int aantal = 200;
    CyclicBarrier gelijk = new CyclicBarrier(2);
    List<CompletableFuture<Void>> kanten = new ArrayList<>();
    for (int kant = 0; kant < 2; kant++) {
      ClientSession session = transactie();
      kanten.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < aantal; i++) {
                  tegelijk(gelijk);
                  houdVol(session, "bericht-" + i);
                }
              }));
    }
    for (CompletableFuture<Void> kant : kanten) {
      kant.get(2, TimeUnit.MINUTES);
    }

    assertThat(berichten(INTAKE)).isEqualTo(aantal);
  }

  private static void tegelijk(CyclicBarrier gelijk) {
    try {
      gelijk.await(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void houdVol(ClientSession session, String id) {
    while (true) {
      try {
        stuur(session, INTAKE, id);
        session.commit();
        return;
      } catch (ActiveMQDuplicateIdException e) {
        return;
      } catch (ActiveMQException e) {
        terug(session);
      }
    }
  }

  private static void terug(ClientSession session) {
    try {
      session.rollback();
    } catch (ActiveMQException e) {
      throw new IllegalStateException(e);
    }
  }

  private ClientSession transactie() throws Exception {
    return sessie(plaats.createSessionFactory(), false);
  }

  private ClientSession sessie(ClientSessionFactory fabriek, boolean los) throws Exception {
    ClientSession session =
        fabriek.createSession(
            EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD, false, los, true, false, 0);
    open.add(fabriek);
    return session;
  }

  /** The broker has it when this returns: nobody waits for an answer to it in a transaction. */
  private static void stuurEerst(ClientSession session) throws ActiveMQException {
    stuur(session, INTAKE, BRIEF);
    session.queueQuery(SimpleString.of(INTAKE));
  }

  private static void stuur(ClientSession session, String queue, String id)
      throws ActiveMQException {
    try (ClientProducer naar = session.createProducer(queue)) {
      ClientMessage bericht = session.createMessage(true);
      if (id != null) {
        bericht.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), id);
      }
      naar.send(bericht);
    }
  }

  /** The broker may drop it and say so at the commit. */
  private static void stuurStil(ClientSession session, String queue, String id) {
    try {
      stuur(session, queue, id);
    } catch (ActiveMQException e) {
      assertThat(e).isInstanceOf(ActiveMQDuplicateIdException.class);
    }
  }

  private long berichten(String queue) throws Exception {
    try (ClientSession session = sessie(plaats.createSessionFactory(), true)) {
      return session.queueQuery(SimpleString.of(queue)).getMessageCount();
    }
  }
}
