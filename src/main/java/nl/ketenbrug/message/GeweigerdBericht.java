package nl.ketenbrug.message;

/**
 * A message that rules refuse: a schema, a stylesheet or the law. Trying again does not help; a
 * person decides. The route sets the message apart with this code and sentence.
 */
public class GeweigerdBericht extends RuntimeException {

  private final String code;

  /**
   * @param code stable code, for machines
   * @param uitleg sentence in Dutch, for people; holds no BSN
   */
  public GeweigerdBericht(String code, String uitleg) {
    super(uitleg);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
