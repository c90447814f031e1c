package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import nl.ketenbrug.message.Bedrag;

/**
 * Increase for high woonkosten, on request.
 *
 * <p>Rv art. 475da lid 5: woonkosten (Rv art. 475ab) of at least 110% of the maximum rent raise the
 * amount by what exceeds those 110%, after the ceiling; for the married only in so far as the
 * unattached income of the spouse cannot pay it. Lid 6: extension by at most six months.
 */
final class Woonkostenverhoging {

  private static final String ARTIKEL = "Rv art. 475da lid 5";
  private static final BigDecimal DREMPEL = new BigDecimal("1.10");
  private static final LocalDate HUIDIGE_TEKST = LocalDate.of(2023, 1, 1);

  /** Lid 6, and until 31 December 2022 also the term of lid 5 itself. */
  static final int MAANDEN = 6;

  private Woonkostenverhoging() {}

  /** The spouse's shortfall is needed and unknown. */
  static Optional<Weigering> beletsel(Rekenblad blad, Maandbedrag basis) {
    if (!vanToepassing(blad, basis)
        || overschrijding(blad).nul()
        || !blad.verzoek().leefsituatie().gehuwd()
        || tekort(blad.verzoek()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Weigeringsgrond.TEKORT_ECHTGENOOT_ONBEKEND.weigering(
            ARTIKEL,
            "De woonkostenverhoging van gehuwden hangt af van wat de echtgenoot niet kan betalen,"
                + " en dat is niet opgegeven."));
  }

  static Maandbedrag pasToe(Rekenblad blad, Maandbedrag basis) {
    Verhogingen v = blad.verzoek().verhogingen();
    if (v.woonkosten() == null) {
      return basis;
    }
    if (!vanToepassing(blad, basis)) {
      return blad.stap(
              "475da-5",
              ARTIKEL,
              "Woonkostenverhoging niet van toepassing: de termijn is verstreken of de voet is niet"
                  + " gelijk aan het maximum (tekst tot en met 2022)",
              "basis")
          .met("basis", basis)
          .is(basis);
    }
    Maandbedrag verhoging = overschrijding(blad);
    if (blad.verzoek().leefsituatie().gehuwd()) {
      blad.neemAan(Aanname.LID5GEHUWD);
      verhoging = verhoging.hoogstens(tekort(blad.verzoek()).orElse(verhoging));
    }
    if (!verhoging.nul()) {
      blad.verhogingTot(einde(blad));
    }
    return blad.stap(
            "475da-5",
            ARTIKEL,
            "Verhoging wegens hoge woonkosten",
            "basis + verhoging; verhoging = woonkosten - 110% x H, ten minste 0, bij gehuwden ten"
                + " hoogste het tekort van de echtgenoot")
        .met("basis", basis)
        .met("woonkosten", Maandbedrag.van(v.woonkosten()))
        .met("H (maximale huur)", blad.cijfer(Cijfernaam.MAXIMALE_HUURGRENS), "EUR/maand")
        .met("verhoging", verhoging)
        .is(basis.plus(verhoging));
  }

  private static boolean vanToepassing(Rekenblad blad, Maandbedrag basis) {
    if (blad.verzoek().verhogingen().woonkosten() == null
        || !blad.verzoek().peildatum().isBefore(einde(blad))) {
      return false;
    }
    return !blad.rechtVan().isBefore(HUIDIGE_TEKST) || tot20230101(blad, basis);
  }

  /** Text until 31 December 2022: only when the amount equals the ceiling. */
  private static boolean tot20230101(Rekenblad blad, Maandbedrag basis) {
    blad.cijfer(Cijfernaam.PLAFOND);
    return basis.afgerond().equals(blad.huishouden().plafondAfgerond());
  }

  private static Maandbedrag overschrijding(Rekenblad blad) {
    Maandbedrag grens = Maandbedrag.euro(blad.cijfer(Cijfernaam.MAXIMALE_HUURGRENS)).maal(DREMPEL);
    return Maandbedrag.van(blad.verzoek().verhogingen().woonkosten())
        .min(grens)
        .minstens(Maandbedrag.NUL);
  }

  /** A spouse who has no unattached income at all leaves the whole excess unpaid. */
  private static Optional<Maandbedrag> tekort(Verzoek verzoek) {
    Bedrag tekort = verzoek.verhogingen().tekortEchtgenoot();
    if (tekort != null) {
      return Optional.of(Maandbedrag.van(tekort));
    }
    return Bedrag.NUL.equals(verzoek.aftrek().inkomenPartner())
        ? Optional.of(Maandbedrag.van(verzoek.verhogingen().woonkosten()))
        : Optional.empty();
  }

  /**
   * First day without the increase: the end that was granted, extended by lid 6 by at most six
   * months. The ministerial term of lid 5 is unavailable (A-LID5TERMIJN); until 31 December 2022
   * the law itself said six months.
   */
  private static LocalDate einde(Rekenblad blad) {
    Verzoek verzoek = blad.verzoek();
    Verhogingen v = verzoek.verhogingen();
    LocalDate lid5 = v.woonkostenTot();
    if (blad.rechtVan().isBefore(HUIDIGE_TEKST)) {
      lid5 = lid5 == null ? verzoek.peildatum().plusMonths(MAANDEN) : lid5;
    } else {
      blad.neemAan(Aanname.LID5TERMIJN);
      lid5 = lid5 == null ? verzoek.peildatum().plusMonths(verzoek.geldigheidMaanden()) : lid5;
    }
    if (v.verlengdTot() == null) {
      return lid5;
    }
    LocalDate uiterlijk = lid5.plusMonths(MAANDEN);
    return v.verlengdTot().isAfter(uiterlijk) ? uiterlijk : v.verlengdTot();
  }
}
