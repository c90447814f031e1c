package nl.ketenbrug.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The events that a receiver answers with an error while it is there: each holds up its own dossier
 * and no other. One that is answered, lapsed, withheld, on paper or offered again is none any more.
 * Only the engine that delivers writes here; time is the database's, one for all engines.
 */
@Repository
public class Webhookwachtenden {

  /** One by one by key, however few events the database believes this partner to have. */
  private static final String OPEN =
      """
      webhook_wachtend w
        cross join lateral (
          select l.volgnummer from levering l
          where l.partner = w.partner and l.bericht_id = w.bericht_id
            and l.uitkomst is null and l.verstreken is null
            and l.aanbod = w.aanbod and l.papier_bundel is null
          limit 1) open
      """;

  private static final String VAN_DEZE_MOTOR =
      """
      exists (
        select 1 from webhook_stand s
        where s.partner = :partner and s.bezet_door = :motor)""";

  private final JdbcClient jdbc;
  private final Webhookstanden standen;

  Webhookwachtenden(JdbcClient jdbc, Webhookstanden standen) {
    this.jdbc = jdbc;
    this.standen = standen;
  }

  /** By their numbers. */
  public List<Webhookwacht> van(String partner) {
    return jdbc.sql(
            """
            select w.*, open.volgnummer, coalesce(w.wacht_tot > now(), false) as wacht
            from %swhere w.partner = :partner order by open.volgnummer"""
                .formatted(OPEN))
        .param("partner", partner)
        .query(Webhookwachtenden::lees)
        .list();
  }

  /** How many there are, by partner; who has none is not in it. */
  Map<String, Long> aantallen() {
    return jdbc
        .sql("select w.partner, count(*) from %sgroup by w.partner".formatted(OPEN))
        .query((rij, nummer) -> Map.entry(rij.getString(1), rij.getLong(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * In how many dossiers an event met its first error since the receiver last took anything. What
   * failed before that says nothing of the receiver: it was there then.
   */
  int dossiersOpRij(String partner) {
    return jdbc.sql(
            """
            select count(distinct coalesce(w.dossier, w.bericht_id::text))
            from %swhere w.partner = :partner and not exists (
              select 1 from webhook_stand s
              where s.partner = w.partner and s.laatste_gelukt >= w.sinds)"""
                .formatted(OPEN))
        .param("partner", partner)
        .query(Integer.class)
        .single();
  }

  /**
   * What one more error makes of an event.
   *
   * @param eerste whether its dossier did not wait for it before
   * @param duur since the first one
   * @param waarschuwingen steps of warning given about it
   */
  record Fout(int poging, boolean eerste, Duration duur, int waarschuwingen) {}

  /**
   * Notes an error; the first one to a new offering begins anew.
   *
   * @return empty when another engine delivers by now; then nothing changes
   */
  Optional<Fout> fout(String partner, Pull.Bericht bericht, String code) {
    return jdbc.sql(
            """
            insert into webhook_wachtend as w
              (partner, bericht_id, aanbod, dossier, gebeurtenistype, poging, sinds, laatst, fout)
            select :partner, :bericht, :aanbod, :dossier, :type, 1, now(), now(), :code where %s
            on conflict (partner, bericht_id) do update
              set aanbod = excluded.aanbod, laatst = now(), fout = excluded.fout,
                poging = case when w.aanbod = excluded.aanbod then w.poging + 1 else 1 end,
                sinds = case when w.aanbod = excluded.aanbod then w.sinds else now() end,
                wacht_tot = case when w.aanbod = excluded.aanbod then w.wacht_tot end,
                waarschuwingen =
                  case when w.aanbod = excluded.aanbod then w.waarschuwingen else 0 end
            returning poging, wacht_tot is null as eerste, waarschuwingen,
              (extract(epoch from now() - sinds) * 1000)::bigint as millis"""
                .formatted(VAN_DEZE_MOTOR))
        .param("motor", standen.motor())
        .param("partner", partner)
        .param("bericht", bericht.berichtId())
        .param("aanbod", bericht.aanbod())
        .param("dossier", bericht.dossier())
        .param("type", bericht.gebeurtenistype())
        .param("code", code)
        .query(
            (rij, nummer) ->
                new Fout(
                    rij.getInt("poging"),
                    rij.getBoolean("eerste"),
                    Duration.ofMillis(rij.getLong("millis")),
                    rij.getInt("waarschuwingen")))
        .optional();
  }

  /** Whether an event other than this one has waited, and is still open. */
  boolean wachtAnder(String partner, UUID bericht) {
    return jdbc.sql(
            """
            select exists (
              select 1 from %swhere w.partner = :partner and w.bericht_id <> :bericht
                and w.wacht_tot is not null)"""
                .formatted(OPEN))
        .param("partner", partner)
        .param("bericht", bericht)
        .query(Boolean.class)
        .single();
  }

  /** Its dossier waits for so long. */
  void laatWachten(String partner, UUID bericht, Duration hoelang) {
    jdbc.sql(
            """
            update webhook_wachtend set wacht_tot = now() + :millis * interval '1 millisecond'
            where partner = :partner and bericht_id = :bericht and %s"""
                .formatted(VAN_DEZE_MOTOR))
        .param("motor", standen.motor())
        .param("partner", partner)
        .param("bericht", bericht)
        .param("millis", hoelang.toMillis())
        .update();
  }

  /**
   * @return false when this step was given already
   */
  boolean waarschuw(String partner, UUID bericht, int stap) {
    return jdbc.sql(
                """
                update webhook_wachtend set waarschuwingen = :stap
                where partner = :partner and bericht_id = :bericht and waarschuwingen < :stap""")
            .param("partner", partner)
            .param("bericht", bericht)
            .param("stap", stap)
            .update()
        == 1;
  }

  /** Forgets those that are none any more. */
  void ruimOp(String partner) {
    jdbc.sql(
            """
            delete from webhook_wachtend
            where partner = :partner and bericht_id not in (
              select w.bericht_id from %swhere w.partner = :partner)"""
                .formatted(OPEN))
        .param("partner", partner)
        .update();
  }

  private static Webhookwacht lees(ResultSet rij, int nummer) throws SQLException {
    return new Webhookwacht(
        rij.getObject("bericht_id", UUID.class),
        rij.getLong("volgnummer"),
        rij.getString("gebeurtenistype"),
        rij.getInt("poging"),
        moment(rij, "sinds"),
        moment(rij, "laatst"),
        moment(rij, "wacht_tot"),
        rij.getBoolean("wacht"),
        rij.getString("fout"));
  }

  private static Instant moment(ResultSet rij, String kolom) throws SQLException {
    Timestamp moment = rij.getTimestamp(kolom);
    return moment == null ? null : moment.toInstant();
  }
}
