package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
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

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Clock clock;

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
   * Hands the oldest facts that were not sent to {@code zender}, in order, until one is not taken.
   * While another engine is at it nothing happens. What is sent is no longer kept.
   *
   * @param zender sends for good before it returns; false when it must be tried again later
   * @return how many were sent
   */
  @Transactional
  public int verzend(int hoogstens, Predicate<Afleiding> zender) {
    if (!neemSlot()) {
      return 0;
    }
    int verzonden = 0;
    for (Rij rij : open(hoogstens)) {
      Afleiding afleiding;
      try {
        afleiding = open(rij);
      } catch (OnleesbareBewaring e) {
        mislukt(rij.bericht(), OnleesbareBewaring.CODE);
        continue;
      }
      if (!zender.test(afleiding)) {
        break;
      }
      jdbc.sql(
              """
              update afleiding set verzonden = :nu, inhoud = null
              where bericht_id = :id and mislukt is null""")
          .param("nu", nu())
          .param("id", afleiding.bericht().value())
          .update();
      verzonden++;
    }
    return verzonden;
  }

  /**
   * No event can be made of this fact; it is kept for who must find out why. What waited for it
   * waits no more.
   */
  public void mislukt(BerichtId bericht, String code) {
    jdbc.sql("update afleiding set mislukt = :code where bericht_id = :id")
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

  private record Rij(BerichtId bericht, Dossiersleutel dossier, BerichtId oorzaak, byte[] inhoud) {}

  private Afleiding open(Rij rij) {
    return new Afleiding(
        rij.bericht(), rij.dossier(), rij.oorzaak(), kluis.open(rij.dossier(), rij.inhoud()));
  }

  private List<Rij> open(int hoogstens) {
    return jdbc.sql(
            """
            select bericht_id, dossier, oorzaak, inhoud from afleiding
            where verzonden is null and mislukt is null order by bericht_id limit :hoogstens""")
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
        rij.getBytes("inhoud"));
  }

  private Timestamp nu() {
    return Timestamp.from(clock.instant());
  }
}
