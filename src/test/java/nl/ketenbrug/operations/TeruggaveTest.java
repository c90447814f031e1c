package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nl.ketenbrug.Poorten;
import nl.ketenbrug.broker.Dossierbeurt;
import nl.ketenbrug.broker.Teruggave;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.client.impl.ClientSessionFactoryInternal;
import org.apache.activemq.artemis.core.client.impl.ClientSessionInternal;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Two engines on one broker, as far as their readers go, of which one is gone from one moment to
 * the next: its connection ends without a word, as the kernel ends that of a killed process.
 */
class TeruggaveTest {

  /** Where Dossierbeurt keeps dossiers in turn. */
  private static final String CANONIEK = "canoniek";

  /** Where the broker's own groups do. */
  private static final String VAN_PARTNER = "partner.proef";

  private static final int LEZERS = 4;
  private static final int DOSSIERS = LEZERS;
  private static final int PER_DOSSIER = 3;
  private static final int RONDES = 10;
  private static final long GEDULD = 30_000;

  /** Milliseconds in which the readers of the one that stays have asked for a message. */
  private static final long AANLOOP = 100;

  @TempDir private Path map;
  private final AtomicInteger verwerkt = new AtomicInteger();
  private volatile boolean bezig;
  private volatile ConditionTimeoutException zonderMoment;
  private EmbeddedBroker broker;
  private ServerLocator plaats;

  @BeforeEach
  void startsTheBroker() throws Exception {
    int poort = Poorten.vrij();
    broker = Testbroker.start(map, poort);
    plaats =
        ActiveMQClient.createServerLocator(
            "tcp://127.0.0.1:" + poort + "?consumerWindowSize=0&reconnectAttempts=0");
    try (Motor motor = new Motor(VAN_PARTNER)) {
      motor.zender.createAddress(SimpleString.of(VAN_PARTNER), RoutingType.ANYCAST, false);
      motor.zender.createQueue(
          QueueConfiguration.of(VAN_PARTNER).setRoutingType(RoutingType.ANYCAST));
    }
  }

  @AfterEach
  void stopsIt() throws Exception {
    plaats.close();
    broker.destroy();
    System.clearProperty("ketenbrug.broker.port");
  }

