package nl.ketenbrug.enrichment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;

/**
 * What the sources said of a debtor at an attachment, which is what its parties hear.
 *
 * @param beslag the message of the attachment
 * @param gevraagd a moment before the sources were asked
 * @param gekregen when all had answered
 * @param antwoorden canonical, by source; only of those that gave data
 */
record Opgezocht(
    Dossiersleutel dossier,
    BerichtId beslag,
    Instant gevraagd,
    Instant gekregen,
    Map<String, String> antwoorden) {

  /** Property of the exchange, from the look-up until the end of its route. */
  static final String EIGENSCHAP = "opgezocht";

  /**
   * Canonical answers by source, in the form of an answer about the debtor alone: the rules of
   * following look there. Who has no income is none of Polis: his attachment is refused.
   *
   * @param brp the source at which the BRP was asked
   */
  static Map<String, String> antwoorden(String brp, Bronbepaling.Resultaat resultaat) {
    Map<String, String> antwoorden = new LinkedHashMap<>();
    antwoorden.put(
        brp,
        "<Personen xmlns=\"%s\" uitkomst=\"gevonden\">%s</Personen>"
            .formatted(Canoniek.NAMESPACE, resultaat.huishouden().schuldenaar().xml()));
    resultaat.inkomsten().ifPresent(inkomsten -> antwoorden.put("polis", inkomsten.xml()));
    return antwoorden;
  }
}
