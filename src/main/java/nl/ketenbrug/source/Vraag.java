package nl.ketenbrug.source;

import java.time.LocalDate;

/**
 * Our own question to a source, canonical {@code Vraag}. A stylesheet makes of it what the source
 * wants.
 *
 * @param onderwerp whom or what it is about
 * @param begin first day it is about, {@code null} = what the source gives by itself
 * @param einde last day, {@code null} = no end
 */
record Vraag(Vraagonderwerp onderwerp, LocalDate begin, LocalDate einde) {

  static final String NAMESPACE = "urn:ketenbrug:invordering:1";

  String xml() {
    return "<Vraag xmlns=\"%s\">%s%s%s</Vraag>"
        .formatted(NAMESPACE, onderwerp.xml(), element("begin", begin), element("einde", einde));
  }

  private static String element(String naam, LocalDate dag) {
    return dag == null ? "" : "<" + naam + ">" + dag + "</" + naam + ">";
  }
}
