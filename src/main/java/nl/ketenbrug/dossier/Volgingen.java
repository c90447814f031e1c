package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is followed at which source, and what each source last said. Several engines share it: a turn
 * is taken by moving it forward, so that one who stops halfway only costs time.
 */
@Repository
public class Volgingen {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Somewhere in the coming period, by the key of the dossier. */
  private static final String EERSTE_BEURT =
      """
      cast(:nu as timestamptz) + make_interval(secs =>
        (('x' || left(s.dossier, 7))::bit(28)::int::double precision / 268435456) * :seconden)""";

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Clock clock;
  private final Brontempo tempo;

  Volgingen(JdbcClient jdbc, Kluis kluis, Clock clock) {
    this.jdbc = jdbc;
    this.tempo = new Brontempo(jdbc, clock);
    this.kluis = kluis;
    this.clock = clock;
  }

  /**
   * What is known of one person at one source.
   *
   * @param reeks tells this following from an earlier one of the same person; null of one that was
   *     there before this was kept
   * @param versie counts the answers that changed something
   * @param gezien the last good answer, or null
   * @param sinds the first good answer, or null
   * @param beslag the attachment at which it was given, when that first one is the last too; else
   *     null
   * @param feiten canonical, or null before the first answer
   * @param bericht the last answer that came by itself and was compared, or null
   * @param niets how often in a row the source found nothing
   * @param pogingen how often in a row it gave no usable answer
   */
  public record Volging(
      Dossiersleutel dossier,
      String bron,
      UUID reeks,
      long versie,
      Instant gezien,
      Instant sinds,
      BerichtId beslag,
      String feiten,
      BerichtId bericht,
      int niets,
      int pogingen) {

    /**
     * Whether all that is known is a first answer to following, of this moment or later: it was
     * compared with nothing.
     */
    public boolean isEersteZichtSinds(Instant moment) {
      return feiten != null
          && beslag == null
          && versie == 0
          && gezien.equals(sinds)
          && !sinds.isBefore(moment);
    }

    /** As before the first answer. */
    public Volging zonderFeiten() {
      return new Volging(
          dossier, bron, reeks, versie, null, null, null, null, bericht, niets, pogingen);
    }
  }

  /**
   * Follows everybody with a running attachment at this source, and nobody else at any, also where
   * following ended. Somebody new gets a turn somewhere in the coming period, by his key: so the
   * questions are spread.
   */
  @Transactional
  public void werkBij(String bron, Duration periode) {
    jdbc.sql(
            """
            insert into volging (dossier, bron, beurt)
            select s.dossier, :bron, %s
            from schuldenaar s
            where not exists (
              select 1 from volging v where v.dossier = s.dossier and v.bron = :bron)
            on conflict do nothing"""
                .formatted(EERSTE_BEURT))
        .param("bron", bron)
        .param("nu", nu())
        .param("seconden", (double) periode.toSeconds())
        .update();
    for (String tabel : List.of("volging", "volging_feit", "kennisgeving_verteld")) {
      jdbc.sql(
              """
              delete from %s v
              where not exists (select 1 from schuldenaar s where s.dossier = v.dossier)"""
                  .formatted(tabel))
          .update();
    }
  }

  /**
   * Follows this debtor at this source, if nobody did yet and an attachment of him runs.
   *
   * @param periode in which his first turn falls
   */
  public void begin(Dossiersleutel dossier, String bron, Duration periode) {
    jdbc.sql(
            """
            insert into volging (dossier, bron, beurt)
            select s.dossier, :bron, %s
            from schuldenaar s where s.dossier = :dossier
            on conflict do nothing"""
                .formatted(EERSTE_BEURT))
        .param("dossier", dossier.value())
        .param("bron", bron)
        .param("nu", nu())
        .param("seconden", (double) periode.toSeconds())
        .update();
  }

