package nl.ketenbrug.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real OpenAPI, to hold requests of ours and answers of the simulator against: path, parameters,
 * body, status and type of the content. Stricter than the document, as {@link Openapischemas} is,
 * and a parameter that it does not name is an error.
 */
public final class OpenapiContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "Content-Type";
  private static final Pattern PLAATS = Pattern.compile("\\{(\\w+)}");

  private final JsonNode document;
  private final Openapischemas schemas;

  private OpenapiContract(JsonNode document) {
    this.document = document;
    this.schemas = new Openapischemas(document.at("/components/schemas"));
  }

  /**
   * @param bestand the OpenAPI file among the interfaces; skips the running test when it is absent
   */
  public static OpenapiContract lees(String bestand) throws IOException {
    return new OpenapiContract(new YAMLMapper().readTree(Koppelvlakken.of(bestand).toFile()));
  }

  /** One operation, and the values that stand in its path. */
  private record Operatie(JsonNode beschrijving, Map<String, String> inPad) {}

  /**
   * What is wrong with a request; empty = nothing.
   *
   * @param pad from behind the version, with its query
   * @param body empty = none
   */
  public List<String> foutenInVraag(String methode, String pad, String body) {
    URI uri = URI.create(pad);
    Operatie operatie = operatie(methode, uri.getPath());
    List<String> fouten = new ArrayList<>();
    operatie.inPad().forEach((naam, waarde) -> fout(operatie, "path", naam, waarde, fouten));
    if (uri.getRawQuery() != null) {
      for (String deel : uri.getRawQuery().split("&")) {
        String[] paar = deel.split("=", 2);
        fout(
            operatie, "query", paar[0], URLDecoder.decode(paar[1], StandardCharsets.UTF_8), fouten);
      }
    }
    JsonNode inhoud = operatie.beschrijving().at("/requestBody/content/application~1json/schema");
    if (inhoud.isMissingNode() != body.isEmpty()) {
      fouten.add(body.isEmpty() ? "the body is missing" : "a body is not wanted");
    } else if (!body.isEmpty()) {
      fouten.addAll(schemas.fouten(Openapischemas.laatste(inhoud.path("$ref").asText()), body));
    }
    return fouten;
  }

  /** What is wrong with an answer to such a request; empty = nothing. */
  public List<String> foutenInAntwoord(String methode, String pad, HttpResponse<String> antwoord) {
    JsonNode hoort =
        operatie(methode, URI.create(pad).getPath())
            .beschrijving()
            .path("responses")
            .path(String.valueOf(antwoord.statusCode()));
    if (hoort.isMissingNode()) {
      return List.of("status " + antwoord.statusCode());
    }
    String type = antwoord.headers().firstValue(TYPE).orElse("").replaceAll(";.*", "").strip();
    JsonNode inhoud = hoort.path("content").path(type);
    if (inhoud.isMissingNode()) {
      return List.of("content type " + type);
    }
    return schemas.fouten(
        Openapischemas.laatste(inhoud.at("/schema/$ref").asText()), antwoord.body());
  }

  private static void fout(
      Operatie operatie, String plaats, String naam, String waarde, List<String> fouten) {
    for (JsonNode parameter : operatie.beschrijving().path("parameters")) {
      if (parameter.path("in").asText().equals(plaats)
          && parameter.path("name").asText().equals(naam)) {
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                parameter.path("schema"),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
            .validate(JSON.getNodeFactory().textNode(waarde))
            .forEach(fout -> fouten.add(naam + ": " + fout.getMessage()));
        return;
      }
    }
    fouten.add(plaats + " has no parameter " + naam);
  }

  private Operatie operatie(String methode, String pad) {
    for (Map.Entry<String, JsonNode> een : document.path("paths").properties()) {
      String vorm = PLAATS.matcher(een.getKey()).replaceAll("(?<$1>[^/]+)");
      Matcher gelijk = Pattern.compile(vorm).matcher(pad);
      JsonNode beschrijving = een.getValue().path(methode.toLowerCase(Locale.ROOT));
      if (gelijk.matches() && !beschrijving.isMissingNode()) {
        Map<String, String> inPad = new TreeMap<>();
        PLAATS
            .matcher(een.getKey())
            .results()
            .forEach(plaats -> inPad.put(plaats.group(1), gelijk.group(plaats.group(1))));
        return new Operatie(beschrijving, inPad);
      }
    }
    throw new AssertionError("No operation " + methode + " " + pad.replaceAll("[0-9]", "9"));
  }
}
