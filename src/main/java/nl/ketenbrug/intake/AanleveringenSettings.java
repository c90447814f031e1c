package nl.ketenbrug.intake;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where sources may lay files.
 *
 * @param map folder with a folder for each source
 * @param rust milliseconds that nothing may have been written to a file before it is taken
 */
@Validated
@ConfigurationProperties("ketenbrug.aanleveringen")
record AanleveringenSettings(@NotBlank String map, @Min(0) long rust) {}
