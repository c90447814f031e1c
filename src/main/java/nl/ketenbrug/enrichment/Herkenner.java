package nl.ketenbrug.enrichment;

import nl.ketenbrug.dossier.Herkenbaar;

/** Takes from canonical objects by what a person can be recognised. */
final class Herkenner {

  private Herkenner() {}

  /**
   * @param persoon canonical {@code Persoon} of the BRP
   */
  static Herkenbaar persoon(Canoniek persoon) {
    return lees(persoon, persoon.tekst("k:geheimhouding").map(Boolean::valueOf).orElse(null));
  }

  /**
   * @param kenmerken of a canonical {@code Insolventie}
   */
  static Herkenbaar kenmerken(Canoniek kenmerken) {
    return lees(kenmerken, null);
  }

  private static Herkenbaar lees(Canoniek wie, Boolean geheimhouding) {
    return new Herkenbaar(
        veld(wie, "k:naam/k:voornamen"),
        veld(wie, "k:naam/k:voorletters"),
        veld(wie, "k:naam/k:voorvoegsel"),
        veld(wie, "k:naam/k:geslachtsnaam"),
        veld(wie, "k:geboortedatum"),
        veld(wie, "k:adres/k:postcode"),
        veld(wie, "k:adres/k:huisnummer"),
        geheimhouding);
  }

  private static String veld(Canoniek wie, String pad) {
    return wie.tekst(pad).orElse(null);
  }
}
