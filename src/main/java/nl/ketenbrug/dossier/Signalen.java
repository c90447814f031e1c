package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * How far a source was read that tells about which organisations something changed, and which of
 * its signals are still to be fetched. A reading goes page by page and its place is kept here, so
 * that another engine, or this one after a restart, goes on where it was. Several engines share it:
 * a turn is taken by moving it forward.
 */
@Repository
public class Signalen {

  /** A signal that was set apart is counted for so long. */
  private static final Duration APART = Duration.ofDays(30);

  /** By how much the clock of the source may be ahead before its moments say nothing. */
  private static final Duration KLOKVERSCHIL = Duration.ofMinutes(5);

  /** Code of a signal that a page named without a number that can be read. */
  public static final String ONLEESBAAR = "signaal-onleesbaar";

  /** How often a signal is tried before later ones of its organisation no longer wait for it. */
  public static final int ORDE = 6;

  /** A source that gave another signal since then is not out. */
  private static final Duration BEREIKBAAR = Duration.ofDays(1);

  /**
   * A running attachment that was known when the signal came about, at who has its number or
   * against it. An attachment from before its first event was kept, ran already.
   */
  private static final String BETREFT =
      """
       b.status <> 'beeindigd' and (b.derde_beslagene = :kvk or b.dossier = :schuldenaar)
      and (b.eerste_bericht is null or b.eerste_bericht <= :grens) """;

  /** And its dossier was not told yet. */
  private static final String ONVERTELD =
      BETREFT
          + """
      and not exists (select 1 from afleiding a
        where a.sleutel = concat(cast(:bron as text), '|', cast(:kenmerk as text), '|', b.dossier)) """;

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Clock clock;
  private final Brontempo tempo;

  Signalen(JdbcClient jdbc, Kluis kluis, Clock clock) {
    this.jdbc = jdbc;
    this.kluis = kluis;
    this.clock = clock;
    this.tempo = new Brontempo(jdbc, clock);
  }

  /**
   * A turn to read a page.
   *
   * @param abonnement number of the subscription at the source; null when it is not known yet
   * @param vanaf signals of this moment and later are asked
   * @param bladzijde from 1
   * @param totaal signals that the source said to have at the page before; null when it did not
   * @param vorige hash of the signals on the page before; null at the first
   * @param gelezen signals on the pages before
   * @param tot when it is asked again if nothing comes of this
   */
  public record Lezing(
      String abonnement,
      Instant vanaf,
      int bladzijde,
      Long totaal,
      String vorige,
      long gelezen,
      Instant tot) {}

  /**
   * A signal as a page names it.
   *
   * @param vestigingsnummer null when it names none
   * @param soort value of the canonical model, or the word of the source for what is none of them
   */
  public record Signaal(
      String kenmerk, String kvkNummer, String vestigingsnummer, String soort, Instant moment) {}

  /**
   * What a page held.
   *
   * @param signalen that can be read
   * @param aantal with those that cannot
   * @param hash of the signals on it
   * @param totaal signals that the source says to have, or null
   */
  public record Bladzijde(Collection<Signaal> signalen, int aantal, String hash, Long totaal) {}

  /**
   * A turn to fetch a signal.
   *
   * @param abonnement number of the subscription at the source
   * @param hopeloos it has been refused for thirty days, and the source gave others
   * @param tot when it is asked again if nothing comes of this
   */
  public record Beurt(
      String abonnement, Signaal signaal, int pogingen, boolean hopeloos, Instant tot) {}

