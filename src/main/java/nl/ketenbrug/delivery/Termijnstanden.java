package nl.ketenbrug.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Leveringsmeldingen.Melding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How far the terms of deliveries are: warned of, lapsed, set apart, told. */
@Repository
public class Termijnstanden {

  /**
   * What the engine tells a partner of itself has no term: it would tell of itself for ever. Nor
   * has what stands apart, which the partner cannot get: a release begins it anew.
   */
  private static final String GEWOON =
      """
       from levering l left join abonnement_stand s on s.partner = l.partner
      where l.partner = :partner and l.uitkomst is null and l.verstreken is null
        and greatest(l.klaargezet, l.heropend, s.hervat, l.papier_tot) < :begin
        and not exists (select 1 from leveringsmelding m where m.bericht_id = l.bericht_id)
        and not (l.bericht_id = any(:apart))
        and l.papier_bundel is null
        and not exists (
          select 1 from papier_houdt u where u.partner = :partner and u.dossier is null)
        and not exists (
          select 1 from bericht b
          where b.bericht_id = l.bericht_id and b.dossier in (
            select u.dossier from papier_houdt u
            where u.partner = :partner and u.dossier is not null))""";

  /** Nobody holds it, or somebody does again and again: once in a day for an hour in all. */
  private static final String ONGEHOUDEN =
      " and (vast_tot is null or vast_tot <= now() or vast_sinds < now() - interval '1 hour')";

  /** Laid ready, offered again, resumed, or back from paper, whichever came last. */
  private static final String BEGIN = "greatest(l.klaargezet, l.heropend, s.hervat, l.papier_tot)";

  private static final String ZONDER_PAUZE = "greatest(l.klaargezet, l.heropend, l.papier_tot)";

  private final JdbcClient jdbc;
  private final Leveringsmeldingen meldingen;
  private final Clock clock;

  /** This engine, in this life. */
  private final UUID motor = UUID.randomUUID();

  Termijnstanden(JdbcClient jdbc, Leveringsmeldingen meldingen, Clock clock) {
    this.jdbc = jdbc;
    this.meldingen = meldingen;
    this.clock = clock;
  }

  /**
   * A delivery whose term is nearly or wholly over.
   *
   * @param begin when its term began; of one that expired, when it did
   */
  record Geval(UUID berichtId, long volgnummer, UUID correlatieId, Instant begin) {}

  /**
   * A delivery of a source of which something expired at a partner.
   *
   * @param aanlevering its id, as the source got it
   */
  public record Verloop(UUID aanlevering, Instant sinds) {}

  /**
   * A delivery that lapsed.
   *
   * @param gewaarschuwd when its partner was warned; null of a notice, which has no warning
   * @param hervat whether the subscription resumed afterwards, so that its term begins anew
   */
  record Verstreken(
      UUID berichtId,
      long volgnummer,
      UUID correlatieId,
      Instant gewaarschuwd,
      Instant verstreken,
      boolean hervat) {}

  /** When an engine looked at this partner's terms the last time. */
  Optional<Instant> nagegaan(String partner) {
    return jdbc.sql("select nagegaan from abonnement_stand where partner = :partner")
        .param("partner", partner)
        .query((rij, nummer) -> moment(rij, "nagegaan"))
        .optional();
  }

  /**
   * Notes that an engine looks at this partner's terms now.
   *
   * @param opnieuw whether what was warned of has to be warned of anew, because nobody could
   *     confirm for longer than a working day, or the warning itself may be stuck
   */
  @Transactional
  public void gaatNa(String partner, boolean opnieuw) {
    jdbc.sql(
            """
            insert into abonnement_stand (partner, nagegaan) values (:partner, :nu)
            on conflict (partner) do update set nagegaan = excluded.nagegaan""")
        .param("partner", partner)
        .param("nu", nu())
        .update();
    if (opnieuw) {
      jdbc.sql(
              """
              update levering set gewaarschuwd = null, laatste_dag = null, waarschuwing = null
              where partner = :partner and uitkomst is null and verstreken is null
                and gewaarschuwd is not null""")
          .param("partner", partner)
          .update();
    }
  }

