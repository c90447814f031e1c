package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Facts that the engine derived itself, waiting to become events. A fact is written in the
 * transaction that changes the state it follows from, once, with the id that its event keeps: what
 * is derived again after a crash is the same event.
 */
@Repository
public class Afleidingen {

  /** Any number, the same in every engine: one of them sends at a time, so that order holds. */
  private static final long SLOT = 478_475_001L;

  /** Of a tenth of a second: most rounds of the one who sends take less. */
  private static final int KEREN = 30;

  private static final Duration EERSTE_PAUZE = Duration.ofMinutes(1);

  private static final Duration LAATSTE_PAUZE = Duration.ofHours(1);

  /** So many in a row that the broker does not take, and it is the broker. */
  private static final int VERDACHTEN = 10;

  /** A broker that is away may let each one wait. */
  private static final Duration WEG = Duration.ofSeconds(5);

  /** So many dossiers were offered while it is away, and it begins with the oldest again. */
  private static final int OVERGESLAGEN = 1000;

  /** More than from the first pause to the last. */
  private static final int VERDUBBELINGEN = 6;

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Clock clock;

  /** What was offered since the broker seems away; empty while it is there. */
  private volatile Set<Dossiersleutel> weg = Set.of();

  Afleidingen(JdbcClient jdbc, Kluis kluis, Clock clock) {
    this.jdbc = jdbc;
    this.kluis = kluis;
    this.clock = clock;
  }

  /**
   * A derived fact.
   *
   * @param oorzaak the event it follows from, or null
   * @param document input of {@code afleiding-to-gebeurtenis.xsl}
   */
  public record Afleiding(
      BerichtId bericht, Dossiersleutel dossier, BerichtId oorzaak, String document) {}

  /**
   * Keeps a fact, unless it was kept before. Events go out by the moment in their id, so it is
   * later than that of every fact of this dossier that was kept before: those of the same answer,
   * and those of an engine whose clock is ahead.
   *
   * @param sleutel what makes it this fact; holds no BSN
   * @param oorzaak the event it follows from, or null
   * @return the id that its event will have; empty when it was kept before
   */
  public Optional<BerichtId> voegToe(
      String sleutel, Dossiersleutel dossier, BerichtId oorzaak, String document) {
    BerichtId id = BerichtId.nieuw(moment(dossier));
    boolean nieuw =
        jdbc.sql(
                    """
                    insert into afleiding (bericht_id, sleutel, dossier, oorzaak, inhoud, gemaakt)
                    values (:id, :sleutel, :dossier, :oorzaak, :inhoud, :nu)
                    on conflict (sleutel) do nothing""")
                .param("id", id.value())
                .param("sleutel", sleutel)
                .param("dossier", dossier.value())
                .param("oorzaak", oorzaak == null ? null : oorzaak.value(), java.sql.Types.OTHER)
                .param("inhoud", kluis.sluit(dossier, document))
                .param("nu", nu())
                .update()
            == 1;
    return nieuw ? Optional.of(id) : Optional.empty();
  }

  /**
   * Whether a later fact of this kind of the dossier was told or will be: not one that was refused
   * for good.
   *
   * @param soort what the keys of that kind begin with
   */
  public boolean volgtLatere(Dossiersleutel dossier, BerichtId bericht, String soort) {
    return jdbc.sql(
            """
            select exists (
              select 1 from afleiding f where dossier = :dossier and bericht_id > :bericht
                and starts_with(sleutel, :soort) and not (%s))"""
                .formatted(Vertellingen.AFGEWEZEN.formatted("f.bericht_id")))
        .param("dossier", dossier.value())
        .param("bericht", bericht.value())
        .param("soort", soort)
        .query(Boolean.class)
        .single();
  }

  /** Ids count in milliseconds. */
  private Instant moment(Dossiersleutel dossier) {
    Instant nu = clock.instant();
    return jdbc.sql(
            """
            select bericht_id from afleiding where dossier = :dossier
            order by bericht_id desc limit 1""")
        .param("dossier", dossier.value())
        .query(UUID.class)
        .optional()
        .map(id -> new BerichtId(id).tijdstip().plusMillis(1))
        .filter(nu::isBefore)
        .orElse(nu);
  }

  /** Remembers that no event can be made of this fact, so that it is not looked at again. */
  public void sluitUit(String sleutel, Dossiersleutel dossier, String code) {
    jdbc.sql(
            """
            insert into afleiding (bericht_id, sleutel, dossier, gemaakt, mislukt)
            values (:id, :sleutel, :dossier, :nu, :code)
            on conflict (sleutel) do nothing""")
        .param("id", BerichtId.nieuw(clock.instant()).value())
        .param("sleutel", sleutel)
        .param("dossier", dossier.value())
        .param("nu", nu())
        .param("code", code)
        .update();
  }

