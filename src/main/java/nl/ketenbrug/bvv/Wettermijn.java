package nl.ketenbrug.bvv;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Set;

/**
 * Terms of the Algemene termijnenwet. The day of the event is day nought (A-DAGNUL).
 *
 * <p>Not for terms in hours, over ninety days, twelve weeks or three months, or in years (art. 4).
 */
public final class Wettermijn {

  /** Art. 3 lid 1, the holidays with a fixed date, except Koningsdag. */
  private static final Set<MonthDay> VAST =
      Set.of(MonthDay.of(1, 1), MonthDay.of(5, 5), MonthDay.of(12, 25), MonthDay.of(12, 26));

  private final Set<LocalDate> gelijkgesteld;

  /**
   * @param gelijkgesteld days that a royal decree equates with a holiday (art. 3 lid 3)
   */
  public Wettermijn(Set<LocalDate> gelijkgesteld) {
    this.gelijkgesteld = Set.copyOf(gelijkgesteld);
  }

  /**
   * Last day of a term of so many days: at least two working days in a term of three days or more
   * (art. 2), and never ending on a Saturday, Sunday or holiday (art. 1).
   *
   * @param dagen 1 to 90
   */
  public LocalDate laatsteDag(LocalDate gebeurtenis, int dagen) {
    if (dagen < 1 || dagen > 90) {
      throw new IllegalArgumentException(
          "De Algemene termijnenwet geldt voor 1 tot en met 90 dagen");
    }
    LocalDate einde = gebeurtenis.plusDays(dagen);
    while (dagen >= 3 && werkdagen(gebeurtenis, einde) < 2) {
      einde = einde.plusDays(1);
    }
    while (!werkdag(einde)) {
      einde = einde.plusDays(1);
    }
    return einde;
  }

  /**
   * Last day of a term of so many working days. For terms in working days, which the law itself
   * does not know; which days those are follows from its art. 3.
   *
   * @param aantal 1 or more
   */
  public LocalDate naWerkdagen(LocalDate gebeurtenis, int aantal) {
    if (aantal < 1) {
      throw new IllegalArgumentException("Een termijn in werkdagen heeft er minstens een");
    }
    LocalDate einde = gebeurtenis;
    for (int nog = aantal; nog > 0; nog -= werkdag(einde) ? 1 : 0) {
      einde = einde.plusDays(1);
    }
    return einde;
  }

  /** No Saturday, no Sunday and no holiday. */
  public boolean werkdag(LocalDate dag) {
    return dag.getDayOfWeek() != DayOfWeek.SATURDAY
        && dag.getDayOfWeek() != DayOfWeek.SUNDAY
        && !feestdag(dag);
  }

  private long werkdagen(LocalDate na, LocalDate totEnMet) {
    return na.plusDays(1).datesUntil(totEnMet.plusDays(1)).filter(this::werkdag).count();
  }

  private boolean feestdag(LocalDate dag) {
    LocalDate pasen = pasen(dag.getYear());
    return VAST.contains(MonthDay.from(dag))
        || gelijkgesteld.contains(dag)
        || dag.equals(koningsdag(dag.getYear()))
        || dag.equals(pasen.minusDays(2))
        || dag.equals(pasen.plusDays(1))
        || dag.equals(pasen.plusDays(39))
        || dag.equals(pasen.plusDays(50));
  }

  /** From 2014; a day of an earlier year is taken by the same rule. */
  private static LocalDate koningsdag(int jaar) {
    LocalDate dag = LocalDate.of(jaar, Month.APRIL, 27);
    return dag.getDayOfWeek() == DayOfWeek.SUNDAY ? dag.minusDays(1) : dag;
  }

  /** Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876). */
  private static LocalDate pasen(int jaar) {
    int a = jaar % 19;
    int b = jaar / 100;
    int c = jaar % 100;
    int g = (8 * b + 13) / 25;
    int h = (19 * a + b - b / 4 - g + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int dag = h + l - 7 * m + 114;
    return LocalDate.of(jaar, dag / 31, dag % 31 + 1);
  }
}
