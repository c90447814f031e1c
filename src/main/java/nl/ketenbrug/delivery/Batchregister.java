package nl.ketenbrug.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.ketenbrug.message.BerichtId;
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

  /** The newest one that names any of these events. */
  Optional<Batch> met(String partner, Collection<UUID> berichten) {
    return jdbc.sql(
            BATCH
                + """
                where b.partner = :partner and exists (
                  select 1 from batch_regel r where r.batch = b.id and r.bericht_id in (:berichten))
                order by b.gemaakt desc, b.id desc limit 1""")
        .param("partner", partner)
        .param("berichten", berichten)
        .query(Batchregister::batch)
        .optional();
  }

  /**
   * @param berichten each once
   * @return empty when another one opened a batch of this partner meanwhile
   */
  @Transactional
  Optional<UUID> maak(String partner, List<Pull.Bericht> berichten) {
    Instant nu = clock.instant();
    UUID id = BerichtId.nieuw(nu).value();
    int gemaakt =
        jdbc.sql(
                """
                insert into batch (id, partner, gemaakt) values (:id, :partner, :nu)
                on conflict (partner) where gesloten is null do nothing""")
            .param("id", id)
            .param("partner", partner)
            .param("nu", Timestamp.from(nu))
            .update();
    if (gemaakt == 0) {
      return Optional.empty();
    }
    for (Pull.Bericht bericht : berichten) {
      jdbc.sql(
              "insert into batch_regel (batch, bericht_id, volgnummer) values (:batch, :id,"
                  + " :volgnummer)")
          .param("batch", id)
          .param("id", bericht.berichtId())
          .param("volgnummer", bericht.volgnummer())
          .update();
    }
    return Optional.of(id);
  }

  /**
   * One event of a batch.
   *
   * @param gegeven whether it was ever given in this batch
   * @param uitkomst null as long as it is not answered
   */
  record Regel(UUID berichtId, boolean gegeven, String uitkomst) {}

  /** All of it, by number. */
  List<Regel> regels(UUID batch) {
    return jdbc.sql(
            """
            select bericht_id, gegeven is not null as gegeven, uitkomst from batch_regel
            where batch = :batch order by volgnummer""")
        .param("batch", batch)
        .query(
            (rij, nummer) ->
                new Regel(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getBoolean("gegeven"),
                    rij.getString("uitkomst")))
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
  void gegeven(UUID batch, Collection<UUID> berichten) {
    jdbc.sql(
            """
            update batch_regel set gegeven = :nu
            where batch = :batch and bericht_id in (:berichten) and gegeven is null""")
        .param("batch", batch)
        .param("berichten", berichten)
        .param("nu", Timestamp.from(clock.instant()))
        .update();
  }

  boolean ligtInMap(UUID batch) {
    return jdbc.sql("select in_map is not null from batch where id = :batch")
        .param("batch", batch)
        .query(Boolean.class)
        .single();
  }

  void inMap(UUID batch) {
    jdbc.sql("update batch set in_map = :nu where id = :batch and in_map is null")
        .param("batch", batch)
        .param("nu", Timestamp.from(clock.instant()))
        .update();
  }

  /** The first time counts. */
  void uitgereikt(UUID batch) {
    jdbc.sql("update batch set uitgereikt = :nu where id = :batch and uitgereikt is null")
        .param("batch", batch)
        .param("nu", Timestamp.from(clock.instant()))
        .update();
  }

  /** The first answer counts; that it went on paper or lapsed is none. */
  void beantwoord(UUID batch, UUID bericht, String uitkomst) {
    jdbc.sql(
            "update batch_regel set uitkomst = :uitkomst where batch = :batch and bericht_id ="
                + " :bericht and (uitkomst is null or uitkomst in ('op-papier', 'vervallen'))")
        .param("batch", batch)
        .param("bericht", bericht)
        .param("uitkomst", uitkomst)
        .update();
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

  /** Takes note of what goes away; when it throws nothing does. */
  interface Notitie {
    void schrijf(String partner, long aantal);
  }

  /**
   * Removes batches of which the last answer came before this moment, at most a thousand; none with
   * a row that is not answered.
   */
  @Transactional
  public void ruimOp(Instant voor, Notitie notitie) {
    Map<String, List<UUID>> oud =
        jdbc
            .sql(
                """
                select id, partner from batch where gesloten < :voor
                  and not exists (
                    select 1 from batch_regel r where r.batch = batch.id and r.uitkomst is null)
                order by gesloten limit 1000 for update skip locked""")
            .param("voor", Timestamp.from(voor))
            .query(
                (rij, nummer) ->
                    Map.entry(rij.getString("partner"), rij.getObject("id", UUID.class)))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    TreeMap::new,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    oud.forEach((partner, ids) -> notitie.schrijf(partner, ids.size()));
    for (List<UUID> ids : oud.values()) {
      jdbc.sql("delete from batch_regel where batch in (:ids)").param("ids", ids).update();
      jdbc.sql("delete from batch where id in (:ids)").param("ids", ids).update();
    }
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
