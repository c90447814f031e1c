package nl.ketenbrug.conventies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a route names exists: beans and their methods, files, other routes, settings, queues. */
class RoutereferentiesTest {

  /** Hands the route a handful of messages as one. */
  private static final String PER_GREEP = "#perGreep";

  private static final String VOORUIT = "connectionFactory: \"#vooruitlezend\"";

  /** The other ways of reading that keep the settings of the component. */
  private static final Map<String, Set<Object>> ANDERE_LEZERS =
      Map.of(
          "consumerType", Set.of("Custom"),
          "messageListenerContainerFactory", Set.of("#perBundel", PER_GREEP),
          "connectionFactory", Set.of("#vooruitlezend"));

  /** What these do about a fault sends nothing in the transaction of the route. */
  private static final Set<String> ZENDEN_NIETS = Set.of("retry-in-order", "retry-log");

  /** Transaction, caching and acknowledgement are the component's, the same for every endpoint. */
  private static final Set<String> JMS_OPTIES =
      Set.of(
          "destinationName",
          "destinationType",
          "concurrentConsumers",
          "acceptMessagesWhileStopping",
          "selector",
          "priority",
          "explicitQosEnabled");

  /** Templates of which every source behind Suwinet gets a route. */
  private static final Set<String> SUWINETROUTES = Set.of("look-up-suwinet", "transform-answer");

  private static final Pattern INSTELLING = Pattern.compile("\\{\\{(ketenbrug\\.[^}]+)}}");
  private static final Pattern TRANSFORM = Pattern.compile("transforms/[^\\s\"')]+");
  private static final Pattern DIRECT = Pattern.compile("direct:([a-z][a-z-]*)");

  private final Routebestand verrijk =
      Routebestand.lees("routes/processing/enrich-gebeurtenis.camel.yaml");
  private final Routebestand transformeer =
      Routebestand.lees("routes/processing/transform-to-canonical.camel.yaml");

  @Test
  void aBeanThatARouteNamesExistsAndHasTheMethod() {
    Map<String, Class<?>> beans = Springnamen.alle();
    assertThat(beans).containsKeys("verrijking", "geenKoppen");
    assertThat(fouten(bestand -> beans(beans, bestand))).isEmpty();

    assertThat(beans(beans, verrijk.met("ref: dossierstand", "ref: dossierstaand"))).isNotEmpty();
    assertThat(beans(beans, verrijk.met("method: verrijk\n", "method: verijk\n"))).isNotEmpty();
    assertThat(
            beans(
                beans,
                Routebestand.lees("routes/processing/look-up-volgindicatie.camel.yaml")
                    .met("#geenKoppen", "#geenkoppen")))
        .isNotEmpty();
  }

  @Test
  void aStylesheetOrSchemaThatARouteNamesExistsForEverySourceAndPartner() {
    assertThat(fouten(RoutereferentiesTest::transforms)).isEmpty();

    assertThat(transforms(transformeer.met("-to-canonical.xsl", "-to-canoniek.xsl"))).isNotEmpty();
  }

  @Test
  void aRouteThatGetsAHandfulHandsItToOneBeanAndParksNothing() {
    assertThat(fouten(RoutereferentiesTest::grepen)).isEmpty();

    Routebestand log = Routebestand.lees("routes/operations/write-berichtenlog.camel.yaml");
    assertThat(grepen(log.met("- bean:", "- wireTap:"))).isNotEmpty();
    assertThat(grepen(log.met("retry-log", "park-refused"))).isNotEmpty();
    assertThat(grepen(log.met("steps:", "steps:\n        - to: jms:onbestelbaar"))).isNotEmpty();
  }

  @Test
  void aRouteThatIsCalledExists() {
    List<String> aanroepen = new ArrayList<>();
    for (Path java : Bestanden.in("src/main/java", ".java")) {
      aanroepen.addAll(direct(Bestanden.lees(java)));
    }
    Routebestand.alle().forEach(bestand -> aanroepen.addAll(direct(bestand.tekst())));
    assertThat(aanroepen).isNotEmpty();

    assertThat(zonderRoute(aanroepen)).isEmpty();
    assertThat(zonderRoute(List.of("look-up-kadaster"))).isNotEmpty();
  }

  @Test
  void aSettingThatARouteNamesIsInTheConfiguration() {
    assertThat(fouten(RoutereferentiesTest::instellingen)).isEmpty();

    assertThat(instellingen(verrijk.met("{{ketenbrug.map}}", "{{ketenbrug.mapp}}"))).isNotEmpty();
  }

