package nl.ketenbrug.bvv;

import java.util.Arrays;
import java.util.Locale;

/** Which text of Rv art. 475da lid 2 a half-year has. */
public enum Formulevariant {
  /** From 1 January 2026: rent term linear in income. */
  LINEAIR,
  /** Until 31 December 2025: rent term quadratic in income. */
  KWADRATISCH,
  /** Ceilings only: the parameters of the formula are unavailable (2021). */
  MAXIMA;

  static Formulevariant van(String naam) {
    return Arrays.stream(values())
        .filter(v -> v.name().toLowerCase(Locale.ROOT).equals(naam))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Onbekende formule: " + naam));
  }
}