  /** By the database's clock, one for all engines; false while another one is at it. */
  boolean neemRonde(Duration hoelang) {
    return jdbc.sql(
                """
                update termijnronde
                set bezet_door = :motor, bezet_tot = now() + :seconden * interval '1 second'
                where bezet_door is null or bezet_door = :motor or bezet_tot < now()""")
            .param("motor", motor)
            .param("seconden", hoelang.toSeconds())
            .update()
        == 1;
  }

  void laatRondeLos() {
    jdbc.sql(
            "update termijnronde set bezet_door = null, bezet_tot = null where bezet_door = :motor")
        .param("motor", motor)
        .update();
  }

  /**
   * Notes that the partner is warned of the oldest of these, and the notice that says so: together
   * or neither.
   *
   * @param begin before this moment their term began
   * @param apart those that stand on the partner's parking queue
   * @param laatsteDag the last day that the notice names for an event
   * @return how many
   */
  @Transactional
  public int waarschuw(
      String partner,
      Instant begin,
      Collection<UUID> apart,
      int hoogstens,
      Function<Geval, LocalDate> laatsteDag,
      Function<List<Geval>, Melding> melding) {
    List<Geval> gevallen =
        jdbc.sql(
                "select l.bericht_id, l.volgnummer, l.correlatie_id, "
                    + BEGIN
                    + " as begin"
                    + GEWOON
                    + " and (l.gewaarschuwd is null or l.gewaarschuwd < "
                    + BEGIN
                    + ") order by l.volgnummer limit :hoogstens for update of l skip locked")
            .param("partner", partner)
            .param("begin", Timestamp.from(begin))
            .param("apart", apart.toArray(UUID[]::new))
            .param("hoogstens", hoogstens)
            .query(Termijnstanden::geval)
            .list();
    if (gevallen.isEmpty()) {
      return 0;
    }
    Melding een = melding.apply(gevallen);
    meldingen.voegToe(een);
    gevallen.stream()
        .collect(Collectors.groupingBy(laatsteDag))
        .forEach((dag, groep) -> gewaarschuwd(partner, ids(groep), een, dag));
    return gevallen.size();
  }

  private void gewaarschuwd(String partner, List<UUID> ids, Melding melding, LocalDate dag) {
    jdbc.sql(
            """
            update levering
            set gewaarschuwd = :nu, laatste_dag = :dag, waarschuwing = :melding
            where partner = :partner and bericht_id in (:ids)""")
        .param("nu", nu())
        .param("dag", dag)
        .param("melding", melding.berichtId())
        .param("partner", partner)
        .param("ids", ids)
        .update();
  }

  /**
   * From now on these are handed out no more, unless a reader holds one now. Their partner was
   * warned of this very term, the notice has stood ready for it long enough, and the day that it
   * named is over.
   *
   * @param gewaarschuwd before this moment the notice got its number
   * @param apart those that stand on the partner's parking queue
   * @return how many
   */
  int laatVerstrijken(
      String partner,
      Instant begin,
      Instant gewaarschuwd,
      LocalDate vandaag,
      Collection<UUID> apart,
      int hoogstens) {
    return jdbc.sql(
            "update levering set verstreken = :nu, op_verlopen = true where partner = :partner"
                + " and uitkomst is null and verstreken is null and papier_bundel is null"
                + ONGEHOUDEN
                + " and bericht_id in (select l.bericht_id"
                + GEWOON
                + " and l.gewaarschuwd >= "
                + BEGIN
                + " and l.laatste_dag < :vandaag and exists (select 1 from levering n"
                + " where n.partner = l.partner and n.bericht_id = l.waarschuwing"
                + " and n.klaargezet < :gewaarschuwd) order by l.volgnummer limit :hoogstens)")
        .param("partner", partner)
        .param("begin", Timestamp.from(begin))
        .param("gewaarschuwd", Timestamp.from(gewaarschuwd))
        .param("vandaag", vandaag)
        .param("apart", apart.toArray(UUID[]::new))
        .param("hoogstens", hoogstens)
        .param("nu", nu())
        .update();
  }

