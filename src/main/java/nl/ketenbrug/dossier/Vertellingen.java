package nl.ketenbrug.dossier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which event last told each fact about a debtor, whoever told it: following, or a notice itself. A
 * fact and what was told of it are kept as keyed hashes only: both hold personal data.
 */
@Repository
public class Vertellingen {

  /**
   * Whether an event was refused for good before it was sent, by an operator, or because it was
   * none.
   */
  static final String AFGEWEZEN =
      """
      not exists (select 1 from logregel l where l.bericht_id = %1$s and l.stap = 'gepubliceerd')
      and (exists (select 1 from afgewezen w where w.bericht_id = %1$s)
        or exists (select 1 from logregel l where l.bericht_id = %1$s and l.stap = 'afgewezen')
        or exists (
          select 1 from afleiding a where a.bericht_id = %1$s and a.mislukt is not null))""";

  private final JdbcClient jdbc;
  private final Kluis kluis;

  Vertellingen(JdbcClient jdbc, Kluis kluis) {
    this.jdbc = jdbc;
    this.kluis = kluis;
  }

  /**
   * One fact of a debtor at the source that is asked about it.
   *
   * @param naam what tells it from his other facts; may hold his number
   */
  public record Feit(Dossiersleutel dossier, String bron, String naam) {}

  /**
   * The event that last told a fact.
   *
   * @param soort its type; null of one from before that was kept
   * @param kenmerk of how it is by that event; null when that is not known
   * @param partijen for whom it was; none when that is not known, or when they may have heard
   *     something older since
   */
  public record Laatste(BerichtId bericht, String soort, String kenmerk, Set<Oin> partijen) {}

  /**
   * A notice that is the event itself.
   *
   * @param soort type of the event
   * @param zegt how it is now; null when it does not say
   * @param alles all that following must say as well, for its event to be left out
   * @param verwijst whether it corrects or withdraws the event that told the fact before it
   * @param partijen of the dossier, for whom it is
   */
  public record Melding(
      BerichtId bericht,
      String soort,
      String zegt,
      String alles,
      boolean verwijst,
      Set<Oin> partijen) {}

  /**
   * A notice that was the event.
   *
   * @param kenmerk of all that following must say as well
   * @param eerder the event that told the fact before it, or null
   * @param eerderSoort its type; null when that is not known
   * @param naEerder whether the partners certainly hear it after all that was told before it was
   *     decided
   * @param open whether the source was not heard since
   * @param gelijk whether the source said the same, so that following told nothing
   * @param partijen for whom it was; none when that is not known, or when they may have heard
   *     something older since
   */
  public record Kennisgeving(
      BerichtId bericht,
      String soort,
      String kenmerk,
      BerichtId eerder,
      String eerderSoort,
      boolean verwijst,
      boolean naEerder,
      boolean open,
      boolean gelijk,
      Set<Oin> partijen) {}

  /** The event that last told this fact. */
  public Optional<Laatste> laatste(Feit feit) {
    // Kept by an unkeyed hash once, from which a number can be guessed.
    jdbc.sql(
            """
            update volging_feit f set feit = :feit
            where dossier = :dossier and bron = :bron and feit = :vroeger and not exists (
              select 1 from volging_feit g
              where g.dossier = f.dossier and g.bron = f.bron and g.feit = :feit)""")
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("feit", sleutel(feit))
        .param("vroeger", sha256(feit.naam()))
        .update();
    return jdbc.sql(
            """
            select bericht_id, soort, inhoud, partijen from volging_feit
            where dossier = :dossier and bron = :bron and feit = :feit""")
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("feit", sleutel(feit))
        .query(
            (rij, nummer) ->
                new Laatste(
                    new BerichtId(rij.getObject("bericht_id", UUID.class)),
                    rij.getString("soort"),
                    rij.getString("inhoud"),
                    partijen(rij)))
        .optional();
  }

