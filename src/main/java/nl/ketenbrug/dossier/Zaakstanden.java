package nl.ketenbrug.dossier;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * @param inhoud canonical {@code Schuldhulp} or {@code Bewind}
   */
  public record Zaakstand(Dossiersleutel dossier, String soort, String inhoud) {}

  /**
   * Puts what holds in the place of what held.
   *
   * @param inhoud canonical object of each kind
   */
  public void zet(Match match, Map<String, String> inhoud) {
    wis(match);
    inhoud.forEach(
        (soort, object) ->
            jdbc.sql(
                    """
                    insert into zaakstand (dossier, zaak, soort, inhoud)
                    values (:dossier, :zaak, :soort, :inhoud)""")
                .param("dossier", match.dossier().value())
                .param("zaak", match.zaak().value())
                .param("soort", soort)
                .param("inhoud", kluis.sluit(match.dossier(), object))
                .update());
  }

  public void wis(Match match) {
    jdbc.sql("delete from zaakstand where dossier = :dossier and zaak = :zaak")
        .param("dossier", match.dossier().value())
        .param("zaak", match.zaak().value())
        .update();
  }

  /**
   * What holds in these dossiers, by dossier and kind.
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
            select dossier, soort, inhoud from zaakstand
            where dossier in (:dossiers) and soort in (:soorten)
            order by dossier, soort, zaak""")
        .param("dossiers", dossiers.stream().map(Dossiersleutel::value).toList())
        .param("soorten", soorten)
        .query(
            (rij, nummer) -> {
              Dossiersleutel dossier = new Dossiersleutel(rij.getString(1));
              return new Zaakstand(dossier, rij.getString(2), kluis.open(dossier, rij.getBytes(3)));
            })
        .list();
  }
}
