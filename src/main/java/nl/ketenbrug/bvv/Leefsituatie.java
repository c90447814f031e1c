package nl.ketenbrug.bvv;

import java.util.Arrays;

/**
 * The four household types of Rv art. 475da lid 1. "Gehuwd" is meant in the sense of
 * Participatiewet art. 3, wider than marriage. Of children only yes or no counts, never the number.
 */
public enum Leefsituatie {
  /** Pw art. 4 lid 1 onder a. */
  ALLEENSTAANDE("AL", "alleenstaande"),
  /** Pw art. 4 lid 1 onder b. */
  ALLEENSTAANDE_OUDER("AO", "alleenstaande-ouder"),
  GEHUWD_ZONDER_KINDEREN("GZ", "gehuwd-zonder-kinderen"),
  GEHUWD_MET_KINDEREN("GM", "gehuwd-met-kinderen");

  private final String code;
  private final String naam;

  Leefsituatie(String code, String naam) {
    this.code = code;
    this.naam = naam;
  }

  /** Two letters, as the figures files use them. */
  public String code() {
    return code;
  }

  /** The name in messages and in the API, for example {@code alleenstaande-ouder}. */
  public String naam() {
    return naam;
  }

  /**
   * The type with this name.
   *
   * @throws IllegalArgumentException when the name is none of the four
   */
  public static Leefsituatie van(String naam) {
    return Arrays.stream(values())
        .filter(l -> l.naam.equals(naam))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Onbekende leefsituatie: " + naam));
  }

  public boolean gehuwd() {
    return this == GEHUWD_ZONDER_KINDEREN || this == GEHUWD_MET_KINDEREN;
  }

  public boolean metKinderen() {
    return this == ALLEENSTAANDE_OUDER || this == GEHUWD_MET_KINDEREN;
  }

  /** Eenpersoonshuishouden for the Wet op de huurtoeslag: the alleenstaande only. */
  public boolean eenpersoons() {
    return this == ALLEENSTAANDE;
  }
}
