package nl.ketenbrug.console;

import java.util.List;
import nl.ketenbrug.console.AbonnementenController.Overzicht;
import nl.ketenbrug.delivery.Termijnstanden;

/**
 * The term of a subscription in words.
 *
 * @param afspraak the term, as a sentence; null when there is none any more
 * @param iets whether something expired
 */
record Termijnrij(
    String afspraak,
    boolean iets,
    String kop,
    String gewaarschuwd,
    String verlopen,
    String teLaat,
    List<Rij> rijen) {

  /** One event that expired. */
  record Rij(
      String volgnummer,
      String berichtId,
      String klaargezet,
      String klaargezetMachine,
      String verlopen,
      String verlopenMachine) {}

  /** Null when nothing of this subscription expires or did. */
  static Termijnrij van(Overzicht o, List<Termijnstanden.Verlopen> verlopen) {
    AbonnementenController.Termijn t = o.termijn();
    if (t == null) {
      return null;
    }
    return new Termijnrij(
        t.werkdagen() == null
            ? null
            : "Wat niet binnen %d werkdagen bevestigd is verloopt. Ten minste %d %s eerder volgt een waarschuwing."
                .formatted(
                    t.werkdagen(),
                    t.waarschuwing(),
                    t.waarschuwing() == 1 ? "werkdag" : "werkdagen"),
        t.verlopen() > 0,
        t.verlopen() == 1
            ? "Er is een gebeurtenis verlopen."
            : "Er zijn %s gebeurtenissen verlopen.".formatted(Herzieningrij.getal(t.verlopen())),
        Herzieningrij.getal(t.gewaarschuwd()),
        Herzieningrij.getal(t.verlopen()),
        Herzieningrij.getal(t.teLaat()),
        verlopen.stream().map(Termijnrij::rij).toList());
  }

  private static Rij rij(Termijnstanden.Verlopen een) {
    return new Rij(
        Herzieningrij.getal(een.volgnummer()),
        een.berichtId().toString(),
        Woorden.tijd(een.klaargezet()),
        een.klaargezet().toString(),
        Woorden.tijd(een.verlopen()),
        een.verlopen().toString());
  }
}
