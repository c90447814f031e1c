package nl.ketenbrug.delivery;

/** What was asked about paper cannot be done; nothing changed. */
public final class UitwijkNietMogelijk extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable
   * @param zin Dutch, for a person; no personal data
   */
  UitwijkNietMogelijk(String code, String zin) {
    super(zin);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
