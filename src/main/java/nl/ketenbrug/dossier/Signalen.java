package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
   * @param tot when it is asked again if nothing comes of this
   */
  public record Lezing(
      String abonnement, Instant vanaf, int bladzijde, Long totaal, String vorige, Instant tot) {}

  /**
   * A signal as a page names it.
   *
   * @param vestigingsnummer null when it names none
   * @param soort value of the canonical model
   */
  public record Signaal(
      String kenmerk, String kvkNummer, String vestigingsnummer, String soort, Instant moment) {}

  /**
   * A turn to fetch a signal.
   *
   * @param abonnement number of the subscription at the source
   * @param tot when it is asked again if nothing comes of this
   */
  public record Beurt(String abonnement, Signaal signaal, int pogingen, Instant tot) {}

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
                update signaalstand set beurt = :daarna,
                  lezing_vanaf = coalesce(lezing_vanaf,
                    greatest(begin, least(tot, :nu) - make_interval(secs => :overlap)))
                where bron = :bron and (beurt <= :nu or beurt > :langst)
                returning abonnement, lezing_vanaf, bladzijde, totaal, vorige, beurt""")
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
   * @param hash of the signals on it
   * @param totaal signals that the source says to have, or null
   * @param daarna when the next reading begins if this was the last page; null when another follows
   * @return how many are kept that were not yet
   */
  @Transactional
  public int neem(
      String bron,
      Lezing lezing,
      Collection<Signaal> signalen,
      String hash,
      Long totaal,
      Instant daarna) {
    Optional<Instant> tot = vergrendel(bron, lezing);
    if (tot.isEmpty()) {
      // Held up past its turn: another engine reads this page.
      return 0;
    }
    int nieuw = 0;
    int ongevolgd = 0;
    Instant nieuwste = null;
    for (Signaal signaal : signalen) {
      if (isBekend(signaal.kvkNummer())) {
        nieuw += bewaar(bron, signaal);
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
              lezing_ongevolgd = lezing_ongevolgd + :ongevolgd, pogingen = 0, beurt = :nu
            where bron = :bron""")
        .param("hash", hash)
        .param("totaal", totaal, Types.BIGINT)
        .param("nieuwste", nieuwste == null ? null : Timestamp.from(nieuwste), Types.TIMESTAMP)
        .param("ongevolgd", ongevolgd)
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

  private int bewaar(String bron, Signaal signaal) {
    return jdbc.sql(
            """
            insert into signaal (bron, kenmerk, kvk_nummer, vestigingsnummer, soort, moment, beurt)
            values (:bron, :kenmerk, :kvk, :vestiging, :soort, :moment, :nu)
            on conflict do nothing""")
        .param("bron", bron)
        .param("kenmerk", signaal.kenmerk())
        .param("kvk", signaal.kvkNummer())
        .param("vestiging", signaal.vestigingsnummer())
        .param("soort", signaal.soort())
        .param("moment", Timestamp.from(signaal.moment()))
        .param("nu", nu())
        .update();
  }

  private void rondAf(String bron, Lezing lezing, Instant daarna) {
    jdbc.sql(
            """
            update signaalstand set tot = greatest(least(tot, :nu), nieuwste), lezing_vanaf = null,
              bladzijde = 1, vorige = null, totaal = null, nieuwste = null, gelukt = :nu,
              ongevolgd = ongevolgd + lezing_ongevolgd, lezing_ongevolgd = 0, beurt = :daarna
            where bron = :bron""")
        .param("nu", nu())
        .param("daarna", Timestamp.from(daarna))
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

  /** The source has fewer signals than at the page before: pages moved, so all are read again. */
  public void leesOpnieuw(String bron, Lezing lezing) {
    begin(bron, lezing, "beurt = :nu");
  }

  /**
   * The source could not say what is new; the reading keeps its place.
   *
   * @param daarna when it is asked again, by how often in a row it failed
   */
  @Transactional
  public void mislukt(String bron, Lezing lezing, IntFunction<Instant> daarna) {
    jdbc.sql(
            """
            update signaalstand set pogingen = pogingen + 1
            where bron = :bron and beurt = :genomen returning pogingen""")
        .param("bron", bron)
        .param("genomen", Timestamp.from(lezing.tot()))
        .query(Integer.class)
        .optional()
        .ifPresent(
            pogingen ->
                jdbc.sql("update signaalstand set beurt = :beurt where bron = :bron")
                    .param("beurt", Timestamp.from(daarna.apply(pogingen)))
                    .param("bron", bron)
                    .update());
  }

  /**
   * The source refused, or answered what is no page: as {@link #mislukt}, and the next reading
   * begins at its first page, with the subscription that the source then names.
   */
  @Transactional
  public void geweigerd(String bron, Lezing lezing, IntFunction<Instant> daarna) {
    // The turn stays this one for what follows.
    begin(bron, lezing, "lezing_vanaf = null, abonnement = null");
    mislukt(bron, lezing, daarna);
  }

  private void begin(String bron, Lezing lezing, String ook) {
    jdbc.sql(
            """
            update signaalstand set bladzijde = 1, vorige = null, totaal = null, nieuwste = null,
              lezing_ongevolgd = 0, %s
            where bron = :bron and beurt = :genomen"""
                .formatted(ook))
        .param("nu", nu())
        .param("bron", bron)
        .param("genomen", Timestamp.from(lezing.tot()))
        .update();
  }

  /**
   * Takes the turn to fetch the oldest signal whose turn it is. Of one organisation they go in the
   * order of the source, and none goes while pages are read: an older one may still be on the next.
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
                  select s.kenmerk, t.abonnement from signaal s
                  join signaalstand t on t.bron = s.bron
                  where s.bron = :bron and s.klaar is null and (s.beurt <= :nu or s.beurt > :langst)
                    and t.lezing_vanaf is null and t.abonnement is not null
                    and not exists (select 1 from signaal e
                      where e.bron = s.bron and e.klaar is null and e.kvk_nummer = s.kvk_nummer
                        and (e.moment, e.kenmerk) < (s.moment, s.kenmerk))
                  order by s.moment, s.kenmerk limit 1 for update of s skip locked)
                update signaal v set beurt = :daarna from genomen g
                where v.bron = :bron and v.kenmerk = g.kenmerk
                returning g.abonnement, v.*""")
            .param("bron", bron)
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
        moment(rij, "beurt"));
  }

  /** It was told to every dossier. */
  public void verteld(String bron, Signaal signaal) {
    klaar(bron, signaal, null);
  }

  /** Nothing comes of it any more; whoever watches sees it counted. */
  public void zetApart(String bron, Signaal signaal, String code) {
    klaar(bron, signaal, code);
  }

  private void klaar(String bron, Signaal signaal, String code) {
    jdbc.sql(
            """
            update signaal set klaar = :nu, code = :code, kvk_nummer = null, vestigingsnummer = null
            where bron = :bron and kenmerk = :kenmerk and klaar is null""")
        .param("nu", nu())
        .param("code", code)
        .param("bron", bron)
        .param("kenmerk", signaal.kenmerk())
        .update();
  }

  /** Nothing came of it yet; does nothing when another engine has its turn. */
  public void signaalMislukt(String bron, Beurt beurt, Instant daarna) {
    jdbc.sql(
            """
            update signaal set pogingen = pogingen + 1, beurt = :daarna
            where bron = :bron and kenmerk = :kenmerk and klaar is null and beurt = :genomen""")
        .param("daarna", Timestamp.from(daarna))
        .param("bron", bron)
        .param("kenmerk", beurt.signaal().kenmerk())
        .param("genomen", Timestamp.from(beurt.tot()))
        .update();
  }

  private boolean isBekend(String kvkNummer) {
    return !dossiers(kvkNummer).isEmpty();
  }

  /**
   * The dossiers with a running attachment at whoever has this KvK number, or against it; never by
   * a name or another number. In a fixed order, so that two engines lock them alike.
   */
  public List<Dossiersleutel> dossiers(String kvkNummer) {
    return jdbc
        .sql(
            """
            select distinct dossier from beslag
            where status <> 'beeindigd' and (derde_beslagene = :kvk or dossier = :schuldenaar)
            order by dossier""")
        .param("kvk", kvkNummer)
        .param("schuldenaar", kluis.dossierVanOrganisatie(kvkNummer).value())
        .query(String.class)
        .list()
        .stream()
        .map(Dossiersleutel::new)
        .toList();
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

  /** Whether this is the dossier of the organisation with this KvK number itself. */
  public boolean isSchuldenaar(Dossiersleutel dossier, String kvkNummer) {
    return kluis.dossierVanOrganisatie(kvkNummer).equals(dossier);
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
