package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Of whom a source was told that we follow him, and up to when it was asked who changed. Several
 * engines share it: who does something moves its turn forward first, so that one who stops halfway
 * only costs time. To tell a source the same twice, or to ask it twice, does no harm.
 */
@Repository
public class Volgindicaties {

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Clock clock;
  private final Brontempo tempo;
  private final Volgingen volgingen;

  Volgindicaties(JdbcClient jdbc, Kluis kluis, Clock clock, Volgingen volgingen) {
    this.jdbc = jdbc;
    this.kluis = kluis;
    this.clock = clock;
    this.tempo = new Brontempo(jdbc, clock);
    this.volgingen = volgingen;
  }

  /**
   * Something that the source is to be told.
   *
   * @param bsn as it is kept
   * @param eindigt that following ended; else that it begins
   */
  public record Opdracht(Dossiersleutel dossier, byte[] bsn, boolean eindigt) {}

  /**
   * Whoever has a running attachment is to be followed at the source, and nobody else. A turn that
   * was taken stays taken: what is told to the source now must have arrived before it is told the
   * opposite.
   */
  @Transactional
  public void werkBij() {
    jdbc.sql(
            """
            insert into volgindicatie (dossier, bsn, beurt)
            select dossier, bsn, :nu from schuldenaar s
            where not exists (select 1 from volgindicatie v where v.dossier = s.dossier)
            on conflict do nothing""")
        .param("nu", nu())
        .update();
    jdbc.sql(
            """
            update volgindicatie v set eindigt = not eindigt, geplaatst = null, pogingen = 0
            where eindigt = exists (select 1 from schuldenaar s where s.dossier = v.dossier)""")
        .update();
  }

  /**
   * At another address than before nobody was told anything: everybody is placed there anew, who
   * changed is asked from today, and who is not followed any more is nobody there.
   */
  @Transactional
  public void opAdres(String bron, String adres) {
    int anders =
        jdbc.sql(
                """
                insert into wijzigingenstand as w (bron, beurt, sinds, adres)
                values (:bron, :nu, :nu, encode(sha256(convert_to(:adres, 'UTF8')), 'hex'))
                on conflict (bron) do update set adres = excluded.adres, vanaf = null,
                  beurt = excluded.beurt, pogingen = 0, sinds = excluded.sinds, gelukt = null
                where w.adres is distinct from excluded.adres""")
            .param("bron", bron)
            .param("nu", nu())
            .param("adres", adres)
            .update();
    if (anders == 1) {
      jdbc.sql("delete from volgindicatie where eindigt").update();
      jdbc.sql("update volgindicatie set geplaatst = null, pogingen = 0, beurt = :nu")
          .param("nu", nu())
          .update();
    }
  }

  /**
   * No such source is used any more: what was told to it is not kept. There it is to be ended by
   * hand.
   *
   * @return whether anything was kept
   */
  @Transactional
  public boolean vergeet() {
    return jdbc.sql("delete from volgindicatie").update()
            + jdbc.sql("delete from wijzigingenstand").update()
        > 0;
  }

  /**
   * Takes what the source is to be told, ends first: of whom nothing runs any more, nothing should
   * be told. Whoever was placed is placed again once in a while, should the source have lost him.
   *
   * @param opnieuw how long ago somebody was placed who is placed again
   * @param perMinuut requests a minute of all engines together
   * @param uitstel when it is told again, should this engine stop halfway
   * @param langst no turn waits longer; one that would was set by a clock that was wrong
   */
  @Transactional
  public List<Opdracht> neem(
      String bron,
      int hoogstens,
      int perMinuut,
      Duration opnieuw,
      Duration uitstel,
      Duration langst) {
    int over = tempo.over(bron, perMinuut);
    List<Opdracht> genomen =
        jdbc.sql(
                """
                with genomen as materialized (
                  select dossier from volgindicatie
                  where (geplaatst is null or eindigt or geplaatst <= :opnieuw)
                    and (beurt <= :nu or beurt > :langst)
                  order by eindigt desc, geplaatst is not null, beurt limit :hoogstens for update skip locked)
                update volgindicatie v set beurt = :daarna from genomen g
                where v.dossier = g.dossier
                returning v.dossier, v.bsn, v.eindigt""")
            .param("nu", nu())
            .param("opnieuw", Timestamp.from(clock.instant().minus(opnieuw)))
            .param("langst", Timestamp.from(clock.instant().plus(langst)))
            .param("daarna", Timestamp.from(clock.instant().plus(uitstel)))
            .param("hoogstens", Math.min(hoogstens, over))
            .query(
                (rij, nummer) ->
                    new Opdracht(
                        new Dossiersleutel(rij.getString("dossier")),
                        rij.getBytes("bsn"),
                        rij.getBoolean("eindigt")))
            .list();
    tempo.tel(bron, genomen.size());
    return genomen;
  }

