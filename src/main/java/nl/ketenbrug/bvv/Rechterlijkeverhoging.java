package nl.ketenbrug.bvv;

import java.time.LocalDate;
import nl.ketenbrug.message.Bedrag;

/**
 * Decision of the kantonrechter that raises the beslagvrije voet for a term (Rv art. 475fa).
 *
 * @param bedrag cents a month
 * @param vanaf first day
 * @param tot first day on which it no longer holds
 */
public record Rechterlijkeverhoging(Bedrag bedrag, LocalDate vanaf, LocalDate tot) {

  /** Nothing that a decision must say is missing. */
  boolean volledig() {
    return bedrag != null && vanaf != null && tot != null;
  }

  boolean geldtOp(LocalDate datum) {
    return !datum.isBefore(vanaf) && datum.isBefore(tot);
  }
}
