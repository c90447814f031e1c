package nl.ketenbrug.console;

import nl.ketenbrug.delivery.Doelbinding;
import nl.ketenbrug.message.Bsn;

/**
 * What a partner wants to know.
 *
 * @param kenmerk the partner's own, by which it finds the consultation back; up to 64 characters,
 *     and not the number itself
 */
record Raadpleegvraag(Bsn bsn, Doelbinding doelbinding, String kenmerk) {

  private static final String KENMERK = "[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,63}";

  /** A question that is not right, told without what stood in it. */
  static final class Onjuist extends RuntimeException {
    private final String code;

    Onjuist(String code, String uitleg) {
      super(uitleg);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /**
   * @throws Onjuist with {@code raadpleging-onbegrepen} or {@code bsn-ongeldig}
   */
  static Raadpleegvraag van(String bsn, String doelbinding, String kenmerk) {
    Doelbinding doel =
        Doelbinding.van(doelbinding)
            .orElseThrow(
                () ->
                    new Onjuist(
                        "raadpleging-onbegrepen",
                        "doelbinding ontbreekt of staat niet in de lijst van codes"));
    if (kenmerk == null || !kenmerk.matches(KENMERK)) {
      throw new Onjuist(
          "raadpleging-onbegrepen",
          "kenmerk ontbreekt, of is geen tekst van 1 tot en met 64 letters, cijfers en . _ : / - spatie");
    }
    Bsn nummer = bsn(bsn);
    // The reference goes into the log as it is.
    if (kenmerk.replaceAll("\\D", "").contains(nummer.value().replaceFirst("^0", ""))) {
      throw new Onjuist(
          "raadpleging-onbegrepen", "in kenmerk hoort het burgerservicenummer niet te staan");
    }
    return new Raadpleegvraag(nummer, doel, kenmerk);
  }

  private static Bsn bsn(String tekst) {
    try {
      return new Bsn(tekst);
    } catch (IllegalArgumentException e) {
      throw new Onjuist(
          "bsn-ongeldig", "bsn ontbreekt, of is geen nummer dat aan de elfproef voldoet");
    }
  }
}
