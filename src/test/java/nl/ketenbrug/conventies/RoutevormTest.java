package nl.ketenbrug.conventies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import nl.ketenbrug.conventies.Routebestand.Stap;
import org.junit.jupiter.api.Test;

/** How a route is written: one a file, named after it, readable from the outside. */
class RoutevormTest {

  private static final String KEBAB = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** Steps by which a message leaves the route; metrics and tests name them by their id. */
  private static final Set<String> OVER_DE_GRENS =
      Set.of("to", "toD", "bean", "recipientList", "split", "choice", "circuitBreaker", "poll");

  private static final Set<String> MET_EXPRESSIE =
      Set.of("expression", "method", "message", "simple", "constant");

  /** Code in a route, work outside the transaction, and retries that leak copies out of it. */
  private static final Set<String> VERBODEN =
      Set.of(
          "groovy",
          "script",
          "process",
          "processor",
          "javaScript",
          "js",
          "python",
          "java",
          "joor",
          "mvel",
          "ognl",
          "spel",
          "threads",
          "parallelProcessing",
          "parallelAggregate",
          "streaming",
          "wireTap",
          "aggregate",
          "delay",
          "doTry",
          "redeliveryPolicy",
          "deadLetterChannel",
          "marshal",
          "unmarshal");

  private final Routebestand voorbeeld =
      Routebestand.lees("routes/processing/enrich-gebeurtenis.camel.yaml");

  @Test
  void aFileHoldsOneRouteThatIsCalledAfterIt() {
    assertThat(fouten(RoutevormTest::naam)).isEmpty();

    assertThat(naam(voorbeeld.met("id: enrich-gebeurtenis", "id: verrijken"))).isNotEmpty();
    assertThat(
            naam(
                Routebestand.lees("routes/delivery/publish-gebeurtenis.camel.yaml")
                    .met("uri: direct:publish-gebeurtenis", "uri: direct:gebeurtenis")))
        .isNotEmpty();
  }

  @Test
  void aRouteSaysWhatItIsForAndWhatBecomesOfAFault() {
    assertThat(bekendeConfiguraties()).isNotEmpty();
    assertThat(fouten(RoutevormTest::uitleg)).isEmpty();

    assertThat(uitleg(voorbeeld.met("    description: ", "    note: "))).isNotEmpty();
    assertThat(uitleg(voorbeeld.met("routeConfigurationId: park-refused", "autoStartup: true")))
        .isNotEmpty();
    assertThat(
            uitleg(voorbeeld.met("routeConfigurationId: park-refused", "routeConfigurationId: x")))
        .isNotEmpty();
  }

  @Test
  void aStepThatCrossesABoundaryHasAnIdInKebabCase() {
    assertThat(fouten(RoutevormTest::ids)).isEmpty();

    assertThat(ids(voorbeeld.met("id: update-dossier", "description: x"))).isNotEmpty();
    assertThat(ids(voorbeeld.met("id: update-dossier", "id: updateDossier"))).isNotEmpty();
    assertThat(ids(voorbeeld.met("id: update-dossier", "id: to-publish"))).isNotEmpty();
  }

  @Test
  void optionsOfAnEndpointStandUnderParameters() {
    assertThat(fouten(RoutevormTest::vraagtekens)).isEmpty();

    assertThat(vraagtekens(voorbeeld.met("uri: xslt", "uri: xslt:x.xsl?output=DOM"))).isNotEmpty();
  }

  @Test
  void aRouteHoldsNoCodeAndNoWorkOutsideItsTransaction() {
    assertThat(fouten(RoutevormTest::verboden)).isEmpty();

    assertThat(verboden(voorbeeld.met("concurrentConsumers: 4", "parallelProcessing: true")))
        .isNotEmpty();
    assertThat(verboden(voorbeeld.met("uri: direct:publish", "uri: seda:publish"))).isNotEmpty();
  }

  @Test
  void aRouteThatSetsApartDividesNothingItself() {
    assertThat(fouten(RoutevormTest::verdeling)).isEmpty();

    assertThat(
            verdeling(
                Routebestand.lees("routes/processing/shape-gebeurtenissen.camel.yaml")
                    .met("propagate-to-caller", "park-refused")))
        .isNotEmpty();
  }

