package nl.ketenbrug.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The real OpenAPI of BRP API Personen, to hold messages against: what the simulator answers and
 * what the engine asks ({@code GET /simulator/bronnen/brp/verzoeken} gives the latter).
 *
 * <p>Stricter than the document by itself: a member that the contract does not name is an error,
 * and the discriminator {@code type} decides which members an object may and must have.
 */
public final class BrpContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DICHT = "_dicht";
  private static final Set<String> VANZELF =
      Set.of(
          "inOnderzoek",
          "geheimhoudingPersoonsgegevens",
          "opschortingBijhouding",
          "rni",
          "verificatie");
  private static final Set<String> KOMT_GEHEEL =
      Set.of("AbstractDatum", "Waardetabel", "AdellijkeTitelPredicaatType");

  private final JsonNode schemas;
  private final ObjectNode dicht;
  private final Map<String, JsonSchema> validators = new HashMap<>();

  private BrpContract(JsonNode schemas) {
    this.schemas = schemas;
    this.dicht = dichtgemaakt(schemas);
  }

  /** Reads the OpenAPI file; skips the running test when it is absent. */
  public static BrpContract lees() throws IOException {
    JsonNode openapi = new YAMLMapper().readTree(Koppelvlakken.of("brp/openapi.yaml").toFile());
    return new BrpContract(openapi.at("/components/schemas"));
  }

  /** What is wrong with a question by BSN; empty = nothing. */
  public List<String> foutenInVraag(String json) {
    List<String> fouten = new ArrayList<>(fouten("PersonenQuery", json));
    for (JsonNode veld : boom(json).path("fields")) {
      if (!bestaat(veld.asText())) {
        fouten.add("fields: " + veld.asText());
      }
    }
    return fouten;
  }

  /** A path, a group above it, or a part of the date or coded value that it leads to. */
  private boolean bestaat(String veld) {
    String groep = veld.replaceAll("\\.[^.]*$", "");
    return velden().stream()
        .anyMatch(pad -> pad.equals(veld) || pad.startsWith(veld + ".") || pad.equals(groep));
  }

  /** What is wrong with a good answer; empty = nothing. */
  public List<String> foutenInAntwoord(String json) {
    return fouten("PersonenQueryResponse", json);
  }

  /** What is wrong with a problem body; empty = nothing. */
  public List<String> foutenInProbleem(int status, String json) {
    return fouten(status == 400 ? "BadRequestFoutbericht" : "Foutbericht", json);
  }

  /** All paths that {@code fields} may name and that lead to one value, a date or a coded value. */
  public Set<String> velden() {
    Set<String> paden = new TreeSet<>();
    verzamel("", schemas.get("Persoon"), paden);
    return paden;
  }

  private List<String> fouten(String schema, String json) {
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
      ArrayNode mogelijk = dicht.putObject("properties").putObject("type").putArray("enum");
      for (Map.Entry<String, JsonNode> soort : soorten.properties()) {
        mogelijk.add(soort.getKey());
        ObjectNode keuze = alle.addObject();
        keuze
            .putObject("if")
            .putObject("properties")
            .putObject("type")
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

  private void verzamel(String voor, JsonNode schema, Set<String> paden) {
    schema.path("allOf").forEach(een -> verzamel(voor, opgezocht(een), paden));
    schema
        .at("/discriminator/mapping")
        .forEach(soort -> verzamelEigen(voor, schemas.get(laatste(soort.asText())), paden));
    for (Map.Entry<String, JsonNode> lid : schema.path("properties").properties()) {
      if (VANZELF.contains(lid.getKey())) {
        continue;
      }
      String pad = voor.isEmpty() ? lid.getKey() : voor + "." + lid.getKey();
      JsonNode waarde = lid.getValue().has("items") ? lid.getValue().get("items") : lid.getValue();
      verzamelLid(pad, waarde, paden);
    }
  }

  /** A kind of an abstract schema: without the abstract schema that it inherits from. */
  private void verzamelEigen(String voor, JsonNode schema, Set<String> paden) {
    for (JsonNode een : schema.path("allOf")) {
      if (!een.has("$ref")) {
        verzamel(voor, een, paden);
      }
    }
  }

  private void verzamelLid(String pad, JsonNode waarde, Set<String> paden) {
    JsonNode schema = opgezocht(waarde);
    JsonNode element = opgezocht(schema.path("items"));
    boolean groep = isGroep(schema) || isGroep(element);
    if (!groep || KOMT_GEHEEL.contains(laatste(waarde.path("$ref").asText()))) {
      paden.add(pad);
      return;
    }
    verzamel(pad, isGroep(schema) ? schema : element, paden);
  }

  private static boolean isGroep(JsonNode schema) {
    return schema.has("allOf") || schema.has("properties");
  }

  private JsonNode opgezocht(JsonNode schema) {
    return schema.has("$ref") ? schemas.get(laatste(schema.get("$ref").asText())) : schema;
  }

  private static String laatste(String verwijzing) {
    return verwijzing.substring(verwijzing.lastIndexOf('/') + 1);
  }

  /** The body of a problem or an answer as a tree. */
  static JsonNode boom(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Geen leesbare JSON", e);
    }
  }
}
