package nl.ketenbrug.bvv;

import java.math.BigDecimal;

/** A payment term. The law knows month amounts only (Rv art. 475d lid 6). */
public enum Termijn {
  MAAND(12),
  VIER_WEKEN(13),
  WEEK(52);

  private final int perJaar;

  Termijn(int perJaar) {
    this.perJaar = perJaar;
  }

  /** Terms in a year. */
  public int perJaar() {
    return perJaar;
  }

  /** An amount in euros a term as euros a month: payment x 52/12 or 13/12 (A-TERMIJN). */
  Maandbedrag perMaand(BigDecimal euro) {
    return new Maandbedrag(euro.multiply(BigDecimal.valueOf(perJaar)));
  }
}
