package nl.ketenbrug.dossier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /**
   * A change that was made and neither stands in its dossier nor was given up; also when what was
   * sent does not open here any more. What a cancelled one sent cannot be taken back: it comes into
   * force still, or not at all.
   */
  private static final String OPEN_WIJZIGING =
      """
      o.open and o.uitkomst is not null and (o.bericht is not null or o.verzonden)
        and (v.status <> 'afgebroken' or o.verzonden and v.afgerond_op > :afgebrokenNa)""";

  /**
   * For so long an event of a cancelled one is waited for; one that is set apart may take longer.
   */
  private static final Duration NASLEEP = Duration.ofDays(1);

  /** Holds for a row {@code s} whose dossier has one: what replaces the same is overtaken by it. */
  static final String ONDERWEG =
      """
      exists (select 1 from herziening_uitkomst o join herziening v on v.id = o.herziening
        where o.dossier = s.dossier and %s)"""
          .formatted(OPEN_WIJZIGING);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whose message waits or was set apart is determined by that message, once it is released. */
  private static final String ZONDER_STAND =
      """
      not exists (select 1 from bvv_stand t where t.dossier = s.dossier)
        and not exists (select 1 from wachtend w where w.dossier = s.dossier)
        and exists (select 1 from schuldenaar p where p.dossier = s.dossier)""";

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Clock clock;

  Herzieningen(JdbcClient jdbc, Kluis kluis, Clock clock) {
    this.jdbc = jdbc;
    this.kluis = kluis;
    this.clock = clock;
  }

  /** How many dossiers it would concern now. */
  public long tel(Herziening h) {
    return metSelectie(
            "select count(*) from %s s where %s and %s"
                .formatted(bron(h.reden()), LOOPT, selectie(h.reden())),
            h)
        .query(Long.class)
        .single();
  }

  /** How many dossiers it leaves out now, because a change of theirs is on its way. */
  public long telOnderweg(Herziening h) {
    return metSelectie(
            "select count(*) from %s s where %s and %s and %s"
                .formatted(bron(h.reden()), LOOPT, grond(h.reden()), ONDERWEG),
            h)
        .query(Long.class)
        .single();
  }

  /** How many dossiers with a running attachment have no determination that could be replaced. */
  public Zonderstand zonderStand() {
    return jdbc.sql(
            """
            select count(*) as dossiers,
              count(*) filter (where wacht) as wacht_op_vrijgave,
              count(*) filter (where not wacht and nummer) as te_vragen,
              count(*) filter (where not wacht and not nummer) as zonder_nummer
            from (
              select exists (select 1 from wachtend w where w.dossier = b.dossier) as wacht,
                exists (select 1 from schuldenaar p where p.dossier = b.dossier) as nummer
              from (select distinct dossier from beslag where status <> 'beeindigd') b
              where not exists (select 1 from bvv_stand s where s.dossier = b.dossier)) zonder""")
        .query(Zonderstand.class)
        .single();
  }

  /** Whose twelve months were over on this day and who was not determined again. */
  public Achterstand achterstand(LocalDate dag) {
    return jdbc.sql(
            """
            select count(*) as dossiers, min(s.geldig_tot) as oudste from bvv_stand s
            where s.geldig_tot <= :dag and %s"""
                .formatted(LOOPT))
        .param("dag", dag)
        .query(Achterstand.class)
        .single();
  }

  /** The real one by reason of the term that is not done; while it is open no other begins. */
  public Optional<Herziening> openTermijn() {
    return jdbc.sql(
            """
            select * from herziening
            where reden = 'termijn' and not proef and status in ('loopt', 'gepauzeerd')""")
        .query(Herzieningen::lees)
        .optional();
  }

  /**
   * Remembers that it was said on this day that this one holds up that of the day.
   *
   * @return false when it was said already, here or by another engine
   */
  public boolean meldBlokkade(BerichtId id, LocalDate dag) {
    return jdbc.sql(
                """
                update herziening set blokkade_gemeld = :dag
                where id = :id and blokkade_gemeld is distinct from cast(:dag as date)""")
            .param("id", id.value())
            .param("dag", dag)
            .update()
        == 1;
  }

  /** How many wait for a source, or for figures. */
  public long wachtende() {
    return jdbc.sql(
            "select count(*) from herziening where status = 'loopt' and wacht_sinds is not null")
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
                  status, geteld, zonder_stand, onderweg, gestart_door, gestart_op, gewijzigd_op)
                values (:id, :reden, :modus, :proef, :peildatum, :bestand, :hash, 'loopt', :geteld,
                  :zonder, :onderweg, :wie, :nu, :nu)
                on conflict do nothing""")
            .param("id", h.id().value())
            .param("reden", h.reden().naam())
            .param("modus", h.modus().naam())
            .param("proef", h.proef())
            .param("peildatum", h.peildatum())
            .param("bestand", h.cijferbestand())
            .param("hash", h.cijferhash())
            .param("geteld", h.geteld())
            .param("zonder", h.zonderStand(), java.sql.Types.BIGINT)
            .param("onderweg", h.onderweg(), java.sql.Types.BIGINT)
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
   * @throws org.springframework.dao.DuplicateKeyException when it would run beside another one with
   *     this reason
   * @return false when it is not in one of {@code van}
   */
  public boolean wijzig(BerichtId id, Collection<Status> van, Status naar) {
    boolean af = naar == Status.GEREED || naar == Status.AFGEBROKEN;
    // Running again begins by sending what is open once more: what stood on the queue is gone. It
    // waits for nothing any more: a person says that it can go on.
    boolean gewijzigd =
        jdbc.sql(
                    """
                update herziening set status = :naar, gewijzigd_op = :nu,
                  afgerond_op = case when :af then cast(:nu as timestamptz) end,
                  verzonden_deel = case when :naar = 'loopt' then 0 else verzonden_deel end,
                  wacht_op = null, wacht_code = null, wacht_reden = null, wacht_sinds = null,
                  wacht_tot = null
                where id = :id and status in (:van)""")
                .param("id", id.value())
                .param("naar", naar.naam())
                .param("nu", Timestamp.from(clock.instant()))
                .param("af", af)
                .param("van", van.stream().map(Status::naam).toList())
                .update()
            == 1;
    if (gewijzigd && naar == Status.AFGEBROKEN) {
      wisBerichten(id);
    }
    return gewijzigd;
  }

  /** Nothing of a cancelled one is sent again. */
  private void wisBerichten(BerichtId id) {
    jdbc.sql(
            """
            update herziening_uitkomst set bericht = null
            where herziening = :id and open and bericht is not null""")
        .param("id", id.value())
        .update();
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
    zoekVanafCursor();
    metSelectie(
            """
            with vast as (select * from herziening where id = :id),
            volgende as (
              select s.dossier, row_number() over (order by s.dossier) as nummer
              from %s s
              where s.dossier > (select coalesce(cursor, '') from vast) and %s and %s
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
                .formatted(bron(h.reden()), LOOPT, selectie(h.reden())),
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

  /**
   * In this transaction each condition is looked up for one dossier after another. Merged or
   * hashed, the tables would be read from their first row each time: for the last hundred of a
   * million, a million.
   */
  private void zoekVanafCursor() {
    jdbc.sql(
            """
            select set_config('enable_mergejoin', 'off', true),
              set_config('enable_hashjoin', 'off', true), set_config('jit', 'off', true)""")
        .query()
        .singleRow();
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

  /** Whether a change of it was made that does not stand in its dossier. */
  public boolean heeftOnderweg(BerichtId id) {
    return jdbc.sql(
            """
            select exists (select 1 from herziening_uitkomst
              where herziening = :id and open and uitkomst is not null)""")
        .param("id", id.value())
        .query(Boolean.class)
        .single();
  }

  /** Whether everybody was handed out, and was tried in vain since this moment who is left. */
  public boolean isAllesGeprobeerd(BerichtId id, Instant sinds) {
    return jdbc.sql(
            """
            select alles_uitgezet and not exists (
              select 1 from herziening_uitkomst where herziening = :id and open
                and uitkomst is null and (poging_op is null or poging_op < :sinds))
            from herziening where id = :id""")
        .param("id", id.value())
        .param("sinds", Timestamp.from(sinds))
        .query(Boolean.class)
        .single();
  }

  /**
   * The dossiers of a part that have no outcome yet, as they stand now; who was tried before comes
   * after who was not. Whose turn passed gets its outcome here.
   */
  @Transactional
  public List<Herzieningsdossier> aanDeBeurt(Herziening h, int deel) {
    metSelectie(
            """
            update herziening_uitkomst u set open = false, uitkomst = 'vervallen'
            where u.herziening = :id and u.deel = :deel and u.open and u.uitkomst is null and not exists (
              select 1 from %s s where s.dossier = u.dossier and %s and %s)"""
                .formatted(bron(h.reden()), LOOPT, selectie(h.reden())),
            h)
        .param("id", h.id().value())
        .param("deel", deel)
        .update();
    return jdbc.sql(
            """
            select s.*, u.dossier as wie, p.bsn, u.poging_op,
              array(select b.registratie_id from beslag b
                where b.dossier = u.dossier and b.status <> 'beeindigd' order by 1) as beslagen,
              array(select distinct q.oin from partij q
                join beslag b on b.registratie_id = q.registratie_id and b.dossier = q.dossier
                where q.dossier = u.dossier and b.status <> 'beeindigd' order by 1) as partijen
            from herziening_uitkomst u left join bvv_stand s on s.dossier = u.dossier
            left join schuldenaar p on p.dossier = u.dossier
            where u.herziening = :id and u.deel = :deel and u.open and u.uitkomst is null
            order by u.poging_op nulls first, u.dossier""")
        .param("id", h.id().value())
        .param("deel", deel)
        .query(
            (rij, nummer) ->
                new Herzieningsdossier(
                    new Dossiersleutel(rij.getString("wie")),
                    rij.getString("dossier") == null ? null : Bvvstanden.lees(rij),
                    rij.getBytes("bsn"),
                    h.modus() == Modus.BEWAARD ? rij.getBytes("invoer") : null,
                    teksten(rij, "beslagen"),
                    teksten(rij, "partijen").stream().map(Oin::new).toList(),
                    moment(rij.getTimestamp("poging_op"))))
        .list();
  }

  /** The change of a dossier that was made and may not have been sent. */
  public record Klaar(Dossiersleutel dossier, byte[] bericht) {}

  /**
   * What of a part was computed already, does not stand in its dossier yet, and may not have been
   * sent.
   *
   * @param ronde how often the part came back; what was computed before that is sent for certain
   */
  public List<Klaar> klaar(BerichtId id, int deel, int ronde) {
    return jdbc.sql(
            """
            select dossier, bericht from herziening_uitkomst
            where herziening = :id and deel = :deel and open and bericht is not null and ronde >= :ronde
            order by dossier""")
        .param("ronde", ronde)
        .param("id", id.value())
        .param("deel", deel)
        .query(
            (rij, nummer) ->
                new Klaar(new Dossiersleutel(rij.getString("dossier")), rij.getBytes("bericht")))
        .list();
  }

  /**
   * The event as it was made.
   *
   * @throws OnleesbareBewaring when it does not open
   */
  public String bericht(Klaar klaar) {
    return kluis.open(klaar.dossier(), klaar.bericht());
  }

  /**
   * Remembers that these were tried in vain.
   *
   * @param telt for those whose try counts towards the last one
   * @return of each how many tries count now
   */
  public Map<Dossiersleutel, Integer> mislukt(BerichtId id, Map<Dossiersleutel, Boolean> telt) {
    Map<Dossiersleutel, Integer> pogingen = new LinkedHashMap<>();
    telt.forEach(
        (dossier, meetellen) ->
            jdbc.sql(
                    """
                    update herziening_uitkomst set poging_op = :nu, pogingen = pogingen + :meer
                    where herziening = :id and dossier = :dossier and open and uitkomst is null
                    returning pogingen""")
                .param("id", id.value())
                .param("dossier", dossier.value())
                .param("nu", Timestamp.from(clock.instant()))
                .param("meer", meetellen ? 1 : 0)
                .query(Integer.class)
                .optional()
                .ifPresent(aantal -> pogingen.put(dossier, aantal)));
    return pogingen;
  }

  /**
   * Remembers what it waits for; when it waits for that already only until when.
   *
   * @return whether it did not wait for that before
   */
  public boolean wacht(BerichtId id, Herziening.Wacht wacht) {
    return jdbc.sql(
            """
                with oud as (select id, wacht_op from herziening where id = :id for update)
                update herziening h set wacht_op = :op, wacht_code = :code, wacht_reden = :reden,
                  wacht_sinds = case when h.wacht_op = :op then h.wacht_sinds else :sinds end,
                  wacht_tot = :tot
                from oud where h.id = oud.id and h.status in ('loopt', 'gereed')
                returning oud.wacht_op is distinct from :op""")
        .param("id", id.value())
        .param("op", wacht.op())
        .param("code", wacht.code())
        .param("reden", wacht.reden())
        .param("sinds", Timestamp.from(wacht.sinds()))
        .param("tot", Timestamp.from(wacht.tot()))
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /**
   * It can go on.
   *
   * @return whether it waited
   */
  public boolean wachtNietMeer(BerichtId id) {
    return jdbc.sql(
                """
                update herziening set wacht_op = null, wacht_code = null, wacht_reden = null,
                  wacht_sinds = null, wacht_tot = null
                where id = :id and wacht_sinds is not null""")
            .param("id", id.value())
            .update()
        == 1;
  }

  /**
   * Writes outcomes; a dossier that has one keeps it. A change is kept with its event, so that what
   * is sent once more is the same.
   *
   * @param peildatum day of these determinations
   * @param ronde how often the part came back
   * @return whose outcome these are now; another may have been first
   */
  public Set<Dossiersleutel> legVast(
      BerichtId id, LocalDate peildatum, int ronde, List<Herzieningsuitkomst> uitkomsten) {
    if (uitkomsten.isEmpty()) {
      return Set.of();
    }
    return jdbc.sql(
            """
            update herziening_uitkomst u set uitkomst = v.uitkomst, open = v.open, oud = v.oud,
              nieuw = v.nieuw, code = v.code, reden = v.reden, bericht = v.bericht,
              peildatum = :peildatum, ronde = :ronde
            from unnest(:dossiers::bpchar[], :soorten::text[], :open::boolean[], :oud::bigint[],
              :nieuw::bigint[], :codes::text[], :redenen::text[], :berichten::bytea[])
              as v (dossier, uitkomst, open, oud, nieuw, code, reden, bericht)
            where u.herziening = :id and u.dossier = v.dossier and u.open and u.uitkomst is null
            returning u.dossier""")
        .param("id", id.value())
        .param("peildatum", peildatum)
        .param("ronde", ronde)
        .param("dossiers", kolom(uitkomsten, u -> u.dossier().value(), String[]::new))
        .param("soorten", kolom(uitkomsten, u -> u.soort().naam(), String[]::new))
        .param("open", kolom(uitkomsten, Herzieningsuitkomst::open, Boolean[]::new))
        .param("oud", kolom(uitkomsten, u -> cent(u.oud()), Long[]::new))
        .param("nieuw", kolom(uitkomsten, u -> cent(u.nieuw()), Long[]::new))
        .param("codes", kolom(uitkomsten, Herzieningsuitkomst::code, String[]::new))
        .param("redenen", kolom(uitkomsten, Herzieningsuitkomst::reden, String[]::new))
        .param("berichten", kolom(uitkomsten, this::versleuteld, byte[][]::new))
        .query((rij, nummer) -> new Dossiersleutel(rij.getString("dossier")))
        .set();
  }

  private byte[] versleuteld(Herzieningsuitkomst uitkomst) {
    return uitkomst.bericht() == null ? null : kluis.sluit(uitkomst.dossier(), uitkomst.bericht());
  }

  /**
   * Hands out once more whose outcome is a fault, as new parts; one that was done runs again. Whose
   * event was made already is left out: an event is made once.
   *
   * @param dossier this one only, or null for all
   * @param deelgrootte dossiers in a part
   * @return how many; 0 leaves it as it is
   * @throws org.springframework.dao.DuplicateKeyException when one with this reason is open already
   */
  @Transactional
  public int zetMislukteUit(BerichtId id, Dossiersleutel dossier, int deelgrootte) {
    int aantal =
        jdbc.sql(
                """
                with vast as (select id, laatste_deel from herziening where id = :id for update),
                mislukte as (
                  select u.dossier, row_number() over (order by u.dossier) as nummer
                  from herziening_uitkomst u
                  where u.herziening = :id and u.uitkomst = 'mislukt' and u.nieuw is null
                    and (cast(:dossier as text) is null or u.dossier = :dossier))
                update herziening_uitkomst u set uitkomst = null, open = true, oud = null, code = null,
                  reden = null, pogingen = 0, poging_op = null, ronde = 0,
                  deel = vast.laatste_deel + 1 + (mislukte.nummer - 1) / :grootte
                from mislukte, vast where u.herziening = :id and u.dossier = mislukte.dossier""")
            .param("id", id.value())
            .param("dossier", dossier == null ? null : dossier.value(), java.sql.Types.CHAR)
            .param("grootte", deelgrootte)
            .update();
    if (aantal > 0) {
      jdbc.sql(
              """
              update herziening set gewijzigd_op = :nu, afgerond_op = null,
                status = case when status = 'gereed' then 'loopt' else status end,
                laatste_deel = (select max(deel) from herziening_uitkomst where herziening = :id)
              where id = :id""")
          .param("id", id.value())
          .param("nu", Timestamp.from(clock.instant()))
          .update();
    }
    return aantal;
  }

  /**
   * What was made of this dossier cannot be sent once more, because it does not open. What may have
   * been sent keeps its outcome: it can come into force still.
   */
  public void onleesbaar(BerichtId id, Dossiersleutel dossier, String code, String reden) {
    jdbc.sql(
            """
            update herziening_uitkomst set open = verzonden, bericht = null, code = :code,
              reden = :reden, uitkomst = case when verzonden then uitkomst else 'mislukt' end
            where herziening = :id and dossier = :dossier and open and uitkomst is not null""")
        .param("id", id.value())
        .param("dossier", dossier.value())
        .param("code", code)
        .param("reden", reden)
        .update();
  }

  /** The changes of this part were sent, or are in a transaction that sends them. */
  public void verzonden(BerichtId id, int deel) {
    jdbc.sql(
            """
            update herziening_uitkomst set verzonden = true
            where herziening = :id and deel = :deel and open and uitkomst is not null
              and not verzonden""")
        .param("id", id.value())
        .param("deel", deel)
        .update();
  }

  /** The change of this dossier stands in the dossier now. */
  public void verwerkt(BerichtId id, Dossiersleutel dossier) {
    jdbc.sql(
            """
            update herziening_uitkomst set open = false, bericht = null
            where herziening = :id and dossier = :dossier and uitkomst is not null""")
        .param("id", id.value())
        .param("dossier", dossier.value())
        .update();
  }

  /** The change of this dossier came too late. */
  public void ingehaald(BerichtId id, Dossiersleutel dossier) {
    jdbc.sql(
            """
            update herziening_uitkomst set open = false, uitkomst = 'ingehaald', bericht = null
            where herziening = :id and dossier = :dossier and open""")
        .param("id", id.value())
        .param("dossier", dossier.value())
        .update();
  }

  /** What it came to; also when the outcomes by dossier are gone. */
  public Herzieningsverslag verslag(BerichtId id) {
    return jdbc.sql("select verslag from herziening where id = :id and verslag is not null")
        .param("id", id.value())
        .query(String.class)
        .optional()
        .map(Herzieningen::verslag)
        .orElseGet(() -> telOp(id));
  }

  private static Herzieningsverslag verslag(String tekst) {
    try {
      return JSON.readValue(tekst, Herzieningsverslag.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een bewaard verslag is niet te lezen", e);
    }
  }

  /**
   * Which ended before this moment and have their outcomes by dossier still; not one of whose
   * changes one is on its way, of which the event would be lost.
   */
  public List<BerichtId> teWissen(Instant grens, int hoogstens) {
    return jdbc
        .sql(
            """
            select v.id from herziening v where v.gewist_op is null and v.afgerond_op < :grens
              and not exists (
                select 1 from herziening_uitkomst o where o.herziening = v.id and %s)
            order by v.afgerond_op limit :hoogstens"""
                .formatted(OPEN_WIJZIGING))
        .param("grens", Timestamp.from(grens))
        .param("afgebrokenNa", afgebrokenNa())
        .param("hoogstens", hoogstens)
        .query(UUID.class)
        .list()
        .stream()
        .map(BerichtId::new)
        .toList();
  }

  /** Keeps the totals, of which the outcomes by dossier are not needed any more. */
  public void bewaarVerslag(BerichtId id) {
    try {
      jdbc.sql("update herziening set verslag = :verslag where id = :id and verslag is null")
          .param("verslag", JSON.writeValueAsString(verslag(id)))
          .param("id", id.value())
          .update();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een verslag laat zich niet als JSON schrijven", e);
    }
  }

  /**
   * Deletes outcomes by dossier whose totals are kept.
   *
   * @return how many were there
   */
  public int wis(BerichtId id, int hoogstens) {
    return jdbc.sql(
            """
            delete from herziening_uitkomst u using (
              select dossier from herziening_uitkomst where herziening = :id limit :hoogstens) weg
            where u.herziening = :id and u.dossier = weg.dossier and exists (
              select 1 from herziening v where v.id = :id and v.verslag is not null
                and not exists (
                  select 1 from herziening_uitkomst o where o.herziening = v.id and %s))"""
                .formatted(OPEN_WIJZIGING))
        .param("id", id.value())
        .param("afgebrokenNa", afgebrokenNa())
        .param("hoogstens", hoogstens)
        .update();
  }

  /**
   * Remembers that the outcomes by dossier are gone.
   *
   * @param meld tells it, before it is committed
   * @return false when another engine did, or some are there; then nothing is told
   */
  @Transactional
  public boolean isGewist(BerichtId id, Runnable meld) {
    boolean gewist =
        jdbc.sql(
                    """
                    update herziening set gewist_op = :nu
                    where id = :id and gewist_op is null and not exists (
                      select 1 from herziening_uitkomst where herziening = :id)""")
                .param("nu", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .update()
            == 1;
    if (gewist) {
      meld.run();
    }
    return gewist;
  }

  private Herzieningsverslag telOp(BerichtId id) {
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
                    rij.getObject("oud") == null ? null : new Bedrag(rij.getLong("oud")),
                    null,
                    rij.getString("code"),
                    rij.getString("reden"),
                    null))
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

  /** Whose turn it is; of whom a change is on its way waits until it stands. */
  private static String selectie(Reden reden) {
    return grond(reden) + " and not " + ONDERWEG;
  }

  /** Whom it concerns; a determination of a later day is not put back. */
  private static String grond(Reden reden) {
    String grond =
        switch (reden) {
          case TERMIJN -> "s.geldig_tot <= :peildatum";
          case CIJFERS -> "(s.cijferhash, s.cijferbestand) <> (:hash, :bestand)";
          case ALLES -> "true";
          case WIJZIGING -> Herbepalingen.NODIG;
          case ZONDER_STAND -> ZONDER_STAND;
        };
    return reden == Reden.ZONDER_STAND ? grond : "s.peildatum <= :peildatum and " + grond;
  }

  /** Where the dossiers come from. */
  private static String bron(Reden reden) {
    return reden == Reden.ZONDER_STAND
        ? "(select distinct dossier from beslag where status <> 'beeindigd')"
        : "bvv_stand";
  }

  private JdbcClient.StatementSpec metSelectie(String sql, Herziening h) {
    JdbcClient.StatementSpec vraag = jdbc.sql(sql).param("afgebrokenNa", afgebrokenNa());
    return switch (h.reden()) {
      case CIJFERS ->
          vraag
              .param("peildatum", h.peildatum())
              .param("hash", h.cijferhash())
              .param("bestand", h.cijferbestand());
      case WIJZIGING ->
          vraag
              .param("peildatum", h.peildatum())
              .param("misluktNa", Herbepalingen.misluktNa(clock.instant()));
      case TERMIJN, ALLES -> vraag.param("peildatum", h.peildatum());
      case ZONDER_STAND -> vraag;
    };
  }

  private Timestamp afgebrokenNa() {
    return afgebrokenNa(clock.instant());
  }

  /** The parameter of {@link #ONDERWEG}. */
  static Timestamp afgebrokenNa(Instant nu) {
    return Timestamp.from(nu.minus(NASLEEP));
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
        moment(rij.getTimestamp("afgerond_op")),
        rij.getObject("zonder_stand", Long.class),
        rij.getObject("onderweg", Long.class),
        wacht(rij),
        moment(rij.getTimestamp("gewist_op")));
  }

  private static Herziening.Wacht wacht(ResultSet rij) throws SQLException {
    return rij.getTimestamp("wacht_sinds") == null
        ? null
        : new Herziening.Wacht(
            rij.getString("wacht_op"),
            rij.getString("wacht_code"),
            rij.getString("wacht_reden"),
            moment(rij.getTimestamp("wacht_sinds")),
            moment(rij.getTimestamp("wacht_tot")));
  }

  private static Instant moment(Timestamp tijd) {
    return tijd == null ? null : tijd.toInstant();
  }

  private static String groot(String naam) {
    return naam.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
  }
}
