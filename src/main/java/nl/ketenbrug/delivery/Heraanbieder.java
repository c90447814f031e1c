package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.delivery.Heraanbiedingen.Gevraagd;
import nl.ketenbrug.delivery.Heraanbiedingen.Opdracht;
import nl.ketenbrug.delivery.Heraanbod.Keuze;
import nl.ketenbrug.delivery.Heraanbod.Telling;
import nl.ketenbrug.delivery.Heraanbod.Toestand;
import nl.ketenbrug.delivery.Leveringen.Heropening;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Logboek;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Puts events before a partner once more: same id, same number, the body that was laid ready then.
 * By default what expired and it did not confirm since. What is open stands on its queue, and what
 * it refused is set apart: these need no offering.
 *
 * <p>An event is claimed in the table, once, before it goes, and goes with an id of this order that
 * the broker takes once. So an order goes on after a restart where it was, at whichever engine, and
 * offers nothing twice.
 */
@Service
public class Heraanbieder {

  private static final Logger LOG = LoggerFactory.getLogger(Heraanbieder.class);

  /** How long an engine may be busy with one portion before another one takes over. */
  private static final Duration BEZET = Duration.ofMinutes(1);

  private static final Duration TUSSEN = Duration.ofSeconds(1);

  /** Events that one portion takes from queue {@code verlopen}. */
  private static final int UIT_VERLOPEN = 20;

  private final Partners partners;
  private final Heraanbiedingen opdrachten;
  private final Leveringen leveringen;
  private final Logboek logboek;
  private final JmsTemplate jms;
  private final Brokertransactie transactie;
  private final Berichtenlog log;
  private final HeraanbodSettings settings;
  private final Clock clock;

  Heraanbieder(
      Partners partners,
      Heraanbiedingen opdrachten,
      Leveringen leveringen,
      Logboek logboek,
      JmsTemplate jms,
      Brokertransactie transactie,
      Berichtenlog log,
      HeraanbodSettings settings,
      Clock clock) {
    this.partners = partners;
    this.opdrachten = opdrachten;
    this.leveringen = leveringen;
    this.logboek = logboek;
    this.jms = jms;
    this.transactie = transactie;
    this.log = log;
    this.settings = settings;
    this.clock = clock;
  }

  /** What a choice holds now; changes nothing. */
  public Telling tel(Keuze keuze) {
    return opdrachten.tel(keuze);
  }

  /** Whether what is asked for is one event that a person withheld from this partner. */
  public boolean isIngehouden(Keuze keuze) {
    return keuze.berichtId() != null
        && leveringen
            .zoek(keuze.partner(), keuze.berichtId())
            .filter(Leveringen.Levering::isIngehouden)
            .isPresent();
  }

  /**
   * Gives an order; who gave it is in the log before it stands. One that is large waits for another
   * account.
   *
   * @throws org.springframework.dao.DuplicateKeyException when this partner has an open order
   */
  public Heraanbod geef(Keuze keuze, String wie, int perSeconde) {
    Instant nu = clock.instant();
    BerichtId id = BerichtId.nieuw(nu);
    noteer(id, keuze.partner(), wie, "gevraagd");
    opdrachten.maak(id.value(), keuze, wie, nu, perSeconde, settings.alleenTot());
    return opdrachten.zoek(keuze.partner(), id.value()).orElseThrow();
  }

