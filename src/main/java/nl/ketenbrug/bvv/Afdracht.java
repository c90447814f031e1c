package nl.ketenbrug.bvv;

import java.time.YearMonth;
import java.util.List;
import nl.ketenbrug.message.Bedrag;

/** What the third party must withhold of a payment. */
public final class Afdracht {

  private Afdracht() {}

  /**
   * One past month of a back payment.
   *
   * @param betaald net amount paid for that month at the time, cents
   * @param nabetaald net amount paid later for that month, cents
   * @param voet beslagvrije voet (or its share) of that month, cents
   */
  public record Nabetaling(YearMonth maand, Bedrag betaald, Bedrag nabetaald, Bedrag voet) {}

  /** Rv art. 475b lid 1: only what exceeds the voet, cents a month. */
  public static Bedrag van(Bedrag nettoBetaling, Bedrag voet) {
    return new Bedrag(Math.max(0, nettoBetaling.cent() - voet.cent()));
  }

  /**
   * Rv art. 475b lid 2: a back payment is attached no further than if it had been paid in time, so
   * month by month with the voet of that month. Cents in all.
   */
  public static Bedrag vanNabetaling(List<Nabetaling> maanden) {
    return new Bedrag(maanden.stream().mapToLong(Afdracht::vanMaand).sum());
  }

  private static long vanMaand(Nabetaling n) {
    Bedrag samen = new Bedrag(n.betaald().cent() + n.nabetaald().cent());
    return van(samen, n.voet()).cent() - van(n.betaald(), n.voet()).cent();
  }
}
