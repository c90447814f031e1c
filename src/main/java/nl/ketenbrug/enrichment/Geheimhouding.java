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
   * As it said to following, or along the other way before an installation changed to this one;
   * null when it was not asked about this person yet.
   *
   * @throws OnleesbareBewaring when that does not open
   */
  Boolean volgens(Dossiersleutel dossier) {
    return gezegd(dossier, settings.brp())
        .or(() -> gezegd(dossier, settings.andereWeg()))
        .orElse(null);
  }

  private Optional<Boolean> gezegd(Dossiersleutel dossier, String brp) {
    return volgingen
        .feiten(dossier, brp)
        .flatMap(feiten -> Canoniek.lees(feiten).tekst("//k:Persoon/k:geheimhouding"))
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
