package nl.ketenbrug.simulator;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the interface descriptions of third parties lie. They are no part of the project; a test
 * that needs one is skipped, with a message that names the folder, when it is absent.
 */
public final class Koppelvlakken {

  private static final Path MAP = Path.of("../shared/interfaces");

  private Koppelvlakken() {}

  /** The file or folder with this name; skips the running test when it is not there. */
  public static Path of(String naam) {
    Path pad = MAP.resolve(naam);
    Assumptions.assumeTrue(Files.exists(pad), "Overgeslagen: " + pad + " ontbreekt");
    return pad;
  }
}
