package nl.ketenbrug.operations;

/**
 * A message is there and the broker does not give it: somebody has it in hand, or the broker did
 * not look through a queue on disk in time; or it stands too deep on a queue that others read. Or
 * it may be there, for the broker counts more than it shows. Nothing was done.
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

  private NietGegeven() {
    super(
        "Het bericht staat niet bij wat de broker toont, maar hij telt op de parkeerplekken meer dan"
            + " hij toont: het kan daarbij zijn. Er is niets gebeurd. Probeer het opnieuw als de"
            + " broker opnieuw is gestart.");
  }

  /** Nobody can say whether it is there. */
  static NietGegeven verborgen() {
    return new NietGegeven();
  }

  /** Whether the broker did not say anything: then it may do so a next time. */
  boolean isOnbeantwoord() {
    return getCause() != null;
  }
}
