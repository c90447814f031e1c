package nl.ketenbrug.message;

/**
 * A source that could not answer now. Trying again later helps: the broker offers the message
 * again.
 */
public class BronNietBereikbaar extends RuntimeException {

  private final String bron;

  public BronNietBereikbaar(String bron, String uitleg, Throwable cause) {
    super(uitleg, cause);
    this.bron = bron;
  }

  public String bron() {
    return bron;
  }
}
