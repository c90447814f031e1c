/**
 * What runs inside the broker, in the engine's own and in a standalone one: it may use nothing but
 * Artemis and {@code message}, because a standalone broker has nothing else.
 */
package nl.ketenbrug.broker;
