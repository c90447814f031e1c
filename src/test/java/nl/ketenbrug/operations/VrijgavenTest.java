package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class VrijgavenTest {

  private static final int OMVANG = 10_000;
  private static final int PER_DOSSIER = 20;
  private static final int PORTIE = 20;

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final UUID id = UUID.randomUUID();

  @AfterEach
  void weg() {
    jdbc.sql("delete from vrijgave_bericht where vrijgave = :id").param("id", id).update();
    jdbc.sql("delete from vrijgave where id = :id").param("id", id).update();
  }

  /** Each portion asks of each message what goes before it in its dossier. */
  @Test
  void aPortionOfALargeOrderReadsItNotForEachMessageAnew() throws Exception {
    leg();
    jdbc.sql("analyze vrijgave_bericht").update();

    try (Connection verbinding = Testdatabase.bron().getConnection()) {
      verbinding.setAutoCommit(false);
      JdbcClient een = JdbcClient.create(new SingleConnectionDataSource(verbinding, true));
      List<Parkeerplaats.Lid> portie = new Vrijgaven(een).volgende(id, PORTIE);

      assertThat(portie).hasSize(PORTIE);
      assertThat(portie).extracting(Parkeerplaats.Lid::dossier).doesNotHaveDuplicates();
      assertThat(gelezen(een)).isBetween((long) PORTIE, 3L * OMVANG);
      verbinding.rollback();
    }
  }

  /** Nine of ten messages are done: every dossier that is left has all of its messages open. */
  private void leg() {
    jdbc.sql(
            """
            insert into vrijgave (id, parkeerplek, reden, daad, gevraagd_door, gevraagd, toestand,
              per_seconde)
            values (:id, 'parkeer.proef', 'r', 'vrijgeven', 'b', now(), 'gereed', 10)""")
        .param("id", id)
        .update();
    jdbc.sql(
            """
            insert into vrijgave_bericht (vrijgave, volgorde, bericht_id, dossier, losgelaten, uitkomst)
            select :id, n, gen_random_uuid(), lpad(((n - 1) / :per)::text, 64, '0'),
              case when n <= :klaar then now() end, case when n <= :klaar then 'gelukt' end
            from generate_series(1, :omvang) n""")
        .param("id", id)
        .param("per", PER_DOSSIER)
        .param("klaar", OMVANG / 10 * 9)
        .param("omvang", OMVANG)
        .update();
  }

  /** Rows of the table in this transaction, found by an index or not. */
  private static long gelezen(JdbcClient een) {
    return een.sql(
            """
            select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
            where relname = 'vrijgave_bericht'""")
        .query(Long.class)
        .single();
  }
}