  /**
   * A turn that was taken. Whoever takes the next one, or brings it forward, moves {@code tot}:
   * then what was asked in this one is out of date.
   *
   * @param tot when it is asked again if nothing comes of this
   */
  public record Beurt(Dossiersleutel dossier, Instant tot) {}

  /**
   * The answer of this turn was dropped because something came in between, which moved the turn by
   * a microsecond: it is asked again now, and not as late as when the engine had stopped. A turn
   * that somebody took or set since stays as it is.
   */
  public void vraagOpnieuw(Beurt beurt, String bron) {
    jdbc.sql(
            """
            update volging set beurt = :nu
            where dossier = :dossier and bron = :bron and beurt > cast(:tot as timestamptz)
              and beurt < cast(:tot as timestamptz) + interval '1 millisecond'""")
        .param("nu", nu())
        .param("dossier", beurt.dossier().value())
        .param("bron", bron)
        .param("tot", Timestamp.from(beurt.tot()))
        .update();
  }

  /**
   * Takes the turns that have come, the oldest first.
   *
   * @param perMinuut questions a minute of all engines together
   * @param uitstel when it is asked again, should this engine stop halfway
   */
  @Transactional
  public List<Beurt> neem(String bron, int hoogstens, int perMinuut, Duration uitstel) {
    int over = tempo.over(bron, perMinuut);
    Instant daarna = clock.instant().plus(uitstel);
    List<Beurt> genomen =
        jdbc.sql(
                """
                -- Materialised: a subquery that locks may be evaluated more than once, and take more.
                with genomen as materialized (
                  select dossier from volging where bron = :bron and beurt <= :nu
                  order by beurt limit :hoogstens for update skip locked)
                update volging v set beurt = :daarna from genomen g
                where v.bron = :bron and v.dossier = g.dossier
                returning v.dossier, v.beurt""")
            .param("bron", bron)
            .param("nu", nu())
            .param("daarna", Timestamp.from(daarna))
            .param("hoogstens", Math.min(hoogstens, over))
            .query(
                (rij, nummer) ->
                    new Beurt(
                        new Dossiersleutel(rij.getString("dossier")),
                        rij.getTimestamp("beurt").toInstant()))
            .list();
    tempo.tel(bron, genomen.size());
    if (!genomen.isEmpty()) {
      tempo.houdProef(bron, daarna);
    }
    return genomen;
  }

  /**
   * A question about whose turn it is went out. Of a source that does not allow our questions it is
   * the trial of the day; a turn that comes to no question spends none.
   */
  public void vraagGaatUit(String bron) {
    tempo.gaatUit(bron);
  }

  /**
   * The source does not allow our questions: from now on one person a day is asked about, until it
   * does.
   *
   * @return true when it did until now
   */
  public boolean sluit(String bron) {
    return tempo.sluit(bron);
  }

  /**
   * The source answered a question that was put at this moment.
   *
   * @return true when it did not allow our questions until now
   */
  public boolean open(String bron, Instant gevraagd) {
    return tempo.open(bron, gevraagd);
  }

  /** The sources that do not allow our questions. */
  public List<String> dicht() {
    return tempo.dicht();
  }

  /**
   * Somebody said that something changed: it is this person's turn at once, before those whose turn
   * was long ago.
   */
  public void signaal(Dossiersleutel dossier, String bron) {
    jdbc.sql("update volging set beurt = 'epoch' where dossier = :dossier and bron = :bron")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .update();
  }

  /**
   * A notice of a fact of this type is left to the next good answer about him; nobody tells it
   * before.
   */
  public void laatOver(Dossiersleutel dossier, String bron, String type) {
    jdbc.sql(
            """
            update volging set overgelaten = array_append(array_remove(overgelaten, :type), :type)
            where dossier = :dossier and bron = :bron""")
        .param("type", type)
        .param("dossier", dossier.value())
        .param("bron", bron)
        .update();
  }

