package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What partners were last told about each dossier with a running attachment. An event is noted when
 * everything about it succeeded and before anybody gets its number: what is noted here may be ahead
 * of a partner's numbers, never behind.
 */
@Repository
public class Bekendmakingen {

  private static final String LOOPT =
      "exists (select 1 from beslag b where b.dossier = %s and b.status <> 'beeindigd'%s)";

  /** How many events of one type about one part are kept. */
  static final int BEWAARD = 8;

  private final JdbcClient jdbc;
  private final Kluis kluis;

  Bekendmakingen(JdbcClient jdbc, Kluis kluis) {
    this.jdbc = jdbc;
    this.kluis = kluis;
  }

  /**
   * @param onderdeel {@code beslag:<registratieId>}, {@code coordinator} or {@code
   *     beslagvrije-voet}
   * @param inhoud canonical event
   */
  public record Bekendmaking(
      Dossiersleutel dossier,
      String onderdeel,
      String gebeurtenistype,
      BerichtId bericht,
      String inhoud) {}

  /**
   * Notes an event before the ones of its part, unless its attachment ended. Of one type the last
   * {@value #BEWAARD} are kept, so that the one before stands for whom a later one is withheld
   * from. The order of a dossier is kept by who calls.
   */
  public void noteer(Bekendmaking nieuw) {
    String registratieId = registratieId(nieuw.onderdeel());
    jdbc.sql(
            """
            with te_oud as (
              delete from bekendgemaakt
              where dossier = :dossier and onderdeel = :onderdeel and gebeurtenistype = :type
                and bericht_id <> :bericht and volgorde <= (select volgorde from bekendgemaakt
                  where dossier = :dossier and onderdeel = :onderdeel and gebeurtenistype = :type
                    and bericht_id <> :bericht
                  order by volgorde desc offset %d limit 1))
            insert into bekendgemaakt (dossier, onderdeel, gebeurtenistype, bericht_id, volgorde,
              inhoud)
            select :dossier, :onderdeel, :type, :bericht, nextval('bekendgemaakt_volgorde'), :inhoud
            where %s
            on conflict (dossier, onderdeel, gebeurtenistype, bericht_id) do update
              set volgorde = excluded.volgorde, inhoud = excluded.inhoud"""
                .formatted(
                    BEWAARD - 1,
                    LOOPT.formatted(
                        ":dossier",
                        registratieId == null ? "" : " and b.registratie_id = :registratieId")))
        .param("registratieId", registratieId)
        .param("dossier", nieuw.dossier().value())
        .param("onderdeel", nieuw.onderdeel())
        .param("type", nieuw.gebeurtenistype())
        .param("bericht", nieuw.bericht().value())
        .param("inhoud", kluis.sluit(nieuw.dossier(), nieuw.inhoud()))
        .update();
  }

  /** Forgets what ended: an attachment, or the whole dossier with its last one. */
  public void ruimOp(Dossiersleutel dossier) {
    jdbc.sql(
            """
            delete from bekendgemaakt g where g.dossier = :dossier and (not %s or exists (
              select 1 from beslag b where b.dossier = :dossier and b.status = 'beeindigd'
                and g.onderdeel = 'beslag:' || b.registratie_id))"""
                .formatted(LOOPT.formatted(":dossier", "")))
        .param("dossier", dossier.value())
        .update();
  }

  /**
   * The next dossiers with a running attachment about which something of these types was told, in
   * the order of their keys.
   *
   * @param na the last key of the page before, or null
   * @param partij only dossiers in which this is a party, or null for all
   */
  public List<Dossiersleutel> dossiers(
      String na, int hoogstens, Collection<String> typen, Oin partij) {
    if (typen.isEmpty()) {
      return List.of();
    }
    return jdbc
        .sql(
            """
            select distinct g.dossier from bekendgemaakt g
            where g.gebeurtenistype in (:typen) and g.dossier > :na %s
            order by g.dossier limit :hoogstens"""
                .formatted(
                    partij == null
                        ? ""
                        : """
                          and exists (select 1 from partij p join beslag b
                            on b.registratie_id = p.registratie_id and b.dossier = p.dossier
                            where p.dossier = g.dossier and p.oin = :oin
                              and b.status <> 'beeindigd')"""))
        .param("typen", typen)
        .param("na", na == null ? "" : na)
        .param("hoogstens", hoogstens)
        .param("oin", partij == null ? null : partij.value())
        .query(String.class)
        .list()
        .stream()
        .map(Dossiersleutel::new)
        .toList();
  }

  /**
   * What stands about these dossiers for a partner: of each part the latest event of these types
   * that a person did not withhold from it, by dossier and part. Nothing of a part when the partner
   * had a later one that is not kept any more: it would go back by what is kept.
   *
   * @throws OnleesbareBewaring when one does not open
   */
  public List<Bekendmaking> laatste(
      String partner, Collection<Dossiersleutel> dossiers, Collection<String> typen) {
    if (dossiers.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select distinct on (g.dossier, g.onderdeel) g.* from bekendgemaakt g
            where g.dossier in (:dossiers) and g.gebeurtenistype in (:typen)
              and not exists (select 1 from levering l
                where l.partner = :partner and l.bericht_id = g.bericht_id
                  and l.uitkomst = 'ingehouden'
                -- Each by its key: in a join all that the partner has would be read.
                offset 0)
              and not exists (select 1 from bekendgemaakt weg
                where weg.dossier = g.dossier and weg.onderdeel = g.onderdeel
                  and weg.volgorde > g.volgorde
                  and exists (select 1 from levering l
                    where l.partner = :partner and l.bericht_id = weg.bericht_id
                      and l.uitkomst = 'ingehouden'
                    offset 0)
                  and exists (select 1 from bericht b
                    where b.dossier = weg.dossier and b.gebeurtenistype = weg.gebeurtenistype
                      and not exists (select 1 from bekendgemaakt k
                        where k.dossier = b.dossier and k.bericht_id = b.bericht_id)
                      and exists (select 1 from levering had
                        where had.partner = :partner and had.bericht_id = b.bericht_id
                          and had.uitkomst is distinct from 'ingehouden'
                          and had.volgnummer > coalesce((select eigen.volgnummer
                            from levering eigen
                            where eigen.partner = :partner
                              and eigen.bericht_id = g.bericht_id), 0)
                        offset 0)))
            order by g.dossier, g.onderdeel, g.volgorde desc""")
        .param("partner", partner)
        .param("dossiers", dossiers.stream().map(Dossiersleutel::value).toList())
        .param("typen", typen)
        .query(this::lees)
        .list();
  }

  private static String registratieId(String onderdeel) {
    return onderdeel.startsWith("beslag:") ? onderdeel.substring("beslag:".length()) : null;
  }

  private Bekendmaking lees(ResultSet rij, int nummer) throws SQLException {
    Dossiersleutel dossier = new Dossiersleutel(rij.getString("dossier"));
    return new Bekendmaking(
        dossier,
        rij.getString("onderdeel"),
        rij.getString("gebeurtenistype"),
        new BerichtId(rij.getObject("bericht_id", UUID.class)),
        kluis.open(dossier, rij.getBytes("inhoud")));
  }
}
