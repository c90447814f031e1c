package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps the order of a dossier while one of its messages waits for its next attempt or was set
 * apart: the broker offers the others meanwhile, and a partner may not hear of the end of a beslag
 * before its beginning.
 */
@Repository
public class Volgorde {

  /**
   * Whether the log knows it as gone on to the partners, or dropped. One that nobody wants ends as
   * enriched; so does one that a profile refused, and that was set apart.
   */
  static final String VERDER = verder("");

  /** The records of one transaction are stored in any order, but not this far apart. */
  private static final String AL_EVEN_VERDER =
      verder(" and l.opgeslagen_op < clock_timestamp() - interval '1 minute'");

  private final JdbcClient jdbc;
  private final Clock clock;

  Volgorde(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private static String verder(String verrijkt) {
    return "bool_or(l.stap in ('gepubliceerd', 'ingehaald')) or bool_or(l.stap = 'verrijkt'"
        + verrijkt
        + ") and not bool_or(l.stap = 'geparkeerd')";
  }

  /**
   * From now on later messages of this dossier wait for this one; not when the log knows it as gone
   * on or as refused for good, for then another engine finished it, or an operator did away with
   * it, while this one was held up.
   */
  public void houdVast(Dossiersleutel dossier, BerichtId bericht) {
    jdbc.sql(
            """
            insert into wachtend (dossier, bericht_id, sinds)
            select :dossier, cast(:bericht as uuid), cast(:nu as timestamptz)
            where not exists (
              select 1 from logregel l where l.bericht_id = cast(:bericht as uuid)
              having %s or bool_or(l.stap = 'afgewezen'))
            on conflict do nothing"""
                .formatted(VERDER))
        .param("dossier", dossier.value())
        .param("bericht", bericht.value())
        .param("nu", Timestamp.from(clock.instant()))
        .update();
    // A crash may have left it refused on record here, and where it was. Then the log does not say
    // so: its record goes with the message.
    jdbc.sql(
            """
            delete from afgewezen where bericht_id = :bericht and not exists (
              select 1 from logregel where bericht_id = :bericht and stap = 'afgewezen')""")
        .param("bericht", bericht.value())
        .update();
  }

  /** This message succeeded; who waited for it may go on. */
  public void laatLos(Dossiersleutel dossier, BerichtId bericht) {
    jdbc.sql("delete from wachtend where dossier = :dossier and bericht_id = :bericht")
        .param("dossier", dossier.value())
        .param("bericht", bericht.value())
        .update();
  }

  /**
   * This message was refused for good: who waited for it may go on, and knows so. The log says it
   * later, and until it does so it stands here.
   */
  public void wijsAf(Dossiersleutel dossier, BerichtId bericht) {
    jdbc.sql(
            """
            delete from afgewezen a where exists (
              select 1 from logregel l where l.bericht_id = a.bericht_id and l.stap = 'afgewezen')""")
        .update();
    jdbc.sql("insert into afgewezen (bericht_id) values (:bericht) on conflict do nothing")
        .param("bericht", bericht.value())
        .update();
    laatLos(dossier, bericht);
  }

  /**
   * The dossier that waits for this message; empty when none does, or the log knows it as gone on.
   */
  public Optional<Dossiersleutel> wachtOp(BerichtId bericht) {
    return jdbc.sql(
            """
            select w.dossier from wachtend w where w.bericht_id = :bericht and not exists (
              select 1 from logregel l where l.bericht_id = w.bericht_id having %s)"""
                .formatted(VERDER))
        .param("bericht", bericht.value())
        .query(String.class)
        .optional()
        .map(Dossiersleutel::new);
  }

  /**
   * Whether this is an event that the engine derived and did not send yet: only its outbox has it.
   */
  public boolean isNogTeVerzenden(BerichtId bericht) {
    return jdbc.sql(
            """
            select exists (select 1 from afleiding
              where bericht_id = :bericht and verzonden is null and mislukt is null)""")
        .param("bericht", bericht.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * Whether an earlier message of the dossier still waits. Ids are in order of registration, by
   * millisecond. One that the log knows as gone on waits no more: its first attempt may have been
   * noted as failed by an engine that was held up (its database away, say) after another engine
   * finished it and before the log said so, and nobody would ever take that note away.
   */
  public boolean wachtEerder(Dossiersleutel dossier, BerichtId bericht) {
    return jdbc.sql(
            """
            select exists (
              select 1 from wachtend w where w.dossier = :dossier and w.bericht_id < :bericht
                and not exists (
                  select 1 from logregel l where l.bericht_id = w.bericht_id
                  having %s))"""
                .formatted(AL_EVEN_VERDER))
        .param("dossier", dossier.value())
        .param("bericht", bericht.value())
        .query(Boolean.class)
        .single();
  }
}
