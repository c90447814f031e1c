/** What enters: schema check, duplicate check, acceptance. */
package nl.ketenbrug.intake;
