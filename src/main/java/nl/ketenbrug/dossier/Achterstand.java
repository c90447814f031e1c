package nl.ketenbrug.dossier;

import java.time.LocalDate;

/**
 * Whose twelve months are over and who was not determined again (Rv art. 475d lid 3 onder a).
 *
 * @param oudste day on which the first of them was over; null when there is nobody
 */
public record Achterstand(long dossiers, LocalDate oudste) {}
