package nl.ketenbrug.messagelog;

import java.util.List;

/**
 * Everything the log knows of one message.
 *
 * @param stappen in order of time, then id, each with its payload where it has one
 * @param verwanten the other messages of the same correlation, oldest first, at most {@link
 *     Logboek#MAX_VERWANTEN}
 */
public record Berichtspoor(
    Berichtoverzicht bericht, List<LogRegel> stappen, List<Verwant> verwanten) {}
