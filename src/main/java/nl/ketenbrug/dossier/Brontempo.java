package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many questions all engines together may still put to a source in this minute. The row is
 * locked until the end of the caller's transaction.
 */
final class Brontempo {

  private final JdbcClient jdbc;
  private final Clock clock;

  Brontempo(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Zero or more. */
  int over(String bron, int perMinuut) {
    jdbc.sql(
            """
            insert into bron_tempo (bron, minuut, aantal) values (:bron, :minuut, 0)
            on conflict (bron) do update set minuut = excluded.minuut,
              aantal = case when bron_tempo.minuut = excluded.minuut
                then bron_tempo.aantal else 0 end""")
        .param("bron", bron)
        .param("minuut", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MINUTES)))
        .update();
    int gesteld =
        jdbc.sql("select aantal from bron_tempo where bron = :bron")
            .param("bron", bron)
            .query(Integer.class)
            .single();
    return Math.max(0, perMinuut - gesteld);
  }

  void tel(String bron, int aantal) {
    jdbc.sql("update bron_tempo set aantal = aantal + :aantal where bron = :bron")
        .param("bron", bron)
        .param("aantal", aantal)
        .update();
  }
}
