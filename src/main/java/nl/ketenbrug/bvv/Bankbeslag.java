package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Attachment of a bank balance of a natural person (since 1 January 2021).
 *
 * <p>Rv art. 475a lid 5: valid only above the ceiling of Rv art. 475da lid 1 for the household,
 * during one month. Lid 6: half of it without a residential address in the Netherlands in the BRP
 * and without a fixed residence abroad; with such a residence the debtor may ask the kantonrechter
 * to apply lid 5, and until then nothing is protected (A-BANKBUITENLAND).
 */
final class Bankbeslag {

  /** Lid 5. */
  static final int MAANDEN = 1;

  private static final BigDecimal HELFT = new BigDecimal("0.5");

  private Bankbeslag() {}

  static Optional<Weigering> beletsel(Verzoek verzoek) {
    if (verzoek.brpAdres() || !verzoek.buitenland() || verzoek.bankbeslagToegestaan()) {
      return Optional.empty();
    }
    return Optional.of(
        Weigeringsgrond.BANKBESLAG_BUITENLAND.weigering(
            "Rv art. 475a lid 6", Aanname.BANKBUITENLAND.tekst()));
  }

  static Maandbedrag bereken(Rekenblad blad) {
    Verzoek verzoek = blad.verzoek();
    BigDecimal plafond = blad.cijfer(Cijfernaam.PLAFOND);
    boolean heel = verzoek.brpAdres() || verzoek.bankbeslagToegestaan();
    Rekenblad.Stapregel stap =
        heel
            ? blad.stap(
                "475a-5",
                "Rv art. 475a lid 5",
                "Beschermd banksaldo gedurende een maand",
                "maximum")
            : blad.stap(
                "475a-6",
                "Rv art. 475a lid 6",
                "Beschermd banksaldo zonder woonadres in Nederland",
                "maximum / 2");
    Maandbedrag maximum = blad.huishouden().plafond();
    return stap.met("maximum", plafond, "EUR/maand").is(heel ? maximum : maximum.maal(HELFT));
  }
}
