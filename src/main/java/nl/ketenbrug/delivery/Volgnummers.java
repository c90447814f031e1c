package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/**
 * Gives each event of a subscription its number: without a hole, in the order of its queue, and the
 * same one when the same message comes again.
 *
 * <p>A thread that takes several messages in one transaction of the broker says so before ({@link
 * #komen}); then the first of them that asks gets numbers for all, in one write of the database.
 */
@Repository("volgnummers")
public class Volgnummers {

  private final JdbcClient jdbc;
  private final Berichtenlog log;
  private final Clock clock;
  private final ThreadLocal<Bundel> bundel = new ThreadLocal<>();

  Volgnummers(JdbcClient jdbc, Berichtenlog log, Clock clock) {
    this.jdbc = jdbc;
    this.log = log;
    this.clock = clock;
  }

  /** A message as the broker gave it, with the event that it carries. */
  private record Stuk(UUID bericht, UUID correlatie, String drager) {}

  /**
   * @param drager the message that got it
   */
  private record Nummer(long volgnummer, String drager) {}

  /** What this thread handles together; without numbers until the first one asks. */
  private static final class Bundel {
    private final List<Stuk> stukken;
    private final Map<UUID, Nummer> nummers = new HashMap<>();

    Bundel(List<Stuk> stukken) {
      this.stukken = stukken;
    }
  }

  /**
   * From now on until {@link #vergeet} this thread handles these, in this order and all of one
   * subscription. What stands behind one that carries no event gets no number before its turn: a
   * number follows the queue.
   */
  public void komen(List<jakarta.jms.Message> berichten) throws JMSException {
    List<Stuk> stukken = new ArrayList<>(berichten.size());
    for (jakarta.jms.Message een : berichten) {
      String bericht = een.getStringProperty(Koppen.BERICHT_ID);
      String correlatie = een.getStringProperty(Koppen.CORRELATIE_ID);
      String drager = een.getJMSMessageID();
      if (!isId(bericht) || !isId(correlatie) || drager == null) {
        break;
      }
      stukken.add(new Stuk(UUID.fromString(bericht), UUID.fromString(correlatie), drager));
    }
    bundel.set(new Bundel(stukken));
  }

  /** Each asks for itself again. */
  public void vergeet() {
    bundel.remove();
  }

  private static boolean isId(String tekst) {
    try {
      return tekst != null && UUID.fromString(tekst) != null;
    } catch (IllegalArgumentException e) {
      return false;
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
    Nummer nummer = nummer(partner, new Stuk(id, correlatie, drager));
    exchange.setProperty("partner", partner);
    if (!nummer.drager().equals(drager)) {
      log.schrijf(
          new LogRegelBouwer(Stap.DUPLICAAT, new BerichtId(id), clock.instant())
              .correlatie(correlatie)
              .partner(partner, nummer.volgnummer())
              .bouw());
      exchange.setRouteStop(true);
      return;
    }
    message.setHeader(Koppen.VOLGNUMMER, nummer.volgnummer());
  }

  private Nummer nummer(String partner, Stuk stuk) {
    Bundel samen = bundel.get();
    if (samen == null || samen.stukken.size() == 1 || !samen.stukken.contains(stuk)) {
      return geef(partner, stuk);
    }
    if (samen.nummers.isEmpty()) {
      samen.nummers.putAll(geef(partner, samen.stukken));
    }
    return samen.nummers.get(stuk.bericht());
  }

  /** For one alone, which is most when little comes: half the work of the other statement. */
  private Nummer geef(String partner, Stuk stuk) {
    return jdbc.sql(
            """
            with bekend as (
              -- In a sub-select, as below.
              select volgnummer, drager from levering
              where partner = (select :partner::text) and bericht_id = :id),
            stand as (
              insert into abonnement_stand (partner, laatste)
              select :partner, 1 where not exists (select 1 from bekend)
              on conflict (partner) do update set laatste = abonnement_stand.laatste + 1
              returning laatste),
            nieuw as (
              insert into levering
                (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
              select :partner, :id, laatste, :correlatie, :drager, :nu from stand
              returning volgnummer, drager)
            select * from bekend union all select * from nieuw""")
        .param("partner", partner)
        .param("id", stuk.bericht())
        .param("correlatie", stuk.correlatie())
        .param("drager", stuk.drager())
        .param("nu", Timestamp.from(clock.instant()))
        .query((rij, plek) -> new Nummer(rij.getLong("volgnummer"), rij.getString("drager")))
        .single();
  }

  /**
   * One statement, so that numbers are taken and used together or not at all: a queue that is read
   * in order waits for each trip to the database, and for its disk.
   *
   * @param stukken in the order of their queue; of two with the same event the first gets the
   *     number
   * @return by event
   */
  private Map<UUID, Nummer> geef(String partner, List<Stuk> stukken) {
    Map<UUID, Stuk> eerste = new LinkedHashMap<>();
    stukken.forEach(stuk -> eerste.putIfAbsent(stuk.bericht(), stuk));
    Collection<Stuk> vraag = eerste.values();
    return jdbc
        .sql(
            """
            -- In sub-selects, so that no plan is made for these values: of a partner that the
            -- statistics do not know yet it expects one row, and reads all of them for each id.
            with vraag as (
              select (select :partner::text) as partner, id, correlatie, drager, plek
              from unnest((select :ids::uuid[]), (select :correlaties::uuid[]),
                  (select :dragers::text[])) with ordinality
                as v (id, correlatie, drager, plek)),
            -- By the key for each: all of a partner may be millions.
            bekend as (
              select l.bericht_id, l.volgnummer, l.drager
              from vraag v cross join lateral (
                select bericht_id, volgnummer, drager
                from levering where partner = v.partner and bericht_id = v.id limit 1) l),
            open as (
              select id, correlatie, drager, row_number() over (order by plek) as rang
              from vraag where id not in (select bericht_id from bekend)),
            stand as (
              insert into abonnement_stand (partner, laatste)
              select :partner, count(*) from open having count(*) > 0
              on conflict (partner)
                do update set laatste = abonnement_stand.laatste + excluded.laatste
              returning laatste),
            nieuw as (
              insert into levering
                (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
              select :partner, id, laatste - (select count(*) from open) + rang, correlatie, drager,
                :nu
              from open cross join stand order by rang
              returning bericht_id, volgnummer, drager)
            select * from bekend union all select * from nieuw""")
        .param("partner", partner)
        .param("ids", vraag.stream().map(Stuk::bericht).toArray(UUID[]::new))
        .param("correlaties", vraag.stream().map(Stuk::correlatie).toArray(UUID[]::new))
        .param("dragers", vraag.stream().map(Stuk::drager).toArray(String[]::new))
        .param("nu", Timestamp.from(clock.instant()))
        .query(
            (rij, plek) ->
                Map.entry(
                    rij.getObject("bericht_id", UUID.class),
                    new Nummer(rij.getLong("volgnummer"), rij.getString("drager"))))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
