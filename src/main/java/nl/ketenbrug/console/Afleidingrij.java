package nl.ketenbrug.console;

/** An event of the engine itself that cannot be sent, in words. */
record Afleidingrij(
    String berichtId,
    String reden,
    String pogingen,
    String sinds,
    String sindsMachine,
    String opnieuw,
    String opnieuwMachine) {

  static Afleidingrij van(GeparkeerdController.Afleiding afleiding) {
    return new Afleidingrij(
        afleiding.berichtId().toString(),
        afleiding.reden(),
        Herzieningrij.getal(afleiding.pogingen()),
        Woorden.tijd(afleiding.sinds()),
        afleiding.sinds().toString(),
        Woorden.tijd(afleiding.opnieuw()),
        afleiding.opnieuw().toString());
  }
}
