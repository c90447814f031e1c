package nl.ketenbrug.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which events stand in which bundle on paper. An event is in one open bundle at most: it is
 * claimed in table levering, where no reader holds it and nobody answered it.
 */
@Repository
public class Papierbundels {

  private final JdbcClient jdbc;

  Papierbundels(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An event that is open, in no bundle, and whose term is not over.
   *
   * @param inLog whether the log knows it yet
   * @param melding body of a notice of the engine itself; null of any other event
   */
  record Kandidaat(
      UUID berichtId,
      long volgnummer,
      int keer,
      boolean inLog,
      String dossier,
      String gebeurtenistype,
      String melding) {}

  /**
   * By number.
   *
   * @param dossier null for all of the partner
   * @param na number after which to begin
   */
  List<Kandidaat> kandidaten(String partner, String dossier, long na, int hoogstens) {
    return jdbc.sql(
            """
            select l.bericht_id, l.volgnummer, l.keer, b.bericht_id is not null as in_log,
              b.dossier, coalesce(m.gebeurtenistype, b.gebeurtenistype) as type, m.inhoud
            from levering l left join bericht b on b.bericht_id = l.bericht_id
            left join leveringsmelding m on m.bericht_id = l.bericht_id
            where l.partner = :partner and l.uitkomst is null and l.verstreken is null
              and l.papier_bundel is null and l.volgnummer > :na
              and (:dossier::text is null or b.dossier = :dossier)
            order by l.volgnummer limit :hoogstens\
            """)
        .param("partner", partner)
        .param("na", na)
        .param("dossier", dossier)
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Kandidaat(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getLong("volgnummer"),
                    rij.getInt("keer"),
                    rij.getBoolean("in_log"),
                    rij.getString("dossier"),
                    rij.getString("type"),
                    rij.getString("inhoud")))
        .list();
  }

  /** The events alone of {@link #kandidaten}. */
  List<UUID> volgende(String partner, String dossier, long na, int hoogstens) {
    return jdbc.sql(
            """
            select l.bericht_id from levering l
            where l.partner = :partner and l.uitkomst is null and l.verstreken is null
              and l.papier_bundel is null and l.volgnummer > :na
              and (:dossier::text is null or exists (select 1 from bericht b
                where b.bericht_id = l.bericht_id and b.dossier = :dossier))
            order by l.volgnummer limit :hoogstens\
            """)
        .param("partner", partner)
        .param("na", na)
        .param("dossier", dossier)
        .param("hoogstens", hoogstens)
        .query(UUID.class)
        .list();
  }

