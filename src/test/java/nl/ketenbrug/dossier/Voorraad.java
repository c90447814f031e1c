package nl.ketenbrug.dossier;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills the stock of running attachments straight into the tables, as the routes would have left
 * it.
 */
public final class Voorraad {

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Bvvstanden standen;
  private final Schuldenaren schuldenaren;
  private final String dossiergeheim;

  /** With the secrets of the installation whose tables these are. */
  public Voorraad(JdbcClient jdbc, String dossiergeheim, String bewaargeheim) {
    this.jdbc = jdbc;
    this.dossiergeheim = dossiergeheim;
    this.kluis = new Kluis(new BewaarSettings(dossiergeheim, bewaargeheim));
    this.standen = new Bvvstanden(jdbc, kluis);
    this.schuldenaren = new Schuldenaren(jdbc, kluis);
  }

  public static Herzieningen herzieningen(JdbcClient jdbc, Clock clock) {
    return new Herzieningen(jdbc, clock);
  }

  Kluis kluis() {
    return kluis;
  }

  Bvvstanden standen() {
    return standen;
  }

  Schuldenaren schuldenaren() {
    return schuldenaren;
  }

  public Dossiersleutel sleutel(String bsn) {
    return Dossiersleutel.van(new Bsn(bsn), dossiergeheim);
  }

  /** One running attachment of this debtor, of which these are the parties. */
  public Dossiersleutel beslag(String bsn, String registratieId, List<String> partijen) {
    Dossiersleutel dossier = sleutel(bsn);
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, derde_beslagene, gewijzigd)
            values (:id, :dossier, 'lopend', '999900011L01', now())""")
        .param("id", registratieId)
        .param("dossier", dossier.value())
        .update();
    for (String oin : partijen) {
      jdbc.sql("insert into partij (dossier, registratie_id, oin) values (:dossier, :id, :oin)")
          .param("dossier", dossier.value())
          .param("id", registratieId)
          .param("oin", oin)
          .update();
    }
    schuldenaren.bewaar(dossier, new Bsn(bsn));
    return dossier;
  }

  /** The determination in force. @param invoer inputs as JSON, or null */
  public void stand(Bvvstand stand, String invoer) {
    standen.neemOver(stand, invoer);
  }

  public void geldigTot(Dossiersleutel dossier, LocalDate dag) {
    jdbc.sql(
            "update bvv_stand set geldig_tot = :dag, geldig_van = :van, peildatum = :van where dossier = :dossier")
        .param("dag", dag)
        .param("van", dag.minusYears(1))
        .param("dossier", dossier.value())
        .update();
  }
}
