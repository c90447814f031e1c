package nl.ketenbrug.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of the installation that may die at any moment. */
final class Marteldeel {

  private static final int GEDULD_SECONDEN = 10;

  private final String naam;
  private final Kantproces start;
  private Process proces;
  private boolean gewenst;
  private boolean gesloten;
  private int zelfGestopt;

  /** When a life of it ended last, as far as it was seen; at first none did. */
  private Instant geeindigd = Instant.EPOCH;

  /** Bytes that lives before this one wrote. */
  private long gezegd;

  Marteldeel(String naam, Kantproces start) {
    this.naam = naam;
    this.start = start;
  }

  String naam() {
    return naam;
  }

  /** Starts it; does not wait. */
  synchronized void begin() throws IOException {
    begin(start);
  }

  /** Starts it otherwise than usual; nothing once it is closed. */
  synchronized void begin(Kantproces anders) throws IOException {
    if (gesloten) {
      return;
    }
    gewenst = true;
    gezegd = Files.exists(start.uitvoer()) ? Files.size(start.uitvoer()) : 0;
    proces = anders.begin();
  }

  /** What it wrote in this life. */
  synchronized String uitvoer() throws IOException {
    byte[] alles = Files.readAllBytes(start.uitvoer());
    int vanaf = Math.toIntExact(gezegd);
    return new String(alles, vanaf, alles.length - vanaf, StandardCharsets.UTF_8);
  }

  Kantproces start() {
    return start;
  }

  /**
   * SIGKILL.
   *
   * @return whether it lived, and died of this
   */
  synchronized boolean dood() throws InterruptedException {
    gewenst = false;
    boolean leefde = proces != null && proces.isAlive();
    if (proces != null) {
      proces.destroyForcibly().waitFor();
      geeindigd = Instant.now();
    }
    return leefde;
  }

  /** As {@link #dood}, for good: whoever was about to start it again no longer does. */
  synchronized void sluit() throws InterruptedException {
    gesloten = true;
    dood();
  }

  /**
   * SIGSTOP: it is there and does nothing.
   *
   * @return whether it was there
   */
  synchronized boolean bevries() throws IOException, InterruptedException {
    return sein("-STOP", List.of(proces.toHandle()));
  }

  synchronized void ontdooi() throws IOException, InterruptedException {
    sein("-CONT", List.of(proces.toHandle()));
  }

  /** It runs, whatever was done to it. */
  synchronized void maakHeel() throws IOException, InterruptedException {
    if (proces != null && proces.isAlive()) {
      ontdooi();
      return;
    }
    begin();
  }

  /** SIGQUIT: the JVM writes its threads to its output, and goes on. */
  synchronized void schrijfDraden() throws IOException, InterruptedException {
    sein("-QUIT", List.of(proces.toHandle()));
  }

  /** Starts it again when it ended although nobody asked for that. */
  synchronized void bewaak() throws IOException {
    if (gewenst && !gesloten && !proces.isAlive()) {
      zelfGestopt++;
      geeindigd = Instant.now();
      begin();
    }
  }

  /** When it was last seen to end; what it did, it did before. */
  synchronized Instant geeindigd() {
    return geeindigd;
  }

  /** How often it ended by itself. */
  synchronized int zelfGestopt() {
    return zelfGestopt;
  }

  /**
   * @return whether all of them were there for it
   * @throws IllegalStateException when it did not arrive although they were
   */
  static boolean sein(String sein, List<ProcessHandle> processen)
      throws IOException, InterruptedException {
    List<String> nummers = processen.stream().map(proces -> Long.toString(proces.pid())).toList();
    Process kill =
        new ProcessBuilder(Stream.concat(Stream.of("kill", sein), nummers.stream()).toList())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!kill.waitFor(GEDULD_SECONDEN, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
      throw new IllegalStateException("Een sein aan een proces kwam niet aan");
    }
    if (kill.exitValue() == 0) {
      return true;
    }
    if (processen.stream().allMatch(ProcessHandle::isAlive)) {
      throw new IllegalStateException("Een sein aan een levend proces is geweigerd");
    }
    return false;
  }
}
