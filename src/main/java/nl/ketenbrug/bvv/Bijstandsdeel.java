package nl.ketenbrug.bvv;

import java.math.BigDecimal;

/**
 * First term of the formula, the part of the bijstandsnorm.
 *
 * <p>Rv art. 475da lid 2 (since 1 January 2021): 95% of A, the norm of Participatiewet art. 21
 * onder a, for the unmarried; 95% of B, that of onder b, for the married.
 */
final class Bijstandsdeel {

  static final BigDecimal DEEL = new BigDecimal("0.95");

  private Bijstandsdeel() {}

  static Maandbedrag bereken(Rekenblad blad) {
    BigDecimal norm = blad.cijfer(Cijfernaam.PW21_NORM);
    String letter = blad.verzoek().leefsituatie().gehuwd() ? "B" : "A";
    return blad.stap(
            "475da-2-bijstand",
            "Rv art. 475da lid 2",
            "Deel van de bijstandsnorm",
            "95% x " + letter)
        .met(letter + " (bijstandsnorm)", norm, "EUR/maand")
        .is(Maandbedrag.euro(norm).maal(DEEL));
  }
}
