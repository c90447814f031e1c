package nl.ketenbrug.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.ketenbrug.delivery.Herroepingsstand.Bij;
import nl.ketenbrug.delivery.Herroepingsstand.Stand;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far withdrawals and corrections are: open until everyone who got the original confirmed. */
@Repository
public class Herroepingsstanden {

  /** Before that the original may not have got its number at every partner yet. */
  private static final Duration RIJP = Duration.ofDays(30);

  private static final String OPEN =
      """
      h.afgerond is null and exists (select 1 from herroeping_bij b
        where b.bericht_id = h.bericht_id and b.stand not in ('bevestigd', 'afgedaan'))""";

  private final JdbcClient jdbc;
  private final Clock clock;

  Herroepingsstanden(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What is open, the oldest first.
   *
   * @param na the last one of the page before, or null
   */
  public List<Herroepingsstand> open(UUID na, int hoogstens) {
    return lees(
        jdbc.sql(
                """
                with gekozen as (
                  select h.* from herroeping h
                  where %s and (:na::uuid is null or (h.sinds, h.bericht_id) > (
                    select sinds, bericht_id from herroeping where bericht_id = :na::uuid))
                  order by h.sinds, h.bericht_id limit :hoogstens)
                select * from gekozen join herroeping_bij using (bericht_id)
                order by sinds, bericht_id, partner"""
                    .formatted(OPEN))
            .param("na", na)
            .param("hoogstens", hoogstens));
  }

  public Optional<Herroepingsstand> een(UUID bericht) {
    return lees(
            jdbc.sql(
                    """
                    select * from herroeping join herroeping_bij using (bericht_id)
                    where bericht_id = :id order by partner""")
                .param("id", bericht))
        .stream()
        .findFirst();
  }

  private static List<Herroepingsstand> lees(JdbcClient.StatementSpec vraag) {
    Map<UUID, Herroepingsstand> standen = new LinkedHashMap<>();
    vraag.query(
        rij -> {
          UUID id = rij.getObject("bericht_id", UUID.class);
          Stand stand = Stand.van(rij.getString("stand"));
          Herroepingsstand eerder = standen.get(id);
          List<Bij> afnemers = new ArrayList<>(eerder == null ? List.of() : eerder.afnemers());
          afnemers.add(
              new Bij(
                  rij.getString("partner"),
                  stand,
                  stand == Stand.AFGEDAAN
                      ? rij.getString("wie") + ": " + rij.getString("toelichting")
                      : null));
          standen.put(
              id,
              new Herroepingsstand(
                  id,
                  rij.getObject("betreft", UUID.class),
                  rij.getString("soort"),
                  rij.getString("gebeurtenistype"),
                  rij.getString("dossier"),
                  rij.getTimestamp("sinds").toInstant(),
                  afnemers.stream().anyMatch(bij -> !bij.stand().isGeregeld()),
                  List.copyOf(afnemers)));
        });
    return List.copyOf(standen.values());
  }

  /**
   * Keeps that a partner knows it in another way.
   *
   * @return false when somebody said so before
   */
  boolean doeAf(UUID bericht, String partner, String wie, String toelichting) {
    return jdbc.sql(
                """
                insert into herroeping_afgedaan (bericht_id, partner, wie, toelichting, moment)
                values (:bericht, :partner, :wie, :toelichting, :nu) on conflict do nothing""")
            .param("bericht", bericht)
            .param("partner", partner)
            .param("wie", wie)
            .param("toelichting", toelichting)
            .param("nu", Timestamp.from(clock.instant()))
            .update()
        == 1;
  }

  /**
   * Notes that a partner is given these events otherwise than as deliveries: who has an event in
   * that way alone must hear too that it was taken back.
   */
  public void gegeven(String partner, Collection<UUID> berichten) {
    jdbc.sql(
            """
            insert into openstaand_gegeven (bericht_id, partner, sinds)
            select gegeven.id, :partner, :nu from unnest(:berichten::uuid[]) as gegeven (id)
            where not exists (select 1 from levering l
              where l.partner = :partner and l.bericht_id = gegeven.id
              -- Each by its key: in a join all that the partner has would be read.
              offset 0)
            on conflict do nothing""")
        .param("partner", partner)
        .param("nu", Timestamp.from(clock.instant()))
        .param("berichten", berichten.toArray(UUID[]::new))
        .update();
  }

  /** Closes what is settled with everyone, so that it is not looked at for ever. */
  void rondAf() {
    Instant nu = clock.instant();
    jdbc.sql(
            """
            update herroeping h set afgerond = :nu
            where h.afgerond is null and h.sinds < :rijp and not (%s)"""
                .formatted(OPEN))
        .param("nu", Timestamp.from(nu))
        .param("rijp", Timestamp.from(nu.minus(RIJP)))
        .update();
  }

  /**
   * @param aantal open ones
   * @param oudste since when the oldest is; null when there is none
   */
  record Achterstand(long aantal, Instant oudste) {}

  Achterstand achterstand() {
    return jdbc.sql("select count(*), min(h.sinds) from herroeping h where " + OPEN)
        .query(
            (rij, nummer) ->
                new Achterstand(
                    rij.getLong(1),
                    rij.getTimestamp(2) == null ? null : rij.getTimestamp(2).toInstant()))
        .single();
  }
}
