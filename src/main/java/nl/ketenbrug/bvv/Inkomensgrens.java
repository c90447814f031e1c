package nl.ketenbrug.bvv;

import java.math.BigDecimal;

/**
 * Rv art. 475dc lid 1: the amount is at most 95% of the debtor's monthly income from payments a to
 * i, attached or not, including vakantiebijslag (since 1 January 2022).
 *
 * <p>The article names Rv art. 475da and 475db only, so it does not limit the amount for an
 * institution unless the caller asks for that (A-INRICHTING).
 */
final class Inkomensgrens {

  private static final BigDecimal DEEL = new BigDecimal("0.95");

  private Inkomensgrens() {}

  static Maandbedrag pasToe(Rekenblad blad, Maandbedrag bedrag) {
    Verzoek verzoek = blad.verzoek();
    if (verzoek.instelling() != null && !verzoek.instelling().met95Procent()) {
      blad.neemAan(Aanname.INRICHTING);
      return bedrag;
    }
    if (verzoek.maandinkomen() == null) {
      blad.neemAan(Aanname.MAANDINKOMEN);
      return bedrag;
    }
    blad.neemAan(Aanname.NETTO);
    if (verzoek.termijn() != Termijn.MAAND) {
      blad.neemAan(Aanname.TERMIJN);
    }
    Maandbedrag inkomen = verzoek.termijn().perMaand(Maandbedrag.inEuro(verzoek.maandinkomen()));
    return blad.stap(
            "475dc-1",
            "Rv art. 475dc lid 1",
            "Ten hoogste 95% van het maandinkomen inclusief vakantiebijslag",
            "min(bedrag; 95% x maandinkomen)")
        .met("bedrag", bedrag)
        .met("maandinkomen", inkomen)
        .is(bedrag.hoogstens(inkomen.maal(DEEL)));
  }
}
