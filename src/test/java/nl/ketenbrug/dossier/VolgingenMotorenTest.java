package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.ketenbrug.dossier.Volgingen.Beurt;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two engines that take due turns of one source at the same time, on a real database. */
class VolgingenMotorenTest {

  private static final String BRON = "motorenproef";
  private static final int MENSEN = 200;
  private static final Instant NU = Instant.parse("2026-12-21T10:00:05Z");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final ExecutorService motoren = Executors.newFixedThreadPool(2);

  @BeforeEach
  void allAreDue() {
    vergeet();
    jdbc.sql(
            """
            insert into volging (dossier, bron, beurt)
            select encode(sha256(('motoren' || n)::bytea), 'hex'), :bron,
              timestamptz '2026-12-20T10:00:00Z' + make_interval(secs => n)
            from generate_series(1, :mensen) n""")
        .param("bron", BRON)
        .param("mensen", MENSEN)
        .update();
  }

  @AfterEach
  void stop() {
    motoren.shutdownNow();
    vergeet();
  }

  private void vergeet() {
    for (String tabel : List.of("volging", "bron_tempo")) {
      jdbc.sql("delete from " + tabel + " where bron = :bron").param("bron", BRON).update();
    }
  }

  @Test
  void nobodyIsTakenTwiceAndNobodyIsLeftOut() throws Exception {
    List<Dossiersleutel> genomen = samen(1000, 60);

    assertThat(genomen).hasSize(MENSEN).doesNotHaveDuplicates();
  }

  @Test
  void theRateOfTheSourceIsThatOfBothTogether() throws Exception {
    assertThat(samen(50, 20)).hasSize(50).doesNotHaveDuplicates();
  }

  /**
   * What both took together, a few at a time, all in one minute.
   *
   * @param keren how often each looks for turns
   */
  private List<Dossiersleutel> samen(int perMinuut, int keren) throws Exception {
    CyclicBarrier tegelijk = new CyclicBarrier(2);
    Callable<List<Dossiersleutel>> motor =
        () -> {
          JdbcClient eigen = JdbcClient.create(Testdatabase.bron());
          Volgingen volgingen =
              new Voorraad(eigen, "d".repeat(32), "b".repeat(32))
                  .volgingen(Clock.fixed(NU, ZoneOffset.UTC));
          TransactionTemplate transactie =
              new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));
          List<Dossiersleutel> genomen = new ArrayList<>();
          for (int i = 0; i < keren; i++) {
            tegelijk.await();
            transactie
                .execute(status -> volgingen.neem(BRON, 4, perMinuut, Duration.ofMinutes(5)))
                .stream()
                .map(Beurt::dossier)
                .forEach(genomen::add);
          }
          return genomen;
        };
    List<Dossiersleutel> alle = new ArrayList<>();
    for (Future<List<Dossiersleutel>> een : motoren.invokeAll(List.of(motor, motor))) {
      alle.addAll(een.get());
    }
    return alle;
  }
}
