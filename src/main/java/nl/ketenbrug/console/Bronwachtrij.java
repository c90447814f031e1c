package nl.ketenbrug.console;

import nl.ketenbrug.dossier.Bronuitval;

/** What waits for one source, in words. */
record Bronwachtrij(
    String bron, String berichten, String dossiers, String sinds, String sindsMachine) {

  static Bronwachtrij van(Bronuitval.Stand stand) {
    return new Bronwachtrij(
        stand.bron(),
        Herzieningrij.getal(stand.berichten()),
        Herzieningrij.getal(stand.dossiers()),
        Woorden.tijd(stand.sinds()),
        stand.sinds().toString());
  }
}
