package nl.ketenbrug.source;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * A source that tells about which organisations something changed, and not what. How often it is
 * read and how fast stands in its block {@code volgen}.
 *
 * @param perBladzijde signals asked at a time; what the service takes
 * @param overlap seconds that each reading goes back before the newest signal known: one may be
 *     shown late, or have the moment of another
 */
public record Signaaldienst(@Min(10) @Max(500) int perBladzijde, @Min(1) long overlap) {}
