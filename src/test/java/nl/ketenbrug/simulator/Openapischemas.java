package nl.ketenbrug.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The schemas of a real OpenAPI. Stricter than the document by itself: a member that it does not
 * name is an error, and a discriminator decides which members an object may and must have.
 */
final class Openapischemas {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DICHT = "_dicht";

  private final ObjectNode dicht;
  private final Map<String, JsonSchema> validators = new HashMap<>();

  /**
   * @param schemas what stands at {@code components/schemas}
   */
  Openapischemas(JsonNode schemas) {
    this.dicht = dichtgemaakt(schemas);
  }

  /** What is wrong with it; empty = nothing. */
  List<String> fouten(String schema, String json) {
    return validators
        .computeIfAbsent(schema, this::validator)
        .validate(json, InputFormat.JSON)
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private JsonSchema validator(String schema) {
    ObjectNode geheel = JSON.createObjectNode();
    geheel.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    geheel.put("$ref", "#/$defs/" + schema + DICHT);
    geheel.set("$defs", dicht);
    SchemaValidatorsConfig instelling =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(geheel, instelling);
  }

  /** Each schema twice: as it is, to inherit from, and closed, to be the value of a member. */
  private static ObjectNode dichtgemaakt(JsonNode schemas) {
    ObjectNode defs = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> een : schemas.properties()) {
      ObjectNode open = een.getValue().deepCopy();
      open.remove("discriminator");
      verwijs(open, false);
      defs.set(een.getKey(), open);
      defs.set(een.getKey() + DICHT, dicht(een.getKey(), een.getValue()));
    }
    return defs;
  }

  private static ObjectNode dicht(String naam, JsonNode schema) {
    ObjectNode dicht = JSON.createObjectNode();
    ArrayNode alle = dicht.putArray("allOf");
    alle.addObject().put("$ref", "#/$defs/" + naam);
    JsonNode soorten = schema.at("/discriminator/mapping");
    if (!soorten.isMissingNode()) {
      String kenmerk = schema.at("/discriminator/propertyName").asText();
      ArrayNode mogelijk = dicht.putObject("properties").putObject(kenmerk).putArray("enum");
      for (Map.Entry<String, JsonNode> soort : soorten.properties()) {
        mogelijk.add(soort.getKey());
        ObjectNode keuze = alle.addObject();
        keuze
            .putObject("if")
            .putObject("properties")
            .putObject(kenmerk)
            .put("const", soort.getKey());
        keuze.putObject("then").put("$ref", "#/$defs/" + laatste(soort.getValue().asText()));
      }
    }
    if (schema.has("allOf") || schema.has("properties")) {
      dicht.put("unevaluatedProperties", false);
    }
    return dicht;
  }

  /** Points references elsewhere: to the open schema in allOf, to the closed one in a member. */
  private static void verwijs(JsonNode node, boolean lid) {
    if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
      object.put("$ref", "#/$defs/" + laatste(object.get("$ref").asText()) + (lid ? DICHT : ""));
    }
    for (Map.Entry<String, JsonNode> deel : node.properties()) {
      switch (deel.getKey()) {
        case "properties" -> deel.getValue().forEach(eigenschap -> verwijs(eigenschap, true));
        case "items" -> verwijs(deel.getValue(), true);
        case "allOf" -> deel.getValue().forEach(een -> verwijs(een, false));
        default -> {}
      }
    }
  }

  static String laatste(String verwijzing) {
    return verwijzing.substring(verwijzing.lastIndexOf('/') + 1);
  }
}
