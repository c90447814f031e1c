package nl.ketenbrug.enrichment;

import java.util.Optional;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Insolventies;
import nl.ketenbrug.dossier.Insolventies.Zaak;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Match.Graad;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.Registerzaken;
import nl.ketenbrug.dossier.Registerzaken.Registerzaak;
import nl.ketenbrug.message.BerichtId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a judgement on a match, of whichever register its case is. */
@Component
class Matchbeoordeling {

  private final Matches matches;
  private final Herkenningen herkenningen;
  private final Insolventies insolventies;
  private final Registerzaken registerzaken;
  private final Insolventieverteller verteller;
  private final Meldingverteller meldingverteller;

  Matchbeoordeling(
      Matches matches,
      Herkenningen herkenningen,
      Insolventies insolventies,
      Registerzaken registerzaken,
      Insolventieverteller verteller,
      Meldingverteller meldingverteller) {
    this.matches = matches;
    this.herkenningen = herkenningen;
    this.insolventies = insolventies;
    this.registerzaken = registerzaken;
    this.verteller = verteller;
    this.meldingverteller = meldingverteller;
  }

  /**
   * @param gezien of the data that was judged, see {@link Matches#gezien}
   * @throws Matchbeheer.Afwijzing when one of the two sides is gone, or they are others now, or
   *     nobody has to judge
   */
  void controleer(Match match, String gezien) {
    long versie =
        insolventies
            .zaak(match.zaak())
            .map(Zaak::versie)
            .or(() -> registerzaken.zaak(match.zaak()).map(Registerzaak::versie))
            .filter(gevonden -> !match.opNummer())
            .orElseThrow(Matchbeheer::onbekend);
    Herkenbaar schuldenaar = herkenningen.van(match.dossier()).orElseThrow(Matchbeheer::onbekend);
    Herkenbaar persoon = herkenningen.van(match.zaak()).orElseThrow(Matchbeheer::onbekend);
    if (!matches.gezien(match, schuldenaar, persoon, versie).equals(gezien)) {
      throw new Matchbeheer.Afwijzing(
          "match-veranderd",
          "De gegevens zijn veranderd, of er is over geoordeeld, sinds u ze zag. Kijk opnieuw.");
    }
  }

  /**
   * Takes a judgement of which it is on record that it was asked.
   *
   * @param gezien of the data that was judged
   * @throws Matchbeheer.Afwijzing when there is no such match, or its data are others now
   */
  @Transactional
  Match beoordeel(BerichtId id, BerichtId oordeel, boolean bevestigd, String gezien) {
    herkenningen.vergrendel();
    Match match = matches.vergrendel(id).orElseThrow(Matchbeheer::onbekend);
    controleer(match, gezien);
    Graad graad = bevestigd ? Graad.ZEKER : Graad.AFGEWEZEN;
    if (graad == match.graad()) {
      return match;
    }
    matches.beoordeel(match, graad, oordeel);
    Match beoordeeld = matches.een(id).orElseThrow(Matchbeheer::onbekend);
    Optional<Registerzaak> melding = registerzaken.zaak(match.zaak());
    if (melding.isPresent()) {
      if (bevestigd) {
        meldingverteller.vertel(beoordeeld, melding.get(), oordeel);
      } else {
        meldingverteller.nietDeze(beoordeeld, melding.get(), oordeel);
      }
    } else if (bevestigd) {
      verteller.vertel(beoordeeld, insolventies.zaak(match.zaak()).orElseThrow(), oordeel);
    } else {
      verteller.nietDeze(beoordeeld, oordeel);
    }
    return beoordeeld;
  }
}
