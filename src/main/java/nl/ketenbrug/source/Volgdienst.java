package nl.ketenbrug.source;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/**
 * A source that is told whom we follow and that tells who changed, not what. How often and when it
 * is asked who changed stands in its block {@code volgen}.
 *
 * @param over the source that is asked then, by name
 * @param naloop seconds until somebody is asked about there of whom nothing was told, in the place
 *     of its own {@code elke}
 * @param tijdslimiet milliseconds that one request may take
 */
public record Volgdienst(@NotBlank String over, @Min(1) long naloop, @Min(100) int tijdslimiet) {}
