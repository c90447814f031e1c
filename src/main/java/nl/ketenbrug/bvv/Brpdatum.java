package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A date of the BRP, of which day, month or all may be unknown. Kept incomplete, never completed.
 *
 * @param jaar 0 when unknown
 * @param maand 0 when unknown
 * @param dag 0 when unknown
 */
public record Brpdatum(int jaar, int maand, int dag) {

  public Brpdatum {
    boolean goed =
        jaar == 0
            ? maand == 0 && dag == 0
            : maand == 0 ? dag == 0 : dag == 0 ? bestaat(jaar, maand) : bestaat(jaar, maand, dag);
    if (!goed) {
      throw new IllegalArgumentException("Geen datum van de BRP");
    }
  }

  /**
   * Reads {@code 20100500}, {@code 2010-05-00}, {@code 2010-05} or {@code 2010}; an empty text is
   * an unknown date.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static Brpdatum van(String tekst) {
    String cijfers = tekst.replace("-", "");
    if (!cijfers.matches("|\\d{4}|\\d{6}|\\d{8}")) {
      throw new IllegalArgumentException("Geen datum van de BRP");
    }
    String vol = cijfers + "0".repeat(8 - cijfers.length());
    return new Brpdatum(
        Integer.parseInt(vol.substring(0, 4)),
        Integer.parseInt(vol.substring(4, 6)),
        Integer.parseInt(vol.substring(6)));
  }

  /** Nothing of the date is known. */
  public boolean onbekend() {
    return jaar == 0;
  }

  /** The first day it can be. */
  public LocalDate vroegst() {
    return onbekend()
        ? LocalDate.MIN
        : LocalDate.of(jaar, maand == 0 ? 1 : maand, dag == 0 ? 1 : dag);
  }

  /** The last day it can be. */
  public LocalDate laatst() {
    if (onbekend()) {
      return LocalDate.MAX;
    }
    YearMonth laatsteMaand = YearMonth.of(jaar, maand == 0 ? 12 : maand);
    return dag == 0 ? laatsteMaand.atEndOfMonth() : laatsteMaand.atDay(dag);
  }

  private static boolean bestaat(int jaar, int maand) {
    return jaar > 0 && maand >= 1 && maand <= 12;
  }

  private static boolean bestaat(int jaar, int maand, int dag) {
    return bestaat(jaar, maand) && YearMonth.of(jaar, maand).isValidDay(dag);
  }
}
