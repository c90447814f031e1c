package nl.ketenbrug.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How fast a partner wants its events.
 *
 * @param perMinuut events that are handed out in any minute at most, at all engines together
 */
public record Uitgiftetempo(@Min(1) @Max(HOOGSTE) int perMinuut) {

  public static final int HOOGSTE = 6000;
}
