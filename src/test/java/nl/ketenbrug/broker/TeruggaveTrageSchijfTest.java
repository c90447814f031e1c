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
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    teruggave.beforeCloseConsumer(
        doet(
            ServerConsumer.class,
            Map.of(
                "isBrowseOnly",
                false,
                "getConnectionID",
                verbinding,
                "getQueueName",
                SimpleString.of("canoniek"))),
        true);
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
              if (!antwoorden.containsKey(vraag.getName())) {
                throw new UnsupportedOperationException(vraag.getName());
              }
              return antwoorden.get(vraag.getName());
            }));
  }
}
