/**
 * The chain simulator: plays the BRP, the Suwinet broker and the insolvency register over HTTP,
 * with synthetic persons from a scenario file, so that the engine can be shown and tested without
 * the real sources.
 *
 * <p>The engine knows it by URL only. It is a Spring application of its own; none of its classes
 * carries a stereotype annotation, because the engine scans {@code nl.ketenbrug} for components and
 * must not pick up a simulator.
 */
package nl.ketenbrug.simulator;
