package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The engine as it is shipped: the jar, unpacked to start sooner, in a process of its own, with a
 * data folder that stays over its deaths.
 */
final class Motorproces implements AutoCloseable {

  private static final Duration GEDULD = Duration.ofMinutes(4);

  private final Path jar;
  private final Motorbestanden bestanden;
  private final Path werkmap;
  private final Path data;
  private final Path plugins;
  private final List<String> instellingen;
  private final int http = Poorten.vrij();
  private final int broker = Poorten.vrij();
  private final int simulator;
  private final int simulatorTls;
  private final HttpClient client = HttpClient.newHttpClient();
  private Process proces;
  private int leven;

  /**
   * @param werkmap folder of data, output and plugins; emptied by whoever makes it
   * @param instellingen more settings, as {@code --name=value}
   */
  Motorproces(Path jar, Motorbestanden bestanden, Path werkmap, String... instellingen) {
    this(
        jar,
        bestanden,
        werkmap,
        werkmap.resolve("data"),
        Poorten.vrij(),
        Poorten.vrij(),
        instellingen);
  }

  /**
   * An engine beside others.
   *
   * @param data folder of what engines share
   * @param simulator port of the simulated sources, which run elsewhere
   */
  Motorproces(
      Path jar,
      Motorbestanden bestanden,
      Path werkmap,
      Path data,
      int simulator,
      int simulatorTls,
      String... instellingen) {
    this.jar = jar;
    this.bestanden = bestanden;
    this.werkmap = werkmap;
    this.data = data;
    this.simulator = simulator;
    this.simulatorTls = simulatorTls;
    this.plugins = werkmap.resolve("plugins");
    this.instellingen = List.of(instellingen);
  }

  /** Where the classes stand that a start with a plugin can load. */
  Path plugins() {
    return plugins;
  }

  String simulator() {
    return "http://127.0.0.1:" + simulator;
  }

  String core() {
    return "tcp://127.0.0.1:" + broker;
  }

  String adres() {
    return "http://127.0.0.1:" + http;
  }

  String amqp() {
    return "amqp://127.0.0.1:" + broker;
  }

  Path broker() {
    return data.resolve("broker");
  }

  /** Starts the engine; does not wait. */
  void start() throws IOException {
    bestanden.brokerplugin(null);
    Klassenarchief klassen = Klassenarchief.van(jar);
    start(klassen.opties(), List.of("-jar", klassen.starter().toString()));
  }

  /** As {@link #start()}, and lets the JVM write down which classes it loads. */
  void startEnNoteer(Path starter, Path lijst) throws IOException {
    start(List.of("-XX:DumpLoadedClassList=" + lijst), List.of("-jar", starter.toString()));
  }

  /**
   * Starts the engine with a broker plugin of ours beside its own; does not wait.
   *
   * @param jvm system properties of the plugin, as JVM options
   */
  void startMet(Class<?> plugin, String... jvm) throws IOException {
    Motorbestanden.kopieerKlasse(plugin, plugins);
    bestanden.brokerplugin(plugin);
    Klassenarchief klassen = Klassenarchief.van(jar);
    List<String> opties = new ArrayList<>(klassen.opties());
    opties.addAll(List.of(jvm));
    String pad = klassen.starter() + File.pathSeparator + plugins;
    start(opties, List.of("-cp", pad, "nl.ketenbrug.Ketenbrug"));
  }

