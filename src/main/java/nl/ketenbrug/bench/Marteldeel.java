package nl.ketenbrug.bench;

import java.io.IOException;
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
  private int zelfGestopt;

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

  /** Starts it otherwise than usual. */
  synchronized void begin(Kantproces anders) throws IOException {
    gewenst = true;
    proces = anders.begin();
  }

  Kantproces start() {
    return start;
  }

  /** SIGKILL. */
  synchronized void dood() throws InterruptedException {
    gewenst = false;
    if (proces != null) {
      proces.destroyForcibly().waitFor();
    }
  }

  /** SIGTERM, as an operator stops it. */
  synchronized void stop(int seconden) throws InterruptedException {
    gewenst = false;
    if (proces == null) {
      return;
    }
    proces.destroy();
    if (!proces.waitFor(seconden, TimeUnit.SECONDS)) {
      proces.destroyForcibly().waitFor();
    }
  }

  /** SIGSTOP: it is there and does nothing. */
  synchronized void bevries() throws IOException, InterruptedException {
    sein("-STOP", Stream.of(proces.toHandle()));
  }

  synchronized void ontdooi() throws IOException, InterruptedException {
    sein("-CONT", Stream.of(proces.toHandle()));
  }

  /** Starts it again when it ended although nobody asked for that. */
  synchronized void bewaak() throws IOException {
    if (gewenst && !proces.isAlive()) {
      zelfGestopt++;
      begin();
    }
  }

  /** How often it ended by itself. */
  synchronized int zelfGestopt() {
    return zelfGestopt;
  }

  static void sein(String sein, Stream<ProcessHandle> processen)
      throws IOException, InterruptedException {
    List<String> nummers = processen.map(proces -> Long.toString(proces.pid())).toList();
    Process kill =
        new ProcessBuilder(Stream.concat(Stream.of("kill", sein), nummers.stream()).toList())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!kill.waitFor(GEDULD_SECONDEN, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
      throw new IllegalStateException("Een sein aan een proces kwam niet aan");
    }
  }
}
