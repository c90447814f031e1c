package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who coordinates each dossier now. Working out the same event twice leaves the same state. */
@Repository
public class Coordinatoren {

  private final JdbcClient jdbc;
  private final Dossiers dossiers;

  Coordinatoren(JdbcClient jdbc, Dossiers dossiers) {
    this.jdbc = jdbc;
    this.dossiers = dossiers;
  }

  /** One party took over from another. */
  public record Wissel(Coordinator vorige, Coordinator nieuwe) {}

  /**
   * Works out anew who coordinates, after an attachment came, changed or ended. A transfer (lid 4)
   * holds for as long as the attachment of who took over runs.
   *
   * @param oorzaak the event that brought the change
   * @param dag first day of a successor
   * @return the change from one party to another; empty when the same one goes on, or somebody is
   *     the first or the last
   */
  public Optional<Wissel> bepaal(Dossiersleutel dossier, BerichtId oorzaak, LocalDate dag) {
    List<Beslag> beslagen = dossiers.beslagen(dossier);
    Optional<Coordinator> vorige = van(dossier);
    if (vorige.filter(v -> v.lid() == 4 && loopt(beslagen, v)).isPresent()) {
      return Optional.empty();
    }
    Optional<Coordinatie.Uitkomst> uitkomst = Coordinatie.bepaal(beslagen);
    if (uitkomst.isEmpty()) {
      jdbc.sql("delete from coordinator where dossier = :dossier")
          .param("dossier", dossier.value())
          .update();
      return Optional.empty();
    }
    Beslag beslag = uitkomst.get().beslag();
    boolean blijft =
        vorige.map(Coordinator::beslaglegger).equals(Optional.of(beslag.beslaglegger()));
    LocalDate sinds = vorige.map(v -> blijft ? v.sinds() : dag).orElse(beslag.dag());
    Coordinator nieuwe =
        new Coordinator(beslag.registratieId(), beslag.beslaglegger(), uitkomst.get().lid(), sinds);
    if (vorige.equals(Optional.of(nieuwe))) {
      return Optional.empty();
    }
    zet(dossier, nieuwe, oorzaak);
    return vorige.filter(v -> !blijft).map(v -> new Wissel(v, nieuwe));
  }

  /**
   * The party of this attachment took over by agreement (art. 478 lid 4 Rv), as the register told.
   * Nothing when the attachment does not run.
   */
  public void draagOver(
      Dossiersleutel dossier, String registratieId, BerichtId oorzaak, LocalDate sinds) {
    dossiers.beslagen(dossier).stream()
        .filter(beslag -> beslag.registratieId().equals(registratieId))
        .filter(Coordinatie::teltMee)
        .forEach(
            beslag ->
                zet(
                    dossier,
                    new Coordinator(registratieId, beslag.beslaglegger(), 4, sinds),
                    oorzaak));
  }

  public Optional<Coordinator> van(Dossiersleutel dossier) {
    return jdbc.sql("select * from coordinator where dossier = :dossier")
        .param("dossier", dossier.value())
        .query(Coordinatoren::lees)
        .optional();
  }

  private void zet(Dossiersleutel dossier, Coordinator coordinator, BerichtId oorzaak) {
    jdbc.sql(
            """
            insert into coordinator (dossier, registratie_id, beslaglegger, beslaglegger_soort, lid,
              sinds, bericht_id)
            values (:dossier, :registratieId, :beslaglegger, :soort, :lid, :sinds, :oorzaak)
            on conflict (dossier) do update set registratie_id = excluded.registratie_id,
              beslaglegger = excluded.beslaglegger,
              beslaglegger_soort = excluded.beslaglegger_soort, lid = excluded.lid,
              sinds = excluded.sinds, bericht_id = excluded.bericht_id""")
        .param("dossier", dossier.value())
        .param("registratieId", coordinator.registratieId())
        .param("beslaglegger", coordinator.beslaglegger().waarde())
        .param("soort", coordinator.beslaglegger().soort().element())
        .param("lid", coordinator.lid())
        .param("sinds", coordinator.sinds())
        .param("oorzaak", oorzaak.value())
        .update();
  }

  private static boolean loopt(List<Beslag> beslagen, Coordinator coordinator) {
    return beslagen.stream()
        .filter(beslag -> beslag.registratieId().equals(coordinator.registratieId()))
        .anyMatch(Coordinatie::teltMee);
  }

  private static Coordinator lees(ResultSet rij, int nummer) throws SQLException {
    return new Coordinator(
        rij.getString("registratie_id"),
        Beslaglegger.van(rij.getString("beslaglegger_soort"), rij.getString("beslaglegger")),
        rij.getInt("lid"),
        rij.getObject("sinds", LocalDate.class));
  }
}