  /** What comes after it in its dossier may be offered as soon as it is rolled back or moved. */
  @Test
  void whateverFailsHoldsItsDossierFirst() {
    Routebestand fouten = Routebestand.lees("routes/error-handling.camel.yaml");
    assertThat(houdtNietVast(fouten)).isEmpty();

    assertThat(
            houdtNietVast(
                fouten.met(
                    "id: hold-dossier-for-source-of-many\n"
                        + "                ref: parkeren\n"
                        + "                method: houdVast",
                    "id: x\n                ref: parkeren\n                method: mislukt")))
        .containsExactly("source-away-for-many");
  }

  @Test
  void anExpressionFitsOnOneLine() {
    assertThat(fouten(RoutevormTest::langeExpressies)).isEmpty();

    assertThat(langeExpressies(voorbeeld.met("method: verwerk", "method: \"ver\\nwerk\"")))
        .isNotEmpty();
  }

  @Test
  void aRouteHoldsAgainstTheSchemaOfCamelItself() throws IOException {
    JsonSchema schema = camelSchema();

    assertThat(fouten(bestand -> schemafouten(schema, bestand))).isEmpty();

    assertThat(schemafouten(schema, voorbeeld.met("uri: jms", "urii: jms"))).isNotEmpty();
  }

  private static List<String> fouten(Function<Routebestand, List<String>> toets) {
    return Routebestand.alle().stream().flatMap(bestand -> toets.apply(bestand).stream()).toList();
  }

  private static List<String> naam(Routebestand bestand) {
    List<String> fouten = new ArrayList<>();
    if (bestand.isFoutafhandeling()) {
      bestand.inhoud().stream()
          .filter(deel -> !deel.keySet().equals(Set.of("routeConfiguration")))
          .forEach(deel -> fouten.add("error-handling holds " + deel.keySet()));
      return fouten;
    }
    Set<String> soort = bestand.inhoud().get(0).keySet();
    if (bestand.inhoud().size() != 1
        || !(soort.equals(Set.of("route")) || soort.equals(Set.of("routeTemplate")))) {
      fouten.add(bestand.naam() + " does not hold exactly one route");
    }
    if (!bestand.naam().equals(bestand.definitie().get("id")) || !bestand.naam().matches(KEBAB)) {
      fouten.add(bestand.naam() + " has the id " + bestand.definitie().get("id"));
    }
    String uri = String.valueOf(bestand.from().get("uri"));
    String verwacht = "direct:" + bestand.naam() + (bestand.isSjabloon() ? "-{{" : "");
    if (uri.startsWith("direct:")
        && !(bestand.isSjabloon() ? uri.startsWith(verwacht) : uri.equals(verwacht))) {
      fouten.add(bestand.naam() + " listens at " + uri);
    }
    return fouten;
  }

  private static List<String> uitleg(Routebestand bestand) {
    List<String> fouten = new ArrayList<>();
    List<Map<String, Object>> delen = new ArrayList<>();
    if (bestand.isFoutafhandeling()) {
      bestand.inhoud().forEach(deel -> delen.add(Bestanden.map(deel.get("routeConfiguration"))));
    } else {
      delen.add(bestand.definitie());
      delen.add(bestand.route());
      Object configuratie = bestand.route().get("routeConfigurationId");
      if (configuratie == null || !bekendeConfiguraties().contains(configuratie)) {
        fouten.add(bestand.naam() + " names the configuration " + configuratie);
      }
    }
    for (Map<String, Object> deel : delen) {
      if (String.valueOf(deel.getOrDefault("description", "")).isBlank()) {
        fouten.add(bestand.naam() + " has no description");
      }
    }
    return fouten;
  }

  private static Set<Object> bekendeConfiguraties() {
    Set<Object> ids = new HashSet<>();
    for (Map<String, Object> deel :
        Routebestand.lees("routes/error-handling.camel.yaml").inhoud()) {
      ids.add(Bestanden.map(deel.get("routeConfiguration")).get("id"));
    }
    return ids;
  }

  private static List<String> ids(Routebestand bestand) {
    List<String> fouten = new ArrayList<>();
    Set<String> gezien = new HashSet<>();
    for (Stap stap : bestand.stappen()) {
      Object id = stap.opties().get("id");
      if (id == null) {
        if (OVER_DE_GRENS.contains(stap.soort())) {
          fouten.add(bestand.naam() + ": " + stap.soort() + " without an id");
        }
        continue;
      }
      if (!id.toString().matches(KEBAB) || !gezien.add(id.toString())) {
        fouten.add(bestand.naam() + ": id " + id + " is no kebab-case or stands twice");
      }
    }
    return fouten;
  }

