package nl.ketenbrug.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import nl.ketenbrug.operations.IngebouwdePostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

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

  /** A connection for each question, as the engines have it. */
  JdbcClient db() {
    return JdbcClient.create(
        new DriverManagerDataSource(
            "jdbc:postgresql://127.0.0.1:%d/postgres?connectTimeout=5&socketTimeout=10"
                .formatted(poort()),
            "ketenbrug",
            geheim()));
  }

  /**
   * SIGKILL for the postmaster; its children end when they notice.
   *
   * @return whether it is gone
   */
  boolean dood() throws IOException, InterruptedException {
    ProcessHandle postmaster = postmaster();
    dood = true;
    if (!Marteldeel.sein("-KILL", List.of(postmaster))) {
      return false;
    }
    try {
      postmaster.onExit().get(GEDULD.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("De database overleefde SIGKILL", e);
    }
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

  /**
   * @return whether the postmaster stood still
   */
  boolean bevries() throws IOException, InterruptedException {
    // Its children come and go; a connection less is no failure.
    Marteldeel.sein("-STOP", alle());
    return Marteldeel.sein("-STOP", List.of(postmaster()));
  }

  void ontdooi() throws IOException, InterruptedException {
    Marteldeel.sein("-CONT", alle());
  }

  /** It runs, whatever was done to it. */
  void maakHeel() throws IOException, InterruptedException {
    if (dood) {
      herstel();
    } else {
      ontdooi();
    }
  }

  private List<ProcessHandle> alle() throws IOException {
    ProcessHandle postmaster = postmaster();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
  }

  private ProcessHandle postmaster() throws IOException {
    String nummer = Files.readAllLines(gegevens.resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(nummer)).orElseThrow();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    maakHeel();
    postgres.close();
  }
}
