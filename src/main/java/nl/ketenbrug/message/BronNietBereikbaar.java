package nl.ketenbrug.message;

/**
 * A source that could not answer now. Trying again later helps: the broker offers the message
 * again.
 */
public class BronNietBereikbaar extends RuntimeException {

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

  public String code() {
    return code;
  }

  public String bron() {
    return bron;
  }
}
