package nl.ketenbrug.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.utils.ArtemisCloseable;
import org.apache.activemq.artemis.utils.collections.LinkedListImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Readers of a client that is gone, on a broker whose disk does not answer in time, or at all. */
class TeruggaveTrageSchijfTest {

  /** What the disk was asked for: milliseconds of patience, and when there is nothing behind it. */
  private final List<Object> gevraagd = new ArrayList<>();

  private final ListAppender<ILoggingEvent> gezegd = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Teruggave.class);
  private final Teruggave teruggave = new Teruggave();
  private Schijf schijf = geduld -> true;
  private boolean draait = true;

  /** What is done when the disk answers after all. */
  private final List<IOCallback> naSchijf = new ArrayList<>();

  private boolean isTraag;

  /** How often the queue got a message back. */
  private final List<MessageReference> terug = new ArrayList<>();

  private interface Schijf {
    boolean isKlaar(long geduld) throws Exception;
  }

  @BeforeEach
  void begin() {
    gezegd.start();
    logger.addAppender(gezegd);
    StorageManager opslag =
        (StorageManager)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {StorageManager.class},
                (proxy, wat, waarmee) ->
                    switch (wat.getName()) {
                      case "isStarted" -> draait;
                      case "waitOnOperations" -> {
                        gevraagd.add(waarmee[0]);
                        yield schijf.isKlaar((long) waarmee[0]);
                      }
                      case "clearContext" -> {
                        gevraagd.add("leeg");
                        yield null;
                      }
                      case "generateID" -> 1L;
                      case "closeableReadLock" -> (ArtemisCloseable) () -> {};
                      case "afterCompleteOperations" -> {
                        if (isTraag) {
                          naSchijf.add((IOCallback) waarmee[0]);
                        } else {
                          ((IOCallback) waarmee[0]).done();
                        }
                        yield null;
                      }
                      default -> throw new UnsupportedOperationException(wat.getName());
                    });
    teruggave.registered(doet(ActiveMQServer.class, Map.of("getStorageManager", opslag)));
  }

  @AfterEach
  void eind() {
    logger.detachAppender(gezegd);
  }

  @Test
  void onADiskInTimeNothingIsLeftToWaitBehind() {
    sluit("een");

    assertThat(gevraagd).containsExactly(5_000L, "leeg");
    assertThat(gezegd.list).isEmpty();
  }

  /** Artemis gives an exclusive queue to its next reader behind what waits here. */
  @Test
  void whatWaitsForASlowDiskKeepsItsPlace() {
    schijf = geduld -> false;

    sluit("een");

    assertThat(gevraagd).containsExactly(5_000L);
    assertThat(gezegd.list)
        .singleElement()
        .satisfies(
            regel ->
                assertThat(regel.getFormattedMessage())
                    .contains("canoniek", "na 5000 ms nog niet"));
  }

  @Test
  void theOtherReadersOfTheSameClientDoNotWaitAgain() {
    schijf = geduld -> false;

    sluit("een");
    sluit("een");
    sluit("een");
    sluit("twee");

    assertThat(gevraagd).containsExactly(5_000L, 1L, 1L, 5_000L);
    assertThat(gezegd.list).as("one for each client").hasSize(2);
  }

  @Test
  void behindWhatWentWrongNothingWaits() {
    schijf =
        geduld -> {
          throw new ActiveMQIOErrorException("de schijf is stuk");
        };

    sluit("een");

    assertThat(gevraagd).containsExactly(5_000L, "leeg");
    assertThat(gezegd.list).hasSize(1);
  }

  /** Else it would stay with the broker until its next start, in nobody's hands. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasAcknowledgedTooLateIsGivenBackWhenTheDiskAnswersAfterAll(boolean lukt) {
    isTraag = true;
    schijf = geduld -> false;
    ServerConsumer lezer = lezer("een");
    MessageReference bericht = bericht();
    teruggave.messageAcknowledged(teruggedraaid(), bericht, AckReason.NORMAL, lezer);

    teruggave.beforeCloseConsumer(lezer, true);
    assertThat(terug).isEmpty();
    assertThat(naSchijf).as("no thread waits for it").hasSize(1);

    isTraag = false;
    if (lukt) {
      naSchijf.get(0).done();
    } else {
      naSchijf.get(0).onError(1, "de schijf is stuk");
    }
    assertThat(terug).containsExactly(bericht);
  }

  @Test
  void whenTheBrokerStopsMeanwhileNothingIsGivenBack() {
    isTraag = true;
    schijf = geduld -> false;
    ServerConsumer lezer = lezer("een");
    teruggave.messageAcknowledged(teruggedraaid(), bericht(), AckReason.NORMAL, lezer);
    teruggave.beforeCloseConsumer(lezer, true);

    draait = false;
    naSchijf.get(0).onError(1, "gestopt");
    assertThat(terug).isEmpty();
  }

  /** Within the patience too: it is in nobody's hands, and nothing comes behind the error. */
  @Test
  void whatWasAcknowledgedTooLateIsGivenBackWhenTheDiskSaysItIsBroken() {
    schijf =
        geduld -> {
          throw new ActiveMQIOErrorException("de schijf is stuk");
        };
    MessageReference bericht = bericht();

    sluitTeLaat(bericht);

    assertThat(terug).containsExactly(bericht);
    assertThat(naSchijf).isEmpty();
  }

  /** Not at once: the roll-back that the disk has still to take may give it back itself. */
  @Test
  void whoIsInterruptedLeavesItToWhatTheDiskHasToDo() {
    isTraag = true;
    schijf =
        geduld -> {
          throw new InterruptedException();
        };
    MessageReference bericht = bericht();

    sluitTeLaat(bericht);
    assertThat(Thread.interrupted()).as("known to who closes").isTrue();
    assertThat(terug).isEmpty();

    naSchijf.get(0).done();
    assertThat(terug).containsExactly(bericht);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatCannotBeGivenBackKeepsNoOther(boolean opTijd) {
    isTraag = !opTijd;
    schijf = geduld -> opTijd;
    MessageReference tweede = bericht();

    sluitTeLaat(bericht(new IllegalStateException("weigert")), tweede);
    isTraag = false;
    naSchijf.forEach(IOCallback::done);

    assertThat(terug).containsExactly(tweede);
    assertThat(gezegd.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(regel -> regel.contains("blijft tot een volgende start"))
        .singleElement()
        .satisfies(regel -> assertThat(regel).contains("canoniek", "IllegalStateException"));
  }

  private void sluitTeLaat(MessageReference... berichten) {
    ServerConsumer lezer = lezer("een");
    for (MessageReference bericht : berichten) {
      teruggave.messageAcknowledged(teruggedraaid(), bericht, AckReason.NORMAL, lezer);
    }
    teruggave.beforeCloseConsumer(lezer, true);
  }

  private Transaction teruggedraaid() {
    return doet(Transaction.class, Map.of("getState", Transaction.State.ROLLEDBACK));
  }

  private MessageReference bericht() {
    return bericht(null);
  }

  private MessageReference bericht(RuntimeException weigering) {
    Queue[] queue = new Queue[1];
    queue[0] =
        (Queue)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Queue.class},
                (proxy, wat, waarmee) ->
                    switch (wat.getName()) {
                      case "getScheduledMessages" -> List.of();
                      case "iterator" -> new LinkedListImpl<MessageReference>().iterator();
                      case "getName" -> SimpleString.of("canoniek");
                      case "cancel" -> {
                        if (weigering != null) {
                          throw weigering;
                        }
                        terug.add((MessageReference) waarmee[1]);
                        yield null;
                      }
                      default -> throw new UnsupportedOperationException(wat.getName());
                    });
    return doet(MessageReference.class, Map.of("getDeliveryCount", 1, "getQueue", queue[0]));
  }

  @Test
  void aBrokerThatStopsIsAskedNothingAndSaysNothing() {
    draait = false;
    sluit("een");
    assertThat(gevraagd).isEmpty();

    draait = true;
    schijf =
        geduld -> {
          draait = false;
          throw new IllegalStateException("Server is stopped");
        };
    sluit("een");

    assertThat(gevraagd).containsExactly(5_000L, "leeg");
    assertThat(gezegd.list).isEmpty();
  }

  private void sluit(String verbinding) {
    teruggave.beforeCloseConsumer(lezer(verbinding), true);
  }

  private static ServerConsumer lezer(String verbinding) {
    return doet(
        ServerConsumer.class,
        Map.of(
            "isBrowseOnly",
            false,
            "getConnectionID",
            verbinding,
            "getQueueName",
            SimpleString.of("canoniek")));
  }

  /** Knows these answers and who it is, and nothing else. */
  private static <T> T doet(Class<T> wat, Map<String, Object> antwoorden) {
    return wat.cast(
        Proxy.newProxyInstance(
            wat.getClassLoader(),
            new Class<?>[] {wat},
            (proxy, vraag, waarmee) -> {
              if (vraag.getName().equals("hashCode")) {
                return System.identityHashCode(proxy);
              }
              if (vraag.getName().equals("toString")) {
                return wat.getSimpleName() + "@" + System.identityHashCode(proxy);
              }
              if (vraag.getName().equals("equals")) {
                return proxy == waarmee[0];
              }
              if (!antwoorden.containsKey(vraag.getName())) {
                throw new UnsupportedOperationException(vraag.getName());
              }
              return antwoorden.get(vraag.getName());
            }));
  }
}
