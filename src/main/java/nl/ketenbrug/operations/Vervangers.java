package nl.ketenbrug.operations;

import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.messagelog.Berichtoverzicht;
import nl.ketenbrug.messagelog.Logboek;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.stereotype.Component;

/** What may come in the place of a message that is refused: a later one about the same matter. */
@Component
class Vervangers {

  private static final Set<Stap> GAAT_NIET_VERDER = Set.of(Stap.GEWEIGERD, Stap.AFGEWEZEN);

  private final Logboek logboek;

  Vervangers(Logboek logboek) {
    this.logboek = logboek;
  }

  /**
   * @param afgewezen the message that is refused
   * @param dossier its dossier; null when it was set apart before that was known, then the source
   *     must be the same
   * @return how the log knows the replacement
   * @throws VervangerOngeldig when it is no replacement
   */
  Berichtoverzicht zoek(UUID vervanger, UUID afgewezen, String dossier, String bron) {
    if (vervanger.equals(afgewezen)) {
      throw new VervangerOngeldig("vervanger-zelfde", "Een bericht kan zichzelf niet vervangen.");
    }
    Berichtoverzicht gevonden =
        logboek
            .overzicht(vervanger)
            .filter(
                bericht -> bericht.type() == null || !bericht.type().startsWith("nl.ketenbrug."))
            .orElseThrow(
                () ->
                    new VervangerOngeldig(
                        "vervanger-onbekend", "Het log kent de vervanger niet als bericht."));
    // Compared as text: a UUID of Java has signed halves.
    if (vervanger.toString().compareTo(afgewezen.toString()) < 0) {
      throw new VervangerOngeldig(
          "vervanger-eerder", "De vervanger is eerder binnengekomen dan wat hij vervangt.");
    }
    if (GAAT_NIET_VERDER.contains(gevonden.laatsteStap())) {
      throw new VervangerOngeldig(
          "vervanger-geweigerd", "De vervanger is zelf geweigerd of afgewezen.");
    }
    if (dossier == null) {
      eisBron(gevonden, bron);
    } else {
      eisDossier(gevonden, dossier);
    }
    return gevonden;
  }

  private static void eisDossier(Berichtoverzicht vervanger, String dossier) {
    if (vervanger.dossier() == null) {
      throw new VervangerOngeldig(
          "vervanger-zonder-dossier",
          "Van de vervanger is het dossier nog niet bekend; probeer het straks opnieuw.");
    }
    if (!vervanger.dossier().equals(dossier)) {
      throw new VervangerOngeldig(
          "vervanger-ander-dossier", "De vervanger hoort bij een ander dossier.");
    }
  }

  private static void eisBron(Berichtoverzicht vervanger, String bron) {
    if (bron == null || !bron.equals(vervanger.bron())) {
      throw new VervangerOngeldig(
          "vervanger-andere-bron", "De vervanger komt van een andere bron.");
    }
  }
}
