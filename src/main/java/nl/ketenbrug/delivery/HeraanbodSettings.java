package nl.ketenbrug.delivery;

import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param alleenTot confirmed events that one operator may offer again alone; above it a second
 *     person agrees
 */
@Validated
@ConfigurationProperties("ketenbrug.heraanbod")
public record HeraanbodSettings(@PositiveOrZero long alleenTot) {}
