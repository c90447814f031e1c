package nl.ketenbrug.bench;

import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database still has to do; queues do not show it. */
final class Marteltafels {

  private Marteltafels() {}

  /**
   * Whatever waits for something in the end, when nothing does any more. That a message waits which
   * the log knows as published holds up nobody: an engine that was held up may have noted it.
   *
   * @return a sentence for each row
   * @throws DataAccessException when the database is away
   */
  static List<String> nog(JdbcClient db) {
    return db.sql(
            """
            with wacht as (
              select 'wachtend' as tafel, bericht_id from wachtend
              union all select 'wacht_op_bron', bericht_id from wacht_op_bron
              union all select 'poging', bericht_id from poging)
            select 'tabel ' || tafel || ': nog ' || bericht_id from wacht w
            where not exists (
              select 1 from logregel l where l.bericht_id = w.bericht_id and l.stap = 'gepubliceerd')
            union all select 'tabel afleiding: niet verzonden ' || bericht_id
              from afleiding where verzonden is null
            union all select 'tabel leveringsmelding: niet verzonden ' || bericht_id
              from leveringsmelding where verzonden is null
            union all select 'tabel levering: geen antwoord van ' || partner || ' op ' || bericht_id
              from levering where uitkomst is null
            union all select 'tabel afgewezen: nog ' || bericht_id from afgewezen
            union all select 'tabel bron_weg: ' || bron from bron_weg
            order by 1""")
        .query(String.class)
        .list();
  }
}
