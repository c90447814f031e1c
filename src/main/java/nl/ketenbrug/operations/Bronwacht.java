package nl.ketenbrug.operations;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Bronuitval.Wacht;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.WachtOpEerder;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What waits for a source that does not answer: the attachment itself, and what follows it in its
 * dossier. The broker offers both again, for {@code ketenbrug.parkeren.bron-weg}; these attempts
 * are not counted as faults.
 */
@Component("bronwacht")
public class Bronwacht {

  private static final Logger LOG = LoggerFactory.getLogger(Bronwacht.class);
  private static final String ROUTE = "enrich-gebeurtenis";
  private static final String AANTAL = "JMSXDeliveryCount";

  /** Attempts of which the engine saw no end; the broker's own limit on other queues. */
  private static final int ZONDER_EINDE = 20;

  private final Bronuitval uitval;
  private final Parkeren parkeren;
  private final ParkeerSettings settings;
  private final Clock clock;

  Bronwacht(Bronuitval uitval, Parkeren parkeren, ParkeerSettings settings, Clock clock) {
    this.uitval = uitval;
    this.parkeren = parkeren;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Begins an attempt. The broker offers this queue without end: what never came to the end of an
   * attempt, because it took the engine with it, is set apart here.
   *
   * @throws GeweigerdBericht {@code pogingen-op}
   */
  public void begin(Exchange exchange) {
    if (aantal(exchange) > ZONDER_EINDE && aantal(exchange) - keren(exchange) > ZONDER_EINDE) {
      throw new GeweigerdBericht("pogingen-op", "de broker bood het bericht te vaak vergeefs aan");
    }
  }

  /** Whether it failed because a source does not answer, and may wait for that. */
  public boolean magWachten(Exchange exchange) {
    if (!ROUTE.equals(exchange.getFromRouteId())) {
      return false;
    }
    try {
      return bron(exchange).isPresent() && !isVoorbij(exchange);
    } catch (DataAccessException | TransactionException e) {
      // The database is away too: then nothing can be set apart, and this message comes again.
      LOG.warn("Of een bericht op een bron wacht is niet na te gaan ({})", soort(e));
      return true;
    }
  }

  /**
   * One more attempt in vain. On record is the 1st, 2nd, 4th, 8th and so on: they come every five
   * minutes, and say the same.
   */
  public void wacht(Exchange exchange) {
    int keren = uitval.wacht(bericht(exchange), dossier(exchange), bron(exchange).orElseThrow());
    if (Integer.bitCount(keren) == 1) {
      parkeren.mislukt(exchange);
    }
  }

  /** Whether a message that failed is set apart now. */
  public boolean isLaatste(Exchange exchange) {
    if (aantal(exchange) < settings.pogingen() && !isWachtend(exchange)) {
      return false;
    }
    try {
      return isWachtend(exchange) && isVoorbij(exchange)
          || aantal(exchange) - keren(exchange) >= settings.pogingen();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Hoe vaak een bericht mislukte is niet na te gaan ({})", soort(e));
      return false;
    }
  }

  /** It was processed, or set apart. */
  public void klaar(Exchange exchange) {
    if (aantal(exchange) > 1 && keren(exchange) > 0) {
      uitval.wachtNietMeer(bericht(exchange));
    }
  }

  /** What waits, by source. */
  public List<Bronuitval.Stand> stand() {
    return uitval.stand();
  }

  private boolean isVoorbij(Exchange exchange) {
    return uitval
        .wacht(bericht(exchange))
        .map(Wacht::sinds)
        .filter(sinds -> !sinds.plus(settings.bronWeg()).isAfter(clock.instant()))
        .isPresent();
  }

  /** Zero where it does not wait. */
  private int keren(Exchange exchange) {
    String id = exchange.getMessage().getHeader(Koppen.BERICHT_ID, String.class);
    return ROUTE.equals(exchange.getFromRouteId()) && id != null
        ? uitval.wacht(BerichtId.of(id)).map(Wacht::keren).orElse(0)
        : 0;
  }

  private static boolean isWachtend(Exchange exchange) {
    return ROUTE.equals(exchange.getFromRouteId()) && fout(exchange) != null;
  }

  /** For which it waits; empty when it failed of something else. */
  private Optional<String> bron(Exchange exchange) {
    RuntimeException fout = fout(exchange);
    if (fout instanceof BronNietBereikbaar weg) {
      return Optional.of(weg.bron());
    }
    return fout == null
        ? Optional.empty()
        : uitval.bronVanEerder(dossier(exchange), bericht(exchange));
  }

  private static RuntimeException fout(Exchange exchange) {
    Throwable gevangen = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    for (Throwable e = gevangen; e != null; e = e.getCause()) {
      if (e instanceof BronNietBereikbaar || e instanceof WachtOpEerder) {
        return (RuntimeException) e;
      }
    }
    return null;
  }

  private static int aantal(Exchange exchange) {
    return exchange.getMessage().getHeader(AANTAL, 1, Integer.class);
  }

  private static BerichtId bericht(Exchange exchange) {
    return BerichtId.of(exchange.getMessage().getHeader(Koppen.BERICHT_ID, String.class));
  }

  private static Dossiersleutel dossier(Exchange exchange) {
    return new Dossiersleutel(exchange.getMessage().getHeader(Koppen.DOSSIER, String.class));
  }

  private static String soort(Exception e) {
    return e.getClass().getSimpleName();
  }
}