  /**
   * Takes the turn to read the next page, when it has come and the source may be asked. A reading
   * begins some time before the newest signal known, never before following began, and never in a
   * time to come: a clock that was ahead must not make us blind.
   *
   * @param overlap how long before
   * @param langst no turn waits longer; one that would was set by a clock that was wrong
   */
  @Transactional
  public Optional<Lezing> neemLezing(
      String bron, int perMinuut, Duration overlap, Duration uitstel, Duration langst) {
    jdbc.sql(
            """
            insert into signaalstand (bron, begin, tot, beurt)
            values (:bron, date_trunc('second', cast(:nu as timestamptz)), :nu, :nu)
            on conflict do nothing""")
        .param("bron", bron)
        .param("nu", nu())
        .update();
    if (tempo.over(bron, perMinuut) == 0) {
      return Optional.empty();
    }
    Optional<Lezing> lezing =
        jdbc.sql(
                """
                update signaalstand set beurt = :daarna, begin = least(begin, :nu),
                  lezing_begin = least(lezing_begin, :nu),
                  lezing_vanaf = coalesce(lezing_vanaf,
                    greatest(least(begin, :nu), least(tot, :nu) - make_interval(secs => :overlap)))
                where bron = :bron and (beurt <= :nu or beurt > :langst)
                returning abonnement, lezing_vanaf, bladzijde, totaal, vorige, gelezen, beurt""")
            .param("bron", bron)
            .param("nu", nu())
            .param("overlap", overlap.toSeconds())
            .param("langst", Timestamp.from(clock.instant().plus(langst)))
            .param("daarna", Timestamp.from(clock.instant().plus(uitstel)))
            .query(
                (rij, nummer) ->
                    new Lezing(
                        rij.getString("abonnement"),
                        moment(rij, "lezing_vanaf"),
                        rij.getInt("bladzijde"),
                        rij.getObject("totaal", Long.class),
                        rij.getString("vorige"),
                        rij.getLong("gelezen"),
                        moment(rij, "beurt")))
            .optional();
    tempo.tel(bron, lezing.isPresent() ? 1 : 0);
    return lezing;
  }

  /** The number of our subscription; the next page may be read at once. */
  public void abonnement(String bron, Lezing lezing, String abonnement) {
    jdbc.sql(
            """
            update signaalstand set abonnement = :abonnement, beurt = :nu
            where bron = :bron and beurt = :genomen""")
        .param("abonnement", abonnement)
        .param("nu", nu())
        .param("bron", bron)
        .param("genomen", Timestamp.from(lezing.tot()))
        .update();
  }

  /**
   * Takes in a page: keeps the signals about organisations that a dossier knows, once each, and
   * counts the others. Only with them the place moves on.
   *
   * @param daarna when the next reading begins if this was the last page; null when another follows
   * @return how many are kept that were not yet
   */
  @Transactional
  public int neem(String bron, Lezing lezing, Bladzijde bladzijde, Instant daarna) {
    Optional<Instant> tot = vergrendel(bron, lezing);
    if (tot.isEmpty()) {
      // Held up past its turn: another engine reads this page.
      return 0;
    }
    int nieuw = 0;
    int ongevolgd = 0;
    Instant nieuwste = null;
    for (Signaal signaal : bladzijde.signalen()) {
      if (isBekend(signaal)) {
        nieuw += bewaar(bron, lezing, signaal);
      } else if (signaal.moment().isAfter(tot.get())) {
        // Else it was counted by the reading before.
        ongevolgd++;
      }
      // A moment to come is no place to read on from.
      if (!signaal.moment().isAfter(clock.instant().plus(KLOKVERSCHIL))
          && (nieuwste == null || signaal.moment().isAfter(nieuwste))) {
        nieuwste = signaal.moment();
      }
    }
    jdbc.sql(
            """
            update signaalstand set bladzijde = bladzijde + 1, vorige = :hash, totaal = :totaal,
              nieuwste = greatest(nieuwste, cast(:nieuwste as timestamptz)),
              lezing_ongevolgd = lezing_ongevolgd + :ongevolgd, gelezen = gelezen + :gelezen,
              beurt = :nu
            where bron = :bron""")
        .param("hash", bladzijde.hash())
        .param("totaal", bladzijde.totaal(), Types.BIGINT)
        .param("nieuwste", nieuwste == null ? null : Timestamp.from(nieuwste), Types.TIMESTAMP)
        .param("ongevolgd", ongevolgd)
        .param("gelezen", bladzijde.aantal())
        .param("nu", nu())
        .param("bron", bron)
        .update();
    if (daarna != null) {
      rondAf(bron, lezing, daarna);
    }
    return nieuw;
  }

