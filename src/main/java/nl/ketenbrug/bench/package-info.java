/**
 * Measurements that ship in the jar and run by the command {@code bench}. They print ratios of one
 * run on the machine they run on; nothing else of the engine uses them.
 */
package nl.ketenbrug.bench;
