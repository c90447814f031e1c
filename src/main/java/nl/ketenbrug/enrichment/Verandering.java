package nl.ketenbrug.enrichment;

/**
 * One difference between two answers.
 *
 * @param regel the rule that saw it
 * @param sleutel which object
 * @param oud the fields before, as a canonical object; null when there was none
 * @param nieuw the fields now
 * @param zegt what is told of how it is now, to be compared with what another tells
 * @param datum when it happened, as complete as the source knows
 */
record Verandering(
    Veranderregels.Regel regel,
    Soort soort,
    String sleutel,
    String oud,
    String nieuw,
    String zegt,
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

  /** Which fact this is about; holds the key of the object, so maybe a BSN. */
  String feit() {
    return feit(regel, sleutel);
  }

  static String feit(Veranderregels.Regel regel, String sleutel) {
    return regel.type() + "|" + sleutel;
  }

  /** How the event names the one before it of this fact: null when it does not. */
  String verwijzing() {
    return switch (soort) {
      case NIEUW -> null;
      case CORRECTIE -> "correctieVan";
      case EINDE -> isIntrekking() ? "intrekkingVan" : null;
    };
  }

  /** Whether this withdraws what was told, and is not an event that says that something ended. */
  private boolean isIntrekking() {
    return soort == Soort.EINDE && type().endsWith("-ingetrokken");
  }
}
