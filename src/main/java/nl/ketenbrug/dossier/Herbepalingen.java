package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Dossiers whose determination must be looked at again because a source says something else. */
@Repository
public class Herbepalingen {

  /** Holds for a row {@code s} of {@code bvv_stand} that is one of them. */
  static final String NODIG =
      "exists (select 1 from herbepaling_nodig n where n.dossier = s.dossier)";

  private final JdbcClient jdbc;
  private final Clock clock;

  Herbepalingen(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** From now on; a later change needs another look than the one that is under way. */
  public void vraag(Dossiersleutel dossier) {
    jdbc.sql(
            """
            insert into herbepaling_nodig (dossier, sinds) values (:dossier, :nu)
            on conflict (dossier) do update set sinds = excluded.sinds""")
        .param("dossier", dossier.value())
        .param("nu", Timestamp.from(clock.instant()))
        .update();
  }

  /**
   * Takes off who got an outcome in a recalculation that began after the change, and who has no
   * determination to look at.
   *
   * @return whether somebody is left
   */
  @Transactional
  public boolean werkAf() {
    jdbc.sql(
            """
            delete from herbepaling_nodig n where not exists (
                select 1 from bvv_stand s where s.dossier = n.dossier)
              or exists (
                select 1 from herziening h join herziening_uitkomst u on u.herziening = h.id
                where h.reden = 'wijziging' and not h.proef and h.gestart_op >= n.sinds
                  and u.dossier = n.dossier and not u.open)""")
        .update();
    return jdbc.sql("select exists (select 1 from herbepaling_nodig)")
        .query(Boolean.class)
        .single();
  }
}
