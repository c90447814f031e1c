package nl.ketenbrug.bvv;

import java.time.LocalDate;

/**
 * How long a determination holds.
 *
 * <p>Rv art. 475d lid 2: twelve months; the AMvB may shorten this for categories (A-GELDIGHEID).
 *
 * @param vanaf first day
 * @param tot first day on which it no longer holds
 */
public record Geldigheid(LocalDate vanaf, LocalDate tot) {

  /** Rv art. 475d lid 2. */
  public static final int MAANDEN = 12;

  public static Geldigheid vanaf(LocalDate vanaf, int maanden) {
    return new Geldigheid(vanaf, vanaf.plusMonths(maanden));
  }

  public boolean geldtOp(LocalDate datum) {
    return !datum.isBefore(vanaf) && datum.isBefore(tot);
  }
}
