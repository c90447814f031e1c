package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import nl.ketenbrug.message.Bedrag;

/**
 * An exact amount in euros a month. The law divides by twelve and by three and by nothing else, so
 * amounts are held in twelfths of a euro: every sum, product, minimum and maximum is exact, and
 * there is no rounding before {@link #afgerond()}.
 */
record Maandbedrag(BigDecimal twaalfden) implements Comparable<Maandbedrag> {

  static final Maandbedrag NUL = new Maandbedrag(BigDecimal.ZERO);

  private static final BigDecimal TWAALF = BigDecimal.valueOf(12);
  private static final BigDecimal KWART = new BigDecimal("0.25");

  /** From euros a month. */
  static Maandbedrag euro(BigDecimal perMaand) {
    return new Maandbedrag(perMaand.multiply(TWAALF));
  }

  /**
   * From cents a month.
   *
   * @throws ArithmeticException above 7 x 10^15 euros
   */
  static Maandbedrag van(Bedrag perMaand) {
    return new Maandbedrag(BigDecimal.valueOf(Math.multiplyExact(perMaand.cent(), 12L), 2));
  }

  /** One twelfth of an amount in euros a year. */
  static Maandbedrag twaalfdeVan(BigDecimal perJaar) {
    return new Maandbedrag(perJaar);
  }

  /** Two thirds of an amount in euros a month. */
  static Maandbedrag tweederdeVan(BigDecimal perMaand) {
    return new Maandbedrag(perMaand.multiply(BigDecimal.valueOf(8)));
  }

  /** Cents as euros, exact. */
  static BigDecimal inEuro(Bedrag bedrag) {
    return BigDecimal.valueOf(bedrag.cent(), 2);
  }

  Maandbedrag plus(Maandbedrag other) {
    return other.nul() ? this : new Maandbedrag(twaalfden.add(other.twaalfden));
  }

  Maandbedrag min(Maandbedrag other) {
    return other.nul() ? this : new Maandbedrag(twaalfden.subtract(other.twaalfden));
  }

  Maandbedrag maal(BigDecimal factor) {
    return new Maandbedrag(twaalfden.multiply(factor));
  }

  Maandbedrag hoogstens(Maandbedrag grens) {
    return compareTo(grens) <= 0 ? this : grens;
  }

  Maandbedrag minstens(Maandbedrag grens) {
    return compareTo(grens) >= 0 ? this : grens;
  }

  /**
   * The one rounding of the calculation: half-up to whole cents. Derived from the published
   * ceilings, which come out only when the unrounded sum is rounded once.
   *
   * <p>Half a cent is six twelfths of a cent, a whole number. So what lies below a twelfth of a
   * cent never decides, and may be cut off before the six are added.
   */
  Bedrag afgerond() {
    long twaalfdenCent =
        twaalfden.movePointRight(2).setScale(0, RoundingMode.DOWN).longValueExact();
    return new Bedrag((twaalfdenCent + (twaalfdenCent < 0 ? -6 : 6)) / 12);
  }

  /** Euros a month in full, for the receipt; a repeating fraction is shown in 34 digits. */
  String onafgerond() {
    // first whether it divides by three: dividing in 34 digits and stripping zeros is far slower
    BigDecimal kwart = twaalfden.multiply(KWART);
    BigInteger[] deling = kwart.unscaledValue().divideAndRemainder(BigInteger.valueOf(3));
    BigDecimal value =
        deling[1].signum() == 0
            ? new BigDecimal(deling[0], kwart.scale())
            : kwart.divide(BigDecimal.valueOf(3), MathContext.DECIMAL128);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  boolean nul() {
    return twaalfden.signum() == 0;
  }

  boolean negatief() {
    return twaalfden.signum() < 0;
  }

  @Override
  public int compareTo(Maandbedrag other) {
    return twaalfden.compareTo(other.twaalfden);
  }
}
