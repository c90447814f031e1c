package nl.ketenbrug.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Heraanbod.Keuze;
import nl.ketenbrug.delivery.Heraanbod.Regel;
import nl.ketenbrug.delivery.Heraanbod.Telling;
import nl.ketenbrug.delivery.Heraanbod.Toestand;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The orders to offer again, and what each of them has left to do. */
@Repository
public class Heraanbiedingen {

  /**
   * What is asked for, and what withdraws or corrects it, however far on: the last word that a
   * partner hears of something is never one that was withdrawn. What a person withheld only when it
   * is asked for by its own id.
   */
  private static final String KEUZE =
      """
      with recursive gevraagd as (
      select l.bericht_id, l.volgnummer, l.uitkomst,
        l.uitkomst = 'geweigerd' and exists (select 1 from papierbundel_regel r
          where r.bundel = l.papier_bundel and r.bericht_id = l.bericht_id
            and r.stand = 'bezorgd') as papier_geweigerd
      from levering l left join bericht b on b.bericht_id = l.bericht_id
      where l.partner = :partner
        and l.volgnummer >= coalesce(:vanaf::bigint, 0)
        and (:van::timestamptz is null or l.klaargezet >= :van::timestamptz)
        and (:tot::timestamptz is null or l.klaargezet < :tot::timestamptz)
        and (:type::text is null or b.gebeurtenistype = :type::text)
        and (:bericht::uuid is null or l.bericht_id = :bericht::uuid)
        and (:dossier::text is null or b.dossier = :dossier::text)
        and (not :verlopen or l.uitkomst = 'verlopen')
        and not exists (select 1 from leveringsmelding m where m.bericht_id = l.bericht_id)
      ), gekozen as (
      select bericht_id from gevraagd
      where uitkomst = 'verlopen'
        or (:bevestigd and (uitkomst in ('geaccepteerd', 'op-papier') or papier_geweigerd))
        or (:bevestigd and uitkomst = 'ingehouden' and bericht_id = :bericht::uuid)
      union
      select h.bericht_id from gekozen g join herroeping h on h.betreft = g.bericht_id
      ), opnieuw as (
      select l.bericht_id, l.volgnummer, l.uitkomst from gekozen g
      join levering l on l.partner = :partner and l.bericht_id = g.bericht_id
      where l.uitkomst in ('geaccepteerd', 'op-papier', 'verlopen')
        or l.uitkomst = 'ingehouden' and l.bericht_id = :bericht::uuid
        or exists (select 1 from gevraagd v
          where v.bericht_id = l.bericht_id and v.papier_geweigerd)
      )
      """;

  private static final String OVERZICHT =
      """
      select h.*, count(b.*) as omvang,
        count(*) filter (where b.uitkomst = 'onderweg') as onderweg,
        count(*) filter (where b.uitkomst = 'aangeboden') as aangeboden,
        case when not coalesce(bool_or(b.uitkomst = 'aangeboden' and b.aanbod is null), false)
          then count(*) filter (where b.uitkomst = 'aangeboden' and l.uitkomst = 'geaccepteerd'
            and l.aanbod >= b.aanbod) end as bevestigd,
        count(*) filter (where b.uitkomst = 'zonder-inhoud') as zonder_inhoud,
        count(*) filter (where b.uitkomst = 'inmiddels-beantwoord') as beantwoord,
        count(*) filter (where b.uitkomst = 'niet-gegeven') as niet_gegeven,
        count(*) filter (where b.uitkomst = 'achterhaald') as achterhaald
      from (select * from heraanbod h where %s order by h.gevraagd desc limit 20) h
      left join heraanbod_bericht b on b.heraanbod = h.id
      left join levering l on l.partner = h.partner and l.bericht_id = b.bericht_id
      group by %s order by h.gevraagd desc""";

  private static final String VELDEN =
      "h.id, h.partner, h.gevraagd_door, h.gevraagd, h.akkoord_door, h.toestand, h.per_seconde,"
          + " h.bezet_tot, h.keuze, h.bezet_door, h.bezet_sinds";

  private final JdbcClient jdbc;

  private final ObjectMapper json;

