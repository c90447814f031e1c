package nl.ketenbrug.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What each partner got, under which number, and what it answered. */
@Repository("leveringen")
public class Leveringen {

  /** What a delivery became whose term ran out: no answer of its partner. */
  static final String VERLOPEN = "verlopen";

  /** What a delivery became that was handed over on paper: no answer of its partner either. */
  static final String OP_PAPIER = "op-papier";

  /** What a delivery became that a person withheld: no answer of its partner either. */
  static final String INGEHOUDEN = "ingehouden";

  private final JdbcClient jdbc;
  private final Clock clock;

  Leveringen(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The state of one event at one partner.
   *
   * @param aanbod which offering of it this is; the first is 1
   * @param uitkomst the partner's answer, {@code verlopen}, {@code op-papier}, {@code ingehouden},
   *     or null
   * @param verstreken when its term was over; null when it is not
   * @param opVerlopen whether a copy of it may stand on queue {@code verlopen}
   */
  public record Levering(
      UUID berichtId,
      long volgnummer,
      UUID correlatieId,
      String drager,
      int keer,
      int aanbod,
      String uitkomst,
      String reden,
      Instant verstreken,
      boolean opVerlopen) {

    /** By the partner, or because it was handed over or withheld; that it expired is no answer. */
    boolean isBeantwoord() {
      return uitkomst != null && !VERLOPEN.equals(uitkomst);
    }

    /** Whether it was handed over on paper, and the partner did not confirm it since. */
    boolean isOpPapier() {
      return OP_PAPIER.equals(uitkomst);
    }

    /** Whether a person withheld it, and the partner did not answer it since. */
    boolean isIngehouden() {
      return INGEHOUDEN.equals(uitkomst);
    }

    /** Whether it expired, and was neither answered nor offered again since. */
    boolean isVerlopen() {
      return VERLOPEN.equals(uitkomst);
    }

    /** Whether its message is the one on queue {@code verlopen}, and no copy left behind there. */
    boolean staatApart() {
      return opVerlopen && isVerstreken();
    }

    /** Whether its term is over, also when it was answered later. */
    boolean isVerstreken() {
      return verstreken != null;
    }
  }

  Optional<Levering> zoek(String partner, UUID id) {
    return jdbc.sql(
            """
            select bericht_id, volgnummer, correlatie_id, drager, keer, aanbod, uitkomst, reden,
                verstreken, op_verlopen
            from levering where partner = :partner and bericht_id = :id""")
        .param("partner", partner)
        .param("id", id)
        .query(Leveringen::lees)
        .optional();
  }

  Map<UUID, Levering> zoek(String partner, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql(
            """
            select bericht_id, volgnummer, correlatie_id, drager, keer, aanbod, uitkomst, reden,
                verstreken, op_verlopen
            from levering where partner = :partner and bericht_id in (:ids)""")
        .param("partner", partner)
        .param("ids", ids)
        .query(Leveringen::lees)
        .list()
        .stream()
        .collect(Collectors.toMap(Levering::berichtId, Function.identity()));
  }

  /**
   * An event that its partner did not answer yet.
   *
   * @param klaargezet when it got its number
   * @param keer how often it was handed out
   */
  public record Open(UUID berichtId, long volgnummer, Instant klaargezet, int keer) {}

  /** The oldest events up to this number that the partner did not answer yet, by number. */
  public List<Open> open(String partner, long totEnMet, int hoogstens) {
    return jdbc.sql(
            """
            select bericht_id, volgnummer, klaargezet, keer from levering
            where partner = :partner and uitkomst is null and volgnummer <= :totEnMet
            order by volgnummer limit :hoogstens""")
        .param("partner", partner)
        .param("totEnMet", totEnMet)
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Open(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getLong("volgnummer"),
                    rij.getTimestamp("klaargezet").toInstant(),
                    rij.getInt("keer")))
        .list();
  }

  /** How many events up to this number the partner did not answer yet. */
  public long aantalOpen(String partner, long totEnMet) {
    return jdbc.sql(
            """
            select count(*) from levering
            where partner = :partner and uitkomst is null and volgnummer <= :totEnMet""")
        .param("partner", partner)
        .param("totEnMet", totEnMet)
        .query(Long.class)
        .single();
  }

  /** Notes that the partner was given the event once more. */
  void afgeleverd(String partner, UUID id) {
    jdbc.sql(
            """
            update levering set keer = keer + 1, afgeleverd = coalesce(afgeleverd, :nu)
            where partner = :partner and bericht_id = :id""")
        .param("partner", partner)
        .param("id", id)
        .param("nu", nu())
        .update();
  }

