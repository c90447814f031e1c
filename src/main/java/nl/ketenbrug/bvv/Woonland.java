package nl.ketenbrug.bvv;

/**
 * Rv art. 475da lid 4, second sentence: with a fixed residence outside the Netherlands the amount
 * is multiplied by the woonlandfactor.
 */
final class Woonland {

  private Woonland() {}

  static Maandbedrag pasToe(Rekenblad blad, Maandbedrag basis) {
    Verzoek verzoek = blad.verzoek();
    if (!verzoek.metWoonlandfactor()) {
      return basis;
    }
    if (!verzoek.brpAdres()) {
      blad.neemAan(Aanname.BUITENLAND);
    }
    if (verzoek.verhogingen().gevraagd() || verzoek.instelling() != null) {
      blad.neemAan(Aanname.VOLGORDE);
    }
    return blad.stap(
            "475da-4-woonland",
            "Rv art. 475da lid 4",
            "Vaste verblijfplaats buiten Nederland",
            "basis x woonlandfactor")
        .met("basis", basis)
        .met("woonlandfactor", verzoek.woonlandfactor(), "factor")
        .is(basis.maal(verzoek.woonlandfactor()));
  }
}
