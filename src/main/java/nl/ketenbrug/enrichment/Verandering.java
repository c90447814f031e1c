package nl.ketenbrug.enrichment;

/**
 * One difference between two answers.
 *
 * @param regel the rule that saw it
 * @param sleutel which object
 * @param oud the fields before, as a canonical object; null when there was none
 * @param nieuw the fields now
 * @param datum when it happened, as complete as the source knows
 */
record Verandering(
    Veranderregels.Regel regel,
    Soort soort,
    String sleutel,
    String oud,
    String nieuw,
    String datum) {

  enum Soort {
    NIEUW,
    CORRECTIE,
    EINDE
  }

  String type() {
    return switch (soort) {
      case NIEUW -> regel.type();
      case CORRECTIE -> regel.typeBijCorrectie();
      case EINDE -> regel.typeBijEinde();
    };
  }

  /** Whether this withdraws what was told, and is not an event that says that something ended. */
  boolean isIntrekking() {
    return soort == Soort.EINDE && type().endsWith("-ingetrokken");
  }
}
