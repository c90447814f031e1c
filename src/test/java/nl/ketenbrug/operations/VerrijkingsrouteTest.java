package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which way an event takes through the route behind the canonical queue, by the answers to its
 * questions. The route is the file itself; its steps only note that they were reached.
 */
class VerrijkingsrouteTest {

  private static final Path ROUTE = Path.of("routes/processing/enrich-gebeurtenis.camel.yaml");

  private static final List<String> BEGIN = List.of("begin-attempt", "wait-at-gate", "await-turn");

  private static final List<String> EIND =
      List.of(
          "begin-laying-ready",
          "to-shape",
          "to-publish",
          "bring-into-force",
          "compare-with-following",
          "note-withdrawals",
          "transform-to-stand",
          "note-told",
          "waits-no-more",
          "end-turn");

  private static final List<String> DOSSIER = List.of("update-dossier", "watch-registration-term");

  private static final List<String> MELDING =
      List.of("name-parties-of-person", "look-again-at-bvv", "decide-who-tells");

  /** Answers yes to what is named, as {@code bean.method}. */
  public static final class Vragen {
    private final String bean;
    private final Set<String> ja;

    Vragen(String bean, Set<String> ja) {
      this.bean = bean;
      this.ja = ja;
    }

    public boolean isIngehaald() {
      return ja.contains(bean + ".isIngehaald");
    }

    public boolean isVoorNiemand() {
      return ja.contains(bean + ".isVoorNiemand");
    }

    public boolean isKennisgeving() {
      return ja.contains(bean + ".isKennisgeving");
    }

    public boolean nodig() {
      return ja.contains(bean + ".nodig");
    }

    public boolean isAchterhaald() {
      return ja.contains(bean + ".isAchterhaald");
    }
  }

  static Stream<Arguments> wegen() {
    String bvv = "nl.beslagvrijevoet.bvv-herzien";
    String brp = "nl.brp.persoon-verhuisd";
    String gelegd = "nl.beslagregister.beslag-gelegd";
    String melding = "kennisgevingen.isKennisgeving";
    return Stream.of(
        arguments(
            bvv,
            Set.of("bvvstandhouder.isIngehaald"),
            Map.of(),
            List.of(
                "name-parties",
                "note-overtaken",
                "log-overtaken",
                "waits-no-more-overtaken",
                "end-turn-overtaken")),
        arguments(bvv, Set.of("coordinatiestand.isIngehaald"), Map.of(), met("name-parties")),
        arguments("nl.beslagvrijevoet.bvv-vastgesteld", Set.of(), Map.of(), met("name-parties")),
        arguments(
            brp,
            Set.of("kennisgevingen.isVoorNiemand", melding),
            Map.of(),
            List.of("name-parties-of-person", "waits-no-more-for-nobody", "end-turn-for-nobody")),
        arguments(
            brp,
            Set.of(melding),
            Map.of("gevolgd", true, "alVerteld", "ja"),
            samen(
                MELDING,
                List.of(
                    "bring-turn-forward",
                    "log-followed",
                    "waits-no-more-followed",
                    "end-turn-followed"))),
        arguments(
            brp,
            Set.of(melding),
            Map.of("gevolgd", false, "alVerteld", "ja"),
            samen(
                MELDING,
                List.of(
                    "log-already-told", "waits-no-more-already-told", "end-turn-already-told"))),
        arguments(
            brp,
            Set.of(melding),
            Map.of("gevolgd", false, "verwijstNaar", "eerder"),
            samen(MELDING, List.of("refer-to-earlier-event"), EIND)),
        arguments(brp, Set.of(melding), Map.of("gevolgd", false), samen(MELDING, EIND)),
        arguments(
            "nl.insolventieregister.zaak-gepubliceerd",
            Set.of(),
            Map.of(),
            met("name-parties-of-person")),
        arguments("nl.vish.gewijzigd", Set.of(), Map.of(), met("name-parties-of-person")),
        arguments("nl.schuldhulp.gestart", Set.of(), Map.of(), met("name-parties-of-person")),
        arguments(
            "nl.curatelebewindregister.bewind-ingesteld",
            Set.of("actualiteit.isAchterhaald"),
            Map.of(),
            met("name-parties-of-person", "log-became-known", "bring-up-to-date")),
        arguments(
            "nl.beslagregister.coordinator-gewijzigd",
            Set.of("coordinatiestand.isIngehaald", "verrijking.nodig"),
            Map.of(),
            List.of(
                "log-change-overtaken",
                "waits-no-more-change-overtaken",
                "end-turn-change-overtaken")),
        arguments(
            gelegd,
            Set.of("verrijking.nodig"),
            Map.of(),
            samen(DOSSIER, List.of("look-up-and-calculate", "transform-to-events"), EIND)),
        arguments(gelegd, Set.of(), Map.of(), samen(DOSSIER, EIND)));
  }

  @ParameterizedTest
  @MethodSource("wegen")
  void anEventTakesTheWayThatTheAnswersSay(
      String type, Set<String> ja, Map<String, Object> kenmerken, List<String> weg)
      throws Exception {
    List<String> gezien = new ArrayList<>();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      for (String bean :
          List.of(
              "bvvstandhouder",
              "kennisgevingen",
              "coordinatiestand",
              "verrijking",
              "actualiteit")) {
        camel.getRegistry().bind(bean, new Vragen(bean, ja));
      }
      camel
          .getCamelContextExtension()
          .addInterceptStrategy(
              (context, stap, doel, volgende) ->
                  stap instanceof ToDefinition
                      ? new DelegateAsyncProcessor(exchange -> gezien.add(stap.getId()))
                      : doel);
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString("route.camel.yaml", route()));
      camel.start();
      Exchange uit =
          camel
              .createProducerTemplate()
              .send(
                  "direct:canoniek",
                  exchange -> {
                    exchange.getMessage().setHeader("gebeurtenistype", type);
                    kenmerken.forEach(exchange::setProperty);
                    exchange.getMessage().setHeader("verwijstNaar", kenmerken.get("verwijstNaar"));
                  });
      assertThat(uit.getException()).isNull();
    }
    assertThat(gezien).containsExactlyElementsOf(samen(BEGIN, weg));
  }

  private static List<String> met(String... stappen) {
    return samen(List.of(stappen), EIND);
  }

  @SafeVarargs
  private static List<String> samen(List<String>... delen) {
    return Stream.of(delen).flatMap(List::stream).toList();
  }

  /** The file, with a place to note in the place of each bean and stylesheet. */
  private static String route() throws Exception {
    String route =
        Files.readString(ROUTE)
            .replaceFirst("(?s)uri: jms\\n.*?\\n      steps:", "uri: direct:canoniek\n      steps:")
            .replaceAll(
                "- bean:\\n(\\s+)id: (\\S+)\\n\\s+ref: \\S+\\n\\s+method: .*",
                "- to:\n$1id: $2\n$1uri: mock:stap")
            .replaceAll(
                "uri: xslt\\n\\s+parameters:\\n\\s+resourceUri: \"[^\"]*\"", "uri: mock:stap")
            .replaceFirst("\\n    routeConfigurationId: \\S+", "");
    assertThat(route).doesNotContain("xslt", "- bean:", "jms");
    return route;
  }
}
