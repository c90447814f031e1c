package nl.ketenbrug.enrichment;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param herstelpauze seconds that a source which does not answer is left in peace
 */
@Validated
@ConfigurationProperties("ketenbrug.bron")
record BronpoortSettings(@Min(1) long herstelpauze) {}
