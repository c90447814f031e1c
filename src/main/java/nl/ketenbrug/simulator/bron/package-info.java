/** Behaviour on demand of the played sources, their counters and their last requests. */
package nl.ketenbrug.simulator.bron;
