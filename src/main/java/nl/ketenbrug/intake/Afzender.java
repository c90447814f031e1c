package nl.ketenbrug.intake;

import java.util.function.BiConsumer;
import nl.ketenbrug.message.Dossiersleutel;

/**
 * Who delivers.
 *
 * @param actor user name, for the log
 * @param partner code of the partner that delivers; null when the source itself does. Kept with the
 *     delivery, so that it can be judged again when its turn comes
 * @param toets gets the message when its schema accepted it, with the key of its debtor, and throws
 *     {@link nl.ketenbrug.message.GeweigerdBericht} when this sender may not send it
 */
public record Afzender(String actor, String partner, BiConsumer<String, Dossiersleutel> toets) {

  /** A source, that may send everything under its own name. */
  public static Afzender bron(String actor) {
    return new Afzender(actor, null, (xml, dossier) -> {});
  }
}
