package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herzieningen;
import nl.ketenbrug.dossier.Herzieningsdossier;
import nl.ketenbrug.dossier.Herzieningsuitkomst;
import nl.ketenbrug.dossier.Herzieningsuitkomst.Soort;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * What becomes of dossiers that were tried in vain. Who fails on his own dossier a number of times
 * gets that as his outcome, and the others go on; who fails on a source that answers nobody waits
 * with all others, and the recalculation says on what.
 */
@Component
class Herzieningsnazorg {

  private static final Logger LOG = LoggerFactory.getLogger(Herzieningsnazorg.class);

  /** The longest pause between two tries at a source that answers nobody. */
  private static final Duration LANGSTE_PAUZE = Duration.ofMinutes(5);

  /** Changes of others wait as long as one of them does, and who is left is asked for again. */
  private static final Duration WACHTGRENS_WIJZIGING = Duration.ofHours(1);

  private final Herzieningen herzieningen;
  private final Bronantwoorden antwoorden;
  private final Berichtenlog losLog;
  private final HerzieningSettings settings;
  private final Clock clock;

  Herzieningsnazorg(
      Herzieningen herzieningen,
      Bronantwoorden antwoorden,
      @Qualifier("losBerichtenlog") Berichtenlog losLog,
      HerzieningSettings settings,
      Clock clock) {
    this.herzieningen = herzieningen;
    this.antwoorden = antwoorden;
    this.losLog = losLog;
    this.settings = settings;
    this.clock = clock;
  }

  /** Whether this source answered about anybody at this moment or after it. */
  boolean antwoordde(String bron, Instant moment) {
    return antwoorden.sinds(bron, moment);
  }

  /** Two messages of one part, after a pause, do not ask twice as often. */
  boolean isPasGeprobeerd(Herzieningsdossier dossier, Instant nu) {
    return dossier.poging() != null
        && dossier.poging().isAfter(nu.minusMillis(settings.uitstel() / 2));
  }

  /** Writes what came of the part, and says when the rest of it must come back. */
  void rondAf(Herziening herziening, Deelwerk werk) {
    Map<Dossiersleutel, Boolean> telt = new LinkedHashMap<>();
    for (Deelwerk.Poging poging : werk.pogingen()) {
      telt.put(poging.dossier().dossier(), telt(herziening, poging));
    }
    Map<Dossiersleutel, Integer> pogingen =
        telt.isEmpty() ? Map.of() : herzieningen.mislukt(herziening.id(), telt);
    boolean beantwoord = !werk.uitkomsten().isEmpty();
    boolean terug = werk.isAfgebroken();
    for (Deelwerk.Poging poging : werk.pogingen()) {
      if (pogingen.getOrDefault(poging.dossier().dossier(), 0) >= settings.pogingen()) {
        werk.klaar(uitkomst(herziening, poging));
      } else {
        terug = true;
      }
    }
    Set<Dossiersleutel> eigen =
        herzieningen.legVast(
            herziening.id(), herziening.peildatum(), werk.deel().ronde(), werk.uitkomsten());
    // Who was computed by another at the same moment has that outcome, and its event is sent there.
    werk.uitkomsten().stream()
        .filter(uitkomst -> uitkomst.bericht() != null && eigen.contains(uitkomst.dossier()))
        .forEach(uitkomst -> werk.verzend(uitkomst.bericht()));
    List<Deelwerk.Poging> wachtend =
        werk.pogingen().stream().filter(poging -> !telt.get(poging.dossier().dossier())).toList();
    if (!wachtend.isEmpty()) {
      Deelwerk.Poging poging = waarop(herziening, werk.pogingen(), wachtend);
      werk.kom(wacht(herziening, poging.bron(), poging.code(), poging.reden()).toEpochMilli());
    } else if (beantwoord) {
      gaVerder(herziening);
    }
    if (terug) {
      werk.kom(clock.instant().plusMillis(settings.uitstel()).toEpochMilli());
    }
  }

  /** One source at a time: who fails on another is counted from when it is the turn of that. */
  private static Deelwerk.Poging waarop(
      Herziening herziening, List<Deelwerk.Poging> alle, List<Deelwerk.Poging> wachtend) {
    return alle.stream()
        .filter(poging -> wachtAlOp(herziening, poging.bron()))
        .findFirst()
        .orElse(wachtend.get(wachtend.size() - 1));
  }

  private static boolean wachtAlOp(Herziening herziening, String op) {
    return herziening.wacht() != null && herziening.wacht().op().equals(op);
  }

  /** Without figures of today nobody can be determined. @return the moment of the next try */
  Instant zonderCijfers(Herziening herziening, Herzieningsweigering weigering) {
    return wacht(herziening, "cijfers", weigering.grond().code(), weigering.getMessage());
  }

