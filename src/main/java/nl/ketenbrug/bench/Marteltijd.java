package nl.ketenbrug.bench;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets working days pass for the partner of {@link Martelbench} that has a term, while everything
 * runs: the engines have the clock of the machine, so the deliveries are set back in the database.
 * What that partner leaves unanswered on purpose lapses by it, and nothing else does: of the rest
 * the last day that its warning named is not set back.
 */
final class Marteltijd {

  private static final Martelrol ROL = Martelrol.PULL;

  private static final Duration RONDE = Duration.ofMillis(500);

  /**
   * Longer than the term and its warning together, and shorter than the twenty working days after
   * which a notice lapses.
   */
  private static final int DAGEN = 20;

  /**
   * Seconds after which whoever held the round of the terms and died holds it no more; one that
   * lives has kept or left it by then, unless it is held up itself.
   */
  private static final int NAGELATEN = 25;

  private final Marteldatabase database;
  private final Predicate<String> blijftLiggen;
  private final Supplier<Instant> motorEindigde;
  private final Thread thread = new Thread(this::loop, "marteltijd");

  /**
   * @param motorEindigde when an engine was last seen to end
   */
  Marteltijd(Marteldatabase database, long seed, Supplier<Instant> motorEindigde) {
    this.database = database;
    this.motorEindigde = motorEindigde;
    this.blijftLiggen = id -> ROL.laatLiggen(seed, id);
  }

  /** How many days before the real one the deliveries of that partner end up. */
  static int dagen() {
    return DAGEN;
  }

  void begin() {
    thread.setDaemon(true);
    thread.start();
  }

  private void loop() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        verstrijk();
      } catch (DataAccessException e) {
        // The database is away; whether everything lapsed is asked in the end.
      }
      try {
        Thread.sleep(RONDE.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void verstrijk() {
    JdbcClient db = database.db();
    db.sql(
            """
            update levering set klaargezet = klaargezet - :dagen * interval '1 day'
            where partner = :partner and klaargezet > now() - interval '10 days'""")
        .param("dagen", DAGEN)
        .param("partner", ROL.code())
        .update();
    List<UUID> gewaarschuwd =
        db
            .sql(
                """
                select bericht_id from levering
                where partner = :partner and uitkomst is null and verstreken is null
                  and laatste_dag >= current_date""")
            .param("partner", ROL.code())
            .query(UUID.class)
            .stream()
            .filter(id -> blijftLiggen.test(id.toString()))
            .toList();
    if (!gewaarschuwd.isEmpty()) {
      db.sql(
              """
              update levering set laatste_dag = laatste_dag - :dagen
              where partner = :partner and bericht_id in (:ids)""")
          .param("dagen", DAGEN)
          .param("partner", ROL.code())
          .param("ids", gewaarschuwd)
          .update();
    }
    laatLos(db, motorEindigde.get());
  }

  /**
   * Frees the round of the terms that an engine held which ended: it would keep the others from it
   * for ten minutes. Where none ended since the round was taken or kept, its holder lives and only
   * waits for what was taken from it, and two at it at once would be a fault of this proof.
   *
   * @param motorEindigde when an engine was last seen to end, by the clock of the database
   */
  static void laatLos(JdbcClient db, Instant motorEindigde) {
    db.sql(
            """
            update termijnronde set bezet_tot = now()
            where bezet_tot > now() and bezet_tot < now() + interval '10 minutes'
              - :seconden * interval '1 second'
              and bezet_tot < cast(:einde as timestamptz) + interval '10 minutes'""")
        .param("seconden", NAGELATEN)
        .param("einde", Timestamp.from(motorEindigde))
        .update();
  }

  /**
   * Whether everything of that partner was answered or lapsed, and everybody was told.
   *
   * @throws DataAccessException when the database is away
   */
  boolean isOm() {
    return database
        .db()
        .sql(
            """
            select not exists (select 1 from levering
                where partner = :partner and (uitkomst is null or verstreken is not null
                  and uitkomst = 'verlopen' and verloop_gemeld is null
                  or klaargezet > now() - interval '10 days'))
              and not exists (select 1 from leveringsmelding where verzonden is null)""")
        .param("partner", ROL.code())
        .query(Boolean.class)
        .single();
  }

  /** Nothing is set back any more. */
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