  /**
   * @param soort type of the event
   * @param zegt how it is now, by this event; null when it does not say
   * @param partijen of the dossier, for whom it is
   */
  public void vertel(
      Feit feit, BerichtId bericht, String soort, String zegt, Collection<Oin> partijen) {
    // Kept by an unkeyed hash once: told anew under the keyed one, the old row is no longer needed.
    jdbc.sql(
            "delete from volging_feit where dossier = :dossier and bron = :bron and feit = :vroeger")
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("vroeger", sha256(feit.naam()))
        .update();
    jdbc.sql(
            """
            insert into volging_feit (dossier, bron, feit, bericht_id, soort, inhoud, partijen)
            values (:dossier, :bron, :feit, :bericht, :soort, :inhoud, :partijen)
            on conflict (dossier, bron, feit) do update set
              bericht_id = excluded.bericht_id, soort = excluded.soort, inhoud = excluded.inhoud,
              partijen = excluded.partijen""")
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("feit", sleutel(feit))
        .param("bericht", bericht.value())
        .param("soort", soort)
        .param("inhoud", zegt == null ? null : kenmerk(feit.dossier(), zegt), Types.VARCHAR)
        .param("partijen", oins(partijen))
        .update();
  }

  /**
   * Whether the last that was told of a fact of this debtor was an event of this type, and the last
   * question was answered: while it is not, that may be about an earlier fact of the same kind.
   */
  public boolean isLaatst(Dossiersleutel dossier, String bron, String soort) {
    return jdbc.sql(
            """
            select exists (select 1 from volging_feit f
              join volging v using (dossier, bron)
              where dossier = :dossier and bron = :bron and f.soort = :soort
                and v.niets = 0 and v.pogingen = 0)""")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .param("soort", soort)
        .query(Boolean.class)
        .single();
  }

  /** Keyed hash of what is said about this debtor, as {@link Laatste#kenmerk()}. */
  public String kenmerk(Dossiersleutel dossier, String zegt) {
    return kluis.kenmerk("volginhoud", dossier.value() + zegt);
  }

  /**
   * Writes down that a notice is the event of this fact, for as long as the debtor has a running
   * attachment. From here on following takes it for told, so the notice must be told, also when it
   * is offered again.
   *
   * @param eerder what was told of it last, or null
   */
  public void meld(Feit feit, Melding melding, Laatste eerder) {
    boolean bewaard =
        jdbc.sql(
                    """
                insert into kennisgeving_verteld
                  (bericht_id, dossier, bron, feit, soort, inhoud, eerder, eerder_soort, verwijst,
                    na_eerder, partijen)
                select :bericht, :dossier, :bron, :feit, :soort, :inhoud, :eerder, :was, :verwijst,
                  :naEerder, cast(:partijen as text[])
                where exists (select 1 from schuldenaar where dossier = :dossier)
                on conflict do nothing""")
                .param("bericht", melding.bericht().value())
                .param("dossier", feit.dossier().value())
                .param("bron", feit.bron())
                .param("feit", sleutel(feit))
                .param("soort", melding.soort())
                .param("inhoud", kenmerk(feit.dossier(), melding.alles()))
                .param("eerder", eerder == null ? null : eerder.bericht().value(), Types.OTHER)
                .param("was", eerder == null ? null : eerder.soort(), Types.VARCHAR)
                .param("verwijst", melding.verwijst())
                .param(
                    "naEerder",
                    (eerder == null || isZekerVerteld(eerder.bericht()))
                        && !wachtLater(feit.dossier(), melding.bericht()))
                .param("partijen", oins(melding.partijen()))
                .update()
            == 1;
    if (bewaard) {
      vertel(feit, melding.bericht(), melding.soort(), melding.zegt(), melding.partijen());
    }
  }

  /** Whether something that was accepted or derived later was told and comes after this. */
  private boolean wachtLater(Dossiersleutel dossier, BerichtId bericht) {
    return jdbc.sql(
            """
            select exists (
              select 1 from wachtend where dossier = :dossier and bericht_id > :bericht)""")
        .param("dossier", dossier.value())
        .param("bericht", bericht.value())
        .query(Boolean.class)
        .single();
  }

  /** The notice of this id, when it was decided before that it is the event. */
  public Optional<Kennisgeving> besloten(BerichtId bericht) {
    return jdbc.sql("select * from kennisgeving_verteld where bericht_id = :bericht")
        .param("bericht", bericht.value())
        .query(Vertellingen::lees)
        .optional();
  }

