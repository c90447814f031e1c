package nl.ketenbrug.delivery;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How often each partner consulted the register of attachments on a day, at all engines. */
@Repository
public class Raadpleegtellingen {

  private final JdbcClient jdbc;
  private final RaadplegenSettings settings;

  public Raadpleegtellingen(JdbcClient jdbc, RaadplegenSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /**
   * Counts one more, unless it would be one too many.
   *
   * @param dag in the Netherlands
   * @return whether this partner may consult once more on this day
   */
  public boolean tel(Partner partner, LocalDate dag) {
    return jdbc.sql(
                """
                insert into raadpleegtelling as t (partner, dag, aantal) values (:partner, :dag, 1)
                on conflict (partner, dag) do update set aantal = t.aantal + 1
                  where t.aantal < :grens""")
            .param("partner", partner.code())
            .param("dag", dag)
            .param("grens", settings.perDag())
            .update()
        == 1;
  }
}
