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
    boolean een = blad.verzoek().leefsituatie().eenpersoons();

    Maandbedrag uitkomst =
        Maandbedrag.twaalfdeVan(i.multiply(afbouw)).hoogstens(blad.huishouden().huurHoogst());
    return blad.stap(
            "475da-2-huur",
            ARTIKEL,
            "Huur boven de huurtoeslag",
            een
                ? "I x (F / 12), of als dat minder is H - J; ten minste 0; I = C - ijkpunt"
                : "I x (G / 12), of als dat minder is H - J; ten minste 0; I = C - ijkpunt")
        .met("C (belastbaar jaarinkomen)", c, "EUR/jaar")
        .met("ijkpunt", ijkpunt, "EUR/jaar")
        .met("I (inkomen boven het ijkpunt)", i, "EUR/jaar")
        .met(een ? "F (afbouwpercentage)" : "G (afbouwpercentage)", afbouw, "fractie")
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

    Maandbedrag uitkomst = blad.huishouden().huurlijn().bij(c);
    return blad.stap(
            "475da-2-huur",
            ARTIKEL,
            "Huur boven de huurtoeslag",
            een
                ? "(F x C2 + G x C) - J; 0 tot en met het ijkpunt en ten minste 0"
                : "(H x C2 + I x C) - J; 0 tot en met het ijkpunt en ten minste 0")
        .met("C (belastbaar jaarinkomen)", c, "EUR/jaar")
        .met("ijkpunt", ijkpunt, "EUR/jaar")
        .met(een ? "F (factor a)" : "H (factor a)", a, Cijfernaam.FACTOR_A.eenheid())
        .met(een ? "G (factor b)" : "I (factor b)", b, Cijfernaam.FACTOR_B.eenheid())
        .met("J (normhuur)", j, "EUR/maand")
        .is(metVloer(blad, c, ijkpunt, uitkomst));
  }

  /** H - J of the text since 2026: the same for every income. */
  static Maandbedrag hoogst(Huishoudcijfers cijfers) {
    return Maandbedrag.euro(
        cijfers
            .waarde(Cijfernaam.MAXIMALE_HUURGRENS)
            .subtract(cijfers.waarde(Cijfernaam.BASISHUUR)));
  }

  /**
   * The line of the text until 2025, in twelfths of a euro a month. The figures carry so many
   * digits that no product with an income in cents has more, and no sum has to widen one of its
   * terms.
   *
   * @param a by square euro of C
   * @param b by euro of C
   * @param j the normhuur
   */
  record Lijn(BigDecimal a, BigDecimal b, BigDecimal j) {

    private static final BigDecimal TWAALF = BigDecimal.valueOf(12);

    /** Digits behind the comma of C in euros. */
    private static final int CENTEN = 2;

    static Lijn van(Huishoudcijfers cijfers) {
      BigDecimal a = cijfers.waarde(Cijfernaam.FACTOR_A).multiply(TWAALF);
      BigDecimal b = cijfers.waarde(Cijfernaam.FACTOR_B).multiply(TWAALF);
      BigDecimal j = cijfers.waarde(Cijfernaam.AFTREK_NORMHUUR).multiply(TWAALF);
      int schaal = Math.max(a.scale() + CENTEN, b.scale());
      return new Lijn(a, b.setScale(schaal), j.setScale(Math.max(schaal + CENTEN, j.scale())));
    }

    Maandbedrag bij(BigDecimal c) {
      return Maandbedrag.twaalfdeVan(a.multiply(c).add(b).multiply(c).subtract(j));
    }
  }

  private static Maandbedrag metVloer(
      Rekenblad blad, BigDecimal c, BigDecimal ijkpunt, Maandbedrag uitkomst) {
    if (c.compareTo(ijkpunt) > 0 && !uitkomst.negatief()) {
      return uitkomst;
    }
    blad.neemAan(Aanname.VLOER);
    return Maandbedrag.NUL;
  }
}
