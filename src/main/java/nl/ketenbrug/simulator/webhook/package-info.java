/** Receivers of webhooks that count what comes and are away on demand. */
package nl.ketenbrug.simulator.webhook;
