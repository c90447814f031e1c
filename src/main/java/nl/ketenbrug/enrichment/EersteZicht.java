package nl.ketenbrug.enrichment;

import java.time.Duration;
import java.time.Instant;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.source.Bronnen;
import org.springframework.stereotype.Component;

/**
 * What the sources said of a debtor at an attachment is what the parties hear of him, so it is what
 * following compares its first answer with: a change in between is told too. Of a source where
 * nobody is followed nothing is kept.
 */
@Component
class EersteZicht {

  private final Volgingen volgingen;
  private final Vergelijkers vergelijkers;
  private final Bronnen bronnen;
  private final VolgSettings settings;
  private final String brp;

  EersteZicht(
      Volgingen volgingen,
      Vergelijkers vergelijkers,
      Bronnen bronnen,
      VolgSettings settings,
      VerrijkingSettings verrijking) {
    this.volgingen = volgingen;
    this.vergelijkers = vergelijkers;
    this.bronnen = bronnen;
    this.settings = settings;
    this.brp = verrijking.brp();
  }

  /**
   * @param beslag the message of the attachment
   * @param gevraagd a moment before the sources were asked
   * @param antwoorden what they said; of who has no income Polis says nothing, and then his
   *     attachment is refused
   */
  void onthoud(
      Dossiersleutel dossier,
      BerichtId beslag,
      Instant gevraagd,
      Bronbepaling.Resultaat antwoorden) {
    String persoon = antwoorden.huishouden().schuldenaar().xml();
    onthoud(
        dossier,
        brp,
        beslag,
        gevraagd,
        "<Personen xmlns=\"%s\" uitkomst=\"gevonden\">%s</Personen>"
            .formatted(Canoniek.NAMESPACE, persoon));
    antwoorden
        .inkomsten()
        .ifPresent(deel -> onthoud(dossier, "polis", beslag, gevraagd, deel.xml()));
  }

  private void onthoud(
      Dossiersleutel dossier, String bron, BerichtId beslag, Instant gevraagd, String antwoord) {
    if (!settings.volgt(bron)) {
      return;
    }
    Duration periode = Duration.ofSeconds(bronnen.bron(bron).volgen().elke());
    vergelijkers
        .zoek(bron)
        .map(regels -> regels.feiten(antwoord))
        .ifPresent(
            feiten -> volgingen.eersteZicht(dossier, bron, beslag, gevraagd, periode, feiten));
  }
}
