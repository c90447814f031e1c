package nl.ketenbrug.console;

/** Reasons that people or programs give in words. They stand in the log for good. */
final class Redenen {

  /** Characters. */
  private static final int MAXIMUM = 500;

  /** A reason may have lines. */
  private static final String REGEL = "\t\r\n";

  private Redenen() {}

  /**
   * Short, and about the matter, not about the person.
   *
   * @param reden null is no reason, and fine
   */
  static void controleer(String reden) {
    controleer("reden", reden);
  }

  /**
   * @param naam of the field in which it was given
   */
  static void controleer(String naam, String reden) {
    if (reden == null) {
      return;
    }
    if (reden.length() > MAXIMUM) {
      throw Problemen.parameter(naam, naam + " is hoogstens " + MAXIMUM + " tekens");
    }
    if (reden.replaceAll("[ .-]", "").matches("(?s).*\\d{9}.*")) {
      throw Problemen.parameter(
          naam, "noem in de " + naam + " geen burgerservicenummer of ander lang nummer");
    }
  }

  /** As {@link #controleer(String, String)}, and it can be shown and printed as it is. */
  static void controleerLeesbaar(String naam, String reden) {
    controleer(naam, reden);
    if (reden != null
        && reden
            .chars()
            .anyMatch(teken -> Character.isISOControl(teken) && REGEL.indexOf(teken) < 0)) {
      throw Problemen.parameter(naam, naam + " bevat een teken dat niet te lezen is");
    }
  }
}
