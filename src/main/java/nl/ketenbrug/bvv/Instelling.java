package nl.ketenbrug.bvv;

import nl.ketenbrug.message.Bedrag;

/**
 * Stay in an institution for care or nursing (Rv art. 475e lid 2).
 *
 * @param kosten price due for the care, cents a month
 * @param beideEchtgenoten both spouses stay there; for the unmarried without meaning
 * @param met95Procent apply the limit of Rv art. 475dc all the same; the literal text does not
 */
public record Instelling(Bedrag kosten, boolean beideEchtgenoten, boolean met95Procent) {

  public static Instelling met(Bedrag kosten) {
    return new Instelling(kosten, false, false);
  }
}
