package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

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

  private static Binder binder(Map<String, String> waarden) {
    return new Binder(new MapConfigurationPropertySource(waarden));
  }
}
