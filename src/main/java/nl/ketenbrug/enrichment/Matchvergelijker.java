package nl.ketenbrug.enrichment;

import java.util.HashMap;
import java.util.Map;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Herkenningsregel;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Vergelijking;
import nl.ketenbrug.dossier.Zaaksleutel;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Holds the person of a case against the debtors, or a debtor against the cases, of all registers;
 * what may be the same person is proposed. Within the transaction and behind the lock of who calls.
 */
@Component
class Matchvergelijker {

  private static final Logger LOG = LoggerFactory.getLogger(Matchvergelijker.class);

  private final Herkenningen herkenningen;
  private final Matches matches;

  Matchvergelijker(Herkenningen herkenningen, Matches matches) {
    this.herkenningen = herkenningen;
    this.matches = matches;
  }

  /**
   * @param bron the register of the case
   * @param wie the person in it
   * @param oorzaak the question or message a new match follows from
   */
  void zaak(Zaaksleutel zaak, String bron, Herkenbaar wie, BerichtId oorzaak) {
    Map<Dossiersleutel, Match> bekend = new HashMap<>();
    matches.van(zaak).forEach(match -> bekend.put(match.dossier(), match));
    for (Herkenningen.Schuldenaar schuldenaar : herkenningen.schuldenaren(wie)) {
      Match match = bekend.remove(schuldenaar.dossier());
      vergelijk(schuldenaar.dossier(), zaak, bron, match, schuldenaar.wie(), wie, oorzaak);
    }
    for (Match match : bekend.values()) {
      try {
        Herkenbaar schuldenaar = herkenningen.van(match.dossier()).orElse(Herkenbaar.ONBEKEND);
        vergelijk(match.dossier(), zaak, bron, match, schuldenaar, wie, oorzaak);
      } catch (OnleesbareBewaring e) {
        LOG.warn("Een match is niet opnieuw vergeleken: {}", OnleesbareBewaring.CODE);
      }
    }
  }

  /**
   * @param wie the debtor
   * @param oorzaak the message under which the BRP was asked
   */
  void schuldenaar(Dossiersleutel dossier, Herkenbaar wie, BerichtId oorzaak) {
    Map<Zaaksleutel, Match> bekend = new HashMap<>();
    matches.van(dossier).stream()
        // Of these the source said itself whom they are about.
        .filter(match -> !match.opNummer())
        .forEach(match -> bekend.put(match.zaak(), match));
    for (Herkenningen.Persoon ander : herkenningen.personen(wie)) {
      Match match = bekend.remove(ander.zaak());
      vergelijk(dossier, ander.zaak(), ander.bron(), match, wie, ander.wie(), oorzaak);
    }
    for (Match match : bekend.values()) {
      try {
        // Of a case that the register does not know there is nothing to compare with.
        herkenningen
            .van(match.zaak())
            .ifPresent(
                ander ->
                    vergelijk(dossier, match.zaak(), match.bron(), match, wie, ander, oorzaak));
      } catch (OnleesbareBewaring e) {
        LOG.warn("Een match is niet opnieuw vergeleken: {}", OnleesbareBewaring.CODE);
      }
    }
  }

  /**
   * @param match as it is known, or null
   * @param oorzaak the question or message a new match follows from
   */
  private void vergelijk(
      Dossiersleutel dossier,
      Zaaksleutel zaak,
      String bron,
      Match match,
      Herkenbaar schuldenaar,
      Herkenbaar persoon,
      BerichtId oorzaak) {
    Vergelijking vergeleken = Herkenningsregel.vergelijk(schuldenaar, persoon);
    boolean mogelijk = Herkenningsregel.isMogelijk(vergeleken);
    String kenmerk = matches.kenmerk(schuldenaar, persoon);
    if (match != null && mogelijk) {
      matches.vergelijkOpnieuw(match, vergeleken, kenmerk);
    } else if (match != null) {
      matches.kloptNietMeer(match, vergeleken, kenmerk);
    } else if (mogelijk) {
      matches.stelVoor(dossier, zaak, bron, vergeleken, kenmerk, oorzaak);
    }
  }
}
