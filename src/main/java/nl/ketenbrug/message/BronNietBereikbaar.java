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

  /** It answered what nobody can read. */
  public static final String ONLEESBAAR = "bron-antwoord-onleesbaar";

  private static final Set<String> VAN_DEZE_VRAAG = Set.of(KON_NIET, AFGEBROKEN, ONLEESBAAR);

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

  /** Whether it says nothing of the next question, about somebody else. */
  public boolean isVanDezeVraag() {
    return VAN_DEZE_VRAAG.contains(code);
  }

  public String code() {
    return code;
  }

  public String bron() {
    return bron;
  }
}
