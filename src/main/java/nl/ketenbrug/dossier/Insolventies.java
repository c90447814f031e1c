package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * How far a register was taken in, which of its cases are still to be asked, and what it last said
 * about each. Several engines share it: a turn is taken by moving it forward, so that one who stops
 * halfway only costs time.
 */
@Repository
public class Insolventies {

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Clock clock;
  private final Brontempo tempo;

  Insolventies(JdbcClient jdbc, Kluis kluis, Clock clock) {
    this.jdbc = jdbc;
    this.kluis = kluis;
    this.clock = clock;
    this.tempo = new Brontempo(jdbc, clock);
  }

  /**
   * Up to which moment of the register's own clock everything was taken in.
   *
   * @param gewijzigdSinds null when nothing was, or everything is to be loaded again
   * @param verwijderdSinds null when nothing was
   */
  public record Stand(Instant gewijzigdSinds, Instant verwijderdSinds) {}

  /**
   * A case as the register last gave it.
   *
   * @param versie higher with each answer that changed something, also after a removal
   * @param inhoud canonical {@code Insolventie}
   */
  public record Zaak(Zaaksleutel zaak, long versie, String inhoud) {}

  public Zaaksleutel sleutel(String nummer) {
    return new Zaaksleutel(kluis.kenmerk("zaak", nummer));
  }

  /**
   * Whether registers are followed.
   *
   * @param sinds up to when the one furthest behind was taken in; the epoch when it never was
   * @param vastgelopen cases that could not be taken in three times in a row or more, and removals
   *     of which somebody could not be told yet
   */
  public record Achterstand(Instant sinds, long vastgelopen) {}

  public Achterstand achterstand() {
    return jdbc.sql(
            """
            select (select coalesce(min(coalesce(gewijzigd_sinds, 'epoch')), 'epoch')
                    from registerstand),
              (select count(*) from registervraag where pogingen >= 3)
                + (select count(*) from verdwijning_open)""")
        .query((rij, nummer) -> new Achterstand(moment(rij, 1), rij.getLong(2)))
        .single();
  }

  /**
   * By the clock of the database, which all engines share: what was asked or removed first may not
   * depend on the clock of who did it.
   */
  public Instant moment() {
    return jdbc.sql("select clock_timestamp()").query((rij, nummer) -> moment(rij, 1)).single();
  }

  /** How far this register was taken in. */
  public Stand stand(String bron) {
    return jdbc.sql(
            """
            select gewijzigd_sinds, verwijderd_sinds from registerstand where bron = :bron""")
        .param("bron", bron)
        .query((rij, nummer) -> new Stand(moment(rij, 1), moment(rij, 2)))
        .optional()
        .orElse(new Stand(null, null));
  }

  /**
   * Takes the turn to ask what changed, when it has come and nobody else has it.
   *
   * @param uitstel until the turn comes back, should this engine stop halfway
   */
  @Transactional
  public boolean neemBeurt(String bron, Duration uitstel) {
    jdbc.sql(
            """
            insert into registerstand (bron, beurt) values (:bron, :nu) on conflict do nothing""")
        .param("bron", bron)
        .param("nu", nu())
        .update();
    return jdbc.sql("update registerstand set beurt = :daarna where bron = :bron and beurt <= :nu")
            .param("bron", bron)
            .param("nu", nu())
            .param("daarna", Timestamp.from(clock.instant().plus(uitstel)))
            .update()
        == 1;
  }

  /** Removals up to this moment were taken in. */
  public void verwijderdTot(String bron, Instant moment) {
    jdbc.sql("update registerstand set verwijderd_sinds = :moment where bron = :bron")
        .param("moment", Timestamp.from(moment))
        .param("bron", bron)
        .update();
  }

  /**
   * Notes which cases are to be asked, and only with them that the register was asked up to this
   * moment.
   *
   * @param kenmerken publications, one of each case that changed
   * @param rustig that they are to be asked at quiet hours only, for they are everything there is
   * @param moment of the register
   * @param beurt when it is asked again
   */
  @Transactional
  public void gewijzigdTot(
      String bron, Collection<String> kenmerken, boolean rustig, Instant moment, Instant beurt) {
    kenmerken.forEach(kenmerk -> vraag(bron, kenmerk, rustig));
    jdbc.sql(
            """
            update registerstand set gewijzigd_sinds = :moment, pogingen = 0, beurt = :beurt,
              verwijderd_sinds = coalesce(verwijderd_sinds, :moment)
            where bron = :bron""")
        .param("moment", Timestamp.from(moment))
        .param("beurt", Timestamp.from(beurt))
        .param("bron", bron)
        .update();
  }