  /** The record goes first and by itself: an outcome without a record would be silent. */
  Herzieningsuitkomst zonderBedrag(
      Herziening herziening, Herzieningsdossier dossier, Soort soort, String code, String reden) {
    Dossiersleutel sleutel = dossier.dossier();
    if (!herziening.proef()) {
      schrijf(herziening, sleutel, soort, code, reden);
    }
    return new Herzieningsuitkomst(
        sleutel, soort, false, dossier.bedrag(), null, code, reden, null);
  }

  /** As with an outcome without an amount the record goes first. */
  void onleesbaar(Herziening herziening, Dossiersleutel dossier, OnleesbareBewaring fout) {
    schrijf(herziening, dossier, Soort.MISLUKT, OnleesbareBewaring.CODE, fout.getMessage());
    herzieningen.onleesbaar(herziening.id(), dossier, OnleesbareBewaring.CODE, fout.getMessage());
  }

  private Herzieningsuitkomst uitkomst(Herziening herziening, Deelwerk.Poging poging) {
    return zonderBedrag(
        herziening,
        poging.dossier(),
        poging.geweigerd() ? Soort.GEWEIGERD : Soort.MISLUKT,
        poging.code(),
        poging.reden());
  }

  /**
   * On its own dossier, or on a source that answered others since this dossier was tried before. A
   * first try has nothing to be compared with but its own pass. When everybody who is left was
   * tried in vain, a long wait is comparison enough: the next one must be able to begin.
   */
  private boolean telt(Herziening herziening, Deelwerk.Poging poging) {
    if (poging.bron() == null || isLangGewacht(herziening, poging.bron())) {
      return true;
    }
    Instant eerder = poging.dossier().poging();
    Instant vanaf = eerder == null ? clock.instant().minusMillis(settings.uitstel()) : eerder;
    return antwoorden.sinds(poging.bron(), vanaf);
  }

  private boolean isLangGewacht(Herziening herziening, String bron) {
    return wachtAlOp(herziening, bron)
        && herziening.wacht().sinds().plus(wachtgrens(herziening)).isBefore(clock.instant())
        && herzieningen.isAllesGeprobeerd(herziening.id(), herziening.wacht().sinds());
  }

  private Duration wachtgrens(Herziening herziening) {
    return herziening.reden() == Reden.WIJZIGING
            && settings.wachtgrens().compareTo(WACHTGRENS_WIJZIGING) > 0
        ? WACHTGRENS_WIJZIGING
        : settings.wachtgrens();
  }

  /** The pauses grow: the next one is as long as it waits already. */
  private Instant wacht(Herziening herziening, String op, String code, String reden) {
    Instant nu = clock.instant();
    Instant sinds = wachtAlOp(herziening, op) ? herziening.wacht().sinds() : nu;
    Duration pauze = Duration.between(sinds, nu);
    pauze = pauze.compareTo(LANGSTE_PAUZE) > 0 ? LANGSTE_PAUZE : pauze;
    Instant tot = nu.plusMillis(Math.max(settings.uitstel(), pauze.toMillis()));
    if (herzieningen.wacht(herziening.id(), new Herziening.Wacht(op, code, reden, sinds, tot))) {
      LOG.warn("Herziening {} wacht op {} ({})", herziening.id(), op, code);
      schrijf(herziening, "wacht-op-" + op, "%s: %s".formatted(code, reden));
    }
    return tot;
  }

  private void gaVerder(Herziening herziening) {
    if (herziening.wacht() != null && herzieningen.wachtNietMeer(herziening.id())) {
      LOG.info("Herziening {} gaat verder", herziening.id());
      schrijf(herziening, "gaat-verder", "waarop de herziening wachtte, antwoordt weer");
    }
  }

  private void schrijf(
      Herziening herziening, Dossiersleutel dossier, Soort soort, String code, String reden) {
    losLog.schrijf(
        new LogRegelBouwer(
                soort == Soort.MISLUKT ? Stap.MISLUKT : Stap.GEWEIGERD,
                Herzieningswerk.berichtId(herziening, dossier),
                clock.instant())
            .oorzaak(herziening.id().value())
            .gebeurtenistype(Herzieningswerk.type(herziening))
            .bron(Herzieningswerk.BRON)
            .dossier(dossier.value())
            .reden(code, reden)
            .bouw());
  }

  private void schrijf(Herziening herziening, String code, String uitleg) {
    losLog.schrijf(
        new LogRegelBouwer(Stap.BESTUURD, herziening.id(), clock.instant())
            .bron(Herzieningswerk.BRON)
            .reden(code, uitleg)
            .bouw());
  }
}
