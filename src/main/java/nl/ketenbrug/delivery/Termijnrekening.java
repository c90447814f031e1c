package nl.ketenbrug.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Predicate;

/**
 * The days of one partner's term, as seen on one day. A term begins on the day on which the event
 * was laid ready, offered again, or the subscription resumed, whichever came last.
 */
record Termijnrekening(Leveringstermijn termijn, Werkdagen werkdagen, LocalDate vandaag) {

  static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Before this moment began what must be warned of today. */
  Instant teWaarschuwen() {
    int dagen = termijn.werkdagen() - termijn.waarschuwing();
    return einde(dag -> !werkdagen.na(dag, dagen).isAfter(vandaag));
  }

  /** Before this moment began what lapsed before today. */
  Instant verstreken() {
    return einde(dag -> werkdagen.na(dag, termijn.werkdagen()).isBefore(vandaag));
  }

  /** Before this moment was warned of what may lapse today. */
  Instant gewaarschuwd() {
    return einde(dag -> werkdagen.na(dag, termijn.waarschuwing()).isBefore(vandaag));
  }

  /** The last day on which an event that began then, and is warned of today, can be confirmed. */
  LocalDate laatsteDag(Instant begin) {
    LocalDate vanTermijn = werkdagen.na(dag(begin), termijn.werkdagen());
    LocalDate vanWaarschuwing = werkdagen.na(vandaag, termijn.waarschuwing());
    return vanTermijn.isAfter(vanWaarschuwing) ? vanTermijn : vanWaarschuwing;
  }

  static LocalDate dag(Instant moment) {
    return LocalDate.ofInstant(moment, NEDERLAND);
  }

  /** The end of the last day of which it holds; it holds of every day before that one too. */
  private Instant einde(Predicate<LocalDate> om) {
    LocalDate dag = vandaag;
    while (!om.test(dag)) {
      dag = dag.minusDays(1);
    }
    return dag.plusDays(1).atStartOfDay(NEDERLAND).toInstant();
  }
}
