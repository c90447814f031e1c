package nl.ketenbrug.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/**
 * How to start a process of the jar that runs now.
 *
 * @param jar the jar
 * @param geheugen megabytes of heap
 * @param map working folder, from which the settings are read
 * @param uitvoer file to which is added what it says
 * @param jvm options of the JVM; with a class path among them that is started, else the jar
 */
record Kantproces(
    Path jar, int geheugen, Path map, Path uitvoer, List<String> jvm, List<String> argumenten) {

  /**
   * The collector of each process: without a choice a small machine takes another than a large one.
   */
  static final String OPRUIMER = "SerialGC";

  private static final long GEDULD_SECONDEN = 600;

  /** JVM options by which the simulated sources start instead of the engine. */
  static List<String> simulator(Path jar) throws IOException {
    String programma = "nl.ketenbrug.simulator.Simulator";
    String starter = "org.springframework.boot.loader.launch.PropertiesLauncher";
    try (JarFile inhoud = new JarFile(jar.toFile())) {
      // A jar that was unpacked has its libraries beside it, and needs no starter.
      return inhoud.getEntry(starter.replace('.', '/') + ".class") == null
          ? List.of("-cp", jar.toString(), programma)
          : List.of("-Dloader.main=" + programma, "-cp", jar.toString(), starter);
    }
  }

  Process begin() throws IOException {
    List<String> opdracht = new ArrayList<>();
    opdracht.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    opdracht.add("-Xmx" + geheugen + "m");
    opdracht.add("-XX:+Use" + OPRUIMER);
    opdracht.addAll(jvm);
    if (!jvm.contains("-cp")) {
      opdracht.addAll(List.of("-jar", jar.toString()));
    }
    opdracht.addAll(argumenten);
    Process proces =
        new ProcessBuilder(opdracht)
            .directory(map.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(uitvoer.toFile()))
            .start();
    // A measurement that is broken off leaves nothing running.
    Runtime.getRuntime().addShutdownHook(new Thread(proces::destroy));
    return proces;
  }

  /**
   * Waits until it has written this.
   *
   * @throws IllegalStateException when it ended or takes too long
   */
  void wachtOp(Process proces, String tekst) throws IOException, InterruptedException {
    long einde = System.nanoTime() + TimeUnit.SECONDS.toNanos(GEDULD_SECONDEN);
    while (!Files.readString(uitvoer).contains(tekst)) {
      if (!proces.isAlive() || System.nanoTime() > einde) {
        throw new IllegalStateException("Een proces is niet gereed; zie " + uitvoer);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
