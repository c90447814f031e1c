package nl.ketenbrug;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.springframework.util.FileSystemUtils;

/**
 * The jar as every process of the integration tests starts it: its libraries beside it instead of
 * within it, and its classes in a class-data archive of the JVM, which reads and checks each of
 * some twenty thousand again at every start otherwise. The same classes run. Made once for a jar
 * and a JVM, by whichever process of a build comes first; {@code -Dketenbrug.klassenarchief=false}
 * does without the archive.
 */
final class Klassenarchief {

  private static final Path MAP = Path.of("target", "motor").toAbsolutePath();
  private static final Duration GEDULD = Duration.ofMinutes(8);

  private static Klassenarchief archief;

  private final Path starter;
  private final List<String> opties;

  private Klassenarchief(Path starter, List<String> opties) {
    this.starter = starter;
    this.opties = opties;
  }

  /**
   * @param jar as it is shipped
   */
  static synchronized Klassenarchief van(Path jar) throws IOException {
    if (archief == null) {
      Files.createDirectories(MAP);
      try (FileChannel kanaal =
              FileChannel.open(
                  MAP.resolveSibling("motor.slot"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock slot = kanaal.lock()) {
        archief = maak(jar, MAP.resolve(kenmerk(jar)));
      }
    }
    return archief;
  }

  /** The jar that can be started. */
  Path starter() {
    return starter;
  }

  /** JVM options of a process whose class path begins with that jar; none without an archive. */
  List<String> opties() {
    return opties;
  }

  private static Klassenarchief maak(Path jar, Path map) throws IOException {
    Path starter = map.resolve("uitgepakt").resolve(jar.getFileName());
    Path klassen = map.resolve("klassen.jsa");
    if (Files.notExists(starter)) {
      FileSystemUtils.deleteRecursively(MAP);
      Files.createDirectories(map);
      pakUit(jar, map);
    }
    if (!Boolean.parseBoolean(System.getProperty("ketenbrug.klassenarchief", "true"))) {
      return new Klassenarchief(starter, List.of());
    }
    if (Files.notExists(klassen)) {
      try {
        leg(jar, starter, map, klassen);
      } catch (Exception | AssertionError e) {
        // Slower, and nothing else: what a test proves does not hang on it.
        System.out.println("Zonder klassenarchief, elke start van een motor duurt langer: " + e);
        return new Klassenarchief(starter, List.of());
      }
    }
    return new Klassenarchief(starter, List.of("-XX:SharedArchiveFile=" + klassen));
  }

  /**
   * The same content gives the same folder, so that a jar that did not change is not done again.
   * Its directory knows the checksum of each part: a hundred megabytes need no reading in each
   * process.
   */
  private static String kenmerk(Path jar) throws IOException {
    try (ZipFile inhoud = new ZipFile(jar.toFile())) {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
      inhoud.stream()
          .map(deel -> "\n%s %d %x".formatted(deel.getName(), deel.getSize(), deel.getCrc()))
          .forEach(deel -> hash.update(deel.getBytes(StandardCharsets.UTF_8)));
      // Letters only: it stands in the output of engines, in which tests look for a BSN.
      return HexFormat.of()
          .formatHex(hash.digest(), 0, 8)
          .chars()
          .mapToObj(cijfer -> Character.toString('a' + Character.digit(cijfer, 16)))
          .collect(Collectors.joining());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }

  private static void pakUit(Path jar, Path map) throws IOException {
    Path werk = map.resolve("uitpakken");
    java(
        map.resolve("uitpakken.txt"),
        "-Djarmode=tools",
        "-jar",
        jar.toString(),
        "extract",
        "--destination",
        werk.toString());
    try (Stream<Path> delen = Files.list(werk.resolve("lib"))) {
      for (Path deel : delen.toList()) {
        zonderHandtekening(deel);
      }
    }
    Files.move(werk, map.resolve("uitgepakt"));
  }

  /** Of a signed jar no class comes into an archive. */
  private static void zonderHandtekening(Path jar) throws IOException {
    try (FileSystem inhoud = FileSystems.newFileSystem(jar)) {
      Path meta = inhoud.getPath("META-INF");
      if (!Files.isDirectory(meta)) {
        return;
      }
      try (Stream<Path> delen = Files.list(meta)) {
        for (Path deel : delen.toList()) {
          if (deel.toString().matches("(?i).*\\.(SF|RSA|DSA|EC)")) {
            Files.delete(deel);
          }
        }
      }
    }
  }

  /** Lets an engine live through a start, an event and a stop, and archives what it loaded. */
  private static void leg(Path jar, Path starter, Path map, Path klassen) throws Exception {
    Path lijst = map.resolve("klassen.lst");
    Path proef = map.resolve("proef");
    FileSystemUtils.deleteRecursively(proef);
    List<String> bsn = Motorbestanden.bsns(999_991_000, 1);
    Motorbestanden bestanden = Motorbestanden.kopie(proef.resolve("map"));
    bestanden.schuldenaren(bsn);
    try (Motorproces motor = new Motorproces(jar, bestanden, proef)) {
      motor.startEnNoteer(starter, lijst);
      motor.wachtTotGereed();
      verwerk(motor, bsn.get(0));
      motor.stop();
    }
    Path werk = map.resolve("klassen.werk");
    Files.deleteIfExists(werk);
    java(
        map.resolve("archief.txt"),
        "-Xshare:dump",
        "-XX:SharedClassListFile=" + lijst,
        "-XX:SharedArchiveFile=" + werk,
        "-cp",
        starter.toString());
    // An archive that does not fit would be passed over in silence.
    java(
        map.resolve("controle.txt"),
        "-Xshare:on",
        "-XX:+UseSerialGC",
        "-XX:SharedArchiveFile=" + werk,
        "-cp",
        starter.toString(),
        "-version");
    Files.move(werk, klassen);
    FileSystemUtils.deleteRecursively(proef);
  }

  private static void verwerk(Motorproces motor, String bsn) throws Exception {
    String id =
        new Webklant(motor.adres(), "beslagregister", "beslagregister")
            .post(
                "/api/v1/aanleveringen/beslagregister",
                "application/xml",
                Beslagbericht.gelegd("KLASSEN-00001", bsn, Beslagbericht.VEENSTRA))
            .json()
            .path("berichtId")
            .asText();
    Webklant auditor = new Webklant(motor.adres(), "auditor", "auditor");
    Instant einde = Instant.now().plus(GEDULD);
    while (!auditor.get("/api/v1/log/berichten/" + id).body().contains("\"klaargezet\"")) {
      if (Instant.now().isAfter(einde)) {
        throw new IllegalStateException("de motor verwerkt niets; zie " + MAP);
      }
      Thread.sleep(200);
    }
  }

  private static void java(Path uitvoer, String... argumenten) throws IOException {
    List<String> opdracht = new ArrayList<>();
    opdracht.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    opdracht.addAll(List.of(argumenten));
    Process proces =
        new ProcessBuilder(opdracht)
            .redirectErrorStream(true)
            .redirectOutput(uitvoer.toFile())
            .start();
    try {
      if (!proces.waitFor(GEDULD.toMinutes(), TimeUnit.MINUTES) || proces.exitValue() != 0) {
        throw new IOException("een stap mislukte; zie " + uitvoer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("afgebroken: " + uitvoer, e);
    } finally {
      proces.destroyForcibly();
    }
  }
}
