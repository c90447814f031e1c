package nl.ketenbrug.delivery;

import jakarta.validation.constraints.NotNull;
import nl.ketenbrug.message.Oin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who tells partners of their deliveries.
 *
 * @param oin OIN of the organisation that runs this engine
 */
@Validated
@ConfigurationProperties("ketenbrug")
record LeveringSettings(@NotNull Oin oin) {

  /** Its name in messages. */
  static final String NAAM = "ketenbrug";

  /** Source of a notice, in the form of the design, section 4. */
  String urn() {
    return "urn:nld:oin:" + oin.value() + ":systeem:" + NAAM;
  }
}
