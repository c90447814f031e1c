package nl.ketenbrug.messagelog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One step of one message. Travels as JSON on the queue {@code berichtenlog}; the writer stores it
 * once by its id.
 *
 * @param id UUIDv7 of this record, unique
 * @param tijdstip when the step was done
 * @param berichtId the message or event concerned (UUIDv7)
 * @param correlatieId the message from the source that all of this follows from
 * @param oorzaakId the message that this one follows from directly, or null
 * @param verwijzing another message that this step names, or null
 * @param gebeurtenistype event type, or null when it is not known yet
 * @param bron name of the source, or null
 * @param dossier pseudonymous dossier key, or null when it is not known
 * @param route id of the route, or null when the step is done outside a route
 * @param versies SHA-256 per file that did the work (route, stylesheet, schema, figures), by path
 * @param partner code of the partner, for steps of delivery
 * @param volgnummer number within the partner's subscription
 * @param actor who did it: user name of source, partner or person; null for the engine itself
 * @param code stable code of a refusal or fault, or null
 * @param uitleg a sentence in Dutch that a person understands; never holds a BSN
 * @param inhoudstype media type of the payload
 * @param inhoudHash SHA-256 of the payload in hexadecimal; may stand without payload, when an
 *     earlier record carries it, or it is of somebody about whom nothing is to be kept
 * @param inhoud the payload itself, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogRegel(
    UUID id,
    Instant tijdstip,
    Stap stap,
    UUID berichtId,
    UUID correlatieId,
    UUID oorzaakId,
    UUID verwijzing,
    String gebeurtenistype,
    String bron,
    String dossier,
    String route,
    Map<String, String> versies,
    String partner,
    Long volgnummer,
    String actor,
    String code,
    String uitleg,
    String inhoudstype,
    String inhoudHash,
    String inhoud) {}
