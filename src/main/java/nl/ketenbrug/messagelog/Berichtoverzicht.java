package nl.ketenbrug.messagelog;

import java.time.Instant;
import java.util.UUID;

/**
 * One message in a list: where it comes from and how far it is.
 *
 * @param type event type, or null when no step knew it yet
 * @param dossier pseudonymous dossier key, or null
 * @param eersteTijdstip moment of the earliest step
 * @param laatsteTijdstip moment of the latest step
 * @param laatsteStap the latest step; at equal moments the one with the highest id
 * @param aantalStappen number of lines, without those of people looking at it
 */
public record Berichtoverzicht(
    UUID berichtId,
    UUID correlatieId,
    UUID oorzaakId,
    String type,
    String bron,
    String dossier,
    Instant eersteTijdstip,
    Instant laatsteTijdstip,
    Stap laatsteStap,
    long aantalStappen) {}