  /**
   * Notes the partner's final answer; the first one counts, also when the term was over before. An
   * answer of a moment before the term was over makes that it never was: evidence of the broker may
   * be long under way.
   */
  void beantwoord(String partner, UUID id, String uitkomst, String reden, Instant moment) {
    noteer("true", partner, id, uitkomst, reden, moment);
    jdbc.sql(
            """
            update levering set gewaarschuwd = null, laatste_dag = null, waarschuwing = null,
              verstreken = null, verlopen = null, verloop_gemeld = null
            where partner = :partner and bericht_id = :id and bevestigd < verstreken""")
        .param("partner", partner)
        .param("id", id)
        .update();
  }

  /** That a partner took an event, as the broker saw it. */
  record Bevestiging(String partner, UUID berichtId, Instant moment) {}

  /**
   * As {@link #beantwoord}, with {@code geaccepteerd}, for many at once: one trip to the database
   * and one wait for its disk. Rows are taken in one order, so that two writers wait for each other
   * and never deadlock. Of two about the same event the earlier one that counts does.
   *
   * <p>A partner that took one copy of an event and rejected another one has it, in whichever order
   * the two became known: its refusal gives way. What it took before the event was put before it
   * again counts no more, in whichever order too; up to a minute before it does, because the broker
   * and the engine have a clock each, and an answer that is dropped does not come again. Of what
   * was withheld each one counts: there is no copy that it will answer.
   *
   * @return events that stay open, because all that is known of them is of before they were put
   *     before the partner again
   */
  @Transactional
  public long bevestigd(List<Bevestiging> bevestigingen) {
    if (bevestigingen.isEmpty()) {
      return 0;
    }
    String[] partners = bevestigingen.stream().map(Bevestiging::partner).toArray(String[]::new);
    UUID[] ids = bevestigingen.stream().map(Bevestiging::berichtId).toArray(UUID[]::new);
    int beantwoord =
        jdbc.sql(
                """
            with gemeld as (
              select *
              from unnest(:partners::text[], :ids::uuid[], :momenten::text[]::timestamptz[])
                as m (partner, bericht_id, moment)),
            staat as (
              select l.partner, l.bericht_id, l.uitkomst, l.heropend from levering l
              where (l.partner, l.bericht_id) in (select partner, bericht_id from gemeld)
                and (l.uitkomst is null or l.uitkomst in ('geweigerd', 'verlopen', 'ingehouden'))
              order by l.partner, l.bericht_id for update),
            open as (
              select partner, bericht_id, min(moment) as moment
              from staat join gemeld using (partner, bericht_id)
              where heropend is null or uitkomst = 'ingehouden'
                or moment >= heropend - interval '1 minute'
              group by partner, bericht_id)
            update levering l
            set uitkomst = :uitkomst, reden = null, bevestigd = o.moment, vast_tot = null,
              gewaarschuwd = case when o.moment < verstreken then null else gewaarschuwd end,
              laatste_dag = case when o.moment < verstreken then null else laatste_dag end,
              waarschuwing = case when o.moment < verstreken then null else waarschuwing end,
              verlopen = case when o.moment < verstreken then null else verlopen end,
              verloop_gemeld = case when o.moment < verstreken then null else verloop_gemeld end,
              verstreken = case when o.moment < verstreken then null else verstreken end
            from open o where l.partner = o.partner and l.bericht_id = o.bericht_id""")
            .param("uitkomst", Antwoord.GEACCEPTEERD.naam())
            .param("partners", partners)
            .param("ids", ids)
            // As text with its zone: an array of timestamps is sent as the wall clock of this
            // machine.
            .param(
                "momenten",
                bevestigingen.stream().map(een -> een.moment().toString()).toArray(String[]::new))
            .update();
    if (beantwoord == bevestigingen.size()) {
      return 0;
    }
    return jdbc.sql(
            """
            select count(*) from levering
            where uitkomst is null and (partner, bericht_id) in (
              select * from unnest(:partners::text[], :ids::uuid[]))""")
        .param("partners", partners)
        .param("ids", ids)
        .query(Long.class)
        .single();
  }

  /**
   * Notes the partner's final answer to an event whose term is not over.
   *
   * @return false when another answer stands, its term is over, or it was withheld: then {@link
   *     #beantwoordAlsnog} has its record
   */
  boolean beantwoordOpTijd(String partner, UUID id, String uitkomst, String reden, Instant moment) {
    return noteer("verstreken is null and uitkomst is null", partner, id, uitkomst, reden, moment);
  }

  /**
   * Notes the partner's final answer to an event whose term is over, with its record: its message
   * may stand where it cannot be taken now.
   *
   * @param leg writes the record; when that fails the answer is not noted
   * @return false when another answer stands, or its term is not over
   */
  @Transactional
  public boolean beantwoordTeLaat(
      String partner, UUID id, String uitkomst, String reden, Instant moment, Runnable leg) {
    if (!noteer("verstreken is not null", partner, id, uitkomst, reden, moment)) {
      return false;
    }
    leg.run();
    return true;
  }

