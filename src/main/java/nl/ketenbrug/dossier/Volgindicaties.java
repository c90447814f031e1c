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
   * Takes what the source is to be told, ends first: of whom nothing runs any more, nothing should
   * be told.
   *
   * @param perMinuut requests a minute of all engines together
   * @param uitstel when it is told again, should this engine stop halfway
   */
  @Transactional
  public List<Opdracht> neem(String bron, int hoogstens, int perMinuut, Duration uitstel) {
    int over = tempo.over(bron, perMinuut);
    List<Opdracht> genomen =
        jdbc.sql(
                """
                with genomen as materialized (
                  select dossier from volgindicatie
                  where (geplaatst is null or eindigt) and beurt <= :nu
                  order by eindigt desc, beurt limit :hoogstens for update skip locked)
                update volgindicatie v set beurt = :daarna from genomen g
                where v.dossier = g.dossier
                returning v.dossier, v.bsn, v.eindigt""")
            .param("nu", nu())
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
    int geplaatst =
        jdbc.sql(
                """
                update volgindicatie set geplaatst = :nu, pogingen = 0, beurt = :nu
                where dossier = :dossier and not eindigt and geplaatst is null""")
            .param("nu", nu())
            .param("dossier", opdracht.dossier().value())
            .update();
    if (geplaatst == 1) {
      volgingen.signaal(opdracht.dossier(), over);
    }
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

  /** Takes the turn, when it has come. */
  @Transactional
  public Optional<Peiling> neemPeiling(String bron, Duration uitstel) {
    jdbc.sql(
            """
            insert into wijzigingenstand (bron, beurt) values (:bron, :nu)
            on conflict do nothing""")
        .param("bron", bron)
        .param("nu", nu())
        .update();
    return jdbc.sql(
            """
            update wijzigingenstand set beurt = :daarna where bron = :bron and beurt <= :nu
            returning vanaf, beurt""")
        .param("bron", bron)
        .param("nu", nu())
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
            update wijzigingenstand set vanaf = greatest(vanaf, :gevraagd), pogingen = 0,
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
   * @param gelukt the last question who changed that was answered; null when there was none
   * @param teVertellen what the source is still to be told
   */
  public record Achterstand(Instant gelukt, long teVertellen) {}

  public Achterstand achterstand(String bron) {
    return jdbc.sql(
            """
            select (select gelukt from wijzigingenstand where bron = :bron) as gelukt,
              (select count(*) from volgindicatie where geplaatst is null or eindigt) as open""")
        .param("bron", bron)
        .query(
            (rij, nummer) -> {
              Timestamp gelukt = rij.getTimestamp("gelukt");
              return new Achterstand(
                  gelukt == null ? null : gelukt.toInstant(), rij.getLong("open"));
            })
        .single();
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
