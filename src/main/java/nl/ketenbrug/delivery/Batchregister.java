package nl.ketenbrug.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which events stand in which batch, and what was answered. One batch of a partner is open. */
@Repository
class Batchregister {

  private static final String BATCH =
      """
      select b.id, b.gemaakt, b.uitgereikt, b.gesloten,
        (select count(*) from batch_regel r where r.batch = b.id) as aantal,
        (select count(*) from batch_regel r where r.batch = b.id and r.uitkomst is null) as open
      from batch b
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  Batchregister(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The newest first. */
  List<Batch> van(String partner, int hoogstens) {
    return jdbc.sql(BATCH + "where b.partner = :partner order by b.gemaakt desc limit :hoogstens")
        .param("partner", partner)
        .param("hoogstens", hoogstens)
        .query(Batchregister::batch)
        .list();
  }

  Optional<Batch> zoek(String partner, UUID id) {
    return jdbc.sql(BATCH + "where b.partner = :partner and b.id = :id")
        .param("partner", partner)
        .param("id", id)
        .query(Batchregister::batch)
        .optional();
  }

  Optional<Batch> open(String partner) {
    return jdbc.sql(BATCH + "where b.partner = :partner and b.gesloten is null")
        .param("partner", partner)
        .query(Batchregister::batch)
        .optional();
  }

  /**
   * @throws DuplicateKeyException when another one opened a batch of this partner meanwhile
   */
  @Transactional
  UUID maak(String partner, List<Pull.Bericht> berichten) {
    Instant nu = clock.instant();
    UUID id = BerichtId.nieuw(nu).value();
    jdbc.sql("insert into batch (id, partner, gemaakt) values (:id, :partner, :nu)")
        .param("id", id)
        .param("partner", partner)
        .param("nu", Timestamp.from(nu))
        .update();
    for (Pull.Bericht bericht : berichten) {
      jdbc.sql(
              "insert into batch_regel (batch, bericht_id, volgnummer) values (:batch, :id,"
                  + " :volgnummer)")
          .param("batch", id)
          .param("id", bericht.berichtId())
          .param("volgnummer", bericht.volgnummer())
          .update();
    }
    return id;
  }

  /** All of it, by number. */
  List<UUID> berichten(UUID batch) {
    return jdbc.sql("select bericht_id from batch_regel where batch = :batch order by volgnummer")
        .param("batch", batch)
        .query(UUID.class)
        .list();
  }

  /** What was not answered, by number. */
  List<UUID> openstaand(UUID batch) {
    return jdbc.sql(
            """
            select bericht_id from batch_regel
            where batch = :batch and uitkomst is null order by volgnummer\
            """)
        .param("batch", batch)
        .query(UUID.class)
        .list();
  }

  /** The first time counts. */
  void uitgereikt(UUID batch) {
    jdbc.sql("update batch set uitgereikt = :nu where id = :batch and uitgereikt is null")
        .param("batch", batch)
        .param("nu", Timestamp.from(clock.instant()))
        .update();
  }

  void beantwoord(UUID batch, UUID bericht, String uitkomst) {
    jdbc.sql(
            "update batch_regel set uitkomst = :uitkomst where batch = :batch and bericht_id ="
                + " :bericht")
        .param("batch", batch)
        .param("bericht", bericht)
        .param("uitkomst", uitkomst)
        .update();
  }

  /** What left the queue in another way than by a receipt will not be answered any more. */
  void vervallen(UUID batch, Collection<UUID> nogOpDeWachtrij) {
    for (UUID bericht : openstaand(batch)) {
      if (!Set.copyOf(nogOpDeWachtrij).contains(bericht)) {
        beantwoord(batch, bericht, "vervallen");
      }
    }
  }

  /** Closes it when nothing of it is open. */
  void sluit(UUID batch) {
    jdbc.sql(
            """
            update batch set gesloten = :nu where id = :batch and gesloten is null
              and not exists (
                select 1 from batch_regel where batch = :batch and uitkomst is null)\
            """)
        .param("batch", batch)
        .param("nu", Timestamp.from(clock.instant()))
        .update();
  }

  private static Batch batch(ResultSet rij, int nummer) throws SQLException {
    return new Batch(
        rij.getObject("id", UUID.class),
        rij.getTimestamp("gemaakt").toInstant(),
        moment(rij, "uitgereikt"),
        moment(rij, "gesloten"),
        rij.getInt("aantal"),
        rij.getInt("open"));
  }

  private static Instant moment(ResultSet rij, String kolom) throws SQLException {
    Timestamp moment = rij.getTimestamp(kolom);
    return moment == null ? null : moment.toInstant();
  }
}
