package nl.ketenbrug.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Parkeerplaats.Lid;
import nl.ketenbrug.operations.Parkeerplaats.Vrijlating;
import nl.ketenbrug.operations.Vrijgave.Daad;
import nl.ketenbrug.operations.Vrijgave.Toestand;
import nl.ketenbrug.operations.Vrijgaven.Beurt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a group of parked messages go: one as a trial, and when that succeeds the others, so many a
 * second. The first one that is set apart again stops the order. Of one dossier the next message
 * goes when the one before it has succeeded. Or refuses the whole group for good, or withholds it.
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

  private static final String PARTNER = "parkeer.deliver-to-";

  private static final String VERRIJKEN = "parkeer.enrich-gebeurtenis";

  private final Parkeerplaats parkeerplaats;
  private final Vrijgaven opdrachten;
  private final TransactionTemplate database;
  private final Brokerbeheer beheer;
  private final Berichtenlog log;
  private final Brokertransactie broker;
  private final Clock clock;

  private final Duration tussen;

  @Autowired
  Vrijgever(
      Parkeerplaats parkeerplaats,
      Vrijgaven opdrachten,
      DataSource database,
      Brokerbeheer beheer,
      Berichtenlog log,
      Brokertransactie broker,
      Clock clock) {
    this(parkeerplaats, opdrachten, database, beheer, log, broker, clock, Duration.ofSeconds(1));
  }

  /**
   * @param tussen between the beginnings of two portions of one order, over all engines
   */
  Vrijgever(
      Parkeerplaats parkeerplaats,
      Vrijgaven opdrachten,
      DataSource database,
      Brokerbeheer beheer,
      Berichtenlog log,
      Brokertransactie broker,
      Clock clock,
      Duration tussen) {
    this.parkeerplaats = parkeerplaats;
    this.opdrachten = opdrachten;
    this.database = new TransactionTemplate(new JdbcTransactionManager(database));
    this.beheer = beheer;
    this.log = log;
    this.broker = broker;
    this.clock = clock;
    this.tussen = tussen;
  }

  /**
   * Gives an order; it stands when who gave it is in the log, and otherwise not.
   *
   * @param toelichting why the group is refused or withheld; null when it is let go
   * @param perSeconde messages a second at most
   * @return empty when nothing is set apart for this reason
   * @throws org.springframework.dao.DuplicateKeyException when this parking queue has an open order
   */
  @Transactional
  public Optional<Vrijgave> geef(
      Parkeergroep.Keuze groep, Daad daad, String toelichting, int perSeconde, String wie) {
    List<Lid> leden =
        parkeerplaats.leden(
            groep, HOOGSTENS, daad == Daad.VRIJGEVEN ? Parkeerplaats.WACHT_OP_EERDER : null);
    if (leden.isEmpty()) {
      return Optional.empty();
    }
    Instant nu = clock.instant();
    UUID id = BerichtId.nieuw(nu).value();
    opdrachten.maak(id, groep, daad, toelichting, wie, nu, perSeconde, leden);
    noteer(
        id,
        daad.naam(),
        "%s: %s, %d berichten%s"
            .formatted(
                groep.parkeerplek(),
                groep.reden(),
                leden.size(),
                toelichting == null ? "" : "; " + toelichting),
        wie);
    return opdrachten.zoek(id);
  }

  /**
   * Moves an order to another state, with who did so in the log.
   *
   * @return false when it was in none of the states {@code uit}
   */
  public boolean zet(Vrijgave opdracht, Set<Toestand> uit, Toestand naar, String wie) {
    return zet(opdracht, uit, naar, naar.naam(), "vrijgave van een groep: " + naar.naam(), wie);
  }

  /** The state and its record, or neither: cut off in between it is done again. */
  private boolean zet(
      Vrijgave opdracht, Set<Toestand> uit, Toestand naar, String code, String uitleg, String wie) {
    return Boolean.TRUE.equals(
        database.execute(
            status -> {
              if (!opdrachten.zet(opdracht.id(), uit, naar)) {
                return false;
              }
              noteer(opdracht.id(), code, uitleg, wie);
              return true;
            }));
  }

  /** At the broker before the database commits: an order without its record cannot stand. */
  private void noteer(UUID id, String code, String uitleg, String wie) {
    LogRegel regel =
        new LogRegelBouwer(Stap.GROEPSVRIJGAVE, new BerichtId(id), clock.instant())
            .gebeurtenistype("nl.ketenbrug.groepsvrijgave")
            .actor(wie)
            .reden(code, uitleg)
            .bouw();
    broker.doe(() -> log.schrijf(regel));
  }

  /** One portion of one order, each second; so many as the order allows a second. */
  @Scheduled(fixedDelay = 1000)
  void werk() {
    try {
      opdrachten.neem(BEZET).ifPresent(this::portie);
    } catch (RuntimeException e) {
      // The lease runs out and the portion is done again.
      LOG.warn("Een groep vrijgeven lukte nu niet ({})", e.getClass().getSimpleName());
    }
  }

  private void portie(Beurt beurt) {
    Vrijgave opdracht = opdrachten.zoek(beurt.id()).orElseThrow();
    if (opdracht.daad() == Daad.VRIJGEVEN) {
      volg(opdracht, beurt);
    } else {
      besluit(opdracht, beurt);
    }
    opdrachten.geefTerug(beurt, tussen);
  }

  private void besluit(Vrijgave opdracht, Beurt beurt) {
    for (Lid lid : opdrachten.volgende(opdracht.id(), opdracht.perSeconde())) {
      if (!opdrachten.verleng(beurt, BEZET)) {
        return;
      }
      besluit(opdracht, lid);
    }
    rondAf(opdracht);
  }

  private void besluit(Vrijgave opdracht, Lid lid) {
    try {
      boolean gedaan =
          opdracht.daad() == Daad.INHOUDEN
              ? parkeerplaats.houdIn(
                  opdracht.parkeerplek(),
                  lid.berichtId(),
                  opdracht.toelichting(),
                  opdracht.gevraagdDoor())
              : parkeerplaats.wijsAf(
                  opdracht.parkeerplek(),
                  lid.berichtId(),
                  opdracht.toelichting(),
                  opdracht.gevraagdDoor());
      if (!gedaan) {
        eisWeg(opdracht.parkeerplek(), lid);
        opdrachten.uitkomst(opdracht.id(), lid.berichtId(), "niet-meer-geparkeerd");
      }
    } catch (AfnemerAntwoorddeNiet | NietInTeHouden e) {
      opdrachten.uitkomst(opdracht.id(), lid.berichtId(), "overgeslagen");
    } catch (NietGegeven e) {
      slaOver(opdracht, lid, e);
    }
  }

  /**
   * It stays apart, for a next order, and so does what comes after it in its dossier, which would
   * overtake it; what the broker did not answer is asked again.
   */
  private void slaOver(Vrijgave opdracht, Lid lid, NietGegeven fout) {
    if (fout.isOnbeantwoord()) {
      throw fout;
    }
    LOG.warn("{} Het blijft op {}", fout.getMessage(), opdracht.parkeerplek());
    if (opdracht.daad() == Daad.VRIJGEVEN) {
      opdrachten.overgeslagen(opdracht.id(), lid.berichtId());
    } else {
      opdrachten.uitkomst(opdracht.id(), lid.berichtId(), "overgeslagen");
    }
  }

  /** Notes what became of the messages that were let go, and lets others go when that is good. */
  private void volg(Vrijgave opdracht, Beurt beurt) {
    List<Lid> onderweg = opdrachten.onderweg(opdracht.id());
    // In this order: what is set apart again may have left traces of a success before.
    Map<UUID, String> bekend = new HashMap<>();
    onderweg.forEach(
        lid -> uitkomst(opdracht, lid).ifPresent(een -> bekend.put(lid.berichtId(), een)));
    Set<UUID> terug = terug(opdracht, onderweg);
    if (!terug.isEmpty()) {
      stop(opdracht, terug);
    }
    bekend.keySet().removeAll(terug);
    bekend.forEach((bericht, een) -> opdrachten.uitkomst(opdracht.id(), bericht, een));
    if (!terug.isEmpty() || isVoorbij(opdracht, onderweg)) {
      return;
    }
    if (opdracht.toestand() == Toestand.LOOPT) {
      geefVrij(opdracht, beurt, Math.min(opdracht.perSeconde(), ONDERWEG - onderweg.size()));
    } else if (opdracht.toestand() == Toestand.PROEF) {
      beproef(opdracht, beurt);
    }
    rondAf(opdracht);
  }

  /**
   * Ends what the partner did not answer within its term, or has on paper: no answer is waited for
   * any more. A trial that ends so proves nothing, and the others stay.
   *
   * @return whether the order stops by it
   */
  private boolean isVoorbij(Vrijgave opdracht, List<Lid> onderweg) {
    if (!opdracht.parkeerplek().startsWith(PARTNER)) {
      return false;
    }
    Map<UUID, String> voorbij =
        opdrachten.voorbij(
            opdracht.parkeerplek().substring(PARTNER.length()),
            onderweg.stream().map(Lid::berichtId).toList());
    Optional<UUID> proef = opdrachten.proef(opdracht.id()).filter(voorbij::containsKey);
    // Before the outcome: cut off in between, an order whose trial has one would choose another.
    boolean stopt =
        proef.isPresent()
            && zet(
                opdracht,
                Set.of(Toestand.PROEF),
                Toestand.GESTOPT,
                Toestand.GESTOPT.naam(),
                "de proef eindigde zonder antwoord van de afnemer (%s): %s"
                    .formatted(voorbij.get(proef.get()), proef.get()),
                null);
    if (stopt) {
      LOG.warn(
          "De vrijgave van {} stopt: de proef eindigde zonder antwoord ({})",
          opdracht.parkeerplek(),
          voorbij.get(proef.get()));
    }
    voorbij.keySet().forEach(id -> opdrachten.uitkomst(opdracht.id(), id, "overgeslagen"));
    return stopt;
  }

  /**
   * What came back. In front of a queue of a source a message may get another id when it is taken
   * in again, so there anything that was set apart since counts.
   */
  private Set<UUID> terug(Vrijgave opdracht, List<Lid> onderweg) {
    Set<UUID> terug = parkeerplaats.geparkeerd(opdracht.parkeerplek(), onderweg);
    if (!terug.isEmpty() || onderweg.isEmpty() || !isInname(opdracht.parkeerplek())) {
      return terug;
    }
    return opdrachten
        .onderwegSinds(opdracht.id())
        .filter(sinds -> parkeerplaats.isGeparkeerdSinds(opdracht.parkeerplek(), sinds))
        .map(sinds -> Set.of(onderweg.get(0).berichtId()))
        .orElse(Set.of());
  }

  private void beproef(Vrijgave opdracht, Beurt beurt) {
    Optional<UUID> proef = opdrachten.proef(opdracht.id());
    if (proef.isEmpty()) {
      geefVrij(opdracht, beurt, 1);
      return;
    }
    String uitkomst = opdrachten.uitkomst(opdracht.id(), proef.get()).orElse("");
    if (uitkomst.equals("gelukt")) {
      zet(
          opdracht,
          Set.of(Toestand.PROEF),
          Toestand.LOOPT,
          "proef-gelukt",
          "de proef is gelukt; de rest volgt",
          null);
    } else if (!uitkomst.isEmpty()) {
      // Somebody decided about the trial itself: it says nothing about the others.
      opdrachten.kiesProef(opdracht.id(), null);
    }
  }

  /** What became of what was let go, by what it left behind; empty while that is open. */
  private Optional<String> uitkomst(Vrijgave opdracht, Lid lid) {
    String plek = opdracht.parkeerplek();
    if (plek.startsWith(PARTNER)) {
      return opdrachten.einde(plek.substring(PARTNER.length()), lid.berichtId());
    }
    return isVerder(opdracht, lid) ? Optional.of("gelukt") : Optional.empty();
  }

  private boolean isVerder(Vrijgave opdracht, Lid lid) {
    String plek = opdracht.parkeerplek();
    if (plek.equals(VERRIJKEN)) {
      return opdrachten.isVerwerkt(lid);
    }
    return opdrachten.isVervolgd(opdracht.id(), lid.berichtId())
        || isInname(plek) && beheer.aantal(parkeerplaats.oorsprong(plek)) == 0;
  }

  private boolean isInname(String plek) {
    return parkeerplaats.oorsprong(plek).startsWith("intake.");
  }

  private void stop(Vrijgave opdracht, Set<UUID> terug) {
    if (zet(
        opdracht,
        Set.of(Toestand.PROEF, Toestand.LOOPT),
        Toestand.GESTOPT,
        Toestand.GESTOPT.naam(),
        "opnieuw geparkeerd: "
            + terug.stream().map(UUID::toString).sorted().collect(Collectors.joining(", ")),
        null)) {
      LOG.warn("De vrijgave van {} stopt: er is iets opnieuw apart gezet", opdracht.parkeerplek());
    }
    terug.forEach(bericht -> opdrachten.teruggekomen(opdracht.id(), bericht));
  }

  private void geefVrij(Vrijgave opdracht, Beurt beurt, int hoogstens) {
    for (Lid lid : opdrachten.volgende(opdracht.id(), Math.max(hoogstens, 0))) {
      if (!opdrachten.verleng(beurt, BEZET)) {
        return;
      }
      if (opdrachten.losgelaten(opdracht.id(), lid.berichtId())) {
        geefVrij(opdracht, lid);
      }
    }
  }

  private void geefVrij(Vrijgave opdracht, Lid lid) {
    try {
      String plek = opdracht.parkeerplek();
      // What the partner accepted meanwhile would be no trial: it has succeeded before it is
      // offered. So it is taken off before a trial is chosen: cut off after it, it counts as
      // succeeded, and the others go by no trial.
      if (opdracht.toestand() == Toestand.PROEF
          && !parkeerplaats.heeftDeAfnemer(plek, lid.berichtId())) {
        opdrachten.kiesProef(opdracht.id(), lid.berichtId());
      }
      Optional<Vrijlating> gedaan =
          parkeerplaats.geefVrij(plek, lid.berichtId(), opdracht.gevraagdDoor());
      if (gedaan.isEmpty()) {
        eisWeg(plek, lid);
      }
      if (gedaan.isEmpty() || gedaan.get().alGeaccepteerd()) {
        opdrachten.uitkomst(opdracht.id(), lid.berichtId(), "niet-meer-geparkeerd");
      }
    } catch (NietGegeven e) {
      opdrachten.nietLosgelaten(opdracht.id(), lid.berichtId());
      slaOver(opdracht, lid, e);
    } catch (RuntimeException e) {
      // A commit of which the answer was lost may have gone through: then it is under way.
      if (!parkeerplaats.geparkeerd(opdracht.parkeerplek(), List.of(lid)).isEmpty()) {
        opdrachten.nietLosgelaten(opdracht.id(), lid.berichtId());
      }
      throw e;
    }
  }

  /**
   * What was not found here is gone, or a person has it in hand, who may give it back: then it is
   * not done, and when it is let go, what comes after it would overtake it.
   *
   * @throws NietGegeven when it is not gone, or the broker does not say so
   */
  private void eisWeg(String plek, Lid lid) {
    try {
      if (parkeerplaats.isErNog(plek, lid.berichtId())) {
        throw new NietGegeven(plek);
      }
    } catch (JmsException e) {
      throw new NietGegeven(plek, e);
    }
  }

  private void rondAf(Vrijgave opdracht) {
    if (!opdrachten.heeftNog(opdracht.id())) {
      zet(opdracht, Set.of(Toestand.PROEF, Toestand.LOOPT), Toestand.GEREED, null);
    }
  }
}
