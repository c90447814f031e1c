package nl.ketenbrug.intake;

import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.Inhoudhash;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.source.Bron;

/**
 * A message of a source that its schema accepts.
 *
 * @param tekst the message as it goes to queue and log
 * @param soort media type of that
 * @param invoer what its stylesheet reads: the same, or the XML form of its JSON
 * @param hash SHA-256 of its content; whitespace between elements, encoding and quotes do not count
 * @param herkenbaar whether equal content is the same message. A mutation carries its own number or
 *     time. A bare answer carries neither: the same facts may rightly come again after others, and
 *     dropping them would leave the others standing
 * @param dossier key of the debtor it is about
 */
record Aanlevering(
    String tekst,
    String soort,
    String invoer,
    String hash,
    boolean herkenbaar,
    Dossiersleutel dossier) {

  static final String XML = "application/xml";
  static final String JSON = "application/json";

  /**
   * By what the same delivery is known again.
   *
   * @param drager what carries it this time; decides when the content cannot
   */
  String sleutel(String drager) {
    return herkenbaar ? hash : Inhoudhash.van(hash + "|" + drager);
  }

  /** What the log keeps of it: all, or its hash. */
  LogRegelBouwer inhoud(LogRegelBouwer regel, Bron bron) {
    return bron.houdtLogInhoud() ? regel.inhoud(soort, tekst) : regel.inhoudVanEerder(soort, tekst);
  }
}