  Heraanbiedingen(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Telling tel(Keuze keuze) {
    return met(
            keuze,
            KEUZE
                + """
                select count(*) filter (where uitkomst in ('geaccepteerd', 'op-papier')
                    or papier_geweigerd) as bevestigd,
                  count(*) filter (where uitkomst = 'verlopen') as verlopen,
                  count(*) filter (where uitkomst is null) as open,
                  count(*) filter (where uitkomst = 'geweigerd' and not papier_geweigerd)
                    as geweigerd,
                  (select count(*) from opnieuw) as opnieuw
                from gevraagd""")
        .query(
            (rij, nummer) ->
                new Telling(
                    rij.getLong("bevestigd"),
                    rij.getLong("verlopen"),
                    rij.getLong("open"),
                    rij.getLong("geweigerd"),
                    rij.getLong("opnieuw")))
        .single();
  }

  /**
   * Writes the order down with the events that fall under it now. It runs at once when what this
   * account ordered alone for this partner within a day, this order included, is no more than
   * {@code alleenTot}; else it waits for another account.
   *
   * @throws org.springframework.dao.DuplicateKeyException when this partner has an open order
   */
  @Transactional
  public void maak(UUID id, Keuze keuze, String wie, Instant nu, int perSeconde, long alleenTot) {
    jdbc.sql(
            """
            insert into heraanbod (id, partner, gevraagd_door, gevraagd, toestand, per_seconde, keuze)
            values (:id, :partner, :wie, :nu, 'wacht-op-akkoord', :tempo, :keuze::jsonb)""")
        .param("id", id)
        .param("partner", keuze.partner())
        .param("wie", wie)
        .param("nu", Timestamp.from(nu))
        .param("tempo", perSeconde)
        .param("keuze", tekst(keuze))
        .update();
    met(
            keuze,
            KEUZE
                + "insert into heraanbod_bericht"
                + " (heraanbod, volgnummer, bericht_id, alleen_verlopen)"
                + " select :id::uuid, volgnummer, bericht_id,"
                + " not :bevestigd and uitkomst = 'verlopen' from opnieuw")
        .param("id", id)
        .update();
    jdbc.sql(
            """
            update heraanbod set toestand = 'loopt'
            where id = :id and :alleenTot >= (
              select count(*) from heraanbod_bericht b join heraanbod h on h.id = b.heraanbod
              where h.partner = :partner and h.gevraagd_door = :wie and h.akkoord_door is null
                and h.gevraagd > :gisteren
                and (b.uitkomst in ('onderweg', 'aangeboden')
                  or b.uitkomst is null and h.toestand <> 'afgebroken'))""")
        .param("id", id)
        .param("alleenTot", alleenTot)
        .param("partner", keuze.partner())
        .param("wie", wie)
        .param("gisteren", Timestamp.from(nu.minus(Duration.ofDays(1))))
        .update();
  }

  private String tekst(Keuze keuze) {
    try {
      return json.writeValueAsString(keuze);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een keuze is niet op te schrijven", e);
    }
  }

  private JdbcClient.StatementSpec met(Keuze keuze, String sql) {
    return jdbc.sql(sql)
        .param("partner", keuze.partner())
        .param("vanaf", keuze.vanaf())
        .param("van", moment(keuze.van()))
        .param("tot", moment(keuze.tot()))
        .param("type", keuze.gebeurtenistype())
        .param("bericht", keuze.berichtId())
        .param("dossier", keuze.dossier())
        .param("verlopen", keuze.verlopen())
        .param("bevestigd", keuze.bevestigd());
  }

  private static Timestamp moment(Instant moment) {
    return moment == null ? null : Timestamp.from(moment);
  }

  public Optional<Heraanbod> zoek(String partner, UUID id) {
    return jdbc.sql(OVERZICHT.formatted("h.partner = :partner and h.id = :id", VELDEN))
        .param("partner", partner)
        .param("id", id)
        .query(this::lees)
        .optional();
  }

  /** The newest first, at most twenty. */
  public List<Heraanbod> van(String partner) {
    return jdbc.sql(OVERZICHT.formatted("h.partner = :partner", VELDEN))
        .param("partner", partner)
        .query(this::lees)
        .list();
  }

  /**
   * The events of an order, by number.
   *
   * @param na the number after which to begin
   */
  public List<Regel> regels(Heraanbod opdracht, long na, int hoogstens) {
    return jdbc.sql(
            """
            select b.volgnummer, b.bericht_id, b.aanbod, b.uitkomst,
              coalesce(l.uitkomst = 'geaccepteerd' and l.aanbod >= b.aanbod, false) as bevestigd
            from heraanbod_bericht b
            left join levering l on l.partner = :partner and l.bericht_id = b.bericht_id
            where b.heraanbod = :id and b.volgnummer > :na
            order by b.volgnummer limit :hoogstens""")
        .param("partner", opdracht.partner())
        .param("id", opdracht.id())
        .param("na", na)
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Regel(
                    rij.getLong("volgnummer"),
                    rij.getObject("bericht_id", UUID.class),
                    rij.getObject("aanbod", Integer.class),
                    rij.getString("uitkomst"),
                    rij.getBoolean("bevestigd")))
        .list();
  }