  /** Claims what is still free; what a reader holds or answered meanwhile is not among the rest. */
  Set<UUID> claim(String partner, UUID bundel, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        jdbc.sql(
                """
                update levering set papier_bundel = :bundel
                where partner = :partner and bericht_id in (:ids) and uitkomst is null
                  and verstreken is null and papier_bundel is null
                  and (vast_tot is null or vast_tot <= now())
                returning bericht_id\
                """)
            .param("bundel", bundel)
            .param("partner", partner)
            .param("ids", ids)
            .query(UUID.class)
            .list());
  }

  void laatLos(String partner, UUID bundel, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update levering set papier_bundel = null
            where partner = :partner and papier_bundel = :bundel and bericht_id in (:ids)\
            """)
        .param("partner", partner)
        .param("bundel", bundel)
        .param("ids", ids)
        .update();
  }

  int volgendNummer(String partner) {
    return jdbc.sql(
            "select coalesce(max(nummer), 0) + 1 from papierbundel where partner = :partner")
        .param("partner", partner)
        .query(Integer.class)
        .single();
  }

  void maak(Papierbundel bundel, String wie, String profiel, Bundelinhoud inhoud) {
    jdbc.sql(
            """
            insert into papierbundel (id, uitwijk, partner, nummer, vorm, profiel, gemaakt,
              gemaakt_door, aantal, grootte, sha256, inhoud_sha256)
            values (:id, :uitwijk, :partner, :nummer, :vorm, :profiel, :gemaakt, :wie, :aantal,
              :grootte, :sha256, :inhoud)\
            """)
        .param("id", bundel.id())
        .param("uitwijk", bundel.uitwijk())
        .param("partner", bundel.partner())
        .param("nummer", bundel.nummer())
        .param("vorm", bundel.vorm().naam())
        .param("profiel", profiel)
        .param("gemaakt", Timestamp.from(bundel.gemaakt()))
        .param("wie", wie)
        .param("aantal", bundel.aantal())
        .param("grootte", bundel.grootte())
        .param("sha256", bundel.sha256())
        .param("inhoud", inhoud.sha256())
        .update();
    for (Bundelinhoud.Stuk stuk : inhoud.stukken()) {
      jdbc.sql(
              "insert into papierbundel_regel (bundel, bericht_id, volgnummer, keer) values"
                  + " (:bundel, :id, :volgnummer, :keer)")
          .param("bundel", bundel.id())
          .param("id", stuk.berichtId())
          .param("volgnummer", stuk.volgnummer())
          .param("keer", stuk.keer())
          .update();
    }
  }

  /** The open ones first, in the order in which they are fetched; then the newest first. */
  List<Papierbundel> van(UUID uitwijk, int hoogstens) {
    return jdbc.sql(
            """
            select * from papierbundel where uitwijk = :uitwijk
            order by case when bezorgd is null and ingetrokken is null then nummer end nulls last,
              nummer desc limit :hoogstens""")
        .param("uitwijk", uitwijk)
        .param("hoogstens", hoogstens)
        .query(Papierbundels::lees)
        .list();
  }

  /** Numbers of the bundles of a fallback that are open, the lowest first. */
  List<Integer> open(UUID uitwijk) {
    return jdbc.sql(
            """
            select nummer from papierbundel
            where uitwijk = :uitwijk and bezorgd is null and ingetrokken is null order by nummer""")
        .param("uitwijk", uitwijk)
        .query(Integer.class)
        .list();
  }

  Optional<Papierbundel> zoek(UUID id) {
    return jdbc.sql("select * from papierbundel where id = :id")
        .param("id", id)
        .query(Papierbundels::lees)
        .optional();
  }

  /** What a bundle was made of. */
  record Gemaakt(String profiel, String inhoudSha256) {}

  Gemaakt gemaaktVan(UUID id) {
    return jdbc.sql("select profiel, inhoud_sha256 from papierbundel where id = :id")
        .param("id", id)
        .query((rij, nummer) -> new Gemaakt(rij.getString(1), rij.getString(2)))
        .single();
  }

  /** The events of a bundle as it was made, by number, answered since or not. */
  List<Kandidaat> regels(UUID bundel) {
    return jdbc.sql(
            """
            select r.bericht_id, r.volgnummer, r.keer, true as in_log, b.dossier,
              coalesce(m.gebeurtenistype, b.gebeurtenistype) as type, m.inhoud
            from papierbundel_regel r left join bericht b on b.bericht_id = r.bericht_id
            left join leveringsmelding m on m.bericht_id = r.bericht_id
            where r.bundel = :bundel order by r.volgnummer\
            """)
        .param("bundel", bundel)
        .query(
            (rij, nummer) ->
                new Kandidaat(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getLong("volgnummer"),
                    rij.getInt("keer"),
                    true,
                    rij.getString("dossier"),
                    rij.getString("type"),
                    rij.getString("inhoud")))
        .list();
  }

  /**
   * Notes that it is fetched; the first time counts.
   *
   * @return false when it was withdrawn: then nobody may have it any more
   */
  boolean gedownload(UUID id, Instant nu) {
    return jdbc.sql(
                """
                update papierbundel set gedownload = coalesce(gedownload, :nu)
                where id = :id and ingetrokken is null\
                """)
            .param("id", id)
            .param("nu", Timestamp.from(nu))
            .update()
        == 1;
  }

  /**
   * Whether a bundle with a lower number of the same partner is still open; one that the partner
   * answered in full by itself holds up nothing.
   */
  boolean heeftEerdere(Papierbundel bundel) {
    return jdbc.sql(
            """
            select exists (
              select 1 from papierbundel p join levering l on l.papier_bundel = p.id
              where p.partner = :partner and p.nummer < :nummer and l.partner = p.partner
                and p.bezorgd is null and p.ingetrokken is null and l.uitkomst is null)\
            """)
        .param("partner", bundel.partner())
        .param("nummer", bundel.nummer())
        .query(Boolean.class)
        .single();
  }

  /**
   * Whether a bundle with a lower number of the same partner is open and was not fetched by
   * anybody: the end gives that one back, and then it would come behind this one.
   */
  boolean heeftOngehaalde(Papierbundel bundel) {
    return jdbc.sql(
            """
            select exists (
              select 1 from papierbundel p join levering l on l.papier_bundel = p.id
              where p.partner = :partner and p.nummer < :nummer and l.partner = p.partner
                and p.gedownload is null and p.bezorgd is null and p.ingetrokken is null
                and l.uitkomst is null)""")
        .param("partner", bundel.partner())
        .param("nummer", bundel.nummer())
        .query(Boolean.class)
        .single();
  }

  /**
   * Which bundles of a partner have their turn, by number.
   *
   * @param ophalen the lowest that nobody fetched; null when all were
   * @param bezorgen the lowest that is open; null when none is
   */
  public record Beurt(Integer ophalen, Integer bezorgen) {
    /** False when fetching it is refused because of one before it. */
    public boolean isOpTeHalen(Papierbundel bundel) {
      return bundel.ingetrokken() == null
          && (bundel.gedownload() != null || ophalen == null || bundel.nummer() <= ophalen);
    }

    /** False when noting it as handed over is refused because of one before it. */
    public boolean isTeBezorgen(Papierbundel bundel) {
      return bundel.isOpen()
          && bundel.gedownload() != null
          && (bezorgen == null || bundel.nummer() <= bezorgen);
    }
  }

  /** By the same rules as {@link #heeftOngehaalde} and {@link #heeftEerdere}. */
  Beurt beurt(String partner) {
    return jdbc.sql(
            """
            select min(p.nummer) filter (where p.gedownload is null) ophalen, min(p.nummer) bezorgen
            from papierbundel p join levering l on l.papier_bundel = p.id and l.partner = p.partner
            where p.partner = :partner and p.bezorgd is null and p.ingetrokken is null
              and l.uitkomst is null""")
        .param("partner", partner)
        .query(
            (rij, nummer) ->
                new Beurt(
                    rij.getObject("ophalen", Integer.class),
                    rij.getObject("bezorgen", Integer.class)))
        .single();
  }

  /**
   * Moves it from open to handed over, once; what the partner answered meanwhile keeps that answer.
   *
   * @return how many events count as delivered by it; empty when it is not open, or was never
   *     fetched
   */
  Optional<Integer> bezorg(
      Papierbundel bundel, String wie, String wijze, Instant wanneer, Instant nu) {
    int bezorgd =
        jdbc.sql(
                """
                update papierbundel
                set bezorgd = :wanneer, bezorgd_genoteerd = :nu, bezorgd_door = :wie,
                  bezorgwijze = :wijze
                where id = :id and bezorgd is null and ingetrokken is null
                  and gedownload is not null\
                """)
            .param("id", bundel.id())
            .param("wanneer", Timestamp.from(wanneer))
            .param("nu", Timestamp.from(nu))
            .param("wie", wie)
            .param("wijze", wijze)
            .update();
    if (bezorgd == 0) {
      return Optional.empty();
    }
    int aantal =
        jdbc.sql(
                """
                with geleverd as (
                  update levering
                  set uitkomst = 'op-papier', bevestigd = :wanneer, reden = :reden, vast_tot = null
                  where partner = :partner and papier_bundel = :id and uitkomst is null
                  returning bericht_id)
                update papierbundel_regel set stand = 'bezorgd'
                where bundel = :id and bericht_id in (select bericht_id from geleverd)\
                """)
            .param("wanneer", Timestamp.from(wanneer))
            .param("reden", "bundel %d, %s".formatted(bundel.nummer(), wijze))
            .param("partner", bundel.partner())
            .param("id", bundel.id())
            .update();
    beantwoord(bundel.id());
    begintOpnieuw(bundel, nu);
    return Optional.of(aantal);
  }

  private void beantwoord(UUID bundel) {
    jdbc.sql(
            "update papierbundel_regel set stand = 'beantwoord' where bundel = :id and stand ="
                + " 'open'")
        .param("id", bundel)
        .update();
  }

  /**
   * Gives back what the bundles of this fallback hold that nobody fetched. What was fetched may be
   * under way to the partner, and stays where it is until somebody says what became of it; so does
   * what stands before it in the same fallback or of the same dossiers, where a later bundle was
   * fetched first.
   *
   * @return the events that go back
   */
  List<Gebeurtenis> trekOngehaaldeIn(UUID uitwijk, Instant nu) {
    return trekIn(
        jdbc.sql(
                """
                with recursive blijft (id, nummer, uitwijk, partner) as (
                  select id, nummer, uitwijk, partner from papierbundel
                  where gedownload is not null and bezorgd is null and ingetrokken is null
                    and partner = (select partner from uitwijk where id = :uitwijk)
                  union
                  select p.id, p.nummer, p.uitwijk, p.partner
                  from blijft b
                  join papierbundel p on p.partner = b.partner and p.nummer < b.nummer
                    and p.bezorgd is null and p.ingetrokken is null
                  where p.uitwijk = b.uitwijk or exists (
                    select 1 from papierbundel_regel pr
                    join bericht pb on pb.bericht_id = pr.bericht_id
                    join bericht bb on bb.dossier = pb.dossier
                    join papierbundel_regel br on br.bericht_id = bb.bericht_id
                    where pr.bundel = p.id and br.bundel = b.id))
                update papierbundel set ingetrokken = :nu
                where uitwijk = :uitwijk and bezorgd is null and ingetrokken is null
                  and gedownload is null and id not in (select id from blijft)
                returning id""")
            .param("uitwijk", uitwijk)
            .param("nu", Timestamp.from(nu))
            .query(UUID.class)
            .list());
  }

  /**
   * Takes back one bundle that did not go out, and with it what nobody fetched of the same dossiers
   * after it, and after what goes back so: that may not go before it.
   *
   * @return the events that go back; empty when it is not open
   */
  Optional<List<Gebeurtenis>> trekIn(Papierbundel bundel, Instant nu) {
    List<UUID> bundels =
        jdbc.sql(
                """
                with recursive terug (id, nummer) as (
                  select id, nummer from papierbundel where id = :id
                  union
                  select later.id, later.nummer
                  from terug t
                  join papierbundel_regel er on er.bundel = t.id
                  join bericht eb on eb.bericht_id = er.bericht_id
                  join bericht lb on lb.dossier = eb.dossier
                  join papierbundel_regel lr on lr.bericht_id = lb.bericht_id
                  join papierbundel later on later.id = lr.bundel
                  where later.partner = :partner and later.nummer > t.nummer
                    and later.gedownload is null and later.bezorgd is null
                    and later.ingetrokken is null)
                update papierbundel p set ingetrokken = :nu from terug t
                where p.id = t.id and p.bezorgd is null and p.ingetrokken is null
                  and (p.id = :id or p.gedownload is null)
                returning p.id""")
            .param("nu", Timestamp.from(nu))
            .param("partner", bundel.partner())
            .param("id", bundel.id())
            .query(UUID.class)
            .list();
    if (!bundels.contains(bundel.id())) {
      if (!bundels.isEmpty()) {
        throw new IllegalStateException("Een latere bundel kan niet zonder deze ingetrokken zijn");
      }
      return Optional.empty();
    }
    List<Gebeurtenis> terug = trekIn(bundels);
    begintOpnieuw(bundel, nu);
    return Optional.of(terug);
  }

  private List<Gebeurtenis> trekIn(List<UUID> bundels) {
    List<Gebeurtenis> terug = new ArrayList<>();
    for (UUID bundel : bundels) {
      terug.addAll(geefTerug(bundel));
      beantwoord(bundel);
    }
    return terug;
  }

  /**
   * An event as the log names it.
   *
   * @param bundel number of the bundle that it stands or stood in
   * @param dossier null of a notice about the subscription itself
   */
  record Gebeurtenis(
      UUID berichtId, UUID correlatieId, long volgnummer, String dossier, int bundel) {}

  private List<Gebeurtenis> geefTerug(UUID bundel) {
    List<Gebeurtenis> open = gebeurtenissen(bundel, true);
    jdbc.sql(
            """
            with terug as (
              update levering set papier_bundel = null
              where papier_bundel = :bundel and uitkomst is null
              returning bericht_id)
            update papierbundel_regel set stand = 'teruggegeven'
            where bundel = :bundel and bericht_id in (select bericht_id from terug)\
            """)
        .param("bundel", bundel)
        .update();
    return open;
  }

  /**
   * The events of a bundle, by number.
   *
   * @param open only those that nobody answered
   */
  List<Gebeurtenis> gebeurtenissen(UUID bundel, boolean open) {
    return jdbc.sql(
            """
            select r.bericht_id, l.correlatie_id, r.volgnummer, b.dossier, p.nummer
            from papierbundel_regel r join papierbundel p on p.id = r.bundel
            join levering l on l.partner = p.partner and l.bericht_id = r.bericht_id
            left join bericht b on b.bericht_id = r.bericht_id
            where r.bundel = :bundel
              and (not :open or (l.uitkomst is null and l.papier_bundel = r.bundel))
            order by r.volgnummer\
            """)
        .param("bundel", bundel)
        .param("open", open)
        .query(
            (rij, nummer) ->
                new Gebeurtenis(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getObject("correlatie_id", UUID.class),
                    rij.getLong("volgnummer"),
                    rij.getString("dossier"),
                    rij.getInt("nummer")))
        .list();
  }

  /** The terms of what was held back by this fallback begin anew. */
  void begintOpnieuw(Uitwijk uitwijk, Instant nu) {
    jdbc.sql(
            """
            update levering l set papier_tot = :nu
            where l.partner = :partner and l.uitkomst is null and l.verstreken is null
              and l.klaargezet <= :nu and (:dossier::text is null or exists (
                select 1 from bericht b
                where b.bericht_id = l.bericht_id and b.dossier = :dossier))\
            """)
        .param("nu", Timestamp.from(nu))
        .param("partner", uitwijk.partner())
        .param("dossier", uitwijk.dossier())
        .update();
  }

  /** So do those of what waited behind this bundle, and of what it held. */
  private void begintOpnieuw(Papierbundel bundel, Instant nu) {
    jdbc.sql(
            """
            update levering l set papier_tot = :nu
            where l.partner = :partner and l.uitkomst is null and l.verstreken is null
              and (exists (select 1 from papierbundel_regel r
                  where r.bundel = :bundel and r.bericht_id = l.bericht_id)
                or exists (select 1 from bericht eigen
                  join bericht b on b.dossier = eigen.dossier
                  join papierbundel_regel r on r.bericht_id = b.bericht_id
                  where eigen.bericht_id = l.bericht_id and r.bundel = :bundel))\
            """)
        .param("nu", Timestamp.from(nu))
        .param("partner", bundel.partner())
        .param("bundel", bundel.id())
        .update();
  }

  /** An event that was handed over and has not left the partner's queue as far as is known. */
  record Rest(UUID bundel, String partner, UUID berichtId) {}

  List<Rest> rest(int hoogstens) {
    return jdbc.sql(
            """
            select r.bundel, b.partner, r.bericht_id
            from papierbundel_regel r join papierbundel b on b.id = r.bundel
            where r.stand = 'bezorgd' and r.af is null
            order by b.bezorgd_genoteerd, r.volgnummer limit :hoogstens\
            """)
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Rest(
                    rij.getObject("bundel", UUID.class),
                    rij.getString("partner"),
                    rij.getObject("bericht_id", UUID.class)))
        .list();
  }

  void isAf(Rest rest, Instant nu) {
    jdbc.sql("update papierbundel_regel set af = :nu where bundel = :bundel and bericht_id = :id")
        .param("nu", Timestamp.from(nu))
        .param("bundel", rest.bundel())
        .param("id", rest.berichtId())
        .update();
  }

  /**
   * Open bundles that were made before this moment and not warned of; from now on they are.
   *
   * @return partner and number
   */
  List<Papierbundel> waarschuw(Instant voor, Instant nu) {
    return jdbc.sql(
            """
            update papierbundel set gewaarschuwd = :nu
            where bezorgd is null and ingetrokken is null and gewaarschuwd is null
              and gemaakt < :voor
            returning *\
            """)
        .param("nu", Timestamp.from(nu))
        .param("voor", Timestamp.from(voor))
        .query(Papierbundels::lees)
        .list();
  }

  /**
   * @param oudste when the oldest was made; null when there is none
   */
  record Achterstand(long aantal, Instant oudste) {}

  Achterstand achterstand(String partner) {
    return jdbc.sql(
            """
            select count(*), min(gemaakt) as oudste from papierbundel
            where partner = :partner and bezorgd is null and ingetrokken is null\
            """)
        .param("partner", partner)
        .query(
            (rij, nummer) -> new Achterstand(rij.getLong(1), Uitwijkregister.moment(rij, "oudste")))
        .single();
  }

  /**
   * An event that the partner got on paper.
   *
   * @param ingelezen when the partner confirmed it by itself afterwards; null when it did not
   * @param geweigerd when the partner refused it afterwards; null when it did not
   * @param reden why it did; null without
   */
  public record OpPapier(
      UUID berichtId,
      long volgnummer,
      int bundel,
      Instant bezorgd,
      String bezorgwijze,
      Instant ingelezen,
      Instant geweigerd,
      String reden) {}

  /** By number. */
  List<OpPapier> opPapier(String partner, long na, int hoogstens) {
    return jdbc.sql(
            """
            select r.bericht_id, r.volgnummer, b.nummer, b.bezorgd, b.bezorgwijze,
              case when l.uitkomst = 'geaccepteerd' and l.bevestigd >= b.bezorgd
                then l.bevestigd end as ingelezen,
              case when l.uitkomst = 'geweigerd' and l.papier_bundel = b.id
                then l.bevestigd end as geweigerd,
              case when l.uitkomst = 'geweigerd' and l.papier_bundel = b.id
                then l.reden end as weigerreden
            from papierbundel_regel r join papierbundel b on b.id = r.bundel
            join levering l on l.partner = b.partner and l.bericht_id = r.bericht_id
            where b.partner = :partner and r.stand = 'bezorgd' and r.volgnummer > :na
            order by r.volgnummer, b.nummer limit :hoogstens\
            """)
        .param("partner", partner)
        .param("na", na)
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new OpPapier(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getLong("volgnummer"),
                    rij.getInt("nummer"),
                    Uitwijkregister.moment(rij, "bezorgd"),
                    rij.getString("bezorgwijze"),
                    Uitwijkregister.moment(rij, "ingelezen"),
                    Uitwijkregister.moment(rij, "geweigerd"),
                    rij.getString("weigerreden")))
        .list();
  }

  private static Papierbundel lees(ResultSet rij, int nummer) throws SQLException {
    return new Papierbundel(
        rij.getObject("id", UUID.class),
        rij.getObject("uitwijk", UUID.class),
        rij.getString("partner"),
        rij.getInt("nummer"),
        Uitwijk.Vorm.valueOf(rij.getString("vorm").toUpperCase(Locale.ROOT)),
        Uitwijkregister.moment(rij, "gemaakt"),
        rij.getInt("aantal"),
        rij.getInt("grootte"),
        rij.getString("sha256"),
        Uitwijkregister.moment(rij, "gedownload"),
        Uitwijkregister.moment(rij, "bezorgd"),
        rij.getString("bezorgd_door"),
        rij.getString("bezorgwijze"),
        Uitwijkregister.moment(rij, "ingetrokken"));
  }
}