  /**
   * What became of an attempt to send a fact.
   *
   * @param code why not, when that is about this fact alone
   * @param uitleg the same in a sentence
   */
  public record Poging(Soort soort, String code, String uitleg) {

    enum Soort {
      VERZONDEN,
      NIET_AANGENOMEN,
      NIET_TE_VERZENDEN
    }

    public static final Poging VERZONDEN = new Poging(Soort.VERZONDEN, null, null);

    /** The broker did not take it: it is away, or takes another one and not this. */
    public static final Poging NIET_AANGENOMEN =
        new Poging(
            Soort.NIET_AANGENOMEN,
            "broker-neemt-niet-aan",
            "de broker nam andere afgeleide gebeurtenissen aan en deze niet");

    public static Poging nietTeVerzenden(String code, String uitleg) {
      return new Poging(Soort.NIET_TE_VERZENDEN, code, uitleg);
    }
  }

  /**
   * A fact that cannot be sent, while others can.
   *
   * @param code why not
   * @param sinds of the first attempt in vain
   * @param opnieuw when it is tried again; until then what comes after it in its dossier waits
   */
  public record Vast(
      BerichtId bericht,
      Dossiersleutel dossier,
      String code,
      int pogingen,
      Instant sinds,
      Instant opnieuw) {}

  /** Sends facts, and hears which of them cannot be sent. */
  public interface Zender {
    /** Sends for good before it returns. */
    Poging verzend(Afleiding afleiding);

    void vast(Vast vast, String uitleg);
  }

  /**
   * Hands the oldest facts that were not sent to {@code zender}, in order. One that cannot be sent
   * holds what comes after it in its own dossier, and is tried again after a minute, twice as long
   * each time up to an hour. When the broker takes ten dossiers in a row not, or several in five
   * seconds, it seems away and all wait: from then on a round offers one fact, each of another
   * dossier, until one is taken. What is not taken before one of another dossier and again after it
   * is to blame itself. While another engine is at it nothing happens. What is sent is no longer
   * kept.
   *
   * @return whether there may be more to send now
   */
  @Transactional
  public boolean verzend(int hoogstens, Zender zender) {
    if (!neemSlot() || !isTerug(hoogstens, zender)) {
      return false;
    }
    List<Rij> open = open(hoogstens);
    boolean vol = open.size() == hoogstens;
    Set<Dossiersleutel> dicht = new HashSet<>();
    List<Rij> verdacht = new ArrayList<>();
    if (!verzend(open, dicht, verdacht, zender)) {
      return false;
    }
    if (vol && !verdacht.isEmpty()) {
      // They may all be of these dossiers: another one says whether it is the broker.
      verzend(eersten(hoogstens, dicht), dicht, verdacht, zender);
    }
    return vol && verdacht.isEmpty();
  }

  /** Whether the broker is there, as far as one of a dossier that was not offered yet says so. */
  private boolean isTerug(int hoogstens, Zender zender) {
    Set<Dossiersleutel> eerder = weg;
    weg = Set.of();
    if (eerder.isEmpty() || eerder.size() >= OVERGESLAGEN) {
      return true;
    }
    List<Rij> ander = eersten(1, eerder);
    if (ander.isEmpty()) {
      return true;
    }
    Rij een = ander.get(0);
    Poging poging = probeer(een, zender);
    if (poging.soort() == Poging.Soort.VERZONDEN) {
      verzonden(een.bericht());
      Set<Dossiersleutel> beurt = new HashSet<>(eerder);
      nogEens(open(hoogstens).stream().filter(rij -> beurt.remove(rij.dossier())).toList(), zender);
      return true;
    }
    if (poging.soort() == Poging.Soort.NIET_TE_VERZENDEN) {
      zetVast(een, poging, zender);
    }
    Set<Dossiersleutel> alle = new HashSet<>(eerder);
    alle.add(een.dossier());
    weg = alle;
    return false;
  }

  /**
   * The broker took one of another dossier: what it does not take now is to blame itself. When that
   * takes long it is gone again perhaps, and the rest is offered as anything else.
   */
  private void nogEens(List<Rij> rijen, Zender zender) {
    Instant sinds = clock.instant();
    for (Rij rij : rijen) {
      if (clock.instant().isAfter(sinds.plus(WEG))) {
        return;
      }
      Poging poging = probeer(rij, zender);
      if (poging.soort() == Poging.Soort.VERZONDEN) {
        verzonden(rij.bericht());
      } else {
        zetVast(rij, poging, zender);
      }
    }
  }

