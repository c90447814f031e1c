package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DoorlaatTest {

  private static final long SECONDE = 1000;
  private static final long MINUUT = 60 * SECONDE;

  private final Doorlaat doorlaat = new Doorlaat();
  private final ListAppender<ILoggingEvent> gezegd = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Doorlaat.class);

  @BeforeEach
  void luister() {
    gezegd.start();
    logger.addAppender(gezegd);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(gezegd);
  }

  @Test
  void underALoadThatDoesNotEndOneGoesThroughEachFiveSeconds() {
    int door = 0;
    for (long nu = 0; nu < MINUUT; nu += SECONDE) {
      door += doorlaat.mag(true, nu) ? 1 : 0;
    }
    assertThat(door).isEqualTo(11);
  }

  @Test
  void whileLittleStandsReadyNothingIsHeldBack() {
    assertThat(doorlaat.mag(false, 0)).isTrue();
    assertThat(doorlaat.mag(false, 1)).isTrue();
    assertThat(doorlaat.mag(true, 2)).as("five seconds after the last one").isFalse();
    assertThat(doorlaat.mag(false, 3)).isTrue();
  }

  @Test
  void afterTenMinutesItIsSaidOnceUntilItIsOver() {
    houdTegen(0, 10 * MINUUT);
    assertThat(gezegd.list).isEmpty();
    houdTegen(10 * MINUUT, 30 * MINUUT);
    assertThat(gezegd.list)
        .singleElement()
        .satisfies(
            regel ->
                assertThat(regel.getFormattedMessage())
                    .startsWith("wacht-op-bron-tegengehouden: al 10 minuten"));

    doorlaat.mag(false, 30 * MINUUT);
    houdTegen(30 * MINUUT, 40 * MINUUT);
    assertThat(gezegd.list).as("that one is over").hasSize(1);
    houdTegen(40 * MINUUT, 41 * MINUUT);
    assertThat(gezegd.list).hasSize(2);
  }

  /** Nothing waited aside since: nobody was held back. */
  @Test
  void whatWasNotLookedAtForLongBeginsAnew() {
    doorlaat.mag(true, 0);
    houdTegen(180 * MINUUT, 190 * MINUUT);
    assertThat(gezegd.list).isEmpty();
    houdTegen(190 * MINUUT, 191 * MINUUT);
    assertThat(gezegd.list).hasSize(1);
  }

  private void houdTegen(long van, long tot) {
    for (long nu = van; nu < tot; nu += SECONDE) {
      doorlaat.mag(true, nu);
    }
  }
}
