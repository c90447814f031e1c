/** Partners, their subscriptions and what becomes of each event at each of them. */
package nl.ketenbrug.delivery;
