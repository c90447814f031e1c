package nl.ketenbrug.message;

import java.util.Set;

/**
 * A source that could not answer now. Trying again later helps: the broker offers the message
 * again.
 */
public class BronNietBereikbaar extends RuntimeException {

  /** It answered, and says that it could not about this person. */
  public static final String KON_NIET = "bron-kon-niet";

  /** The engine itself broke the question off. */
  public static final String AFGEBROKEN = "bron-vraag-afgebroken";

  /** The engine put no question: too many of the last ones had no answer that can be used. */
  public static final String NIET_GEVRAAGD = "bron-niet-gevraagd";

  /** The engine could not put the question on record, and did not ask. */
  public static final String NIET_VASTGELEGD = "bron-vraag-niet-vastgelegd";

  /** It answered what nobody can read. */
  public static final String ONLEESBAAR = "bron-antwoord-onleesbaar";

  private static final Set<String> NIET_GESTELD = Set.of(NIET_GEVRAAGD, NIET_VASTGELEGD);

  private final String bron;
  private final String code;

  public BronNietBereikbaar(String bron, String uitleg, Throwable cause) {
    this(bron, "bron-niet-bereikbaar", uitleg, cause);
  }

  /**
   * @param code stable code of what went wrong, for machines
   * @param uitleg sentence in Dutch, for people; holds no BSN
   */
  public BronNietBereikbaar(String bron, String code, String uitleg, Throwable cause) {
    super(uitleg, cause);
    this.bron = bron;
    this.code = code;
  }

  /** Whether it was the engine that asked nothing, or did not wait for the answer. */
  public boolean isVanDeMotor() {
    return isNietGesteld() || code.equals(AFGEBROKEN);
  }

  /** Whether the source does not know of the question: nothing went out. */
  public boolean isNietGesteld() {
    return NIET_GESTELD.contains(code);
  }

  public String code() {
    return code;
  }

  public String bron() {
    return bron;
  }
}
