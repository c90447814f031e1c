package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a complete half-year against itself: figures that the law computes from other figures must
 * agree with them.
 */
final class Cijfercontrole {

  private static final BigDecimal DREMPEL = new BigDecimal("12.96");

  /** The factors are written in about eighteen digits; beyond that they may differ. */
  private static final BigDecimal SPELING = new BigDecimal("0.000000000001");

  /** Euros a month of rent; income is given to the cent, and the line is not steeper than 0.03. */
  private static final BigDecimal EEN_CENT_INKOMEN = new BigDecimal("0.0005");

  /** Euros a month of rent; the maximum normhuur may have been rounded to cents. */
  private static final BigDecimal EEN_CENT = new BigDecimal("0.01");

  private final Halfjaar halfjaar;
  private final List<String> bevindingen = new ArrayList<>();

  private Cijfercontrole(Halfjaar halfjaar) {
    this.halfjaar = halfjaar;
  }

  /** What cannot be right. Empty when all is well. */
  static List<String> rekenfouten(Halfjaar halfjaar) {
    Cijfercontrole controle = new Cijfercontrole(halfjaar);
    controle.maxima();
    if (halfjaar.heeftFormule()) {
      controle.formule();
    }
    if (halfjaar.formule() == Formulevariant.KWADRATISCH) {
      controle.factoren("eenpersoons");
      controle.factoren("meerpersoons");
    }
    if (halfjaar.heeftFormule()) {
      controle.lid8(Leefsituatie.ALLEENSTAANDE);
      controle.lid8(Leefsituatie.GEHUWD_ZONDER_KINDEREN);
    }
    return controle.bevindingen;
  }

  /**
   * Rv art. 475da lid 8: at its income of lid 8 the formula must give the published ceiling, to the
   * cent. A difference means that a figure is wrong, or that the ceiling was published otherwise.
   * From 2026 also lid 9, in the same way.
   */
  static List<String> afwijkingen(Halfjaar halfjaar) {
    List<String> afwijkingen = new ArrayList<>();
    if (!halfjaar.heeftFormule()) {
      return afwijkingen;
    }
    for (Leefsituatie ls : Leefsituatie.values()) {
      BigDecimal c = halfjaar.cijfer(Cijfernaam.LID8_INKOMEN, ls).waarde();
      Verzoek verzoek =
          Verzoek.voor(halfjaar.vanaf(), ls)
              .belastbaarJaarinkomen(Maandbedrag.euro(c).afgerond())
              .build();
      Maandbedrag berekend =
          Grondbedrag.formule(Rekenblad.kaal(verzoek, halfjaar, halfjaar.vanaf()));
      Maandbedrag plafond = Maandbedrag.euro(halfjaar.cijfer(Cijfernaam.PLAFOND, ls).waarde());
      if (!berekend.afgerond().equals(plafond.afgerond())) {
        afwijkingen.add(
            "%s: de formule geeft voor %s bij het inkomen van lid 8 %s, het maximum is %s"
                .formatted(halfjaar.bestand(), ls.naam(), berekend.afgerond(), plafond.afgerond()));
      }
    }
    if (halfjaar.formule() == Formulevariant.LINEAIR) {
      lid9(halfjaar, Leefsituatie.ALLEENSTAANDE, afwijkingen);
      lid9(halfjaar, Leefsituatie.GEHUWD_ZONDER_KINDEREN, afwijkingen);
    }
    return afwijkingen;
  }

  private void maxima() {
    BigDecimal al = waarde(Cijfernaam.PLAFOND, "AL");
    BigDecimal ao = waarde(Cijfernaam.PLAFOND, "AO");
    BigDecimal gz = waarde(Cijfernaam.PLAFOND, "GZ");
    BigDecimal gm = waarde(Cijfernaam.PLAFOND, "GM");
    eis(al.signum() > 0 && al.compareTo(ao) < 0, "maximum AL is niet lager dan AO");
    eis(ao.compareTo(gz) < 0 && gz.compareTo(gm) < 0, "maxima AO, GZ en GM lopen niet op");
    for (BigDecimal maximum : List.of(al, ao, gz, gm)) {
      eis(maximum.stripTrailingZeros().scale() <= 2, "een maximum heeft meer dan twee decimalen");
    }
  }

  private void formule() {
    BigDecimal zorg = waarde(Cijfernaam.WML_JANUARI, "alle").multiply(DREMPEL);
    gelijk("drempelinkomen_zorg", waarde(Cijfernaam.DREMPELINKOMEN_ZORG, "alle"), zorg);
    BigDecimal kgb =
        halfjaar
            .zoek(Cijfernaam.WML_JULI, "alle")
            .map(c -> c.waarde().multiply(DREMPEL))
            .orElse(zorg);
    gelijk("drempelinkomen_kgb", waarde(Cijfernaam.DREMPELINKOMEN_KGB, "alle"), kgb);
    gelijk(
        "woonkosten_drempel",
        waarde(Cijfernaam.WOONKOSTEN_DREMPEL, "alle"),
        waarde(Cijfernaam.MAXIMALE_HUURGRENS, "alle").multiply(new BigDecimal("1.10")));
    gelijk(
        "geen_adres_bedrag",
        waarde(Cijfernaam.GEEN_ADRES_BEDRAG, "alle"),
        waarde(Cijfernaam.PW21_NORM, "GZ+GM")
            .multiply(new BigDecimal("0.475"))
            .setScale(2, RoundingMode.HALF_UP));
    for (Cijfer cijfer : halfjaar.cijfers()) {
      if (cijfer.eenheid().equals("fractie")) {
        eis(
            cijfer.waarde().signum() > 0 && cijfer.waarde().compareTo(BigDecimal.ONE) < 0,
            cijfer.naam().naam() + " is geen fractie tussen 0 en 1");
      }
    }
  }

