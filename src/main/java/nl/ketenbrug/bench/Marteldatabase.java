package nl.ketenbrug.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import nl.ketenbrug.operations.IngebouwdePostgres;

/** PostgreSQL, of which the server can be killed and frozen while the engines run. */
final class Marteldatabase implements AutoCloseable {

  private static final Duration GEDULD = Duration.ofSeconds(60);

  private final Path gegevens;
  private final IngebouwdePostgres postgres;
  private volatile boolean dood;

  Marteldatabase(Path gegevens, Path programmas) {
    this.gegevens = gegevens;
    this.postgres = IngebouwdePostgres.start(gegevens, programmas, "ketenbrug");
  }

  /** The port of this life. */
  int poort() {
    return URI.create(postgres.url().substring("jdbc:".length())).getPort();
  }

  String geheim() {
    return postgres.geheim();
  }

  /** SIGKILL for the postmaster; its children end when they notice. */
  void dood() throws IOException, InterruptedException {
    dood = true;
    Marteldeel.sein("-KILL", Stream.of(postmaster()));
  }

  /** Starts it on what it left; as long as children of the killed one are there it cannot. */
  void herstel() throws InterruptedException {
    long einde = System.nanoTime() + GEDULD.toNanos();
    while (dood) {
      try {
        postgres.herstel();
        dood = false;
      } catch (IllegalStateException e) {
        if (System.nanoTime() > einde) {
          throw e;
        }
        Thread.sleep(500);
      }
    }
  }

  void bevries() throws IOException, InterruptedException {
    Marteldeel.sein("-STOP", alle());
  }

  void ontdooi() throws IOException, InterruptedException {
    Marteldeel.sein("-CONT", alle());
  }

  private Stream<ProcessHandle> alle() throws IOException {
    ProcessHandle postmaster = postmaster();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants());
  }

  private ProcessHandle postmaster() throws IOException {
    String nummer = Files.readAllLines(gegevens.resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(nummer)).orElseThrow();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (dood) {
      herstel();
    } else {
      ontdooi();
    }
    postgres.close();
  }
}
