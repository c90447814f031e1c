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
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What each partner got, under which number, and what it answered. */
@Repository("leveringen")
public class Leveringen {

  /** What a delivery became whose term ran out: no answer of its partner. */
  static final String VERLOPEN = "verlopen";

  private final JdbcClient jdbc;
  private final Berichtenlog log;
  private final Clock clock;

  Leveringen(JdbcClient jdbc, Berichtenlog log, Clock clock) {
    this.jdbc = jdbc;
    this.log = log;
    this.clock = clock;
  }

  /**
   * The state of one event at one partner.
   *
   * @param uitkomst the partner's answer, {@code verlopen}, or null
   * @param verstreken when its term was over; null when it is not
   * @param opVerlopen whether a copy of it may stand on queue {@code verlopen}
   */
  public record Levering(
      UUID berichtId,
      long volgnummer,
      UUID correlatieId,
      String drager,
      int keer,
      String uitkomst,
      String reden,
      Instant verstreken,
      boolean opVerlopen) {

    /** By the partner; that it expired is no answer of it. */
    boolean isBeantwoord() {
      return uitkomst != null && !VERLOPEN.equals(uitkomst);
    }

    /** Whether its term is over, also when it was answered later. */
    boolean isVerstreken() {
      return verstreken != null;
    }
  }

  /**
   * Gives the event its number. A redelivery of the same message gets the same number; another
   * message with the same event was already delivered and ends here.
   */
  public void nummer(Exchange exchange, String partner) {
    Message message = exchange.getMessage();
    UUID id = UUID.fromString(message.getHeader(Koppen.BERICHT_ID, String.class));
    String drager = message.getHeader("JMSMessageID", String.class);
    UUID correlatie = UUID.fromString(message.getHeader(Koppen.CORRELATIE_ID, String.class));
    Levering levering = vindOfNummer(partner, id, correlatie, drager);
    exchange.setProperty("partner", partner);
    if (!levering.drager().equals(drager)) {
      log.schrijf(
          new LogRegelBouwer(Stap.DUPLICAAT, new BerichtId(id), clock.instant())
              .correlatie(correlatie)
              .partner(partner, levering.volgnummer())
              .bouw());
      exchange.setRouteStop(true);
      return;
    }
    message.setHeader(Koppen.VOLGNUMMER, levering.volgnummer());
  }

  /**
   * One statement, so that the number is taken and used together or not at all: a queue that is
   * read in order waits for each trip to the database.
   */
  private Levering vindOfNummer(String partner, UUID id, UUID correlatie, String drager) {
    return jdbc.sql(
            """
            with bekend as (
              select bericht_id, volgnummer, correlatie_id, drager, keer, uitkomst, reden,
                verstreken, op_verlopen
              from levering where partner = :partner and bericht_id = :id),
            nummer as (
              insert into abonnement_stand (partner, laatste)
              select :partner, 1 where not exists (select 1 from bekend)
              on conflict (partner) do update set laatste = abonnement_stand.laatste + 1
              returning laatste),
            nieuw as (
              insert into levering
                (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
              select :partner, :id, laatste, :correlatie, :drager, :nu from nummer
              returning bericht_id, volgnummer, correlatie_id, drager, keer, uitkomst, reden,
                verstreken, op_verlopen)
            select * from bekend union all select * from nieuw""")
        .param("partner", partner)
        .param("id", id)
        .param("correlatie", correlatie)
        .param("drager", drager)
        .param("nu", nu())
        .query(Leveringen::lees)
        .single();
  }

  Optional<Levering> zoek(String partner, UUID id) {
    return jdbc.sql(
            """
            select bericht_id, volgnummer, correlatie_id, drager, keer, uitkomst, reden,
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
            select bericht_id, volgnummer, correlatie_id, drager, keer, uitkomst, reden,
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
   * Notes the partner's final answer; the first one counts, also when the term was over before. A
   * database holds no NUL.
   */
  void beantwoord(String partner, UUID id, String uitkomst, String reden, Instant moment) {
    jdbc.sql(
            """
            update levering set uitkomst = :uitkomst, reden = :reden, bevestigd = :moment, vast_tot = null
            where partner = :partner and bericht_id = :id
              and (uitkomst is null or uitkomst = 'verlopen')""")
        .param("partner", partner)
        .param("id", id)
        .param("uitkomst", uitkomst)
        .param("reden", reden == null ? null : reden.replace('\u0000', '\uFFFD'))
        .param("moment", Timestamp.from(moment))
        .update();
  }

  /**
   * Takes back an answer, because a person puts the event before the partner again. If the event
   * was withdrawn or corrected, the partner has to confirm that once more: it hears this again
   * after it.
   */
  @Transactional
  public void heropen(String partner, UUID id) {
    jdbc.sql(
            """
            update levering
            set uitkomst = null, reden = null, bevestigd = null, vast_tot = null, heropend = :nu,
              gewaarschuwd = null, verstreken = null, verlopen = null, verloop_gemeld = null
            where partner = :partner and bericht_id = :id""")
        .param("partner", partner)
        .param("id", id)
        .param("nu", nu())
        .update();
    jdbc.sql("update herroeping set afgerond = null where betreft = :id").param("id", id).update();
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
        rij.getString("uitkomst"),
        rij.getString("reden"),
        verstreken == null ? null : verstreken.toInstant(),
        rij.getBoolean("op_verlopen"));
  }

  /** The partner refused it, and nobody puts it before the partner again. */
  public void blijftGeweigerd(String partner, UUID id) {
    beantwoord(partner, id, Antwoord.GEWEIGERD.naam(), null, clock.instant());
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
