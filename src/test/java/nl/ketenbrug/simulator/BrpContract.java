package nl.ketenbrug.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
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
  private final Openapischemas dicht;

  private BrpContract(JsonNode schemas) {
    this.schemas = schemas;
    this.dicht = new Openapischemas(schemas);
  }

  /** Reads the OpenAPI file; skips the running test when it is absent. */
  public static BrpContract lees() throws IOException {
    JsonNode openapi = new YAMLMapper().readTree(Koppelvlakken.of("brp/openapi.yaml").toFile());
    return new BrpContract(openapi.at("/components/schemas"));
  }

  /** What is wrong with a question by BSN; empty = nothing. */
  public List<String> foutenInVraag(String json) {
    List<String> fouten = new ArrayList<>(dicht.fouten("PersonenQuery", json));
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
    return dicht.fouten("PersonenQueryResponse", json);
  }

  /** What is wrong with a problem body; empty = nothing. */
  public List<String> foutenInProbleem(int status, String json) {
    return dicht.fouten(status == 400 ? "BadRequestFoutbericht" : "Foutbericht", json);
  }

  /** All paths that {@code fields} may name and that lead to one value, a date or a coded value. */
  public Set<String> velden() {
    Set<String> paden = new TreeSet<>();
    verzamel("", schemas.get("Persoon"), paden);
    return paden;
  }

  private void verzamel(String voor, JsonNode schema, Set<String> paden) {
    schema.path("allOf").forEach(een -> verzamel(voor, opgezocht(een), paden));
    schema
        .at("/discriminator/mapping")
        .forEach(
            soort ->
                verzamelEigen(voor, schemas.get(Openapischemas.laatste(soort.asText())), paden));
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
    if (!groep || KOMT_GEHEEL.contains(Openapischemas.laatste(waarde.path("$ref").asText()))) {
      paden.add(pad);
      return;
    }
    verzamel(pad, isGroep(schema) ? schema : element, paden);
  }

  private static boolean isGroep(JsonNode schema) {
    return schema.has("allOf") || schema.has("properties");
  }

  private JsonNode opgezocht(JsonNode schema) {
    return schema.has("$ref")
        ? schemas.get(Openapischemas.laatste(schema.get("$ref").asText()))
        : schema;
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