  /** Notes that a case is to be asked, at any hour. */
  public void vraag(String bron, String kenmerk) {
    vraag(bron, kenmerk, false);
  }

  private void vraag(String bron, String kenmerk, boolean rustig) {
    jdbc.sql(
            """
            insert into registervraag (bron, kenmerk, beurt, rustig)
            values (:bron, :kenmerk, :nu, :rustig)
            on conflict (bron, kenmerk) do update set beurt = excluded.beurt, pogingen = 0,
              rustig = registervraag.rustig and excluded.rustig""")
        .param("bron", bron)
        .param("kenmerk", kenmerk)
        .param("nu", nu())
        .param("rustig", rustig)
        .update();
  }

  /**
   * The register wants everything to be loaded again: its history of changes does not reach back so
   * far. Removals are asked from where they were.
   */
  public void begintOpnieuw(String bron, Instant beurt) {
    begintOpnieuw(bron, beurt, "gewijzigd_sinds = null");
  }

  /**
   * As {@link #begintOpnieuw}, for removals: those until the list of everything are named nowhere,
   * see {@link #nietOpLijst}.
   */
  public void begintOpnieuwOokMetVerwijderingen(String bron, Instant beurt) {
    begintOpnieuw(bron, beurt, "gewijzigd_sinds = null, verwijderd_sinds = null");
  }

  private void begintOpnieuw(String bron, Instant beurt, String wat) {
    jdbc.sql("update registerstand set %s, beurt = :beurt where bron = :bron".formatted(wat))
        .param("beurt", Timestamp.from(beurt))
        .param("bron", bron)
        .update();
  }

  /** Asked at another time. */
  public void wacht(String bron, Instant beurt) {
    jdbc.sql("update registerstand set beurt = :beurt where bron = :bron")
        .param("beurt", Timestamp.from(beurt))
        .param("bron", bron)
        .update();
  }

  /**
   * The register could not or would not answer.
   *
   * @param beurt when it is asked again, by how often in a row it failed
   */
  @Transactional
  public void mislukt(String bron, IntFunction<Instant> beurt) {
    int pogingen =
        jdbc.sql(
                """
                update registerstand set pogingen = pogingen + 1 where bron = :bron
                returning pogingen""")
            .param("bron", bron)
            .query(Integer.class)
            .single();
    wacht(bron, beurt.apply(pogingen));
  }

  /**
   * A question that was taken. A change that is named meanwhile brings its turn forward, and then
   * it stays: what was asked may be from before that change.
   *
   * @param kenmerk the publication under which the case is asked
   * @param tot when it is asked again if nothing comes of this
   */
  public record Vraag(String kenmerk, Instant tot) {}

  /**
   * Takes cases that are to be asked, the oldest first.
   *
   * @param perMinuut questions a minute of all engines together
   * @param rustig whether it is quiet now; else what belongs to loading everything waits
   * @param uitstel until they are asked again, should this engine stop halfway
   */
  @Transactional
  public List<Vraag> neemVragen(
      String bron, int hoogstens, int perMinuut, boolean rustig, Duration uitstel) {
    int over = tempo.over(bron, perMinuut);
    List<Vraag> genomen =
        jdbc.sql(
                """
                -- Materialised: a subquery that locks may be evaluated more than once, and take more.
                with genomen as materialized (
                  select kenmerk from registervraag
                  where bron = :bron and beurt <= :nu and (:rustig or not rustig)
                  order by beurt, volgorde limit :hoogstens for update skip locked)
                update registervraag v set beurt = :daarna from genomen g
                where v.bron = :bron and v.kenmerk = g.kenmerk
                returning v.kenmerk, v.beurt""")
            .param("bron", bron)
            .param("nu", nu())
            .param("daarna", Timestamp.from(clock.instant().plus(uitstel)))
            .param("rustig", rustig)
            .param("hoogstens", Math.min(hoogstens, over))
            .query((rij, nummer) -> new Vraag(rij.getString(1), moment(rij, 2)))
            .list();
    tempo.tel(bron, genomen.size());
    return genomen;
  }

