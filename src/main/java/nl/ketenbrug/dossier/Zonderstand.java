package nl.ketenbrug.dossier;

/**
 * Dossiers with a running attachment and without a determination, so that there is nothing to
 * recalculate.
 *
 * @param dossiers all of them
 * @param wachtOpVrijgave a message of theirs waits or was set apart; releasing it determines them
 * @param teVragen nothing waits and the number of the debtor is kept: the sources can be asked
 * @param zonderNummer nothing waits and the number is not kept: only a new message brings them in
 */
public record Zonderstand(long dossiers, long wachtOpVrijgave, long teVragen, long zonderNummer) {}
