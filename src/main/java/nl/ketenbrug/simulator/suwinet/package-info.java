/** Plays the Suwinet broker for UWVDossierInkomstenGSD v0200 (Polis). */
package nl.ketenbrug.simulator.suwinet;
