package nl.ketenbrug.messagelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts log lines in the database. Safe to repeat: a line that is there already changes nothing, so
 * a batch may be offered again after a crash.
 */
@Service
public class LogSchrijver {

  private static final String INHOUD =
      """
      INSERT INTO inhoud (hash, bytes)
      SELECT * FROM unnest(:hashes::text[], :inhouden::bytea[])
      ON CONFLICT (hash) DO NOTHING
      """;

  /**
   * Lines and summary in one statement: only lines that are really new reach the summary. Both
   * inserts go in order of key, so that two writers wait for each other and never deadlock.
   *
   * <p>Type, source and dossier of a message are the same on all of its lines, or not known yet;
   * LEAST ignores what is not known and does not depend on the order of arrival.
   */
  private static final String REGELS =
      """
      WITH nieuw AS (
        INSERT INTO logregel (id, tijdstip, stap, bericht_id, correlatie_id, oorzaak_id,
            verwijzing, gebeurtenistype, bron, dossier, route, versies, partner, volgnummer, actor, code,
            uitleg, inhoudstype, inhoud_hash)
        SELECT id, tijdstip, stap, bericht_id, correlatie_id, oorzaak_id,
            verwijzing, gebeurtenistype, bron, dossier, route, versies, partner, volgnummer, actor, code,
            uitleg, inhoudstype, inhoud_hash
        FROM unnest(:id::uuid[], :tijdstip::text[]::timestamptz[], :stap::text[], :bericht_id::uuid[],
            :correlatie_id::uuid[], :oorzaak_id::uuid[], :verwijzing::uuid[], :gebeurtenistype::text[],
            :bron::text[], :dossier::text[], :route::text[], :versies::text[]::jsonb[],
            :partner::text[], :volgnummer::bigint[], :actor::text[], :code::text[], :uitleg::text[],
            :inhoudstype::text[], :inhoud_hash::text[]) AS r (id, tijdstip, stap, bericht_id,
            correlatie_id, oorzaak_id, verwijzing, gebeurtenistype, bron, dossier, route, versies,
            partner, volgnummer, actor, code, uitleg, inhoudstype, inhoud_hash)
        ORDER BY id
        ON CONFLICT (id) DO NOTHING
        RETURNING *)
      INSERT INTO bericht AS b (bericht_id, correlatie_id, oorzaak_id, gebeurtenistype, bron,
          dossier, eerste_tijdstip, laatste_tijdstip, laatste_regel, laatste_stap, aantal_stappen)
      SELECT bericht_id,
          (array_agg(correlatie_id ORDER BY correlatie_id))[1],
          (array_agg(oorzaak_id ORDER BY oorzaak_id))[1],
          min(gebeurtenistype), min(bron), min(dossier), min(tijdstip), max(tijdstip),
          (array_agg(id ORDER BY tijdstip DESC, id DESC))[1],
          (array_agg(stap ORDER BY tijdstip DESC, id DESC))[1],
          count(*)
      FROM nieuw
      WHERE stap NOT IN ('ingezien', 'duplicaat', 'vervangt')
      GROUP BY bericht_id
      ORDER BY bericht_id
      ON CONFLICT (bericht_id) DO UPDATE SET
          correlatie_id = LEAST(b.correlatie_id, EXCLUDED.correlatie_id),
          oorzaak_id = LEAST(b.oorzaak_id, EXCLUDED.oorzaak_id),
          gebeurtenistype = LEAST(b.gebeurtenistype, EXCLUDED.gebeurtenistype),
          bron = LEAST(b.bron, EXCLUDED.bron),
          dossier = LEAST(b.dossier, EXCLUDED.dossier),
          eerste_tijdstip = LEAST(b.eerste_tijdstip, EXCLUDED.eerste_tijdstip),
          (laatste_tijdstip, laatste_regel, laatste_stap) = (
              SELECT t, r, s FROM (VALUES
                  (b.laatste_tijdstip, b.laatste_regel, b.laatste_stap),
                  (EXCLUDED.laatste_tijdstip, EXCLUDED.laatste_regel, EXCLUDED.laatste_stap))
                  AS keuze (t, r, s)
              ORDER BY t DESC, r DESC LIMIT 1),
          aantal_stappen = b.aantal_stappen + EXCLUDED.aantal_stappen
      """;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final TransactionTemplate transactie;

