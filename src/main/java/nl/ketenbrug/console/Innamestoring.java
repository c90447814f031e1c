package nl.ketenbrug.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.transaction.TransactionException;

/**
 * Says that deliveries of sources are not stored: once for each cause, again each ten minutes as
 * long as it lasts, and that it is over. A source tries for as long as it takes, and each attempt
 * would be a stack trace. What this engine sees since its start.
 */
final class Innamestoring {

  private static final Logger LOG = LoggerFactory.getLogger(Innamestoring.class);

  private static final Duration OPNIEUW = Duration.ofMinutes(10);

  /** What is stored in between, while others are refused, is not the end of it. */
  private static final Duration RUST = Duration.ofSeconds(10);

  private final Clock klok;
  private final Set<String> oorzaken = new HashSet<>();
  private volatile boolean bezig;
  private Instant sinds;
  private Instant laatste;
  private Instant gezegd;
  private long aantal;

  Innamestoring(Clock klok) {
    this.klok = klok;
  }

  /**
   * @param bron named when the fault is not that broker or database cannot be reached: then it may
   *     be of one delivery only, and says where in the engine it arose
   */
  synchronized void mislukt(String bron, Throwable fout) {
    Instant nu = klok.instant();
    if (!bezig) {
      sinds = nu;
      aantal = 0;
      oorzaken.clear();
      bezig = true;
    }
    aantal++;
    laatste = nu;
    String oorzaak =
        isOnbereikbaar(fout) ? Oorzaken.van(fout) : Oorzaken.metPlaats(fout) + ", bron " + bron;
    LOG.debug("Een aanlevering is niet opgeslagen", fout);
    if (oorzaken.add(oorzaak)) {
      LOG.error(
          "niet-opgeslagen: aanleveringen worden niet opgeslagen ({}); wat hierna om deze reden"
              + " niet wordt opgeslagen wordt geteld",
          oorzaak);
      gezegd = nu;
    } else if (!gezegd.plus(OPNIEUW).isAfter(nu)) {
      LOG.error(
          "niet-opgeslagen: sinds {} zijn {} pogingen om aan te leveren niet opgeslagen, de laatste"
              + " om {}",
          sinds,
          aantal,
          oorzaak);
      gezegd = nu;
    }
  }

  private static boolean isOnbereikbaar(Throwable fout) {
    return fout instanceof JmsException
        || fout instanceof TransactionException
        || fout instanceof DataAccessResourceFailureException
        || fout instanceof TransientDataAccessException;
  }

  /** A delivery was stored. */
  void gelukt() {
    if (bezig) {
      sluitAf();
    }
  }

  private synchronized void sluitAf() {
    if (bezig && !laatste.plus(RUST).isAfter(klok.instant())) {
      bezig = false;
      LOG.info(
          "niet-opgeslagen: voorbij; {} pogingen om aan te leveren zijn sinds {} niet opgeslagen",
          aantal,
          sinds);
    }
  }
}
