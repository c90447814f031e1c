package nl.ketenbrug.enrichment;

/**
 * One difference between two answers.
 *
 * @param regel the rule that saw it
 * @param sleutel which object
 * @param oud the fields before, as a canonical object; null when there was none
 * @param nieuw the fields now
 * @param zegt what is told of how it is now, to be compared with what another tells
 * @param lijst how it was, when its fields hold several objects; else empty
 * @param datum when it happened, as complete as the source knows
 */
record Verandering(
    Veranderregels.Regel regel,
    Soort soort,
    String sleutel,
    String oud,
    String nieuw,
    String zegt,
    String lijst,
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

  /** The same, told as if nothing was told of it before. */
  Verandering opnieuw() {
    return new Verandering(regel, Soort.NIEUW, sleutel, oud, nieuw, zegt, lijst, datum);
  }

  /**
   * All that a notice must have said, for this to be left out.
   *
   * @param adres whether a partner gets to see an address in it
   */
  String alles(boolean adres) {
    return alles(zegt, lijst, regel.overAdres() && adres);
  }

  static String alles(String zegt, String lijst, boolean adres) {
    return zegt + lijst + (adres ? "|adres" : "");
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
