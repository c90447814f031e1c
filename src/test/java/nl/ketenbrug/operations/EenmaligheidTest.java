package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nl.ketenbrug.Poorten;
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
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.impl.nullpm.NullStorageManager;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  private ConnectionFactory amqp;

  @BeforeEach
  void startsTheBroker() throws Exception {
    int poort = Poorten.vrij();
    broker = Testbroker.start(map, poort);
    amqp =
        new JmsConnectionFactory(
            EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD, "amqp://127.0.0.1:" + poort);
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

    stuurStil(tweede, BRIEF);
    assertThatThrownBy(tweede::commit).isInstanceOf(ActiveMQDuplicateIdException.class);
    assertThat(berichten(INTAKE)).isEqualTo(1);
  }

  /** A source that waits for the outcome of each message, and sends again what was rejected. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bySourcesWithAmqpItIsRejectedAndSentAgainAndArrivesOnce(boolean eersteBlijft)
      throws Exception {
    ClientSession eerste = transactie();
    stuurEerst(eerste);

    try (Connection connection = amqp.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer naar = session.createProducer(session.createQueue(INTAKE))) {
      TextMessage bericht = session.createTextMessage("brief");
      bericht.setStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), BRIEF);
      assertThatThrownBy(() -> naar.send(bericht))
          .isInstanceOf(JMSException.class)
          .hasMessageContaining("nog open");
      if (eersteBlijft) {
        eerste.commit();
      } else {
        eerste.rollback();
      }
      naar.send(bericht);
    }

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
    stuurStil(los, BRIEF);

    assertThat(berichten(INTAKE)).isEqualTo(1);
    stuur(los, INTAKE, "een ander");
    assertThat(berichten(INTAKE)).as("nothing is held").isEqualTo(2);
  }

  /** The answer to the second would come at once, and say that it is stored. */
  @Test
  void outsideATransactionItIsHeldUntilItIsOnDisk() throws Exception {
    Schijf schijf = new Schijf(OperationContext::storeLineUp);
    ClientSession traag = sessie(plaats.createSessionFactory(), true);
    ClientSession los = sessie(plaats.createSessionFactory(), true);
    CompletableFuture<Void> eerste = CompletableFuture.runAsync(() -> stuurStil(traag, BRIEF));
    schijf.wacht();

    assertThatThrownBy(() -> stuur(los, INTAKE, BRIEF)).hasMessageContaining("nog open");
    assertThat(eerste).isNotDone();
    schijf.verder(OperationContext::done);
    eerste.get(30, TimeUnit.SECONDS);

    stuurStil(los, BRIEF);
    assertThat(berichten(INTAKE)).isEqualTo(1);
  }

  /** "Duplicate" means stored, and only the copy makes it so. */
  @Test
  void inAPairItIsHeldUntilTheCopyHasIt() throws Exception {
    Schijf kopie = new Schijf(OperationContext::replicationLineUp);
    ClientSession traag = transactie();
    ClientSession tweede = transactie();
    // To close a producer is answered behind what its session sent.
    ClientProducer naar = traag.createProducer(INTAKE);
    naar.send(bericht(traag, BRIEF));
    kopie.wacht();
    CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> legVast(traag));
    kopie.opEigenSchijf.get(30, TimeUnit.SECONDS);

    stuur(tweede, INTAKE, BRIEF);
    assertThat(catchThrowableOfType(ActiveMQException.class, tweede::commit))
        .isNotInstanceOf(ActiveMQDuplicateIdException.class)
        .hasMessageContaining("nog open");
    assertThat(commit).isNotDone();
    kopie.verder(OperationContext::replicationDone);
    commit.get(30, TimeUnit.SECONDS);

    stuurStil(tweede, BRIEF);
    assertThatThrownBy(tweede::commit).isInstanceOf(ActiveMQDuplicateIdException.class);
    assertThat(berichten(INTAKE)).isEqualTo(1);
  }

  /**
   * Something that does not answer: of the first message that is sent here it holds up the answer.
   */
  private final class Schijf implements ActiveMQServerPlugin {
    private final CompletableFuture<OperationContext> opgehouden = new CompletableFuture<>();
    private final CompletableFuture<Void> verstuurd = new CompletableFuture<>();
    private final CompletableFuture<Void> opEigenSchijf = new CompletableFuture<>();
    private final Consumer<OperationContext> begin;
    private final ActiveMQServer server =
        (ActiveMQServer) ReflectionTestUtils.getField(broker, "server");

    Schijf(Consumer<OperationContext> begin) {
      this.begin = begin;
      server.registerBrokerPlugin(this);
    }

    @Override
    public void beforeSend(
        ServerSession session,
        Transaction transaction,
        Message message,
        boolean direct,
        boolean noAutoCreateQueue) {
      if (!opgehouden.isDone()) {
        transaction.afterStore(
            new TransactionOperationAbstract() {
              @Override
              public void afterCommit(Transaction tx) {
                opEigenSchijf.complete(null);
              }
            });
        OperationContext context = server.getStorageManager().getContext();
        begin.accept(context);
        opgehouden.complete(context);
      }
    }

    @Override
    public void afterSend(
        ServerSession session,
        Transaction transaction,
        Message message,
        boolean direct,
        boolean noAutoCreateQueue,
        RoutingStatus result) {
      verstuurd.complete(null);
    }

    void wacht() throws Exception {
      verstuurd.get(30, TimeUnit.SECONDS);
    }

    void verder(Consumer<OperationContext> einde) {
      einde.accept(opgehouden.join());
    }
  }

  private static void legVast(ClientSession session) {
    try {
      session.commit();
    } catch (ActiveMQException e) {
      throw new IllegalStateException(e);
    }
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
              },
              // The pool of all may have one thread, by Java 25 also where one was made for each.
              werk -> new Thread(werk).start()));
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
      naar.send(bericht(session, id));
    }
  }

  private static ClientMessage bericht(ClientSession session, String id) {
    ClientMessage bericht = session.createMessage(true);
    if (id != null) {
      bericht.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), id);
    }
    return bericht;
  }

  /** The broker may drop it and say so at the commit. */
  private static void stuurStil(ClientSession session, String id) {
    try {
      stuur(session, INTAKE, id);
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
