package nl.ketenbrug.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What goes by paper now, and therefore not by the channel. Time is the database's. */
@Repository
public class Uitwijkgrens {

  /** A fallback u holds, or something of its bundles is still on its way. */
  private static final String DICHT =
      """
      (u.id in (select id from uitwijk_nu) or exists (
        select 1 from papierbundel p join papierbundel_regel r on r.bundel = p.id
        join levering l on l.partner = p.partner and l.bericht_id = r.bericht_id
        where p.uitwijk = u.id and ((r.stand = 'bezorgd' and r.af is null)
          or (p.bezorgd is null and p.ingetrokken is null and l.papier_bundel = p.id
            and l.uitkomst is null))))""";

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
        jdbc.sql("select dossier from papier_houdt where partner = :partner")
            .param("partner", partner)
            .query((rij, nummer) -> Optional.ofNullable(rij.getString(1)))
            .list();
    Set<String> dossiers = new HashSet<>();
    doelen.forEach(doel -> doel.ifPresent(dossiers::add));
    return new Grens(doelen.contains(Optional.<String>empty()), dossiers);
  }

  /**
   * Whether a partner that reads its queue itself may not read it now: it gets paper, a bundle that
   * was fetched is neither handed over nor taken back, or what it got on paper has not left its
   * queue yet.
   */
  public boolean isDicht(String partner) {
    return jdbc.sql(
            "select exists (select 1 from uitwijk u where u.partner = :partner and " + DICHT + ")")
        .param("partner", partner)
        .query(Boolean.class)
        .single();
  }

  /**
   * Notes that the broker may be closed to this partner from now on, before anybody closes it: what
   * became of that is looked after until {@link #hersteld}.
   *
   * @return whether it has to be closed, as {@link #isDicht}
   */
  public boolean sluit(String partner) {
    return jdbc.sql(
                """
                update uitwijk u
                set sluiten = coalesce(sluiten, now()), hersteld = null
                where u.partner = :partner and """
                    + DICHT)
            .param("partner", partner)
            .update()
        > 0;
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

  /** Whether the broker may be closed to this partner without a reason. */
  public boolean isTeHerstellen(String partner) {
    boolean misschienDicht =
        jdbc.sql(
                """
                select exists (select 1 from uitwijk
                  where partner = :partner and sluiten is not null and hersteld is null)""")
            .param("partner", partner)
            .query(Boolean.class)
            .single();
    return misschienDicht && !isDicht(partner);
  }

  /** Notes that the broker gives again, and lets the terms of what waited begin anew. */
  @Transactional
  public void hersteld(String partner) {
    int open =
        jdbc.sql(
                """
                update uitwijk set hersteld = now()
                where partner = :partner and sluiten is not null and hersteld is null
                  and id not in (select id from uitwijk_nu)""")
            .param("partner", partner)
            .update();
    if (open > 0) {
      jdbc.sql(
              """
              update levering set papier_tot = now()
              where partner = :partner and uitkomst is null and verstreken is null""")
          .param("partner", partner)
          .update();
    }
  }
}
