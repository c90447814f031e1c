/** The scenario file: synthetic persons and what each source knows about them. */
package nl.ketenbrug.simulator.scenario;
