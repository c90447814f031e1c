package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.time.LocalDate;
import nl.ketenbrug.message.Bedrag;

/**
 * The deductions of Rv art. 475db lid 1, in the order a, b, c. The result is at least nil
 * (A-VLOER).
 *
 * <p>Until 31 December 2022 the article did not name Rv art. 475e lid 2, so nothing was deducted
 * from the amount for an institution.
 */
final class Vermindering {

  private static final BigDecimal HELFT = new BigDecimal("0.5");
  private static final LocalDate OOK_INRICHTING = LocalDate.of(2023, 1, 1);

  private Vermindering() {}

  static Maandbedrag pasToe(Rekenblad blad, Maandbedrag basis) {
    boolean inrichting = blad.verzoek().instelling() != null;
    if (inrichting && blad.rechtVan().isBefore(OOK_INRICHTING)) {
      return blad.stap(
              "475db",
              "Rv art. 475db lid 1",
              "Geen vermindering in een inrichting (tekst tot en met 2022)",
              "basis")
          .met("basis", basis)
          .is(basis);
    }
    Maandbedrag rest = partner(blad, basis);
    rest = eigenInkomen(blad, rest);
    return auto(blad, rest);
  }

  /** Onder a: the spouse's unattached payments, at most half of the amount before any deduction. */
  private static Maandbedrag partner(Rekenblad blad, Maandbedrag basis) {
    Verzoek verzoek = blad.verzoek();
    Maandbedrag onbeslagen = bedrag(verzoek.aftrek().inkomenPartner());
    Maandbedrag aftrek =
        verzoek.leefsituatie().gehuwd() ? onbeslagen.hoogstens(basis.maal(HELFT)) : Maandbedrag.NUL;
    return blad.stap(
            "475db-a",
            "Rv art. 475db lid 1 onder a",
            verzoek.leefsituatie().gehuwd()
                ? "Onbeslagen inkomen van de echtgenoot, ten hoogste de helft"
                : "Geen echtgenoot, geen vermindering",
            "basis - min(inkomen echtgenoot; basis / 2)")
        .met("basis", basis)
        .met("inkomen echtgenoot", onbeslagen)
        .met("vermindering", aftrek)
        .is(basis.min(aftrek));
  }

  /** Onder b: the debtor's own unattached payments, without a maximum. */
  private static Maandbedrag eigenInkomen(Rekenblad blad, Maandbedrag rest) {
    Maandbedrag eigen = bedrag(blad.verzoek().aftrek().eigenInkomen());
    return blad.stap(
            "475db-b",
            "Rv art. 475db lid 1 onder b",
            "Eigen onbeslagen inkomen",
            "rest - eigen inkomen, ten minste 0")
        .met("rest", rest)
        .met("eigen inkomen", eigen)
        .is(nietNegatief(blad, rest.min(eigen)));
  }

  /** Onder c: wage tax on the private use of the employer's vehicle (Wet LB art. 13bis). */
  private static Maandbedrag auto(Rekenblad blad, Maandbedrag rest) {
    Maandbedrag loonheffing = bedrag(blad.verzoek().aftrek().loonheffingAuto());
    return blad.stap(
            "475db-c",
            "Rv art. 475db lid 1 onder c",
            "Loonheffing over de auto van de werkgever",
            "rest - loonheffing, ten minste 0")
        .met("rest", rest)
        .met("loonheffing", loonheffing)
        .is(nietNegatief(blad, rest.min(loonheffing)));
  }

  private static Maandbedrag nietNegatief(Rekenblad blad, Maandbedrag bedrag) {
    if (!bedrag.negatief()) {
      return bedrag;
    }
    blad.neemAan(Aanname.VLOER);
    return Maandbedrag.NUL;
  }

  private static Maandbedrag bedrag(Bedrag bedrag) {
    return bedrag == null ? Maandbedrag.NUL : Maandbedrag.van(bedrag);
  }
}
