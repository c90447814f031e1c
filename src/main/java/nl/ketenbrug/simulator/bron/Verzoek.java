package nl.ketenbrug.simulator.bron;

import java.util.List;
import java.util.Map;

/**
 * A request exactly as it came in, kept so that a test can hold it against the source's contract.
 * The body holds the BSN that was asked for: this is allowed because the simulator knows synthetic
 * persons only. The value of an {@code Authorization} header is not kept.
 *
 * @param tijdstip moment of arrival, ISO 8601 in UTC
 * @param headers HTTP headers, names in lower case
 * @param body the body as UTF-8 text
 */
public record Verzoek(
    String tijdstip, String methode, String pad, Map<String, List<String>> headers, String body) {}
