package nl.ketenbrug.enrichment;

import jakarta.validation.constraints.NotNull;
import nl.ketenbrug.message.Oin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who the events come from that this engine makes itself.
 *
 * @param oin OIN of the organisation that runs this engine
 */
@Validated
@ConfigurationProperties("ketenbrug")
record AfzenderSettings(@NotNull Oin oin) {

  /** Its name in messages. */
  static final String NAAM = "ketenbrug";

  /** Source of an event, in the form of the design, section 4. */
  String urn() {
    return "urn:nld:oin:" + oin.value() + ":systeem:" + NAAM;
  }
}
