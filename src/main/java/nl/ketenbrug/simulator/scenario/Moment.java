package nl.ketenbrug.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/**
 * A date in the scenario file, complete or incomplete, fixed or counted back from today.
 *
 * <p>Notation: {@code 1985-03-14}, {@code 1985-03}, {@code 1985}, {@code onbekend}, or an ISO 8601
 * period that means so long ago, such as {@code P7Y3M}. The last form keeps a child a child in any
 * later year. It counts back from the first day of this year, or of this month when the period is
 * shorter than a year; so the date stands still in between.
 */
public final class Moment {

  private final String tekst;

  @JsonCreator
  public Moment(String tekst) {
    this.tekst = tekst;
    op(LocalDate.EPOCH);
  }

  /**
   * A date of which the last parts may be unknown ({@code null}); all three are {@code null} for a
   * wholly unknown date.
   */
  public record Datum(Integer jaar, Integer maand, Integer dag) {

    public boolean isVolledig() {
      return dag != null;
    }

    /** The complete date; {@link IllegalStateException} when a part is unknown. */
    public LocalDate volledig() {
      if (!isVolledig()) {
        throw new IllegalStateException("De datum is niet volledig bekend");
      }
      return LocalDate.of(jaar, maand, dag);
    }
  }

  /** The date as it is on the given day. */
  public Datum op(LocalDate vandaag) {
    try {
      return lees(vandaag);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("Geen datum of periode: " + tekst, e);
    }
  }

  private Datum lees(LocalDate vandaag) {
    if (tekst.equals("onbekend")) {
      return new Datum(null, null, null);
    }
    if (tekst.startsWith("P")) {
      Period geleden = Period.parse(tekst);
      return datum(anker(geleden, vandaag).minus(geleden));
    }
    return switch (tekst.length()) {
      case 4 -> new Datum(Year.parse(tekst).getValue(), null, null);
      case 7 -> {
        YearMonth maand = YearMonth.parse(tekst);
        yield new Datum(maand.getYear(), maand.getMonthValue(), null);
      }
      default -> datum(LocalDate.parse(tekst));
    };
  }

  /** A date that moved along every day would look like a change to whoever compares answers. */
  private static LocalDate anker(Period geleden, LocalDate vandaag) {
    return geleden.getYears() > 0 ? vandaag.withDayOfYear(1) : vandaag.withDayOfMonth(1);
  }

  private static Datum datum(LocalDate dag) {
    return new Datum(dag.getYear(), dag.getMonthValue(), dag.getDayOfMonth());
  }

  @Override
  public String toString() {
    return tekst;
  }
}
