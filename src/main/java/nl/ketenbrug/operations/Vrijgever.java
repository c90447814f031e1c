package nl.ketenbrug.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Parkeerplaats.Lid;
import nl.ketenbrug.operations.Vrijgave.Daad;
import nl.ketenbrug.operations.Vrijgave.Toestand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Lets a group of parked messages go: one as a trial, and when that succeeds the others, so many a
 * second. The first one that is set apart again stops the order. Of one dossier the next message
 * goes when the one before it has succeeded. Or refuses the whole group for good.
 *
 * <p>An order goes on after a restart. A message of which the engine did not get to know whether it
 * went back counts as come back when it still stands apart: a person looks.
 */
@Service
public class Vrijgever {

  private static final Logger LOG = LoggerFactory.getLogger(Vrijgever.class);

  /** How long an engine may be busy with one portion before another one takes over. */
  private static final Duration BEZET = Duration.ofMinutes(1);

  /** Messages of one order; what is more stays for a next one. */
  private static final int HOOGSTENS = 10_000;

  /** Messages that are let go while it is not known yet what becomes of them. */
  static final int ONDERWEG = 200;

  /** The reason of messages that wait for an earlier one of their dossier. */
  private static final String WACHT = "wacht-op-eerder-bericht";

  private static final String PARTNER = "parkeer.deliver-to-";

  private static final String VERRIJKEN = "parkeer.enrich-gebeurtenis";

  private final Parkeerplaats parkeerplaats;
  private final Vrijgaven opdrachten;
  private final Berichtenlog log;
  private final Clock clock;

