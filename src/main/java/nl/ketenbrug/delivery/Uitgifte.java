package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * How much of a partner's queue may go out now: no more in any minute than its rate, and nothing
 * that the engine would send by itself while it is silent. What may not go stays on the queue, in
 * its order. The rate is one for all engines, by the database's clock.
 */
@Repository
public class Uitgifte {

  private static final Duration MINUUT = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Abonnementkeuzes keuzes;
  private final Stiltetijden stiltetijden;
  private final Clock clock;

  Uitgifte(JdbcClient jdbc, Abonnementkeuzes keuzes, Werkdagen werkdagen, Clock clock) {
    this.jdbc = jdbc;
    this.keuzes = keuzes;
    this.stiltetijden = new Stiltetijden(werkdagen);
    this.clock = clock;
  }

  /**
   * There is more, and the rate holds it back.
   *
   * @param hierna not before this moment there is room for another event
   */
  public record Begrensd(int perMinuut, Instant hierna) {}

  /**
   * @param perMinuut null without a rate
   * @param stilte the silences that hold
   * @param stilTot until when it is silent; null when it is not
   * @param hierna when the rate has room again; null when it has room
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Stand(Integer perMinuut, List<Stilte> stilte, Instant stilTot, Instant hierna) {}

  /** Empty for a partner without rate and silences. */
  public Optional<Stand> van(Partner partner) {
    Optional<Integer> perMinuut = keuzes.tempo(partner);
    List<Stilte> stilte = keuzes.stilte(partner);
    if (perMinuut.isEmpty() && stilte.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Stand(
            perMinuut.orElse(null),
            stilte,
            stiltetijden.tot(stilte, clock.instant()).orElse(null),
            perMinuut.flatMap(aantal -> hierna(partner, aantal)).orElse(null)));
  }

  /** Until when the engine sends this partner nothing by itself; empty when it does. */
  Optional<Instant> stilTot(Partner partner) {
    return stiltetijden.tot(keuzes.stilte(partner), clock.instant());
  }

  /**
   * Takes room for events that are about to be handed out; what is taken is not given back.
   *
   * @return for how many there is room, at most {@code gevraagd}
   */
  @Transactional
  public int neem(Partner partner, int gevraagd) {
    Optional<Integer> perMinuut = keuzes.tempo(partner);
    if (perMinuut.isEmpty() || gevraagd == 0) {
      return gevraagd;
    }
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('uitgifte:' || :partner, 0))")
        .param("partner", partner.code())
        .query((rij, nummer) -> true)
        .single();
    jdbc.sql(
            """
            delete from uitgifte
            where partner = :partner and moment <= clock_timestamp() - interval '1 minute'""")
        .param("partner", partner.code())
        .update();
    int mag = Math.max(0, Math.min(gevraagd, perMinuut.get() - gebruikt(partner)));
    if (mag > 0) {
      jdbc.sql(
              "insert into uitgifte (partner, moment, aantal) values (:partner, clock_timestamp(),"
                  + " :aantal)")
          .param("partner", partner.code())
          .param("aantal", mag)
          .update();
    }
    return mag;
  }

  /** For how long there is no room. */
  Duration wachttijd(Partner partner) {
    return keuzes
        .tempo(partner)
        .flatMap(perMinuut -> hierna(partner, perMinuut))
        .map(hierna -> Duration.between(clock.instant(), hierna))
        .filter(nog -> !nog.isNegative())
        .orElse(Duration.ZERO);
  }

  /** What holds back the rest, when it is the rate. */
  Optional<Begrensd> begrensd(Partner partner) {
    return keuzes
        .tempo(partner)
        .flatMap(
            perMinuut -> hierna(partner, perMinuut).map(hierna -> new Begrensd(perMinuut, hierna)));
  }

  private int gebruikt(Partner partner) {
    return jdbc.sql(
            """
            select coalesce(sum(aantal), 0) from uitgifte
            where partner = :partner and moment > clock_timestamp() - interval '1 minute'""")
        .param("partner", partner.code())
        .query(Integer.class)
        .single();
  }

  private Optional<Instant> hierna(Partner partner, int perMinuut) {
    if (gebruikt(partner) < perMinuut) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select min(moment) from uitgifte
            where partner = :partner and moment > clock_timestamp() - interval '1 minute'
            having min(moment) is not null""")
        .param("partner", partner.code())
        .query(Timestamp.class)
        .optional()
        .map(moment -> moment.toInstant().plus(MINUUT));
  }
}
