package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What waits aside for a source takes its turn behind what stands ready. */
class BronwachtTest {

  private static final int HOOGSTENS = 50;

  /** How often the broker was asked what stands ready. */
  private final AtomicInteger gevraagd = new AtomicInteger();

  /** Asked once a second; but what one is let through by is no leave for the next one. */
  @Test
  void whatGoesByTheFloorLetsNoOthersAlong() throws Exception {
    AtomicLong gereed = new AtomicLong();
    Bronwacht wacht = wacht(gereed);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      Exchange exchange = new DefaultExchange(camel);
      wacht.wachtOpBeurt(exchange);
      TimeUnit.MILLISECONDS.sleep(Doorlaat.VLOER + 100);
      gereed.set(HOOGSTENS + 1);
      wacht.wachtOpBeurt(exchange);

      int eerder = gevraagd.get();
      CompletableFuture<Void> volgende =
          CompletableFuture.runAsync(
              () -> {
                try {
                  wacht.wachtOpBeurt(exchange);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      // What may go asks once; who asks again was held back.
      await().atMost(Duration.ofSeconds(30)).until(() -> gevraagd.get() >= eerder + 2);

      gereed.set(0);
      assertThat(volgende).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  private Bronwacht wacht(AtomicLong gereed) {
    Brokerbeheer beheer =
        new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)) {
          @Override
          long gereed(String wachtrij) {
            gevraagd.incrementAndGet();
            return gereed.get();
          }
        };
    return new Bronwacht(
        null,
        null,
        new ParkeerSettings(9, Duration.ofHours(36), HOOGSTENS),
        beheer,
        Clock.systemUTC());
  }
}