  Vrijgever(Parkeerplaats parkeerplaats, Vrijgaven opdrachten, Berichtenlog log, Clock clock) {
    this.parkeerplaats = parkeerplaats;
    this.opdrachten = opdrachten;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Gives an order; who gave it is in the log before it stands.
   *
   * @param toelichting why the group is refused; null when it is let go
   * @param perSeconde messages a second at most
   * @return empty when nothing is set apart for this reason
   * @throws org.springframework.dao.DuplicateKeyException when this parking queue has an open order
   */
  public Optional<Vrijgave> geef(
      Parkeergroep.Keuze groep, Daad daad, String toelichting, int perSeconde, String wie) {
    List<Lid> leden = parkeerplaats.leden(groep, HOOGSTENS, daad == Daad.VRIJGEVEN ? WACHT : null);
    if (leden.isEmpty()) {
      return Optional.empty();
    }
    Instant nu = clock.instant();
    BerichtId id = BerichtId.nieuw(nu);
    noteer(
        id.value(),
        daad.naam(),
        "%s: %s, %d berichten%s"
            .formatted(
                groep.parkeerplek(),
                groep.reden(),
                leden.size(),
                toelichting == null ? "" : "; " + toelichting),
        wie);
    opdrachten.maak(id.value(), groep, daad, toelichting, wie, nu, perSeconde, leden);
    return opdrachten.zoek(id.value());
  }

  /**
   * Moves an order to another state.
   *
   * @return false when it was in none of the states {@code uit}
   */
  public boolean zet(Vrijgave opdracht, Set<Toestand> uit, Toestand naar, String wie) {
    if (!uit.contains(opdracht.toestand())) {
      return false;
    }
    noteer(opdracht.id(), naar.naam(), "vrijgave van een groep: " + naar.naam(), wie);
    return opdrachten.zet(opdracht.id(), uit, naar);
  }

  private void noteer(UUID id, String code, String uitleg, String wie) {
    log.schrijf(
        new LogRegelBouwer(Stap.GROEPSVRIJGAVE, new BerichtId(id), clock.instant())
            .gebeurtenistype("nl.ketenbrug.groepsvrijgave")
            .actor(wie)
            .reden(code, uitleg)
            .bouw());
  }

  /** One portion of one order, each second; so many as the order allows a second. */
  @Scheduled(fixedDelay = 1000)
  void werk() {
    try {
      opdrachten.neem(BEZET).flatMap(opdrachten::zoek).ifPresent(this::portie);
    } catch (RuntimeException e) {
      // The lease runs out and the portion is done again.
      LOG.warn("Een groep vrijgeven lukte nu niet ({})", e.getClass().getSimpleName());
    }
  }

  private void portie(Vrijgave opdracht) {
    if (opdracht.daad() == Daad.AFWIJZEN) {
      wijsAf(opdracht);
    } else {
      volg(opdracht);
    }
    opdrachten.geefTerug(opdracht.id());
  }

  private void wijsAf(Vrijgave opdracht) {
    for (Lid lid : opdrachten.volgende(opdracht.id(), opdracht.perSeconde())) {
      boolean gedaan =
          parkeerplaats.wijsAf(
              opdracht.parkeerplek(),
              lid.berichtId(),
              opdracht.toelichting(),
              opdracht.gevraagdDoor());
      opdrachten.uitkomst(
          opdracht.id(), lid.berichtId(), gedaan ? "afgewezen" : "niet-meer-geparkeerd");
    }
    rondAf(opdracht);
  }

  /** Notes what became of the messages that were let go, and lets others go when that is good. */
  private void volg(Vrijgave opdracht) {
    List<Lid> onderweg = opdrachten.onderweg(opdracht.id());
    // In this order: what is set apart again may have left traces of a success before.
    List<Lid> gelukt = onderweg.stream().filter(lid -> isGelukt(opdracht, lid)).toList();
    Set<UUID> terug = parkeerplaats.geparkeerd(opdracht.parkeerplek(), onderweg);
    for (Lid lid : gelukt) {
      if (!terug.contains(lid.berichtId())) {
        opdrachten.uitkomst(opdracht.id(), lid.berichtId(), "gelukt");
      }
    }
    if (!terug.isEmpty()) {
      stop(opdracht, terug);
      return;
    }
    if (opdracht.toestand() == Toestand.LOOPT) {
      geefVrij(opdracht, Math.min(opdracht.perSeconde(), ONDERWEG - onderweg.size()));
    } else if (opdracht.toestand() == Toestand.PROEF) {
      beproef(opdracht, onderweg, gelukt);
    }
    rondAf(opdracht);
  }

  private void beproef(Vrijgave opdracht, List<Lid> onderweg, List<Lid> gelukt) {
    if (onderweg.isEmpty()) {
      geefVrij(opdracht, 1);
    } else if (!gelukt.isEmpty()
        && opdrachten.zet(opdracht.id(), Set.of(Toestand.PROEF), Toestand.LOOPT)) {
      noteer(opdracht.id(), "proef-gelukt", "de proef is gelukt; de rest volgt", null);
    }
  }

  private boolean isGelukt(Vrijgave opdracht, Lid lid) {
    String plek = opdracht.parkeerplek();
    if (plek.startsWith(PARTNER)) {
      return opdrachten.isGeaccepteerd(plek.substring(PARTNER.length()), lid.berichtId());
    }
    return plek.equals(VERRIJKEN)
        ? opdrachten.isVerwerkt(lid)
        : opdrachten.isVervolgd(opdracht.id(), lid.berichtId());
  }

  private void stop(Vrijgave opdracht, Set<UUID> terug) {
    LOG.warn("De vrijgave van {} stopt: er is iets opnieuw apart gezet", opdracht.parkeerplek());
    noteer(
        opdracht.id(),
        Toestand.GESTOPT.naam(),
        "opnieuw geparkeerd: "
            + terug.stream().map(UUID::toString).sorted().collect(Collectors.joining(", ")),
        null);
    opdrachten.zet(opdracht.id(), Set.of(Toestand.PROEF, Toestand.LOOPT), Toestand.GESTOPT);
    terug.forEach(bericht -> opdrachten.teruggekomen(opdracht.id(), bericht));
  }

  private void geefVrij(Vrijgave opdracht, int hoogstens) {
    for (Lid lid : opdrachten.volgende(opdracht.id(), Math.max(hoogstens, 0))) {
      opdrachten.losgelaten(opdracht.id(), lid.berichtId());
      if (!parkeerplaats.geefVrij(
          opdracht.parkeerplek(), lid.berichtId(), opdracht.gevraagdDoor())) {
        opdrachten.uitkomst(opdracht.id(), lid.berichtId(), "niet-meer-geparkeerd");
      }
    }
  }

  private void rondAf(Vrijgave opdracht) {
    if (!opdrachten.heeftNog(opdracht.id())
        && opdrachten.zet(opdracht.id(), Set.of(Toestand.PROEF, Toestand.LOOPT), Toestand.GEREED)) {
      noteer(opdracht.id(), Toestand.GEREED.naam(), "vrijgave van een groep: gereed", null);
    }
  }
}
