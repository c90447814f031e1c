/** The state per debtor: which attachments run and who is a party in the dossier. */
package nl.ketenbrug.dossier;
