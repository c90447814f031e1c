package nl.ketenbrug.delivery;

import java.time.Instant;

/** What the broker gave to a reader: who looks at the queue does not see it. */
@FunctionalInterface
public interface Onderhanden {

  /**
   * Whether something that was put on this queue before that moment is in a reader's hands, or
   * waits for its next attempt.
   *
   * @throws RuntimeException when the broker cannot say so
   */
  boolean isEerder(String queue, Instant moment);
}
