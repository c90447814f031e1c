package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For what the rest of a dossier waits, on a real database. */
class VolgordeTest {

  private static final Instant NU = Instant.parse("2026-11-20T10:00:00Z");
  private static final Dossiersleutel DOSSIER = new Dossiersleutel("cd".repeat(32));

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Volgorde volgorde = Voorraad.volgorde(jdbc, Clock.fixed(NU, ZoneOffset.UTC));
  private final BerichtId eerste = BerichtId.nieuw(NU);
  private final BerichtId tweede = BerichtId.nieuw(NU.plusSeconds(1));

  @BeforeEach
  @AfterEach
  void nothingWaits() {
    jdbc.sql("delete from wachtend").update();
    jdbc.sql("delete from afgewezen").update();
  }

  @Test
  void whatAProfileRefusedAfterItWasEnrichedHoldsItsDossier() {
    stappen("verrijkt", "geparkeerd");
    volgorde.houdVast(DOSSIER, eerste);
    assertThat(volgorde.wachtEerder(DOSSIER, tweede)).isTrue();

    stappen("gepubliceerd");
    assertThat(volgorde.wachtEerder(DOSSIER, tweede)).as("released and sent").isFalse();
  }

  @Test
  void whatWasDroppedHoldsNothing() {
    volgorde.houdVast(DOSSIER, eerste);
    stappen("ingehaald");
    assertThat(volgorde.wachtEerder(DOSSIER, tweede)).isFalse();
    assertThat(volgorde.wachtOp(eerste)).isEmpty();
  }

  @Test
  void whatAnotherEngineFinishedHoldsNothing() {
    volgorde.houdVast(DOSSIER, eerste);
    assertThat(volgorde.wachtEerder(DOSSIER, tweede)).isTrue();
    stappen("verrijkt");
    assertThat(volgorde.wachtEerder(DOSSIER, tweede))
        .as("a profile may have refused it, and that is stored in a moment")
        .isTrue();
    stap("verrijkt", Duration.ofSeconds(61));
    assertThat(volgorde.wachtEerder(DOSSIER, tweede)).isFalse();
    volgorde.laatLos(DOSSIER, eerste);
    volgorde.houdVast(DOSSIER, eerste);
    assertThat(jdbc.sql("select count(*) from wachtend").query(Long.class).single()).isZero();
  }

  @Test
  void whatIsRefusedForGoodHoldsNothingAndIsForgottenWhenTheLogSaysSo() {
    volgorde.houdVast(DOSSIER, eerste);
    volgorde.wijsAf(DOSSIER, eerste);
    assertThat(volgorde.wachtEerder(DOSSIER, tweede)).isFalse();

    stappen("afgewezen");
    volgorde.wijsAf(DOSSIER, tweede);
    assertThat(afgewezen()).containsExactly(tweede.value());
  }

  /** By an engine that was held up in its first attempt, while another one set it apart. */
  @Test
  void whatTheLogKnowsAsRefusedForGoodHoldsItsDossierNoMore() {
    volgorde.houdVast(DOSSIER, eerste);
    volgorde.wijsAf(DOSSIER, eerste);
    stappen("geparkeerd", "afgewezen");

    volgorde.houdVast(DOSSIER, eerste);

    assertThat(volgorde.wachtEerder(DOSSIER, tweede)).isFalse();
    assertThat(volgorde.wachtOp(eerste)).isEmpty();
    assertThat(afgewezen()).containsExactly(eerste.value());
  }

  /** The record goes with the message, so there is none, and it is still where it was. */
  @Test
  void whatACrashLeftHalfRefusedHoldsItsDossierAgain() {
    volgorde.houdVast(DOSSIER, eerste);
    stappen("geparkeerd");
    volgorde.wijsAf(DOSSIER, eerste);

    volgorde.houdVast(DOSSIER, eerste);

    assertThat(volgorde.wachtEerder(DOSSIER, tweede)).isTrue();
    assertThat(afgewezen()).isEmpty();
  }

  private List<UUID> afgewezen() {
    return jdbc.sql("select bericht_id from afgewezen").query(UUID.class).list();
  }

  private void stappen(String... stappen) {
    for (String stap : stappen) {
      stap(stap, Duration.ZERO);
    }
  }

  /**
   * @param geleden how long ago it was stored
   */
  private void stap(String stap, Duration geleden) {
    jdbc.sql(
            """
            insert into logregel (id, tijdstip, stap, bericht_id, correlatie_id, opgeslagen_op)
            values (:id, now(), :stap, :bericht, :bericht,
              clock_timestamp() - make_interval(secs => :geleden))""")
        .param("id", BerichtId.nieuw(NU).value())
        .param("stap", stap)
        .param("bericht", eerste.value())
        .param("geleden", (double) geleden.toSeconds())
        .update();
  }
}
