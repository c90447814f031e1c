package nl.ketenbrug.delivery;

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
import nl.ketenbrug.delivery.Heraanbod.Telling;
import nl.ketenbrug.delivery.Heraanbod.Toestand;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The orders to offer again, and what each of them has left to do. */
@Repository
public class Heraanbiedingen {

  private static final String KEUZE =
      """
       from levering l left join bericht b on b.bericht_id = l.bericht_id
      where l.partner = :partner
        and l.volgnummer >= coalesce(:vanaf::bigint, 0)
        and (:van::timestamptz is null or l.klaargezet >= :van::timestamptz)
        and (:tot::timestamptz is null or l.klaargezet < :tot::timestamptz)
        and (:type::text is null or b.gebeurtenistype = :type::text)
        and (:bericht::uuid is null or l.bericht_id = :bericht::uuid)
        and (not :verlopen or l.uitkomst = 'verlopen')""";

  private static final String OVERZICHT =
      """
      select h.id, h.partner, h.gevraagd_door, h.gevraagd, h.akkoord_door, h.toestand, h.per_seconde,
        count(b.*) as omvang,
        count(*) filter (where b.uitkomst = 'aangeboden') as aangeboden,
        count(*) filter (where b.uitkomst = 'zonder-inhoud') as zonder_inhoud
      from heraanbod h left join heraanbod_bericht b on b.heraanbod = h.id
      where %s group by h.id order by h.gevraagd desc limit 100""";

  private final JdbcClient jdbc;

  Heraanbiedingen(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Telling tel(Keuze keuze) {
    return met(
            keuze,
            """
            select count(*) filter (where l.uitkomst = 'geaccepteerd'),
              count(*) filter (where l.uitkomst = 'verlopen'),
              count(*) filter (where l.uitkomst is null),
              count(*) filter (where l.uitkomst = 'geweigerd')"""
                + KEUZE)
        .query(
            (rij, nummer) ->
                new Telling(rij.getLong(1), rij.getLong(2), rij.getLong(3), rij.getLong(4)))
        .single();
  }

  /** Writes the order down with the confirmed and expired events that fall under it now. */
  @Transactional
  public void maak(
      UUID id, Keuze keuze, String wie, Instant nu, int perSeconde, Toestand toestand) {
    jdbc.sql(
            """
            insert into heraanbod (id, partner, gevraagd_door, gevraagd, toestand, per_seconde)
            values (:id, :partner, :wie, :nu, :toestand, :tempo)""")
        .param("id", id)
        .param("partner", keuze.partner())
        .param("wie", wie)
        .param("nu", Timestamp.from(nu))
        .param("toestand", toestand.naam())
        .param("tempo", perSeconde)
        .update();
    met(
            keuze,
            "insert into heraanbod_bericht (heraanbod, volgnummer, bericht_id)"
                + " select :id::uuid, l.volgnummer, l.bericht_id"
                + KEUZE
                + " and l.uitkomst in ('geaccepteerd', 'verlopen')")
        .param("id", id)
        .update();
  }

  private JdbcClient.StatementSpec met(Keuze keuze, String sql) {
    return jdbc.sql(sql)
        .param("partner", keuze.partner())
        .param("vanaf", keuze.vanaf())
        .param("van", moment(keuze.van()))
        .param("tot", moment(keuze.tot()))
        .param("type", keuze.gebeurtenistype())
        .param("bericht", keuze.berichtId())
        .param("verlopen", keuze.verlopen());
  }

  private static Timestamp moment(Instant moment) {
    return moment == null ? null : Timestamp.from(moment);
  }

  public Optional<Heraanbod> zoek(String partner, UUID id) {
    return jdbc.sql(OVERZICHT.formatted("h.partner = :partner and h.id = :id"))
        .param("partner", partner)
        .param("id", id)
        .query(Heraanbiedingen::lees)
        .optional();
  }

  /** The newest first, at most a hundred. */
  public List<Heraanbod> van(String partner) {
    return jdbc.sql(OVERZICHT.formatted("h.partner = :partner"))
        .param("partner", partner)
        .query(Heraanbiedingen::lees)
        .list();
  }

  private static Heraanbod lees(java.sql.ResultSet rij, int nummer) throws java.sql.SQLException {
    return new Heraanbod(
        rij.getObject("id", UUID.class),
        rij.getString("partner"),
        rij.getString("gevraagd_door"),
        rij.getTimestamp("gevraagd").toInstant(),
        rij.getString("akkoord_door"),
        Toestand.van(rij.getString("toestand")),
        rij.getInt("per_seconde"),
        rij.getLong("omvang"),
        rij.getLong("aangeboden"),
        rij.getLong("zonder_inhoud"));
  }

  /**
   * @return false when the order was in none of the states {@code uit}; then nothing changes
   */
  boolean zet(UUID id, Set<Toestand> uit, Toestand naar, String akkoordDoor) {
    return jdbc.sql(
                """
                update heraanbod
                set toestand = :naar, akkoord_door = coalesce(:wie::text, akkoord_door)
                where id = :id and toestand in (:uit)""")
            .param("naar", naar.naam())
            .param("wie", akkoordDoor)
            .param("id", id)
            .param("uit", uit.stream().map(Toestand::naam).collect(Collectors.toSet()))
            .update()
        == 1;
  }

  /** An order to work at, without its counts. */
  record Opdracht(UUID id, String partner, String gevraagdDoor, int perSeconde) {}

  /**
   * One running order that no engine works at, the one that waited longest; it is the caller's
   * until then.
   */
  Optional<Opdracht> neem(Instant nu, Duration hoelang) {
    return jdbc.sql(
            """
            update heraanbod set bezet_tot = :tot
            where id = (
              select id from heraanbod
              where toestand = 'loopt' and (bezet_tot is null or bezet_tot < :nu)
              order by bezet_tot nulls first, gevraagd limit 1 for update skip locked)
            returning *""")
        .param("tot", Timestamp.from(nu.plus(hoelang)))
        .param("nu", Timestamp.from(nu))
        .query(
            (rij, nummer) ->
                new Opdracht(
                    rij.getObject("id", UUID.class),
                    rij.getString("partner"),
                    rij.getString("gevraagd_door"),
                    rij.getInt("per_seconde")))
        .optional();
  }

  void geefTerug(UUID id, Instant tot) {
    jdbc.sql("update heraanbod set bezet_tot = :tot where id = :id")
        .param("tot", Timestamp.from(tot))
        .param("id", id)
        .update();
  }

  /** The next events of an order, oldest number first. */
  List<UUID> volgende(UUID id, int aantal) {
    return jdbc.sql(
            """
            select bericht_id from heraanbod_bericht
            where heraanbod = :id and uitkomst is null order by volgnummer limit :aantal""")
        .param("id", id)
        .param("aantal", aantal)
        .query(UUID.class)
        .list();
  }

  void gedaan(UUID id, Collection<UUID> berichten, String uitkomst) {
    if (berichten.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update heraanbod_bericht set uitkomst = :uitkomst
            where heraanbod = :id and uitkomst is null and bericht_id in (:berichten)""")
        .param("uitkomst", uitkomst)
        .param("id", id)
        .param("berichten", berichten)
        .update();
  }
}
