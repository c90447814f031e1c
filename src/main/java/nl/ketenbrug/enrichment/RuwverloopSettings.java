package nl.ketenbrug.enrichment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How many answers are looked at for fields that no stylesheet reads.
 *
 * @param map folder that holds transforms
 */
@Validated
@ConfigurationProperties("ketenbrug")
record RuwverloopSettings(@NotBlank String map, @Valid Steekproef ruwverloop) {

  RuwverloopSettings {
    ruwverloop = ruwverloop == null ? new Steekproef(100) : ruwverloop;
  }

  /**
   * @param steekproef one in so many answers of a source, and the first after a start; 0 = none
   */
  record Steekproef(@Min(0) int steekproef) {}
}