  /**
   * What Leesbewijs writes takes its time, in which the message may be given back and delivered to
   * another: by that count it would be taken out of the other's hands.
   */
  @Test
  void nothingIsDoneAtAnAcknowledgementBeforeTheCountIsRead() {
    ActiveMQServer server = (ActiveMQServer) ReflectionTestUtils.getField(broker, "server");

    assertThat(server.getBrokerPlugins().get(0)).isInstanceOf(Teruggave.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {CANONIEK, VAN_PARTNER})
  void whatWasInHandIsNotOvertakenWhenTheDossiersOfItsReaderGoToAnother(String queue)
      throws Exception {
    Map<String, List<Integer>> gekregen = new ConcurrentHashMap<>();
    for (int ronde = 0; ronde < RONDES; ronde++) {
      try (Motor sterft = new Motor(queue);
          Motor blijft = new Motor(queue)) {
        zend(blijft, ronde);
        for (ClientConsumer lezer : sterft.lezers(LEZERS)) {
          assertThat(lezer.receive(GEDULD)).as("in hand of the one that dies").isNotNull();
        }
        sterft.schrijfRegels();
        blijft.leesDoor(gekregen);
        Thread.sleep(AANLOOP);
        sterft.dood();
        wachtTot((ronde + 1) * DOSSIERS * PER_DOSSIER);
      }
    }

    assertThat(gekregen).hasSize(RONDES * DOSSIERS);
    assertThat(gekregen)
        .allSatisfy((dossier, nummers) -> assertThat(nummers).as(dossier).containsExactly(1, 2, 3));
  }

  /** What it acknowledged may come in before its connection ends, meanwhile, or not at all. */
  @RepeatedTest(20)
  void whatWasAcknowledgedWithoutACommitDoesNotWaitWhileTheNextPasses() throws Exception {
    try (Motor sterft = new Motor(CANONIEK);
        Motor blijft = new Motor(CANONIEK)) {
      ClientConsumer lezer = sterft.lezers(1).get(0);
      zend(blijft, "dossier", 1);
      zend(blijft, "dossier", 2);
      lezer.receive(GEDULD).acknowledge();
      sterft.dood();

      ClientConsumer ander = blijft.lezers(1).get(0);
      ClientMessage eerste = ander.receive(GEDULD);
      assertThat(eerste.getIntProperty("nummer")).isEqualTo(1);
      assertThat(eerste.getDeliveryCount()).as("it counts as an attempt").isEqualTo(2);
      eerste.acknowledge();
      blijft.sessies.get(0).commit();
      assertThat(ander.receive(GEDULD).getIntProperty("nummer")).isEqualTo(2);
    }
  }

  /** The broker itself would keep it until its next start, and so its dossier. */
  @ParameterizedTest
  @ValueSource(strings = {CANONIEK, VAN_PARTNER})
  void whatIsAcknowledgedInATransactionThatIsOverComesAgain(String queue) throws Exception {
    ActiveMQServer server = (ActiveMQServer) ReflectionTestUtils.getField(broker, "server");
    try (Motor sterft = new Motor(queue);
        Motor blijft = new Motor(queue)) {
      ClientConsumer lezer = sterft.lezers(1).get(0);
      zend(blijft, "dossier", 1);
      zend(blijft, "dossier", 2);
      long bericht = lezer.receive(GEDULD).getMessageID();
      ServerSession sessie =
          server.getSessionByID(((ClientSessionInternal) sterft.sessies.get(0)).getName());
      // What a session does that looked at its transaction just before it was rolled back.
      Transaction over = sessie.getCurrentTransaction();
      over.tryRollback();
      sessie.getServerConsumers().iterator().next().acknowledge(over, bericht);
      sterft.dood();

      ClientConsumer ander = blijft.lezers(1).get(0);
      for (int nummer = 1; nummer <= 2; nummer++) {
        ClientMessage een = ander.receive(GEDULD);
        assertThat(een).as("message %d", nummer).isNotNull();
        assertThat(een.getIntProperty("nummer")).isEqualTo(nummer);
        een.acknowledge();
        blijft.sessies.get(0).commit();
      }
      assertThat(ander.receiveImmediate()).as("each once").isNull();
      assertThat(server.locateQueue(queue).getDeliveringCount()).isZero();
    }
  }

  /** It waits for its next attempt then, and with it what follows it in its dossier. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasAcknowledgedWithoutACommitKeepsItsTurnAlsoWithoutThisPlugin(boolean gedood)
      throws Exception {
    ActiveMQServer server = (ActiveMQServer) ReflectionTestUtils.getField(broker, "server");
    neemWeg(server, Teruggave.class);
    try (Motor sterft = new Motor(CANONIEK);
        Motor blijft = new Motor(CANONIEK)) {
      ClientConsumer lezer = sterft.lezers(1).get(0);
      zend(blijft, "dossier", 1);
      zend(blijft, "dossier", 2);
      lezer.receive(GEDULD).acknowledge();
      if (gedood) {
        sterft.dood();
      } else {
        sterft.sessies.get(0).close();
      }

      ClientMessage eerste = blijft.lezers(1).get(0).receive(GEDULD);
      assertThat(eerste.getIntProperty("nummer")).isEqualTo(1);
      assertThat(eerste.getDeliveryCount()).isEqualTo(2);
    }
  }

  /** The session is taken apart by one thread, while another still takes in what it sent. */
  @ParameterizedTest
  @CsvSource({
    "TIJDENS_HET_EINDE, true",
    "NA_HET_EINDE, true",
    // As the broker closes the session of a client that takes its connection up again.
    "TIJDENS_HET_EINDE, false"
  })
  void whatIsAcknowledgedWhileItsSessionGoesKeepsItsTurn(Moment moment, boolean mislukt)
      throws Exception {
    ActiveMQServer server = (ActiveMQServer) ReflectionTestUtils.getField(broker, "server");
    // Without the pause before the next attempt nothing could be overtaken.
    neemWeg(server, Teruggave.class);
    try (Motor sterft = new Motor(CANONIEK);
        Motor blijft = new Motor(CANONIEK)) {
      ClientConsumer lezer = sterft.lezers(1).get(0);
      zend(blijft, "dossier", 1);
      zend(blijft, "dossier", 2);
      long bericht = lezer.receive(GEDULD).getMessageID();
      ServerSession sessie =
          server.getSessionByID(((ClientSessionInternal) sterft.sessies.get(0)).getName());
      long nummer = sessie.getServerConsumers().iterator().next().getID();
      Dossierbeurt beurt = neemWeg(server, Dossierbeurt.class);
      server.registerBrokerPlugin(new Traag(server, sessie, moment));
      server.registerBrokerPlugin(beurt);
      if (moment == Moment.NA_HET_EINDE) {
        sessie.getCurrentTransaction().tryRollback();
      }

      CompletableFuture<Void> erkenning =
          CompletableFuture.runAsync(() -> erken(sessie, nummer, bericht));
      await().atMost(Duration.ofMillis(GEDULD)).until(() -> bezig);
      sessie.close(mislukt);
      erkenning.get(60, TimeUnit.SECONDS);
      sterft.dood();

      ClientMessage eerste = blijft.lezers(1).get(0).receive(GEDULD);
      assertThat(eerste.getIntProperty("nummer")).isEqualTo(1);
      assertThat(zonderMoment).as("the session never came so far").isNull();
    }
  }

  private static void erken(ServerSession sessie, long lezer, long bericht) {
    try {
      sessie.acknowledge(lezer, bericht);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the session, in which its last acknowledgement comes to what keeps the turns. */
  private enum Moment {
    /** Its transaction was rolled back meanwhile. */
    TIJDENS_HET_EINDE,
    /** It was rolled back before; a transaction of its own takes the acknowledgement back. */
    NA_HET_EINDE
  }

  /** Holds the acknowledgement up until the session is so far. */
  private final class Traag implements ActiveMQServerPlugin {
    private final ActiveMQServer server;
    private final ServerSession sessie;
    private final Moment moment;

    Traag(ActiveMQServer server, ServerSession sessie, Moment moment) {
      this.server = server;
      this.sessie = sessie;
      this.moment = moment;
    }

    @Override
    public void messageAcknowledged(
        Transaction transaction,
        MessageReference reference,
        AckReason reason,
        ServerConsumer consumer) {
      if (bezig) {
        return;
      }
      bezig = true;
      if (moment == Moment.TIJDENS_HET_EINDE) {
        wachtOp(() -> transaction.getState() == Transaction.State.ROLLEDBACK);
        return;
      }
      transaction.addOperation(
          new TransactionOperationAbstract() {
            @Override
            public void beforeRollback(Transaction tx) {
              wachtOp(() -> server.getSessionByID(sessie.getName()) == null);
            }
          });
    }
  }

  /** In a thread of the broker, which keeps to itself what is thrown there. */
  private void wachtOp(Callable<Boolean> moment) {
    try {
      await().atMost(Duration.ofMillis(GEDULD)).until(moment);
    } catch (ConditionTimeoutException e) {
      zonderMoment = e;
      throw e;
    }
  }

  private static <T extends ActiveMQServerPlugin> T neemWeg(ActiveMQServer server, Class<T> soort) {
    T plugin =
        server.getBrokerPlugins().stream()
            .filter(soort::isInstance)
            .map(soort::cast)
            .findFirst()
            .orElseThrow();
    server.unRegisterBrokerPlugin(plugin);
    return plugin;
  }

  private void wachtTot(int aantal) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> verwerkt.get() >= aantal);
  }

  /** The first message of each dossier, then the second of each, and so on. */
  private static void zend(Motor bron, int ronde) throws ActiveMQException {
    for (int nummer = 1; nummer <= PER_DOSSIER; nummer++) {
      for (int dossier = 0; dossier < DOSSIERS; dossier++) {
        zend(bron, "ronde %d dossier %d".formatted(ronde, dossier), nummer);
      }
    }
  }

  private static void zend(Motor bron, String dossier, int nummer) throws ActiveMQException {
    ClientMessage message = bron.zender.createMessage(true);
    message.putStringProperty(Message.HDR_GROUP_ID, SimpleString.of(dossier));
    message.putStringProperty("dossier", dossier);
    message.putIntProperty("nummer", nummer);
    try (ClientProducer naar = bron.zender.createProducer(bron.queue)) {
      naar.send(message);
    }
  }

  /** As many sessions on one connection as an engine has readers. */
  private final class Motor implements AutoCloseable {
    private final String queue;
    private final ClientSessionFactory verbinding;
    private final ClientSession zender;
    private final List<ClientSession> sessies = new ArrayList<>();

    Motor(String queue) throws Exception {
      this.queue = queue;
      verbinding = plaats.createSessionFactory();
      zender = sessie(true);
    }

    /** An acknowledgement goes to the broker at once; what is not auto-committed waits there. */
    private ClientSession sessie(boolean vanzelf) throws ActiveMQException {
      ClientSession sessie =
          verbinding.createSession(
              EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD, false, vanzelf, vanzelf, false, 0);
      sessie.start();
      return sessie;
    }

    List<ClientConsumer> lezers(int aantal) throws ActiveMQException {
      List<ClientConsumer> lezers = new ArrayList<>();
      for (int i = 0; i < aantal; i++) {
        ClientSession sessie = sessie(false);
        sessies.add(sessie);
        lezers.add(sessie.createConsumer(queue));
      }
      return lezers;
    }

    void schrijfRegels() throws ActiveMQException {
      for (ClientSession sessie : sessies) {
        ClientMessage regel = sessie.createMessage(true);
        regel.getBodyBuffer().writeBytes(new byte[2_000]);
        sessie.createProducer("berichtenlog").send(regel);
      }
    }

    /** Reads on until it is closed, each reader in its own thread. */
    void leesDoor(Map<String, List<Integer>> gekregen) throws ActiveMQException {
      List<ClientConsumer> lezers = lezers(LEZERS);
      for (int i = 0; i < LEZERS; i++) {
        ClientSession sessie = sessies.get(i);
        ClientConsumer lezer = lezers.get(i);
        new Thread(() -> leesDoor(sessie, lezer, gekregen), "lezer-" + i).start();
      }
    }

    private void leesDoor(
        ClientSession sessie, ClientConsumer lezer, Map<String, List<Integer>> gekregen) {
      try {
        while (!lezer.isClosed()) {
          ClientMessage een = lezer.receive(GEDULD);
          if (een != null) {
            gekregen
                .computeIfAbsent(
                    een.getStringProperty("dossier"), d -> new CopyOnWriteArrayList<>())
                .add(een.getIntProperty("nummer"));
            een.acknowledge();
            sessie.commit();
            verwerkt.incrementAndGet();
          }
        }
      } catch (ActiveMQException e) {
        // Closed at the end of its round; what did not come by then is what the test counts.
        LoggerFactory.getLogger(TeruggaveTest.class).debug("Lezer gesloten", e);
      }
    }

    void dood() {
      ((ClientSessionFactoryInternal) verbinding)
          .getConnection()
          .getTransportConnection()
          .forceClose();
    }

    @Override
    public void close() {
      verbinding.close();
    }
  }
}