  /**
   * The transaction is the database's own, whatever other transaction managers the engine has: with
   * one of JMS in its place, half a batch could stay behind.
   */
  public LogSchrijver(DataSource database) {
    this.jdbc = JdbcClient.create(database);
    this.transactie = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /**
   * Stores these lines, each once, in one transaction. Looking at a message ({@link
   * Stap#INGEZIEN}), sending it again ({@link Stap#DUPLICAAT}) or that it stands in the place of
   * another ({@link Stap#VERVANGT}) is stored as a line but does not change the message's summary:
   * the state of a message is not that somebody read about it.
   *
   * @param regels in any order; may hold lines that are stored already
   * @throws IllegalArgumentException when a line lacks id, moment, step, message or correlation, or
   *     when its hash is not that of its payload; nothing is stored then
   * @throws org.springframework.dao.DataAccessException when the database does not take them;
   *     nothing is stored then
   */
  public void schrijf(List<LogRegel> regels) {
    if (regels.isEmpty()) {
      return;
    }
    Map<String, byte[]> inhouden = new TreeMap<>();
    List<String> hashes = new ArrayList<>(regels.size());
    for (LogRegel regel : regels) {
      controleer(regel);
      hashes.add(zetApart(regel, inhouden));
    }
    Map<String, Object> kolommen = kolommen(regels, hashes);
    transactie.executeWithoutResult(status -> bewaar(inhouden, kolommen));
  }

  private void bewaar(Map<String, byte[]> inhouden, Map<String, Object> kolommen) {
    if (!inhouden.isEmpty()) {
      jdbc.sql(INHOUD)
          .param("hashes", inhouden.keySet().toArray(String[]::new))
          .param("inhouden", inhouden.values().toArray(byte[][]::new))
          .update();
    }
    jdbc.sql(REGELS).params(kolommen).update();
  }

  private static void controleer(LogRegel regel) {
    if (regel.id() == null
        || regel.tijdstip() == null
        || regel.stap() == null
        || regel.berichtId() == null
        || regel.correlatieId() == null) {
      throw new IllegalArgumentException(
          "Logregel %s mist id, tijdstip, stap, berichtId of correlatieId".formatted(regel.id()));
    }
  }

  /** Sets the payload apart by its hash. @return the hash that the line refers to, or null */
  private static String zetApart(LogRegel regel, Map<String, byte[]> inhouden) {
    if (regel.inhoud() == null) {
      return regel.inhoudHash();
    }
    byte[] bytes = regel.inhoud().getBytes(StandardCharsets.UTF_8);
    String hash = Inhoudhash.van(bytes);
    if (regel.inhoudHash() != null && !regel.inhoudHash().equals(hash)) {
      throw new IllegalArgumentException(
          "Logregel %s draagt een andere inhoud dan zijn hash zegt".formatted(regel.id()));
    }
    inhouden.put(hash, bytes);
    return hash;
  }

  /** Each column as an array, by its name. */
  private static Map<String, Object> kolommen(List<LogRegel> regels, List<String> hashes) {
    Map<String, Object> kolommen = new HashMap<>();
    // As text with its zone: an array of timestamps is sent as the wall clock of this machine.
    kolommen.put("tijdstip", teksten(regels, regel -> regel.tijdstip().toString()));
    kolommen.put("id", ids(regels, LogRegel::id));
    kolommen.put("bericht_id", ids(regels, LogRegel::berichtId));
    kolommen.put("correlatie_id", ids(regels, LogRegel::correlatieId));
    kolommen.put("oorzaak_id", ids(regels, LogRegel::oorzaakId));
    kolommen.put("verwijzing", ids(regels, LogRegel::verwijzing));
    kolommen.put("stap", teksten(regels, regel -> regel.stap().naam()));
    kolommen.put("gebeurtenistype", teksten(regels, LogRegel::gebeurtenistype));
    kolommen.put("bron", teksten(regels, LogRegel::bron));
    kolommen.put("dossier", teksten(regels, LogRegel::dossier));
    kolommen.put("route", teksten(regels, LogRegel::route));
    kolommen.put("versies", teksten(regels, regel -> json(regel.versies())));
    kolommen.put("partner", teksten(regels, LogRegel::partner));
    kolommen.put("volgnummer", regels.stream().map(LogRegel::volgnummer).toArray(Long[]::new));
    kolommen.put("actor", teksten(regels, LogRegel::actor));
    kolommen.put("code", teksten(regels, LogRegel::code));
    kolommen.put("uitleg", teksten(regels, LogRegel::uitleg));
    kolommen.put("inhoudstype", teksten(regels, LogRegel::inhoudstype));
    kolommen.put("inhoud_hash", hashes.toArray(String[]::new));
    return kolommen;
  }

  private static UUID[] ids(List<LogRegel> regels, Function<LogRegel, UUID> veld) {
    return regels.stream().map(veld).toArray(UUID[]::new);
  }

  private static String[] teksten(List<LogRegel> regels, Function<LogRegel, String> veld) {
    return regels.stream().map(veld).map(LogSchrijver::tekst).toArray(String[]::new);
  }

  /**
   * PostgreSQL takes neither the null character nor half a surrogate pair as text; a description of
   * what a source sent may hold them.
   */
  private static String tekst(String waarde) {
    if (waarde == null) {
      return null;
    }
    byte[] utf8 = waarde.replace('\u0000', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static String json(Map<String, String> versies) {
    if (versies == null) {
      return null;
    }
    try {
      return JSON.writeValueAsString(versies);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "De versies van een logregel zijn niet als JSON te schrijven", e);
    }
  }
}