  /**
   * Ends notices that nobody read: no warning comes before and no notice after, for what they tell
   * of can be asked.
   *
   * @param begin before this moment they were laid ready
   * @param apart those that stand on the partner's parking queue
   * @return how many
   */
  int laatMeldingenVerstrijken(
      String partner, Instant begin, Collection<UUID> apart, int hoogstens) {
    return jdbc.sql(
            """
            update levering
            set verstreken = :nu, op_verlopen = true, verloop_gemeld = :nu
            where partner = :partner and uitkomst is null and verstreken is null
              and bericht_id in (
                select l.bericht_id from levering l
                join leveringsmelding m on m.bericht_id = l.bericht_id
                left join abonnement_stand s on s.partner = l.partner
                where l.partner = :partner and l.uitkomst is null and l.verstreken is null
                  and greatest(l.klaargezet, l.heropend, s.hervat, l.papier_tot) < :begin
                  and not (l.bericht_id = any(:apart))
                  and l.papier_bundel is null
                  and not exists (
                    select 1 from papier_houdt u where u.partner = :partner and u.dossier is null)
                order by l.volgnummer limit :hoogstens)"""
                + ONGEHOUDEN)
        .param("partner", partner)
        .param("begin", Timestamp.from(begin))
        .param("apart", apart.toArray(UUID[]::new))
        .param("hoogstens", hoogstens)
        .param("nu", nu())
        .update();
  }

