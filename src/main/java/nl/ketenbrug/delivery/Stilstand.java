package nl.ketenbrug.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of which partners no term is judged, and why, when that lasts: nobody is warned then, and
 * nothing lapses. What this engine sees since its start.
 */
final class Stilstand {

  private static final Logger LOG = LoggerFactory.getLogger(Stilstand.class);

  /** What is over within it is not worth a line. */
  static final Duration KORT = Duration.ofHours(1);

  private static final Duration OPNIEUW = Duration.ofDays(1);

  /** Some rounds: who was not looked at for so long may have been judged in between. */
  private static final Duration VERGETEN = Duration.ofHours(2);

  private final Map<String, Stil> stil = new ConcurrentHashMap<>();

  private record Stil(Instant sinds, Instant gezegd, Instant gezien) {}

  /**
   * No term of this partner is judged now.
   *
   * @param code stable
   * @param waarom a sentence
   */
  void staat(String partner, String code, String waarom, Instant nu) {
    stil.compute(
        partner + " " + code,
        (naam, eerder) -> {
          Stil nog =
              eerder == null || eerder.gezien().plus(VERGETEN).isBefore(nu)
                  ? new Stil(nu, null, nu)
                  : eerder;
          boolean zeg =
              nog.gezegd() == null
                  ? !nog.sinds().plus(KORT).isAfter(nu)
                  : !nog.gezegd().plus(OPNIEUW).isAfter(nu);
          if (zeg) {
            LOG.warn(
                "{}: van {} wordt sinds {} geen termijn beoordeeld: {}",
                code,
                partner,
                nog.sinds(),
                waarom);
          }
          return new Stil(nog.sinds(), zeg ? nu : nog.gezegd(), nu);
        });
  }

  void loopt(String partner, String code) {
    stil.remove(partner + " " + code);
  }
}
