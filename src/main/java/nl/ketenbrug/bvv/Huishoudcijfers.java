package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import nl.ketenbrug.message.Bedrag;

/**
 * The figures of one half-year as they hold for one household, and the amounts that follow from
 * them alone. Looked up and computed once, when the figures are read; what an amount is stands with
 * its article in the class that is asked here.
 */
final class Huishoudcijfers {

  private final String bestand;
  private final Leefsituatie leefsituatie;
  private final Cijfer[] opNaam = new Cijfer[Cijfernaam.values().length];
  private final Maandbedrag plafond;
  private final Bedrag plafondAfgerond;
  private final Maandbedrag bijstand;
  private final Maandbedrag zorgHoogst;
  private final Maandbedrag huurHoogst;
  private final Huurdeel.Lijn huurlijn;

  Huishoudcijfers(Halfjaar halfjaar, Leefsituatie leefsituatie) {
    this.bestand = halfjaar.bestand();
    this.leefsituatie = leefsituatie;
    for (Cijfer cijfer : halfjaar.cijfers()) {
      if (Cijfernaam.omvat(cijfer.voor(), leefsituatie)) {
        opNaam[cijfer.naam().ordinal()] = cijfer;
      }
    }
    this.plafond = Maandbedrag.euro(waarde(Cijfernaam.PLAFOND));
    this.plafondAfgerond = plafond.afgerond();
    Formulevariant formule = halfjaar.formule();
    this.bijstand = halfjaar.heeftFormule() ? Bijstandsdeel.van(this) : null;
    this.zorgHoogst = halfjaar.heeftFormule() ? Zorgdeel.hoogst(this) : null;
    this.huurHoogst = formule == Formulevariant.LINEAIR ? Huurdeel.hoogst(this) : null;
    this.huurlijn = formule == Formulevariant.KWADRATISCH ? Huurdeel.Lijn.van(this) : null;
  }

  /**
   * The figure for this household. Which figures a half-year holds was checked when it was read, so
   * a missing one is a fault in the program.
   *
   * @throws IllegalArgumentException when the law has no such figure for this household, such as L
   *     for a single parent
   * @throws IllegalStateException when the formula of this half-year does not know it
   */
  Cijfer cijfer(Cijfernaam naam) {
    Cijfer cijfer = opNaam[naam.ordinal()];
    if (cijfer == null) {
      throw naam.bestaatVoor(leefsituatie)
          ? new IllegalStateException(bestand + " mist " + naam.naam())
          : new IllegalArgumentException(naam.naam() + " geldt niet voor " + leefsituatie);
    }
    return cijfer;
  }

  BigDecimal waarde(Cijfernaam naam) {
    return cijfer(naam).waarde();
  }

  /** The ceiling of Rv art. 475da lid 1. */
  Maandbedrag plafond() {
    return plafond;
  }

  /** The same in cents. */
  Bedrag plafondAfgerond() {
    return plafondAfgerond;
  }

  /** See {@link Bijstandsdeel#van}; null without a formula. */
  Maandbedrag bijstand() {
    return bijstand;
  }

  /** See {@link Zorgdeel#hoogst}; null without a formula. */
  Maandbedrag zorgHoogst() {
    return zorgHoogst;
  }

  /** See {@link Huurdeel#hoogst}; null where the formula is not linear. */
  Maandbedrag huurHoogst() {
    return huurHoogst;
  }

  /** See {@link Huurdeel.Lijn}; null where the formula is not quadratic. */
  Huurdeel.Lijn huurlijn() {
    return huurlijn;
  }
}
