package nl.ketenbrug.bvv;

import java.time.LocalDate;
import nl.ketenbrug.message.Bedrag;

/**
 * Increases that the debtor asks for.
 *
 * @param woonkosten woonkosten a month in cents (Rv art. 475da lid 5), or null
 * @param woonkostenTot first day without the increase of lid 5, or null when no end was granted
 * @param verlengdTot first day without the extension of lid 6, or null
 * @param tekortEchtgenoot cents a month of the higher costs that the spouse's unattached income
 *     cannot pay, or null when unknown
 * @param eigenwoning owner-occupier who asks for the increase of lid 7
 * @param huurderBuitenHuurtoeslag tenant of a dwelling that fails Wht art. 11, who asks for it
 * @param lid7Bedrag the amount of the AMvB, cents a month, or null when unknown
 */
public record Verhogingen(
    Bedrag woonkosten,
    LocalDate woonkostenTot,
    LocalDate verlengdTot,
    Bedrag tekortEchtgenoot,
    boolean eigenwoning,
    boolean huurderBuitenHuurtoeslag,
    Bedrag lid7Bedrag) {

  public static final Verhogingen GEEN =
      new Verhogingen(null, null, null, null, false, false, null);

  boolean lid7Gevraagd() {
    return eigenwoning || huurderBuitenHuurtoeslag;
  }

  boolean gevraagd() {
    return woonkosten != null || lid7Gevraagd();
  }
}
