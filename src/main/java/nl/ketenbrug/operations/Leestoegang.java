package nl.ketenbrug.operations;

import java.util.List;
import java.util.Map;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Abonnementstand;
import nl.ketenbrug.delivery.Leesrecht;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Uitwijkgrens;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import nl.ketenbrug.operations.Brokerbeheer.Deur;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/**
 * Has the broker follow the tables: what a partner that reads its queue itself may get there now.
 * Every act looks at the tables again while no other engine or call is at it, so that of two people
 * at once the last word of the table is the last at the broker too.
 *
 * <p>With {@code amqp} the queue stands still during a pause, and its client stays connected. With
 * {@code pull} the engine goes on reading there, for answers to what was handed out: so it is the
 * client that is shut out, during a pause, while anything of the partner goes by paper, and while
 * the partner chose a rate.
 */
@Service
class Leestoegang implements Leesrecht {

  private static final Logger LOG = LoggerFactory.getLogger(Leestoegang.class);

  private final Partners partners;
  private final Abonnementstand stand;
  private final Uitwijkgrens uitwijk;
  private final Brokerbeheer broker;
  private final Brokerinrichting inrichting;

  private volatile boolean nietTeZien;

  Leestoegang(
      Partners partners,
      Abonnementstand stand,
      Uitwijkgrens uitwijk,
      Brokerbeheer broker,
      Brokerinrichting inrichting) {
    this.partners = partners;
    this.stand = stand;
    this.uitwijk = uitwijk;
    this.broker = broker;
    this.inrichting = inrichting;
  }

  /** Whether a partner that may read its queue itself may have nothing of it now. */
  static boolean isDicht(
      Partner partner, Abonnementstand stand, Abonnementkeuzes keuzes, Uitwijkgrens uitwijk) {
    if (partner.abonnement().kanaal() == Kanaal.AMQP) {
      return uitwijk.sluit(partner.code());
    }
    return stand.van(partner.code()).gepauzeerd()
        || keuzes.tempo(partner).isPresent()
        || uitwijk.isDicht(partner.code());
  }

  /**
   * At once, whatever the broker did before.
   *
   * @throws BrokerNietBeheerd when it does not do so now; the round tries again
   */
  void volg(Partner partner) {
    inrichting.eenVoorEen(() -> volgAlleen(partner));
  }

  /** As {@link #volg}, by who has the turn already. */
  void volgAlleen(Partner partner) {
    broker.pauzeer(partner.queue(), isStil(partner));
    if (leestOokZelf(partner)) {
      inrichting.eindpunt(partner);
    }
  }

  /** At a start: another life, version or file may have left any of them otherwise. */
  void brengInLijn() {
    brengInLijn(List.copyOf(partners.alle()));
  }

  /** Those that read by themselves: a call may have ended between table and broker. */
  void houdInLijn() {
    brengInLijn(partners.alle().stream().filter(een -> een.abonnement().magZelfLezen()).toList());
  }

  private void brengInLijn(List<Partner> welke) {
    Map<String, Deur> deuren;
    try {
      deuren = broker.deuren(welke);
      nietTeZien = false;
    } catch (BrokerNietBeheerd e) {
      // Once: a broker may be away for long, and others say so too.
      if (!nietTeZien) {
        LOG.warn("Wat de broker aan afnemers geeft is nu niet te zien; straks opnieuw");
      }
      nietTeZien = true;
      return;
    }
    for (Partner partner : welke) {
      try {
        if (wijktAf(partner, deur(partner, deuren))) {
          LOG.info("De broker volgt wat voor {} geldt", partner.code());
          volg(partner);
        }
      } catch (DataAccessException | BrokerNietBeheerd | IllegalStateException e) {
        LOG.warn(
            "De broker volgt nog niet wat voor {} geldt ({}); straks opnieuw",
            partner.code(),
            e.getClass().getSimpleName());
      }
    }
  }

  /**
   * @throws IllegalStateException when somebody took the queue away: of the others all holds
   */
  private static Deur deur(Partner partner, Map<String, Deur> deuren) {
    Deur deur = deuren.get(partner.code());
    if (deur == null) {
      throw new IllegalStateException("De broker heeft " + partner.queue() + " niet");
    }
    return deur;
  }

  private boolean wijktAf(Partner partner, Deur deur) {
    if (deur.stil() != isStil(partner)) {
      return true;
    }
    if (!leestOokZelf(partner)) {
      return false;
    }
    boolean mag = inrichting.magLezen(partner);
    // Cut off between the two, a reader outlives its right: the broker asks for it only once.
    return deur.open() != mag || (!mag && broker.heeftAndereLezers(partner.queue()));
  }

  /**
   * Who reads by way of the engine is stopped by the table: at a queue that stands still the engine
   * could take nothing either. So it is with who is on paper: the engine has to take off what was
   * handed over.
   */
  private boolean isStil(Partner partner) {
    return partner.abonnement().kanaal() == Kanaal.AMQP
        && stand.van(partner.code()).gepauzeerd()
        && !uitwijk.isDicht(partner.code());
  }

  private static boolean leestOokZelf(Partner partner) {
    return partner.abonnement().kanaal() == Kanaal.PULL;
  }

  @Override
  public boolean isDicht(Partner partner) {
    try {
      if (leestIemand(partner)) {
        volg(partner);
      }
      return !leestIemand(partner);
    } catch (DataAccessException | BrokerNietBeheerd | IllegalStateException e) {
      LOG.warn(
          "Of {} zijn wachtrij zelf leest is nu niet te zien ({}); straks opnieuw",
          partner.code(),
          e.getClass().getSimpleName());
      return false;
    }
  }

  private boolean leestIemand(Partner partner) {
    return deur(partner, broker.deuren(List.of(partner))).open()
        || broker.heeftAndereLezers(partner.queue());
  }
}
