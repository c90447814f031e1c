package nl.ketenbrug.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
   * Holds those of these events that are free; readers at the same moment never wait for each
   * other.
   *
   * @return the ones that are held for this caller now
   */
  Set<UUID> houd(String partner, Collection<UUID> ids, Duration duur) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
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
                returning bericht_id""")
            .param("seconden", duur.toSeconds())
            .param("partner", partner)
            .param("ids", ids)
            .query(UUID.class)
            .list());
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

  /** Gives events back that nobody was given. */
  void laatLos(String partner, List<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update levering set vast_tot = null
            where partner = :partner and bericht_id in (:ids)""")
        .param("partner", partner)
        .param("ids", ids)
        .update();
  }
}
