package nl.ketenbrug.delivery;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where partners with channel {@code bestand} find their batches.
 *
 * @param map folder with a folder for each of them
 * @param ronde milliseconds between two looks at a folder
 * @param rust milliseconds that nothing may have been written to a receipt before it is taken
 */
@Validated
@ConfigurationProperties("ketenbrug.batches")
public record BatchesSettings(@NotBlank String map, @Min(0) long ronde, @Min(0) long rust) {}
