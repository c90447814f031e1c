package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What sources give that nothing reads: names of fields, never a value. */
@Repository
public class Bronverloop {

  private final JdbcClient jdbc;
  private final Clock clock;

  Bronverloop(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A field of an answer as the source gave it, that the stylesheet does not read.
   *
   * @param versie of the schema of the source
   * @param pad names from the outside in, with slashes
   * @param aantal answers that had it, of those that were looked at
   */
  public record Ruw(
      String bron, String versie, String pad, long aantal, Instant sinds, Instant laatst) {}

  /** A field of a canonical answer that no rule reads. */
  public record Canoniek(String bron, String veld, Instant sinds) {}

  /** Counts these fields of one answer. */
  @Transactional
  public void tel(String bron, String versie, Collection<String> paden) {
    for (String pad : paden) {
      jdbc.sql(
              """
              insert into ruwverloop (bron, versie, pad, aantal, sinds, laatst)
              values (:bron, :versie, :pad, 1, :nu, :nu)
              on conflict (bron, versie, pad) do update
                set aantal = ruwverloop.aantal + 1, laatst = excluded.laatst""")
          .param("bron", bron)
          .param("versie", versie)
          .param("pad", pad)
          .param("nu", Timestamp.from(clock.instant()))
          .update();
    }
  }

  public List<Ruw> ruw() {
    return jdbc.sql("select * from ruwverloop order by bron, versie, pad")
        .query(
            (rij, nummer) ->
                new Ruw(
                    rij.getString("bron"),
                    rij.getString("versie"),
                    rij.getString("pad"),
                    rij.getLong("aantal"),
                    rij.getTimestamp("sinds").toInstant(),
                    rij.getTimestamp("laatst").toInstant()))
        .list();
  }

  public List<Canoniek> canoniek() {
    return jdbc.sql("select * from schemaverloop order by bron, veld")
        .query(
            (rij, nummer) ->
                new Canoniek(
                    rij.getString("bron"),
                    rij.getString("veld"),
                    rij.getTimestamp("sinds").toInstant()))
        .list();
  }

  /** How many fields of each kind. */
  public record Aantal(long ruw, long canoniek) {}

  public Aantal aantal() {
    return jdbc.sql(
            """
            select (select count(*) from ruwverloop) as ruw,
              (select count(*) from schemaverloop) as canoniek""")
        .query((rij, nummer) -> new Aantal(rij.getLong("ruw"), rij.getLong("canoniek")))
        .single();
  }
}