  /** This turn, locked; empty when it is not this turn any more. */
  private Optional<Instant> vergrendel(String bron, Lezing lezing) {
    return jdbc.sql(
            "select tot from signaalstand where bron = :bron and beurt = :genomen for update")
        .param("bron", bron)
        .param("genomen", Timestamp.from(lezing.tot()))
        .query((rij, nummer) -> moment(rij, "tot"))
        .optional();
  }

  /** Keeps the signals of a page that is no place to read on from. */
  @Transactional
  public void bewaar(String bron, Lezing lezing, Collection<Signaal> signalen) {
    if (vergrendel(bron, lezing).isPresent()) {
      signalen.stream().filter(this::isBekend).forEach(signaal -> bewaar(bron, lezing, signaal));
    }
  }

  /**
   * One that was told is taken up again for a dossier that came in since, one that is open under
   * the subscription that names it now, and one that could not be read when it can.
   */
  private int bewaar(String bron, Lezing lezing, Signaal signaal) {
    return betreft(
            """
            insert into signaal (bron, kenmerk, kvk_nummer, vestigingsnummer, soort, abonnement,
              moment, beurt)
            values (:bron, :kenmerk, :kvk, :vestiging, :soort, :abonnement, :moment, :nu)
            on conflict (bron, kenmerk) do update
              set kvk_nummer = excluded.kvk_nummer, vestigingsnummer = excluded.vestigingsnummer,
                soort = excluded.soort, moment = excluded.moment, code = null,
                abonnement = excluded.abonnement, beurt = excluded.beurt, klaar = null,
                pogingen = 0, geweigerd = null, vrij = false
              where (signaal.code is null or signaal.code = '%s') and case when signaal.klaar is null
                then signaal.abonnement <> excluded.abonnement
                else exists (select 1 from beslag b where %s) end"""
                .formatted(ONLEESBAAR, ONVERTELD),
            signaal)
        .param("bron", bron)
        .param("kenmerk", signaal.kenmerk())
        .param("vestiging", signaal.vestigingsnummer())
        .param("soort", signaal.soort())
        .param("abonnement", lezing.abonnement())
        .param("moment", Timestamp.from(signaal.moment()))
        .param("nu", nu())
        .update();
  }

  private void rondAf(String bron, Lezing lezing, Instant daarna) {
    jdbc.sql(
            """
            update signaalstand
            set tot = greatest(least(tot, :nu),
                case when nieuwste is not null then least(nieuwste, lezing_begin) end),
              lezing_vanaf = null, lezing_begin = null, gelezen = 0, pogingen = 0,
              bladzijde = 1, vorige = null, totaal = null, nieuwste = null, gelukt = :nu,
              ongevolgd = ongevolgd + lezing_ongevolgd, lezing_ongevolgd = 0, beurt = :daarna
            where bron = :bron""")
        .param("nu", nu())
        .param("daarna", Timestamp.from(daarna))
        .param("bron", bron)
        .update();
    jdbc.sql("update signaal set vrij = true where bron = :bron and klaar is null and not vrij")
        .param("bron", bron)
        .update();
    // What the reading just done could not name, no later one can.
    jdbc.sql(
            """
            delete from signaal
            where bron = :bron and klaar is not null and moment < :vanaf
              and (code is null or klaar < :apart)""")
        .param("bron", bron)
        .param("vanaf", Timestamp.from(lezing.vanaf().minus(KLOKVERSCHIL)))
        .param("apart", Timestamp.from(clock.instant().minus(APART)))
        .update();
  }

  /**
   * The source could not say what is new; the reading keeps its place.
   *
   * @param daarna when it is asked again, by how often it failed since a reading was finished
   * @return how often; 0 when it was not this turn any more
   */
  @Transactional
  public int mislukt(String bron, Lezing lezing, IntFunction<Instant> daarna) {
    Optional<Integer> vaak =
        jdbc.sql(
                """
            update signaalstand set pogingen = pogingen + 1
            where bron = :bron and beurt = :genomen returning pogingen""")
            .param("bron", bron)
            .param("genomen", Timestamp.from(lezing.tot()))
            .query(Integer.class)
            .optional();
    vaak.ifPresent(
        pogingen ->
            jdbc.sql("update signaalstand set beurt = :beurt where bron = :bron")
                .param("beurt", Timestamp.from(daarna.apply(pogingen)))
                .param("bron", bron)
                .update());
    return vaak.orElse(0);
  }

