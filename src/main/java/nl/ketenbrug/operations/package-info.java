/** What keeps the engine running: broker, database, accounts, parked messages, the demo. */
package nl.ketenbrug.operations;