  /** Whether a notice of a fact of this type was left to following, and the answer did not come. */
  public boolean isOvergelaten(Dossiersleutel dossier, String bron, String type) {
    return jdbc.sql(
            """
            select exists (select 1 from volging
              where dossier = :dossier and bron = :bron and :type = any(overgelaten))""")
        .param("type", type)
        .param("dossier", dossier.value())
        .param("bron", bron)
        .query(Boolean.class)
        .single();
  }

  /**
   * The number of somebody who is followed; empty when no attachment runs any more.
   *
   * @throws OnleesbareBewaring when it does not open
   */
  public Optional<Bsn> bsn(Dossiersleutel dossier) {
    return jdbc.sql("select bsn from schuldenaar where dossier = :dossier")
        .param("dossier", dossier.value())
        .query((rij, nummer) -> rij.getBytes(1))
        .optional()
        .map(bytes -> kluis.bsn(dossier, bytes));
  }

  /**
   * What is known, locked until the end of the transaction; empty when he is not followed any more,
   * or it is not this turn any more: a later question knows more than this one, and an answer from
   * before a signal may be from before the change.
   *
   * @throws OnleesbareBewaring when the facts do not open
   */
  public Optional<Volging> vergrendel(Beurt beurt, String bron) {
    return vanDezeBeurt("*", beurt, bron).query(this::lees).optional();
  }

  /**
   * As {@link #bsn(Dossiersleutel)}; his last attachment does not end until the end of the
   * transaction.
   */
  public Optional<Bsn> bsnTotEinde(Dossiersleutel dossier) {
    return jdbc.sql("select bsn from schuldenaar where dossier = :dossier for key share")
        .param("dossier", dossier.value())
        .query((rij, nummer) -> rij.getBytes(1))
        .optional()
        .map(bytes -> kluis.bsn(dossier, bytes));
  }

  /**
   * As {@link #vergrendel(Beurt, String)}, whosever turn it is: for an answer that nobody asked
   * for.
   */
  public Optional<Volging> vergrendel(Dossiersleutel dossier, String bron) {
    return jdbc.sql("select * from volging where dossier = :dossier and bron = :bron for update")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .query(this::lees)
        .optional();
  }

  /**
   * Nobody processes an answer about him until the end of the transaction, and a question that is
   * under way has its turn no more: it may be from before what is decided here. Nothing happens
   * when he is not followed.
   */
  public void houdTegen(Dossiersleutel dossier, String bron) {
    jdbc.sql(
            """
            update volging set beurt = beurt + interval '1 microsecond'
            where dossier = :dossier and bron = :bron""")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .update();
  }

  /** What another source said, for facts that go with every event; empty when not known. */
  public Optional<String> feiten(Dossiersleutel dossier, String bron) {
    return jdbc.sql(
            "select feiten from volging where dossier = :dossier and bron = :bron and feiten is not null")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .query((rij, nummer) -> rij.getBytes(1))
        .optional()
        .map(bytes -> kluis.open(dossier, bytes));
  }

  /**
   * Whether a fact of this day, if the source knows it, shows as a difference: the first answer is
   * of an earlier day, so that it cannot hold the fact already; the last question was answered; and
   * what is kept opens.
   */
  public boolean isGezienVoor(Dossiersleutel dossier, String bron, LocalDate dag) {
    return jdbc.sql(
            """
            select feiten from volging where dossier = :dossier and bron = :bron
              and niets = 0 and pogingen = 0 and sinds < :dag""")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .param("dag", Timestamp.from(dag.atStartOfDay(NEDERLAND).toInstant()))
        .query((rij, nummer) -> rij.getBytes(1))
        .optional()
        .filter(bytes -> gaatOpen(dossier, bytes))
        .isPresent();
  }

