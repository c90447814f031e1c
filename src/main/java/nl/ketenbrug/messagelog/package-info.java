/**
 * The message log: what happened to which message, when, by which version. A step is appended in
 * the same transaction as the work it describes; a writer drains the queue {@code berichtenlog}
 * into PostgreSQL.
 */
package nl.ketenbrug.messagelog;
