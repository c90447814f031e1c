package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which sources do not answer what an attachment needs, and which messages wait for that. Several
 * engines share it. A message of which nothing was heard for {@link #STIL} waits no more: it went
 * another way.
 */
@Repository
public class Bronuitval {

  /** Longer than the broker lets a message wait for its next attempt (five minutes). */
  static final Duration STIL = Duration.ofMinutes(12);

  private final JdbcClient jdbc;
  private final Clock clock;

  Bronuitval(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A source that does not answer.
   *
   * @param sinds the first question that it did not answer
   */
  public record Weg(String bron, String code, Instant sinds) {}

  /**
   * Why not to ask now: a source that did not answer at a question of less than this pause ago.
   * Empty: ask. When a source was away, whoever gets that answer tries it for all, and the others
   * wait for a pause more.
   */
  @Transactional
  public Optional<Weg> belet(Duration pauze) {
    Timestamp grens = Timestamp.from(clock.instant().minus(pauze));
    if (jdbc.sql("select count(*) from bron_weg").query(Long.class).single() == 0) {
      return Optional.empty();
    }
    Optional<Weg> weg =
        jdbc.sql(
                "select bron, code, sinds from bron_weg where proef > :grens order by sinds limit 1")
            .param("grens", grens)
            .query(
                (rij, nummer) ->
                    new Weg(
                        rij.getString("bron"),
                        rij.getString("code"),
                        rij.getTimestamp("sinds").toInstant()))
            .optional();
    if (weg.isPresent()) {
      return weg;
    }
    List<Weg> proef =
        jdbc.sql(
                """
                update bron_weg set proef = :nu where proef <= :grens
                returning bron, code, sinds""")
            .param("nu", nu())
            .param("grens", grens)
            .query(
                (rij, nummer) ->
                    new Weg(
                        rij.getString("bron"),
                        rij.getString("code"),
                        rij.getTimestamp("sinds").toInstant()))
            .list();
    // None left: another engine or reader took the trial just before.
    return proef.isEmpty() ? belet(pauze) : Optional.empty();
  }

  /** It did not answer. */
  public void isWeg(String bron, String code) {
    jdbc.sql(
            """
            insert into bron_weg (bron, code, sinds, proef) values (:bron, :code, :nu, :nu)
            on conflict (bron) do update set code = excluded.code, proef = excluded.proef""")
        .param("bron", bron)
        .param("code", code)
        .param("nu", nu())
        .update();
  }

  /** All that an attachment needs answered. */
  public void isTerug() {
    jdbc.sql("delete from bron_weg").update();
  }

  /**
   * How long a message waits.
   *
   * @param keren attempts in vain
   */
  public record Wacht(Instant sinds, int keren) {}

  /** Empty when it does not. */
  public Optional<Wacht> wacht(BerichtId bericht) {
    return jdbc.sql(
            "select sinds, keren from wacht_op_bron where bericht_id = :bericht and laatst > :stil")
        .param("bericht", bericht.value())
        .param("stil", stil())
        .query(
            (rij, nummer) -> new Wacht(rij.getTimestamp("sinds").toInstant(), rij.getInt("keren")))
        .optional();
  }

  /** For which source an earlier message of the dossier waits; empty when none does. */
  public Optional<String> bronVanEerder(Dossiersleutel dossier, BerichtId bericht) {
    return jdbc.sql(
            """
            select bron from wacht_op_bron
            where dossier = :dossier and bericht_id < :bericht and laatst > :stil
            order by bericht_id limit 1""")
        .param("dossier", dossier.value())
        .param("bericht", bericht.value())
        .param("stil", stil())
        .query(String.class)
        .optional();
  }

  /**
   * One more attempt in vain.
   *
   * @return how many there were since it began to wait
   */
  public int wacht(BerichtId bericht, Dossiersleutel dossier, String bron) {
    return jdbc.sql(
            """
            insert into wacht_op_bron (bericht_id, dossier, bron, sinds, laatst)
            values (:bericht, :dossier, :bron, :nu, :nu)
            on conflict (bericht_id) do update set bron = excluded.bron, laatst = excluded.laatst,
              sinds = case when wacht_op_bron.laatst > :stil
                then wacht_op_bron.sinds else excluded.sinds end,
              keren = case when wacht_op_bron.laatst > :stil then wacht_op_bron.keren + 1 else 1 end
            returning keren""")
        .param("bericht", bericht.value())
        .param("dossier", dossier.value())
        .param("bron", bron)
        .param("nu", nu())
        .param("stil", stil())
        .query(Integer.class)
        .single();
  }

  /** It was processed, or set apart. */
  public void wachtNietMeer(BerichtId bericht) {
    jdbc.sql("delete from wacht_op_bron where bericht_id = :bericht")
        .param("bericht", bericht.value())
        .update();
  }

  /**
   * What waits for a source.
   *
   * @param sinds since when the message that waits longest does
   */
  public record Stand(String bron, long berichten, long dossiers, Instant sinds) {}

  /** By source; those of which nothing was heard for long are forgotten. */
  public List<Stand> stand() {
    jdbc.sql("delete from wacht_op_bron where laatst <= :stil").param("stil", stil()).update();
    return jdbc.sql(
            """
            select bron, count(*) berichten, count(distinct dossier) dossiers, min(sinds) sinds
            from wacht_op_bron group by bron order by bron""")
        .query(
            (rij, nummer) ->
                new Stand(
                    rij.getString("bron"),
                    rij.getLong("berichten"),
                    rij.getLong("dossiers"),
                    rij.getTimestamp("sinds").toInstant()))
        .list();
  }

  private Timestamp stil() {
    return Timestamp.from(clock.instant().minus(STIL));
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