  /**
   * @param dicht dossiers of which nothing more is sent now
   * @param verdacht what the broker did not take since it took something
   * @return false when the broker is away
   */
  private boolean verzend(
      List<Rij> rijen, Set<Dossiersleutel> dicht, List<Rij> verdacht, Zender zender) {
    Instant sinds = clock.instant();
    for (Rij rij : rijen) {
      if (dicht.contains(rij.dossier())) {
        continue;
      }
      Poging poging = probeer(rij, zender);
      switch (poging.soort()) {
        case VERZONDEN -> {
          verzonden(rij.bericht());
          nogEens(verdacht, zender);
          verdacht.clear();
          sinds = clock.instant();
        }
        case NIET_TE_VERZENDEN -> {
          dicht.add(rij.dossier());
          zetVast(rij, poging, zender);
        }
        case NIET_AANGENOMEN -> {
          dicht.add(rij.dossier());
          verdacht.add(rij);
          if (verdacht.size() == VERDACHTEN
              || verdacht.size() > 1 && clock.instant().isAfter(sinds.plus(WEG))) {
            weg = verdacht.stream().map(Rij::dossier).collect(Collectors.toSet());
            return false;
          }
        }
      }
    }
    return true;
  }

  private Poging probeer(Rij rij, Zender zender) {
    try {
      return zender.verzend(open(rij));
    } catch (OnleesbareBewaring e) {
      return Poging.nietTeVerzenden(OnleesbareBewaring.CODE, e.getMessage());
    }
  }

  private void verzonden(BerichtId bericht) {
    jdbc.sql(
            """
            update afleiding set verzonden = :nu, inhoud = null
            where bericht_id = :id and mislukt is null""")
        .param("nu", nu())
        .param("id", bericht.value())
        .update();
  }

  private void zetVast(Rij rij, Poging poging, Zender zender) {
    Duration pauze = EERSTE_PAUZE.multipliedBy(1L << Math.min(rij.pogingen(), VERDUBBELINGEN));
    Vast vast =
        jdbc.sql(
                """
                update afleiding set code = :code, pogingen = pogingen + 1,
                  vast_sinds = coalesce(vast_sinds, :nu), opnieuw = :opnieuw
                where bericht_id = :id
                returning *""")
            .param("code", poging.code())
            .param("nu", nu())
            .param(
                "opnieuw",
                Timestamp.from(
                    clock
                        .instant()
                        .plus(pauze.compareTo(LAATSTE_PAUZE) > 0 ? LAATSTE_PAUZE : pauze)))
            .param("id", rij.bericht().value())
            .query(Afleidingen::leesVast)
            .single();
    houdVast(vast);
    zender.vast(vast, poging.uitleg());
  }

  /** Later messages of its dossier wait too: it would be told behind them, as if it were newer. */
  private void houdVast(Vast vast) {
    jdbc.sql(
            """
            insert into wachtend (dossier, bericht_id, sinds) values (:dossier, :id, :nu)
            on conflict do nothing""")
        .param("dossier", vast.dossier().value())
        .param("id", vast.bericht().value())
        .param("nu", nu())
        .update();
  }

  /** What cannot be sent now, while others can; oldest first, and at most so many. */
  public List<Vast> vast(int hoogstens) {
    return jdbc.sql(
            """
            select * from afleiding
            where code is not null and verzonden is null and mislukt is null
            order by bericht_id limit :hoogstens""")
        .param("hoogstens", hoogstens)
        .query(Afleidingen::leesVast)
        .list();
  }

