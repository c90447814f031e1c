package nl.ketenbrug.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the engine tells a partner about its own deliveries, waiting for the broker. It is written
 * with the state that it tells of, and keeps its id: what is sent twice is dropped by that id.
 */
@Repository
class Leveringsmeldingen {

  private static final Duration NUMMERTIJD = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  Leveringsmeldingen(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One notice.
   *
   * @param inhoud in the format of the partner's profile, without personal data
   */
  record Melding(UUID berichtId, String partner, String gebeurtenistype, String inhoud) {}

  void voegToe(Melding melding) {
    jdbc.sql(
            """
            insert into leveringsmelding (bericht_id, partner, gebeurtenistype, inhoud, gemaakt)
            values (:id, :partner, :type, :inhoud, :nu)""")
        .param("id", melding.berichtId())
        .param("partner", melding.partner())
        .param("type", melding.gebeurtenistype())
        .param("inhoud", melding.inhoud())
        .param("nu", Timestamp.from(clock.instant()))
        .update();
  }

  /**
   * The oldest that the broker does not have yet, or that got no number an hour after it had them:
   * an address without this subscription's queue takes a message and keeps it nowhere.
   *
   * @param zonderNummer whether those that got no number are meant too
   */
  List<Melding> open(String partner, boolean zonderNummer) {
    Timestamp kwijt = Timestamp.from(clock.instant().minus(NUMMERTIJD));
    return jdbc.sql(
            """
            select m.bericht_id, m.partner, m.gebeurtenistype, m.inhoud from leveringsmelding m
            where m.partner = :partner and (m.verzonden is null or :zonderNummer and m.verzonden < :kwijt
                and not exists (select 1 from levering l
                  where l.partner = m.partner and l.bericht_id = m.bericht_id))
            order by m.bericht_id limit 100""")
        .param("partner", partner)
        .param("kwijt", kwijt)
        .param("zonderNummer", zonderNummer)
        .query(Melding.class)
        .list();
  }

  void verzonden(Melding melding) {
    jdbc.sql("update leveringsmelding set verzonden = :nu where bericht_id = :id")
        .param("nu", Timestamp.from(clock.instant()))
        .param("id", melding.berichtId())
        .update();
  }
}
