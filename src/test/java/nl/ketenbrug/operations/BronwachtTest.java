package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What waits aside for a source takes its turn behind what stands ready. */
class BronwachtTest {

  private static final int HOOGSTENS = 50;

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

      CompletableFuture<Void> volgende =
          CompletableFuture.runAsync(
              () -> {
                try {
                  wacht.wachtOpBeurt(exchange);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      TimeUnit.MILLISECONDS.sleep(700);
      assertThat(volgende).as("much stands ready").isNotDone();

      gereed.set(0);
      assertThat(volgende).succeedsWithin(Duration.ofSeconds(4));
    }
  }

  private static Bronwacht wacht(AtomicLong gereed) {
    Brokerbeheer beheer =
        new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)) {
          @Override
          long gereed(String wachtrij) {
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
