package nl.ketenbrug.bvv;

import java.math.BigDecimal;

/**
 * The amount before woonlandfactor and increases: institution, no address, or formula with ceiling,
 * in that order (A-VOLGORDE).
 */
final class Grondbedrag {

  /** Rv art. 475da lid 4, first sentence. */
  private static final BigDecimal DEEL_ZONDER_ADRES = new BigDecimal("0.475");

  private Grondbedrag() {}

  static Maandbedrag bereken(Rekenblad blad) {
    Verzoek verzoek = blad.verzoek();
    if (verzoek.instelling() != null) {
      return inrichting(blad);
    }
    return verzoek.metFormule() ? formuleMetMaximum(blad) : zonderAdres(blad);
  }

  /**
   * Rv art. 475e lid 2: price due for the care, two thirds of the norm of Pw art. 23 lid 1 and the
   * component of Pw art. 23 lid 2. Not limited by the ceiling.
   */
  private static Maandbedrag inrichting(Rekenblad blad) {
    Maandbedrag prijs = Maandbedrag.van(blad.verzoek().instelling().kosten());
    BigDecimal norm = blad.cijfer(Cijfernaam.PW23_LID1);
    BigDecimal component = blad.cijfer(Cijfernaam.PW23_LID2);
    if (!blad.verzoek().brpAdres()) {
      blad.neemAan(Aanname.VOLGORDE);
    }
    return blad.stap(
            "475e-2",
            "Rv art. 475e lid 2",
            "Verblijf in een inrichting",
            "prijs + 2/3 x norm + component")
        .met("prijs", prijs)
        .met("norm (Pw art. 23 lid 1)", norm, "EUR/maand")
        .met("component (Pw art. 23 lid 2)", component, "EUR/maand")
        .is(prijs.plus(Maandbedrag.tweederdeVan(norm)).plus(Maandbedrag.euro(component)));
  }

  /**
   * Rv art. 475da lid 4, first sentence: without a residential address in the Netherlands in the
   * BRP 47.5% of B, whatever household and income; unless Rv art. 475e lid 1 applies.
   */
  private static Maandbedrag zonderAdres(Rekenblad blad) {
    BigDecimal b = blad.cijfer(Cijfernaam.PW21_NORM, Leefsituatie.GEHUWD_ZONDER_KINDEREN);
    return blad.stap(
            "475da-4-geen-adres",
            "Rv art. 475da lid 4",
            "Geen woonadres in Nederland in de BRP",
            "47,5% x B")
        .met("B (bijstandsnorm voor gehuwden)", b, "EUR/maand")
        .is(Maandbedrag.euro(b).maal(DEEL_ZONDER_ADRES));
  }

  /** Rv art. 475da lid 2, and lid 1: at most the ceiling of the half-year. */
  private static Maandbedrag formuleMetMaximum(Rekenblad blad) {
    Maandbedrag som = formule(blad);
    BigDecimal plafond = blad.cijfer(Cijfernaam.PLAFOND);
    return blad.stap(
            "475da-1", "Rv art. 475da lid 1", "Ten hoogste het maximum", "min(som; maximum)")
        .met("som", som)
        .met("maximum", plafond, "EUR/maand")
        .is(som.hoogstens(blad.huishouden().plafond()));
  }

  /** Rv art. 475da lid 2: the sum of the terms, before the ceiling and unrounded. */
  static Maandbedrag formule(Rekenblad blad) {
    BigDecimal c = jaarinkomen(blad);
    Maandbedrag bijstand = Bijstandsdeel.bereken(blad);
    Maandbedrag zorg = Zorgdeel.bereken(blad, c);
    Maandbedrag huur = Huurdeel.bereken(blad, c);
    Rekenblad.Stapregel som =
        blad.stap("475da-2", "Rv art. 475da lid 2", "Som van de onderdelen", "som")
            .met("bijstand", bijstand)
            .met("zorg", zorg)
            .met("huur", huur);
    if (!blad.verzoek().leefsituatie().metKinderen()) {
      return som.is(bijstand.plus(zorg).plus(huur));
    }
    Maandbedrag kind = Kinddeel.bereken(blad, c);
    // the rent last: until 2025 it has some thirty digits, and a sum of small numbers is cheaper
    return som.met("kind", kind).is(bijstand.plus(zorg).plus(kind).plus(huur));
  }

  /**
   * C in euros a year; a loss counts as nil (A-NEGATIEF), because the square would turn its sign.
   */
  static BigDecimal jaarinkomen(Rekenblad blad) {
    BigDecimal c = Maandbedrag.inEuro(blad.verzoek().belastbaarJaarinkomen());
    if (c.signum() >= 0) {
      return c;
    }
    blad.neemAan(Aanname.NEGATIEF);
    return BigDecimal.ZERO;
  }
}
