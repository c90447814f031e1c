package nl.ketenbrug.intake;

import nl.ketenbrug.message.BerichtId;

/**
 * What a source gets to hear.
 *
 * @param duplicaat whether the same message was accepted before
 */
public record Ontvangst(BerichtId berichtId, boolean duplicaat) {}
