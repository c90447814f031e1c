package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many questions all engines together may still put to a source in this minute. The row is
 * locked until the end of the caller's transaction. A source that does not allow our questions is
 * shut: then it is one question a day, to find out whether it does again.
 */
final class Brontempo {

  private static final Duration PROEF = Duration.ofDays(1);

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
    return jdbc.sql(
            """
            select greatest(0, case
              when dicht_sinds is null then :perMinuut - aantal
              when dicht_tot > :nu then 0
              else least(1, :perMinuut - aantal) end)
            from bron_tempo where bron = :bron""")
        .param("bron", bron)
        .param("perMinuut", perMinuut)
        .param("nu", nu())
        .query(Integer.class)
        .single();
  }

  /** So many turns were taken. */
  void tel(String bron, int aantal) {
    jdbc.sql("update bron_tempo set aantal = aantal + :aantal where bron = :bron")
        .param("bron", bron)
        .param("aantal", aantal)
        .update();
  }

  /** Of a source that is shut the trial is in hand: until then nobody else takes it. */
  void houdProef(String bron, Instant tot) {
    stelUit(bron, Timestamp.from(tot));
  }

  /** A question went out. Of a source that is shut it is the trial of the day. */
  void gaatUit(String bron) {
    stelUit(bron, proef());
  }

  private void stelUit(String bron, Timestamp tot) {
    jdbc.sql(
            """
            update bron_tempo set dicht_tot = :tot
            where bron = :bron and dicht_sinds is not null""")
        .param("bron", bron)
        .param("tot", tot)
        .update();
  }

  /**
   * The source does not allow our questions.
   *
   * @return true when it did until now
   */
  boolean sluit(String bron) {
    return jdbc.sql(
                """
                update bron_tempo set dicht_sinds = :nu, dicht_tot = :proef
                where bron = :bron and dicht_sinds is null""")
            .param("bron", bron)
            .param("nu", nu())
            .param("proef", proef())
            .update()
        == 1;
  }

  /**
   * The source allowed a question of this moment.
   *
   * @return true when it did not until now
   */
  boolean open(String bron, Instant gevraagd) {
    return jdbc.sql(
                """
                update bron_tempo set dicht_sinds = null, dicht_tot = null
                where bron = :bron and dicht_sinds < :gevraagd""")
            .param("bron", bron)
            .param("gevraagd", Timestamp.from(gevraagd))
            .update()
        == 1;
  }

  /** The sources that do not allow our questions. */
  List<String> dicht() {
    return jdbc.sql("select bron from bron_tempo where dicht_sinds is not null order by bron")
        .query(String.class)
        .list();
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }

  private Timestamp proef() {
    return Timestamp.from(clock.instant().plus(PROEF));
  }
}