  /** The case was taken in, or is not there any more. */
  public void beantwoord(String bron, Vraag vraag) {
    jdbc.sql(
            """
            delete from registervraag
            where bron = :bron and kenmerk = :kenmerk and beurt = :genomen""")
        .param("bron", bron)
        .param("kenmerk", vraag.kenmerk())
        .param("genomen", Timestamp.from(vraag.tot()))
        .update();
  }

  /**
   * Asks the same case under another publication, at the hours of this question.
   *
   * @param kenmerk the other publication
   */
  public void vraagOok(String bron, Vraag vraag, String kenmerk) {
    jdbc.sql(
            """
            insert into registervraag (bron, kenmerk, beurt, rustig)
            values (:bron, :ander, :nu, coalesce(
              (select rustig from registervraag where bron = :bron and kenmerk = :kenmerk), false))
            on conflict do nothing""")
        .param("bron", bron)
        .param("ander", kenmerk)
        .param("kenmerk", vraag.kenmerk())
        .param("nu", nu())
        .update();
  }

  /**
   * The register could not or would not answer about this case.
   *
   * @param beurt when it is asked again, by how often in a row it failed
   */
  @Transactional
  public void vraagMislukt(String bron, Vraag vraag, IntFunction<Instant> beurt) {
    jdbc.sql(
            """
            select pogingen from registervraag
            where bron = :bron and kenmerk = :kenmerk and beurt = :genomen for update""")
        .param("bron", bron)
        .param("kenmerk", vraag.kenmerk())
        .param("genomen", Timestamp.from(vraag.tot()))
        .query(Integer.class)
        .optional()
        .ifPresent(
            eerder ->
                jdbc.sql(
                        """
                        update registervraag set pogingen = :pogingen, beurt = :beurt
                        where bron = :bron and kenmerk = :kenmerk""")
                    .param("pogingen", eerder + 1)
                    .param("beurt", Timestamp.from(beurt.apply(eerder + 1)))
                    .param("bron", bron)
                    .param("kenmerk", vraag.kenmerk())
                    .update());
  }

  /**
   * @throws OnleesbareBewaring when it does not open
   */
  public Optional<Zaak> zaak(Zaaksleutel zaak) {
    return jdbc.sql("select versie, inhoud from insolventie where zaak = :zaak")
        .param("zaak", zaak.value())
        .query((rij, nummer) -> new Zaak(zaak, rij.getLong(1), kluis.open(zaak, rij.getBytes(2))))
        .optional();
  }

  /** The version of a case, also when its contents do not open. */
  public Optional<Long> versie(Zaaksleutel zaak) {
    return jdbc.sql("select versie from insolventie where zaak = :zaak")
        .param("zaak", zaak.value())
        .query(Long.class)
        .optional();
  }

  /**
   * Whether an answer that was asked at this moment may be older than what is kept or removed. A
   * kept moment that is still to come is of a clock that was ahead, and says nothing.
   *
   * @param gevraagd of {@link #moment}
   */
  public boolean isVerouderd(Zaaksleutel zaak, Instant gevraagd) {
    return jdbc.sql(
            """
            select exists (
                select 1 from insolventie
                where zaak = :zaak and gevraagd between :gevraagd and clock_timestamp())
              or exists (
                select 1 from insolventie_verwijderd
                where zaak = :zaak and moment between :gevraagd and clock_timestamp())""")
        .param("zaak", zaak.value())
        .param("gevraagd", Timestamp.from(gevraagd))
        .query(Boolean.class)
        .single();
  }

  /**
   * As {@link #isVerouderd}, for an answer that came by itself: the very one that is kept is not
   * older than itself, when it is offered again.
   */
  public boolean isIngehaald(Zaaksleutel zaak, Instant binnen) {
    return isVerouderd(zaak, binnen.plus(1, ChronoUnit.MICROS));
  }

  /** The case that is kept with this publication in it. */
  public Optional<Zaaksleutel> metPublicatie(String kenmerk) {
    return jdbc.sql(
            "select zaak from insolventie where publicaties @> cast(array[:publicatie] as text[])")
        .param("publicatie", publicatie(kenmerk))
        .query(String.class)
        .optional()
        .map(Zaaksleutel::new);
  }

  /**
   * Keyed hashes of the publications under which the register may still know a case; empty also
   * when it is not kept.
   */
  public List<String> publicaties(Zaaksleutel zaak) {
    return jdbc.sql("select unnest(publicaties) from insolventie where zaak = :zaak")
        .param("zaak", zaak.value())
        .query(String.class)
        .list();
  }

