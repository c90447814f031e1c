/**
 * Value types that every other package speaks in. They refuse bad input on construction and use
 * only the JDK.
 */
package nl.ketenbrug.message;
