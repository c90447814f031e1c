package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The recalculations and what became of each dossier in them. A dossier is first handed out as a
 * row without outcome; what is open is known from the rows alone, so that a message on the queue
 * may be lost or come twice.
 */
@Repository
public class Herzieningen {

  /**
   * Upper bounds of the classes of differences, cents a month; a class has its lower bound in it.
   */
  private static final List<Long> GRENZEN =
      List.of(-10_000L, -5_000L, -2_500L, -1_000L, 0L, 1L, 1_001L, 2_501L, 5_001L, 10_001L);

  private static final String LOOPT =
      "exists (select 1 from beslag b where b.dossier = s.dossier and b.status <> 'beeindigd')";

  private final JdbcClient jdbc;
  private final Clock clock;

  Herzieningen(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How many dossiers it would concern now. */
  public long tel(Herziening h) {
    return metSelectie(
            "select count(*) from bvv_stand s where " + LOOPT + " and " + selectie(h.reden()), h)
        .query(Long.class)
        .single();
  }

  /**
   * @return false when one with this reason is open already, or the duty of this day was done
   */
  public boolean begin(Herziening h) {
    return jdbc.sql(
                """
                insert into herziening (id, reden, modus, proef, peildatum, cijferbestand, cijferhash,
                  status, geteld, gestart_door, gestart_op, gewijzigd_op)
                values (:id, :reden, :modus, :proef, :peildatum, :bestand, :hash, 'loopt', :geteld,
                  :wie, :nu, :nu)
                on conflict do nothing""")
            .param("id", h.id().value())
            .param("reden", h.reden().naam())
            .param("modus", h.modus().naam())
            .param("proef", h.proef())
            .param("peildatum", h.peildatum())
            .param("bestand", h.cijferbestand())
            .param("hash", h.cijferhash())
            .param("geteld", h.geteld())
            .param("wie", h.gestartDoor(), java.sql.Types.VARCHAR)
            .param("nu", Timestamp.from(h.gestartOp()))
            .update()
        == 1;
  }

  public Optional<Herziening> een(BerichtId id) {
    return jdbc.sql("select * from herziening where id = :id")
        .param("id", id.value())
        .query(Herzieningen::lees)
        .optional();
  }

  /** The latest ones, newest first. */
  public List<Herziening> laatste(int hoogstens) {
    return jdbc.sql("select * from herziening order by id desc limit :hoogstens")
        .param("hoogstens", hoogstens)
        .query(Herzieningen::lees)
        .list();
  }

  /** The ones that run, oldest first. */
  public List<Herziening> lopende() {
    return jdbc.sql("select * from herziening where status = 'loopt' order by id")
        .query(Herzieningen::lees)
        .list();
  }

  /**
   * Goes to another status.
   *
   * @return false when it is not in one of {@code van}
   */
  public boolean wijzig(BerichtId id, Collection<Status> van, Status naar) {
    boolean af = naar == Status.GEREED || naar == Status.AFGEBROKEN;
    // Running again begins by sending what is open once more: what stood on the queue is gone.
    return jdbc.sql(
                """
                update herziening set status = :naar, gewijzigd_op = :nu,
                  afgerond_op = case when :af then cast(:nu as timestamptz) end,
                  verzonden_deel = case when :naar = 'loopt' then 0 else verzonden_deel end
                where id = :id and status in (:van)""")
            .param("id", id.value())
            .param("naar", naar.naam())
            .param("nu", Timestamp.from(clock.instant()))
            .param("af", af)
            .param("van", van.stream().map(Status::naam).toList())
            .update()
        == 1;
  }

  /**
   * Hands out the next dossiers, in parts of one message each, while less than {@code venster} are
   * open. Another engine that does the same at this moment is not waited for.
   *
   * @param deelgrootte dossiers in a part
   */
  @Transactional
  public void zetUit(Herziening h, int deelgrootte, int venster) {
    if (!neemVast(h.id()) || h.allesUitgezet()) {
      return;
    }
    long ruimte = venster - open(h.id());
    if (ruimte < deelgrootte) {
      return;
    }
    metSelectie(
            """
            with vast as (select * from herziening where id = :id),
            volgende as (
              select s.dossier, row_number() over (order by s.dossier) as nummer
              from bvv_stand s, vast
              where s.dossier > coalesce(vast.cursor, '') and %s and %s
              order by s.dossier limit :ruimte),
            gezet as (
              insert into herziening_uitkomst (herziening, dossier, deel)
              select :id, dossier, vast.laatste_deel + 1 + (nummer - 1) / :grootte from volgende, vast
              on conflict do nothing
              returning dossier, deel)
            update herziening set
              cursor = coalesce((select max(dossier) from gezet), cursor),
              laatste_deel = coalesce((select max(deel) from gezet), laatste_deel),
              uitgezet = uitgezet + (select count(*) from gezet),
              alles_uitgezet = (select count(*) from volgende) < :ruimte
            where id = :id"""
                .formatted(LOOPT, selectie(h.reden())),
            h)
        .param("id", h.id().value())
        .param("grootte", deelgrootte)
        .param("ruimte", ruimte)
        .update();
  }

  /**
   * Gives the parts that were handed out and not sent yet to {@code stuur}, and remembers them as
   * sent when it returns.
   */
  @Transactional
  public void verzend(BerichtId id, Consumer<List<Integer>> stuur) {
    if (!neemVast(id)) {
      return;
    }
    List<Integer> delen =
        jdbc.sql(
                """
                select distinct u.deel from herziening_uitkomst u join herziening h on h.id = u.herziening
                where h.id = :id and u.open and u.deel > h.verzonden_deel order by u.deel""")
            .param("id", id.value())
            .query(Integer.class)
            .list();
    if (delen.isEmpty()) {
      return;
    }
    stuur.accept(delen);
    jdbc.sql("update herziening set verzonden_deel = :deel where id = :id")
        .param("id", id.value())
        .param("deel", delen.get(delen.size() - 1))
        .update();
  }

  /** Whether everybody was handed out and has an outcome. */
  public boolean allesBerekend(BerichtId id) {
    return jdbc.sql(
            """
            select alles_uitgezet and not exists (
              select 1 from herziening_uitkomst where herziening = :id and open and uitkomst is null)
            from herziening where id = :id""")
        .param("id", id.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * The dossiers of a part that are still open, as they stand now. Whose turn passed gets its
   * outcome here.
   */
  @Transactional
  public List<Herzieningsdossier> aanDeBeurt(Herziening h, int deel) {
    metSelectie(
            """
            update herziening_uitkomst u set open = false, uitkomst = 'vervallen'
            where u.herziening = :id and u.deel = :deel and u.open and not exists (
              select 1 from bvv_stand s where s.dossier = u.dossier and %s and %s)"""
                .formatted(LOOPT, selectie(h.reden())),
            h)
        .param("id", h.id().value())
        .param("deel", deel)
        .update();
    return jdbc.sql(
            """
            select s.*, p.bsn,
              array(select b.registratie_id from beslag b
                where b.dossier = s.dossier and b.status <> 'beeindigd' order by 1) as beslagen,
              array(select distinct q.oin from partij q
                join beslag b on b.registratie_id = q.registratie_id and b.dossier = q.dossier
                where q.dossier = s.dossier and b.status <> 'beeindigd' order by 1) as partijen
            from herziening_uitkomst u join bvv_stand s on s.dossier = u.dossier
            left join schuldenaar p on p.dossier = u.dossier
            where u.herziening = :id and u.deel = :deel and u.open order by u.dossier""")
        .param("id", h.id().value())
        .param("deel", deel)
        .query(
            (rij, nummer) ->
                new Herzieningsdossier(
                    Bvvstanden.lees(rij),
                    rij.getBytes("bsn"),
                    h.modus() == Modus.BEWAARD ? rij.getBytes("invoer") : null,
                    teksten(rij, "beslagen"),
                    teksten(rij, "partijen").stream().map(Oin::new).toList()))
        .list();
  }

  /** Writes outcomes; a dossier that is not open any more keeps the one it has. */
  public void legVast(BerichtId id, List<Herzieningsuitkomst> uitkomsten) {
    if (uitkomsten.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update herziening_uitkomst u set uitkomst = v.uitkomst, open = v.open, oud = v.oud,
              nieuw = v.nieuw, code = v.code, reden = v.reden
            from unnest(:dossiers::bpchar[], :soorten::text[], :open::boolean[], :oud::bigint[],
              :nieuw::bigint[], :codes::text[], :redenen::text[])
              as v (dossier, uitkomst, open, oud, nieuw, code, reden)
            where u.herziening = :id and u.dossier = v.dossier and u.open""")
        .param("id", id.value())
        .param("dossiers", kolom(uitkomsten, u -> u.dossier().value(), String[]::new))
        .param("soorten", kolom(uitkomsten, u -> u.soort().naam(), String[]::new))
        .param("open", kolom(uitkomsten, Herzieningsuitkomst::open, Boolean[]::new))
        .param("oud", kolom(uitkomsten, u -> cent(u.oud()), Long[]::new))
        .param("nieuw", kolom(uitkomsten, u -> cent(u.nieuw()), Long[]::new))
        .param("codes", kolom(uitkomsten, Herzieningsuitkomst::code, String[]::new))
        .param("redenen", kolom(uitkomsten, Herzieningsuitkomst::reden, String[]::new))
        .update();
  }

  /** The change of this dossier stands in the dossier now. */
  public void verwerkt(BerichtId id, Dossiersleutel dossier) {
    jdbc.sql(
            """
            update herziening_uitkomst set open = false
            where herziening = :id and dossier = :dossier and uitkomst is not null""")
        .param("id", id.value())
        .param("dossier", dossier.value())
        .update();
  }

  /** The change of this dossier came too late. */
  public void ingehaald(BerichtId id, Dossiersleutel dossier) {
    jdbc.sql(
            """
            update herziening_uitkomst set open = false, uitkomst = 'ingehaald'
            where herziening = :id and dossier = :dossier and open""")
        .param("id", id.value())
        .param("dossier", dossier.value())
        .update();
  }

  public Herzieningsverslag verslag(BerichtId id) {
    Map<String, Long> uitkomsten = new LinkedHashMap<>();
    long[] klassen = new long[GRENZEN.size() + 1];
    long[] berekendEnOpen = new long[2];
    long[] som = new long[1];
    jdbc.sql(
            """
            select uitkomst, open, count(*) as aantal, coalesce(sum(nieuw - oud), 0) as som,
              case when uitkomst in ('hoger', 'lager', 'basis', 'verlengd')
                then width_bucket(nieuw - oud, :grenzen::bigint[]) end as klasse
            from herziening_uitkomst where herziening = :id and uitkomst is not null
            group by uitkomst, open, klasse order by uitkomst""")
        .param("id", id.value())
        .param("grenzen", GRENZEN.toArray(Long[]::new))
        .query(
            rij -> {
              long aantal = rij.getLong("aantal");
              uitkomsten.merge(rij.getString("uitkomst"), aantal, Long::sum);
              berekendEnOpen[0] += aantal;
              berekendEnOpen[1] += rij.getBoolean("open") ? aantal : 0;
              int klasse = rij.getInt("klasse");
              if (!rij.wasNull()) {
                klassen[klasse] += aantal;
                som[0] += rij.getLong("som");
              }
            });
    return new Herzieningsverslag(
        berekendEnOpen[0],
        berekendEnOpen[1],
        uitkomsten,
        som[0],
        klassen(klassen),
        weigeringen(id));
  }

  private List<Herzieningsverslag.Weigering> weigeringen(BerichtId id) {
    return jdbc.sql(
            """
            select code, min(reden) as reden, count(*) as aantal from herziening_uitkomst
            where herziening = :id and uitkomst in ('geweigerd', 'mislukt')
            group by code order by count(*) desc, code""")
        .param("id", id.value())
        .query(Herzieningsverslag.Weigering.class)
        .list();
  }

  /** The dossiers that were refused, for who has to act on them. */
  public List<Herzieningsuitkomst> geweigerd(BerichtId id, int hoogstens) {
    return jdbc.sql(
            """
            select * from herziening_uitkomst
            where herziening = :id and uitkomst in ('geweigerd', 'mislukt')
            order by code, dossier limit :hoogstens""")
        .param("id", id.value())
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Herzieningsuitkomst(
                    new Dossiersleutel(rij.getString("dossier")),
                    Herzieningsuitkomst.Soort.valueOf(
                        rij.getString("uitkomst").toUpperCase(java.util.Locale.ROOT)),
                    rij.getBoolean("open"),
                    new Bedrag(rij.getLong("oud")),
                    null,
                    rij.getString("code"),
                    rij.getString("reden")))
        .list();
  }

  private static List<Herzieningsverslag.Klasse> klassen(long[] aantallen) {
    return Stream.iterate(0, i -> i + 1)
        .limit(aantallen.length)
        .map(
            i ->
                new Herzieningsverslag.Klasse(
                    i == 0 ? null : GRENZEN.get(i - 1),
                    i == GRENZEN.size() ? null : GRENZEN.get(i),
                    aantallen[i]))
        .toList();
  }

  private boolean neemVast(BerichtId id) {
    return jdbc.sql(
            "select id from herziening where id = :id and status = 'loopt' for update skip locked")
        .param("id", id.value())
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  private long open(BerichtId id) {
    return jdbc.sql("select count(*) from herziening_uitkomst where herziening = :id and open")
        .param("id", id.value())
        .query(Long.class)
        .single();
  }

  /** Whose turn it is; a determination of a later day is not put back. */
  private static String selectie(Reden reden) {
    String grond =
        switch (reden) {
          case TERMIJN -> "s.geldig_tot <= :peildatum";
          case CIJFERS -> "(s.cijferhash, s.cijferbestand) <> (:hash, :bestand)";
          case ALLES -> "true";
          case WIJZIGING -> Herbepalingen.NODIG;
        };
    return "s.peildatum <= :peildatum and " + grond;
  }

  private JdbcClient.StatementSpec metSelectie(String sql, Herziening h) {
    JdbcClient.StatementSpec vraag = jdbc.sql(sql).param("peildatum", h.peildatum());
    return h.reden() == Reden.CIJFERS
        ? vraag.param("hash", h.cijferhash()).param("bestand", h.cijferbestand())
        : vraag;
  }

  private static <T> T[] kolom(
      List<Herzieningsuitkomst> uitkomsten,
      Function<Herzieningsuitkomst, T> veld,
      java.util.function.IntFunction<T[]> maker) {
    return uitkomsten.stream().map(veld).toArray(maker);
  }

  private static Long cent(Bedrag bedrag) {
    return bedrag == null ? null : bedrag.cent();
  }

  private static List<String> teksten(ResultSet rij, String kolom) throws SQLException {
    return Arrays.asList((String[]) rij.getArray(kolom).getArray());
  }

  private static Herziening lees(ResultSet rij, int nummer) throws SQLException {
    return new Herziening(
        new BerichtId(rij.getObject("id", UUID.class)),
        Reden.valueOf(groot(rij.getString("reden"))),
        Modus.valueOf(groot(rij.getString("modus"))),
        rij.getBoolean("proef"),
        rij.getObject("peildatum", LocalDate.class),
        rij.getString("cijferbestand"),
        rij.getString("cijferhash"),
        Status.valueOf(groot(rij.getString("status"))),
        rij.getLong("geteld"),
        rij.getLong("uitgezet"),
        rij.getBoolean("alles_uitgezet"),
        rij.getString("gestart_door"),
        rij.getTimestamp("gestart_op").toInstant(),
        rij.getTimestamp("gewijzigd_op").toInstant(),
        moment(rij.getTimestamp("afgerond_op")));
  }

  private static Instant moment(Timestamp tijd) {
    return tijd == null ? null : tijd.toInstant();
  }

  private static String groot(String naam) {
    return naam.toUpperCase(java.util.Locale.ROOT);
  }
}
