package nl.ketenbrug.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One row for each content, whoever makes it. */
class AanleveringenTest {

  private final DataSource database = Testdatabase.bron();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final Aanleveringen aanleveringen = new Aanleveringen(jdbc, Clock.systemUTC());
  private final String sleutel = UUID.randomUUID().toString();

  @Test
  void theFirstOneMakesTheRowAndTheNextOneGetsIt() {
    Aanleveringen.Rij eerste = aanleveringen.registreer("proef", sleutel, "a", null);
    Aanleveringen.Rij tweede = aanleveringen.registreer("proef", sleutel, "b", null);

    assertThat(eerste.drager()).isEqualTo("a");
    assertThat(eerste.gereed()).isFalse();
    assertThat(tweede).isEqualTo(eerste);
  }

  /** The statement began before that row was to be seen, and waited for it. */
  @Test
  void aRowThatSomebodyElseMakesAtThatMomentIsTheOne() throws Exception {
    BerichtId ander = BerichtId.nieuw(Clock.systemUTC().instant());
    try (Connection verbinding = database.getConnection()) {
      verbinding.setAutoCommit(false);
      try (PreparedStatement rij =
          verbinding.prepareStatement(
              "insert into aanlevering (bron, sleutel, bericht_id, drager, gereed, ontvangen)"
                  + " values ('proef', ?, ?, 'ander', false, now())")) {
        rij.setString(1, sleutel);
        rij.setObject(2, ander.value());
        rij.executeUpdate();
      }
      CompletableFuture<Aanleveringen.Rij> wij =
          CompletableFuture.supplyAsync(
              () -> aanleveringen.registreer("proef", sleutel, "wij", null));
      await().until(this::wachtOpEenAnder);
      verbinding.commit();

      assertThat(wij.get(10, TimeUnit.SECONDS).bericht()).isEqualTo(ander);
    }
  }

  private boolean wachtOpEenAnder() {
    return jdbc.sql(
            "select exists (select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                + " and query like '%insert into aanlevering%')")
        .query(Boolean.class)
        .single();
  }
}
