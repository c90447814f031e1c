package nl.ketenbrug.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which partners and dossiers go by paper, since when, by whom and why. */
@Repository
class Uitwijkregister {

  private final JdbcClient jdbc;

  Uitwijkregister(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param gebundeldOp the last Dutch day that needs no bundle
   * @throws org.springframework.dao.DuplicateKeyException when this target goes by paper already
   */
  void maak(Uitwijk uitwijk, Instant nu, LocalDate gebundeldOp) {
    jdbc.sql(
            """
            insert into uitwijk (id, groep, partner, regio, dossier, vorm, reden, vanaf, tot,
              gevraagd, gevraagd_door, akkoord_nodig, gebundeld_op)
            values (:id, :groep, :partner, :regio, :dossier, :vorm, :reden, :vanaf, :tot,
              :nu, :wie, :akkoord, :gebundeld)\
            """)
        .param("id", uitwijk.id())
        .param("groep", uitwijk.groep())
        .param("partner", uitwijk.partner())
        .param("regio", uitwijk.regio())
        .param("dossier", uitwijk.dossier())
        .param("vorm", uitwijk.vorm().naam())
        .param("reden", uitwijk.reden())
        .param("vanaf", Timestamp.from(uitwijk.vanaf()))
        .param("tot", uitwijk.tot() == null ? null : Timestamp.from(uitwijk.tot()))
        .param("nu", Timestamp.from(nu))
        .param("wie", uitwijk.gevraagdDoor())
        .param("akkoord", uitwijk.akkoordNodig())
        .param("gebundeld", gebundeldOp)
        .update();
  }

  /**
   * The newest first, those that did not end before the others; at most two hundred.
   *
   * @param partner null for all
   */
  List<Uitwijk> van(String partner) {
    return jdbc.sql(
            """
            select * from uitwijk where :partner::text is null or partner = :partner
            order by beeindigd is not null, gevraagd desc, partner limit 200\
            """)
        .param("partner", partner)
        .query(Uitwijkregister::lees)
        .list();
  }

  /**
   * Whether this partner has a fallback of everything beside which no other can be, or any beside
   * which this one cannot; until the end of the transaction nobody else begins one.
   *
   * @param dossier null for everything
   */
  boolean isOverlap(String partner, String dossier) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('uitwijk-begin'))").query().listOfRows();
    return jdbc.sql(
            """
            select exists (select 1 from uitwijk
              where partner = :partner and beeindigd is null
                and (dossier is null) <> (:dossier::text is null))\
            """)
        .param("partner", partner)
        .param("dossier", dossier)
        .query(Boolean.class)
        .single();
  }

  /** Whether it holds now: the channel gives less by it. */
  boolean geldt(UUID id) {
    return jdbc.sql("select exists (select 1 from uitwijk_nu where id = :id)")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** Those of a partner that hold now, the oldest first. */
  List<Uitwijk> nu(String partner) {
    return jdbc.sql("select * from uitwijk_nu where partner = :partner order by vanaf, id")
        .param("partner", partner)
        .query(Uitwijkregister::lees)
        .list();
  }

  /**
   * Those that hold now, and of which an event laid ready before this moment is in no bundle; of
   * each once, until it ends.
   */
  List<Uitwijk> waarschuw(Instant voor, Instant nu) {
    return jdbc.sql(
            """
            update uitwijk u set gewaarschuwd = :nu
            where u.id in (select id from uitwijk_nu) and u.gewaarschuwd is null
              and u.vanaf < :voor and exists (
                select 1 from levering l left join bericht b on b.bericht_id = l.bericht_id
                where l.partner = u.partner and l.uitkomst is null and l.verstreken is null
                  and l.papier_bundel is null and l.klaargezet < :voor
                  and (u.dossier is null or b.dossier = u.dossier))
            returning *\
            """)
        .param("nu", Timestamp.from(nu))
        .param("voor", Timestamp.from(voor))
        .query(Uitwijkregister::lees)
        .list();
  }

  /** All that was asked at once. */
  List<Uitwijk> vanGroep(UUID groep) {
    return jdbc.sql("select * from uitwijk where groep = :groep order by partner")
        .param("groep", groep)
        .query(Uitwijkregister::lees)
        .list();
  }

  Optional<Uitwijk> zoek(UUID id) {
    return jdbc.sql("select * from uitwijk where id = :id")
        .param("id", id)
        .query(Uitwijkregister::lees)
        .optional();
  }

  /** Those that hold now, and of which no bundle was made on this day. */
  List<Uitwijk> teBundelen(LocalDate dag) {
    return jdbc.sql("select * from uitwijk_nu where gebundeld_op < :dag order by gevraagd, id")
        .param("dag", dag)
        .query(Uitwijkregister::lees)
        .list();
  }

  List<Uitwijk> verstreken() {
    return jdbc.sql("select * from uitwijk where beeindigd is null and tot <= now()")
        .query(Uitwijkregister::lees)
        .list();
  }

  /**
   * Keeps it to this transaction, so that one engine makes a bundle of it or ends it.
   *
   * @return empty when it does not hold now, or another engine is at it
   */
  Optional<Uitwijk> neem(UUID id) {
    boolean vrij =
        jdbc.sql("select id from uitwijk where id = :id for update skip locked")
            .param("id", id)
            .query(UUID.class)
            .optional()
            .isPresent();
    return !vrij
        ? Optional.empty()
        : jdbc.sql("select * from uitwijk_nu where id = :id")
            .param("id", id)
            .query(Uitwijkregister::lees)
            .optional();
  }

  void gebundeld(UUID id, LocalDate dag) {
    jdbc.sql("update uitwijk set gebundeld_op = :dag where id = :id and gebundeld_op < :dag")
        .param("id", id)
        .param("dag", dag)
        .update();
  }

  /**
   * A second person says yes to all that was asked at once.
   *
   * @param gebundeldOp the last Dutch day that needs no bundle
   * @return how many begin by it; 0 when nothing waits, or who asked is who agrees
   */
  int akkoord(UUID groep, String wie, LocalDate gebundeldOp) {
    return jdbc.sql(
            """
            update uitwijk set akkoord_door = :wie, vanaf = greatest(vanaf, now()),
              gebundeld_op = greatest(gebundeld_op, :gebundeld)
            where groep = :groep and akkoord_nodig and akkoord_door is null
              and beeindigd is null and gevraagd_door <> :wie and (tot is null or tot > now())\
            """)
        .param("groep", groep)
        .param("wie", wie)
        .param("gebundeld", gebundeldOp)
        .update();
  }

  /**
   * @return false when it ended before
   */
  boolean beeindig(UUID id, String wie, Instant nu) {
    return jdbc.sql(
                """
                update uitwijk set beeindigd = :nu, beeindigd_door = :wie
                where id = :id and beeindigd is null\
                """)
            .param("id", id)
            .param("wie", wie)
            .param("nu", Timestamp.from(nu))
            .update()
        == 1;
  }

  /** The dossier that the log knows this event by. */
  Optional<String> dossierVan(UUID bericht) {
    return jdbc.sql("select dossier from bericht where bericht_id = :id and dossier is not null")
        .param("id", bericht)
        .query(String.class)
        .optional();
  }

  private static Uitwijk lees(ResultSet rij, int nummer) throws SQLException {
    return new Uitwijk(
        rij.getObject("id", UUID.class),
        rij.getObject("groep", UUID.class),
        rij.getString("partner"),
        rij.getString("regio"),
        rij.getString("dossier"),
        Uitwijk.Vorm.valueOf(rij.getString("vorm").toUpperCase(java.util.Locale.ROOT)),
        rij.getString("reden"),
        moment(rij, "vanaf"),
        moment(rij, "tot"),
        rij.getString("gevraagd_door"),
        rij.getBoolean("akkoord_nodig"),
        rij.getString("akkoord_door"),
        moment(rij, "dicht"),
        moment(rij, "beeindigd"),
        rij.getString("beeindigd_door"));
  }

  static Instant moment(ResultSet rij, String kolom) throws SQLException {
    Timestamp moment = rij.getTimestamp(kolom);
    return moment == null ? null : moment.toInstant();
  }
}
