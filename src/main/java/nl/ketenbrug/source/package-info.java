/** The sources: what is known of each, and the clients that ask them. */
package nl.ketenbrug.source;