  @Test
  void anEndpointLeavesTheTransactionToTheComponent() {
    assertThat(fouten(RoutereferentiesTest::jmsOpties)).isEmpty();

    assertThat(jmsOpties(verrijk.met("concurrentConsumers: 4", "transacted: false"))).isNotEmpty();
    assertThat(jmsOpties(verrijk.met("concurrentConsumers: 4", "consumerType: Simple")))
        .isNotEmpty();
  }

  @Test
  void aRouteThatReadsByAnotherConnectionSendsByItToo() {
    assertThat(fouten(RoutereferentiesTest::verbindingen)).isEmpty();

    Routebestand lever = Routebestand.lees("routes/delivery/deliver-to.camel.yaml");
    String partner = "destinationName: \"partner.{{partner}}\"\n";
    assertThat(verbindingen(lever.met(partner + " ".repeat(16) + VOORUIT + "\n", partner)))
        .isNotEmpty();
    assertThat(verbindingen(lever.met("retry-in-order", "park-refused"))).isNotEmpty();
    assertThat(verbindingen(verrijk.met("concurrentConsumers: 4", VOORUIT))).isNotEmpty();
  }

  @Test
  void aQueueThatARouteNamesIsDeclared() {
    Brokerbestand broker = Brokerbestand.lees();
    assertThat(fouten(bestand -> wachtrijen(broker, bestand))).isEmpty();

    assertThat(
            wachtrijen(
                broker, verrijk.met("destinationName: canoniek", "destinationName: canonic")))
        .isNotEmpty();
  }

  private static List<String> fouten(Function<Routebestand, List<String>> toets) {
    return Routebestand.alle().stream().flatMap(bestand -> toets.apply(bestand).stream()).toList();
  }

  private static List<String> beans(Map<String, Class<?>> beans, Routebestand bestand) {
    List<String> fouten = new ArrayList<>();
    bestand.bezoek(
        (sleutel, waarde) -> {
          Map<String, Object> opties = Bestanden.map(waarde);
          if (opties.get("ref") instanceof String ref) {
            Class<?> type = beans.get(ref);
            String methode = String.valueOf(opties.get("method")).replaceFirst("\\(.*", "");
            if (type == null || !heeft(type, methode)) {
              fouten.add(bestand.naam() + " calls " + ref + "." + methode);
            }
          }
          if (waarde instanceof String tekst
              && tekst.startsWith("#")
              && !beans.containsKey(tekst.substring(1))) {
            fouten.add(bestand.naam() + " uses the bean " + tekst);
          }
        });
    return fouten;
  }

  private static boolean heeft(Class<?> type, String methode) {
    return Stream.of(type.getMethods()).anyMatch(m -> m.getName().equals(methode));
  }

  private static List<String> transforms(Routebestand bestand) {
    return TRANSFORM
        .matcher(bestand.tekst())
        .results()
        .map(gevonden -> gevonden.group())
        .flatMap(pad -> ingevuld(bestand.naam(), pad).stream())
        .filter(pad -> !Bestanden.bestaat(pad))
        .map(pad -> bestand.naam() + " names " + pad)
        .toList();
  }

  /** The path with the values that the files under config give to a template's parameter. */
  private static List<String> ingevuld(String route, String pad) {
    if (pad.contains("{{bron}}")) {
      if (route.equals("shape-notice")) {
        return List.of(pad.replace("{{bron}}", "brp-stuf"));
      }
      Set<String> bronnen =
          SUWINETROUTES.contains(route)
              ? bronnenMet("suwinet")
              : route.equals("look-up-register")
                  ? bronnenMet("register")
                  : route.equals("look-up-json")
                      ? bronnenMet("json")
                      : route.equals("look-up-signalen")
                          ? bronnenMet("signalen")
                          : bronnenDieLeveren();
      return bronnen.stream().map(bron -> pad.replace("{{bron}}", bron)).toList();
    }
    if (pad.contains("{{profiel}}")) {
      return profielen().stream()
          .map(profiel -> pad.replace("{{profiel}}", profiel).replace("{{toets}}", toets(profiel)))
          .toList();
    }
    return List.of(pad);
  }

  static Set<String> bronnenDieLeveren() {
    Set<String> bronnen =
        Bestanden.config("sources").entrySet().stream()
            .filter(bron -> "push".equals(bron.getValue().get("levering")))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(bronnen).as("sources that deliver").isNotEmpty();
    return bronnen;
  }

  private static Set<String> bronnenMet(String blok) {
    Set<String> bronnen =
        Bestanden.config("sources").entrySet().stream()
            .filter(bron -> bron.getValue().containsKey(blok))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(bronnen).as("sources with %s", blok).isNotEmpty();
    return bronnen;
  }

