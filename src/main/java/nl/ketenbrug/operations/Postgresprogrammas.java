package nl.ketenbrug.operations;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/**
 * Unpacks the PostgreSQL programs that travel in the jar. The folder carries checksum and length of
 * the archive, which its jar knows without reading it, so that a new release gets a folder of its
 * own; an unpacking that was cut off is never used, because the folder gets its final name last.
 */
final class Postgresprogrammas {

  private Postgresprogrammas() {}

  /**
   * The folder that holds {@code bin/initdb} and {@code bin/pg_ctl}, unpacked when needed.
   *
   * @param map folder under which releases are unpacked
   * @throws IOException when unpacking fails or this platform has no programs in the jar
   */
  static Path uitgepakt(Path map) throws IOException {
    Path doel = map.resolve("postgres-" + merk());
    if (Files.isDirectory(doel)) {
      return doel;
    }

    Files.createDirectories(map);
    Path werk = Files.createTempDirectory(map, "uitpakken-");
    try {
      pakUit(archief(), werk);
      Files.move(werk, doel, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      FileSystemUtils.deleteRecursively(werk);
      // Another process may have finished the same work first; its folder is as good.
      if (!Files.isDirectory(doel)) {
        throw e;
      }
    }
    return doel;
  }

  /** Fifteen megabytes are not read at every start to find that nothing is to be done. */
  private static String merk() throws IOException {
    String naam =
        "postgres-%s-%s.txz"
            .formatted(
                systeem().toLowerCase(Locale.ROOT),
                ArchUtils.normalize(System.getProperty("os.arch")));
    URL plaats = Postgresprogrammas.class.getResource("/" + naam);
    if (plaats != null && plaats.openConnection() instanceof JarURLConnection verbinding) {
      JarEntry archief = verbinding.getJarEntry();
      return "%08x-%d".formatted(archief.getCrc(), archief.getSize());
    }
    // Not in a jar, or of another machine that this one can play.
    byte[] archief = archief();
    CRC32 som = new CRC32();
    som.update(archief);
    return "%08x-%d".formatted(som.getValue(), archief.length);
  }

  private static String systeem() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return os.startsWith("mac") ? "Darwin" : os.startsWith("windows") ? "Windows" : "Linux";
  }

  private static byte[] archief() throws IOException {
    String arch = System.getProperty("os.arch");
    String machine = arch.equals("amd64") ? "x86_64" : arch;
    try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(systeem(), machine)) {
      if (in == null) {
        throw new IOException(
            "Geen ingebouwde PostgreSQL voor %s op %s; geef ketenbrug.database.url"
                .formatted(systeem(), machine));
      }
      return in.readAllBytes();
    }
  }

  private static void pakUit(byte[] archief, Path doel) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archief)))) {
      for (TarArchiveEntry deel = tar.getNextEntry(); deel != null; deel = tar.getNextEntry()) {
        Path pad = doel.resolve(deel.getName()).normalize();
        if (!pad.startsWith(doel)) {
          throw new IOException("Archief wijst buiten zijn map: " + deel.getName());
        }
        schrijf(tar, deel, pad);
      }
    }
  }

  private static void schrijf(InputStream tar, TarArchiveEntry deel, Path pad) throws IOException {
    if (deel.isDirectory()) {
      Files.createDirectories(pad);
      return;
    }
    Files.createDirectories(pad.getParent());
    if (deel.isSymbolicLink() || deel.isLink()) {
      Files.createSymbolicLink(pad, Path.of(deel.getLinkName()));
      return;
    }
    Files.copy(tar, pad);
    if (pad.getParent().endsWith("bin") && !pad.toFile().setExecutable(true)) {
      throw new IOException("Niet uitvoerbaar te maken: " + pad.getFileName());
    }
  }
}
