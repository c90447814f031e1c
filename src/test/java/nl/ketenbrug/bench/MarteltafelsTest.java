package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What still waits in the database is seen at the end of a torture. */
class MarteltafelsTest {

  private static final UUID ID = UUID.fromString("019a9000-0001-7a11-8b22-00000000a71e");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());

  @AfterEach
  void ruimOp() {
    for (String tafel :
        List.of(
            "wachtend",
            "wacht_op_bron",
            "poging",
            "afleiding",
            "leveringsmelding",
            "levering",
            "afgewezen")) {
      jdbc.sql("delete from " + tafel + " where bericht_id = :id").param("id", ID).update();
    }
    jdbc.sql("delete from bron_weg where bron = 'proef'").update();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wachtend (dossier, bericht_id, sinds) values (repeat('a', 64), :id, now())",
        "wacht_op_bron (bericht_id, dossier, bron, sinds, laatst) values (:id, repeat('a', 64), 'b', now(), now())",
        "poging (bericht_id, begonnen, laatst) values (:id, 1, now())",
        "afleiding (bericht_id, sleutel, dossier, gemaakt) values (:id, 'martel', repeat('a', 64), now())",
        "leveringsmelding (bericht_id, partner, gebeurtenistype, inhoud, gemaakt) values (:id, 'p', 't', '', now())",
        "levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet) values ('p-martel', :id, 1, :id, 'd', now())",
        "afgewezen (bericht_id) values (:id)"
      })
  void whatWaitsIsNamedByItsTableAndId(String rij) {
    jdbc.sql("insert into " + rij).param("id", ID).update();

    assertThat(Marteltafels.nog(jdbc))
        .filteredOn(zin -> zin.contains(ID.toString()))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("tabel " + rij.split(" ")[0]);
  }

  @Test
  void aSourceThatIsStillAwayIsNamed() {
    jdbc.sql("insert into bron_weg (bron, code, sinds, proef) values ('proef', 'c', now(), now())")
        .update();

    assertThat(Marteltafels.nog(jdbc)).contains("tabel bron_weg: proef");
  }
}
