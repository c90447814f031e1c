package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/**
 * The description of the API, as it was written: first the text, then the code that keeps to it.
 */
@Component
class Openapi {

  private static final String BESTAND = "/openapi/ketenbrug-v1.yaml";

  private final String yaml;
  private final JsonNode document;

  Openapi() throws IOException {
    try (InputStream in = Openapi.class.getResourceAsStream(BESTAND)) {
      if (in == null) {
        throw new IllegalStateException("De beschrijving van de API ontbreekt: " + BESTAND);
      }
      this.yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    this.document = new YAMLMapper().readTree(yaml);
  }

  String yaml() {
    return yaml;
  }

  JsonNode document() {
    return document;
  }

  /** Version of the API, as in the header API-Version. */
  String versie() {
    return document.at("/info/version").asText();
  }
}
