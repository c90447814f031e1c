package nl.ketenbrug.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What goes by paper now, and therefore not by the channel. Time is the database's. */
@Repository
public class Uitwijkgrens {

  private final JdbcClient jdbc;

  Uitwijkgrens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param alles whether everything of this partner goes by paper
   * @param dossiers which dossiers do
   */
  record Grens(boolean alles, Set<String> dossiers) {
    boolean houdtTegen(String dossier) {
      return alles || (dossier != null && dossiers.contains(dossier));
    }
  }

  Grens van(String partner) {
    List<Optional<String>> doelen =
        jdbc.sql("select dossier from uitwijk_nu where partner = :partner")
            .param("partner", partner)
            .query((rij, nummer) -> Optional.ofNullable(rij.getString(1)))
            .list();
    Set<String> dossiers = new HashSet<>();
    doelen.forEach(doel -> doel.ifPresent(dossiers::add));
    return new Grens(doelen.contains(Optional.<String>empty()), dossiers);
  }

  /**
   * Whether a partner that reads its queue itself may not read it now: it gets paper, or what it
   * got on paper has not left its queue yet.
   */
  public boolean isDicht(String partner) {
    return jdbc.sql(
            """
            select exists (select 1 from uitwijk_nu where partner = :partner)
              or exists (
                select 1 from papierbundel b join papierbundel_regel r on r.bundel = b.id
                where b.partner = :partner and r.stand = 'bezorgd' and r.af is null)""")
        .param("partner", partner)
        .query(Boolean.class)
        .single();
  }

  /** Whether it goes by paper now, and the broker may still give it something. */
  public boolean isTeSluiten(String partner) {
    return jdbc.sql(
            "select exists (select 1 from uitwijk_nu where partner = :partner and dicht is null)")
        .param("partner", partner)
        .query(Boolean.class)
        .single();
  }

  /** Notes that the broker gives this partner nothing any more. */
  public void dicht(String partner) {
    jdbc.sql(
            """
            update uitwijk set dicht = now()
            where partner = :partner and dicht is null and id in (select id from uitwijk_nu)""")
        .param("partner", partner)
        .update();
  }

  /** Whether the broker was closed to this partner and is not open again. */
  public boolean isTeHerstellen(String partner) {
    return jdbc.sql(
            """
            select exists (
              select 1 from uitwijk where partner = :partner and dicht is not null and hersteld is null)""")
        .param("partner", partner)
        .query(Boolean.class)
        .single();
  }

  /** Notes that the broker gives again. */
  public void hersteld(String partner) {
    jdbc.sql(
            """
            update uitwijk set hersteld = now()
            where partner = :partner and dicht is not null and hersteld is null
              and beeindigd is not null""")
        .param("partner", partner)
        .update();
  }
}
