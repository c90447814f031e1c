package nl.ketenbrug.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How to start a process of the jar that runs now.
 *
 * @param jar the jar
 * @param geheugen megabytes of heap
 * @param map working folder, from which the settings are read
 * @param uitvoer file that gets what it says
 */
record Kantproces(
    Path jar, int geheugen, Path map, Path uitvoer, List<String> jvm, List<String> argumenten) {

  private static final long GEDULD_SECONDEN = 600;

  Process begin() throws IOException {
    List<String> opdracht = new ArrayList<>();
    opdracht.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    opdracht.add("-Xmx" + geheugen + "m");
    opdracht.addAll(jvm);
    if (jvm.isEmpty()) {
      opdracht.addAll(List.of("-jar", jar.toString()));
    }
    opdracht.addAll(argumenten);
    Process proces =
        new ProcessBuilder(opdracht)
            .directory(map.toFile())
            .redirectErrorStream(true)
            .redirectOutput(uitvoer.toFile())
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
