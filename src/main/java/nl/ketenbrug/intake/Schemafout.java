package nl.ketenbrug.intake;

import nl.ketenbrug.message.GeweigerdBericht;

/**
 * XML that is not well-formed, or not as its schema says.
 *
 * <p>The sentence names place and rule, never the value that stood there: it could be a BSN.
 */
public final class Schemafout extends GeweigerdBericht {

  /** Whether the text is XML at all. */
  public enum Soort {
    /** Not XML, or XML that we do not read (a DTD, too deep). */
    NIET_LEESBAAR,
    /** XML, but not as the schema says. */
    NIET_GELDIG
  }

  private final Soort soort;
  private final int regel;
  private final int kolom;

  Schemafout(Soort soort, String code, int regel, int kolom, String uitleg) {
    super(code, "Regel %d, kolom %d: %s".formatted(regel, kolom, uitleg));
    this.soort = soort;
    this.regel = regel;
    this.kolom = kolom;
  }

  public Soort soort() {
    return soort;
  }

  public int regel() {
    return regel;
  }

  public int kolom() {
    return kolom;
  }
}
