package nl.ketenbrug.operations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.dossier.Bronuitval;
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
 * are not counted as faults. The engine counts for itself: the broker counts every attempt, and
 * these too.
 */
@Component("bronwacht")
public class Bronwacht {

  private static final Logger LOG = LoggerFactory.getLogger(Bronwacht.class);
  private static final String ROUTE = "enrich-gebeurtenis";
  private static final String AANTAL = "JMSXDeliveryCount";

  /** On the exchange; none when it could not be counted. */
  private static final String BEGONNEN = "begonnenPogingen";

  /** Attempts of which the engine saw no end; the broker's own limit on other queues. */
  private static final int ZONDER_EINDE = 20;

  /** More than so many wait aside. */
  private static final long BIJ_DE_BROKER = 2000;

  /** Milliseconds between two looks at how much stands ready. */
  private static final long TUSSEN = 1000;

  private static final String CANONIEK = "canoniek";

  /** Milliseconds; less than what counts as waiting of the time between two attempts. */
  private static final long RONDE = 600_000;

  private final Bronuitval uitval;
  private final Parkeren parkeren;
  private final ParkeerSettings settings;
  private final Brokerbeheer beheer;
  private final Instant start;
  private final Doorlaat doorlaat = new Doorlaat();

  /** When it was last looked at, which is every ten seconds. */
  private volatile long wachtend;

  /** Milliseconds of {@link System#nanoTime}; asked of the broker once a second at most. */
  private long gevraagd = Long.MIN_VALUE;

  Bronwacht(
      Bronuitval uitval,
      Parkeren parkeren,
      ParkeerSettings settings,
      Brokerbeheer beheer,
      Clock clock) {
    this.uitval = uitval;
    this.parkeren = parkeren;
    this.settings = settings;
    this.beheer = beheer;
    this.start = clock.instant();
  }

  /**
   * Begins an attempt. The broker offers this queue without end: what never came to the end of an
   * attempt, because it took the engine with it, is set apart here.
   *
   * @throws GeweigerdBericht {@code pogingen-op}
   */
  public void begin(Exchange exchange) {
    int begonnen = begonnen(exchange);
    exchange.setProperty(BEGONNEN, begonnen);
    if (begonnen > ZONDER_EINDE) {
      throw new GeweigerdBericht("pogingen-op", "de broker bood het bericht te vaak vergeefs aan");
    }
  }

  /** What the broker counted before, attempts of which nothing is known here, does not count. */
  private int begonnen(Exchange exchange) {
    int aantal = aantal(exchange);
    if (exchange.getMessage().getHeader(Koppen.BERICHT_ID) == null) {
      return aantal;
    }
    BerichtId bericht = bericht(exchange);
    // What came before this engine began may be what ended the one before it: of what the broker
    // has on its pages it forgets the count when it starts anew.
    return aantal == 1 && bericht.tijdstip().isAfter(start)
        ? 1
        : uitval.begint(bericht, aantal == 2 ? 1 : 0);
  }

  /** The engine stopped before it did anything. */
  public void begonNiet(Exchange exchange) {
    if (ROUTE.equals(exchange.getFromRouteId())) {
      uitval.beginNiet(bericht(exchange));
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
   * Whether it waits aside and not for the pause of the broker: what that is to offer again later
   * it holds whole in memory, 9 KB for a message of 3 KB.
   */
  public boolean wachtTerzijde(Exchange exchange) {
    return wachtend > BIJ_DE_BROKER && magWachten(exchange);
  }

  /**
   * Until the next one that waits aside may be tried: so that each comes round in ten minutes, and
   * fifty a second at most; and not while so many stand ready before it that what needs no source
   * would have to wait behind what did, unless that lasts ({@link Doorlaat}).
   */
  public void wachtOpBeurt(Exchange exchange) throws InterruptedException {
    long pauze = RONDE / Math.max(1, wachtend);
    TimeUnit.MILLISECONDS.sleep(Math.max(20, Math.min(100, pauze)));
    // While it holds back each one asks: what went by the floor lets no others along.
    if (doorlaat.houdtTegen() || vraagtWeer()) {
      while (!doorlaat.mag(isVol(), millis()) && !exchange.getContext().isStopping()) {
        TimeUnit.MILLISECONDS.sleep(TUSSEN);
      }
    }
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private boolean vraagtWeer() {
    long nu = millis();
    if (gevraagd != Long.MIN_VALUE && nu - gevraagd < TUSSEN) {
      return false;
    }
    gevraagd = nu;
    return true;
  }

  /** Whom the broker does not answer finds out when it sends. */
  private boolean isVol() {
    try {
      return beheer.gereed(CANONIEK) > settings.hoogstensGereed();
    } catch (Brokerbeheer.BrokerNietBeheerd e) {
      LOG.warn("Hoeveel er op {} staat is niet na te gaan ({})", CANONIEK, soort(e));
      return false;
    }
  }

  /**
   * One more attempt in vain. On record is the 1st, 2nd, 4th, 8th and so on: they come every five
   * minutes, and say the same.
   */
  public void wacht(Exchange exchange) {
    Optional<String> bron = bron(exchange);
    if (bron.isEmpty()) {
      // What it waited for went meanwhile.
      parkeren.mislukt(exchange);
      wachtEvenNiet(exchange);
      return;
    }
    boolean zelf = fout(exchange) instanceof BronNietBereikbaar;
    int keren = uitval.wacht(bericht(exchange), dossier(exchange), bron.get(), zelf);
    if (Integer.bitCount(keren) == 1) {
      parkeren.mislukt(exchange);
    } else {
      parkeren.misluktWeer(exchange);
    }
  }

  /** It failed of something else. */
  public void wachtEvenNiet(Exchange exchange) {
    if (ROUTE.equals(exchange.getFromRouteId())) {
      uitval.wachtEvenNiet(bericht(exchange));
    }
  }

  /** Whether a message that failed is set apart now. */
  public boolean isLaatste(Exchange exchange) {
    if (!ROUTE.equals(exchange.getFromRouteId())) {
      return aantal(exchange) >= settings.pogingen();
    }
    try {
      return exchange.getProperty(BEGONNEN, 0, Integer.class) >= settings.pogingen()
          || fout(exchange) != null && isVoorbij(exchange);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Hoe lang een bericht wacht is niet na te gaan ({})", soort(e));
      return false;
    }
  }

  /** It was processed, or set apart. */
  public void klaar(Exchange exchange) {
    if (ROUTE.equals(exchange.getFromRouteId())) {
      uitval.wachtNietMeer(bericht(exchange));
    }
  }

  /** The broker gave it up, and it was set apart. */
  public void opgegeven(Exchange exchange) {
    if (("parkeer." + ROUTE).equals(exchange.getProperty("parkeerplek"))) {
      uitval.wachtNietMeer(bericht(exchange));
    }
  }

  /** What waits, by source. */
  public List<Bronuitval.Stand> stand() {
    List<Bronuitval.Stand> stand = uitval.stand();
    wachtend = stand.stream().mapToLong(Bronuitval.Stand::berichten).sum();
    return stand;
  }

  /** What an engine left behind that knew nothing of this. */
  void ruimOp() {
    uitval.ruimOp();
  }

  private boolean isVoorbij(Exchange exchange) {
    return uitval.isGenoeg(bericht(exchange), settings.bronWeg(), settings.pogingen());
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