  /** A database holds no NUL. */
  private static String zonderNul(String reden) {
    return reden == null ? null : reden.replace('\u0000', '\uFFFD');
  }

  private boolean noteer(
      String mits, String partner, UUID id, String uitkomst, String reden, Instant moment) {
    return jdbc.sql(
                """
                update levering
                set uitkomst = :uitkomst, reden = :reden, bevestigd = :moment, vast_tot = null
                where partner = :partner and bericht_id = :id
                  and (uitkomst is null or uitkomst in ('verlopen', 'ingehouden')) and %s"""
                    .formatted(mits))
            .param("partner", partner)
            .param("id", id)
            .param("uitkomst", uitkomst)
            .param("reden", zonderNul(reden))
            .param("moment", Timestamp.from(moment))
            .update()
        == 1;
  }

  /**
   * Notes what the partner answered by itself to what it got on paper, or has although it was
   * withheld; its record is written with it.
   *
   * @param reden why it refuses; null keeps how it was handed over
   * @param leg writes the record; when that fails nothing is noted
   * @return false when it was neither, or is answered already
   */
  @Transactional
  public boolean beantwoordAlsnog(
      String partner, UUID id, String uitkomst, String reden, Instant moment, Runnable leg) {
    boolean ingelezen =
        jdbc.sql(
                    """
                    update levering set uitkomst = :uitkomst, reden = coalesce(:reden, reden),
                      bevestigd = :moment
                    where partner = :partner and bericht_id = :id
                      and uitkomst in ('op-papier', 'ingehouden')""")
                .param("partner", partner)
                .param("id", id)
                .param("uitkomst", uitkomst)
                .param("reden", zonderNul(reden))
                .param("moment", Timestamp.from(moment))
                .update()
            == 1;
    if (ingelezen) {
      leg.run();
    }
    return ingelezen;
  }

  /** Those whose term is over and that still have to leave the partner's queue. */
  Set<UUID> verstreken(String partner) {
    return Set.copyOf(
        jdbc.sql(
                """
                select bericht_id from levering
                where partner = :partner and verstreken is not null and uitkomst is null""")
            .param("partner", partner)
            .query(UUID.class)
            .list());
  }

  /**
   * Takes back a refusal, because a person puts the event before the partner again. If the event
   * was withdrawn or corrected, the partner has to confirm that once more: it hears this again
   * after it. What the partner took stays so: then a second copy of it was refused.
   *
   * @return false when it stays as it was
   */
  @Transactional
  public boolean heropen(String partner, UUID id) {
    return heropen("uitkomst is distinct from 'geaccepteerd'", partner, id);
  }

  /**
   * The same for an order to offer again, together with its claim or not at all.
   *
   * @param alleenOnbeantwoord whether an answer of the partner stands
   * @param claim takes the event for this order; false when another one has it
   */
  @Transactional
  public Heropening heropen(
      String partner, UUID id, boolean alleenOnbeantwoord, BooleanSupplier claim) {
    if (!claim.getAsBoolean()) {
      return Heropening.VAN_EEN_ANDER;
    }
    return heropen(
            alleenOnbeantwoord ? "(uitkomst is null or uitkomst = 'verlopen')" : "true",
            partner,
            id)
        ? Heropening.OPEN
        : Heropening.BEANTWOORD;
  }

  /**
   * Opens what expired, and nothing that is open or answered.
   *
   * @return the delivery as it is then
   */
  @Transactional
  public Levering heropenVerlopen(String partner, UUID id) {
    heropen("uitkomst = 'verlopen'", partner, id);
    return zoek(partner, id).orElseThrow();
  }