  /**
   * The number of whom it is about.
   *
   * @throws OnleesbareBewaring when it does not open
   */
  public Bsn bsn(Opdracht opdracht) {
    return kluis.bsn(opdracht.dossier(), opdracht.bsn());
  }

  /**
   * The source knows. Whoever is followed from now on is asked about at once at {@code over}: what
   * changed before, the source does not tell. Does nothing when the opposite is to be told
   * meanwhile.
   */
  @Transactional
  public void klaar(Opdracht opdracht, String over) {
    if (opdracht.eindigt()) {
      jdbc.sql("delete from volgindicatie where dossier = :dossier and eindigt")
          .param("dossier", opdracht.dossier().value())
          .update();
      return;
    }
    jdbc.sql(
            """
            with eerder as (
              select dossier, geplaatst is null as nieuw from volgindicatie
              where dossier = :dossier and not eindigt for update)
            update volgindicatie v set geplaatst = :nu, pogingen = 0, beurt = :nu
            from eerder e where v.dossier = e.dossier returning e.nieuw""")
        .param("nu", nu())
        .param("dossier", opdracht.dossier().value())
        .query(Boolean.class)
        .optional()
        .filter(nieuw -> nieuw)
        .ifPresent(nieuw -> volgingen.signaal(opdracht.dossier(), over));
  }

  /**
   * The source could not or would not be told.
   *
   * @param daarna when it is told again, by how often in a row it failed
   */
  @Transactional
  public void mislukt(Opdracht opdracht, IntFunction<Instant> daarna) {
    jdbc.sql(
            """
            update volgindicatie set pogingen = pogingen + 1
            where dossier = :dossier and eindigt = :eindigt returning pogingen""")
        .param("dossier", opdracht.dossier().value())
        .param("eindigt", opdracht.eindigt())
        .query(Integer.class)
        .optional()
        .ifPresent(
            pogingen ->
                jdbc.sql("update volgindicatie set beurt = :beurt where dossier = :dossier")
                    .param("beurt", Timestamp.from(daarna.apply(pogingen)))
                    .param("dossier", opdracht.dossier().value())
                    .update());
  }

