package nl.ketenbrug.bvv;

import java.util.Comparator;
import java.util.List;
import nl.ketenbrug.message.Bedrag;

/** Which payment is attached first. */
public final class Beslagvolgorde {

  private Beslagvolgorde() {}

  /** Rv art. 475c lid 2: in the order a to j; within one letter the highest payment first. */
  public static List<Betaling> van(List<Betaling> betalingen) {
    return betalingen.stream()
        .sorted(
            Comparator.comparing(Betaling::soort)
                .thenComparing(Betaling::netto, Comparator.reverseOrder()))
        .toList();
  }

  /**
   * Rv art. 475c lid 3: a later payment may be chosen if one third party is then enough to collect
   * all above the beslagvrije voet, where the order of lid 2 would need several.
   *
   * @param bvv the beslagvrije voet before deduction of own unattached income
   */
  public static boolean magAfwijken(List<Betaling> betalingen, Betaling gekozen, Bedrag bvv) {
    List<Betaling> volgorde = van(betalingen);
    if (volgorde.isEmpty() || volgorde.get(0).equals(gekozen)) {
      return false;
    }
    return !volstaat(betalingen, volgorde.get(0), bvv) && volstaat(betalingen, gekozen, bvv);
  }

  /** All above the voet can come from this payment when the others together do not exceed it. */
  private static boolean volstaat(List<Betaling> betalingen, Betaling een, Bedrag bvv) {
    long totaal = betalingen.stream().mapToLong(b -> b.netto().cent()).sum();
    return totaal - een.netto().cent() <= bvv.cent();
  }
}
