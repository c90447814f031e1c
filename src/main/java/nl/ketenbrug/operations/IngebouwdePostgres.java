package nl.ketenbrug.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The PostgreSQL server that runs beside the engine when no database is named: same data folder at
 * every start, on loopback only, and every commit on disk before it is answered.
 *
 * <p>It starts the programs itself instead of through {@code EmbeddedPostgres}: that class turns
 * fsync off, lets everybody in without a password, and stops the server from a shutdown hook of its
 * own while the engine is still writing its last log lines.
 *
 * <p>Beside the data folder {@code x} stand {@code x.slot} (locked while an engine uses the folder)
 * and {@code x.wachtwoord} (made at first start, readable by the owner only).
 */
public final class IngebouwdePostgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IngebouwdePostgres.class);
  private static final String DATABASE = "postgres";

  /** Crash recovery reads the journal since the last checkpoint and may take minutes. */
  private static final String START_SECONDEN = "600";

  private static final String STOP_SECONDEN = "60";

  /** Ports: between the look whether one is free and the use of it somebody else may take it. */
  private static final int POGINGEN = 3;

  private final Path gegevens;
  private final Path programmas;
  private final String gebruiker;
  private final FileChannel slotbestand;
  private final String wachtwoord;
  private final IntSupplier poorten;
  private int poort;
  private boolean gesloten;

  private IngebouwdePostgres(
      Path gegevens, Path programmas, String gebruiker, FileChannel slot, IntSupplier poorten)
      throws IOException {
    this.poorten = poorten;
    this.gegevens = gegevens;
    this.programmas = programmas;
    this.gebruiker = gebruiker;
    this.slotbestand = slot;
    this.wachtwoord = wachtwoord();
  }

  /**
   * Starts the server on this data folder, made at first use; a server that an engine left behind
   * there is stopped first.
   *
   * @param map data folder
   * @param programmamap folder under which the programs are unpacked
   * @param gebruiker name of the database's owner, only read when the folder is made
   * @throws IllegalStateException when another engine uses the folder or the server does not start
   */
  public static IngebouwdePostgres start(Path map, Path programmamap, String gebruiker) {
    return start(map, programmamap, gebruiker, IngebouwdePostgres::vrijePoort);
  }

  /**
   * @param poorten a port that may be free, each time it is asked
   */
  static IngebouwdePostgres start(
      Path map, Path programmamap, String gebruiker, IntSupplier poorten) {
    Path gegevens = map.toAbsolutePath().normalize();
    try {
      Files.createDirectories(gegevens.getParent());
      FileChannel slot = slot(gegevens);
      try {
        Path programmas = Postgresprogrammas.uitgepakt(programmamap.toAbsolutePath().normalize());
        var postgres = new IngebouwdePostgres(gegevens, programmas, gebruiker, slot, poorten);
        postgres.begin();
        return postgres;
      } catch (IOException | RuntimeException e) {
        slot.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("De ingebouwde database in " + gegevens + " start niet", e);
    }
  }

  /** JDBC address, without user and password. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(poort, DATABASE);
  }

  public String gebruiker() {
    return gebruiker;
  }

  /** The password made at first start. */
  public String geheim() {
    return wachtwoord;
  }

  /**
   * Starts the server again after it died, on another port; {@link #url} is another one then.
   *
   * @throws IllegalStateException when it does not start
   */
  public synchronized void herstel() {
    try {
      begin();
    } catch (IOException e) {
      throw new UncheckedIOException("De ingebouwde database in " + gegevens + " start niet", e);
    }
  }

  /**
   * Stops the server in an orderly way: sessions end, everything is on disk, no recovery needed.
   */
  @Override
  public synchronized void close() {
    if (gesloten) {
      return;
    }
    gesloten = true;
    try {
      stop();
    } finally {
      laatLos();
    }
  }

  private void begin() throws IOException {
    if (Files.exists(gegevens.resolve("PG_VERSION"))) {
      neemOver();
    } else {
      maak();
    }
    beginOpVrijePoort();
    LOG.info("Ingebouwde database draait op {}", url());
  }

  private void beginOpVrijePoort() throws IOException {
    List<IllegalStateException> eerder = new ArrayList<>();
    while (true) {
      poort = poorten.getAsInt();
      try {
        begin(poort);
        return;
      } catch (IllegalStateException e) {
        eerder.forEach(e::addSuppressed);
        if (!isVanEenAnder(poort)) {
          throw e;
        }
        if (eerder.size() + 1 == POGINGEN) {
          throw new IllegalStateException("De ingebouwde database vindt geen vrije poort", e);
        }
        LOG.warn("Poort {} is bezet; de ingebouwde database probeert een andere", poort);
        eerder.add(e);
      }
    }
  }

  /** Our own server has it when it lives and is only not ready in time. */
  private boolean isVanEenAnder(int keuze) throws IOException {
    return !isVrij(keuze) && new Postmaster(gegevens).toestand() != Postmaster.Toestand.LEEFT;
  }

  private void begin(int poort) {
    List<String> opties = new ArrayList<>();
    instellingen(poort).forEach((naam, waarde) -> opties.add("-c " + naam + "=" + waarde));
    voerUit(
        "pg_ctl",
        "start",
        "-D",
        gegevens.toString(),
        "-w",
        "-t",
        START_SECONDEN,
        "-o",
        String.join(" ", opties));
  }

  private void neemOver() throws IOException {
    Postmaster vorige = new Postmaster(gegevens);
    switch (vorige.toestand()) {
      case WEG -> LOG.debug("Geen vorige database actief in {}", gegevens);
      case NUMMER_VAN_ANDER -> Files.delete(vorige.pidbestand());
      case LEEFT -> {
        LOG.warn("De vorige motor is niet netjes gestopt; zijn database wordt overgenomen");
        stop();
      }
    }
  }

  /** A folder gets its name when it is whole: initdb that was cut off leaves nothing to trip on. */
  private void maak() throws IOException {
    Path half = gegevens.resolveSibling(gegevens.getFileName() + ".nieuw");
    FileSystemUtils.deleteRecursively(half);
    voerUit(
        "initdb",
        "-D",
        half.toString(),
        "-U",
        gebruiker,
        "--encoding=UTF8",
        "--locale=C",
        "--auth=scram-sha-256",
        "--pwfile=" + wachtwoordbestand(),
        "--data-checksums");
    Files.move(half, gegevens, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Map<String, String> instellingen(int poort) {
    Map<String, String> waarden = new TreeMap<>();
    waarden.put("port", Integer.toString(poort));
    waarden.put("listen_addresses", "127.0.0.1");
    waarden.put("unix_socket_directories", "");
    waarden.put("fsync", "on");
    waarden.put("synchronous_commit", "on");
    waarden.put("full_page_writes", "on");
    waarden.put("shared_buffers", "32MB");
    waarden.put("max_connections", "40");
    // Without detail: a row that is refused could stand in the server's log, with a BSN in it.
    waarden.put("log_error_verbosity", "terse");
    waarden.put("log_parameter_max_length_on_error", "0");
    waarden.put("logging_collector", "on");
    waarden.put("log_filename", "postgresql-%a.log");
    waarden.put("log_truncate_on_rotation", "on");
    waarden.put("log_rotation_size", "0");
    return waarden;
  }

  private void stop() {
    voerUit("pg_ctl", "stop", "-D", gegevens.toString(), "-m", "fast", "-w", "-t", STOP_SECONDEN);
  }

  private void voerUit(String programma, String... argumenten) {
    List<String> opdracht = new ArrayList<>(zonderRootrechten());
    opdracht.add(programmas.resolve("bin").resolve(programma).toString());
    opdracht.addAll(List.of(argumenten));
    try {
      // To a file: the server inherits this output, and a pipe would stay open as long as it runs.
      Path uitvoer = Files.createTempFile(gegevens.getParent(), "pg-", ".uit");
      try {
        Process proces =
            new ProcessBuilder(opdracht)
                .redirectErrorStream(true)
                .redirectOutput(uitvoer.toFile())
                .start();
        proces.getOutputStream().close();
        if (proces.waitFor() != 0) {
          throw new IllegalStateException(
              programma + " " + argumenten[0] + " mislukt: " + Files.readString(uitvoer).strip());
        }
      } finally {
        Files.delete(uitvoer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(programma + " is niet uit te voeren", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(programma + " is onderbroken", e);
    }
  }

  /**
   * PostgreSQL refuses to run as root; in a user namespace of its own it is nobody in particular.
   */
  private static List<String> zonderRootrechten() {
    boolean root =
        "root".equals(System.getProperty("user.name"))
            && System.getProperty("os.name").startsWith("Linux");
    return root ? List.of("unshare", "-U") : List.of();
  }

  private Path wachtwoordbestand() {
    return gegevens.resolveSibling(gegevens.getFileName() + ".wachtwoord");
  }

  private String wachtwoord() throws IOException {
    Path bestand = wachtwoordbestand();
    if (!Files.exists(bestand) || Files.size(bestand) == 0) {
      // Empty: an earlier start was cut off between making and filling it.
      Files.deleteIfExists(bestand);
      byte[] willekeurig = new byte[24];
      new SecureRandom().nextBytes(willekeurig);
      alleenEigenaar(bestand);
      Files.writeString(bestand, HexFormat.of().formatHex(willekeurig));
    }
    return Files.readString(bestand).strip();
  }

  private static void alleenEigenaar(Path bestand) throws IOException {
    if (!bestand.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(bestand);
      return;
    }
    Files.createFile(
        bestand,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static FileChannel slot(Path gegevens) throws IOException {
    FileChannel bestand =
        FileChannel.open(
            gegevens.resolveSibling(gegevens.getFileName() + ".slot"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock slot;
    try {
      slot = bestand.tryLock();
    } catch (OverlappingFileLockException e) {
      slot = null;
    }
    if (slot == null) {
      bestand.close();
      throw new IllegalStateException("Een andere motor gebruikt de database in " + gegevens);
    }
    return bestand;
  }

  private void laatLos() {
    try {
      slotbestand.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Het slot op " + gegevens + " gaat niet los", e);
    }
  }

  private static int vrijePoort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Er is geen vrije poort", e);
    }
  }

  private static boolean isVrij(int poort) {
    try (ServerSocket socket = new ServerSocket(poort, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
