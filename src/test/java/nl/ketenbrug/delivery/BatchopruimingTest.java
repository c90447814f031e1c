package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class BatchopruimingTest {

  private static final Instant NU = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path map;

  private final String code = "op-" + UUID.randomUUID();
  private final Proefbatches proef = new Proefbatches(code, Abonnement.Kanaal.BESTAND);
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final List<LogRegel> log = new ArrayList<>();
  private boolean logWeigert;

  @Test
  void onlyWhatWasAnsweredLongAgoGoesAndItIsOnRecord() {
    UUID oud = batch(NU.minus(91, ChronoUnit.DAYS));
    UUID jong = batch(NU.minus(89, ChronoUnit.DAYS));
    UUID open = batch(null);

    ronde();
    ronde();

    assertThat(batches()).containsExactlyInAnyOrder(jong, open).doesNotContain(oud);
    assertThat(log)
        .extracting(LogRegel::partner, LogRegel::code, LogRegel::uitleg)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                code, "batches-opgeruimd", "1, ouder dan 90 dagen"));
  }

  @Test
  void withoutItsRecordNothingGoes() throws IOException {
    UUID oud = batch(NU.minus(91, ChronoUnit.DAYS));
    Path bewijs = bewijs("klaar", NU.minus(91, ChronoUnit.DAYS), "");
    logWeigert = true;
    ronde();
    assertThat(batches()).containsExactly(oud);
    assertThat(bewijs).exists();
  }

  @Test
  void receiptsGoByTheMomentInTheirNameAndFilesOfOthersStay() throws IOException {
    Path oud = bewijs("klaar", NU.minus(91, ChronoUnit.DAYS), "");
    Path reden = bewijs("fout", NU.minus(91, ChronoUnit.DAYS), ".reden.txt");
    Path jong = bewijs("klaar", NU.minus(89, ChronoUnit.DAYS), "");
    Path vreemd = Files.writeString(oud.resolveSibling("verslag.csv"), "x");

    ronde();

    assertThat(oud).doesNotExist();
    assertThat(reden).doesNotExist();
    assertThat(jong).exists();
    assertThat(vreemd).exists();
    assertThat(log).extracting(LogRegel::code).containsOnly("ontvangstbewijzen-opgeruimd");
  }

  private void ronde() {
    new Batchopruiming(
            new Partners(List.of(proef.partner)),
            Proefkeuzes.metTransacties(
                new Batchregister(jdbc, Clock.systemUTC()), Testdatabase.bron()),
            new BatchesSettings(map.toString(), 0, 0),
            new BatchopruimingSettings(90),
            this::noteer,
            Clock.fixed(NU, ZoneOffset.UTC))
        .ronde();
  }

  /** Other tests of this database have batches too. */
  private void noteer(LogRegel regel) {
    if (logWeigert) {
      throw new IllegalStateException("het log weigert");
    }
    if (regel.partner().equals(code)) {
      log.add(regel);
    }
  }

  private UUID batch(Instant gesloten) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            "insert into batch (id, partner, gemaakt, gesloten) values (:id, :partner, now(),"
                + " :gesloten::timestamptz)")
        .param("id", id)
        .param("partner", code)
        .param("gesloten", gesloten == null ? null : gesloten.toString())
        .update();
    jdbc.sql("insert into batch_regel (batch, bericht_id, volgnummer) values (:id, :id, 1)")
        .param("id", id)
        .update();
    return id;
  }

  private List<UUID> batches() {
    return jdbc.sql("select id from batch where partner = :p")
        .param("p", code)
        .query(UUID.class)
        .list();
  }

  private Path bewijs(String folder, Instant toen, String einde) throws IOException {
    Path in = Files.createDirectories(map.resolve(code).resolve(folder));
    return Files.writeString(
        in.resolve("ontvangst-" + BerichtId.nieuw(toen).value() + ".csv" + einde), "x");
  }
}
