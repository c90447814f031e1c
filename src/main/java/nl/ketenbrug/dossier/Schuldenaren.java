package nl.ketenbrug.dossier;

import java.util.List;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who the debtor of a dossier is, kept encrypted for as long as one of his attachments runs. */
@Repository
public class Schuldenaren {

  private static final List<String> VAN_DE_SCHULDENAAR =
      List.of(
          "schuldenaar",
          "bvv_stand",
          "volging",
          "volging_feit",
          "kennisgeving_verteld",
          "herbepaling_nodig",
          "persoonsmatch",
          "match_verteld",
          "verdwijning_open",
          "zaakstand");

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Dossiers dossiers;

  Schuldenaren(JdbcClient jdbc, Kluis kluis, Dossiers dossiers) {
    this.jdbc = jdbc;
    this.kluis = kluis;
    this.dossiers = dossiers;
  }

  /** The key of the dossier of this person, whether there is one or not. */
  public Dossiersleutel dossier(Bsn bsn) {
    return kluis.dossier(bsn);
  }

  /** Keeps the number, unless no attachment of the dossier runs any more. */
  public void bewaar(Dossiersleutel dossier, Bsn bsn) {
    jdbc.sql(
            """
            insert into schuldenaar (dossier, bsn)
            select :dossier, :bsn
            where exists (select 1 from beslag where dossier = :dossier and status <> 'beeindigd')
              and not exists (select 1 from schuldenaar where dossier = :dossier)
            on conflict do nothing""")
        .param("dossier", dossier.value())
        .param("bsn", kluis.sluit(dossier, bsn))
        .update();
  }

  /**
   * Without a running attachment there is no ground to keep the number, the determination or what
   * sources said (art. 475gb Rv).
   */
  public void wisZonderBeslag(Dossiersleutel dossier) {
    // Mostly one runs, and then one question is enough; asked again with each, as always.
    if (!dossiers.looptBeslag(dossier)) {
      VAN_DE_SCHULDENAAR.forEach(
          tabel ->
              zonderBeslag(dossier, "delete from %s where dossier = :dossier".formatted(tabel)));
      // What was given up is evidence that it was; of whom it was about nothing stays.
      zonderBeslag(
          dossier,
          "update afleiding set inhoud = null where dossier = :dossier and mislukt is not null and inhoud is not null");
    }
    jdbc.sql(
            """
            delete from herkenning where soort = 'schuldenaar' and sleutel = :dossier
              and not exists (select 1 from schuldenaar where dossier = :dossier)""")
        .param("dossier", dossier.value())
        .update();
  }

  private void zonderBeslag(Dossiersleutel dossier, String sql) {
    jdbc.sql(
            """
            %s and not exists (
              select 1 from beslag where dossier = :dossier and status <> 'beeindigd')"""
                .formatted(sql))
        .param("dossier", dossier.value())
        .update();
  }

  /**
   * The number, from the bytes as they are kept.
   *
   * @throws OnleesbareBewaring when they do not open, or hold the number of somebody else
   */
  public Bsn bsn(Dossiersleutel dossier, byte[] bytes) {
    return kluis.bsn(dossier, bytes);
  }
}
