/** The Centraal Insolventieregister: SOAP with a UsernameToken, lists of changes, and cases. */
package nl.ketenbrug.simulator.cir;
