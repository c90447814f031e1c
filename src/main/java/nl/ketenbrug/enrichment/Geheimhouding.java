package nl.ketenbrug.enrichment;

import java.util.Optional;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.stereotype.Component;

/** Whether the address of a debtor is secret, as the BRP said last. */
@Component
class Geheimhouding {

  private final Volgingen volgingen;
  private final Herkenningen herkenningen;
  private final VerrijkingSettings settings;

  Geheimhouding(Volgingen volgingen, Herkenningen herkenningen, VerrijkingSettings settings) {
    this.volgingen = volgingen;
    this.herkenningen = herkenningen;
    this.settings = settings;
  }

  /**
   * As it said to following; null when it did not say, which a profile takes for secret. Until it
   * was asked about this person along the way of this installation, a secrecy that it told along
   * the other way still holds; that it was not secret then does not.
   *
   * @throws OnleesbareBewaring when that does not open
   */
  Boolean volgens(Dossiersleutel dossier) {
    Optional<String> feiten = volgingen.feiten(dossier, settings.brp());
    if (feiten.isPresent()) {
      return gezegd(feiten).orElse(null);
    }
    return gezegd(volgingen.feiten(dossier, settings.andereWeg()))
        .filter(Boolean::booleanValue)
        .orElse(null);
  }

  private static Optional<Boolean> gezegd(Optional<String> feiten) {
    return feiten
        .flatMap(antwoord -> Canoniek.lees(antwoord).tekst("//k:Persoon/k:geheimhouding"))
        .map(Boolean::valueOf);
  }

  /** Whether it is known to be: as it said to following, or at an attachment. */
  boolean isBekend(Dossiersleutel dossier) {
    try {
      return Boolean.TRUE.equals(volgens(dossier))
          || herkenningen.van(dossier).map(Herkenbaar::geheimhouding).orElse(false);
    } catch (OnleesbareBewaring e) {
      // It may say so.
      return true;
    }
  }
}