  private static List<String> vraagtekens(Routebestand bestand) {
    return bestand.eindpunten().stream()
        .map(eindpunt -> String.valueOf(eindpunt.get("uri")))
        .filter(uri -> uri.contains("?"))
        .map(uri -> bestand.naam() + ": " + uri)
        .toList();
  }

  private static List<String> verboden(Routebestand bestand) {
    TreeSet<String> fouten = new TreeSet<>();
    bestand.bezoek(
        (sleutel, waarde) -> {
          if (VERBODEN.contains(sleutel)) {
            fouten.add(bestand.naam() + " uses " + sleutel);
          }
        });
    for (Map<String, Object> eindpunt : bestand.eindpunten()) {
      String uri = String.valueOf(eindpunt.get("uri"));
      if (uri.matches("(seda|vm|disruptor|language|exec|script)(:.*)?")) {
        fouten.add(bestand.naam() + " uses " + uri);
      }
    }
    return List.copyOf(fouten);
  }

  /**
   * What a step within a split sets apart is one part of the message, which no queue takes back.
   */
  private static List<String> verdeling(Routebestand bestand) {
    return String.valueOf(bestand.route().get("routeConfigurationId")).startsWith("park-refused")
        ? bestand.stappen().stream()
            .filter(stap -> Set.of("split", "recipientList", "multicast").contains(stap.soort()))
            .map(stap -> bestand.naam() + " divides by " + stap.soort())
            .toList()
        : List.of();
  }

  /** Kinds of failure on the canonical queue of which the first step is another one. */
  private static List<String> houdtNietVast(Routebestand foutafhandeling) {
    List<String> zonder = new ArrayList<>();
    for (Map<String, Object> deel : foutafhandeling.inhoud()) {
      Map<String, Object> configuratie = Bestanden.map(deel.get("routeConfiguration"));
      if (!"park-refused".equals(configuratie.get("id"))) {
        continue;
      }
      for (Object een : (List<?>) configuratie.get("onException")) {
        Map<String, Object> fout = Bestanden.map(Bestanden.map(een).get("onException"));
        Map<String, Object> eerste = Bestanden.map(((List<?>) fout.get("steps")).get(0));
        if (!"houdVast".equals(Bestanden.map(eerste.get("bean")).get("method"))) {
          zonder.add(fout.get("id").toString());
        }
      }
    }
    return zonder;
  }

  private static List<String> langeExpressies(Routebestand bestand) {
    List<String> fouten = new ArrayList<>();
    bestand.bezoek(
        (sleutel, waarde) -> {
          if (MET_EXPRESSIE.contains(sleutel)
              && waarde instanceof String tekst
              && tekst.strip().contains("\n")) {
            fouten.add(bestand.naam() + ": " + tekst);
          }
        });
    return fouten;
  }

  private static JsonSchema camelSchema() throws IOException {
    try (InputStream in = RoutevormTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      assertThat(in).as("the schema in the jar of camel-yaml-dsl").isNotNull();
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
    }
  }

  private static List<String> schemafouten(JsonSchema schema, Routebestand bestand) {
    return schema.validate(new ObjectMapper().valueToTree(ingevuld(bestand.inhoud()))).stream()
        .map(fout -> bestand.naam() + ": " + fout)
        .toList();
  }

  /** A setting stands for its value, which the schema wants to be a number here and there. */
  private static Object ingevuld(Object plek) {
    if (plek instanceof List<?> lijst) {
      return lijst.stream().map(RoutevormTest::ingevuld).toList();
    }
    if (plek instanceof Map<?, ?>) {
      Map<String, Object> ingevuld = new LinkedHashMap<>();
      Bestanden.map(plek).forEach((sleutel, waarde) -> ingevuld.put(sleutel, ingevuld(waarde)));
      return ingevuld;
    }
    if ("{{tijdslimiet}}".equals(plek)) {
      // The parameter of a template that is a number: of every source behind Suwinet.
      return 6000;
    }
    return plek instanceof String tekst && tekst.matches("\\{\\{ketenbrug\\.[a-z.-]+}}")
        ? Bestanden.instelling(tekst.substring(2, tekst.length() - 2))
        : plek;
  }
}
