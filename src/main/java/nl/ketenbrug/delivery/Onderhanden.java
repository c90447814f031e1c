package nl.ketenbrug.delivery;

import java.time.Instant;

/** What the broker gave to a reader: who looks at the queue does not see it. */
@FunctionalInterface
public interface Onderhanden {

  /**
   * Whether something that was put on this queue before that moment is in a reader's hands, or
   * waits for its next attempt.
   *
   * @param oorsprong only what the broker took from this queue before; null for whatever it is
   * @throws RuntimeException when the broker cannot say so
   */
  boolean isEerder(String queue, Instant moment, String oorsprong);

  /** As above, wherever it came from. */
  default boolean isEerder(String queue, Instant moment) {
    return isEerder(queue, moment, null);
  }
}
