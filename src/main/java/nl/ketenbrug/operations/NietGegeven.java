package nl.ketenbrug.operations;

/**
 * The broker shows a message and does not give it: on a queue that it keeps on disk somebody has it
 * in hand, or the broker did not look through that in time; or it stands too deep on a queue that
 * others read. Nothing was done.
 */
public final class NietGegeven extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NietGegeven(String queue) {
    this(queue, null);
  }

  NietGegeven(String queue, Throwable oorzaak) {
    super(
        "De broker laat het bericht op wachtrij %s zien en geeft het nu niet; er is niets gebeurd."
                .formatted(queue)
            + " Probeer het over een minuut opnieuw.",
        oorzaak);
  }

  /** Whether the broker did not say anything: then it may do so a next time. */
  boolean isOnbeantwoord() {
    return getCause() != null;
  }
}
