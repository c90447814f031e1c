package nl.ketenbrug.bvv;

import java.math.BigDecimal;

/**
 * Fourth term of the formula, the kindgebonden budget that falls away.
 *
 * <p>Rv art. 475da lid 2 (since 1 January 2021): ((C - D) / 12) x K for the single parent, ((C - (D
 * + L)) / 12) x K for the married with children; K of WKB art. 2 lid 7, L of WKB art. 2 lid 8. The
 * term with L is at least nil (A-VLOER). The number of children does not count.
 */
final class Kinddeel {

  private Kinddeel() {}

  /**
   * @param c taxable income, euros a year
   */
  static Maandbedrag bereken(Rekenblad blad, BigDecimal c) {
    boolean gehuwd = blad.verzoek().leefsituatie().gehuwd();
    BigDecimal d = c.min(blad.cijfer(Cijfernaam.DREMPELINKOMEN_KGB));
    BigDecimal k = blad.cijfer(Cijfernaam.KGB_PERCENTAGE);
    BigDecimal l = gehuwd ? blad.cijfer(Cijfernaam.KGB_VERHOGING_DREMPEL) : BigDecimal.ZERO;

    Maandbedrag uitkomst = Maandbedrag.twaalfdeVan(c.subtract(d).subtract(l).multiply(k));
    if (uitkomst.negatief()) {
      blad.neemAan(Aanname.VLOER);
    }
    Rekenblad.Stapregel stap =
        blad.stap(
                "475da-2-kind",
                "Rv art. 475da lid 2",
                "Afbouw van het kindgebonden budget",
                gehuwd ? "((C - (D + L)) / 12) x K, ten minste 0" : "((C - D) / 12) x K")
            .met("C (belastbaar jaarinkomen)", c, "EUR/jaar")
            .met("D (drempelinkomen)", d, "EUR/jaar")
            .met("K (percentage kindgebonden budget)", k, "fractie");
    if (gehuwd) {
      stap.met("L (verhoging van het drempelinkomen)", l, "EUR/jaar");
    }
    return stap.is(uitkomst.minstens(Maandbedrag.NUL));
  }
}
