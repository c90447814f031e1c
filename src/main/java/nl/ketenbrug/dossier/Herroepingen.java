package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which events take back or correct what was told before. */
@Repository
public class Herroepingen {

  private final JdbcClient jdbc;
  private final Clock clock;

  Herroepingen(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What the later event does to the earlier one. */
  public enum Soort {
    INTREKKING("intrekking"),
    CORRECTIE("correctie");

    private final String naam;

    Soort(String naam) {
      this.naam = naam;
    }
  }

  /**
   * @param bericht the event that takes back or corrects
   * @param betreft the one that it names
   */
  public record Herroeping(
      BerichtId bericht,
      BerichtId betreft,
      Soort soort,
      String gebeurtenistype,
      Dossiersleutel dossier) {}

  /** Keeps it, once for each event. */
  public void noteer(Herroeping herroeping) {
    jdbc.sql(
            """
            insert into herroeping (bericht_id, betreft, soort, gebeurtenistype, dossier, sinds)
            values (:bericht, :betreft, :soort, :type, :dossier, :nu)
            on conflict (bericht_id) do nothing""")
        .param("bericht", herroeping.bericht().value())
        .param("betreft", herroeping.betreft().value())
        .param("soort", herroeping.soort().naam)
        .param("type", herroeping.gebeurtenistype())
        .param("dossier", herroeping.dossier().value())
        .param("nu", Timestamp.from(clock.instant()))
        .update();
  }

  /** The event by which this attachment of this debtor was first told. */
  public Optional<BerichtId> eersteVan(String registratieId, Dossiersleutel dossier) {
    return jdbc.sql(
            """
            select eerste_bericht from beslag
            where registratie_id = :id and dossier = :dossier and eerste_bericht is not null""")
        .param("id", registratieId)
        .param("dossier", dossier.value())
        .query(UUID.class)
        .optional()
        .map(BerichtId::new);
  }
}
