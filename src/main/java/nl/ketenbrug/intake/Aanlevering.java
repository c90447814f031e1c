package nl.ketenbrug.intake;

import nl.ketenbrug.message.Dossiersleutel;

/**
 * A message of a source that its schema accepts.
 *
 * @param xml the message as text
 * @param sleutel SHA-256 of its content; whitespace between elements, encoding and quotes do not
 *     count
 * @param dossier key of the debtor it is about
 */
record Aanlevering(String xml, String sleutel, Dossiersleutel dossier) {}