  /** Those that lapsed and did not leave the partner's queue as far as the table knows. */
  List<Verstreken> teVerplaatsen(String partner, int hoogstens) {
    return jdbc.sql(
            """
            select l.bericht_id, l.volgnummer, l.correlatie_id, l.gewaarschuwd, l.verstreken,
              coalesce(l.verstreken < s.hervat, false) as hervat
            from levering l left join abonnement_stand s on s.partner = l.partner
            where l.partner = :partner and l.verstreken is not null and l.uitkomst is null
            order by l.volgnummer limit :hoogstens""")
        .param("partner", partner)
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Verstreken(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getLong("volgnummer"),
                    rij.getObject("correlatie_id", UUID.class),
                    moment(rij, "gewaarschuwd"),
                    moment(rij, "verstreken"),
                    rij.getBoolean("hervat")))
        .list();
  }

  /** Their terms begin anew; they stand on the partner's queue still, or apart. */
  void begintOpnieuw(String partner, Collection<UUID> berichten) {
    if (berichten.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update levering
            set verstreken = null, op_verlopen = false,
              gewaarschuwd = null, laatste_dag = null, waarschuwing = null
            where partner = :partner and bericht_id in (:ids) and uitkomst is null""")
        .param("partner", partner)
        .param("ids", berichten)
        .update();
  }

  /** They stand on queue {@code verlopen}; what was answered meanwhile stays answered. */
  void verlopen(String partner, Collection<UUID> berichten) {
    if (berichten.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update levering set uitkomst = 'verlopen', verlopen = :nu
            where partner = :partner and bericht_id in (:ids)
              and uitkomst is null and verstreken is not null""")
        .param("partner", partner)
        .param("ids", berichten)
        .param("nu", nu())
        .update();
  }

  /**
   * Notes that partner and senders are told of the oldest that expired, with what tells them.
   *
   * @return how many
   */
  @Transactional
  public int meld(
      String partner, int hoogstens, Function<List<Geval>, List<Melding>> meldingenVan) {
    List<Geval> gevallen =
        jdbc.sql(
                """
                select bericht_id, volgnummer, correlatie_id, verlopen as begin from levering
                where partner = :partner and verstreken is not null and uitkomst = 'verlopen'
                  and verloop_gemeld is null
                order by volgnummer limit :hoogstens for update skip locked""")
            .param("partner", partner)
            .param("hoogstens", hoogstens)
            .query(Termijnstanden::geval)
            .list();
    if (gevallen.isEmpty()) {
      return 0;
    }
    meldingenVan.apply(gevallen).forEach(meldingen::voegToe);
    return zet(partner, ids(gevallen), "verloop_gemeld");
  }

  /** Who delivered a message: the partner that registered it itself, or the source. */
  record Aanleveraar(UUID aanlevering, String bron, String partner) {}

  /**
   * Who delivered what these events tell of. Not of an event that another source brought about, and
   * not when it was told of another event of the same delivery: that would count the partners.
   */
  List<Aanleveraar> aanleveraars(String partner, Collection<UUID> gebeurtenissen) {
    return jdbc.sql(
            """
            select distinct a.bericht_id, a.bron, a.partner
            from levering l join bericht b on b.bericht_id = l.bericht_id
            join aanlevering a on a.bericht_id = l.correlatie_id and a.bron = b.bron
            where l.partner = :partner and l.bericht_id in (:ids)
              and not exists (select 1 from levering e
                where e.correlatie_id = l.correlatie_id and e.verloop_gemeld is not null)""")
        .param("partner", partner)
        .param("ids", gebeurtenissen)
        .query(
            (rij, nummer) ->
                new Aanleveraar(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getString("bron"),
                    rij.getString("partner")))
        .list();
  }

  /**
   * Answered while a copy may stand on queue {@code verlopen}. In no order: one that cannot be
   * taken now keeps no other from its turn.
   */
  List<UUID> opTeRuimen(String partner, int hoogstens) {
    return jdbc.sql(
            """
            select bericht_id from levering
            where partner = :partner and op_verlopen
              and uitkomst in ('geaccepteerd', 'geweigerd', 'op-papier', 'ingehouden')
            order by random() limit :hoogstens""")
        .param("partner", partner)
        .param("hoogstens", hoogstens)
        .query(UUID.class)
        .list();
  }

  /**
   * Of the deliveries of a source those of which something expired and stands unconfirmed, the
   * oldest first.
   *
   * @param na the last one of the page before, or null
   */
  public List<Verloop> vanBron(String bron, UUID na, int hoogstens) {
    return jdbc.sql(
            """
            select a.bericht_id as aanlevering, min(l.verlopen) as sinds
            from levering l join bericht b on b.bericht_id = l.bericht_id
            join aanlevering a on a.bericht_id = l.correlatie_id and a.bron = b.bron
            where l.verstreken is not null and l.uitkomst = 'verlopen'
              and a.bron = :bron and a.partner is null
              and (:na::uuid is null or a.bericht_id > :na::uuid)
            group by a.bericht_id order by a.bericht_id limit :hoogstens""")
        .param("bron", bron)
        .param("na", na)
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Verloop(
                    rij.getObject("aanlevering", UUID.class),
                    rij.getTimestamp("sinds").toInstant()))
        .list();
  }

  /**
   * How many deliveries of one partner are near their end or over it.
   *
   * @param gewaarschuwd not answered, and the partner was warned
   * @param verlopen on queue {@code verlopen}
   * @param teLaat confirmed after their term
   * @param oudste since when the oldest of the expired is; null when there is none
   */
  public record Stand(long gewaarschuwd, long verlopen, long teLaat, Instant oudste) {}

  public Stand van(String partner) {
    return jdbc.sql(
            """
            select
              (select count(*) from levering where partner = :partner and uitkomst is null
                and gewaarschuwd is not null) as gewaarschuwd,
              count(*) filter (where uitkomst = 'verlopen') as verlopen,
              count(*) filter (where uitkomst = 'geaccepteerd' and bevestigd >= verstreken)
                as te_laat,
              min(verlopen) filter (where uitkomst = 'verlopen') as oudste
            from levering l where partner = :partner and verstreken is not null
              and not exists (select 1 from leveringsmelding m where m.bericht_id = l.bericht_id)""")
        .param("partner", partner)
        .query(
            (rij, nummer) ->
                new Stand(
                    rij.getLong("gewaarschuwd"),
                    rij.getLong("verlopen"),
                    rij.getLong("te_laat"),
                    moment(rij, "oudste")))
        .single();
  }

  /** A delivery that expired. */
  public record Verlopen(UUID berichtId, long volgnummer, Instant klaargezet, Instant verlopen) {}

  /**
   * What expired and was not confirmed since, by number.
   *
   * @param na the number after which to begin
   */
  public List<Verlopen> verlopen(String partner, long na, int hoogstens) {
    return jdbc.sql(
            """
            select bericht_id, volgnummer, klaargezet, verlopen from levering l
            where partner = :partner and verstreken is not null and uitkomst = 'verlopen'
              and not exists (select 1 from leveringsmelding m where m.bericht_id = l.bericht_id)
              and volgnummer > :na
            order by volgnummer limit :hoogstens""")
        .param("partner", partner)
        .param("na", na)
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Verlopen(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getLong("volgnummer"),
                    rij.getTimestamp("klaargezet").toInstant(),
                    rij.getTimestamp("verlopen").toInstant()))
        .list();
  }

  /**
   * How many are open that would have lapsed without the pauses of this partner, however many these
   * were.
   *
   * @param begin before this moment began what lapsed before today
   * @param apart those that stand on the partner's parking queue
   */
  long uitgesteld(String partner, Instant begin, Collection<UUID> apart) {
    return jdbc.sql(
            "select count(*)"
                + GEWOON.replace(BEGIN, ZONDER_PAUZE)
                + " and (s.gepauzeerd_sinds is not null or s.hervat > "
                + ZONDER_PAUZE
                + ")")
        .param("partner", partner)
        .param("begin", Timestamp.from(begin))
        .param("apart", apart.toArray(UUID[]::new))
        .query(Long.class)
        .single();
  }

  /** Whether anything is open of which the term began before this moment, pauses left out. */
  boolean isOpenVanVoor(String partner, Instant moment) {
    return jdbc.sql(
            """
            select exists (select 1 from levering l
              where l.partner = :partner and l.uitkomst is null and %s < :moment)"""
                .formatted(ZONDER_PAUZE))
        .param("partner", partner)
        .param("moment", Timestamp.from(moment))
        .query(Boolean.class)
        .single();
  }

  /** How many lapsed before this moment and are still not on queue {@code verlopen}. */
  long blijftHangen(String partner, Instant voor) {
    return jdbc.sql(
            """
            select count(*) from levering
            where partner = :partner and verstreken < :voor and uitkomst is null""")
        .param("partner", partner)
        .param("voor", Timestamp.from(voor))
        .query(Long.class)
        .single();
  }

  private int zet(String partner, List<UUID> ids, String kolom) {
    return jdbc.sql(
            "update levering set %s = :nu where partner = :partner and bericht_id in (:ids)"
                .formatted(kolom))
        .param("nu", nu())
        .param("partner", partner)
        .param("ids", ids)
        .update();
  }

  private static List<UUID> ids(List<Geval> gevallen) {
    return gevallen.stream().map(Geval::berichtId).toList();
  }

  private static Geval geval(ResultSet rij, int nummer) throws SQLException {
    return new Geval(
        rij.getObject("bericht_id", UUID.class),
        rij.getLong("volgnummer"),
        rij.getObject("correlatie_id", UUID.class),
        rij.getTimestamp("begin").toInstant());
  }

  private static Instant moment(ResultSet rij, String kolom) throws SQLException {
    Timestamp moment = rij.getTimestamp(kolom);
    return moment == null ? null : moment.toInstant();
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
