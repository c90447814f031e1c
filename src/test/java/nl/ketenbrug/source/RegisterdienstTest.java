package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the register of the installation may be asked for everything. */
class RegisterdienstTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-11-18T21:59, false",
    "2026-11-18T22:00, true",
    "2026-11-19T05:59, true",
    "2026-11-19T06:00, false",
    "2026-11-20T12:00, false",
    "2026-11-21T12:00, true",
    "2026-11-22T12:00, true",
    "2026-11-23T00:30, true"
  })
  void everythingIsAskedForAtNightAndInTheWeekendOnly(String moment, boolean rustig)
      throws Exception {
    Bron bron =
        new ObjectMapper(new YAMLFactory())
            .readValue(Path.of("config/sources/cir.yaml").toFile(), Bron.class);

    assertThat(bron.register().isRustig(ZonedDateTime.parse(moment + "+01:00[Europe/Amsterdam]")))
        .isEqualTo(rustig);
  }
}
