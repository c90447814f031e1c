package nl.ketenbrug.delivery;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which events a reader of a partner keeps for itself for a while, so that several readers share
 * the work. What is not answered in that time is anybody's again. Time is the database's, one for
 * all engines.
 */
@Repository
class Vasthoudingen {

  private final JdbcClient jdbc;

  Vasthoudingen(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The events that somebody holds now. */
  Set<UUID> vast(String partner) {
    return Set.copyOf(
        jdbc.sql(
                """
                select bericht_id from levering
                where partner = :partner and vast_tot > now() and uitkomst is null""")
            .param("partner", partner)
            .query(UUID.class)
            .list());
  }

  /**
   * What one caller holds.
   *
   * @param tot until when, by which it knows its own from a later one of somebody else; null when
   *     it holds nothing
   */
  record Houvast(Set<UUID> ids, Instant tot) {
    static final Houvast NIETS = new Houvast(Set.of(), null);
  }

  /**
   * Holds those of these events that are free; readers at the same moment never wait for each
   * other.
   *
   * @return the ones that are held for this caller now
   */
  Houvast houd(String partner, Collection<UUID> ids, Duration duur) {
    if (ids.isEmpty()) {
      return Houvast.NIETS;
    }
    Set<UUID> gehouden = new HashSet<>();
    AtomicReference<Instant> tot = new AtomicReference<>();
    jdbc.sql(
            """
                update levering
                set vast_tot = now() + :seconden * interval '1 second', vast_sinds = case
                  when vast_tot > now() - interval '1 day' then coalesce(vast_sinds, now())
                  else now() end
                where partner = :partner and bericht_id in (
                  select bericht_id from levering
                  where partner = :partner and bericht_id in (:ids) and uitkomst is null and verstreken is null
                    and papier_bundel is null and (vast_tot is null or vast_tot <= now())
                  for update skip locked)
                returning bericht_id, vast_tot""")
        .param("seconden", duur.toSeconds())
        .param("partner", partner)
        .param("ids", ids)
        .query(
            rij -> {
              gehouden.add(rij.getObject(1, UUID.class));
              tot.set(rij.getTimestamp(2).toInstant());
            });
    return gehouden.isEmpty() ? Houvast.NIETS : new Houvast(Set.copyOf(gehouden), tot.get());
  }

  /**
   * Holds one event for the engine itself while it sends it.
   *
   * @return false when its term is over, it was answered or it stands on paper: then it is not to
   *     be sent
   */
  boolean houdOmTeBezorgen(String partner, UUID id, Duration duur) {
    return jdbc.sql(
                """
                update levering
                set vast_tot = now() + :millis * interval '1 millisecond', vast_sinds = now()
                where partner = :partner and bericht_id = :id and uitkomst is null
                  and verstreken is null and papier_bundel is null""")
            .param("millis", duur.toMillis())
            .param("partner", partner)
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Gives events back that nobody was given.
   *
   * @param tot of the hold that was for them; what somebody else holds since then stays held
   */
  void laatLos(String partner, List<UUID> ids, Instant tot) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update levering set vast_tot = null
            where partner = :partner and bericht_id in (:ids) and vast_tot = :tot""")
        .param("partner", partner)
        .param("ids", ids)
        .param("tot", Timestamp.from(tot))
        .update();
  }
}