  /** What a profile says it is held against. */
  static String toets(String profiel) {
    return String.valueOf(
        Bestanden.yaml(Path.of("transforms", profiel, "profiel.yaml")).get("toets"));
  }

  static Set<String> profielen() {
    Set<String> profielen = new TreeSet<>();
    for (Map<String, Object> partner : Bestanden.config("partners").values()) {
      profielen.add(String.valueOf(Bestanden.map(partner.get("abonnement")).get("profiel")));
    }
    return profielen;
  }

  private static List<String> direct(String tekst) {
    return DIRECT.matcher(tekst).results().map(gevonden -> gevonden.group(1)).toList();
  }

  private static List<String> zonderRoute(List<String> aanroepen) {
    Set<String> routes =
        Routebestand.alle().stream().map(Routebestand::naam).collect(Collectors.toSet());
    return aanroepen.stream()
        .filter(aanroep -> routes.stream().noneMatch(route -> past(route, aanroep)))
        .toList();
  }

  /** A name that ends in a dash is completed by a parameter: of the template, or in the code. */
  private static boolean past(String route, String aanroep) {
    return aanroep.endsWith("-")
        ? route.startsWith(aanroep) || aanroep.equals(route + "-")
        : route.equals(aanroep);
  }

  private static List<String> instellingen(Routebestand bestand) {
    List<String> fouten = new ArrayList<>();
    Matcher gevonden = INSTELLING.matcher(bestand.tekst());
    while (gevonden.find()) {
      if (Bestanden.instelling(gevonden.group(1)) == null) {
        fouten.add(bestand.naam() + " needs " + gevonden.group(1));
      }
    }
    return fouten;
  }

  private static List<String> jmsOpties(Routebestand bestand) {
    return jms(bestand).stream()
        .flatMap(eindpunt -> Bestanden.map(eindpunt.get("parameters")).entrySet().stream())
        .filter(optie -> !JMS_OPTIES.contains(optie.getKey()))
        .filter(
            optie ->
                !ANDERE_LEZERS.getOrDefault(optie.getKey(), Set.of()).contains(optie.getValue()))
        .map(optie -> bestand.naam() + " sets " + optie.getKey() + " on a JMS endpoint")
        .toList();
  }

  /** Reading and sending by two connections are two transactions. */
  private static List<String> verbindingen(Routebestand bestand) {
    List<Object> verbindingen =
        jms(bestand).stream()
            .map(eindpunt -> Bestanden.map(eindpunt.get("parameters")))
            .map(opties -> opties.getOrDefault("connectionFactory", ""))
            .distinct()
            .toList();
    if (verbindingen.stream().allMatch(""::equals)) {
      return List.of();
    }
    return verbindingen.size() == 1
            && ZENDEN_NIETS.contains(String.valueOf(bestand.route().get("routeConfigurationId")))
        ? List.of()
        : List.of(bestand.naam() + " reads by one connection and sends by another");
  }

  /** Parked or sent on, a hundred messages would be one. */
  private static List<String> grepen(Routebestand bestand) {
    boolean perGreep =
        jms(bestand).stream()
            .map(eindpunt -> Bestanden.map(eindpunt.get("parameters")))
            .anyMatch(opties -> PER_GREEP.equals(opties.get("messageListenerContainerFactory")));
    if (!perGreep) {
      return List.of();
    }
    boolean enkelEenBean =
        bestand.stappen().size() == 1 && bestand.stappen().get(0).soort().equals("bean");
    return enkelEenBean && "retry-log".equals(bestand.route().get("routeConfigurationId"))
        ? List.of()
        : List.of(bestand.naam() + " does more with a handful than hand it to a bean");
  }

  private static List<String> wachtrijen(Brokerbestand broker, Routebestand bestand) {
    return jms(bestand).stream()
        .map(
            eindpunt ->
                "jms".equals(eindpunt.get("uri"))
                    ? Bestanden.map(eindpunt.get("parameters")).get("destinationName")
                    : eindpunt.get("uri"))
        .map(naam -> String.valueOf(naam).replaceFirst("^jms:(queue:|topic:)?", ""))
        .filter(naam -> !broker.kent(naam))
        .map(naam -> bestand.naam() + " uses " + naam)
        .toList();
  }

  private static List<Map<String, Object>> jms(Routebestand bestand) {
    return bestand.eindpunten().stream()
        .filter(eindpunt -> String.valueOf(eindpunt.get("uri")).matches("jms(:.*)?"))
        .toList();
  }
}
