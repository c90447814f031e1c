package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.pattern.PathPatternParser;

/** The description of the API as something that questions and answers can be held against. */
public final class ApiContract {

  /** Beside a schema stand the parts that it refers to; those are no rule. */
  private static final JsonSchemaFactory FABRIEK =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          fabriek ->
              fabriek.metaSchema(
                  JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                      .keyword(new NonValidationKeyword("components"))
                      .keyword(new NonValidationKeyword("example"))
                      .build()));

  private static final SchemaValidatorsConfig STRENG =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonNode document;
  private final ObjectMapper json = new ObjectMapper();

  private ApiContract(JsonNode document) {
    this.document = document;
  }

  public static ApiContract lees() {
    try {
      return new ApiContract(new Openapi().document());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  /** One exchange of a test; what the API does not describe (another method) is left alone. */
  void controleer(MvcResult uitwisseling) throws Exception {
    if (uitwisseling.getRequest().isAsyncStarted()) {
      return;
    }
    MockHttpServletResponse antwoord = uitwisseling.getResponse();
    String methode = uitwisseling.getRequest().getMethod();
    String pad = uitwisseling.getRequest().getRequestURI();
    byte[] vraag = uitwisseling.getRequest().getContentAsByteArray();
    if (uitwisseling.getHandler() instanceof ResourceHttpRequestHandler) {
      return; // a controller that this test goes without
    }
    controleerAntwoord(
        methode,
        pad,
        antwoord.getStatus(),
        antwoord.getContentType(),
        antwoord.getContentAsString(StandardCharsets.UTF_8));
    if (vraag != null && antwoord.getStatus() < 300) {
      controleerVraag(
          methode,
          pad,
          uitwisseling.getRequest().getContentType(),
          new String(vraag, StandardCharsets.UTF_8));
    }
  }

  /** A question that was answered is one that the description allows. */
  public void controleerVraag(String methode, String pad, String soort, String body) {
    operatie(methode, pad)
        .ifPresent(
            operatie ->
                controleerInhoud(
                    "vraag " + methode + " " + pad,
                    operatie.at("/requestBody/content"),
                    soort,
                    body));
  }

  /** Status, media type and body of the answer are described. */
  public void controleerAntwoord(
      String methode, String pad, int status, String soort, String body) {
    Optional<JsonNode> operatie = operatie(methode, pad);
    if (operatie.isEmpty()) {
      return;
    }
    String wat = "antwoord %d op %s %s".formatted(status, methode, pad);
    JsonNode antwoord = volg(operatie.get().path("responses").path(Integer.toString(status)));
    assertThat(antwoord.isMissingNode()).as(wat + " is beschreven").isFalse();
    controleerInhoud(wat, antwoord.path("content"), soort, body);
  }

  List<String> fouten(JsonNode schema, JsonNode waarde) {
    ObjectNode geheel = json.createObjectNode();
    geheel.putArray("allOf").add(schema);
    geheel.set("components", document.get("components"));
    return FABRIEK.getSchema(geheel, STRENG).validate(waarde).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  JsonNode volg(JsonNode knoop) {
    JsonNode verwijzing = knoop.path("$ref");
    return verwijzing.isMissingNode()
        ? knoop
        : document.at(verwijzing.asText().replaceFirst("^#", ""));
  }

  Optional<JsonNode> operatie(String methode, String pad) {
    for (Iterator<Map.Entry<String, JsonNode>> paden = document.path("paths").fields();
        paden.hasNext(); ) {
      Map.Entry<String, JsonNode> beschreven = paden.next();
      boolean past =
          PathPatternParser.defaultInstance
              .parse(beschreven.getKey())
              .matches(PathContainer.parsePath(pad.split("\\?")[0]));
      JsonNode operatie = beschreven.getValue().path(methode.toLowerCase(Locale.ROOT));
      if (past && !operatie.isMissingNode()) {
        return Optional.of(operatie);
      }
    }
    return Optional.empty();
  }

  private void controleerInhoud(String wat, JsonNode inhoud, String soort, String body) {
    assertThat(soort).as(wat + " heeft een mediatype").isNotNull();
    MediaType mediatype = MediaType.parseMediaType(soort);
    String kaal = mediatype.getType() + "/" + mediatype.getSubtype();
    JsonNode schema = inhoud.path(kaal).path("schema");
    assertThat(schema.isMissingNode()).as(wat + " is beschreven als " + kaal).isFalse();
    if (kaal.endsWith("json") && !kaal.endsWith("ndjson")) {
      assertThat(fouten(schema, lees(body))).as(wat + ": " + body).isEmpty();
    }
    if (kaal.endsWith("ndjson") && wat.startsWith("antwoord")) {
      JsonNode regel = document.at("/components/schemas/Antwoordregel");
      body.lines().forEach(r -> assertThat(fouten(regel, lees(r))).as(wat + ": " + r).isEmpty());
    }
  }

  private JsonNode lees(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
