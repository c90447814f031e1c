package nl.ketenbrug.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.ketenbrug.operations.Parkeerplaats.Lid;
import nl.ketenbrug.operations.Vrijgave.Daad;
import nl.ketenbrug.operations.Vrijgave.Toestand;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The orders about groups of parked messages, and what each of them has left to do. */
@Repository
public class Vrijgaven {

  private static final String OVERZICHT =
      """
      select v.*, count(b.*) as omvang,
        count(*) filter (where b.uitkomst = 'gelukt') as gelukt,
        count(*) filter (where b.uitkomst = 'teruggekomen') as teruggekomen,
        count(*) filter (where b.uitkomst = 'overgeslagen') as overgeslagen,
        count(*) filter (where b.uitkomst = 'afgewezen') as afgewezen,
        count(*) filter (where b.uitkomst = 'ingehouden') as ingehouden,
        count(*) filter (where b.uitkomst = 'niet-meer-geparkeerd') as verdwenen,
        count(*) filter (where b.uitkomst is null and b.losgelaten is not null) as onderweg
      from vrijgave v left join vrijgave_bericht b on b.vrijgave = v.id
      %s group by v.id order by v.gevraagd desc, v.id limit 50""";

  private final JdbcClient jdbc;

  Vrijgaven(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes the order down with the messages of the group as they stand now.
   *
   * @throws org.springframework.dao.DuplicateKeyException when this parking queue has an open order
   */
  @Transactional
  void maak(
      UUID id,
      Parkeergroep.Keuze groep,
      Daad daad,
      String toelichting,
      String wie,
      Instant nu,
      int perSeconde,
      List<Lid> leden) {
    jdbc.sql(
            """
            insert into vrijgave (id, parkeerplek, stap, reden, daad, toelichting, gevraagd_door,
              gevraagd, toestand, per_seconde)
            values (:id, :plek, :stap, :reden, :daad, :toelichting, :wie, :nu, :toestand, :tempo)""")
        .param("id", id)
        .param("plek", groep.parkeerplek())
        .param("stap", groep.stap())
        .param("reden", groep.reden())
        .param("daad", daad.naam())
        .param("toelichting", toelichting)
        .param("wie", wie)
        .param("nu", Timestamp.from(nu))
        .param("toestand", (daad == Daad.VRIJGEVEN ? Toestand.PROEF : Toestand.LOOPT).naam())
        .param("tempo", perSeconde)
        .update();
    jdbc.sql(
            """
            insert into vrijgave_bericht (vrijgave, volgorde, bericht_id, dossier)
            select :id, lid.nr, lid.bericht::uuid, nullif(lid.dossier, '')
            from unnest(cast(:berichten as text[]), cast(:dossiers as text[]))
              with ordinality as lid (bericht, dossier, nr)""")
        .param("id", id)
        .param(
            "berichten", leden.stream().map(l -> l.berichtId().toString()).toArray(String[]::new))
        .param(
            "dossiers",
            leden.stream().map(l -> l.dossier() == null ? "" : l.dossier()).toArray(String[]::new))
        .update();
  }

  public Optional<Vrijgave> zoek(UUID id) {
    return jdbc.sql(OVERZICHT.formatted("where v.id = :id"))
        .param("id", id)
        .query(Vrijgaven::lees)
        .optional();
  }

  /** The newest first, at most fifty. */
  public List<Vrijgave> laatste() {
    return jdbc.sql(OVERZICHT.formatted("")).query(Vrijgaven::lees).list();
  }

  private static Vrijgave lees(ResultSet rij, int nummer) throws SQLException {
    return new Vrijgave(
        rij.getObject("id", UUID.class),
        rij.getString("parkeerplek"),
        rij.getString("stap"),
        rij.getString("reden"),
        Daad.van(rij.getString("daad")),
        rij.getString("toelichting"),
        rij.getString("gevraagd_door"),
        rij.getTimestamp("gevraagd").toInstant(),
        Toestand.van(rij.getString("toestand")),
        rij.getInt("per_seconde"),
        rij.getLong("omvang"),
        rij.getLong("gelukt"),
        rij.getLong("teruggekomen"),
        rij.getLong("overgeslagen"),
        rij.getLong("afgewezen"),
        rij.getLong("ingehouden"),
        rij.getLong("verdwenen"),
        rij.getLong("onderweg"));
  }

  /**
   * A trial that begins anew begins with another message.
   *
   * @return false when the order was in none of the states {@code uit}; then nothing changes
   */
  boolean zet(UUID id, Set<Toestand> uit, Toestand naar) {
    return jdbc.sql(
                """
                update vrijgave
                set toestand = :naar, proef = case when :naar = 'proef' then null else proef end
                where id = :id and toestand in (:uit)""")
            .param("naar", naar.naam())
            .param("id", id)
            .param("uit", uit.stream().map(Toestand::naam).collect(Collectors.toSet()))
            .update()
        == 1;
  }

  /**
   * An order that this engine works at.
   *
   * @param kenmerk of this turn: who does not have it any more changes nothing
   */
  record Beurt(UUID id, UUID kenmerk) {}

  /**
   * One order at work that no engine is busy with, the one that waited longest; it is the caller's
   * until then. Also one that stands still while it is not known what becomes of what it let go.
   */
  Optional<Beurt> neem(Duration hoelang) {
    UUID kenmerk = UUID.randomUUID();
    return jdbc.sql(
            """
            update vrijgave set bezet_door = :kenmerk, bezet_sinds = clock_timestamp(),
              bezet_tot = clock_timestamp() + :millis * interval '1 millisecond'
            where id = (
              select id from vrijgave
              where (bezet_tot is null or bezet_tot <= clock_timestamp())
                and (toestand in ('proef', 'loopt')
                  or toestand in ('gepauzeerd', 'gestopt') and exists (
                    select 1 from vrijgave_bericht b where b.vrijgave = vrijgave.id
                      and b.losgelaten is not null and b.uitkomst is null))
              order by bezet_tot nulls first, gevraagd limit 1 for update skip locked)
            returning id""")
        .param("kenmerk", kenmerk)
        .param("millis", hoelang.toMillis())
        .query(UUID.class)
        .optional()
        .map(id -> new Beurt(id, kenmerk));
  }

  /**
   * Before each message: whether the order still runs and is still this engine's, and then for so
   * long more.
   */
  boolean verleng(Beurt beurt, Duration hoelang) {
    return jdbc.sql(
                """
                update vrijgave
                set bezet_tot = clock_timestamp() + :millis * interval '1 millisecond'
                where id = :id and bezet_door = :kenmerk and bezet_tot > clock_timestamp()
                  and toestand in ('proef', 'loopt')""")
            .param("id", beurt.id())
            .param("kenmerk", beurt.kenmerk())
            .param("millis", hoelang.toMillis())
            .update()
        == 1;
  }

  /**
   * Ends the turn; the next one of this order begins so long after this one began, at whichever
   * engine.
   */
  void geefTerug(Beurt beurt, Duration tussen) {
    jdbc.sql(
            """
            update vrijgave
            set bezet_door = null, bezet_tot = bezet_sinds + :millis * interval '1 millisecond'
            where id = :id and bezet_door = :kenmerk""")
        .param("id", beurt.id())
        .param("kenmerk", beurt.kenmerk())
        .param("millis", tussen.toMillis())
        .update();
  }

  /** What was let go and of which it is not known yet what becomes of it. */
  List<Lid> onderweg(UUID id) {
    return leden(id, "losgelaten is not null and uitkomst is null", Vrijgever.ONDERWEG);
  }

  /**
   * What may go now, in order. Of one dossier only the next one, and only when the one before it in
   * this order has succeeded.
   */
  List<Lid> volgende(UUID id, int aantal) {
    return leden(
        id,
        """
        losgelaten is null and uitkomst is null and not exists (
          select 1 from vrijgave_bericht eerder
          where eerder.vrijgave = b.vrijgave and eerder.dossier = b.dossier
            and eerder.volgorde < b.volgorde and eerder.uitkomst is null)""",
        aantal);
  }

  private List<Lid> leden(UUID id, String welke, int hoogstens) {
    return jdbc.sql(
            """
            select bericht_id, dossier from vrijgave_bericht b
            where vrijgave = :id and %s order by volgorde limit :aantal"""
                .formatted(welke))
        .param("id", id)
        .param("aantal", hoogstens)
        .query(
            (rij, nummer) ->
                new Lid(rij.getObject("bericht_id", UUID.class), rij.getString("dossier")))
        .list();
  }

  /**
   * Before a message goes back: from now on it counts what becomes of it.
   *
   * @return false when somebody let it go or decided about it before
   */
  boolean losgelaten(UUID id, UUID bericht) {
    return jdbc.sql(
                """
                update vrijgave_bericht set losgelaten = clock_timestamp()
                where vrijgave = :id and bericht_id = :bericht and losgelaten is null
                  and uitkomst is null""")
            .param("id", id)
            .param("bericht", bericht)
            .update()
        == 1;
  }

  /** It did not go back after all: it stands apart still. */
  @Transactional
  public void nietLosgelaten(UUID id, UUID bericht) {
    jdbc.sql(
            """
            update vrijgave_bericht set losgelaten = null
            where vrijgave = :id and bericht_id = :bericht and uitkomst is null""")
        .param("id", id)
        .param("bericht", bericht)
        .update();
    // Nobody would choose another one while it has no outcome.
    jdbc.sql("update vrijgave set proef = null where id = :id and proef = :bericht")
        .param("id", id)
        .param("bericht", bericht)
        .update();
  }

  /** The first outcome counts. */
  void uitkomst(UUID id, UUID bericht, String uitkomst) {
    jdbc.sql(
            """
            update vrijgave_bericht set uitkomst = :uitkomst
            where vrijgave = :id and bericht_id = :bericht and uitkomst is null""")
        .param("uitkomst", uitkomst)
        .param("id", id)
        .param("bericht", bericht)
        .update();
  }

  /** A person refuses this message that stands nowhere, whichever order it is in. */
  void afgewezen(UUID bericht) {
    jdbc.sql(
            """
            update vrijgave_bericht set uitkomst = 'afgewezen'
            where bericht_id = :bericht and uitkomst is null""")
        .param("bericht", bericht)
        .update();
  }

  /** A person refuses what stands here, whichever order it is in. */
  void afgewezen(String plek, UUID bericht) {
    besloten(plek, bericht, "afgewezen");
  }

  /** A person withholds what stands here, whichever order it is in. */
  void ingehouden(String plek, UUID bericht) {
    besloten(plek, bericht, "ingehouden");
  }

  private void besloten(String plek, UUID bericht, String uitkomst) {
    jdbc.sql(
            """
            update vrijgave_bericht b set uitkomst = :uitkomst from vrijgave v
            where v.id = b.vrijgave and v.parkeerplek = :plek and b.bericht_id = :bericht
              and b.uitkomst is null""")
        .param("uitkomst", uitkomst)
        .param("plek", plek)
        .param("bericht", bericht)
        .update();
  }

  /** Which message goes first; empty when there is one to choose. */
  Optional<UUID> proef(UUID id) {
    return jdbc.sql("select proef from vrijgave where id = :id and proef is not null")
        .param("id", id)
        .query(UUID.class)
        .optional();
  }

  void kiesProef(UUID id, UUID bericht) {
    jdbc.sql("update vrijgave set proef = :bericht where id = :id")
        .param("bericht", bericht)
        .param("id", id)
        .update();
  }

  /** What became of a message; empty as long as that is open. */
  Optional<String> uitkomst(UUID id, UUID bericht) {
    return jdbc.sql(
            """
            select uitkomst from vrijgave_bericht
            where vrijgave = :id and bericht_id = :bericht and uitkomst is not null""")
        .param("id", id)
        .param("bericht", bericht)
        .query(String.class)
        .optional();
  }

  /** Since when the first of these messages is on its way, on the clock of the database. */
  Optional<Instant> onderwegSinds(UUID id) {
    return jdbc.sql(
            """
            select min(losgelaten) from vrijgave_bericht
            where vrijgave = :id and losgelaten is not null and uitkomst is null
            having min(losgelaten) is not null""")
        .param("id", id)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /** Notes that a message was set apart again; what comes after it in its dossier stays. */
  @Transactional
  void teruggekomen(UUID id, UUID bericht) {
    uitkomst(id, bericht, "teruggekomen");
    blijft(id, bericht);
  }

  /** Notes that a message could not be let go; what comes after it in its dossier stays too. */
  @Transactional
  void overgeslagen(UUID id, UUID bericht) {
    blijft(id, bericht);
  }

  /** This message, when nothing else became of it, and what comes after it. */
  private void blijft(UUID id, UUID bericht) {
    jdbc.sql(
            """
            update vrijgave_bericht b set uitkomst = 'overgeslagen'
            from vrijgave_bericht eerste
            where eerste.vrijgave = :id and eerste.bericht_id = :bericht and b.vrijgave = :id
              and (b.bericht_id = eerste.bericht_id
                or b.dossier = eerste.dossier and b.volgorde > eerste.volgorde)
              and b.uitkomst is null""")
        .param("id", id)
        .param("bericht", bericht)
        .update();
  }

  /** Whether it is open yet what becomes of a message of this order. */
  boolean heeftNog(UUID id) {
    return jdbc.sql(
            """
            select exists (select 1 from vrijgave_bericht
              where vrijgave = :id and uitkomst is null)""")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** Whether later messages of the dossier do not wait for this one any more. */
  boolean isVerwerkt(Lid lid) {
    return jdbc.sql(
            """
            select not exists (
              select 1 from wachtend where dossier = :dossier and bericht_id = :bericht)""")
        .param("dossier", lid.dossier())
        .param("bericht", lid.berichtId())
        .query(Boolean.class)
        .single();
  }

  /** Whether the partner accepted the event. */
  boolean isGeaccepteerd(String partner, UUID bericht) {
    return jdbc.sql(
            """
            select exists (select 1 from levering
              where partner = :partner and bericht_id = :bericht and uitkomst = 'geaccepteerd')""")
        .param("partner", partner)
        .param("bericht", bericht)
        .query(Boolean.class)
        .single();
  }

  /**
   * What a partner's delivery became, as an outcome of a message of an order; empty while that is
   * open, and of what the partner refused, which comes back. Who withheld it may have been cut off
   * before the order knew.
   */
  Optional<String> einde(String partner, UUID bericht) {
    return jdbc.sql(
            """
            select case uitkomst when 'geaccepteerd' then 'gelukt' else uitkomst end
            from levering
            where partner = :partner and bericht_id = :bericht
              and uitkomst in ('geaccepteerd', 'ingehouden')""")
        .param("partner", partner)
        .param("bericht", bericht)
        .query(String.class)
        .optional();
  }

  /**
   * Which of these ended at the partner without its answer, and how: {@code verlopen} or {@code
   * op-papier}.
   */
  Map<UUID, String> voorbij(String partner, Collection<UUID> berichten) {
    if (berichten.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql(
            """
            select bericht_id, uitkomst from levering
            where partner = :partner and bericht_id in (:ids)
              and uitkomst in ('verlopen', 'op-papier')""")
        .param("partner", partner)
        .param("ids", berichten)
        .query((rij, nummer) -> Map.entry(rij.getObject(1, UUID.class), rij.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Whether something followed from the message after it was let go, by what is in the log. */
  boolean isVervolgd(UUID id, UUID bericht) {
    return jdbc.sql(
            """
            select exists (
              select 1 from logregel l join vrijgave_bericht b on b.bericht_id in (l.bericht_id, l.correlatie_id)
              where b.vrijgave = :id and b.bericht_id = :bericht
                and (l.bericht_id = :bericht or l.correlatie_id = :bericht)
                and l.stap in ('getransformeerd', 'vastgelegd', 'duplicaat')
                and l.opgeslagen_op > b.losgelaten)""")
        .param("id", id)
        .param("bericht", bericht)
        .query(Boolean.class)
        .single();
  }
}
