package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The description of the API: a sound document, about these endpoints, all and no others. */
@SpringBootTest(classes = ConsoleOpstelling.class)
@AutoConfigureMockMvc
class OpenapiTest {

  private static final String API = "/api/v1/";

  @Autowired private MockMvc mvc;
  @Autowired private ObjectMapper json;
  private final ApiContract contract = ApiContract.lees();

  @Test
  void everyEndpointIsDescribedAndEveryDescriptionHasAnEndpoint() {
    TreeMap<String, TreeSet<String>> gemaakt = eindpunten();
    TreeSet<String> beschreven = new TreeSet<>(operaties().keySet());

    assertThat(gemaakt).as("endpoints under " + API).isNotEmpty();
    assertThat(beschreven).isEqualTo(gemaakt.keySet());
  }

  @Test
  void everyMediaTypeThatAnEndpointTakesIsDescribed() {
    Map<String, JsonNode> operaties = operaties();
    eindpunten()
        .forEach(
            (operatie, soorten) -> {
              TreeSet<String> beschreven = new TreeSet<>();
              operaties
                  .get(operatie)
                  .at("/requestBody/content")
                  .fieldNames()
                  .forEachRemaining(beschreven::add);
              if (!soorten.isEmpty()) {
                assertThat(beschreven).as(operatie).isEqualTo(soorten);
              }
            });
  }

  @Test
  void everyReferenceLeadsSomewhereAndNothingIsDescribedForNothing() {
    TreeSet<String> verwijzingen = new TreeSet<>();
    contract
        .document()
        .findValuesAsText("$ref")
        .forEach(
            verwijzing -> {
              assertThat(contract.document().at(verwijzing.substring(1)).isMissingNode())
                  .as(verwijzing)
                  .isFalse();
              verwijzingen.add(verwijzing);
            });
    TreeSet<String> delen = new TreeSet<>();
    for (String soort : List.of("schemas", "responses", "parameters", "headers")) {
      contract
          .document()
          .at("/components/" + soort)
          .fieldNames()
          .forEachRemaining(naam -> delen.add("#/components/" + soort + "/" + naam));
    }
    // Told in words at the lines of a batch, and used by the tests.
    delen.remove("#/components/schemas/Antwoordregel");

    assertThat(verwijzingen).isEqualTo(delen);
  }

  /** A comma in a text without quotes makes the rest of it a name without a value. */
  @Test
  void noNameStandsThereWithoutAValue() {
    assertThat(namenZonderWaarde(contract.document())).isEmpty();
  }

  private static List<String> namenZonderWaarde(JsonNode knoop) {
    List<String> namen = new ArrayList<>();
    knoop
        .fields()
        .forEachRemaining(
            veld -> {
              if (veld.getValue().isNull()) {
                namen.add(veld.getKey());
              }
            });
    knoop.forEach(deel -> namen.addAll(namenZonderWaarde(deel)));
    return namen;
  }

