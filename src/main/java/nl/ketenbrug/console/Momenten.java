package nl.ketenbrug.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Days and moments that somebody asks about: no event is of another time than this. */
final class Momenten {

  private static final LocalDate BEGIN = LocalDate.of(2000, 1, 1);

  /** Not included. */
  private static final LocalDate EINDE = LocalDate.of(3000, 1, 1);

  private Momenten() {}

  /**
   * Java reads days and moments that a database cannot hold.
   *
   * @param moment may be null
   * @throws org.springframework.web.ErrorResponseException 400 outside the years 2000 to 2999, UTC
   */
  static void controleer(String naam, Instant moment) {
    if (moment != null
        && (moment.isBefore(BEGIN.atStartOfDay(ZoneOffset.UTC).toInstant())
            || !moment.isBefore(EINDE.atStartOfDay(ZoneOffset.UTC).toInstant()))) {
      throw buiten(naam);
    }
  }

  /** The same of a day. */
  static void controleer(String naam, LocalDate dag) {
    if (dag != null && (dag.isBefore(BEGIN) || !dag.isBefore(EINDE))) {
      throw buiten(naam);
    }
  }

  private static RuntimeException buiten(String naam) {
    return Problemen.parameter(naam, naam + " ligt in de jaren 2000 tot en met 2999");
  }
}
