package nl.ketenbrug.delivery;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param perMinuut consultations of the register of attachments by one partner at one engine
 */
@Validated
@ConfigurationProperties("ketenbrug.raadplegen")
public record RaadplegenSettings(@Min(1) int perMinuut) {}