  /**
   * What is kept of the last answer, when the last question was answered and it opens: against it
   * the next answer is compared.
   */
  public Optional<String> laatsteAntwoord(Dossiersleutel dossier, String bron) {
    return jdbc.sql(
            """
            select feiten from volging where dossier = :dossier and bron = :bron
              and niets = 0 and pogingen = 0 and feiten is not null""")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .query((rij, nummer) -> rij.getBytes(1))
        .optional()
        .filter(bytes -> gaatOpen(dossier, bytes))
        .map(bytes -> kluis.open(dossier, bytes));
  }

  private boolean gaatOpen(Dossiersleutel dossier, byte[] bytes) {
    try {
      kluis.open(dossier, bytes);
      return true;
    } catch (OnleesbareBewaring e) {
      // An answer here too: whoever compares says so in the log.
      return false;
    }
  }

  /** Keeps a good answer and sets the next turn. */
  public void bewaar(
      Dossiersleutel dossier, String bron, String feiten, boolean veranderd, Instant beurt) {
    jdbc.sql(
            """
            update volging set feiten = :feiten, gezien = :nu, sinds = coalesce(sinds, :nu),
              niets = 0, pogingen = 0, overgelaten = '{}', beslag = null,
              versie = versie + :erbij, beurt = :beurt
            where dossier = :dossier and bron = :bron""")
        .param("feiten", kluis.sluit(dossier, feiten))
        .param("nu", nu())
        .param("erbij", veranderd ? 1 : 0)
        .param("beurt", Timestamp.from(beurt))
        .param("dossier", dossier.value())
        .param("bron", bron)
        .update();
  }

  /**
   * Keeps a good answer that nobody asked for. The next turn stays where it was but for a
   * microsecond: a question that is under way has its turn no more, and its answer is dropped.
   *
   * @param bericht the message in which it came: its moment is when it came in
   */
  public void bewaarVan(
      Dossiersleutel dossier, String bron, String feiten, boolean veranderd, BerichtId bericht) {
    jdbc.sql(
            """
            update volging set feiten = :feiten, gezien = :moment, sinds = coalesce(sinds, :moment),
              bericht = :bericht, niets = 0, overgelaten = '{}', beslag = null,
              versie = versie + :erbij,
              beurt = beurt + interval '1 microsecond'
            where dossier = :dossier and bron = :bron""")
        .param("feiten", kluis.sluit(dossier, feiten))
        .param("moment", Timestamp.from(bericht.tijdstip()))
        .param("bericht", bericht.value())
        .param("erbij", veranderd ? 1 : 0)
        .param("dossier", dossier.value())
        .param("bron", bron)
        .update();
  }

  /**
   * Keeps what a source said at an attachment. The next turn stays where it was, as with {@link
   * #bewaarVan}.
   *
   * @param volging as it was compared: without facts this is the first sight
   * @param beslag the message of the attachment
   * @param gekregen when it came in
   */
  public void bewaarVanBeslag(
      Volging volging, String feiten, boolean veranderd, BerichtId beslag, Instant gekregen) {
    jdbc.sql(
            """
            update volging set feiten = :feiten, gezien = :moment,
              sinds = case when :eerste then :moment else coalesce(sinds, :moment) end,
              beslag = case when :eerste then cast(:beslag as uuid) end,
              niets = 0, pogingen = 0, overgelaten = '{}', versie = versie + :erbij,
              beurt = beurt + interval '1 microsecond'
            where dossier = :dossier and bron = :bron""")
        .param("feiten", kluis.sluit(volging.dossier(), feiten))
        .param("moment", Timestamp.from(gekregen))
        .param("eerste", volging.feiten() == null)
        .param("beslag", beslag.value())
        .param("erbij", veranderd ? 1 : 0)
        .param("dossier", volging.dossier().value())
        .param("bron", volging.bron())
        .update();
  }

