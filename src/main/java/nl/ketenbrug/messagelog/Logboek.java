package nl.ketenbrug.messagelog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the message log. Every list goes by key and index: no OFFSET, no COUNT. */
@Service
public class Logboek {

  /** How many other messages of a correlation are told with a message. */
  public static final int MAX_VERWANTEN = 500;

  private final JdbcClient jdbc;

  private final TransactionTemplate momentopname;

  public Logboek(DataSource database) {
    this.jdbc = JdbcClient.create(database);
    this.momentopname = new TransactionTemplate(new JdbcTransactionManager(database));
    momentopname.setReadOnly(true);
    momentopname.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** A page of messages, newest first by moment of registration, then by id. */
  public Berichtpagina berichten(Logvraag vraag) {
    StringBuilder sql = new StringBuilder("SELECT * FROM bericht WHERE true");
    Map<String, Object> waarden = new HashMap<>();
    beperk(sql, waarden, "bericht_id = :berichtId", "berichtId", vraag.berichtId());
    beperk(sql, waarden, "correlatie_id = :correlatieId", "correlatieId", vraag.correlatieId());
    beperk(sql, waarden, "gebeurtenistype = :type", "type", vraag.type());
    beperk(sql, waarden, "eerste_tijdstip >= :van", "van", tijd(vraag.van()));
    beperk(sql, waarden, "eerste_tijdstip < :tot", "tot", tijd(vraag.tot()));
    if (vraag.na() != null) {
      sql.append(" AND (eerste_tijdstip, bericht_id) < (:naTijd, :naId)");
      waarden.put("naTijd", tijd(vraag.na().tijdstip()));
      waarden.put("naId", vraag.na().berichtId());
    }
    sql.append(" ORDER BY eerste_tijdstip DESC, bericht_id DESC LIMIT :limiet");
    // One more than asked tells whether there is a next page, without counting.
    waarden.put("limiet", vraag.limiet() + 1);

    List<Berichtoverzicht> gevonden =
        jdbc.sql(sql.toString()).params(waarden).query(Logrij::overzicht).list();
    if (gevonden.size() <= vraag.limiet()) {
      return new Berichtpagina(gevonden, null);
    }
    List<Berichtoverzicht> pagina = List.copyOf(gevonden.subList(0, vraag.limiet()));
    Berichtoverzicht laatste = pagina.get(pagina.size() - 1);
    Logcursor cursor = new Logcursor(laatste.eersteTijdstip(), laatste.berichtId());
    return new Berichtpagina(pagina, cursor.toString());
  }

  /** The summary of one message, without payloads: reading it is no look into a message. */
  public Optional<Berichtoverzicht> overzicht(UUID berichtId) {
    return jdbc.sql("SELECT * FROM bericht WHERE bericht_id = :id")
        .param("id", berichtId)
        .query(Logrij::overzicht)
        .optional();
  }

  /**
   * Whether this message stands apart until somebody decides about it, as far as the log goes. What
   * one partner refused does not count: the message itself went its way.
   */
  public boolean staatApart(UUID berichtId) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT 1 FROM bericht b JOIN logregel r ON r.id = b.laatste_regel
              WHERE b.bericht_id = :id AND b.laatste_stap = :geparkeerd AND r.partner IS NULL)""")
        .param("id", berichtId)
        .param("geparkeerd", Stap.GEPARKEERD.naam())
        .query(Boolean.class)
        .single();
  }

  /**
   * One message with all its steps, payloads and relatives, as of one moment. Whoever shows this to
   * a person has logged {@link Stap#INGEZIEN} first.
   */
  public Optional<Berichtspoor> bericht(UUID berichtId) {
    return momentopname.execute(status -> overzicht(berichtId).map(this::spoor));
  }

  private Berichtspoor spoor(Berichtoverzicht bericht) {
    return new Berichtspoor(
        bericht,
        stappen("bericht_id", bericht.berichtId()),
        Verwantschap.rond(bericht.berichtId(), correlatie(bericht.correlatieId())));
  }

  /**
   * Every step of every message of a correlation in order of time, then id, with payloads. Whoever
   * shows this to a person has logged {@link Stap#INGEZIEN} first.
   */
  public List<LogRegel> tijdlijn(UUID correlatieId) {
    return momentopname.execute(status -> stappen("correlatie_id", correlatieId));
  }

  /**
   * How an event was laid ready for a partner, with the body that this route made; empty when the
   * log holds no such step, no longer its body, or the body of another route. For the engine
   * itself, not to show.
   */
  public Optional<LogRegel> klaargezet(String partner, UUID berichtId, String gemaaktDoor) {
    return jdbc.sql(
            """
            SELECT k.* FROM logregel k JOIN logregel g USING (bericht_id, inhoud_hash)
            WHERE k.bericht_id = :id AND k.stap = 'klaargezet' AND k.partner = :partner
              AND g.stap = 'gepubliceerd' AND g.route = :route
            ORDER BY k.id LIMIT 1
            """)
        .param("route", gemaaktDoor)
        .param("id", berichtId)
        .param("partner", partner)
        .query(Logrij::regel)
        .optional()
        .map(regel -> Logrij.met(regel, inhouden(List.of(regel)).get(regel.inhoudHash())))
        .filter(regel -> regel.inhoud() != null);
  }

  /** The messages of a correlation, oldest first, at most {@link #MAX_VERWANTEN} + 1. */
  public List<Berichtoverzicht> correlatie(UUID correlatieId) {
    return jdbc.sql(
            """
            SELECT * FROM bericht WHERE correlatie_id = :id
            ORDER BY eerste_tijdstip, bericht_id LIMIT :limiet
            """)
        .param("id", correlatieId)
        .param("limiet", MAX_VERWANTEN + 1)
        .query(Logrij::overzicht)
        .list();
  }

  /** The event types in the log, in order: one index probe for each, however many messages. */
  public List<String> typen() {
    return jdbc.sql(
            """
            WITH RECURSIVE t (type) AS (
              SELECT min(gebeurtenistype) FROM bericht
              UNION ALL
              SELECT (SELECT min(gebeurtenistype) FROM bericht WHERE gebeurtenistype > t.type)
              FROM t WHERE t.type IS NOT NULL)
            SELECT type FROM t WHERE type IS NOT NULL ORDER BY type
            """)
        .query(String.class)
        .list();
  }

  /** The payload may stand with an earlier or later line, or with another message: by hash. */
  private List<LogRegel> stappen(String sleutel, UUID id) {
    List<LogRegel> kaal =
        jdbc.sql("SELECT * FROM logregel WHERE " + sleutel + " = :id ORDER BY tijdstip, id")
            .param("id", id)
            .query(Logrij::regel)
            .list();
    Map<String, String> inhouden = inhouden(kaal);
    return kaal.stream().map(regel -> Logrij.met(regel, inhouden.get(regel.inhoudHash()))).toList();
  }

  private Map<String, String> inhouden(List<LogRegel> regels) {
    String[] hashes =
        regels.stream()
            .map(LogRegel::inhoudHash)
            .filter(Objects::nonNull)
            .distinct()
            .toArray(String[]::new);
    Map<String, String> inhouden = new HashMap<>();
    jdbc.sql("SELECT hash, bytes FROM inhoud WHERE hash = ANY (:hashes::text[])")
        .param("hashes", hashes)
        .query(
            rij -> {
              inhouden.put(
                  rij.getString("hash"), new String(rij.getBytes("bytes"), StandardCharsets.UTF_8));
            });
    return inhouden;
  }

  private static void beperk(
      StringBuilder sql, Map<String, Object> waarden, String eis, String naam, Object waarde) {
    if (waarde != null) {
      sql.append(" AND ").append(eis);
      waarden.put(naam, waarde);
    }
  }

  private static OffsetDateTime tijd(Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }
}
