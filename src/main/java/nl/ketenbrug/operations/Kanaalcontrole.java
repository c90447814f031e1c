package nl.ketenbrug.operations;

import java.util.Optional;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Formaat;
import nl.ketenbrug.delivery.Partner;

/** Whether a channel can carry what the profile makes. */
final class Kanaalcontrole {

  private Kanaalcontrole() {}

  /** What is wrong, with a stable code between brackets; empty when nothing is. */
  static Optional<String> gebrek(Partner partner, Formaat formaat) {
    Kanaal kanaal = partner.abonnement().kanaal();
    if (kanaal.isBatch() && formaat != Formaat.CSV) {
      return Optional.of(
          "kanaal csv en bestand vragen een profiel met formaat csv (kanaal-vraagt-csv)");
    }
    if (kanaal == Kanaal.WEBHOOK && formaat != Formaat.XML && formaat != Formaat.CLOUDEVENTS) {
      return Optional.of(
          "kanaal webhook vraagt een profiel met formaat xml of cloudevents"
              + " (kanaal-vraagt-cloudevents)");
    }
    return Optional.empty();
  }
}