  /**
   * The source refused, or answered what is no page: as {@link #mislukt}, and the next reading
   * begins at its first page.
   *
   * @param abonnementWeg whether the source is to name our subscription again
   */
  @Transactional
  public int geweigerd(
      String bron, Lezing lezing, boolean abonnementWeg, IntFunction<Instant> daarna) {
    // The turn stays this one for what follows.
    jdbc.sql(
            """
            update signaalstand set bladzijde = 1, vorige = null, totaal = null, nieuwste = null,
              lezing_ongevolgd = 0, gelezen = 0, lezing_vanaf = null, lezing_begin = null,
              abonnement = case when :weg then null else abonnement end
            where bron = :bron and beurt = :genomen""")
        .param("weg", abonnementWeg)
        .param("bron", bron)
        .param("genomen", Timestamp.from(lezing.tot()))
        .update();
    return mislukt(bron, lezing, daarna);
  }

  /**
   * Takes the turn to fetch the oldest signal whose turn it is. Of one organisation they go in the
   * order of the source, and none goes before its reading is done: an older one may still be on the
   * next page. Neither holds for ever: a reading or a signal that fails {@link #ORDE} times holds
   * up no other.
   *
   * @param langst as {@link #neemLezing}
   */
  @Transactional
  public Optional<Beurt> neemSignaal(
      String bron, int perMinuut, Duration uitstel, Duration langst) {
    if (tempo.over(bron, perMinuut) == 0) {
      return Optional.empty();
    }
    Optional<Beurt> beurt =
        jdbc.sql(
                """
                with genomen as materialized (
                  select s.kenmerk, t.opgehaald from signaal s
                  join signaalstand t on t.bron = s.bron
                  where s.bron = :bron and s.klaar is null and (s.beurt <= :nu or s.beurt > :langst)
                    and (s.vrij or t.pogingen >= :orde)
                    and (t.rust is null or t.rust <= :nu or t.rust > :langst)
                    and not exists (select 1 from signaal e
                      where e.bron = s.bron and e.klaar is null and e.kvk_nummer = s.kvk_nummer
                        and e.pogingen < :orde
                        and (e.moment, e.kenmerk) < (s.moment, s.kenmerk))
                  order by s.pogingen >= :orde, s.moment, s.kenmerk
                  limit 1 for update of s skip locked)
                update signaal v set beurt = :daarna from genomen g
                where v.bron = :bron and v.kenmerk = g.kenmerk
                returning v.*,
                  coalesce(v.geweigerd < :lang and g.opgehaald > :kort, false) as hopeloos""")
            .param("bron", bron)
            .param("orde", ORDE)
            .param("lang", Timestamp.from(clock.instant().minus(APART)))
            .param("kort", Timestamp.from(clock.instant().minus(BEREIKBAAR)))
            .param("nu", nu())
            .param("langst", Timestamp.from(clock.instant().plus(langst)))
            .param("daarna", Timestamp.from(clock.instant().plus(uitstel)))
            .query(Signalen::beurt)
            .optional();
    tempo.tel(bron, beurt.isPresent() ? 1 : 0);
    return beurt;
  }

  private static Beurt beurt(ResultSet rij, int nummer) throws SQLException {
    return new Beurt(
        rij.getString("abonnement"),
        new Signaal(
            rij.getString("kenmerk"),
            rij.getString("kvk_nummer"),
            rij.getString("vestigingsnummer"),
            rij.getString("soort"),
            moment(rij, "moment")),
        rij.getInt("pogingen"),
        rij.getBoolean("hopeloos"),
        moment(rij, "beurt"));
  }

