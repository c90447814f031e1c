package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StilstandTest {

  private static final Instant MAART = Instant.parse("2026-03-02T09:00:00Z");

  private final Stilstand stilstand = new Stilstand();
  private final ListAppender<ILoggingEvent> gezegd = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Stilstand.class);

  @BeforeEach
  void luister() {
    gezegd.start();
    logger.addAppender(gezegd);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(gezegd);
  }

  /** The subscription was paused, say, or another engine looked. */
  @Test
  void whatWasNotLookedAtForLongBeginsAnew() {
    staat(MAART);
    Instant later = MAART.plus(Duration.ofHours(5));
    staat(later);
    assertThat(gezegd.list).isEmpty();
    staat(later.plus(Duration.ofHours(1)));
    assertThat(gezegd.list)
        .singleElement()
        .satisfies(regel -> assertThat(regel.getFormattedMessage()).contains("sinds " + later));
  }

  private void staat(Instant nu) {
    stilstand.staat("cjib", "termijn-wacht-op-bewijs", "omdat", nu);
  }
}
