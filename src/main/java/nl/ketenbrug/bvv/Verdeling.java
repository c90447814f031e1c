package nl.ketenbrug.bvv;

import java.util.List;
import nl.ketenbrug.message.Bedrag;

/**
 * Proceeds divided among attachers. Rv art. 478 to 481 give no formula; rank follows substantive
 * law (BW 3:276 and further), so shares come from the coordinating bailiff and are only checked
 * here.
 */
public record Verdeling(List<Deel> delen) implements Verdelingsuitkomst {

  public Verdeling {
    delen = List.copyOf(delen);
  }

  /**
   * @param beslag the caller's reference of the attachment
   */
  public record Deel(String beslag, Bedrag bedrag) {}

  /**
   * @param opbrengst what was withheld, cents
   * @param vastgesteld shares that the coordinator fixed; empty when he has not
   */
  public static Verdelingsuitkomst van(Bedrag opbrengst, List<Deel> vastgesteld) {
    long som = vastgesteld.stream().mapToLong(d -> d.bedrag().cent()).sum();
    boolean negatief = vastgesteld.stream().anyMatch(d -> d.bedrag().cent() < 0);
    if (vastgesteld.isEmpty() || negatief || som != opbrengst.cent()) {
      return Weigeringsgrond.VERDELING_NIET_BEPAALD.weigering(
          "Rv art. 478 en 481",
          vastgesteld.isEmpty()
              ? "De verdeling onder de beslagleggers is niet vastgesteld."
              : "De vastgestelde aandelen tellen niet op tot de opbrengst.");
    }
    return new Verdeling(vastgesteld);
  }
}