  /**
   * The turn goes on as long as its work does.
   *
   * @return empty when another engine has it
   */
  public Optional<Beurt> verleng(String bron, Beurt beurt, Duration uitstel) {
    // As the database keeps it.
    Instant tot = clock.instant().plus(uitstel).truncatedTo(ChronoUnit.MICROS);
    return schuif(bron, beurt, "beurt = :daarna", tot) == 0
        ? Optional.empty()
        : Optional.of(
            new Beurt(
                beurt.abonnement(), beurt.signaal(), beurt.pogingen(), beurt.hopeloos(), tot));
  }

  /** The source gave a signal: it is not out. */
  public void opgehaald(String bron) {
    jdbc.sql(
            """
            update signaalstand set opgehaald = :nu, storingen = 0, rust = null
            where bron = :bron""")
        .param("nu", nu())
        .param("bron", bron)
        .update();
  }

  /**
   * The source could not answer: it is asked for no signal for a while.
   *
   * @param daarna until when, by how often in a row
   */
  @Transactional
  public void rust(String bron, IntFunction<Instant> daarna) {
    int storingen =
        jdbc.sql(
                """
                update signaalstand set storingen = storingen + 1 where bron = :bron
                returning storingen""")
            .param("bron", bron)
            .query(Integer.class)
            .single();
    jdbc.sql("update signaalstand set rust = :daarna where bron = :bron")
        .param("daarna", Timestamp.from(daarna.apply(storingen)))
        .param("bron", bron)
        .update();
  }

  /** It was told to every dossier. */
  public void verteld(String bron, Signaal signaal) {
    klaar(bron, signaal, null);
  }

  /** Nothing comes of it any more; kept for thirty days, for whoever must find out. */
  public void zetApart(String bron, Signaal signaal, String code) {
    klaar(bron, signaal, code);
  }

  private void klaar(String bron, Signaal signaal, String code) {
    jdbc.sql(
            """
            update signaal set klaar = :nu, code = :code,
              kvk_nummer = case when :apart then kvk_nummer end,
              vestigingsnummer = case when :apart then vestigingsnummer end
            where bron = :bron and kenmerk = :kenmerk and klaar is null""")
        .param("nu", nu())
        .param("code", code)
        .param("apart", code != null)
        .param("bron", bron)
        .param("kenmerk", signaal.kenmerk())
        .update();
  }

  /**
   * A page named something of which not even the number can be read.
   *
   * @return false when that was known
   */
  public boolean onleesbaar(String bron, String kenmerk) {
    return jdbc.sql(
                """
                insert into signaal (bron, kenmerk, soort, moment, beurt, klaar, code)
                values (:bron, :kenmerk, 'onbekend', :nu, :nu, :nu, :code)
                on conflict do nothing""")
            .param("bron", bron)
            .param("kenmerk", kenmerk)
            .param("nu", nu())
            .param("code", ONLEESBAAR)
            .update()
        == 1;
  }

  /** The source was asked and could not answer, which is no refusal. */
  public void nietGegeven(String bron, Beurt beurt, Instant daarna) {
    schuif(bron, beurt, "pogingen = pogingen + 1, geweigerd = null, beurt = :daarna", daarna);
  }

  /**
   * Nothing came of it yet.
   *
   * @param sinds whether it counts from now on as refused
   */
  public void signaalMislukt(String bron, Beurt beurt, boolean sinds, Instant daarna) {
    String geweigerd = sinds ? ", geweigerd = coalesce(geweigerd, :nu)" : "";
    schuif(bron, beurt, "pogingen = pogingen + 1, beurt = :daarna" + geweigerd, daarna);
  }

  /** It was told, but not to every dossier: what comes later of its organisation waits no more. */
  public void deelsVerteld(String bron, Beurt beurt, Instant daarna) {
    schuif(
        bron,
        beurt,
        "pogingen = greatest(pogingen + 1, %d), beurt = :daarna, geweigerd = coalesce(geweigerd, :nu)"
            .formatted(ORDE),
        daarna);
  }

  /** Does nothing when another engine has its turn. */
  private int schuif(String bron, Beurt beurt, String wat, Instant daarna) {
    return jdbc.sql(
            """
            update signaal set %s
            where bron = :bron and kenmerk = :kenmerk and klaar is null and beurt = :genomen"""
                .formatted(wat))
        .param("nu", nu())
        .param("daarna", Timestamp.from(daarna))
        .param("bron", bron)
        .param("kenmerk", beurt.signaal().kenmerk())
        .param("genomen", Timestamp.from(beurt.tot()))
        .update();
  }

