package nl.ketenbrug.operations;

/**
 * What is withheld is an event that its partner should have got and did not answer, and that stands
 * in no paper bundle.
 */
public final class NietInTeHouden extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  private NietInTeHouden(String code, String zin) {
    super(zin);
    this.code = code;
  }

  static NietInTeHouden nietVanEenAfnemer() {
    return new NietInTeHouden(
        "niet-in-te-houden",
        "Dit bericht had nog geen nummer bij een afnemer of kreeg al een antwoord: er is niets in"
            + " te houden. Wijs het af als het niet verder moet.");
  }

  static NietInTeHouden inBundel(String nummer) {
    return new NietInTeHouden(
        "in-papieren-bundel",
        "Deze gebeurtenis staat in een papieren bundel (nummer %s), die al onderweg kan zijn. Trek"
                .formatted(nummer)
            + " die bundel eerst in, of noteer dat zij is bezorgd.");
  }

  static NietInTeHouden vanMeer(String afnemers) {
    return new NietInTeHouden(
        "afnemer-kiezen",
        "Deze gebeurtenis staat voor meer afnemers apart (%s); noem in afnemer bij wie zij wordt"
                .formatted(afnemers)
            + " ingehouden.");
  }

  /** Stable. */
  public String code() {
    return code;
  }
}
