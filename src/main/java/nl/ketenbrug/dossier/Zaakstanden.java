package nl.ketenbrug.dossier;

import java.sql.Types;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What of certain cases holds now in each dossier with a running attachment: debt help, a
 * moratorium, who represents the debtor.
 */
@Repository
public class Zaakstanden {

  private final JdbcClient jdbc;
  private final Kluis kluis;

  Zaakstanden(JdbcClient jdbc, Kluis kluis) {
    this.jdbc = jdbc;
    this.kluis = kluis;
  }

  /**
   * @param soort see {@link Zaakverloop}
   * @param laatste last day on which it holds; null when none is known
   * @param begonnenMet the event that told its beginning, when that said the last day and its end
   *     is still to be told; else null
   * @param inhoud canonical {@code Schuldhulp} or {@code Bewind}
   */
  public record Zaakstand(
      Dossiersleutel dossier,
      String soort,
      LocalDate laatste,
      BerichtId begonnenMet,
      String inhoud) {}

  /** Puts what holds in the place of what held of this traject in this dossier. */
  public void zet(Dossiersleutel dossier, Zaaksleutel traject, List<Zaakstand> standen) {
    jdbc.sql("delete from zaakstand where dossier = :dossier and traject = :traject")
        .param("dossier", dossier.value())
        .param("traject", traject.value())
        .update();
    int nummer = 0;
    for (Zaakstand stand : standen) {
      jdbc.sql(
              """
              insert into zaakstand
                (dossier, traject, nummer, soort, laatste, begonnen_met, bezien, inhoud)
              values
                (:dossier, :traject, :nummer, :soort, :laatste, :begonnenMet, true, :inhoud)""")
          .param("dossier", dossier.value())
          .param("traject", traject.value())
          .param("nummer", nummer++)
          .param("soort", stand.soort())
          .param("laatste", stand.laatste())
          .param(
              "begonnenMet",
              stand.begonnenMet() == null ? null : stand.begonnenMet().value(),
              Types.OTHER)
          .param("inhoud", kluis.sluit(dossier, stand.inhoud()))
          .update();
    }
  }

  /** Nothing can be told of this traject in this dossier: no round looks at it again. */
  public void sluitUit(Dossiersleutel dossier, Zaaksleutel traject) {
    jdbc.sql(
            """
            update zaakstand set begonnen_met = null, bezien = true
            where dossier = :dossier and traject = :traject""")
        .param("dossier", dossier.value())
        .param("traject", traject.value())
        .update();
  }

  /**
   * What holds in these dossiers, by dossier and kind; of each its last day decides whether it
   * still does.
   *
   * @param soorten the kinds that may be told
   * @throws OnleesbareBewaring when one does not open
   */
  public List<Zaakstand> van(Collection<Dossiersleutel> dossiers, Set<String> soorten) {
    if (dossiers.isEmpty() || soorten.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select dossier, soort, laatste, begonnen_met, inhoud from zaakstand
            where dossier in (:dossiers) and soort in (:soorten)
            order by dossier, soort, traject, nummer""")
        .param("dossiers", dossiers.stream().map(Dossiersleutel::value).toList())
        .param("soorten", soorten)
        .query(
            (rij, nummer) -> {
              Dossiersleutel dossier = new Dossiersleutel(rij.getString(1));
              UUID begonnenMet = rij.getObject(4, UUID.class);
              return new Zaakstand(
                  dossier,
                  rij.getString(2),
                  rij.getObject(3, LocalDate.class),
                  begonnenMet == null ? null : new BerichtId(begonnenMet),
                  kluis.open(dossier, rij.getBytes(5)));
            })
        .list();
  }
}
