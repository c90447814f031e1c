package nl.ketenbrug.messagelog;

import java.util.List;

/**
 * A page of the list.
 *
 * @param berichten newest first
 * @param volgende cursor of the next page, or null at the end
 */
public record Berichtpagina(List<Berichtoverzicht> berichten, String volgende) {}
