package nl.ketenbrug.source;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the sources that are asked can be found.
 *
 * @param tijdslimiet milliseconds that one question of {@code look-up-volgindicatie} may take; of
 *     other sources it stands in their own file
 */
@Validated
@ConfigurationProperties("ketenbrug.bron")
record BronSettings(@NotNull @Valid Brp brp, @Min(100) int tijdslimiet) {

  /**
   * @param adres base URL of Haal Centraal BRP personen bevragen, without /personen
   */
  record Brp(@NotBlank String adres) {}
}