  /**
   * The notices that told this fact last, of which the source did not say the same, the last one
   * first; none when following told it after them.
   */
  public List<Kennisgeving> onbevestigd(Feit feit) {
    List<Kennisgeving> keten = new ArrayList<>();
    BerichtId bericht = laatste(feit).map(Laatste::bericht).orElse(null);
    while (bericht != null) {
      Optional<Kennisgeving> gevonden = besloten(bericht).filter(k -> !k.gelijk());
      gevonden.ifPresent(keten::add);
      bericht = gevonden.map(Kennisgeving::eerder).orElse(null);
    }
    return keten;
  }

  /** Whether a notice told one of these facts last, and the source did not say the same since. */
  public boolean isOnbevestigd(Collection<Feit> feiten) {
    return feiten.stream().anyMatch(feit -> !onbevestigd(feit).isEmpty());
  }

  /**
   * Whether the log knows this event as on its way to the partners, past what may refuse it. What a
   * profile refused waits before the log knows of it; of that the log may know for a moment only
   * that it was enriched.
   */
  public boolean isGepubliceerd(BerichtId bericht) {
    return jdbc.sql(
            """
            select coalesce(bool_or(stap = 'gepubliceerd'), false)
              or coalesce(bool_or(stap = 'verrijkt'), false)
                and not bool_or(stap in ('geparkeerd', 'afgewezen'))
                and not exists (select 1 from wachtend w where w.bericht_id = :bericht)
            from logregel where bericht_id = :bericht""")
        .param("bericht", bericht.value())
        .query(Boolean.class)
        .single();
  }

  /** Whether this event was set apart at any time: it may reach the partners late, or never. */
  private boolean isApartGezet(BerichtId bericht) {
    return jdbc.sql(
            """
            select exists (
              select 1 from logregel where bericht_id = :bericht and stap = 'geparkeerd')""")
        .param("bericht", bericht.value())
        .query(Boolean.class)
        .single();
  }

  /** Whether this event was sent, and no copy of it can come late. */
  public boolean isZekerVerteld(BerichtId bericht) {
    return isGepubliceerd(bericht) && !isApartGezet(bericht);
  }

