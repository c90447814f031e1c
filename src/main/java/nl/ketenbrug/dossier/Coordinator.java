package nl.ketenbrug.dossier;

import java.time.LocalDate;

/**
 * Who collects for all who attached, and on which ground.
 *
 * @param registratieId the attachment it rests on
 * @param lid part of article 478 Rv: 1 oldest attachment, 2 higher privilege without bailiff, 4
 *     transferred
 * @param sinds first day
 */
public record Coordinator(
    String registratieId, Beslaglegger beslaglegger, int lid, LocalDate sinds) {}
