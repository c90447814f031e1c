package nl.ketenbrug.delivery;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Consultations of the register of attachments by one partner.
 *
 * @param perMinuut at one engine
 * @param perDag at all engines together
 */
@Validated
@ConfigurationProperties("ketenbrug.raadplegen")
public record RaadplegenSettings(@Min(1) int perMinuut, @Min(1) int perDag) {}
