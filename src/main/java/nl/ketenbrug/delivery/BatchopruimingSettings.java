package nl.ketenbrug.delivery;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param dagen so long after its last answer a batch is kept, and a receipt after it was taken
 */
@Validated
@ConfigurationProperties("ketenbrug.batchopruiming")
record BatchopruimingSettings(@Min(1) int dagen) {}