  private boolean isBekend(Signaal signaal) {
    return is(
        betreft("select exists (select 1 from beslag b where %s)".formatted(BETREFT), signaal));
  }

  /** Whether an attachment in this dossier makes the signal its business. */
  public boolean betreft(Dossiersleutel dossier, Signaal signaal) {
    return is(
        betreft(
                "select exists (select 1 from beslag b where b.dossier = :dossier and %s)"
                    .formatted(BETREFT),
                signaal)
            .param("dossier", dossier.value()));
  }

  /**
   * The dossiers that are to hear of a signal and did not yet: with a running attachment at whoever
   * has its KvK number, or against it, that was known when it came about; never by a name or
   * another number. In a fixed order, so that two engines lock them alike.
   *
   * @param na only those behind this one; null for the first
   */
  public List<Dossiersleutel> teVertellen(
      String bron, Signaal signaal, Dossiersleutel na, int hoogstens) {
    return betreft(
            """
            select distinct b.dossier from beslag b where %s and b.dossier > :na
            order by b.dossier limit :hoogstens"""
                .formatted(ONVERTELD),
            signaal)
        .param("bron", bron)
        .param("kenmerk", signaal.kenmerk())
        .param("na", na == null ? "" : na.value())
        .param("hoogstens", hoogstens)
        .query(String.class)
        .list()
        .stream()
        .map(Dossiersleutel::new)
        .toList();
  }

  private JdbcClient.StatementSpec betreft(String sql, Signaal signaal) {
    return jdbc.sql(sql)
        .param("kvk", signaal.kvkNummer())
        .param("schuldenaar", kluis.dossierVanOrganisatie(signaal.kvkNummer()).value())
        // The last id that a message of that millisecond can have.
        .param("grens", new UUID(signaal.moment().toEpochMilli() << 16 | 0xFFFF, -1L));
  }

  private static boolean is(JdbcClient.StatementSpec vraag) {
    return vraag.query(Boolean.class).single();
  }

  /** The running attachments of this dossier at whoever has this KvK number, by registration. */
  public List<String> beslagenBij(Dossiersleutel dossier, String kvkNummer) {
    return jdbc.sql(
            """
            select registratie_id from beslag
            where dossier = :dossier and derde_beslagene = :kvk and status <> 'beeindigd'
            order by registratie_id""")
        .param("dossier", dossier.value())
        .param("kvk", kvkNummer)
        .query(String.class)
        .list();
  }

  /** The dossier of the organisation with this KvK number itself, whether there is one or not. */
  public Dossiersleutel schuldenaar(String kvkNummer) {
    return kluis.dossierVanOrganisatie(kvkNummer);
  }

  /**
   * For who watches.
   *
   * @param sinds the last reading that was finished; when following began if none was; null when it
   *     did not begin
   * @param open signals to be told still
   * @param apart signals of which no event could be made, in the last thirty days
   * @param ongevolgd signals about organisations that no dossier knows, since following began
   */
  public record Stand(Instant sinds, long open, long apart, long ongevolgd) {}

  public Stand stand(String bron) {
    return jdbc.sql(
            """
            select (select coalesce(gelukt, begin) from signaalstand where bron = :bron) as sinds,
              (select count(*) from signaal where bron = :bron and klaar is null) as open,
              (select count(*) from signaal
                where bron = :bron and code is not null and klaar > :apart) as apart,
              coalesce((select ongevolgd from signaalstand where bron = :bron), 0) as ongevolgd""")
        .param("bron", bron)
        .param("apart", Timestamp.from(clock.instant().minus(APART)))
        .query(
            (rij, nummer) ->
                new Stand(
                    moment(rij, "sinds"),
                    rij.getLong("open"),
                    rij.getLong("apart"),
                    rij.getLong("ongevolgd")))
        .single();
  }

  private static Instant moment(ResultSet rij, String kolom) throws SQLException {
    OffsetDateTime moment = rij.getObject(kolom, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
