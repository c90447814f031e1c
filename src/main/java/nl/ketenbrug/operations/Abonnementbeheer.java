package nl.ketenbrug.operations;

import java.time.Clock;
import java.time.Instant;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnementkeuze;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Abonnementstand;
import nl.ketenbrug.delivery.Leveringen;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Uitwijkgrens;
import nl.ketenbrug.delivery.Webhookstanden;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Stops and resumes subscriptions. While one stands still its events get their numbers and stay on
 * the partner's queue: the pull interface hands out nothing, and the broker gives nothing to a
 * client that reads the queue itself.
 *
 * <p>Table {@code abonnement_stand} says what holds; the broker follows it, also after a restart.
 */
@Service
public class Abonnementbeheer {

  private static final Logger LOG = LoggerFactory.getLogger(Abonnementbeheer.class);

  private final Partners partners;
  private final Abonnementstand stand;
  private final Abonnementkeuzes keuzes;
  private final Webhookstanden webhooks;
  private final Uitwijkgrens uitwijk;
  private final Brokerbeheer broker;
  private final Brokerinrichting inrichting;
  private final Leestoegang toegang;
  private final Leveringen leveringen;
  private final Berichtenlog log;
  private final Clock clock;

  Abonnementbeheer(
      Partners partners,
      Abonnementstand stand,
      Abonnementkeuzes keuzes,
      Webhookstanden webhooks,
      Uitwijkgrens uitwijk,
      Brokerbeheer broker,
      Brokerinrichting inrichting,
      Leestoegang toegang,
      Leveringen leveringen,
      Berichtenlog log,
      Clock clock) {
    this.partners = partners;
    this.stand = stand;
    this.keuzes = keuzes;
    this.webhooks = webhooks;
    this.uitwijk = uitwijk;
    this.broker = broker;
    this.inrichting = inrichting;
    this.toegang = toegang;
    this.leveringen = leveringen;
    this.log = log;
    this.clock = clock;
  }

  /** Whoever stopped the engine between table and broker left them apart. */
  @EventListener(ApplicationReadyEvent.class)
  void brengBrokerInLijn() {
    toegang.brengInLijn();
  }

  /**
   * Events with a number that this partner did not answer, and that did not expire: handed out or
   * not, set apart too. Of what the client of an AMQP partner took, once the broker's evidence of
   * it is in. Asked of the database, so that the overview can be given while the broker is away.
   *
   * @return a count at the moment of asking
   */
  public long openstaand(Partner partner) {
    return leveringen.aantalOpen(partner.code(), Long.MAX_VALUE);
  }

  /**
   * Stops a subscription; one that stands still stays as it is, and the broker is told again.
   *
   * @param wie the account that decides so
   * @param reden a sentence, or null
   * @throws RuntimeException when the broker does not do so now; the table says so then, and the
   *     broker follows within a round
   */
  public void pauzeer(Partner partner, String wie, String reden) {
    Instant nu = clock.instant();
    if (!stand.van(partner.code()).gepauzeerd()) {
      log.schrijf(regel(Stap.GEPAUZEERD, partner, wie, nu).reden("pauze", reden).bouw());
      stand.pauzeer(partner.code(), nu, wie, reden);
    }
    toegang.volg(partner);
  }

  /**
   * Lets a subscription go on where it stopped; one that runs stays as it is. A webhook that waits
   * after a failure is tried at once.
   */
  public void hervat(Partner partner, String wie) {
    if (!stand.van(partner.code()).gepauzeerd()) {
      probeerNu(partner, wie);
      toegang.volg(partner);
      return;
    }
    log.schrijf(regel(Stap.HERVAT, partner, wie, clock.instant()).bouw());
    webhooks.beginOpnieuw(partner.code());
    stand.hervat(partner.code(), clock.instant());
    toegang.volg(partner);
  }

  private void probeerNu(Partner partner, String wie) {
    if (!webhooks.hapert(partner.code())) {
      return;
    }
    log.schrijf(
        regel(Stap.HERVAT, partner, wie, clock.instant())
            .reden("webhook-proef", "de webhook wordt meteen weer geprobeerd")
            .bouw());
    webhooks.probeerNu(partner.code());
  }

  /**
   * Takes over what the partner wants of its subscription; it is on record first. What is on its
   * queue already stays.
   *
   * @param omvang how much it would have been, for who reads the log
   */
  public void kies(Partner partner, Abonnementkeuze keuze, String tekst, String omvang) {
    inrichting.volgKeuze(
        () -> {
          log.schrijf(
              regel(Stap.GEKOZEN, partner, keuze.door(), keuze.sinds())
                  .reden("keuze", omvang)
                  .inhoud("application/json", tekst)
                  .bouw());
          keuzes.bewaar(partner.code(), keuze);
        });
  }

  private static boolean leestZelf(Partner partner) {
    return partner.abonnement().kanaal() == Abonnement.Kanaal.AMQP;
  }

  /**
   * Who reads its queue itself is shut out while it gets paper, and let in when nothing that was
   * handed over stands on its queue any more. What else the broker does otherwise than the tables
   * say is put right.
   */
  @Scheduled(fixedDelayString = "${ketenbrug.uitwijk.ronde:10000}")
  void volgUitwijk() {
    for (Partner partner : partners.alle()) {
      try {
        volgUitwijk(partner);
      } catch (DataAccessException | BrokerNietBeheerd | IllegalStateException e) {
        LOG.warn(
            "De broker volgt de uitwijk van {} nog niet ({}); straks opnieuw",
            partner.code(),
            e.getClass().getSimpleName());
      }
    }
    toegang.houdInLijn();
  }

  private void volgUitwijk(Partner partner) {
    if (moetDicht(partner) || uitwijk.isTeHerstellen(partner.code())) {
      inrichting.eenVoorEen(() -> volgUitwijkAlleen(partner));
    }
  }

  /** Looks again: it may have ended, or begun, while another engine was at it. */
  private void volgUitwijkAlleen(Partner partner) {
    if (moetDicht(partner) && uitwijk.sluit(partner.code())) {
      sluitUit(partner);
      return;
    }
    if (uitwijk.isTeHerstellen(partner.code())) {
      toegang.volgAlleen(partner);
      inrichting.eindpunt(partner);
      uitwijk.hersteld(partner.code());
    }
  }

  private boolean moetDicht(Partner partner) {
    return leestZelf(partner) && uitwijk.isTeSluiten(partner.code());
  }

  /** Once: the engine itself reads this queue afterwards. */
  private void sluitUit(Partner partner) {
    broker.sluitLezersUit(partner.queue());
    toegang.volgAlleen(partner);
    if (broker.isAllesTerug(partner.queue())) {
      uitwijk.dicht(partner.code());
    }
  }

  /** A decision about a subscription is a record of its own: it belongs to no event. */
  private static LogRegelBouwer regel(Stap stap, Partner partner, String wie, Instant nu) {
    return new LogRegelBouwer(stap, BerichtId.nieuw(nu), nu)
        .gebeurtenistype("nl.ketenbrug.abonnement-" + stap.naam())
        .partner(partner.code(), null)
        .actor(wie);
  }
}
