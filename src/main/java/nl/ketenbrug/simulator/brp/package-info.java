/** Plays the BRP API Personen bevragen, version 2. */
package nl.ketenbrug.simulator.brp;