  /**
   * Whoever has a later turn because another source would say that he changed, has it at the pace
   * of this one again. Not a turn that was taken or that waits because the source failed.
   *
   * @param elke between two questions about one person
   * @param uitstel for which a turn that was taken is moved forward
   */
  @Transactional
  public void haalIn(String bron, Duration elke, Duration uitstel) {
    jdbc.sql(
            """
            update volging set beurt = gezien + make_interval(secs => :elke)
            where bron = :bron and pogingen = 0 and niets = 0 and beurt > :genomen
              and beurt > gezien + make_interval(secs => :elke)""")
        .param("bron", bron)
        .param("elke", (double) elke.toSeconds())
        .param("genomen", Timestamp.from(clock.instant().plus(uitstel)))
        .update();
  }

  /** The source found nothing: it is asked again before that means anything. */
  public void nietsGevonden(Dossiersleutel dossier, String bron, Instant beurt) {
    tel(dossier, bron, "niets = niets + 1, pogingen = 0", beurt);
  }

  /**
   * The source says that the question does not apply to him. That tells nothing of what was known:
   * as after a failure a notice is not left to following, and finding nothing begins to count anew.
   */
  public void nietVanToepassing(Dossiersleutel dossier, String bron, Instant beurt) {
    tel(dossier, bron, "niets = 0, pogingen = 1", beurt);
  }

  /**
   * The source could not or would not answer; counts nothing when it is not this turn any more.
   *
   * @param daarna when it is asked again, by how often in a row it failed
   */
  @Transactional
  public void mislukt(Beurt beurt, String bron, IntFunction<Instant> daarna) {
    vanDezeBeurt("pogingen", beurt, bron)
        .query(Integer.class)
        .optional()
        .ifPresent(
            eerder ->
                tel(beurt.dossier(), bron, "pogingen = pogingen + 1", daarna.apply(eerder + 1)));
  }

  private JdbcClient.StatementSpec vanDezeBeurt(String wat, Beurt beurt, String bron) {
    return jdbc.sql(
            """
            select %s from volging where dossier = :dossier and bron = :bron and beurt = :beurt
            for update"""
                .formatted(wat))
        .param("dossier", beurt.dossier().value())
        .param("bron", bron)
        .param("beurt", Timestamp.from(beurt.tot()));
  }

  private void tel(Dossiersleutel dossier, String bron, String wat, Instant beurt) {
    jdbc.sql(
            "update volging set %s, beurt = :beurt where dossier = :dossier and bron = :bron"
                .formatted(wat))
        .param("beurt", Timestamp.from(beurt))
        .param("dossier", dossier.value())
        .param("bron", bron)
        .update();
  }

  /**
   * Fields that nothing reads.
   *
   * @return those that were not seen before
   */
  public List<String> meldVerloop(String bron, Collection<String> velden) {
    return velden.stream()
        .filter(
            veld ->
                jdbc.sql(
                            """
                            insert into schemaverloop (bron, veld, sinds) values (:bron, :veld, :nu)
                            on conflict do nothing""")
                        .param("bron", bron)
                        .param("veld", veld)
                        .param("nu", nu())
                        .update()
                    == 1)
        .toList();
  }

  private Volging lees(ResultSet rij, int nummer) throws SQLException {
    Dossiersleutel dossier = new Dossiersleutel(rij.getString("dossier"));
    byte[] feiten = rij.getBytes("feiten");
    Timestamp gezien = rij.getTimestamp("gezien");
    Timestamp sinds = rij.getTimestamp("sinds");
    UUID beslag = rij.getObject("beslag", UUID.class);
    UUID bericht = rij.getObject("bericht", UUID.class);
    return new Volging(
        dossier,
        rij.getString("bron"),
        rij.getObject("reeks", UUID.class),
        rij.getLong("versie"),
        gezien == null ? null : gezien.toInstant(),
        sinds == null ? null : sinds.toInstant(),
        beslag == null ? null : new BerichtId(beslag),
        feiten == null ? null : kluis.open(dossier, feiten),
        bericht == null ? null : new BerichtId(bericht),
        rij.getInt("niets"),
        rij.getInt("pogingen"));
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