  /** Wht art. 19 lid 2: a and b follow from the two points of the normhuur line. */
  private void factoren(String groep) {
    BigDecimal y1 = waarde(Cijfernaam.MINIMUM_INKOMENSIJKPUNT, groep);
    BigDecimal y2 = waarde(Cijfernaam.REFERENTIE_INKOMENSIJKPUNT, groep);
    BigDecimal q1 =
        waarde(Cijfernaam.NORMHUUR_BIJ_MINIMUM, groep).divide(y1, MathContext.DECIMAL128);
    BigDecimal q2 =
        waarde(Cijfernaam.NORMHUUR_BIJ_REFERENTIE, groep).divide(y2, MathContext.DECIMAL128);
    BigDecimal a = q2.subtract(q1).divide(y2.subtract(y1), MathContext.DECIMAL128);
    BigDecimal b = q1.subtract(a.multiply(y1));
    bijna("factor_a " + groep, waarde(Cijfernaam.FACTOR_A, groep), a);
    bijna("factor_b " + groep, waarde(Cijfernaam.FACTOR_B, groep), b);
  }

  /** Rv art. 475da lid 8: at this income the rent outcome equals the maximum rent. */
  private void lid8(Leefsituatie ls) {
    BigDecimal c = halfjaar.cijfer(Cijfernaam.LID8_INKOMEN, ls).waarde();
    BigDecimal h = halfjaar.cijfer(Cijfernaam.MAXIMALE_HUURGRENS, ls).waarde();
    BigDecimal verschil = huuruitkomst(halfjaar, ls, c).subtract(h);
    eis(
        verschil.abs().compareTo(EEN_CENT_INKOMEN) <= 0,
        "de huuruitkomst bij lid8_inkomen van %s wijkt %s af van maximale_huurgrens"
            .formatted(ls.naam(), verschil.setScale(4, RoundingMode.HALF_UP).toPlainString()));
  }

  /** The rent outcome of lid 8 and 9, euros a month, at an income in euros a year. */
  private static BigDecimal huuruitkomst(Halfjaar halfjaar, Leefsituatie ls, BigDecimal c) {
    if (halfjaar.formule() == Formulevariant.LINEAIR) {
      return c.subtract(halfjaar.cijfer(Cijfernaam.MINIMUM_INKOMENSIJKPUNT, ls).waarde())
          .multiply(halfjaar.cijfer(Cijfernaam.AFBOUW_PERCENTAGE, ls).waarde())
          .divide(BigDecimal.valueOf(12), MathContext.DECIMAL128);
    }
    return halfjaar
        .cijfer(Cijfernaam.FACTOR_A, ls)
        .waarde()
        .multiply(c)
        .add(halfjaar.cijfer(Cijfernaam.FACTOR_B, ls).waarde())
        .multiply(c);
  }

  /**
   * Rv art. 475da lid 9: at the limit of lid 7 the rent outcome equals the maximum normhuur. Until
   * 2025 the limits were published on other terms (rounded, or on the figures of a year before).
   */
  private static void lid9(Halfjaar halfjaar, Leefsituatie ls, List<String> afwijkingen) {
    BigDecimal korting = halfjaar.cijfer(Cijfernaam.KWALITEITSKORTINGSGRENS, ls).waarde();
    BigDecimal aftopping = halfjaar.cijfer(Cijfernaam.AFTOPPINGSGRENS_A, ls).waarde();
    BigDecimal h = halfjaar.cijfer(Cijfernaam.MAXIMALE_HUURGRENS, ls).waarde();
    BigDecimal p1 = halfjaar.cijfer(Cijfernaam.WHT21_LID1B_PERCENTAGE, ls).waarde();
    BigDecimal p2 = halfjaar.cijfer(Cijfernaam.WHT21_LID1C_PERCENTAGE, ls).waarde();
    BigDecimal normhuur =
        korting
            .add(p1.multiply(aftopping.subtract(korting)))
            .add(p2.multiply(h.subtract(aftopping)));
    BigDecimal grens = halfjaar.cijfer(Cijfernaam.LID7_GRENS, ls).waarde();
    BigDecimal verschil = huuruitkomst(halfjaar, ls, grens).subtract(normhuur);
    if (verschil.abs().compareTo(EEN_CENT) > 0) {
      afwijkingen.add(
          "%s: de huuruitkomst bij lid7_grens van %s wijkt %s af van de maximale normhuur"
              .formatted(
                  halfjaar.bestand(),
                  ls.naam(),
                  verschil.setScale(2, RoundingMode.HALF_UP).toPlainString()));
    }
  }

  private BigDecimal waarde(Cijfernaam naam, String groep) {
    return halfjaar.zoek(naam, groep).orElseThrow().waarde();
  }

  private void gelijk(String naam, BigDecimal staat, BigDecimal hoort) {
    eis(
        staat.compareTo(hoort) == 0,
        "%s is %s, maar volgt als %s"
            .formatted(naam, staat.toPlainString(), hoort.stripTrailingZeros().toPlainString()));
  }

  private void bijna(String naam, BigDecimal staat, BigDecimal hoort) {
    eis(
        staat.subtract(hoort).abs().compareTo(hoort.abs().multiply(SPELING)) <= 0,
        "%s is %s, maar volgt als %s"
            .formatted(naam, staat.toPlainString(), hoort.toPlainString()));
  }

  private void eis(boolean goed, String bevinding) {
    if (!goed) {
      bevindingen.add(halfjaar.bestand() + ": " + bevinding);
    }
  }
}
