package nl.ketenbrug.console;

import java.util.UUID;
import nl.ketenbrug.messagelog.Berichtoverzicht;

/** A message as the pages show it in a list. */
record Berichtrij(
    UUID berichtId,
    String tijd,
    String tijdMachine,
    String type,
    String typecode,
    String bron,
    String dossier,
    String stap,
    String kleur,
    String laatsteTijd) {

  static Berichtrij van(Berichtoverzicht b) {
    return new Berichtrij(
        b.berichtId(),
        Woorden.tijd(b.eersteTijdstip()),
        b.eersteTijdstip().toString(),
        Woorden.type(b.type()),
        b.type(),
        b.bron() == null ? "–" : b.bron(),
        Woorden.dossier(b.dossier()),
        Woorden.stap(b.laatsteStap()),
        Woorden.kleur(b.laatsteStap()),
        Woorden.tijd(b.laatsteTijdstip()));
  }
}
