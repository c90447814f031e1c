package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The round of the terms is freed for the torture where an engine was killed that may hold it. */
class MarteltijdTest {

  private static final int HUUR = 600;

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());

  @AfterEach
  void freesIt() {
    jdbc.sql("update termijnronde set bezet_door = null, bezet_tot = null").update();
  }

  @Test
  void aRoundOfAnEngineThatWasKilledIsFreed() {
    genomen(40);
    Marteltijd.laatLos(jdbc, geleden(30));

    assertThat(isBezet()).isFalse();
  }

  @Test
  void whileEveryEngineLivesItIsNotFreedHoweverLongItWaits() {
    genomen(40);
    Marteltijd.laatLos(jdbc, geleden(50));
    assertThat(isBezet()).as("the end was before the round").isTrue();

    Marteltijd.laatLos(jdbc, Instant.EPOCH);
    assertThat(isBezet()).as("none ended").isTrue();
  }

  @Test
  void itIsNotFreedBeforeOneThatLivesHadTimeToKeepIt() {
    genomen(15);
    Marteltijd.laatLos(jdbc, geleden(5));

    assertThat(isBezet()).isTrue();
  }

  private void genomen(int secondenGeleden) {
    jdbc.sql("update termijnronde set bezet_door = :id, bezet_tot = now() + :s * interval '1 s'")
        .param("id", UUID.randomUUID())
        .param("s", HUUR - secondenGeleden)
        .update();
  }

  private Instant geleden(int seconden) {
    return jdbc.sql("select now() - :s * interval '1 s'")
        .param("s", seconden)
        .query(java.sql.Timestamp.class)
        .single()
        .toInstant();
  }

  private boolean isBezet() {
    return jdbc.sql("select bezet_tot > now() from termijnronde").query(Boolean.class).single();
  }
}
