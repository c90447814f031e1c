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
    boolean gehuwd = blad.verzoek().leefsituatie().gehuwd();
    return blad.stap(
            "475da-2-bijstand",
            "Rv art. 475da lid 2",
            "Deel van de bijstandsnorm",
            gehuwd ? "95% x B" : "95% x A")
        .met(gehuwd ? "B (bijstandsnorm)" : "A (bijstandsnorm)", norm, "EUR/maand")
        .is(blad.huishouden().bijstand());
  }

  /** 95% of A or B: the same for every income. */
  static Maandbedrag van(Huishoudcijfers cijfers) {
    return Maandbedrag.euro(cijfers.waarde(Cijfernaam.PW21_NORM)).maal(DEEL);
  }
}
