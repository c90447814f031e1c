package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Terms of dossiers that ran out. */
@Repository
public class Termijnen {

  private static final String SLEUTEL = "termijn|";

  private final JdbcClient jdbc;

  Termijnen(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A determination that no longer holds and was not replaced.
   *
   * @param verstreken first day on which it no longer holds
   * @param bsn the number of the debtor, still encrypted
   * @param beslagen registration ids of the attachments that run
   */
  public record Verstreken(
      Dossiersleutel dossier,
      BerichtId vaststelling,
      LocalDate verstreken,
      byte[] bsn,
      List<String> beslagen) {

    /** The key of this fact. */
    public String sleutel() {
      return SLEUTEL + vaststelling;
    }
  }

  /**
   * Determinations that were over before {@code dag} and still stand, and of which nothing was told
   * yet; of debtors whose number is kept.
   */
  public List<Verstreken> verstreken(LocalDate dag, int hoogstens) {
    return jdbc.sql(
            """
            select s.dossier, s.bericht_id, s.geldig_tot, d.bsn,
              array(select b.registratie_id from beslag b
                where b.dossier = s.dossier and b.status <> 'beeindigd'
                order by b.registratie_id) as beslagen
            from bvv_stand s join schuldenaar d on d.dossier = s.dossier
            where s.geldig_tot < :dag
              and exists (select 1 from beslag b
                where b.dossier = s.dossier and b.status <> 'beeindigd')
              and not exists (select 1 from afleiding a where a.sleutel = :soort || s.bericht_id)
            order by s.geldig_tot limit :hoogstens""")
        .param("dag", dag)
        .param("soort", SLEUTEL)
        .param("hoogstens", hoogstens)
        .query(Termijnen::lees)
        .list();
  }

  /** A traject in a dossier of which something may have ended by itself. */
  public record Afgelopen(Dossiersleutel dossier, Zaaksleutel traject) {}

  /**
   * Where something ended by itself before {@code dag} and that is still to be told, or of which an
   * earlier version of the engine did not keep whether it is. Only a look under the lock of the
   * cases decides.
   */
  public List<Afgelopen> afgelopen(LocalDate dag, int hoogstens) {
    return jdbc.sql(
            """
            select z.dossier, z.traject
            from zaakstand z join schuldenaar d on d.dossier = z.dossier
            where z.laatste is not null
              and (not z.bezien or (z.begonnen_met is not null and z.laatste < :dag))
              and exists (select 1 from beslag b
                where b.dossier = z.dossier and b.status <> 'beeindigd')
            group by z.dossier, z.traject
            order by min(z.laatste), z.dossier, z.traject limit :hoogstens""")
        .param("dag", dag)
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Afgelopen(
                    new Dossiersleutel(rij.getString("dossier")),
                    new Zaaksleutel(rij.getString("traject"))))
        .list();
  }

  private static Verstreken lees(ResultSet rij, int nummer) throws SQLException {
    Dossiersleutel dossier = new Dossiersleutel(rij.getString("dossier"));
    return new Verstreken(
        dossier,
        new BerichtId(rij.getObject("bericht_id", UUID.class)),
        rij.getObject("geldig_tot", LocalDate.class),
        rij.getBytes("bsn"),
        List.of((String[]) rij.getArray("beslagen").getArray()));
  }
}
