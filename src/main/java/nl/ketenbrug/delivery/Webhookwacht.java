package nl.ketenbrug.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * An open event that the receiver of a webhook answered with an error while it was there.
 *
 * @param gebeurtenistype null when it was not noted
 * @param poging such answers
 * @param sinds the first of them
 * @param laatst the last of them
 * @param wachtTot it and its dossier are not sent before; null while it is still the first to be
 *     tried again
 * @param wacht whether that moment is still to come
 * @param fout code of the last answer
 */
public record Webhookwacht(
    UUID berichtId,
    long volgnummer,
    String gebeurtenistype,
    int poging,
    Instant sinds,
    Instant laatst,
    Instant wachtTot,
    boolean wacht,
    String fout) {}
