package nl.ketenbrug;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.simulator.suwinet.Proefsleutels;
import org.springframework.util.FileSystemUtils;

/**
 * What every new engine of the demo would make for itself, in seconds each, made once for all tests
 * of a process. {@code KetenIT} does without, so that an engine that makes everything itself is
 * seen too.
 */
final class Voorwerk {

  /** Of each process that tests run in at the same time: none takes away what another uses. */
  private static final Path EIGEN = Path.of("target", "voorwerk-" + ProcessHandle.current().pid());

  private static final Path SLEUTELS = EIGEN.resolve("motorsleutels");
  private static final String AFNEMER = "00000099000000000000";

  private Voorwerk() {}

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
      // Opened several times at each start; their password is no secret, so it need not be slow.
      for (String soort : new String[] {"mac", "keyPbe", "certPbe"}) {
        System.setProperty("keystore.pkcs12." + soort + "IterationCount", "1000");
      }
      Proefsleutels.in(SLEUTELS, AFNEMER, Clock.systemUTC());
      FileSystemUtils.copyRecursively(SLEUTELS, sleutels);
    }
  }
}
