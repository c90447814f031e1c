package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The attachments and parties of each dossier. Everything is idempotent: the same message twice
 * leaves the same state.
 */
@Repository
public class Dossiers {

  private final JdbcClient jdbc;

  Dossiers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Brings one attachment up to date, as the register reported it at {@code moment}. A report older
   * than what is known changes nothing but the parties.
   *
   * @param status as in the canonical model: lopend, geschorst, beeindigd
   * @param derdeBeslagene loonheffingennummer or KvK number of the one who pays, or null
   */
  @Transactional
  public void meld(
      Dossiersleutel dossier,
      String registratieId,
      String status,
      String derdeBeslagene,
      Collection<Oin> partijen,
      Instant moment) {
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, derde_beslagene, gewijzigd)
            values (:id, :dossier, :status, :derde, :moment)
            on conflict (registratie_id) do update
              set status = excluded.status, dossier = excluded.dossier,
                derde_beslagene = excluded.derde_beslagene, gewijzigd = excluded.gewijzigd
              where beslag.gewijzigd <= excluded.gewijzigd""")
        .param("id", registratieId)
        .param("dossier", dossier.value())
        .param("status", status)
        .param("derde", derdeBeslagene)
        .param("moment", Timestamp.from(moment))
        .update();
    for (Oin oin : partijen) {
      jdbc.sql(
              """
              insert into partij (dossier, registratie_id, oin) values (:dossier, :id, :oin)
              on conflict do nothing""")
          .param("dossier", dossier.value())
          .param("id", registratieId)
          .param("oin", oin.value())
          .update();
    }
  }

  /** Who pays this debtor and is attached now, by loonheffingennummer or KvK number. */
  public Set<String> derdeBeslagenen(Dossiersleutel dossier) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct derde_beslagene from beslag
                where dossier = :dossier and status <> 'beeindigd' and derde_beslagene is not null""")
            .param("dossier", dossier.value())
            .query(String.class)
            .list());
  }

  /** Who is a party in this dossier now: by a beslag that runs. */
  public Set<Oin> partijen(Dossiersleutel dossier) {
    Set<Oin> partijen = new TreeSet<>(java.util.Comparator.comparing(Oin::value));
    jdbc.sql(
            """
            select distinct p.oin from partij p
            join beslag b on b.registratie_id = p.registratie_id and b.dossier = p.dossier
            where p.dossier = :dossier and b.status <> 'beeindigd'""")
        .param("dossier", dossier.value())
        .query(String.class)
        .list()
        .forEach(oin -> partijen.add(new Oin(oin)));
    return partijen;
  }
}
