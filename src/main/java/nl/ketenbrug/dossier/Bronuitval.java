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
import nl.ketenbrug.message.Bronweigering;
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

  /** So many dossiers in a row without an answer, and it is the source and not one person. */
  private static final String IS_WEG = "cardinality(van) >= 3";

  /**
   * By the clock of the database, which all engines share; what is later than now was written
   * before that clock was set back. Who does not allow our question is left alone for an hour.
   */
  private static final String HEEFT_RUST =
      "proef between clock_timestamp() - make_interval(secs =>"
          + " case code when '"
          + Bronweigering.NIET_GERECHTIGD
          + "' then 3600 else :pauze end)"
          + " and clock_timestamp()";

  /**
   * Seconds since the last attempt in vain. Twelve minutes count at most, longer than the broker
   * lets a message wait for its next one (five): whoever stood still meanwhile did not wait. Nor
   * did who has a clock that was set back, or that differs from another engine's.
   */
  private static final String TUSSENTIJD =
      "least(720, greatest(0, round(extract(epoch from cast(:nu as timestamptz) - w.laatst))))";

  /** What was left behind, by an engine that knew nothing of this, is swept after it. */
  private static final Duration ACHTERGEBLEVEN = Duration.ofDays(30);

  /** As long as an engine may be held up with a message that another one finished. */
  private static final Duration ONLANGS = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  Bronuitval(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A source that does not answer.
   *
   * @param code of its last fault
   */
  public record Weg(String bron, String code) {}

  /** What a question without an answer says of its source. */
  public enum Gemist {
    /** Nothing yet: too few dossiers. */
    ALLEEN,
    /** It is away, and was not until now. */
    NU_WEG,
    /** It is away, as before. */
    WEG
  }

  /**
   * Why not to ask now: a source that is away and was asked less than this pause ago. Empty: ask.
   * When a source was away, whoever gets that answer tries it for all, and the others wait for a
   * pause more.
   */
  @Transactional
  public Optional<Weg> belet(Duration pauze) {
    if (jdbc.sql("select count(*) from bron_weg where " + IS_WEG).query(Long.class).single() == 0) {
      return Optional.empty();
    }
    Optional<Weg> weg =
        jdbc.sql(
                "select bron, code from bron_weg where %s and %s order by sinds limit 1"
                    .formatted(IS_WEG, HEEFT_RUST))
            .param("pauze", pauze.toSeconds())
            .query(Bronuitval::weg)
            .optional();
    if (weg.isPresent()) {
      return weg;
    }
    List<Weg> proef =
        jdbc.sql(
                """
                update bron_weg set proef = clock_timestamp() where %s and not (%s)
                returning bron, code"""
                    .formatted(IS_WEG, HEEFT_RUST))
            .param("pauze", pauze.toSeconds())
            .query(Bronuitval::weg)
            .list();
    // None left: another engine or reader took the trial just before.
    return proef.isEmpty() ? belet(pauze) : Optional.empty();
  }

  /**
   * It gave no answer that can be used. When it did to others since it last failed this message,
   * that counts for the message ({@link #isGenoeg}).
   */
  @Transactional
  public Gemist mist(String bron, String code, Dossiersleutel dossier, BerichtId bericht) {
    // Who says no to one question answers again; who answers no more says nothing of our right.
    // Unless it refused it to everybody: then that stands until an answer, for nobody is to be set
    // apart over it anew.
    jdbc.sql(
            """
            delete from bron_weg where bron = :bron and (code = :recht) <> (:code = :recht)
              and not (code = :recht and %s)"""
                .formatted(IS_WEG))
        .param("bron", bron)
        .param("code", code)
        .param("recht", Bronweigering.NIET_GERECHTIGD)
        .update();
    Optional<Boolean> bekend =
        jdbc.sql(
                """
                update bron_weg
                set code = case when code = :recht and %s then code else :code end,
                  proef = clock_timestamp()
                where bron = :bron and (%s or :dossier = any(van))
                returning %s"""
                    .formatted(IS_WEG, IS_WEG, IS_WEG))
            .param("recht", Bronweigering.NIET_GERECHTIGD)
            .param("code", code)
            .param("bron", bron)
            .param("dossier", dossier.value())
            .query(Boolean.class)
            .optional();
    if (bekend.isPresent()) {
      return bekend.get() ? Gemist.WEG : Gemist.ALLEEN;
    }
    boolean weg =
        jdbc.sql(
                """
                insert into bron_weg as w (bron, code, sinds, proef, van)
                values (:bron, :code, clock_timestamp(), clock_timestamp(),
                  array[cast(:dossier as text)])
                on conflict (bron) do update set code = excluded.code, proef = excluded.proef,
                  van = case when w.van @> excluded.van then w.van else w.van || excluded.van end
                returning %s"""
                    .formatted(IS_WEG))
            .param("bron", bron)
            .param("code", code)
            .param("dossier", dossier.value())
            .query(Boolean.class)
            .single();
    if (weg) {
      return Gemist.NU_WEG;
    }
    jdbc.sql(
            """
            insert into poging (bericht_id, begonnen, laatst, eigen) values (:bericht, 1, :nu, 1)
            on conflict (bericht_id) do update set eigen = poging.eigen + 1""")
        .param("bericht", bericht.value())
        .param("nu", nu())
        .update();
    return Gemist.ALLEEN;
  }

  /** Whether it gave no answer when it was last asked for an attachment. */
  public boolean isWeg(String bron) {
    return jdbc.sql(
            "select exists (select 1 from bron_weg where bron = :bron and %s)".formatted(IS_WEG))
        .param("bron", bron)
        .query(Boolean.class)
        .single();
  }

  /** All that an attachment needs answered. */
  public void isTerug() {
    jdbc.sql("delete from bron_weg").update();
  }

  /** It answered; others may still be away. */
  public void isTerug(String bron) {
    jdbc.sql("delete from bron_weg where bron = :bron").param("bron", bron).update();
  }

  /**
   * Why a message that itself waits for a source need not try now: as {@link #belet}, and takes no
   * trial.
   */
  public Optional<Weg> belet(BerichtId bericht, Duration pauze) {
    return jdbc.sql(
            """
            select bron, code from bron_weg
            where %s and %s
              and exists (select 1 from wacht_op_bron where bericht_id = :bericht and zelf)
            order by sinds limit 1"""
                .formatted(IS_WEG, HEEFT_RUST))
        .param("pauze", pauze.toSeconds())
        .param("bericht", bericht.value())
        .query(Bronuitval::weg)
        .optional();
  }

  /**
   * Whether a message waited long enough, or a source failed it often enough that answered others.
   */
  public boolean isGenoeg(BerichtId bericht, Duration wachttijd, int keren) {
    return jdbc.sql(
            """
            select exists (select 1 from poging where bericht_id = :bericht and eigen > :keren)
              or exists (select 1 from wacht_op_bron w
                where bericht_id = :bericht and gewacht + %s >= :wachttijd)"""
                .formatted(TUSSENTIJD))
        .param("bericht", bericht.value())
        .param("keren", keren)
        .param("wachttijd", wachttijd.toSeconds())
        .param("nu", nu())
        .query(Boolean.class)
        .single();
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

  /**
   * For which source an earlier message of the dossier waits itself; empty when none does. A
   * derived event that is not sent yet waits for the engine.
   */
  public Optional<String> bronVanEerder(Dossiersleutel dossier, BerichtId bericht) {
    return jdbc.sql(
            """
            select bron from (
              select bron, bericht_id from wacht_op_bron where dossier = :dossier and zelf
              union all
              select 'ketenbrug', bericht_id from afleiding join wachtend using (dossier, bericht_id)
              where dossier = :dossier and verzonden is null and mislukt is null) eerder
            where bericht_id < :bericht
            order by bericht_id limit 1""")
        .param("dossier", dossier.value())
        .param("bericht", bericht.value())
        .query(String.class)
        .optional();
  }

  /**
   * One more attempt in vain. What it failed of before no longer counts.
   *
   * @param zelf whether it needs the source itself, or follows one that does
   * @return how many there were since it began to wait; none when the log knows it as gone on, for
   *     then another engine finished it while this one was held up
   */
  @Transactional
  public int wacht(BerichtId bericht, Dossiersleutel dossier, String bron, boolean zelf) {
    int keren =
        nogEens(bericht, bron, zelf).orElseGet(() -> voorHetEerst(bericht, dossier, bron, zelf));
    if (keren > 0) {
      jdbc.sql(
              """
              insert into poging (bericht_id, begonnen, laatst) values (:bericht, 0, :nu)
              on conflict (bericht_id) do update set begonnen = 0, laatst = excluded.laatst""")
          .param("bericht", bericht.value())
          .param("nu", nu())
          .update();
    }
    return keren;
  }

  private Optional<Integer> nogEens(BerichtId bericht, String bron, boolean zelf) {
    return jdbc.sql(
            """
            update wacht_op_bron w set bron = :bron, zelf = :zelf, keren = keren + 1,
              gewacht = gewacht + %s, laatst = :nu
            where bericht_id = :bericht
            returning keren"""
                .formatted(TUSSENTIJD))
        .param("bericht", bericht.value())
        .param("bron", bron)
        .param("zelf", zelf)
        .param("nu", nu())
        .query(Integer.class)
        .optional();
  }

  private int voorHetEerst(BerichtId bericht, Dossiersleutel dossier, String bron, boolean zelf) {
    return jdbc.sql(
            """
            insert into wacht_op_bron (bericht_id, dossier, bron, zelf, sinds, laatst)
            select cast(:bericht as uuid), :dossier, :bron, :zelf,
              cast(:nu as timestamptz), cast(:nu as timestamptz)
            where not exists (
              select 1 from logregel l where l.bericht_id = cast(:bericht as uuid)
              having %s)
            on conflict do nothing"""
                .formatted(Volgorde.VERDER))
        .param("bericht", bericht.value())
        .param("dossier", dossier.value())
        .param("bron", bron)
        .param("zelf", zelf)
        .param("nu", nu())
        .update();
  }

  /** It failed of something else: it waits for no source now, and for how long it did stays. */
  public void wachtEvenNiet(BerichtId bericht) {
    jdbc.sql("update wacht_op_bron set zelf = null where bericht_id = :bericht")
        .param("bericht", bericht.value())
        .update();
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

  /**
   * What nobody offered for a month, and at once what the log knows as gone on. Who is offered all
   * the same begins to wait anew.
   */
  public void ruimOp() {
    jdbc.sql(
            """
            with poging as (delete from poging where laatst < :oud)
            delete from wacht_op_bron w where laatst < :oud
              or laatst < :onlangs and exists (
                select 1 from logregel l where l.bericht_id = w.bericht_id
                having %s)"""
                .formatted(Volgorde.VERDER))
        .param("oud", Timestamp.from(clock.instant().minus(ACHTERGEBLEVEN)))
        .param("onlangs", Timestamp.from(clock.instant().minus(ONLANGS)))
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
            from wacht_op_bron where zelf is not null group by bron order by bron""")
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
    return new Weg(rij.getString("bron"), rij.getString("code"));
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
