package nl.ketenbrug.bvv;

import java.util.Arrays;
import java.util.Locale;

/** How sure a figure is. The word stands on the receipt. */
public enum Cijferstatus {
  /** Printed in the law or in an official publication. */
  VASTGESTELD,
  /** Computed from published figures or rules; the source says how. */
  AFGELEID,
  /** Assumed, because the law is silent or its text is unavailable. */
  AANNAME;

  public String naam() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when the word is none of the three
   */
  public static Cijferstatus van(String naam) {
    return Arrays.stream(values())
        .filter(s -> s.naam().equals(naam))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Onbekende status: " + naam));
  }
}