  /**
   * Moves an order to another state.
   *
   * @return false when it was in none of the states {@code uit}, or who agrees is who asked
   */
  public boolean zet(Heraanbod opdracht, Set<Toestand> uit, Toestand naar, String wie) {
    boolean akkoord = opdracht.toestand() == Toestand.WACHT_OP_AKKOORD && naar == Toestand.LOOPT;
    if (!uit.contains(opdracht.toestand()) || akkoord && opdracht.gevraagdDoor().equals(wie)) {
      return false;
    }
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
      opdrachten.neem(BEZET).ifPresent(this::portie);
    } catch (RuntimeException e) {
      // The lease runs out and the portion is done again.
      LOG.warn("Opnieuw aanbieden lukte nu niet ({})", e.getClass().getSimpleName());
    }
  }

  private void portie(Opdracht opdracht) {
    List<Gevraagd> gevraagd = opdrachten.volgende(opdracht, opdracht.perSeconde());
    if (gevraagd.isEmpty() && !opdracht.loopt()) {
      opdrachten.geefTerug(opdracht, TUSSEN);
      return;
    }
    if (gevraagd.isEmpty()) {
      opdrachten.zet(opdracht.id(), Set.of(Toestand.LOOPT), Toestand.GEREED, null);
      noteer(new BerichtId(opdracht.id()), opdracht.partner(), null, Toestand.GEREED.naam());
      return;
    }
    Map<UUID, Leveringen.Levering> standen =
        leveringen.zoek(opdracht.partner(), gevraagd.stream().map(Gevraagd::berichtId).toList());
    Beurt beurt = new Beurt();
    int uitVerlopen = 0;
    for (Gevraagd een : gevraagd) {
      Leveringen.Levering levering = standen.get(een.berichtId());
      if (levering.opVerlopen() && ++uitVerlopen > UIT_VERLOPEN) {
        // Each of these is looked for in a queue that may be long.
        break;
      }
      if (!neemOp(opdracht, beurt, een, levering)) {
        // Whoever claimed it sends it; what follows it comes behind it.
        break;
      }
    }
    if (!opdrachten.alleen(opdracht, () -> bied(opdracht, beurt))) {
      // What was claimed is sent by whoever has the turn now.
      return;
    }
    beurt.vanVerlopen.forEach(id -> leveringen.isVanVerlopen(opdracht.partner(), id));
    opdrachten.gedaan(opdracht, beurt.aangeboden, "aangeboden");
    opdrachten.gedaan(opdracht, beurt.weg, "zonder-inhoud");
    opdrachten.gedaan(opdracht, beurt.beantwoord, "inmiddels-beantwoord");
    opdrachten.gedaan(opdracht, beurt.achterhaald, "achterhaald");
    opdrachten.geefTerug(opdracht, TUSSEN);
  }

  /**
   * Claims one event and opens it again, or says what becomes of it instead.
   *
   * @return false when another one has it, or the order was stopped: then the portion ends here
   */
  private boolean neemOp(
      Opdracht opdracht, Beurt beurt, Gevraagd een, Leveringen.Levering levering) {
    UUID id = een.berichtId();
    if (een.alleenOnbeantwoord() && !een.onderweg() && levering.isBeantwoord()) {
      beurt.beantwoord.add(id);
      return true;
    }
    Abonnement abonnement = partners.zoek(opdracht.partner()).orElseThrow().abonnement();
    // Only what the partner may have today, in the profile that it has today.
    Optional<LogRegel> regel =
        logboek
            .klaargezet(opdracht.partner(), id, "shape-for-" + abonnement.profiel())
            .filter(r -> abonnement.gebeurtenistypen().contains(r.gebeurtenistype()));
    if (regel.isEmpty()) {
      beurt.weg.add(id);
      return true;
    }
    if (!een.onderweg() && isAchterhaald(opdracht, id)) {
      beurt.achterhaald.add(id);
      return true;
    }
    if (levering.isVerlopen() && levering.opVerlopen()) {
      // It is opened in the transaction that puts it before the partner; until then it stays.
      if (!een.onderweg() && !opdrachten.claim(opdracht, id)) {
        return false;
      }
      beurt.apart.add(id);
      beurt.opVolgorde.add(regel.get());
      return true;
    }
    if (een.onderweg() && levering.isBeantwoord()) {
      // It went, and was answered, before its claimer could note that.
      beurt.aangeboden.add(id);
      return true;
    }
    // Open again before it goes: a confirmed event that the queue holds would be taken off it.
    Heropening heropening =
        een.onderweg()
            ? Heropening.OPEN
            : leveringen.heropen(
                opdracht.partner(),
                id,
                een.alleenOnbeantwoord(),
                () -> opdrachten.claim(opdracht, id));
    if (heropening == Heropening.OPEN) {
      beurt.opVolgorde.add(regel.get());
    }
    if (heropening == Heropening.BEANTWOORD) {
      beurt.beantwoord.add(id);
    }
    return heropening != Heropening.VAN_EEN_ANDER;
  }

  private boolean isAchterhaald(Opdracht opdracht, UUID id) {
    Abonnement abonnement = partners.zoek(opdracht.partner()).orElseThrow().abonnement();
    return opdrachten.isAchterhaald(opdracht, id, abonnement.magZelfLezen());
  }

  /** Together; one by one when the broker has one of them already. */
  private void bied(Opdracht opdracht, Beurt beurt) {
    try {
      bied(opdracht, beurt, beurt.opVolgorde);
    } catch (RuntimeException e) {
      if (!heeftDeBrokerAl(e)) {
        throw e;
      }
      for (LogRegel bericht : beurt.opVolgorde) {
        biedAlleen(opdracht, beurt, bericht);
      }
    }
  }

  private void biedAlleen(Opdracht opdracht, Beurt beurt, LogRegel bericht) {
    try {
      bied(opdracht, beurt, List.of(bericht));
    } catch (RuntimeException e) {
      if (!heeftDeBrokerAl(e)) {
        throw e;
      }
      beurt.aangeboden.add(bericht.berichtId());
    }
  }

  private void bied(Opdracht opdracht, Beurt beurt, List<LogRegel> berichten) {
    if (berichten.isEmpty()) {
      return;
    }
    List<UUID> aangeboden = new ArrayList<>();
    List<UUID> vanVerlopen = new ArrayList<>();
    List<UUID> beantwoord = new ArrayList<>();
    List<UUID> achterhaald = new ArrayList<>();
    transactie.doe(
        () -> {
          for (LogRegel bericht : berichten) {
            UUID id = bericht.berichtId();
            if (!beurt.apart.contains(id)) {
              bied(opdracht, bericht);
              aangeboden.add(id);
            } else if (isAchterhaald(opdracht, id)) {
              // Withdrawn between its claim and now; it was not opened, and stays what it is.
              achterhaald.add(id);
            } else if (leveringen.heropenVerlopen(opdracht.partner(), id).isBeantwoord()) {
              // Who answers it takes its copy, and sets it apart when it is refused.
              beantwoord.add(id);
            } else {
              if (isVanVerlopen(opdracht, id)) {
                vanVerlopen.add(id);
              }
              // Nobody is given it before the broker's commit.
              bied(opdracht, bericht);
              aangeboden.add(id);
            }
          }
        });
    beurt.aangeboden.addAll(aangeboden);
    beurt.vanVerlopen.addAll(vanVerlopen);
    beurt.beantwoord.addAll(beantwoord);
    beurt.achterhaald.addAll(achterhaald);
  }

  /** An engine sent it in this order and ended before it could note that. */
  private static boolean heeftDeBrokerAl(Throwable fout) {
    for (Throwable oorzaak = fout; oorzaak != null; oorzaak = oorzaak.getCause()) {
      if (oorzaak instanceof ActiveMQDuplicateIdException) {
        return true;
      }
    }
    return false;
  }

  /** What one portion became of. */
  private static final class Beurt {
    private final List<LogRegel> opVolgorde = new ArrayList<>();
    private final Set<UUID> apart = new HashSet<>();
    private final List<UUID> aangeboden = new ArrayList<>();
    private final List<UUID> weg = new ArrayList<>();
    private final List<UUID> beantwoord = new ArrayList<>();
    private final List<UUID> vanVerlopen = new ArrayList<>();
    private final List<UUID> achterhaald = new ArrayList<>();
  }

  /**
   * It stands in one place: off {@code verlopen} in the transaction that puts it on the partner's
   * queue again. A copy that stands there deeper than the broker gives is left behind, however much
   * of others stands before it: what is offered comes from the log. It proves nothing any more, and
   * a round of terms takes it off when the event is answered and the broker gives it.
   *
   * @return whether no copy is left
   */
  private boolean isVanVerlopen(Opdracht opdracht, UUID bericht) {
    return Boolean.TRUE.equals(
        jms.execute(
            session -> {
              Verlopenwachtrij.neem(session, opdracht.partner(), bericht);
              return !Verlopenwachtrij.staat(session, opdracht.partner(), bericht);
            },
            true));
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
            .reden(
                "opnieuw",
                "opnieuw aangeboden volgens opdracht %s, aanbod %d"
                    .formatted(
                        opdracht.id(), leveringen.aanbod(opdracht.partner(), bericht.berichtId())))
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
    message.setStringProperty(
        "_AMQ_DUPL_ID", "heraanbod:" + opdracht.id() + ":" + bericht.berichtId());
    try (MessageProducer producer =
        session.createProducer(session.createQueue("partner." + opdracht.partner()))) {
      producer.send(message);
    }
    return null;
  }
}
