package nl.ketenbrug.source;

import nl.ketenbrug.message.Bsn;

/**
 * Our own question to a source, canonical {@code Vraag}: whom it is about. A stylesheet makes of it
 * what the source wants.
 */
record Vraag(Bsn bsn) {

  static final String NAMESPACE = "urn:ketenbrug:invordering:1";

  /** A number of nine digits needs no escaping. */
  String xml() {
    return "<Vraag xmlns=\"" + NAMESPACE + "\"><bsn>" + bsn.value() + "</bsn></Vraag>";
  }
}
