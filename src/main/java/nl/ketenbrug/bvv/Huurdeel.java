package nl.ketenbrug.bvv;

import java.math.BigDecimal;

/**
 * Third term of the formula, the rent that the huurtoeslag no longer covers (Rv art. 475da lid 2).
 * The letters F to J changed their meaning on 1 January 2026.
 *
 * <p>At or below the minimum-inkomensijkpunt of Wht art. 17 lid 1 the term is nil, and it is never
 * negative (A-VLOER): otherwise the beslagvrije voet would fall below 95% of the norm.
 */
final class Huurdeel {

  private static final String ARTIKEL = "Rv art. 475da lid 2";

  private Huurdeel() {}

  /**
   * @param c taxable income, euros a year
   */
  static Maandbedrag bereken(Rekenblad blad, BigDecimal c) {
    return blad.halfjaar().formule() == Formulevariant.LINEAIR
        ? vanaf20260101(blad, c)
        : tot20260101(blad, c);
  }

  /**
   * Text since 1 January 2026: I x (F / 12) for one person or I x (G / 12) for more, or, if that is
   * less, H - J; I = C less the minimum-inkomensijkpunt, F and G of Wht art. 21 lid 2, H of Wht
   * art. 13 lid 1 onder a, J of Wht art. 16.
   */
  private static Maandbedrag vanaf20260101(Rekenblad blad, BigDecimal c) {
    BigDecimal ijkpunt = blad.cijfer(Cijfernaam.MINIMUM_INKOMENSIJKPUNT);
    BigDecimal afbouw = blad.cijfer(Cijfernaam.AFBOUW_PERCENTAGE);
    BigDecimal h = blad.cijfer(Cijfernaam.MAXIMALE_HUURGRENS);
    BigDecimal j = blad.cijfer(Cijfernaam.BASISHUUR);
    BigDecimal i = c.subtract(ijkpunt);
    String letter = blad.verzoek().leefsituatie().eenpersoons() ? "F" : "G";

    Maandbedrag uitkomst =
        Maandbedrag.twaalfdeVan(i.multiply(afbouw)).hoogstens(Maandbedrag.euro(h.subtract(j)));
    return blad.stap(
            "475da-2-huur",
            ARTIKEL,
            "Huur boven de huurtoeslag",
            "I x (" + letter + " / 12), of als dat minder is H - J; ten minste 0; I = C - ijkpunt")
        .met("C (belastbaar jaarinkomen)", c, "EUR/jaar")
        .met("ijkpunt", ijkpunt, "EUR/jaar")
        .met("I (inkomen boven het ijkpunt)", i, "EUR/jaar")
        .met(letter + " (afbouwpercentage)", afbouw, "fractie")
        .met("H (maximale huur)", h, "EUR/maand")
        .met("J (basishuur)", j, "EUR/maand")
        .is(metVloer(blad, c, ijkpunt, uitkomst));
  }

  /**
   * Text until 31 December 2025: (F x C2 + G x C) - J for one person, (H x C2 + I x C) - J for
   * more; the factors are a and b of Wht art. 19 lid 2, not rounded, J is the normhuur of Wht art.
   * 17 lid 2.
   */
  private static Maandbedrag tot20260101(Rekenblad blad, BigDecimal c) {
    BigDecimal ijkpunt = blad.cijfer(Cijfernaam.MINIMUM_INKOMENSIJKPUNT);
    BigDecimal a = blad.cijfer(Cijfernaam.FACTOR_A);
    BigDecimal b = blad.cijfer(Cijfernaam.FACTOR_B);
    BigDecimal j = blad.cijfer(Cijfernaam.AFTREK_NORMHUUR);
    boolean een = blad.verzoek().leefsituatie().eenpersoons();

    Maandbedrag uitkomst =
        Maandbedrag.euro(a.multiply(c).multiply(c).add(b.multiply(c)).subtract(j));
    return blad.stap(
            "475da-2-huur",
            ARTIKEL,
            "Huur boven de huurtoeslag",
            (een ? "(F x C2 + G x C) - J" : "(H x C2 + I x C) - J")
                + "; 0 tot en met het ijkpunt en ten minste 0")
        .met("C (belastbaar jaarinkomen)", c, "EUR/jaar")
        .met("ijkpunt", ijkpunt, "EUR/jaar")
        .met((een ? "F" : "H") + " (factor a)", a, Cijfernaam.FACTOR_A.eenheid())
        .met((een ? "G" : "I") + " (factor b)", b, Cijfernaam.FACTOR_B.eenheid())
        .met("J (normhuur)", j, "EUR/maand")
        .is(metVloer(blad, c, ijkpunt, uitkomst));
  }

  private static Maandbedrag metVloer(
      Rekenblad blad, BigDecimal c, BigDecimal ijkpunt, Maandbedrag uitkomst) {
    if (c.compareTo(ijkpunt) > 0 && uitkomst.compareTo(Maandbedrag.NUL) >= 0) {
      return uitkomst;
    }
    blad.neemAan(Aanname.VLOER);
    return Maandbedrag.NUL;
  }
}
