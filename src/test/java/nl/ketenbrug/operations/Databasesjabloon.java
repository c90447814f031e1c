package nl.ketenbrug.operations;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

/**
 * The data folder of a database with the schema and nothing in it, made once for all processes of a
 * build by the programs and the migrations themselves; every test that needs a new database gets a
 * copy. An engine that makes its database itself is seen in {@code KetenIT}, one that migrates an
 * empty one elsewhere in {@code VolgenIT}, and two that do so at the same time in {@code
 * MeerMotorenIT}.
 */
public final class Databasesjabloon {

  /** The owner that the engine's settings name. */
  private static final String EIGENAAR = "ketenbrug";

  private static final Path MAP = Path.of("target", "databasesjabloon").toAbsolutePath();
  private static final Path KLASSEN = Path.of("target", "classes");

  /** Where Flyway reads them: what another branch left there is in the schema too. */
  private static final Path MIGRATIES = KLASSEN.resolve(Path.of("db", "migration"));

  private static final Path MAKER =
      KLASSEN.resolve(IngebouwdePostgres.class.getName().replace('.', '/') + ".class");

  private Databasesjabloon() {}

  /**
   * Lays a new database here, with its password beside it, for {@link IngebouwdePostgres} to start.
   *
   * @param gegevens data folder, which is not there yet
   */
  public static synchronized void in(Path gegevens) throws IOException {
    Path sjabloon = sjabloon();
    Files.createDirectories(gegevens.getParent());
    FileSystemUtils.copyRecursively(sjabloon.resolve("gegevens"), gegevens);
    // The server refuses a folder that others may look into.
    Files.setPosixFilePermissions(gegevens, PosixFilePermissions.fromString("rwx------"));
    Files.copy(
        sjabloon.resolve("gegevens.wachtwoord"),
        gegevens.resolveSibling(gegevens.getFileName() + ".wachtwoord"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path sjabloon() throws IOException {
    Path programmas = Postgresprogrammas.uitgepakt(Testdatabase.PROGRAMMAS).getFileName();
    Path sjabloon = MAP.resolve(programmas + "-" + kenmerk());
    if (Files.exists(sjabloon)) {
      return sjabloon;
    }
    Files.createDirectories(MAP);
    try (FileChannel kanaal =
            FileChannel.open(
                MAP.resolve("slot"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock slot = kanaal.lock()) {
      if (Files.notExists(sjabloon)) {
        maak(sjabloon);
      }
    }
    return sjabloon;
  }

  /** Has its name when it is whole. */
  private static void maak(Path sjabloon) throws IOException {
    Path werk = MAP.resolve("werk");
    FileSystemUtils.deleteRecursively(werk);
    try (IngebouwdePostgres postgres =
        IngebouwdePostgres.start(werk.resolve("gegevens"), Testdatabase.PROGRAMMAS, EIGENAAR)) {
      Flyway.configure()
          .dataSource(postgres.url(), postgres.gebruiker(), postgres.geheim())
          .load()
          .migrate();
    }
    Files.move(werk, sjabloon, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Other migrations, or another way to make a database, and it is another folder. */
  private static String kenmerk() throws IOException {
    try (Stream<Path> bestanden = Files.list(MIGRATIES)) {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(Files.readAllBytes(MAKER));
      List<Path> opNaam = bestanden.sorted().toList();
      for (Path bestand : opNaam) {
        hash.update(bestand.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        hash.update(Files.readAllBytes(bestand));
      }
      return HexFormat.of().formatHex(hash.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }
}