  @Test
  void everySchemaIsASchema() {
    JsonNode schemas = contract.document().at("/components/schemas");
    assertThat(schemas).isNotEmpty();
    schemas
        .fields()
        .forEachRemaining(
            schema ->
                assertThat(
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(
                                SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                            .validate(schema.getValue()))
                    .as(schema.getKey())
                    .isEmpty());
  }

  @Test
  void everyOperationSaysWhoItIsForAndWhatCanGoWrong() {
    TreeSet<String> ids = new TreeSet<>();
    operaties()
        .forEach(
            (naam, operatie) -> {
              assertThat(operatie.path("summary").asText()).as(naam).isNotBlank();
              assertThat(ids.add(operatie.path("operationId").asText())).as(naam).isTrue();
              assertThat(operatie.path("tags")).as(naam).hasSize(1);
              TreeSet<String> parameters = new TreeSet<>();
              operatie
                  .path("parameters")
                  .forEach(
                      p -> {
                        JsonNode parameter = contract.volg(p);
                        if (parameter.path("in").asText().equals("path")) {
                          parameters.add("{" + parameter.path("name").asText() + "}");
                        }
                      });
              assertThat(parameters)
                  .as(naam)
                  .isEqualTo(
                      new TreeSet<>(
                          Pattern.compile("\\{\\w+}")
                              .matcher(naam)
                              .results()
                              .map(r -> r.group())
                              .toList()));
              boolean openbaar = operatie.path("security").isArray();
              assertThat(operatie.path("responses").has("401")).as(naam).isEqualTo(!openbaar);
              assertThat(operatie.path("responses").has("403")).as(naam).isEqualTo(!openbaar);
            });
  }

  @Test
  void everyExampleFitsItsSchema() {
    int voorbeelden = 0;
    for (JsonNode operatie : operaties().values()) {
      for (JsonNode inhoud : operatie.at("/requestBody/content")) {
        for (JsonNode voorbeeld : inhoud.path("examples")) {
          voorbeelden++;
          assertThat(contract.fouten(inhoud.get("schema"), voorbeeld.get("value"))).isEmpty();
        }
      }
    }
    assertThat(voorbeelden).isPositive();
  }

  @Test
  void aBreachOfTheContractIsSeen() {
    String pad = "/api/v1/bvv/berekeningen";

    contract.controleerVraag("POST", pad, "application/json", "{\"peildatum\": \"2026-07-01\"}");
    for (String vraag :
        List.of(
            "{}",
            "{\"peildatum\": \"1 juli\"}",
            "{\"peildatum\": \"2026-07-01\", \"schoenmaat\": 42}",
            "{\"peildatum\": \"2026-07-01\", \"maandinkomen\": 1.5}")) {
      assertThatThrownBy(() -> contract.controleerVraag("POST", pad, "application/json", vraag))
          .as(vraag)
          .isInstanceOf(AssertionError.class);
    }
    assertThatThrownBy(
            () -> contract.controleerAntwoord("POST", pad, 200, "application/json", "{}"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> contract.controleerAntwoord("POST", pad, 299, "application/json", "{}"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> contract.controleerAntwoord("POST", pad, 200, "text/plain", "x"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void everybodyGetsTheDocumentAlsoFromAPageOfAnotherSite() throws Exception {
    String yaml =
        mvc.perform(get("/api/v1/openapi.yaml").header("Origin", "https://example.org"))
            .andExpect(status().isOk())
            .andExpect(header().string("Access-Control-Allow-Origin", "*"))
            .andExpect(content().contentTypeCompatibleWith("application/yaml"))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    String alsJson =
        mvc.perform(get("/api/v1/openapi.json").header("Origin", "https://example.org"))
            .andExpect(status().isOk())
            .andExpect(header().string("Access-Control-Allow-Origin", "*"))
            .andExpect(jsonPath("$.openapi").value("3.1.0"))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(new YAMLMapper().readTree(yaml)).isEqualTo(json.readTree(alsJson));
    mvc.perform(
            options("/api/v1/openapi.json")
                .header("Origin", "https://example.org")
                .header("Access-Control-Request-Method", "GET"))
        .andExpect(status().isOk())
        .andExpect(header().string("Access-Control-Allow-Origin", "*"));
  }

  @Test
  void noOtherEndpointIsOpenToAPageOfAnotherSite() throws Exception {
    mvc.perform(get("/api/v1/log/berichten").header("Origin", "https://example.org"))
        .andExpect(header().doesNotExist("Access-Control-Allow-Origin"));
  }

  @Test
  void everyAnswerOfTheApiTellsItsVersionAndAPageDoesNot() throws Exception {
    String versie = contract.document().at("/info/version").asText();
    assertThat(versie).matches("1\\.\\d+\\.\\d+");

    mvc.perform(get("/api/v1/openapi.json")).andExpect(header().string("API-Version", versie));
    mvc.perform(get("/api/v1/log/berichten"))
        .andExpect(status().isUnauthorized())
        .andExpect(header().string("API-Version", versie));
    mvc.perform(get("/ketenbrug.css")).andExpect(header().doesNotExist("API-Version"));
  }

  private Map<String, JsonNode> operaties() {
    Map<String, JsonNode> operaties = new TreeMap<>();
    contract
        .document()
        .path("paths")
        .fields()
        .forEachRemaining(
            pad ->
                pad.getValue()
                    .fields()
                    .forEachRemaining(
                        operatie ->
                            operaties.put(
                                operatie.getKey().toUpperCase(Locale.ROOT) + " " + pad.getKey(),
                                operatie.getValue())));
    return operaties;
  }

  /** What Spring maps of every controller of the engine, with the media types each takes. */
  private static TreeMap<String, TreeSet<String>> eindpunten() {
    TreeMap<String, TreeSet<String>> eindpunten = new TreeMap<>();
    try (GenericWebApplicationContext context = new GenericWebApplicationContext()) {
      ClassPathBeanDefinitionScanner zoeker = new ClassPathBeanDefinitionScanner(context, false);
      zoeker.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
      zoeker.getBeanDefinitionDefaults().setLazyInit(true);
      zoeker.scan("nl.ketenbrug");
      context.refresh();
      RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
      mapping.setApplicationContext(context);
      mapping.setEmbeddedValueResolver(context.getBeanFactory()::resolveEmbeddedValue);
      mapping.afterPropertiesSet();
      List<RequestMappingInfo> infos = new ArrayList<>(mapping.getHandlerMethods().keySet());
      for (RequestMappingInfo info : infos) {
        for (String pad : info.getPatternValues()) {
          info.getMethodsCondition().getMethods().stream()
              .filter(methode -> pad.startsWith(API))
              .map(methode -> methode + " " + pad)
              .forEach(
                  naam ->
                      info.getConsumesCondition().getConsumableMediaTypes().stream()
                          .map(Object::toString)
                          .forEach(eindpunten.computeIfAbsent(naam, n -> new TreeSet<>())::add));
        }
      }
    }
    return eindpunten;
  }
}
