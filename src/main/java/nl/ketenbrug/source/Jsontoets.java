package nl.ketenbrug.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds answers against our own JSON Schema of the source. What it says names the place and the
 * rule, never the value, which could be a BSN.
 */
final class Jsontoets {

  /** Draft 2020-12 looks at formats only when asked to: 31 February is no date. */
  private static final SchemaValidatorsConfig STRENG =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final Path map;
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  /**
   * @param map folder below which the schemas stand
   */
  Jsontoets(Path map) {
    this.map = map;
  }

  /**
   * @param bestand path of the schema from the top folder
   * @throws IllegalStateException when it cannot be read
   */
  void lees(String bestand) {
    schema(bestand);
  }

  /**
   * @param bestand path of the schema from the top folder
   * @return place and reason of the first thing that is wrong, by place; empty when all is right
   */
  Optional<String> gebrek(String bestand, JsonNode antwoord) {
    return schema(bestand).validate(antwoord).stream()
        .min(Comparator.comparing(fout -> fout.getInstanceLocation().toString()))
        .map(Jsontoets::zin);
  }

  private static String zin(ValidationMessage fout) {
    String plaats = fout.getInstanceLocation().toString();
    String waar = plaats.isEmpty() ? "het geheel" : plaats;
    return fout.getType().equals("required")
        ? "in %s ontbreekt %s".formatted(waar, fout.getProperty())
        : "%s heeft niet de voorgeschreven vorm (%s)".formatted(waar, fout.getType());
  }

  private JsonSchema schema(String bestand) {
    return schemas.computeIfAbsent(
        bestand,
        naam -> {
          try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(map.resolve(naam)), STRENG);
          } catch (IOException e) {
            throw new IllegalStateException(naam + " laat zich niet lezen", e);
          }
        });
  }
}
