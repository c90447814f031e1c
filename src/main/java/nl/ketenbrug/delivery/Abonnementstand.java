package nl.ketenbrug.delivery;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far each subscription is, and whether it stands still. */
@Repository
public class Abonnementstand {

  private final JdbcClient jdbc;

  Abonnementstand(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param laatsteVolgnummer number of the newest event; 0 when there was none
   * @param sinds since when it stands still; null when it runs
   * @param door the account that stopped it
   * @param reden why, in words; may be null
   */
  public record Stand(long laatsteVolgnummer, Instant sinds, String door, String reden) {
    public boolean gepauzeerd() {
      return sinds != null;
    }
  }

  public Stand van(String partner) {
    return jdbc.sql(
            """
            select laatste, gepauzeerd_sinds, gepauzeerd_door, pauze_reden
            from abonnement_stand where partner = :partner""")
        .param("partner", partner)
        .query(
            (rij, nummer) ->
                new Stand(
                    rij.getLong(1),
                    Optional.ofNullable(rij.getTimestamp(2)).map(Timestamp::toInstant).orElse(null),
                    rij.getString(3),
                    rij.getString(4)))
        .optional()
        .orElse(new Stand(0, null, null, null));
  }

  /** When it last went on after a pause; empty when it never did. */
  Optional<Instant> hervat(String partner) {
    return jdbc.sql(
            "select hervat from abonnement_stand where partner = :partner and hervat is not null")
        .param("partner", partner)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /**
   * @return false when it stood still already; then nothing changes
   */
  public boolean pauzeer(String partner, Instant sinds, String door, String reden) {
    return jdbc.sql(
                """
                insert into abonnement_stand (partner, gepauzeerd_sinds, gepauzeerd_door, pauze_reden)
                values (:partner, :sinds, :door, :reden)
                on conflict (partner) do update
                  set gepauzeerd_sinds = excluded.gepauzeerd_sinds,
                    gepauzeerd_door = excluded.gepauzeerd_door, pauze_reden = excluded.pauze_reden
                  where abonnement_stand.gepauzeerd_sinds is null""")
            .param("partner", partner)
            .param("sinds", Timestamp.from(sinds))
            .param("door", door)
            .param("reden", reden)
            .update()
        == 1;
  }

  /**
   * @param nu from here on the terms of what is open run anew
   * @return false when it ran already; then nothing changes
   */
  public boolean hervat(String partner, Instant nu) {
    return jdbc.sql(
                """
                update abonnement_stand
                set gepauzeerd_sinds = null, gepauzeerd_door = null, pauze_reden = null, hervat = :nu
                where partner = :partner and gepauzeerd_sinds is not null""")
            .param("partner", partner)
            .param("nu", Timestamp.from(nu))
            .update()
        == 1;
  }
}
