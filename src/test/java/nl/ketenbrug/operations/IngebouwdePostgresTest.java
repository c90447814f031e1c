package nl.ketenbrug.operations;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.Poorten;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class IngebouwdePostgresTest {

  @TempDir Path werk;

  @Test
  void takesOverTheServerThatAKilledEngineLeftRunning() throws Exception {
    Path map = werk.resolve("gegevens");
    schrijfEnSterf(map, "voor de klap");
    ProcessHandle wees = postmaster(map);
    assertThat(wees.isAlive()).as("the server outlives its engine").isTrue();

    try (IngebouwdePostgres nieuw = start(map)) {
      assertThat(eenTekst(nieuw, "SELECT tekst FROM spoor")).isEqualTo("voor de klap");
      assertThat(postmaster(map).pid()).isNotEqualTo(wees.pid());
    }
  }

  @Test
  void recoversWhatWasCommittedWhenTheServerIsKilledToo() throws Exception {
    Path map = werk.resolve("gegevens");
    schrijfEnSterf(map, "vastgelegd");
    ProcessHandle wees = postmaster(map);
    List<ProcessHandle> kinderen = wees.children().toList();
    wees.destroyForcibly();
    Awaitility.await().until(() -> isWeg(wees) && kinderen.stream().allMatch(k -> isWeg(k)));

    try (IngebouwdePostgres nieuw = start(map)) {
      assertThat(eenTekst(nieuw, "SELECT tekst FROM spoor")).isEqualTo("vastgelegd");
    }
  }

  @Test
  void startsWhenTheStalePidFileNamesAStranger() throws Exception {
    Path map = werk.resolve("gegevens");
    start(map).close();
    // Not this JVM: PostgreSQL itself overlooks the number of its own parent and grandparent.
    Process vreemde = new ProcessBuilder("sleep", "120").start();
    Files.writeString(map.resolve("postmaster.pid"), vreemde.pid() + "\n" + map + "\n");

    try (IngebouwdePostgres nieuw = start(map)) {
      assertThat(eenTekst(nieuw, "SELECT 'draait'")).isEqualTo("draait");
      assertThat(vreemde.isAlive()).as("a stranger is left alone").isTrue();
    } finally {
      vreemde.destroyForcibly();
    }
  }

  @Test
  void takesAnotherPortWhenSomebodyTookThisOne() throws Exception {
    try (ServerSocket bezet = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Iterator<Integer> poorten = List.of(bezet.getLocalPort(), Poorten.vrij()).iterator();

      try (IngebouwdePostgres postgres =
          IngebouwdePostgres.start(
              werk.resolve("gegevens"), Testdatabase.PROGRAMMAS, "ketenbrug", poorten::next)) {
        assertThat(eenTekst(postgres, "SELECT 'draait'")).isEqualTo("draait");
      }
    }
  }

  @Test
  void saysThatItFindsNoPortWhenSomebodyHasEachOfThem() throws Exception {
    try (ServerSocket bezet = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  IngebouwdePostgres.start(
                      werk.resolve("gegevens"),
                      Testdatabase.PROGRAMMAS,
                      "ketenbrug",
                      bezet::getLocalPort))
          .hasMessageContaining("geen vrije poort")
          .cause()
          .hasMessageContaining("pg_ctl start");
    }
  }

  /** As when it recovers for longer than a start waits for it: the port is taken, by our own. */
  @Test
  void doesNotBeginASecondServerBesideItsOwn() throws Exception {
    Path map = werk.resolve("gegevens").toAbsolutePath();
    start(map).close();
    List<Integer> gekozen = new ArrayList<>();
    try {
      assertThatThrownBy(
              () ->
                  IngebouwdePostgres.start(
                      map, Testdatabase.PROGRAMMAS, "ketenbrug", () -> begonnen(map, gekozen)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("pg_ctl start");
      assertThat(gekozen).as("no other port is tried").hasSize(1);
      assertThat(postmaster(map).isAlive()).isTrue();
    } finally {
      // Takes over what lives there, and ends it.
      start(map).close();
    }
  }

  @Test
  void refusesAFolderThatALivingEngineUses() throws Exception {
    Path map = werk.resolve("gegevens");

    try (IngebouwdePostgres eerste = start(map)) {
      assertThatThrownBy(() -> start(map))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Een andere motor");
      assertThat(eenTekst(eerste, "SELECT 'leeft nog'")).isEqualTo("leeft nog");
    }
  }

  @Test
  void syncsEveryCommitAndListensOnLoopbackOnly() throws Exception {
    try (IngebouwdePostgres postgres = start(werk.resolve("gegevens"))) {
      assertThat(eenTekst(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(eenTekst(postgres, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(eenTekst(postgres, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(eenTekst(postgres, "SHOW data_checksums")).isEqualTo("on");
      assertThat(eenTekst(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void letsNobodyInWithoutItsPassword() {
    try (IngebouwdePostgres postgres = start(werk.resolve("gegevens"))) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.url(), postgres.gebruiker(), "gok"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void stopsTheServerWhenItIsClosed() throws Exception {
    Path map = werk.resolve("gegevens");
    IngebouwdePostgres postgres = start(map);
    ProcessHandle proces = postmaster(map);

    postgres.close();

    Awaitility.await().until(() -> isWeg(proces));
    assertThat(map.resolve("postmaster.pid")).doesNotExist();
  }

  @Test
  void makesTheFolderAnewWhenTheFirstMakingWasCutOff() throws Exception {
    Path half = Files.createDirectories(werk.resolve("gegevens.nieuw"));
    Files.writeString(half.resolve("PG_VERSION"), "18");

    try (IngebouwdePostgres postgres = start(werk.resolve("gegevens"))) {
      assertThat(eenTekst(postgres, "SELECT 'heel'")).isEqualTo("heel");
    }
  }

  /** A port at which the server of this folder already begins. */
  private static int begonnen(Path map, List<Integer> gekozen) {
    int poort = Poorten.vrij();
    gekozen.add(poort);
    if (gekozen.size() > 1) {
      return poort;
    }
    List<String> opdracht =
        new ArrayList<>(
            "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of());
    try {
      opdracht.addAll(
          List.of(
              Postgresprogrammas.uitgepakt(Testdatabase.PROGRAMMAS.toAbsolutePath())
                  .resolve("bin/pg_ctl")
                  .toString(),
              "start",
              "-w",
              "-D",
              map.toString(),
              "-o",
              "-p " + poort + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="));
      Process proces =
          new ProcessBuilder(opdracht).redirectOutput(DISCARD).redirectError(DISCARD).start();
      assertThat(proces.waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return poort;
  }

  private static IngebouwdePostgres start(Path map) {
    return IngebouwdePostgres.start(map, Testdatabase.PROGRAMMAS, "ketenbrug");
  }

  /** Runs an engine in a JVM of its own and kills that with SIGKILL once its row is committed. */
  private static void schrijfEnSterf(Path map, String tekst) throws Exception {
    Process motor =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Motorproces.class.getName(),
                map.toString(),
                tekst)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader uitvoer = motor.inputReader()) {
      assertThat(uitvoer.lines().anyMatch("GESCHREVEN"::equals)).isTrue();
    } finally {
      motor.destroyForcibly().waitFor();
    }
  }

  private static ProcessHandle postmaster(Path map) throws IOException {
    String pid = Files.readAllLines(map.resolve("postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** Gone, or dead and not collected: a container may lack a process that collects orphans. */
  private static boolean isWeg(ProcessHandle proces) {
    return !proces.isAlive() || proces.info().command().isEmpty();
  }

  private static String eenTekst(IngebouwdePostgres postgres, String sql) throws SQLException {
    try (var verbinding =
            DriverManager.getConnection(postgres.url(), postgres.gebruiker(), postgres.geheim());
        var opdracht = verbinding.createStatement();
        var rij = opdracht.executeQuery(sql)) {
      rij.next();
      return rij.getString(1);
    }
  }
}
