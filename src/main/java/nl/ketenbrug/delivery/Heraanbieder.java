package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Heraanbiedingen.Opdracht;
import nl.ketenbrug.delivery.Heraanbod.Keuze;
import nl.ketenbrug.delivery.Heraanbod.Toestand;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Logboek;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Puts events that a partner confirmed, or that expired, before it once more: same id, same number,
 * the body that was laid ready then. What else a partner did not confirm needs no offering: it is
 * on its queue, or set apart.
 *
 * <p>An order goes on after a restart. When the engine ends between sending and noting it, the same
 * events are offered a second time, and the partner drops them by id.
 */
@Service
public class Heraanbieder {

  private static final Logger LOG = LoggerFactory.getLogger(Heraanbieder.class);

  /** How long an engine may be busy with one portion before another one takes over. */
  private static final Duration BEZET = Duration.ofMinutes(1);

  private final Partners partners;
  private final Heraanbiedingen opdrachten;
  private final Leveringen leveringen;
  private final Logboek logboek;
  private final JmsTemplate jms;
  private final Brokertransactie transactie;
  private final Berichtenlog log;
  private final Clock clock;

  Heraanbieder(
      Partners partners,
      Heraanbiedingen opdrachten,
      Leveringen leveringen,
      Logboek logboek,
      JmsTemplate jms,
      Brokertransactie transactie,
      Berichtenlog log,
      Clock clock) {
    this.partners = partners;
    this.opdrachten = opdrachten;
    this.leveringen = leveringen;
    this.logboek = logboek;
    this.jms = jms;
    this.transactie = transactie;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Gives an order; who gave it is in the log before it stands.
   *
   * @param metAkkoord whether a second person must agree before it runs
   */
  public Heraanbod geef(Keuze keuze, String wie, int perSeconde, boolean metAkkoord) {
    Instant nu = clock.instant();
    BerichtId id = BerichtId.nieuw(nu);
    noteer(id, keuze.partner(), wie, "gevraagd");
    opdrachten.maak(
        id.value(),
        keuze,
        wie,
        nu,
        perSeconde,
        metAkkoord ? Toestand.WACHT_OP_AKKOORD : Toestand.LOOPT);
    return opdrachten.zoek(keuze.partner(), id.value()).orElseThrow();
  }

  /**
   * Moves an order to another state.
   *
   * @return false when it was in none of the states {@code uit}
   */
  public boolean zet(Heraanbod opdracht, Set<Toestand> uit, Toestand naar, String wie) {
    if (!uit.contains(opdracht.toestand())) {
      return false;
    }
    boolean akkoord = opdracht.toestand() == Toestand.WACHT_OP_AKKOORD && naar == Toestand.LOOPT;
    noteer(
        new BerichtId(opdracht.id()), opdracht.partner(), wie, akkoord ? "akkoord" : naar.naam());
    return opdrachten.zet(opdracht.id(), uit, naar, akkoord ? wie : null);
  }

  private void noteer(BerichtId id, String partner, String wie, String wat) {
    log.schrijf(
        new LogRegelBouwer(Stap.HERAANBOD, id, clock.instant())
            .gebeurtenistype("nl.ketenbrug.heraanbod")
            .partner(partner, null)
            .actor(wie)
            .reden(wat, "opnieuw aanbieden: " + wat)
            .bouw());
  }

  /** One portion of one order, each second; so many as the order allows a second. */
  @Scheduled(fixedDelay = 1000)
  void werk() {
    try {
      opdrachten.neem(clock.instant(), BEZET).ifPresent(this::portie);
    } catch (RuntimeException e) {
      // The lease runs out and the portion is done again.
      LOG.warn("Opnieuw aanbieden lukte nu niet ({})", e.getClass().getSimpleName());
    }
  }

  private void portie(Opdracht opdracht) {
    List<UUID> berichten = opdrachten.volgende(opdracht.id(), opdracht.perSeconde());
    if (berichten.isEmpty()) {
      opdrachten.zet(opdracht.id(), Set.of(Toestand.LOOPT), Toestand.GEREED, null);
      noteer(new BerichtId(opdracht.id()), opdracht.partner(), null, Toestand.GEREED.naam());
      return;
    }
    List<LogRegel> gevonden = new ArrayList<>();
    List<UUID> weg = new ArrayList<>();
    Abonnement abonnement = partners.zoek(opdracht.partner()).orElseThrow().abonnement();
    for (UUID id : berichten) {
      // Only what the partner may have today, in the profile that it has today.
      Optional<LogRegel> klaargezet =
          logboek
              .klaargezet(opdracht.partner(), id, "shape-for-" + abonnement.profiel())
              .filter(r -> abonnement.gebeurtenistypen().contains(r.gebeurtenistype()));
      klaargezet.ifPresentOrElse(gevonden::add, () -> weg.add(id));
    }
    Set<UUID> apart =
        leveringen.zoek(opdracht.partner(), berichten).values().stream()
            .filter(Leveringen.Levering::opVerlopen)
            .map(Leveringen.Levering::berichtId)
            .collect(Collectors.toSet());
    // First open again: a confirmed event that the partner's queue holds would be taken off it.
    gevonden.forEach(bericht -> leveringen.heropen(opdracht.partner(), bericht.berichtId()));
    transactie.doe(
        () ->
            gevonden.forEach(
                bericht -> {
                  if (apart.contains(bericht.berichtId())) {
                    neemVanVerlopen(opdracht, bericht.berichtId());
                  }
                  bied(opdracht, bericht);
                }));
    gevonden.stream()
        .map(LogRegel::berichtId)
        .filter(apart::contains)
        .forEach(id -> leveringen.isVanVerlopen(opdracht.partner(), id));
    opdrachten.gedaan(
        opdracht.id(), gevonden.stream().map(LogRegel::berichtId).toList(), "aangeboden");
    opdrachten.gedaan(opdracht.id(), weg, "zonder-inhoud");
    opdrachten.geefTerug(opdracht.id(), clock.instant());
  }

  /** It stands in one place: in the transaction that puts it on the partner's queue again. */
  private void neemVanVerlopen(Opdracht opdracht, UUID bericht) {
    jms.execute(session -> Verlopenwachtrij.neem(session, opdracht.partner(), bericht), true);
  }

  private void bied(Opdracht opdracht, LogRegel bericht) {
    log.schrijf(
        new LogRegelBouwer(Stap.KLAARGEZET, new BerichtId(bericht.berichtId()), clock.instant())
            .correlatie(bericht.correlatieId())
            .oorzaak(bericht.oorzaakId())
            .gebeurtenistype(bericht.gebeurtenistype())
            .bron(bericht.bron())
            .dossier(bericht.dossier())
            .partner(opdracht.partner(), bericht.volgnummer())
            .actor(opdracht.gevraagdDoor())
            .reden("opnieuw", "opnieuw aangeboden volgens opdracht " + opdracht.id())
            .inhoudVanEerder(Formaat.inhoudstype(bericht.inhoud()), bericht.inhoud())
            .bouw());
    jms.execute(session -> stuur(session, opdracht, bericht), true);
  }

  private static Object stuur(Session session, Opdracht opdracht, LogRegel bericht)
      throws JMSException {
    Message message = session.createTextMessage(bericht.inhoud());
    message.setStringProperty(Koppen.BERICHT_ID, bericht.berichtId().toString());
    message.setStringProperty(Koppen.CORRELATIE_ID, bericht.correlatieId().toString());
    if (bericht.oorzaakId() != null) {
      message.setStringProperty(Koppen.OORZAAK_ID, bericht.oorzaakId().toString());
    }
    message.setStringProperty(Koppen.GEBEURTENISTYPE, bericht.gebeurtenistype());
    message.setStringProperty(Koppen.BRON, bericht.bron());
    message.setStringProperty(Koppen.DOSSIER, bericht.dossier());
    message.setLongProperty(Koppen.VOLGNUMMER, bericht.volgnummer());
    try (MessageProducer producer =
        session.createProducer(session.createQueue("partner." + opdracht.partner()))) {
      producer.send(message);
    }
    return null;
  }
}
