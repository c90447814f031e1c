/**
 * What keeps the engine running: the database, the accounts, health, parked messages and activation
 * of route packages.
 */
package nl.ketenbrug.operations;
