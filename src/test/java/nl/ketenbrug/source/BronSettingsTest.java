package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A setting that does nothing any more is not passed over in silence. */
class BronSettingsTest {

  @Test
  void theTimeOfAllSourcesTogetherStopsTheStartAndSaysWhatToWrite() {
    assertThatThrownBy(() -> bind(Map.of("ketenbrug.bron.tijdslimiet", "2000")))
        .hasRootCauseMessage(
            "instelling-vervallen: ketenbrug.bron.tijdslimiet geldt nergens meer; haal hem weg, en schrijf tijdslimiet in config/sources/<bron>.yaml (brp: blok json, brp-update: blok volgindicaties)");

    assertThat(bind(Map.of("ketenbrug.bron.herstelpauze", "10")).tijdslimiet()).isNull();
  }

  private static BronSettings bind(Map<String, String> waarden) {
    return new Binder(new MapConfigurationPropertySource(waarden))
        .bindOrCreate("ketenbrug.bron", BronSettings.class);
  }
}
