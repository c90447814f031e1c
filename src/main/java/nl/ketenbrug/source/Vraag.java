package nl.ketenbrug.source;

import java.time.LocalDate;
import nl.ketenbrug.message.Bsn;

/**
 * Our own question to a source, canonical {@code Vraag}. A stylesheet makes of it what the source
 * wants.
 *
 * @param bsn whom it is about
 * @param begin first day it is about, {@code null} = what the source gives by itself
 * @param einde last day, {@code null} = no end
 */
record Vraag(Bsn bsn, LocalDate begin, LocalDate einde) {

  static final String NAMESPACE = "urn:ketenbrug:invordering:1";

  /** Digits and dashes need no escaping. */
  String xml() {
    return "<Vraag xmlns=\"%s\">%s%s%s</Vraag>"
        .formatted(
            NAMESPACE,
            element("bsn", bsn.value()),
            element("begin", begin),
            element("einde", einde));
  }

  private static String element(String naam, Object waarde) {
    return waarde == null ? "" : "<" + naam + ">" + waarde + "</" + naam + ">";
  }
}
