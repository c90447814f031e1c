package nl.ketenbrug.bvv;

import java.math.BigDecimal;

/**
 * Second term of the formula, the health premium that the zorgtoeslag no longer covers.
 *
 * <p>Rv art. 475da lid 2 (since 1 January 2021): ((C - D) / 12) x E, with D the drempelinkomen of
 * Wzt art. 1 lid 1 onder f, or C if that is lower. Lid 3: at most the standard premium of Wzt art.
 * 4 by month, twice for the married (Wzt art. 2 lid 1), less the component of Pw art. 23 lid 2.
 */
final class Zorgdeel {

  private Zorgdeel() {}

  /**
   * @param c taxable income, euros a year
   */
  static Maandbedrag bereken(Rekenblad blad, BigDecimal c) {
    BigDecimal drempel = blad.cijfer(Cijfernaam.DREMPELINKOMEN_ZORG);
    BigDecimal d = c.min(drempel);
    BigDecimal e = blad.cijfer(Cijfernaam.ZORG_PERCENTAGE);
    BigDecimal aantal = blad.cijfer(Cijfernaam.AANTAL_STANDAARDPREMIES);
    BigDecimal premie = blad.cijfer(Cijfernaam.STANDAARDPREMIE);
    BigDecimal component = blad.cijfer(Cijfernaam.PW23_LID2);

    return blad.stap(
            "475da-2-zorg",
            "Rv art. 475da lid 2 en 3",
            "Zorgpremie boven de zorgtoeslag",
            "((C - D) / 12) x E, ten hoogste aantal x standaardpremie / 12 - component")
        .met("C (belastbaar jaarinkomen)", c, "EUR/jaar")
        .met("D (drempelinkomen)", d, "EUR/jaar")
        .met("E (percentage zorgtoeslag)", e, "fractie")
        .met("aantal", aantal, "aantal")
        .met("standaardpremie", premie, "EUR/jaar")
        .met("component (Pw art. 23 lid 2)", component, "EUR/maand")
        .is(
            Maandbedrag.twaalfdeVan(c.subtract(d).multiply(e))
                .hoogstens(blad.huishouden().zorgHoogst()));
  }

  /** Lid 3: the same for every income. */
  static Maandbedrag hoogst(Huishoudcijfers cijfers) {
    BigDecimal premies =
        cijfers
            .waarde(Cijfernaam.AANTAL_STANDAARDPREMIES)
            .multiply(cijfers.waarde(Cijfernaam.STANDAARDPREMIE));
    return Maandbedrag.twaalfdeVan(premies)
        .min(Maandbedrag.euro(cijfers.waarde(Cijfernaam.PW23_LID2)));
  }
}
