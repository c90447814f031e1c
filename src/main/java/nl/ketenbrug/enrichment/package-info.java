/**
 * What the route of enrichment calls: between canonical XML on one side, dossier, sources and the
 * law on the other.
 */
package nl.ketenbrug.enrichment;
