package nl.ketenbrug.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.ketenbrug.delivery.Batchbestand;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.GeweigerdBericht;

/**
 * Holds what the stylesheet of a profile made against what the profile promises: an XML schema, a
 * JSON schema or a list of columns, by the name of the file. What does not pass is set apart. A
 * sentence names the place and the rule, never the value, which could be a BSN.
 */
public final class Profielkeuring {

  private final Path map;
  private final Schemacontrole xml;
  private final ObjectMapper json =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
  private final Map<String, List<String>> kolommen = new ConcurrentHashMap<>();

  /**
   * @param map folder below which the files stand
   */
  Profielkeuring(Path map, Schemacontrole xml) {
    this.map = map;
    this.xml = xml;
  }

  /**
   * @param toets path from the top folder of what the body is held against
   * @throws GeweigerdBericht at the first thing that is wrong
   */
  public void controleer(String body, String toets) {
    if (toets.endsWith(".xsd")) {
      xml.controleer(body, toets);
    } else if (toets.endsWith(".schema.json")) {
      json(body, schemas.computeIfAbsent(toets, this::schema));
    } else {
      Batchbestand.controleer(body, kolommen.computeIfAbsent(toets, this::kolommen));
    }
  }

  private void json(String body, JsonSchema schema) {
    JsonNode bericht;
    try {
      bericht = json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new GeweigerdBericht("json-niet-leesbaar", "wat het stylesheet maakte is geen JSON");
    }
    schema.validate(bericht).stream()
        .min(Comparator.comparing(fout -> fout.getInstanceLocation().toString()))
        .ifPresent(Profielkeuring::weiger);
  }

  private static void weiger(ValidationMessage fout) {
    throw new GeweigerdBericht(
        "json-niet-geldig",
        "%s heeft niet de voorgeschreven vorm (%s)"
            .formatted(fout.getInstanceLocation(), fout.getType()));
  }

  /** What it may refer to stands in itself: nothing is fetched. */
  private JsonSchema schema(String toets) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(lees(map.resolve(toets)));
  }

  private List<String> kolommen(String toets) {
    return Batchbestand.kolommen(lees(map.resolve(toets)));
  }

  private static String lees(Path bestand) {
    try {
      return Files.readString(bestand);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