  private Heraanbod lees(java.sql.ResultSet rij, int nummer) throws java.sql.SQLException {
    return new Heraanbod(
        rij.getObject("id", UUID.class),
        rij.getString("partner"),
        rij.getString("gevraagd_door"),
        rij.getTimestamp("gevraagd").toInstant(),
        rij.getString("akkoord_door"),
        Toestand.van(rij.getString("toestand")),
        keuze(rij.getString("keuze")),
        rij.getInt("per_seconde"),
        rij.getLong("omvang"),
        rij.getLong("onderweg"),
        rij.getLong("aangeboden"),
        rij.getObject("bevestigd", Long.class),
        rij.getLong("zonder_inhoud"),
        rij.getLong("beantwoord"),
        rij.getLong("niet_gegeven"),
        rij.getLong("achterhaald"));
  }

  private Keuze keuze(String tekst) {
    try {
      return tekst == null ? null : json.readValue(tekst, Keuze.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een bewaarde keuze is niet te lezen", e);
    }
  }

  /**
   * @param akkoordDoor who agrees; null for any other change
   * @return false when the order was in none of the states {@code uit}, or who agrees is who asked;
   *     then nothing changes
   */
  boolean zet(UUID id, Set<Toestand> uit, Toestand naar, String akkoordDoor) {
    return jdbc.sql(
                """
                update heraanbod
                set toestand = :naar, akkoord_door = coalesce(:wie::text, akkoord_door)
                where id = :id and toestand in (:uit) and gevraagd_door is distinct from :wie::text""")
            .param("naar", naar.naam())
            .param("wie", akkoordDoor)
            .param("id", id)
            .param("uit", uit.stream().map(Toestand::naam).collect(Collectors.toSet()))
            .update()
        == 1;
  }

  /**
   * An order to work at, without its counts.
   *
   * @param loopt false when it stands still or is over, and only what is claimed has to go yet:
   *     that was opened again, so it has to be on the queue
   * @param kenmerk of this turn: who does not have it any more claims nothing
   */
  public record Opdracht(
      UUID id, String partner, String gevraagdDoor, int perSeconde, boolean loopt, UUID kenmerk) {}

  /**
   * One order that no engine works at and that has work, the one that waited longest; it is the
   * caller's until then. By the database's clock, one for all engines.
   */
  Optional<Opdracht> neem(Duration hoelang) {
    UUID kenmerk = UUID.randomUUID();
    return jdbc.sql(
            """
            update heraanbod set bezet_door = :kenmerk, bezet_sinds = clock_timestamp(),
              bezet_tot = clock_timestamp() + :millis * interval '1 millisecond'
            where id = (
              select id from heraanbod
              where (toestand = 'loopt'
                  or id in (select heraanbod from heraanbod_bericht where uitkomst = 'onderweg'))
                and (bezet_tot is null or bezet_tot <= clock_timestamp())
              order by bezet_tot nulls first, gevraagd limit 1 for update skip locked)
            returning *""")
        .param("kenmerk", kenmerk)
        .param("millis", hoelang.toMillis())
        .query(
            (rij, nummer) ->
                new Opdracht(
                    rij.getObject("id", UUID.class),
                    rij.getString("partner"),
                    rij.getString("gevraagd_door"),
                    rij.getInt("per_seconde"),
                    Toestand.van(rij.getString("toestand")) == Toestand.LOOPT,
                    kenmerk))
        .optional();
  }

  /** Ends the turn; the next one begins so long after this one began, at whichever engine. */
  void geefTerug(Opdracht opdracht, Duration tussen) {
    jdbc.sql(
            """
            update heraanbod
            set bezet_door = null, bezet_tot = bezet_sinds + :millis * interval '1 millisecond'
            where id = :id and bezet_door = :kenmerk""")
        .param("id", opdracht.id())
        .param("kenmerk", opdracht.kenmerk())
        .param("millis", tussen.toMillis())
        .update();
  }

  /**
   * An event of an order.
   *
   * @param alleenOnbeantwoord whether it is offered only because the partner did not answer it
   * @param onderweg whether an engine claimed it before, and did not note what became of it
   */
  record Gevraagd(UUID berichtId, boolean alleenOnbeantwoord, boolean onderweg) {}

  /** The next events of an order, oldest number first; what is not claimed only while it runs. */
  List<Gevraagd> volgende(Opdracht opdracht, int aantal) {
    return jdbc.sql(
            """
            select bericht_id, alleen_verlopen, uitkomst is not null as onderweg from heraanbod_bericht
            where heraanbod = :id and (uitkomst is null and :loopt or uitkomst = 'onderweg')
            order by volgnummer limit :aantal""")
        .param("id", opdracht.id())
        .param("loopt", opdracht.loopt())
        .param("aantal", aantal)
        .query(
            (rij, nummer) ->
                new Gevraagd(
                    rij.getObject("bericht_id", UUID.class),
                    rij.getBoolean("alleen_verlopen"),
                    rij.getBoolean("onderweg")))
        .list();
  }

  /**
   * Claims an event, once, whoever is at it at the same moment.
   *
   * @return false when somebody claimed it before, the order was stopped, or the turn is another
   *     one's
   */
  boolean claim(Opdracht opdracht, UUID bericht) {
    return jdbc.sql(
                """
                update heraanbod_bericht set uitkomst = 'onderweg'
                where heraanbod = :id and bericht_id = :bericht and uitkomst is null
                  and exists (select 1 from heraanbod h
                    where h.id = :id and h.toestand = 'loopt' and h.bezet_door = :kenmerk)""")
            .param("id", opdracht.id())
            .param("bericht", bericht)
            .param("kenmerk", opdracht.kenmerk())
            .update()
        == 1;
  }

  /**
   * Whether what withdraws or corrects this event, however far on, stands on the partner's queue or
   * was read since the order was given: an event behind it would be the partner's last word. What
   * this order still offers comes behind by itself; what the partner refused is set apart. What a
   * person withheld it does not get, and so it is overtaken by that only when it may have read it
   * before: that it did not answer is no proof.
   *
   * @param leestZelf whether the partner reads its queue at the broker, where nobody counts what it
   *     was given
   */
  boolean isAchterhaald(Opdracht opdracht, UUID bericht, boolean leestZelf) {
    return jdbc.sql(
            """
            with recursive keten as (
              select bericht_id from herroeping where betreft = :bericht
              union
              select h.bericht_id from keten k join herroeping h on h.betreft = k.bericht_id)
            select exists (
              select 1 from keten k
              join levering l on l.partner = :partner and l.bericht_id = k.bericht_id
              where (l.uitkomst is null or l.uitkomst not in ('geweigerd', 'ingehouden')
                  or l.uitkomst = 'ingehouden' and (:leestZelf or l.keer > 0))
                and not exists (select 1 from heraanbod_bericht b
                  where b.heraanbod = :id and b.bericht_id = k.bericht_id
                    and (b.uitkomst is null or b.uitkomst = 'onderweg')))""")
        .param("bericht", bericht)
        .param("partner", opdracht.partner())
        .param("leestZelf", leestZelf)
        .param("id", opdracht.id())
        .query(Boolean.class)
        .single();
  }

  /**
   * Does something while nobody else can take this turn over and this partner gets no new number,
   * however long it lasts: what withdraws an event gets its number before, or comes behind it.
   *
   * @return false when the turn is another one's already; then nothing is done
   */
  @Transactional
  public boolean alleen(Opdracht opdracht, Runnable werk) {
    if (jdbc.sql("select id from heraanbod where id = :id and bezet_door = :kenmerk for update")
        .param("id", opdracht.id())
        .param("kenmerk", opdracht.kenmerk())
        .query(UUID.class)
        .optional()
        .isEmpty()) {
      return false;
    }
    jdbc.sql("select partner from abonnement_stand where partner = :partner for update")
        .param("partner", opdracht.partner())
        .query(String.class)
        .optional();
    werk.run();
    return true;
  }

  void gedaan(Opdracht opdracht, Collection<UUID> berichten, String uitkomst) {
    if (berichten.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update heraanbod_bericht b set uitkomst = :uitkomst, aanbod = case
              when :uitkomst = 'aangeboden' then (select l.aanbod from levering l
                where l.partner = :partner and l.bericht_id = b.bericht_id) end
            where heraanbod = :id and (uitkomst is null or uitkomst = 'onderweg')
              and bericht_id in (:berichten)""")
        .param("uitkomst", uitkomst)
        .param("partner", opdracht.partner())
        .param("id", opdracht.id())
        .param("berichten", berichten)
        .update();
  }
}