  /** The register does not find the case under this publication any more. */
  public void nietOnder(Zaaksleutel zaak, String kenmerk) {
    jdbc.sql(
            """
            update insolventie set publicaties = array_remove(publicaties, :publicatie)
            where zaak = :zaak""")
        .param("publicatie", publicatie(kenmerk))
        .param("zaak", zaak.value())
        .update();
  }

  /** Cases that are kept and of which a list of everything names no publication that we know. */
  public List<Zaaksleutel> nietOpLijst(Collection<String> kenmerken) {
    // Not in SQL: how long that takes with seventy thousand names on the list depends on a guess.
    Set<String> lijst = kenmerken.stream().map(this::publicatie).collect(Collectors.toSet());
    List<Zaaksleutel> ontbreken = new ArrayList<>();
    jdbc.sql("select zaak, publicaties from insolventie order by zaak")
        .query(
            rij -> {
              String[] publicaties = (String[]) rij.getArray(2).getArray();
              if (Arrays.stream(publicaties).noneMatch(lijst::contains)) {
                ontbreken.add(new Zaaksleutel(rij.getString(1)));
              }
            });
    return ontbreken;
  }

  /** Keyed hash of the name of a publication. */
  public String publicatie(String kenmerk) {
    return kluis.kenmerk("publicatie", kenmerk);
  }

  /**
   * @param kenmerken the names of its publications
   * @param gevraagd when the answer was asked, of {@link #moment}
   * @param vindbaarTot last day on which the register shows the case, or null
   */
  public void bewaar(
      Zaak zaak, Collection<String> kenmerken, Instant gevraagd, LocalDate vindbaarTot) {
    jdbc.sql(
            """
            insert into insolventie
              (zaak, versie, inhoud, gezien, gevraagd, publicaties, vindbaar_tot)
            values (:zaak, :versie, :inhoud, :nu, :gevraagd, :publicaties, :tot)
            on conflict (zaak) do update set versie = excluded.versie, inhoud = excluded.inhoud,
              gezien = excluded.gezien, gevraagd = excluded.gevraagd,
              publicaties = excluded.publicaties, vindbaar_tot = excluded.vindbaar_tot""")
        .param("zaak", zaak.zaak().value())
        .param("versie", zaak.versie())
        .param("inhoud", kluis.sluit(zaak.zaak(), zaak.inhoud()))
        .param("nu", nu())
        .param("gevraagd", Timestamp.from(gevraagd))
        .param("publicaties", kenmerken.stream().map(this::publicatie).toArray(String[]::new))
        .param("tot", vindbaarTot)
        .update();
  }

  /** Cases whose last day is over; the oldest first. */
  public List<Zaaksleutel> vervallen(LocalDate vandaag) {
    return jdbc
        .sql("select zaak from insolventie where vindbaar_tot < :vandaag order by vindbaar_tot")
        .param("vandaag", vandaag)
        .query(String.class)
        .list()
        .stream()
        .map(Zaaksleutel::new)
        .toList();
  }

  /** Whether the last day of a case that is kept is over. */
  public boolean isVervallen(Zaaksleutel zaak, LocalDate vandaag) {
    return jdbc.sql(
            """
            select exists (
              select 1 from insolventie where zaak = :zaak and vindbaar_tot < :vandaag)""")
        .param("zaak", zaak.value())
        .param("vandaag", vandaag)
        .query(Boolean.class)
        .single();
  }

  /** The register took it away: an answer that was asked before this moment does not count. */
  public void wis(Zaaksleutel zaak) {
    jdbc.sql("delete from insolventie where zaak = :zaak").param("zaak", zaak.value()).update();
    jdbc.sql(
            """
            insert into insolventie_verwijderd (zaak, moment) values (:zaak, clock_timestamp())
            on conflict (zaak) do update set moment = excluded.moment""")
        .param("zaak", zaak.value())
        .update();
  }

  /** Forgets which cases disappeared more than a day ago: no question is on its way that long. */
  public void vergeetVerwijderd() {
    jdbc.sql(
            "delete from insolventie_verwijderd where moment < clock_timestamp() - interval '1 day'")
        .update();
  }

  private static Instant moment(ResultSet rij, int kolom) throws SQLException {
    OffsetDateTime moment = rij.getObject(kolom, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
