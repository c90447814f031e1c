package nl.ketenbrug.message;

/**
 * A source refuses the question, or gave an answer that may not be used. The message on whose
 * behalf it was asked is refused. Whether it lies with the person or with the whole source (a right
 * that was withdrawn, a certificate, a revocation list that is too old) shows only when others ask.
 */
public class Bronweigering extends GeweigerdBericht {

  /** It does not allow the question: about this person, or from us at all. */
  public static final String NIET_GERECHTIGD = "bron-niet-gerechtigd";

  private final String bron;

  /**
   * @param bron name of the source
   * @param code stable code, for machines
   * @param uitleg sentence in Dutch, for people; holds no BSN
   */
  public Bronweigering(String bron, String code, String uitleg) {
    super(code, uitleg);
    this.bron = bron;
  }

  /** Whether it does not take the question; otherwise its answer may not be used. */
  public boolean isVanDeVraag() {
    return code().startsWith("bron-");
  }

  public String bron() {
    return bron;
  }
}
