package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What engines need beside them, from the same jar: a broker or the simulated sources. */
final class Hulpproces implements AutoCloseable {

  private final Process proces;
  private final Path uitvoer;
  private final int poort;

  private Hulpproces(Process proces, Path uitvoer, int poort) {
    this.proces = proces;
    this.uitvoer = uitvoer;
    this.poort = poort;
  }

  /**
   * A broker.
   *
   * @param instantie folder with the accounts in {@code etc}
   */
  static Hulpproces broker(Path jar, Path map, Path instantie, int poort) throws IOException {
    return start(
        instantie.resolveSibling("broker-uit.txt"),
        poort,
        jar,
        List.of("-jar", starter(jar), "broker", instantie.toString()),
        List.of("--map=" + map, "--poort=" + poort, "--herhaalpauze=200"));
  }

  /**
   * One of a pair of brokers; {@link #luistert} is true of the one that serves.
   *
   * @param instantie folder with the accounts in {@code etc}, and what both know in {@code
   *     etc/broker.properties}
   * @param ander port of the other one
   * @param sloten folder that both see
   */
  static Hulpproces broker(
      Path jar, Path map, Path instantie, int poort, int ander, Path sloten, int leven)
      throws IOException {
    return start(
        instantie.resolveSibling(instantie.getFileName() + "-" + leven + "-uit.txt"),
        poort,
        jar,
        List.of("-jar", starter(jar), "broker", instantie.toString()),
        List.of(
            "--map=" + map,
            "--poort=" + poort,
            "--herhaalpauze=200",
            "--ander=127.0.0.1:" + ander,
            "--sloten=" + sloten));
  }

  /**
   * The simulated sources.
   *
   * @param sleutels folder of the keys for Suwinet, made here
   */
  static Hulpproces simulator(Path jar, Path map, Path sleutels, int poort, int tlsPoort)
      throws IOException {
    Voorwerk.in(sleutels.getParent());
    return start(
        sleutels.resolveSibling("simulator-uit.txt"),
        poort,
        jar,
        List.of("-cp", starter(jar), "nl.ketenbrug.simulator.Simulator"),
        List.of(
            "--server.port=" + poort,
            "--simulator.scenario=" + map.resolve("config/simulator/scenario.yaml"),
            "--simulator.tls-port=" + tlsPoort,
            "--simulator.sleutels=" + sleutels,
            "--simulator.afnemer=00000099000000000000"));
  }

  private static String starter(Path jar) throws IOException {
    return Klassenarchief.van(jar).starter().toString();
  }

  private static Hulpproces start(
      Path uitvoer, int poort, Path jar, List<String> programma, List<String> argumenten)
      throws IOException {
    List<String> opdracht = new ArrayList<>();
    opdracht.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    opdracht.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    opdracht.addAll(Klassenarchief.van(jar).opties());
    opdracht.addAll(programma);
    opdracht.addAll(argumenten);
    Files.createDirectories(uitvoer.getParent());
    Process proces =
        new ProcessBuilder(opdracht)
            .redirectErrorStream(true)
            .redirectOutput(uitvoer.toFile())
            .start();
    return new Hulpproces(proces, uitvoer, poort);
  }

  boolean luistert() throws IOException {
    assertThat(proces.isAlive()).as("Het leeft: %s", uitvoer).isTrue();
    try (Socket verbinding = new Socket(InetAddress.getLoopbackAddress(), poort)) {
      return verbinding.isConnected();
    } catch (java.net.ConnectException e) {
      return false;
    }
  }

  String uitvoer() throws IOException {
    return Files.readString(uitvoer);
  }

  /** SIGTERM. */
  void stop() throws InterruptedException {
    proces.destroy();
    assertThat(proces.waitFor(30, TimeUnit.SECONDS)).as("Het stopt op verzoek").isTrue();
  }

  @Override
  public void close() throws InterruptedException {
    proces.destroyForcibly().waitFor();
  }
}