  /** Which offering of this event to this partner the present one is; the first is 1. */
  int aanbod(String partner, UUID id) {
    return jdbc.sql("select aanbod from levering where partner = :partner and bericht_id = :id")
        .param("partner", partner)
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  /** What became of a wish to open a delivery again. */
  enum Heropening {
    OPEN,
    BEANTWOORD,
    VAN_EEN_ANDER
  }

  private boolean heropen(String mits, String partner, UUID id) {
    boolean heropend =
        jdbc.sql(
                    """
                    update levering
                    set uitkomst = null, reden = null, bevestigd = null, vast_tot = null,
                      papier_bundel = case when uitkomst is null then papier_bundel end,
                      heropend = :nu, aanbod = aanbod + 1,
                      gewaarschuwd = null, laatste_dag = null, waarschuwing = null,
                      verstreken = null, verlopen = null, verloop_gemeld = null
                    where partner = :partner and bericht_id = :id and %s"""
                        .formatted(mits))
                .param("partner", partner)
                .param("id", id)
                .param("nu", nu())
                .update()
            == 1;
    if (heropend) {
      jdbc.sql("update herroeping set afgerond = null where betreft = :id")
          .param("id", id)
          .update();
    }
    return heropend;
  }

  /** No copy of it stands on queue {@code verlopen} any more. */
  void isVanVerlopen(String partner, UUID id) {
    jdbc.sql(
            "update levering set op_verlopen = false where partner = :partner and bericht_id = :id")
        .param("partner", partner)
        .param("id", id)
        .update();
  }

  private static Levering lees(ResultSet rij, int nummer) throws SQLException {
    Timestamp verstreken = rij.getTimestamp("verstreken");
    return new Levering(
        rij.getObject("bericht_id", UUID.class),
        rij.getLong("volgnummer"),
        rij.getObject("correlatie_id", UUID.class),
        rij.getString("drager"),
        rij.getInt("keer"),
        rij.getInt("aanbod"),
        rij.getString("uitkomst"),
        rij.getString("reden"),
        verstreken == null ? null : verstreken.toInstant(),
        rij.getBoolean("op_verlopen"));
  }

  /** Whether it has a number, and neither an answer of its partner nor another end. */
  public boolean isOpen(String partner, UUID id) {
    return zoek(partner, id).filter(levering -> levering.uitkomst() == null).isPresent();
  }

  /** Whether it has a number and no end, or was withheld by an order that was cut off. */
  public boolean isInTeHouden(String partner, UUID id) {
    return zoek(partner, id)
        .filter(levering -> levering.uitkomst() == null || levering.isIngehouden())
        .isPresent();
  }

  /**
   * Which paper bundle it stands in that may be on its way to the partner.
   *
   * @return the number of the bundle, in words while it is being made; empty when it stands in none
   */
  public Optional<String> bundel(String partner, UUID id) {
    return jdbc.sql(
            """
            select coalesce(p.nummer::text, 'in de maak')
            from levering l left join papierbundel p on p.id = l.papier_bundel
            where l.partner = :partner and l.bericht_id = :id and l.uitkomst is null
              and l.papier_bundel is not null""")
        .param("partner", partner)
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /**
   * A person withholds it: the engine does not give it to the partner any more. No term of it runs
   * any more.
   *
   * @return false when it has another end, or no number, or stands in a paper bundle: what is in
   *     the file is posted with it
   */
  public boolean houdIn(String partner, UUID id) {
    return jdbc.sql(
                """
                update levering
                set uitkomst = 'ingehouden', reden = null, vast_tot = null,
                  gewaarschuwd = null, laatste_dag = null, waarschuwing = null,
                  verstreken = null, verlopen = null, verloop_gemeld = null
                where partner = :partner and bericht_id = :id and papier_bundel is null
                  and (uitkomst is null or uitkomst = 'ingehouden')""")
            .param("partner", partner)
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * A person withholds what expired: the partner, also when it read it, cannot ask for it by itself
   * any more. What of it stands on queue {@code verlopen} is taken off by a round of terms.
   *
   * @param leg writes the record; when that fails nothing is noted
   * @return false when it is no longer expired: it was offered again, or answered late
   */
  @Transactional
  public boolean houdVerlopenIn(String partner, UUID id, Consumer<Levering> leg) {
    boolean ingehouden =
        jdbc.sql(
                    """
                    update levering
                    set uitkomst = 'ingehouden', reden = null, gewaarschuwd = null,
                      laatste_dag = null, waarschuwing = null, verstreken = null, verlopen = null,
                      verloop_gemeld = null
                    where partner = :partner and bericht_id = :id and uitkomst = 'verlopen'""")
                .param("partner", partner)
                .param("id", id)
                .update()
            == 1;
    if (ingehouden) {
      leg.accept(zoek(partner, id).orElseThrow());
    }
    return ingehouden;
  }

  /** Partners at whom this event expired and is not answered. */
  public List<String> verlopenBij(UUID id) {
    return jdbc.sql(
            """
            select partner from levering where bericht_id = :id and uitkomst = 'verlopen'
            order by partner""")
        .param("id", id)
        .query(String.class)
        .list();
  }

  /** The partner refused it, and nobody puts it before the partner again. */
  public void blijftGeweigerd(String partner, UUID id) {
    geweigerd(partner, id, null, clock.instant());
  }

  /**
   * The partner refused it; an answer that stands already counts.
   *
   * @return false when the partner took it: then this is about a second copy
   */
  public boolean geweigerd(String partner, UUID id, String reden, Instant moment) {
    beantwoord(partner, id, Antwoord.GEWEIGERD.naam(), reden, moment);
    return zoek(partner, id)
        .filter(levering -> Antwoord.GEACCEPTEERD.naam().equals(levering.uitkomst()))
        .isEmpty();
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
