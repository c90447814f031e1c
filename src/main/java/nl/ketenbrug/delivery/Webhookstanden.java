package nl.ketenbrug.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How the deliveries to each webhook go, and which engine makes them: one at a time, for as long as
 * it keeps saying that it is at work. Time is the database's, one for all engines.
 */
@Repository
public class Webhookstanden {

  private static final String VELDEN =
      """
      partner, poging, mislukt_sinds, wacht_tot, laatste_gelukt, laatste_mislukt, laatste_fout,
        waarschuwingen, handdruk_adres, handdruk_herkomst, per_minuut""";

  /** So long after its time an attempt is late because no engine was there. */
  private static final Duration AFWEZIG = Duration.ofMinutes(10);

  private final JdbcClient jdbc;

  /** This engine, in this life. */
  private final UUID motor = UUID.randomUUID();

  Webhookstanden(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  UUID motor() {
    return motor;
  }

  public Webhookstand van(String partner) {
    return jdbc.sql("select " + VELDEN + " from webhook_stand where partner = :partner")
        .param("partner", partner)
        .query(Webhookstanden::lees)
        .optional()
        .orElse(Webhookstand.NIEUW);
  }

  /** By partner; who never sent anything is not in it. */
  Map<String, Webhookstand> alle() {
    return jdbc
        .sql("select " + VELDEN + " from webhook_stand")
        .query((rij, nummer) -> Map.entry(rij.getString("partner"), lees(rij, nummer)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Makes this engine the one that delivers, unless another one does, or it is not time yet, or the
   * subscription stands still.
   */
  Optional<Webhookstand> neem(String partner, Duration hoelang) {
    jdbc.sql("insert into webhook_stand (partner) values (:partner) on conflict do nothing")
        .param("partner", partner)
        .update();
    return jdbc.sql(
            """
            update webhook_stand
            set bezet_door = :motor, bezet_tot = now() + :millis * interval '1 millisecond'
            where partner = (
                select partner from webhook_stand
                where partner = :partner and (bezet_tot is null or bezet_tot <= now())
                  and (wacht_tot is null or wacht_tot <= now())
                for update skip locked)
              and not exists (
                select 1 from abonnement_stand
                where partner = :partner and gepauzeerd_sinds is not null)
            returning\s"""
                + VELDEN)
        .param("motor", motor)
        .param("partner", partner)
        .param("millis", hoelang.toMillis())
        .query(Webhookstanden::lees)
        .optional();
  }

  /**
   * Before each event: whether this engine may still deliver, and then for so long more.
   *
   * @return false when another engine took over or the subscription was paused
   */
  boolean verleng(String partner, Duration hoelang) {
    return jdbc.sql(
                """
                update webhook_stand
                set bezet_tot = now() + :millis * interval '1 millisecond'
                where partner = :partner and bezet_door = :motor and bezet_tot > now()
                  and not exists (
                    select 1 from abonnement_stand
                    where partner = :partner and gepauzeerd_sinds is not null)""")
            .param("motor", motor)
            .param("partner", partner)
            .param("millis", hoelang.toMillis())
            .update()
        == 1;
  }

  void laatLos(String partner) {
    jdbc.sql(
            """
            update webhook_stand set bezet_door = null, bezet_tot = null
            where partner = :partner and bezet_door = :motor""")
        .param("motor", motor)
        .param("partner", partner)
        .update();
  }

  /**
   * Something arrived: all is well again.
   *
   * @param vol whether what waits for an error takes all the room meanwhile: then the next one
   *     goes, and how long others have got nothing goes on counting
   * @return false when another engine delivers by now; then nothing changes
   */
  boolean gelukt(String partner, boolean vol) {
    return jdbc.sql(
                """
                update webhook_stand
                set laatste_gelukt = now(), poging = 0,
                  mislukt_sinds = case when :vol then mislukt_sinds end,
                  wacht_tot = case when :vol then wacht_tot end,
                  waarschuwingen = case when :vol then waarschuwingen else 0 end
                where partner = :partner and bezet_door = :motor""")
            .param("motor", motor)
            .param("partner", partner)
            .param("vol", vol)
            .update()
        == 1;
  }

  /**
   * Notes an error that may be about one event: it says nothing yet of how long the receiver has
   * failed.
   *
   * @param wacht how long nothing is sent
   */
  void fout(String partner, String code, Duration wacht) {
    jdbc.sql(
            """
            update webhook_stand
            set laatste_mislukt = now(), laatste_fout = :code,
              wacht_tot = now() + :millis * interval '1 millisecond'
            where partner = :partner and bezet_door = :motor""")
        .param("motor", motor)
        .param("partner", partner)
        .param("code", code)
        .param("millis", wacht.toMillis())
        .update();
  }

  /** What a receiver allows: the next one not sooner than this. */
  void rust(String partner, Duration hoelang) {
    jdbc.sql(
            """
            update webhook_stand set wacht_tot = now() + :millis * interval '1 millisecond'
            where partner = :partner and bezet_door = :motor""")
        .param("motor", motor)
        .param("partner", partner)
        .param("millis", hoelang.toMillis())
        .update();
  }

  /**
   * @param zonderSucces how long nothing has succeeded now
   * @param waarschuwingen steps of warning given at earlier attempts
   */
  record Storing(Duration zonderSucces, int waarschuwingen) {}

  /**
   * Notes a failure. The time in which no engine tried, though it was time, is not the receiver's
   * and is left out of how long nothing succeeded.
   *
   * @param wacht how long nothing is sent
   * @return empty when another engine delivers by now; then nothing changes
   */
  Optional<Storing> mislukt(String partner, String code, Duration wacht) {
    return jdbc.sql(
            """
            update webhook_stand
            set poging = poging + 1,
              mislukt_sinds = case
                when mislukt_sinds is null then now()
                when now() - greatest(wacht_tot, laatste_mislukt) > :vrij * interval '1 millisecond'
                  then mislukt_sinds + (now() - greatest(wacht_tot, laatste_mislukt))
                else mislukt_sinds end,
              laatste_mislukt = now(), laatste_fout = :code,
              wacht_tot = now() + :millis * interval '1 millisecond'
            where partner = :partner and bezet_door = :motor
            returning (extract(epoch from now() - mislukt_sinds) * 1000)::bigint, waarschuwingen""")
        .param("motor", motor)
        .param("partner", partner)
        .param("code", code)
        .param("vrij", AFWEZIG.toMillis())
        .param("millis", wacht.toMillis())
        .query((rij, nummer) -> new Storing(Duration.ofMillis(rij.getLong(1)), rij.getInt(2)))
        .optional();
  }

  /**
   * @return false when this step was given already
   */
  boolean waarschuw(String partner, int stap) {
    return jdbc.sql(
                """
                update webhook_stand set waarschuwingen = :stap
                where partner = :partner and waarschuwingen < :stap""")
            .param("partner", partner)
            .param("stap", stap)
            .update()
        == 1;
  }

  /**
   * The receiver at this address agreed to get events from this origin.
   *
   * @return false when another engine delivers by now; then nothing changes
   */
  boolean handdruk(String partner, String adres, String herkomst, Integer perMinuut) {
    return jdbc.sql(
                """
                update webhook_stand
                set handdruk_adres = :adres, handdruk_herkomst = :herkomst, per_minuut = :perMinuut
                where partner = :partner and bezet_door = :motor""")
            .param("motor", motor)
            .param("partner", partner)
            .param("adres", adres)
            .param("herkomst", herkomst)
            .param("perMinuut", perMinuut)
            .update()
        == 1;
  }

  /** Whether it fails, or one of its events waits. */
  public boolean hapert(String partner) {
    return jdbc.sql(
            """
            select exists (select 1 from webhook_stand where partner = :partner and poging > 0)
              or exists (
                select 1 from webhook_wachtend join levering using (partner, bericht_id, aanbod)
                where partner = :partner and uitkomst is null and verstreken is null
                  and papier_bundel is null)""")
        .param("partner", partner)
        .query(Boolean.class)
        .single();
  }

  /**
   * Waits no longer, as a whole or for one of its events. How long it has failed goes on counting,
   * and warnings stay given.
   */
  public void probeerNu(String partner) {
    jdbc.sql(
            """
            update webhook_stand set wacht_tot = now()
            where partner = :partner and (poging > 0 or exists (
              select 1 from webhook_wachtend where partner = :partner and wacht_tot is null))""")
        .param("partner", partner)
        .update();
    probeerWachtendenNu(partner);
  }

  private void probeerWachtendenNu(String partner) {
    jdbc.sql(
            """
            update webhook_wachtend set wacht_tot = now()
            where partner = :partner and wacht_tot > now()""")
        .param("partner", partner)
        .update();
  }

  /** Forgets how long it has failed and what it waited for; what failed begins with a trial. */
  public void beginOpnieuw(String partner) {
    jdbc.sql(
            """
            update webhook_stand set wacht_tot = null, mislukt_sinds = null, waarschuwingen = 0
            where partner = :partner""")
        .param("partner", partner)
        .update();
    probeerWachtendenNu(partner);
  }

  private static Webhookstand lees(ResultSet rij, int nummer) throws SQLException {
    return new Webhookstand(
        rij.getInt("poging"),
        moment(rij, "mislukt_sinds"),
        moment(rij, "wacht_tot"),
        moment(rij, "laatste_gelukt"),
        moment(rij, "laatste_mislukt"),
        rij.getString("laatste_fout"),
        rij.getInt("waarschuwingen"),
        rij.getString("handdruk_adres"),
        rij.getString("handdruk_herkomst"),
        rij.getObject("per_minuut", Integer.class));
  }

  private static Instant moment(ResultSet rij, String kolom) throws SQLException {
    Timestamp moment = rij.getTimestamp(kolom);
    return moment == null ? null : moment.toInstant();
  }
}
