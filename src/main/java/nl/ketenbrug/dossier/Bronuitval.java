package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
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
 * engines share it. That a message waits is forgotten when it was processed or set apart, and never
 * because of time: the engine may stand still, or the broker offer it late.
 */
@Repository
public class Bronuitval {

  /**
   * As much of the time between two attempts counts as waiting at most: longer than the broker lets
   * a message wait for its next one (five minutes). Whoever stood still meanwhile did not wait.
   */
  static final Duration TUSSENTIJD = Duration.ofMinutes(12);

  /** What was left behind, by an engine that knew nothing of this, is swept after it. */
  private static final Duration ACHTERGEBLEVEN = Duration.ofDays(30);

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
            .query(Bronuitval::weg)
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
            .query(Bronuitval::weg)
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

  /** It answered; others may still be away. */
  public void isTerug(String bron) {
    jdbc.sql("delete from bron_weg where bron = :bron").param("bron", bron).update();
  }

  /** Why a message that waits need not try now: as {@link #belet}, and takes no trial. */
  public Optional<Weg> belet(BerichtId bericht, Duration pauze) {
    return jdbc.sql(
            """
            select bron, code, sinds from bron_weg
            where proef > :grens
              and exists (select 1 from wacht_op_bron where bericht_id = :bericht)
            order by sinds limit 1""")
        .param("grens", Timestamp.from(clock.instant().minus(pauze)))
        .param("bericht", bericht.value())
        .query(Bronuitval::weg)
        .optional();
  }

  /** How long a message waits by now; empty when it does not. */
  public Optional<Duration> gewacht(BerichtId bericht) {
    return jdbc.sql(
            """
            select gewacht, laatst from wacht_op_bron where bericht_id = :bericht""")
        .param("bericht", bericht.value())
        .query(
            (rij, nummer) ->
                Duration.ofSeconds(rij.getLong("gewacht"))
                    .plus(tussentijd(rij.getTimestamp("laatst").toInstant())))
        .optional();
  }

  private Duration tussentijd(Instant laatst) {
    Duration tijd = Duration.between(laatst, clock.instant());
    return tijd.compareTo(TUSSENTIJD) > 0 ? TUSSENTIJD : tijd;
  }

  /**
   * An attempt begins.
   *
   * @param eerder attempts before it, when none of them is known here
   * @return how many began since it came, or since it waited for a source last
   */
  public int begint(BerichtId bericht, int eerder) {
    return jdbc.sql(
            """
            insert into poging (bericht_id, begonnen, laatst) values (:bericht, :eerste, :nu)
            on conflict (bericht_id) do update
              set begonnen = poging.begonnen + 1, laatst = excluded.laatst
            returning begonnen""")
        .param("bericht", bericht.value())
        .param("eerste", eerder + 1)
        .param("nu", nu())
        .query(Integer.class)
        .single();
  }

  /** The attempt that began was none. */
  public void beginNiet(BerichtId bericht) {
    jdbc.sql("update poging set begonnen = begonnen - 1 where bericht_id = :bericht")
        .param("bericht", bericht.value())
        .update();
  }

  /** For which source an earlier message of the dossier waits; empty when none does. */
  public Optional<String> bronVanEerder(Dossiersleutel dossier, BerichtId bericht) {
    return jdbc.sql(
            """
            select bron from wacht_op_bron
            where dossier = :dossier and bericht_id < :bericht
            order by bericht_id limit 1""")
        .param("dossier", dossier.value())
        .param("bericht", bericht.value())
        .query(String.class)
        .optional();
  }

  /**
   * One more attempt in vain. What it failed of before no longer counts.
   *
   * @return how many there were since it began to wait
   */
  @Transactional
  public int wacht(BerichtId bericht, Dossiersleutel dossier, String bron) {
    jdbc.sql(
            """
            insert into poging (bericht_id, begonnen, laatst) values (:bericht, 0, :nu)
            on conflict (bericht_id) do update set begonnen = 0, laatst = excluded.laatst""")
        .param("bericht", bericht.value())
        .param("nu", nu())
        .update();
    return jdbc.sql(
            """
            insert into wacht_op_bron as w (bericht_id, dossier, bron, sinds, laatst)
            values (:bericht, :dossier, :bron, :nu, :nu)
            on conflict (bericht_id) do update set bron = excluded.bron, laatst = excluded.laatst,
              keren = w.keren + 1,
              gewacht = w.gewacht + least(:tussentijd,
                round(extract(epoch from excluded.laatst - w.laatst)))
            returning keren""")
        .param("bericht", bericht.value())
        .param("dossier", dossier.value())
        .param("bron", bron)
        .param("nu", nu())
        .param("tussentijd", TUSSENTIJD.toSeconds())
        .query(Integer.class)
        .single();
  }

  /** It was processed, or set apart. */
  public void wachtNietMeer(BerichtId bericht) {
    jdbc.sql(
            """
            with poging as (delete from poging where bericht_id = :bericht)
            delete from wacht_op_bron where bericht_id = :bericht""")
        .param("bericht", bericht.value())
        .update();
  }

  /** What nobody offered for a month. Who does all the same begins to wait anew. */
  public void ruimOp() {
    jdbc.sql(
            """
            with poging as (delete from poging where laatst < :oud)
            delete from wacht_op_bron where laatst < :oud""")
        .param("oud", Timestamp.from(clock.instant().minus(ACHTERGEBLEVEN)))
        .update();
  }

  /**
   * What waits for a source.
   *
   * @param sinds since when the message that waits longest does
   */
  public record Stand(String bron, long berichten, long dossiers, Instant sinds) {}

  /** By source. */
  public List<Stand> stand() {
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

  private static Weg weg(ResultSet rij, int nummer) throws SQLException {
    return new Weg(
        rij.getString("bron"), rij.getString("code"), rij.getTimestamp("sinds").toInstant());
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
