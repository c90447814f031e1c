package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** Settings of an installation that is older than what they have since. */
class VolgSettingsTest {

  @Test
  void withoutAChoiceTheSourcesAreFollowedThatWereBeforeThereWasOne() {
    VolgSettings settings =
        binder(
                Map.of(
                    "ketenbrug.volgen.aan", "true",
                    "ketenbrug.volgen.voeding", "1000",
                    "ketenbrug.volgen.bijwerken", "60000",
                    "ketenbrug.volgen.tegelijk", "4",
                    "ketenbrug.volgen.uitstel", "300",
                    "ketenbrug.volgen.herbepaling", "900000"))
            .bind("ketenbrug.volgen", VolgSettings.class)
            .get();

    assertThat(settings.volgt("brp")).isTrue();
    assertThat(settings.volgt("polis")).isTrue();
    assertThat(settings.volgt("svb")).isFalse();
  }

  @Test
  void withoutASampleOneInAHundredAnswersIsLookedAt() {
    RuwverloopSettings settings =
        binder(Map.of("ketenbrug.map", ".")).bind("ketenbrug", RuwverloopSettings.class).get();

    assertThat(settings.ruwverloop().steekproef()).isEqualTo(100);
  }

  @Test
  void theBrpIsThatOfHaalCentraalUnlessItSaysOtherwise() {
    Map<String, String> strategie =
        Map.of("ketenbrug.verrijking.inkomensstrategie", "GEMIDDELDE_SELECTIEPERIODE");
    assertThat(verrijking(strategie).brp()).isEqualTo("brp");

    Map<String, String> waarden = new HashMap<>(strategie);
    waarden.put("ketenbrug.verrijking.brp", "brp-suwinet");
    assertThat(verrijking(waarden).brp()).isEqualTo("brp-suwinet");

    waarden.put("ketenbrug.verrijking.brp", "brp-stuf");
    assertThatThrownBy(() -> verrijking(waarden))
        .hasRootCauseMessage(
            "brp-onbekend: ketenbrug.verrijking.brp is brp-stuf; schrijf brp (Haal Centraal) of brp-suwinet");
  }

  /** One setting says where the BRP is asked and where it is followed. */
  @Test
  void theInstallationFollowsTheBrpWhereItIsAsked() throws Exception {
    StandardEnvironment omgeving = new StandardEnvironment();
    for (PropertySource<?> bron :
        new YamlPropertySourceLoader()
            .load("installatie", new FileSystemResource("config/application.yaml"))) {
      omgeving.getPropertySources().addLast(bron);
    }
    assertThat(volgen(omgeving).bronnen()).containsExactly("brp", "polis");

    omgeving
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "opdrachtregel", Map.of("ketenbrug.verrijking.brp", "brp-suwinet")));

    assertThat(volgen(omgeving).bronnen()).containsExactly("brp-suwinet", "polis");
  }

  private static VolgSettings volgen(StandardEnvironment omgeving) {
    return Binder.get(omgeving).bind("ketenbrug.volgen", VolgSettings.class).get();
  }

  private static VerrijkingSettings verrijking(Map<String, String> waarden) {
    return binder(waarden).bind("ketenbrug.verrijking", VerrijkingSettings.class).get();
  }

  private static Binder binder(Map<String, String> waarden) {
    return new Binder(new MapConfigurationPropertySource(waarden));
  }
}
