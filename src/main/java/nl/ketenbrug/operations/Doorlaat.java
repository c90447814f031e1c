package nl.ketenbrug.operations;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds back what waited aside for a source while much stands ready before it, and not for ever:
 * under a load that does not end it would never be tried. For one reader; it needs no lock.
 */
final class Doorlaat {

  private static final Logger LOG = LoggerFactory.getLogger(Doorlaat.class);

  /** Milliseconds; one of what is held back goes through all the same. */
  static final long VLOER = 5_000;

  /** Milliseconds; after that it is said, once until it is over. */
  static final long LANG = 600_000;

  /**
   * Milliseconds; it is asked each second while it holds something back, and not while one goes.
   */
  private static final long VERGETEN = 60_000;

  private long laatste = Long.MIN_VALUE;
  private long volSinds = Long.MIN_VALUE;
  private long gekeken = Long.MIN_VALUE;
  private boolean gezegd;

  /** Whether much stood ready at the last look. */
  boolean houdtTegen() {
    return volSinds != Long.MIN_VALUE;
  }

  /**
   * @param vol whether much stands ready
   * @param nu milliseconds of a clock that does not go back
   * @return whether the next one may go
   */
  boolean mag(boolean vol, long nu) {
    boolean langGeleden = gekeken != Long.MIN_VALUE && nu - gekeken > VERGETEN;
    gekeken = nu;
    if (vol && langGeleden) {
      // Nothing waited in between.
      volSinds = nu;
      gezegd = false;
    }
    if (!vol) {
      volSinds = Long.MIN_VALUE;
      gezegd = false;
      laatste = nu;
      return true;
    }
    if (volSinds == Long.MIN_VALUE) {
      volSinds = nu;
    }
    if (!gezegd && nu - volSinds >= LANG) {
      gezegd = true;
      LOG.warn(
          "wacht-op-bron-tegengehouden: al {} minuten staat er veel klaar op canoniek; wat terzijde"
              + " op een bron wachtte gaat van deze motor een voor een verder, elke {} seconden",
          LANG / 60_000,
          VLOER / 1000);
    }
    if (laatste == Long.MIN_VALUE) {
      laatste = nu;
    }
    if (nu - laatste < VLOER) {
      return false;
    }
    laatste = nu;
    return true;
  }
}
