package nl.ketenbrug.bvv;

import java.util.List;

/**
 * One income relation with its statements.
 *
 * @param kenmerk the caller's own reference; never a BSN
 * @param soort which payment of Rv art. 475c it is
 * @param termijn {@code MAAND} or {@code VIER_WEKEN}
 */
public record Inkomstenverhouding(
    String kenmerk,
    Persoon van,
    Betalingssoort soort,
    Termijn termijn,
    List<Inkomstenopgave> opgaven) {

  public Inkomstenverhouding {
    opgaven = List.copyOf(opgaven);
  }

  /** Whose income it is. */
  public enum Persoon {
    SCHULDENAAR,
    ECHTGENOOT
  }
}