  /** Whether the source tells when something about this person changes. */
  public boolean isGeplaatst(Dossiersleutel dossier) {
    return jdbc.sql(
            """
            select exists (select 1 from volgindicatie
              where dossier = :dossier and geplaatst is not null and not eindigt)""")
        .param("dossier", dossier.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * A turn to ask who changed.
   *
   * @param vanaf the day of the question before; null before the first one
   * @param tot when it is asked again if nothing comes of this
   */
  public record Peiling(LocalDate vanaf, Instant tot) {}

  /**
   * Takes the turn, when it has come.
   *
   * @param langst no turn waits longer; one that would was set by a clock that was wrong
   */
  @Transactional
  public Optional<Peiling> neemPeiling(String bron, Duration uitstel, Duration langst) {
    jdbc.sql(
            """
            insert into wijzigingenstand (bron, beurt, sinds) values (:bron, :nu, :nu)
            on conflict do nothing""")
        .param("bron", bron)
        .param("nu", nu())
        .update();
    return jdbc.sql(
            """
            update wijzigingenstand set beurt = :daarna
            where bron = :bron and (beurt <= :nu or beurt > :langst)
            returning vanaf, beurt""")
        .param("bron", bron)
        .param("nu", nu())
        .param("langst", Timestamp.from(clock.instant().plus(langst)))
        .param("daarna", Timestamp.from(clock.instant().plus(uitstel)))
        .query(
            (rij, nummer) ->
                new Peiling(
                    rij.getObject("vanaf", LocalDate.class), rij.getTimestamp("beurt").toInstant()))
        .optional();
  }

  /**
   * Takes in who changed: each whom we follow has his turn at {@code over} now. That and the day up
   * to which was asked are one transaction.
   *
   * @param gevraagd the day of this question
   * @param daarna when it is asked again
   * @return how many of them are followed
   */
  @Transactional
  public int gepeild(
      String bron,
      Peiling peiling,
      LocalDate gevraagd,
      Collection<Bsn> wie,
      String over,
      Instant daarna) {
    String[] dossiers =
        wie.stream().map(bsn -> kluis.dossier(bsn).value()).sorted().toArray(String[]::new);
    int genoemd =
        jdbc.sql(
                """
                update volging set beurt = 'epoch'
                where bron = :over and dossier = any(cast(:dossiers as char(64)[]))""")
            .param("over", over)
            .param("dossiers", dossiers)
            .update();
    jdbc.sql(
            """
            update wijzigingenstand set vanaf = :gevraagd, pogingen = 0,
              gelukt = :nu, beurt = case when beurt = :tot then :daarna else beurt end
            where bron = :bron""")
        .param("bron", bron)
        .param("gevraagd", gevraagd)
        .param("nu", nu())
        .param("tot", Timestamp.from(peiling.tot()))
        .param("daarna", Timestamp.from(daarna))
        .update();
    return genoemd;
  }

  /** The source could not say who changed; see {@link #mislukt(Opdracht, IntFunction)}. */
  @Transactional
  public void mislukt(String bron, Peiling peiling, IntFunction<Instant> daarna) {
    jdbc.sql(
            """
            update wijzigingenstand set pogingen = pogingen + 1
            where bron = :bron and beurt = :tot returning pogingen""")
        .param("bron", bron)
        .param("tot", Timestamp.from(peiling.tot()))
        .query(Integer.class)
        .optional()
        .ifPresent(
            pogingen ->
                jdbc.sql("update wijzigingenstand set beurt = :beurt where bron = :bron")
                    .param("beurt", Timestamp.from(daarna.apply(pogingen)))
                    .param("bron", bron)
                    .update());
  }

  /**
   * For who watches.
   *
   * @param sinds the last question who changed that was answered; the first one when none was; null
   *     when none was asked
   * @param teVertellen what the source is still to be told
   */
  public record Achterstand(Instant sinds, long teVertellen) {}

  public Achterstand achterstand(String bron) {
    return jdbc.sql(
            """
            select (select coalesce(gelukt, sinds) from wijzigingenstand where bron = :bron) as sinds,
              (select count(*) from volgindicatie where geplaatst is null or eindigt) as open""")
        .param("bron", bron)
        .query(
            (rij, nummer) -> {
              Timestamp sinds = rij.getTimestamp("sinds");
              return new Achterstand(sinds == null ? null : sinds.toInstant(), rij.getLong("open"));
            })
        .single();
  }

  /**
   * Whether the source said lately who changed; a moment to come was noted by a clock that was
   * wrong, and says nothing.
   *
   * @param marge how long ago at most, and how far ahead
   */
  public boolean isBij(String bron, Duration marge) {
    return jdbc.sql(
            """
            select exists (select 1 from wijzigingenstand
              where bron = :bron and gelukt > :van and gelukt < :tot)""")
        .param("bron", bron)
        .param("van", Timestamp.from(clock.instant().minus(marge)))
        .param("tot", Timestamp.from(clock.instant().plus(marge)))
        .query(Boolean.class)
        .single();
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
