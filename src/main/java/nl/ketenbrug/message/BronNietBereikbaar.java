package nl.ketenbrug.message;

import java.util.Set;

/**
 * A source that could not answer now. Trying again later helps: the broker offers the message
 * again.
 */
public class BronNietBereikbaar extends RuntimeException {

  /** It answered, and says that it could not about this person. */
  public static final String KON_NIET = "bron-kon-niet";

  /** The engine itself broke the question off, or could not put it on record and did not ask. */
  public static final String AFGEBROKEN = "bron-vraag-afgebroken";

  /** The engine put no question: too many of the last ones had no answer that can be used. */
  public static final String NIET_GEVRAAGD = "bron-niet-gevraagd";

  /** It answered what nobody can read. */
  public static final String ONLEESBAAR = "bron-antwoord-onleesbaar";

  private static final Set<String> VAN_DE_MOTOR = Set.of(AFGEBROKEN, NIET_GEVRAAGD);

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
    return VAN_DE_MOTOR.contains(code);
  }

  public String code() {
    return code;
  }

  public String bron() {
    return bron;
  }
}
