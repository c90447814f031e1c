package nl.ketenbrug.operations;

/**
 * An event stands apart for several partners, and each of them answered for itself: nobody decides
 * about all of them, or about the one that happens to be found first.
 */
public final class AfnemerKiezen extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param afnemers for whom it stands apart
   */
  AfnemerKiezen(String afnemers) {
    super(
        "Deze gebeurtenis staat voor meer afnemers apart (%s); noem in afnemer voor wie zij wordt"
                .formatted(afnemers)
            + " afgewezen.");
  }
}