  private void start(List<String> jvm, List<String> programma) throws IOException {
    Path uitvoer = Files.createDirectories(werkmap.resolve("uitvoer"));
    List<String> opdracht = new ArrayList<>();
    opdracht.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    opdracht.addAll(
        List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    // What follows by itself would stand between what a test counts. A property, for an argument
    // cannot be given twice.
    opdracht.add("-Dketenbrug.insolventies.aan=false");
    opdracht.addAll(jvm);
    opdracht.addAll(programma);
    List<String> vast =
        List.of(
            "--server.port=" + http,
            "--ketenbrug.map=" + bestanden.map(),
            "--ketenbrug.broker.port=" + broker,
            "--ketenbrug.simulator.port=" + simulator,
            "--ketenbrug.bron.brp.adres=http://127.0.0.1:" + simulator + "/haalcentraal/api/brp",
            "--ketenbrug.simulator.tls-port=" + simulatorTls,
            "--ketenbrug.broker.redelivery-delay=200",
            "--ketenbrug.data=" + data,
            "--ketenbrug.database.map=" + data.resolve("postgres"),
            "--ketenbrug.demo.aanleveren=false");
    vast.stream().filter(een -> !isAnders(een)).forEach(opdracht::add);
    opdracht.addAll(instellingen);
    if (instellingen.stream().anyMatch(een -> een.startsWith("--ketenbrug.database.url="))) {
      Voorwerk.in(data);
    } else {
      Voorwerk.metDatabase(data);
    }
    leven++;
    proces =
        new ProcessBuilder(opdracht)
            .redirectOutput(new File(uitvoer.toFile(), leven + "-uit.txt"))
            .redirectError(new File(uitvoer.toFile(), leven + "-fout.txt"))
            .start();
  }

  /** Whether a test chose another value; given twice, the engine would read both. */
  private boolean isAnders(String instelling) {
    String naam = instelling.substring(0, instelling.indexOf('=') + 1);
    return instellingen.stream().anyMatch(een -> een.startsWith(naam));
  }

  /** What a route of this process finished in this life. */
  long afgehandeld(String route) throws IOException, InterruptedException {
    String naam = "camel_exchanges_succeeded_total{";
    return new Webklant(adres(), "beheerder", "beheerder")
        .get("/actuator/prometheus")
        .body()
        .lines()
        .filter(regel -> regel.startsWith(naam) && regel.contains("routeId=\"" + route + "\""))
        .mapToLong(regel -> (long) Double.parseDouble(regel.substring(regel.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(0);
  }

  /**
   * @return how long it took
   */
  Duration wachtTotGereed() throws InterruptedException {
    Instant begin = Instant.now();
    while (!isGereed()) {
      assertThat(proces.isAlive()).as("De motor leeft (zijn uitvoer: leven %d)", leven).isTrue();
      assertThat(Duration.between(begin, Instant.now()))
          .as("De motor start binnen %s", GEDULD)
          .isLessThan(GEDULD);
      Thread.sleep(100);
    }
    return Duration.between(begin, Instant.now());
  }

  private boolean isGereed() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(adres() + "/actuator/health/readiness"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // Not listening yet.
      return false;
    }
  }

  /** Whether the process ended by itself within this time. */
  boolean eindigtBinnen(Duration tijd) throws InterruptedException {
    return proces.waitFor(tijd.toMillis(), TimeUnit.MILLISECONDS);
  }

  int exitcode() {
    return proces.exitValue();
  }

  /** SIGKILL. */
  void dood() throws InterruptedException {
    proces.destroyForcibly().waitFor();
  }

  /** SIGKILL for the database that outlives its engine; its children end themselves. */
  void doodDatabase() throws IOException {
    Path pid = data.resolve("postgres/postmaster.pid");
    if (!Files.exists(pid)) {
      return;
    }
    long nummer = Long.parseLong(Files.readAllLines(pid).get(0).trim());
    ProcessHandle.of(nummer)
        .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  /** SIGTERM, as an operator stops it. */
  void stop() throws InterruptedException {
    proces.destroy();
    assertThat(proces.waitFor(60, TimeUnit.SECONDS)).as("De motor stopt op verzoek").isTrue();
  }

  /** All that the process ever wrote to its output. */
  String uitvoer() throws IOException {
    StringBuilder tekst = new StringBuilder();
    try (var files = Files.list(werkmap.resolve("uitvoer"))) {
      for (Path file : files.sorted().toList()) {
        tekst.append(Files.readString(file));
      }
    }
    return tekst.toString();
  }

  @Override
  public void close() throws Exception {
    if (proces != null && proces.isAlive()) {
      dood();
    }
    doodDatabase();
  }
}
