package nl.ketenbrug.console;

import nl.ketenbrug.delivery.Reden;

/** Reasons that people or programs give in words. They stand in the log for good. */
final class Redenen {

  /** A reason may have lines. */
  private static final String REGEL = "\t\r\n";

  private Redenen() {}

  /**
   * Short, about the matter and not about the person ({@link Reden#noemtNummer}), and of characters
   * that can be kept, shown and printed.
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
    controleerAntwoord(naam, reden);
    if (reden != null
        && reden
            .codePoints()
            .anyMatch(teken -> !Reden.isTekst(teken) && REGEL.indexOf(teken) < 0)) {
      throw Problemen.parameter(naam, naam + " bevat een teken dat niet te lezen is");
    }
  }

  /**
   * Of the answer to an event: its partner must be able to give that, so what cannot be kept of the
   * reason is replaced where it is stored.
   */
  static void controleerAntwoord(String naam, String reden) {
    if (reden == null) {
      return;
    }
    if (reden.length() > Reden.LANGSTE) {
      throw Problemen.parameter(naam, naam + " is hoogstens " + Reden.LANGSTE + " tekens");
    }
    if (Reden.noemtNummer(reden)) {
      throw Problemen.parameter(
          naam, "noem in de " + naam + " geen burgerservicenummer of ander lang nummer");
    }
  }
}
