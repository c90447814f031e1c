package nl.ketenbrug.simulator.scenario;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads the scenario file; an unknown key in it is an error. */
public final class Scenariolezer {

  private static final YAMLMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().loaderOptions(grenzen()).build())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Scenariolezer() {}

  /**
   * A scenario of thousands of people is larger than the three million characters of the reader.
   */
  private static LoaderOptions grenzen() {
    LoaderOptions grenzen = new LoaderOptions();
    grenzen.setCodePointLimit(100_000_000);
    return grenzen;
  }

  /** Throws {@link UncheckedIOException} with the place in the file when it cannot be used. */
  public static Scenario lees(Path bestand) {
    try {
      return YAML.readValue(bestand.toFile(), Scenario.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Scenario " + bestand + " is niet te gebruiken", e);
    }
  }
}
