/** The web pages and the HTTP API for people: who may see what, and what they see of the log. */
package nl.ketenbrug.console;
