package nl.ketenbrug.messagelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** From a row of the database to what the log speaks in. */
final class Logrij {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, String>> VERSIES = new TypeReference<>() {};

  private Logrij() {}

  static Berichtoverzicht overzicht(ResultSet rij, int nummer) throws SQLException {
    return new Berichtoverzicht(
        uuid(rij, "bericht_id"),
        uuid(rij, "correlatie_id"),
        uuid(rij, "oorzaak_id"),
        rij.getString("gebeurtenistype"),
        rij.getString("bron"),
        rij.getString("dossier"),
        moment(rij, "eerste_tijdstip"),
        moment(rij, "laatste_tijdstip"),
        stap(rij.getString("laatste_stap")),
        rij.getLong("aantal_stappen"));
  }

  /** A line without its payload; that is kept apart, by hash. */
  static LogRegel regel(ResultSet rij, int nummer) throws SQLException {
    return new LogRegel(
        uuid(rij, "id"),
        moment(rij, "tijdstip"),
        stap(rij.getString("stap")),
        uuid(rij, "bericht_id"),
        uuid(rij, "correlatie_id"),
        uuid(rij, "oorzaak_id"),
        uuid(rij, "verwijzing"),
        rij.getString("gebeurtenistype"),
        rij.getString("bron"),
        rij.getString("dossier"),
        rij.getString("route"),
        versies(rij.getString("versies")),
        rij.getString("partner"),
        rij.getObject("volgnummer", Long.class),
        rij.getString("actor"),
        rij.getString("code"),
        rij.getString("uitleg"),
        rij.getString("inhoudstype"),
        rij.getString("inhoud_hash"),
        null);
  }

  static LogRegel met(LogRegel r, String inhoud) {
    return new LogRegel(
        r.id(),
        r.tijdstip(),
        r.stap(),
        r.berichtId(),
        r.correlatieId(),
        r.oorzaakId(),
        r.verwijzing(),
        r.gebeurtenistype(),
        r.bron(),
        r.dossier(),
        r.route(),
        r.versies(),
        r.partner(),
        r.volgnummer(),
        r.actor(),
        r.code(),
        r.uitleg(),
        r.inhoudstype(),
        r.inhoudHash(),
        inhoud);
  }

  private static Stap stap(String naam) {
    return Stap.valueOf(naam.toUpperCase(Locale.ROOT));
  }

  private static UUID uuid(ResultSet rij, String kolom) throws SQLException {
    return rij.getObject(kolom, UUID.class);
  }

  private static Instant moment(ResultSet rij, String kolom) throws SQLException {
    return rij.getObject(kolom, OffsetDateTime.class).toInstant();
  }

  private static Map<String, String> versies(String json) {
    if (json == null) {
      return null;
    }
    try {
      return JSON.readValue(json, VERSIES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Versies in het log zijn niet leesbaar", e);
    }
  }
}
