package nl.ketenbrug.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes numbers in the database. An event comes to the readers of all its subscriptions at once:
 * what they ask within two milliseconds of each other, or while such a write is under way, becomes
 * one write.
 *
 * <p>Nobody waits for a row of another subscription that somebody holds: the write for all passes
 * it by. What that write did not answer, or could not do, each asks by itself.
 */
@Repository
class Nummeruitgifte {

  private static final Logger LOG = LoggerFactory.getLogger(Nummeruitgifte.class);

  private static final Duration EVEN = Duration.ofMillis(2);

  /** A message as the broker gave it, with the event that it carries. */
  record Stuk(UUID bericht, UUID correlatie, String drager) {}

  /**
   * @param drager the message that got it
   */
  record Nummer(long volgnummer, String drager) {}

  private record Gegeven(String partner, UUID bericht, Nummer nummer) {
    static Gegeven lees(ResultSet rij, int plek) throws SQLException {
      return new Gegeven(
          rij.getString("partner"),
          rij.getObject("bericht_id", UUID.class),
          new Nummer(rij.getLong("volgnummer"), rij.getString("drager")));
    }
  }

  /** What one reader asks; its answer is guarded by the pen. */
  private static final class Vraag {
    private final String partner;
    private final Collection<Stuk> stukken;
    private final Map<UUID, Nummer> nummers = new HashMap<>();
    private boolean behandeld;

    Vraag(String partner, Collection<Stuk> stukken) {
      this.partner = partner;
      this.stukken = stukken;
    }
  }

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Duration even;
  private final Queue<Vraag> wachtend = new ConcurrentLinkedQueue<>();
  private final ReentrantLock pen = new ReentrantLock();

  @Autowired
  Nummeruitgifte(JdbcClient jdbc, Clock clock) {
    this(jdbc, clock, EVEN);
  }

  /**
   * @param even how long the first that asks waits for others
   */
  Nummeruitgifte(JdbcClient jdbc, Clock clock, Duration even) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.even = even;
  }

  /**
   * Numbers are taken and used together or not at all.
   *
   * @param stukken in the order of their queue; of two with the same event the first gets the
   *     number
   * @return by event; a message that has its number gets the same one again
   */
  Map<UUID, Nummer> geef(String partner, List<Stuk> stukken) {
    Map<UUID, Stuk> eerste = new LinkedHashMap<>();
    stukken.forEach(stuk -> eerste.putIfAbsent(stuk.bericht(), stuk));
    Vraag vraag = new Vraag(partner, eerste.values());
    wachtend.add(vraag);
    pen.lock();
    try {
      if (!vraag.behandeld) {
        wachtEven();
        behandel();
      }
    } finally {
      pen.unlock();
    }
    if (vraag.nummers.keySet().containsAll(eerste.keySet())) {
      return vraag.nummers;
    }
    return eerste.size() == 1 ? alleen(partner, stukken.get(0)) : alleen(partner, eerste.values());
  }

  private void wachtEven() {
    try {
      Thread.sleep(even.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that came alone is left to itself: that is half the work of the write for many. */
  private void behandel() {
    List<Vraag> samen = new ArrayList<>();
    for (Vraag een = wachtend.poll(); een != null; een = wachtend.poll()) {
      een.behandeld = true;
      samen.add(een);
    }
    if (samen.size() == 1) {
      return;
    }
    try {
      samen(samen);
    } catch (DataAccessException e) {
      // Each asks by itself now, and hears by itself what is wrong.
      LOG.warn("nummers-niet-samen: elk vraagt nu voor zich ({})", e.getClass().getSimpleName());
    }
  }

  private void samen(List<Vraag> vragen) {
    List<String> partners = new ArrayList<>();
    List<Stuk> stukken = new ArrayList<>();
    for (Vraag vraag : vragen) {
      vraag.stukken.forEach(
          stuk -> {
            partners.add(vraag.partner);
            stukken.add(stuk);
          });
    }
    Map<String, Map<UUID, Nummer>> gegeven =
        jdbc
            .sql(
                """
                -- In sub-selects, as below.
                with vraag as (
                  select partner, id, correlatie, drager, plek
                  from unnest((select :partners::text[]), (select :ids::uuid[]),
                      (select :correlaties::uuid[]), (select :dragers::text[])) with ordinality
                    as v (partner, id, correlatie, drager, plek)),
                -- Whose row another holds, an order for example, is passed by.
                stand as (
                  select partner, laatste from abonnement_stand
                  where partner in (select partner from vraag)
                  for update skip locked),
                bekend as (
                  select v.partner, l.bericht_id, l.volgnummer, l.drager
                  from vraag v cross join lateral (
                    select bericht_id, volgnummer, drager
                    from levering where partner = v.partner and bericht_id = v.id limit 1) l),
                open as (
                  select v.partner, v.id, v.correlatie, v.drager,
                    s.laatste + row_number() over (partition by v.partner order by v.plek) as nummer
                  from vraag v join stand s on s.partner = v.partner
                  where (v.partner, v.id) not in (select partner, bericht_id from bekend)),
                opgehoogd as (
                  update abonnement_stand a set laatste = o.laatste
                  from (select partner, max(nummer) as laatste from open group by partner) o
                  where a.partner = o.partner),
                nieuw as (
                  insert into levering
                    (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
                  select partner, id, nummer, correlatie, drager, :nu
                  from open order by partner, nummer
                  returning partner, bericht_id, volgnummer, drager)
                select * from bekend union all select * from nieuw""")
            .param("partners", partners.toArray(String[]::new))
            .param("ids", per(stukken, Stuk::bericht).toArray(UUID[]::new))
            .param("correlaties", per(stukken, Stuk::correlatie).toArray(UUID[]::new))
            .param("dragers", per(stukken, Stuk::drager).toArray(String[]::new))
            .param("nu", Timestamp.from(clock.instant()))
            .query(Gegeven::lees)
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    Gegeven::partner, Collectors.toMap(Gegeven::bericht, Gegeven::nummer)));
    for (Vraag vraag : vragen) {
      vraag.nummers.putAll(gegeven.getOrDefault(vraag.partner, Map.of()));
    }
  }

  private Map<UUID, Nummer> alleen(String partner, Stuk stuk) {
    Nummer nummer =
        jdbc.sql(
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
    return Map.of(stuk.bericht(), nummer);
  }

  private Map<UUID, Nummer> alleen(String partner, Collection<Stuk> vraag) {
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
        .param("ids", per(vraag, Stuk::bericht).toArray(UUID[]::new))
        .param("correlaties", per(vraag, Stuk::correlatie).toArray(UUID[]::new))
        .param("dragers", per(vraag, Stuk::drager).toArray(String[]::new))
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

  private static <T> List<T> per(Collection<Stuk> stukken, Function<Stuk, T> wat) {
    return stukken.stream().map(wat).toList();
  }
}
