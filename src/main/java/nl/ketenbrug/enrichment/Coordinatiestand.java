package nl.ketenbrug.enrichment;

import java.util.List;
import java.util.Optional;
import nl.ketenbrug.dossier.Beslaglegger;
import nl.ketenbrug.dossier.Coordinator;
import nl.ketenbrug.dossier.Coordinatoren;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Holds our own event of a change of coordinator against who coordinates now. It is derived when
 * the dossier changes and goes out by itself, behind what was accepted before that: a transfer that
 * the register told, say. It would be the last that the parties hear of it.
 */
@Component("coordinatiestand")
public class Coordinatiestand {

  private static final String WISSEL = "/k:Gebeurtenis/k:inhoud/k:Coordinatie";

  private final Coordinatoren coordinatoren;

  Coordinatiestand(Coordinatoren coordinatoren) {
    this.coordinatoren = coordinatoren;
  }

  /** Whether it says nothing any more: nobody coordinates, or again the one from whom it went. */
  public boolean isIngehaald(Exchange exchange) {
    if (!Dossierstand.WISSEL.equals(
        exchange.getMessage().getHeader(Koppen.GEBEURTENISTYPE, String.class))) {
      return false;
    }
    List<Canoniek> wissel = Canoniek.van(exchange).delen(WISSEL);
    // Without one it is the register's own.
    return !wissel.isEmpty()
        && nu(exchange)
            .map(Coordinator::beslaglegger)
            .filter(nu -> !nu.equals(partij(wissel.get(0).delen("k:vorige/*").get(0))))
            .isEmpty();
  }

  /** Who coordinates now, when that is not whom the event names. */
  Optional<Coordinator> ander(Exchange exchange, Canoniek gebeurtenis) {
    List<Canoniek> genoemd =
        gebeurtenis.delen(WISSEL + "/k:Coordinator/(k:oin | k:gerechtsdeurwaarderId)");
    if (genoemd.isEmpty()) {
      return Optional.empty();
    }
    return nu(exchange).filter(nu -> !nu.beslaglegger().equals(partij(genoemd.get(0))));
  }

  private Optional<Coordinator> nu(Exchange exchange) {
    return coordinatoren.van(
        new Dossiersleutel(exchange.getMessage().getHeader(Koppen.DOSSIER, String.class)));
  }

  private static Beslaglegger partij(Canoniek element) {
    return Beslaglegger.van(element.verplicht("local-name()"), element.verplicht("."));
  }
}
