package nl.ketenbrug.operations;

/** What cannot come in the place of a message that is refused; the message of the refusal stays. */
public final class VervangerOngeldig extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  VervangerOngeldig(String code, String uitleg) {
    super(uitleg);
    this.code = code;
  }

  /** Stable; the sentence is the message of this exception. */
  public String code() {
    return code;
  }
}
