package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Increase for those who cannot get huurtoeslag, on request.
 *
 * <p>Rv art. 475da lid 7: an owner-occupier, or (since 1 January 2023) a tenant of a dwelling that
 * fails Wht art. 11, with a taxable income below the limit gets an increase by an amount of the
 * AMvB. The method of the AMvB is unavailable, so the amount is an input (A-LID7).
 */
final class Eigenwoningverhoging {

  private static final String ARTIKEL = "Rv art. 475da lid 7";
  private static final LocalDate HUIDIGE_TEKST = LocalDate.of(2023, 1, 1);

  private Eigenwoningverhoging() {}

  /** Income or amount is needed and unknown. */
  static Optional<Weigering> beletsel(Rekenblad blad) {
    Verzoek verzoek = blad.verzoek();
    if (!soortToegelaten(blad)) {
      return Optional.empty();
    }
    if (verzoek.belastbaarJaarinkomen() == null) {
      return Optional.of(
          Weigeringsgrond.ONVOLDOENDE_INKOMENSGEGEVENS.weigering(
              ARTIKEL, "Het belastbaar jaarinkomen is nodig voor de verhoging van lid 7."));
    }
    if (!onderGrens(blad) || verzoek.verhogingen().lid7Bedrag() != null) {
      return Optional.empty();
    }
    return Optional.of(
        Weigeringsgrond.LID7_BEDRAG_ONBEKEND.weigering(
            ARTIKEL,
            "De schuldenaar heeft recht op de verhoging van lid 7; het bedrag ontbreekt."));
  }

  static Maandbedrag pasToe(Rekenblad blad, Maandbedrag basis) {
    if (!blad.verzoek().verhogingen().lid7Gevraagd()) {
      return basis;
    }
    if (!soortToegelaten(blad) || !onderGrens(blad)) {
      return blad.stap(
              "475da-7",
              ARTIKEL,
              "Verhoging niet toegekend: het inkomen ligt niet onder de grens, of de tekst tot en met"
                  + " 2022 kent haar niet voor huurders",
              "basis")
          .met("basis", basis)
          .is(basis);
    }
    blad.neemAan(Aanname.LID7);
    Maandbedrag verhoging = Maandbedrag.van(blad.verzoek().verhogingen().lid7Bedrag());
    return blad.stap(
            "475da-7",
            ARTIKEL,
            "Verhoging voor wie geen huurtoeslag kan krijgen",
            "basis + verhoging, als C < grens")
        .met("basis", basis)
        .met("C (belastbaar jaarinkomen)", Grondbedrag.jaarinkomen(blad), "EUR/jaar")
        .met("grens", blad.cijfer(Cijfernaam.LID7_GRENS), "EUR/jaar")
        .met("verhoging", verhoging)
        .is(basis.plus(verhoging));
  }

  /** Text until 31 December 2022: owners only. */
  private static boolean soortToegelaten(Rekenblad blad) {
    Verhogingen v = blad.verzoek().verhogingen();
    return v.eigenwoning()
        || (v.huurderBuitenHuurtoeslag() && !blad.rechtVan().isBefore(HUIDIGE_TEKST));
  }

  private static boolean onderGrens(Rekenblad blad) {
    BigDecimal c = Grondbedrag.jaarinkomen(blad);
    return c.compareTo(blad.cijfer(Cijfernaam.LID7_GRENS)) < 0;
  }
}