  /** How many cannot be sent now, by code. */
  public Map<String, Long> vastPerCode() {
    return jdbc
        .sql(
            """
            select code, count(*) from afleiding
            where code is not null and verzonden is null and mislukt is null group by code""")
        .query((rij, nummer) -> Map.entry(rij.getString(1), rij.getLong(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Has a fact that cannot be sent tried again at the next round, and not when it was due.
   *
   * @param melder writes down who wants so, before anything changes
   * @return false when there is none with this id
   * @throws org.springframework.dao.PessimisticLockingFailureException while it is tried
   */
  @Transactional
  public boolean opnieuw(BerichtId bericht, Consumer<Vast> melder) {
    Optional<Vast> vast = neem(bericht);
    vast.ifPresent(melder);
    return vast.isPresent()
        && jdbc.sql("update afleiding set opnieuw = :nu where bericht_id = :id")
                .param("nu", nu())
                .param("id", bericht.value())
                .update()
            == 1;
  }

  /**
   * Gives up a fact that cannot be sent: it is never told, and what waited for it waits no more.
   *
   * @param melder as above
   * @return false when there is none with this id
   * @throws org.springframework.dao.PessimisticLockingFailureException while it is tried
   */
  @Transactional
  public boolean geefOp(BerichtId bericht, Consumer<Vast> melder) {
    Optional<Vast> vast = neem(bericht);
    vast.ifPresent(melder);
    vast.ifPresent(een -> mislukt(bericht, een.code()));
    return vast.isPresent();
  }

  /** When there is one, no engine has it in hand from here to the end of the transaction. */
  private Optional<Vast> neem(BerichtId bericht) {
    if (vast(bericht).isEmpty()) {
      return Optional.empty();
    }
    for (int keer = 0; !neemSlot(); keer++) {
      if (keer == KEREN) {
        throw new CannotAcquireLockException("Een motor verzendt nu afgeleide gebeurtenissen");
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    return vast(bericht);
  }

  private Optional<Vast> vast(BerichtId bericht) {
    return jdbc.sql(
            """
            select * from afleiding
            where bericht_id = :id and code is not null and verzonden is null and mislukt is null""")
        .param("id", bericht.value())
        .query(Afleidingen::leesVast)
        .optional();
  }

  private static Vast leesVast(ResultSet rij, int nummer) throws SQLException {
    return new Vast(
        new BerichtId(rij.getObject("bericht_id", UUID.class)),
        new Dossiersleutel(rij.getString("dossier")),
        rij.getString("code"),
        rij.getInt("pogingen"),
        rij.getTimestamp("vast_sinds").toInstant(),
        rij.getTimestamp("opnieuw").toInstant());
  }

  /**
   * No event can be made of this fact; while an attachment runs it is kept for who must find out
   * why. What waited for it waits no more.
   */
  public void mislukt(BerichtId bericht, String code) {
    // Without a running attachment nothing of the debtor is kept (art. 475gb Rv).
    jdbc.sql(
            """
            update afleiding a set mislukt = :code, inhoud = case when exists (
              select 1 from beslag b where b.dossier = a.dossier and b.status <> 'beeindigd')
                then inhoud end
            where bericht_id = :id""")
        .param("code", code)
        .param("id", bericht.value())
        .update();
    jdbc.sql("delete from wachtend where bericht_id = :id").param("id", bericht.value()).update();
  }

  private boolean neemSlot() {
    return jdbc.sql("select pg_try_advisory_xact_lock(:slot)")
        .param("slot", SLOT)
        .query(Boolean.class)
        .single();
  }

  private record Rij(
      BerichtId bericht, Dossiersleutel dossier, BerichtId oorzaak, byte[] inhoud, int pogingen) {}

  private Afleiding open(Rij rij) {
    return new Afleiding(
        rij.bericht(), rij.dossier(), rij.oorzaak(), kluis.open(rij.dossier(), rij.inhoud()));
  }

  private List<Rij> open(int hoogstens) {
    return jdbc.sql(
            """
            select bericht_id, dossier, oorzaak, inhoud, pogingen from afleiding a
            where verzonden is null and mislukt is null and not exists (
              select 1 from afleiding v
              where v.dossier = a.dossier and v.bericht_id <= a.bericht_id and v.opnieuw > :nu
                and v.code is not null and v.verzonden is null and v.mislukt is null)
            order by bericht_id limit :hoogstens""")
        .param("nu", nu())
        .param("hoogstens", hoogstens)
        .query(Afleidingen::lees)
        .list();
  }

  /** The first one of each other dossier, oldest first. */
  private List<Rij> eersten(int hoogstens, Set<Dossiersleutel> zonder) {
    return jdbc.sql(
            """
            select bericht_id, i.dossier, i.oorzaak, i.inhoud, i.pogingen from (
              select distinct on (dossier) bericht_id
              from afleiding a
              where verzonden is null and mislukt is null and not (dossier = any(:zonder))
                and not exists (
                  select 1 from afleiding v
                  where v.dossier = a.dossier and v.bericht_id <= a.bericht_id and v.opnieuw > :nu
                    and v.code is not null and v.verzonden is null and v.mislukt is null)
              order by dossier, bericht_id) eerste
            join afleiding i using (bericht_id)
            order by bericht_id limit :hoogstens""")
        .param("zonder", zonder.stream().map(Dossiersleutel::value).toArray(String[]::new))
        .param("nu", nu())
        .param("hoogstens", hoogstens)
        .query(Afleidingen::lees)
        .list();
  }

  private static Rij lees(ResultSet rij, int nummer) throws SQLException {
    UUID oorzaak = rij.getObject("oorzaak", UUID.class);
    return new Rij(
        new BerichtId(rij.getObject("bericht_id", UUID.class)),
        new Dossiersleutel(rij.getString("dossier")),
        oorzaak == null ? null : new BerichtId(oorzaak),
        rij.getBytes("inhoud"),
        rij.getInt("pogingen"));
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
