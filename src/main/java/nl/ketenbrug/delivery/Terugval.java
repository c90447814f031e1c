package nl.ketenbrug.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: anything up to a bound that doubles with each failure ("full
 * jitter"), so that receivers which were away together are not all tried together.
 */
record Terugval(Duration eerste, Duration hoogste) {

  /** Less would not be a pause. */
  private static final Duration MINSTENS = Duration.ofSeconds(1);

  /** The longest wait after so many failures in a row, the first is 1. */
  Duration grens(int pogingen) {
    Duration grens = eerste;
    for (int n = 1; n < pogingen && grens.compareTo(hoogste) < 0; n++) {
      grens = grens.multipliedBy(2);
    }
    return grens.compareTo(hoogste) < 0 ? grens : hoogste;
  }

  Duration na(int pogingen, RandomGenerator toeval) {
    Duration wacht = Duration.ofMillis(toeval.nextLong(grens(pogingen).toMillis() + 1));
    return wacht.compareTo(MINSTENS) < 0 ? MINSTENS : wacht;
  }
}
