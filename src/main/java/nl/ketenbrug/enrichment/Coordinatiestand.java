package nl.ketenbrug.enrichment;

import java.util.List;
import java.util.Optional;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Beslaglegger;
import nl.ketenbrug.dossier.Coordinator;
import nl.ketenbrug.dossier.Coordinatoren;
import nl.ketenbrug.dossier.Vertellingen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Holds our own event of a change of coordinator against who coordinates now. It is derived when
 * the dossier changes and goes out by itself, behind what was accepted before that: a transfer that
 * the register told, say. It would be the last that the parties hear of it. Where another one of
 * ours follows it that has the last word, and this one tells its step as it was.
 */
@Component("coordinatiestand")
public class Coordinatiestand {

  private static final String WISSEL = "/k:Gebeurtenis/k:inhoud/k:Coordinatie";

  private final Coordinatoren coordinatoren;
  private final Afleidingen afleidingen;
  private final Vertellingen vertellingen;

  Coordinatiestand(
      Coordinatoren coordinatoren, Afleidingen afleidingen, Vertellingen vertellingen) {
    this.coordinatoren = coordinatoren;
    this.afleidingen = afleidingen;
    this.vertellingen = vertellingen;
  }

  /**
   * Whether it says nothing any more: nobody coordinates, or again the one from whom it went. No
   * event of ours says that nobody does, so that is nothing to leave to a later one.
   */
  public boolean isIngehaald(Exchange exchange) {
    Optional<Canoniek> wissel = wissel(exchange);
    if (wissel.isEmpty()) {
      return false;
    }
    Optional<Beslaglegger> nu = nu(exchange).map(Coordinator::beslaglegger);
    return nu.isEmpty()
        || nu.get().equals(partij(wissel.get(), "k:vorige/*")) && !volgtLatere(exchange);
  }

  /** Who coordinates now, when that is not whom the event names. */
  Optional<Coordinator> ander(Exchange exchange) {
    return wissel(exchange)
        .filter(wissel -> !volgtLatere(exchange))
        .map(wissel -> partij(wissel, "k:Coordinator/(k:oin | k:gerechtsdeurwaarderId)"))
        .flatMap(genoemd -> nu(exchange).filter(nu -> !nu.beslaglegger().equals(genoemd)));
  }

  /** The content of our own event, when the partners did not get it: it may come twice. */
  private Optional<Canoniek> wissel(Exchange exchange) {
    if (!Dossierstand.WISSEL.equals(
        exchange.getMessage().getHeader(Koppen.GEBEURTENISTYPE, String.class))) {
      return Optional.empty();
    }
    Canoniek gebeurtenis = Canoniek.van(exchange);
    List<Canoniek> wissel = gebeurtenis.delen(WISSEL);
    // Without it, it is the register's own.
    return wissel.isEmpty() || vertellingen.isGepubliceerd(zelf(gebeurtenis))
        ? Optional.empty()
        : Optional.of(wissel.get(0));
  }

  private boolean volgtLatere(Exchange exchange) {
    return afleidingen.volgtLatere(
        dossier(exchange), zelf(Canoniek.van(exchange)), Dossierstand.COORDINATOR);
  }

  private static BerichtId zelf(Canoniek gebeurtenis) {
    return BerichtId.of(gebeurtenis.verplicht("/k:Gebeurtenis/k:id"));
  }

  private Optional<Coordinator> nu(Exchange exchange) {
    return coordinatoren.van(dossier(exchange));
  }

  private static Dossiersleutel dossier(Exchange exchange) {
    return new Dossiersleutel(exchange.getMessage().getHeader(Koppen.DOSSIER, String.class));
  }

  private static Beslaglegger partij(Canoniek wissel, String plek) {
    Canoniek element = wissel.delen(plek).get(0);
    return Beslaglegger.van(element.verplicht("local-name()"), element.verplicht("."));
  }
}
