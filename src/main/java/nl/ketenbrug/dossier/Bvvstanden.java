package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The determinations in force. Writing the same one twice leaves the same state. */
@Repository
public class Bvvstanden {

  private final JdbcClient jdbc;
  private final Kluis kluis;

  Bvvstanden(JdbcClient jdbc, Kluis kluis) {
    this.jdbc = jdbc;
    this.kluis = kluis;
  }

  /**
   * From now on this is the one in force, unless one of a later day is. A dossier without running
   * attachment keeps none.
   *
   * @param invoer the inputs of its receipt as JSON, to be kept encrypted; null keeps none
   */
  public void neemOver(Bvvstand stand, String invoer) {
    jdbc.sql(
            """
            insert into bvv_stand (dossier, bericht_id, bedrag, basis, plafond, leefsituatie,
              peildatum, geldig_van, geldig_tot, cijferbestand, cijferhash, regelversie, invoer)
            select :dossier, :bericht, :bedrag, :basis, :plafond, :leefsituatie,
              :peildatum, :van, :tot, :bestand, :hash, :regels, cast(:invoer as bytea)
            where exists (select 1 from beslag where dossier = :dossier and status <> 'beeindigd')
            on conflict (dossier) do update set
              bericht_id = excluded.bericht_id, bedrag = excluded.bedrag, basis = excluded.basis,
              plafond = excluded.plafond, leefsituatie = excluded.leefsituatie,
              peildatum = excluded.peildatum, geldig_van = excluded.geldig_van,
              geldig_tot = excluded.geldig_tot, cijferbestand = excluded.cijferbestand,
              cijferhash = excluded.cijferhash, regelversie = excluded.regelversie,
              invoer = excluded.invoer
            where bvv_stand.peildatum <= excluded.peildatum""")
        .param("dossier", stand.dossier().value())
        .param("bericht", stand.bericht().value())
        .param("bedrag", stand.bedrag().cent())
        .param("basis", stand.basis().cent())
        .param("plafond", stand.plafond().cent())
        .param("leefsituatie", stand.leefsituatie())
        .param("peildatum", stand.peildatum())
        .param("van", stand.geldigVan())
        .param("tot", stand.geldigTot())
        .param("bestand", stand.cijferbestand())
        .param("hash", stand.cijferhash())
        .param("regels", stand.regelversie())
        .param(
            "invoer",
            invoer == null ? null : kluis.sluit(stand.dossier(), invoer),
            java.sql.Types.BINARY)
        .update();
  }

  /** The determination that was made last. */
  Optional<Bvvstand> van(Dossiersleutel dossier) {
    return jdbc.sql("select * from bvv_stand where dossier = :dossier")
        .param("dossier", dossier.value())
        .query((rij, nummer) -> lees(rij))
        .optional();
  }

  /** The event of the determination in force. */
  public Optional<BerichtId> bericht(Dossiersleutel dossier) {
    return jdbc.sql("select bericht_id from bvv_stand where dossier = :dossier")
        .param("dossier", dossier.value())
        .query(UUID.class)
        .optional()
        .map(BerichtId::new);
  }

  /**
   * Inputs as JSON, from the bytes as they are kept.
   *
   * @throws OnleesbareBewaring when they do not open
   */
  public String invoer(Dossiersleutel dossier, byte[] bytes) {
    return kluis.open(dossier, bytes);
  }

  /** One row with the columns of {@code bvv_stand}, as others select it too. */
  static Bvvstand lees(ResultSet rij) throws SQLException {
    return new Bvvstand(
        new Dossiersleutel(rij.getString("dossier")),
        new BerichtId(rij.getObject("bericht_id", UUID.class)),
        new Bedrag(rij.getLong("bedrag")),
        new Bedrag(rij.getLong("basis")),
        new Bedrag(rij.getLong("plafond")),
        rij.getString("leefsituatie"),
        rij.getObject("peildatum", LocalDate.class),
        rij.getObject("geldig_van", LocalDate.class),
        rij.getObject("geldig_tot", LocalDate.class),
        rij.getString("cijferbestand"),
        rij.getString("cijferhash"),
        rij.getString("regelversie"));
  }
}
