/** What the simulated sources deliver to the engine by themselves. */
package nl.ketenbrug.simulator.zending;
