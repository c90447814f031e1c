package nl.ketenbrug.bvv;

import java.util.Locale;

/** What is attached. */
public enum Beslagsoort {
  /** A periodic payment of Rv art. 475c. */
  PERIODIEK,
  /** A bank balance of a natural person, Rv art. 475a lid 5 and 6. */
  BANK;

  public String naam() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when the name is neither {@code periodiek} nor {@code bank}
   */
  public static Beslagsoort van(String naam) {
    for (Beslagsoort soort : values()) {
      if (soort.naam().equals(naam)) {
        return soort;
      }
    }
    throw new IllegalArgumentException("Onbekende soort: " + naam);
  }
}
