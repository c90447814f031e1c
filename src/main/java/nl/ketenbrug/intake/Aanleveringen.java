package nl.ketenbrug.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import nl.ketenbrug.message.BerichtId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every delivery once. A row is made before the message is durable and marked {@code gereed} after
 * it, so that a duplicate is one of a completed delivery and never of one that failed halfway.
 */
@Repository
class Aanleveringen {

  static final String HTTP = "http";

  private final JdbcClient jdbc;
  private final Clock clock;

  Aanleveringen(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What is known of a delivery. */
  record Rij(UUID berichtId, String drager, boolean gereed) {
    BerichtId bericht() {
      return new BerichtId(berichtId);
    }

    /**
     * By name, for Spring would look for a column {@code berichtId} first: a fault for each row.
     */
    private static Rij lees(ResultSet rij, int nummer) throws SQLException {
      return new Rij(
          rij.getObject("bericht_id", UUID.class),
          rij.getString("drager"),
          rij.getBoolean("gereed"));
    }
  }

  /**
   * The row of this content: the one that stands, or a new one that is not ready.
   *
   * @param partner code of who delivers; null when the source itself does
   */
  Rij registreer(String bron, String sleutel, String drager, String partner) {
    return jdbc.sql(
            """
            with nieuw as (
              insert into aanlevering
                (bron, sleutel, bericht_id, drager, gereed, ontvangen, partner)
              values (:bron, :sleutel, :berichtId, :drager, false, :nu, :partner)
              on conflict (bron, sleutel) do nothing
              returning bericht_id, drager, gereed)
            select * from nieuw union all
            select bericht_id, drager, gereed from aanlevering
            where bron = :bron and sleutel = :sleutel""")
        .param("bron", bron)
        .param("sleutel", sleutel)
        .param("berichtId", BerichtId.nieuw(clock.instant()).value())
        .param("drager", drager)
        .param("nu", Timestamp.from(clock.instant()))
        .param("partner", partner, Types.VARCHAR)
        .query(Rij::lees)
        .optional()
        // Made by somebody else in the meantime: not yet to be seen by that statement.
        .orElseGet(() -> rij(bron, sleutel));
  }

  private Rij rij(String bron, String sleutel) {
    return jdbc.sql(
            "select bericht_id, drager, gereed from aanlevering where bron = :bron and sleutel = :sleutel")
        .param("bron", bron)
        .param("sleutel", sleutel)
        .query(Rij::lees)
        .single();
  }

  /** The delivery that got this id, with the key by which it is known. */
  Optional<Bekende> zoek(String bron, BerichtId bericht) {
    return jdbc.sql(
            "select sleutel, drager, gereed from aanlevering where bron = :bron and bericht_id = :id")
        .param("bron", bron)
        .param("id", bericht.value())
        .query(Bekende.class)
        .optional();
  }

  /** A delivery as it was registered. */
  record Bekende(String sleutel, String drager, boolean gereed) {}

  /**
   * Does {@code aanname} and marks the delivery as completed, unless it was completed before. The
   * same delivery at the same moment waits for this one; the row is locked, so also when it comes
   * in at another engine. When {@code aanname} throws, the row stays as it was, with its berichtId.
   *
   * @param aanname makes the message durable; false when it was durable already
   * @return whether this very call made it durable
   */
  @Transactional
  boolean neemEenmaalAan(String bron, String sleutel, BooleanSupplier aanname) {
    boolean gereed =
        jdbc.sql(
                "select gereed from aanlevering where bron = :bron and sleutel = :sleutel for update")
            .param("bron", bron)
            .param("sleutel", sleutel)
            .query(Boolean.class)
            .single();
    if (gereed) {
      return false;
    }
    boolean nieuw = aanname.getAsBoolean();
    gereed(bron, sleutel);
    return nieuw;
  }

  private void gereed(String bron, String sleutel) {
    jdbc.sql("update aanlevering set gereed = true where bron = :bron and sleutel = :sleutel")
        .param("bron", bron)
        .param("sleutel", sleutel)
        .update();
  }

  /**
   * Makes the message on the queue the one that carries this delivery, when no other was completed.
   *
   * @return whether it is the carrier now
   */
  boolean draagt(String bron, String sleutel, String drager) {
    int changed =
        jdbc.sql(
                """
                update aanlevering set drager = :drager, gereed = true
                where bron = :bron and sleutel = :sleutel and (not gereed or drager = :drager)""")
            .param("bron", bron)
            .param("sleutel", sleutel)
            .param("drager", drager)
            .update();
    return changed == 1;
  }
}
