package nl.ketenbrug.delivery;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * When it is silent. Clock times are those of the Netherlands: at a change to summer time an hour
 * that is skipped begins when the clock is put on, and one that comes twice is meant the first
 * time.
 */
final class Stiltetijden {

  /** Silences that follow each other are one; longer than this none is. */
  private static final int DAGEN = 31;

  private static final int MINUTEN = 24 * 60;

  private final Werkdagen werkdagen;

  Stiltetijden(Werkdagen werkdagen) {
    this.werkdagen = werkdagen;
  }

  /** Until when it is silent at this moment; empty when it is not. */
  Optional<Instant> tot(List<Stilte> stilten, Instant moment) {
    Instant tot = moment;
    Instant grens = moment.plusSeconds(DAGEN * 86_400L);
    Optional<Instant> einde = einde(stilten, tot);
    while (einde.isPresent() && tot.isBefore(grens)) {
      tot = einde.get();
      einde = einde(stilten, tot);
    }
    return tot.equals(moment) ? Optional.empty() : Optional.of(tot);
  }

  private Optional<Instant> einde(List<Stilte> stilten, Instant moment) {
    LocalDate vandaag = LocalDate.ofInstant(moment, Termijnrekening.NEDERLAND);
    Optional<Instant> laatste = Optional.empty();
    for (Stilte stilte : stilten) {
      for (LocalDate dag : List.of(vandaag.minusDays(1), vandaag)) {
        if (!stilte.geldtOp(dag.getDayOfWeek(), isFeestdag(dag))) {
          continue;
        }
        Instant van = op(dag, stilte.begin());
        Instant tot = op(stilte.overMiddernacht() ? dag.plusDays(1) : dag, stilte.einde());
        if (!moment.isBefore(van)
            && moment.isBefore(tot)
            && laatste.filter(tot::isBefore).isEmpty()) {
          laatste = Optional.of(tot);
        }
      }
    }
    return laatste;
  }

  private static Instant op(LocalDate dag, java.time.LocalTime tijd) {
    return ZonedDateTime.of(dag, tijd, Termijnrekening.NEDERLAND).toInstant();
  }

  /** A Monday to Friday that is no working day. */
  private boolean isFeestdag(LocalDate dag) {
    return dag.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()
        && !werkdagen.na(dag.minusDays(1), 1).equals(dag);
  }

  /** Whether a week without holidays has a minute that is not silent. */
  static boolean latenIetsOver(List<Stilte> stilten) {
    boolean[] stil = new boolean[7 * MINUTEN];
    for (Stilte stilte : stilten) {
      int begin = stilte.begin().toSecondOfDay() / 60;
      int einde = stilte.einde().toSecondOfDay() / 60 + (stilte.overMiddernacht() ? MINUTEN : 0);
      for (DayOfWeek dag : DayOfWeek.values()) {
        for (int minuut = begin; stilte.geldtOp(dag, false) && minuut < einde; minuut++) {
          stil[(dag.ordinal() * MINUTEN + minuut) % stil.length] = true;
        }
      }
    }
    for (boolean een : stil) {
      if (!een) {
        return true;
      }
    }
    return false;
  }
}
