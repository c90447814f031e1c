package nl.ketenbrug.messagelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        FROM jsonb_to_recordset(:regels::jsonb) AS r (id uuid, tijdstip timestamptz, stap text,
            bericht_id uuid, correlatie_id uuid, oorzaak_id uuid, verwijzing uuid, gebeurtenistype text, bron text,
            dossier text, route text, versies jsonb, partner text, volgnummer bigint, actor text,
            code text, uitleg text, inhoudstype text, inhoud_hash text)
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
    List<Map<String, Object>> rijen = new ArrayList<>(regels.size());
    for (LogRegel regel : regels) {
      controleer(regel);
      rijen.add(rij(regel, zetApart(regel, inhouden)));
    }

    transactie.executeWithoutResult(status -> bewaar(inhouden, rijen));
  }

  private void bewaar(Map<String, byte[]> inhouden, List<Map<String, Object>> rijen) {
    if (!inhouden.isEmpty()) {
      jdbc.sql(INHOUD)
          .param("hashes", inhouden.keySet().toArray(String[]::new))
          .param("inhouden", inhouden.values().toArray(byte[][]::new))
          .update();
    }
    jdbc.sql(REGELS).param("regels", json(rijen)).update();
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

  private static Map<String, Object> rij(LogRegel regel, String hash) {
    Map<String, Object> rij = new LinkedHashMap<>();
    rij.put("id", regel.id().toString());
    rij.put("tijdstip", regel.tijdstip().toString());
    rij.put("stap", regel.stap().naam());
    rij.put("bericht_id", regel.berichtId().toString());
    rij.put("correlatie_id", regel.correlatieId().toString());
    rij.put("oorzaak_id", regel.oorzaakId() == null ? null : regel.oorzaakId().toString());
    rij.put("verwijzing", regel.verwijzing() == null ? null : regel.verwijzing().toString());
    rij.put("gebeurtenistype", tekst(regel.gebeurtenistype()));
    rij.put("bron", tekst(regel.bron()));
    rij.put("dossier", tekst(regel.dossier()));
    rij.put("route", tekst(regel.route()));
    rij.put("versies", regel.versies());
    rij.put("partner", tekst(regel.partner()));
    rij.put("volgnummer", regel.volgnummer());
    rij.put("actor", tekst(regel.actor()));
    rij.put("code", tekst(regel.code()));
    rij.put("uitleg", tekst(regel.uitleg()));
    rij.put("inhoudstype", tekst(regel.inhoudstype()));
    rij.put("inhoud_hash", hash);
    return rij;
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

  private static String json(Object waarde) {
    try {
      return JSON.writeValueAsString(waarde);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Logregels zijn niet als JSON te schrijven", e);
    }
  }
}
