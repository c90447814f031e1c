package nl.ketenbrug.operations;

import java.util.Optional;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Formaat;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Stilte;

/** Whether a channel can carry what the profile makes. */
final class Kanaalcontrole {

  private Kanaalcontrole() {}

  /** What is wrong, with a stable code between brackets; empty when nothing is. */
  static Optional<String> gebrek(Partner partner, Formaat formaat) {
    Kanaal kanaal = partner.abonnement().kanaal();
    if (partner.abonnement().tempo() != null && !kanaal.houdtTempo()) {
      return Optional.of(
          "kanaal amqp leest zelf de wachtrij en bepaalt zijn tempo met zijn credit; de motor kan"
              + " er geen houden (tempo-niet-bij-kanaal)");
    }
    if (!partner.abonnement().stilte().isEmpty() && !kanaal.bezorgt()) {
      return Optional.of(
          "bij dit kanaal haalt de afnemer zelf op, en bezorgt de motor niets waarmee hij stil kan"
              + " zijn (stilte-niet-bij-kanaal)");
    }
    if (!Stilte.latenIetsOver(partner.abonnement().stilte())) {
      return Optional.of("stilte laat geen minuut van de week over (stilte-altijd)");
    }
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
