package nl.ketenbrug.operations;

/**
 * A message is there and the broker does not give it: somebody has it in hand, or the broker did
 * not look through a queue on disk in time; or it stands too deep on a queue that others read.
 * Nothing was done.
 */
public final class NietGegeven extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NietGegeven(String queue) {
    this(queue, null);
  }

  NietGegeven(String queue, Throwable oorzaak) {
    super(
        "Het bericht is nog op wachtrij %s en de broker geeft het nu niet: misschien heeft iemand"
                .formatted(queue)
            + " het in handen. Er is niets gebeurd. Probeer het over een minuut opnieuw.",
        oorzaak);
  }

  /** Whether the broker did not say anything: then it may do so a next time. */
  boolean isOnbeantwoord() {
    return getCause() != null;
  }
}
