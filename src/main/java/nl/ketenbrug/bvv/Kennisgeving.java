package nl.ketenbrug.bvv;

import java.math.BigDecimal;

/**
 * The notice that takes the place of an amount for benefits that the AMvB designates.
 *
 * <p>Rv art. 475dc lid 2 (since 1 January 2022): the bailiff states no amount but a rule, which the
 * paying body applies itself. The list of benefits is unavailable; the caller says whether a
 * payment is designated (A-475DC2).
 *
 * @param norm the bijstandsnorm, euros a month including vakantietoeslag; for display only
 */
public record Kennisgeving(String tekst, BigDecimal norm) {

  /** The sentence of lid 2. */
  public static final String TEKST =
      "95% van de geldende bijstandsnorm inclusief vakantiebijslag, verminderd met het inkomen,"
          + " bedoeld in artikel 32 van de Participatiewet";

  /**
   * @param aowLeeftijd the debtor reached the AOW age: norm of Pw art. 22 instead of art. 21
   */
  public static Kennisgeving van(
      Halfjaar halfjaar, Leefsituatie leefsituatie, boolean aowLeeftijd) {
    Cijfernaam naam = aowLeeftijd ? Cijfernaam.PW22_NORM : Cijfernaam.PW21_NORM;
    return new Kennisgeving(TEKST, halfjaar.cijfer(naam, leefsituatie).waarde());
  }
}