  /**
   * Whether this event was refused for good before it was sent, by an operator or because no valid
   * event could be made of it: then it never was. Of one that was sent a copy can be refused too,
   * that of one partner: the others have it. Enriched is not sent: a profile may refuse it after
   * that.
   */
  public boolean isAfgewezen(BerichtId bericht) {
    return jdbc.sql("select " + AFGEWEZEN.formatted("cast(:bericht as uuid)"))
        .param("bericht", bericht.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * Whether an event that goes out now may name this one: it went before, also when the log does
   * not know so yet.
   */
  public boolean gingVoor(BerichtId bericht) {
    return !isAfgewezen(bericht)
        && (isGepubliceerd(bericht)
            || jdbc.sql("select not exists (select 1 from wachtend where bericht_id = :bericht)")
                .param("bericht", bericht.value())
                .query(Boolean.class)
                .single());
  }

  /**
   * Notices about this debtor that were decided to be the event after the source was heard last, of
   * which the log does not know yet whether they reached the partners or were set apart.
   */
  public List<BerichtId> onderweg(Dossiersleutel dossier, String bron) {
    return jdbc.sql(
            """
            select bericht_id from kennisgeving_verteld k
            where dossier = :dossier and bron = :bron and antwoord is null and not exists (
              select 1 from logregel l where l.bericht_id = k.bericht_id
                and (l.stap in ('gepubliceerd', 'geparkeerd', 'afgewezen')
                  or l.stap = 'verrijkt' and not exists (
                    select 1 from wachtend w where w.bericht_id = k.bericht_id)))""")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .query((rij, nummer) -> new BerichtId(rij.getObject(1, UUID.class)))
        .list();
  }

  /** What a notice said that was refused for good before it was sent was never told. */
  public void vergeetAfgewezen(Dossiersleutel dossier, String bron) {
    while (vergeetLaatste(dossier, bron) > 0) {
      // The one before it may have been refused too.
    }
  }

  private int vergeetLaatste(Dossiersleutel dossier, String bron) {
    return jdbc.sql(
            """
            with weg as (
              delete from kennisgeving_verteld k using volging_feit f
              where k.dossier = :dossier and k.bron = :bron and f.dossier = k.dossier
                and f.bron = k.bron and f.feit = k.feit and f.bericht_id = k.bericht_id
                and %s
              returning k.*),
            niets as (
              delete from volging_feit f using weg w
              where f.dossier = w.dossier and f.bron = w.bron and f.feit = w.feit
                and w.eerder is null
              returning f.feit),
            terug as (
              update volging_feit f
              set bericht_id = w.eerder, soort = w.eerder_soort, inhoud = null, partijen = null
              from weg w
              where f.dossier = w.dossier and f.bron = w.bron and f.feit = w.feit
                and w.eerder is not null
              returning f.feit)
            select (select count(*) from niets) + (select count(*) from terug)"""
                .formatted(AFGEWEZEN.formatted("k.bericht_id")))
        .param("dossier", dossier.value())
        .param("bron", bron)
        .query(Integer.class)
        .single();
  }

  /**
   * An event goes out that does not say how this fact is now: what was told of it last may hold no
   * longer.
   *
   * @param later that event
   */
  public void weetNiet(Feit feit, BerichtId later) {
    achterhaal(feit, later);
    jdbc.sql(
            """
            update volging_feit set inhoud = null
            where dossier = :dossier and bron = :bron and feit = :feit""")
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("feit", sleutel(feit))
        .update();
  }

  /** The source says the same as this notice: there is nothing to tell. */
  public void bevestig(BerichtId kennisgeving) {
    jdbc.sql("update kennisgeving_verteld set gelijk = true where bericht_id = :bericht")
        .param("bericht", kennisgeving.value())
        .update();
  }

  /**
   * A later notice tells of the same fields as this fact does: what the last one about the fact
   * itself said may hold no longer.
   *
   * @param later the later notice
   */
  public void achterhaal(Feit feit, BerichtId later) {
    jdbc.sql(
            """
            update kennisgeving_verteld set antwoord = :later
            where dossier = :dossier and bron = :bron and feit = :feit and antwoord is null""")
        .param("later", later.value())
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("feit", sleutel(feit))
        .update();
  }

  /**
   * The source was heard about this debtor. What it says later is no longer what the notices told
   * before: a state of affairs may have come and gone in between.
   *
   * @param antwoord the message in which it answered
   */
  public void sluit(Dossiersleutel dossier, String bron, BerichtId antwoord) {
    jdbc.sql(
            """
            update kennisgeving_verteld set antwoord = :antwoord
            where dossier = :dossier and bron = :bron and antwoord is null""")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .param("antwoord", antwoord.value())
        .update();
  }

  /**
   * An event that says how everything is by this source goes to the parties, and the source may lag
   * behind what was told of it: what was told last counts as heard by nobody, and is told again.
   */
  public void isNietGehoord(Dossiersleutel dossier, String bron) {
    for (String tabel : List.of("volging_feit", "kennisgeving_verteld")) {
      jdbc.sql(
              "update %s set partijen = null where dossier = :dossier and bron = :bron"
                  .formatted(tabel))
          .param("dossier", dossier.value())
          .param("bron", bron)
          .update();
    }
  }

  private String sleutel(Feit feit) {
    return kluis.kenmerk("volgfeit", feit.naam());
  }

  private static Kennisgeving lees(ResultSet rij, int nummer) throws SQLException {
    UUID eerder = rij.getObject("eerder", UUID.class);
    return new Kennisgeving(
        new BerichtId(rij.getObject("bericht_id", UUID.class)),
        rij.getString("soort"),
        rij.getString("inhoud"),
        eerder == null ? null : new BerichtId(eerder),
        rij.getString("eerder_soort"),
        rij.getBoolean("verwijst"),
        rij.getBoolean("na_eerder"),
        rij.getObject("antwoord") == null,
        rij.getBoolean("gelijk"),
        partijen(rij));
  }

  private static String[] oins(Collection<Oin> partijen) {
    return partijen.stream().map(Oin::value).distinct().sorted().toArray(String[]::new);
  }

  private static Set<Oin> partijen(ResultSet rij) throws SQLException {
    Array partijen = rij.getArray("partijen");
    return partijen == null
        ? Set.of()
        : Stream.of((String[]) partijen.getArray()).map(Oin::new).collect(Collectors.toSet());
  }

  private static String sha256(String tekst) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(tekst.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }
}
