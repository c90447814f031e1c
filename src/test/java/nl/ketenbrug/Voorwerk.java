package nl.ketenbrug;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import nl.ketenbrug.operations.Databasesjabloon;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.simulator.suwinet.Proefsleutels;
import org.springframework.util.FileSystemUtils;

/**
 * What every new engine of the demo would make for itself, in seconds each, made once for all tests
 * of a build. {@code KetenIT} does without, so that an engine that makes everything itself is seen
 * too.
 */
final class Voorwerk {

  private static final Path MAP = Path.of("target", "voorwerk");
  private static final Path SLEUTELS = MAP.resolve("motorsleutels");
  private static final String AFNEMER = "00000099000000000000";

  private Voorwerk() {}

  /**
   * As {@link #in}, and an empty database with its schema, for an engine with one of its own.
   *
   * @param data the data folder of an engine that did not start yet
   */
  static synchronized void metDatabase(Path data) throws IOException {
    in(data);
    Path gegevens = data.resolve("postgres");
    if (Files.notExists(gegevens)) {
      Databasesjabloon.in(gegevens);
    }
  }

  /**
   * Lays the programs of the database and the keys for Suwinet ready, unless they are there.
   *
   * @param data the data folder of an engine that did not start yet
   */
  static synchronized void in(Path data) throws IOException {
    Path programmas = data.resolve("programmas");
    Path sleutels = data.resolve("suwinet");
    if (Files.notExists(programmas)) {
      Files.createDirectories(data);
      Files.createSymbolicLink(programmas, Testdatabase.programmas().toAbsolutePath());
    }
    if (Files.notExists(sleutels)) {
      kopieerSleutels(sleutels);
    }
  }

  /** One process at a time: none takes away what another copies. */
  private static void kopieerSleutels(Path doel) throws IOException {
    Files.createDirectories(MAP);
    try (FileChannel kanaal =
            FileChannel.open(
                MAP.resolve("slot"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock slot = kanaal.lock()) {
      // Opened several times at each start; their password is no secret, so it need not be slow.
      for (String soort : new String[] {"mac", "keyPbe", "certPbe"}) {
        System.setProperty("keystore.pkcs12." + soort + "IterationCount", "1000");
      }
      Proefsleutels.in(SLEUTELS, AFNEMER, Clock.systemUTC());
      FileSystemUtils.copyRecursively(SLEUTELS, doel);
    }
  }
}
