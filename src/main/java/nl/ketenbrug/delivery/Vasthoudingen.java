package nl.ketenbrug.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import nl.ketenbrug.delivery.Pull.Bericht;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which events a reader of a partner keeps for itself for a while, so that several readers share
 * the work. What is not answered in that time is anybody's again.
 */
@Repository
class Vasthoudingen {

  private final JdbcClient jdbc;
  private final Clock clock;

  Vasthoudingen(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The events that somebody holds now. */
  Set<UUID> vast(String partner) {
    return Set.copyOf(
        jdbc.sql(
                """
                select bericht_id from levering
                where partner = :partner and vast_tot > :nu and uitkomst is null""")
            .param("partner", partner)
            .param("nu", Timestamp.from(clock.instant()))
            .query(UUID.class)
            .list());
  }

  /**
   * Holds what is chosen from the rest; readers of one partner choose one after the other.
   *
   * @param kies gets what others hold
   */
  @Transactional
  List<Bericht> houd(String partner, Duration duur, Function<Set<UUID>, List<Bericht>> kies) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('vasthouden|' || :partner, 0))")
        .param("partner", partner)
        .query((rij, nummer) -> 1)
        .list();
    List<Bericht> gekozen = kies.apply(vast(partner));
    if (!gekozen.isEmpty()) {
      zet(partner, gekozen.stream().map(Bericht::berichtId).toList(), clock.instant().plus(duur));
    }
    return gekozen;
  }

  /** Gives an event back before its time. */
  void laatLos(String partner, UUID id) {
    zet(partner, List.of(id), null);
  }

  private void zet(String partner, List<UUID> ids, Instant tot) {
    jdbc.sql(
            """
            update levering set vast_tot = cast(:tot as timestamptz)
            where partner = :partner and bericht_id in (:ids)""")
        .param("tot", tot == null ? null : Timestamp.from(tot))
        .param("partner", partner)
        .param("ids", ids)
        .update();
  }
}
