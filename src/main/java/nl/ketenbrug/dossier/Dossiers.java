package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
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
   * From now on until the end of this transaction nobody else changes this dossier: two messages of
   * one debtor may be worked on at the same moment.
   */
  public void vergrendel(Dossiersleutel dossier) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:dossier, 478))")
        .param("dossier", dossier.value())
        .query((rij, nummer) -> true)
        .single();
  }

  /**
   * Brings one attachment up to date, as the register reported it at {@code moment}. A report older
   * than what is known changes nothing but the parties; unless what is known began as a partner's
   * own, about another debtor, after the register had delivered this: then the register had the id
   * first.
   */
  @Transactional
  public void meld(
      Dossiersleutel dossier, Beslag beslag, Collection<Oin> partijen, Instant moment) {
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, derde_beslagene, gewijzigd, soort,
              bron_van_inkomen, beslaglegger, beslaglegger_soort, dag, tijd, rang, preferentie,
              eerste_bericht)
            values (:id, :dossier, :status, :derde, :moment, :soort, :inkomen, :beslaglegger,
              :beslagleggersoort, :dag, :tijd, :rang, :preferentie, :eerste)
            on conflict (registratie_id) do update
              set status = excluded.status, dossier = excluded.dossier,
                derde_beslagene = excluded.derde_beslagene, gewijzigd = excluded.gewijzigd,
                soort = excluded.soort, bron_van_inkomen = excluded.bron_van_inkomen,
                beslaglegger = excluded.beslaglegger,
                beslaglegger_soort = excluded.beslaglegger_soort, dag = excluded.dag,
                tijd = excluded.tijd, rang = excluded.rang, preferentie = excluded.preferentie,
                eerste_bericht = least(beslag.eerste_bericht, excluded.eerste_bericht)
              where beslag.gewijzigd <= excluded.gewijzigd
                or (beslag.dossier <> excluded.dossier
                  and excluded.eerste_bericht < beslag.eerste_bericht
                  and exists (select 1 from aanlevering
                    where bericht_id = beslag.eerste_bericht and partner is not null))""")
        .param("id", beslag.registratieId())
        .param("dossier", dossier.value())
        .param("status", beslag.status())
        .param("derde", beslag.derdeBeslagene())
        .param("moment", Timestamp.from(moment))
        .param("soort", beslag.soort())
        .param("inkomen", beslag.bronVanInkomen())
        .param("beslaglegger", beslag.beslaglegger().waarde())
        .param("beslagleggersoort", beslag.beslaglegger().soort().element())
        .param("dag", beslag.dag())
        .param("tijd", beslag.tijd(), Types.TIME)
        .param("rang", beslag.rang(), Types.INTEGER)
        .param("preferentie", beslag.preferentie())
        .param("eerste", beslag.eerste().value())
        .update();
    for (Oin oin : partijen) {
      jdbc.sql(
              """
              insert into partij (dossier, registratie_id, oin) values (:dossier, :id, :oin)
              on conflict do nothing""")
          .param("dossier", dossier.value())
          .param("id", beslag.registratieId())
          .param("oin", oin.value())
          .update();
    }
  }

  /** Whether an attachment of this dossier runs. */
  public boolean looptBeslag(Dossiersleutel dossier) {
    return jdbc.sql(
            """
            select exists (
              select 1 from beslag where dossier = :dossier and status <> 'beeindigd')""")
        .param("dossier", dossier.value())
        .query(Boolean.class)
        .single();
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

  /**
   * The attachments of this debtor, also those that ended; not those from before they were kept.
   */
  public List<Beslag> beslagen(Dossiersleutel dossier) {
    return jdbc.sql("select * from beslag where dossier = :dossier and beslaglegger is not null")
        .param("dossier", dossier.value())
        .query(Dossiers::lees)
        .list();
  }

  private static Beslag lees(ResultSet rij, int nummer) throws SQLException {
    return new Beslag(
        rij.getString("registratie_id"),
        rij.getString("soort"),
        rij.getString("bron_van_inkomen"),
        Beslaglegger.van(rij.getString("beslaglegger_soort"), rij.getString("beslaglegger")),
        rij.getString("derde_beslagene"),
        rij.getObject("dag", LocalDate.class),
        rij.getObject("tijd", LocalTime.class),
        rij.getObject("rang", Integer.class),
        rij.getString("preferentie"),
        rij.getString("status"),
        new BerichtId(rij.getObject("eerste_bericht", UUID.class)));
  }
}
