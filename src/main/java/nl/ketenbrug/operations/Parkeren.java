package nl.ketenbrug.operations;

import java.time.Clock;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * What a route does with a message it cannot process: write down why, and name the reason on the
 * message.
 */
@Component("parkeren")
public class Parkeren {

  private static final Logger LOG = LoggerFactory.getLogger(Parkeren.class);

  private final Berichtenlog log;
  private final Berichtenlog losLog;
  private final Logstap logstap;
  private final Parkeerplekken plekken;
  private final Clock clock;

  Parkeren(
      Berichtenlog log,
      @Qualifier("losBerichtenlog") Berichtenlog losLog,
      Logstap logstap,
      Parkeerplekken plekken,
      Clock clock) {
    this.plekken = plekken;
    this.log = log;
    this.losLog = losLog;
    this.logstap = logstap;
    this.clock = clock;
  }

  /** Writes the step in the transaction that also puts the message on its parking queue. */
  public void parkeer(Exchange exchange) {
    Reden reden = reden(exchange);
    zorgVoorBerichtId(exchange.getMessage());
    exchange.getMessage().setHeader(Koppen.REDEN, reden.code());
    log.schrijf(
        logstap
            .regel(exchange, Stap.GEPARKEERD.name())
            .reden(reden.code(), reden.uitleg())
            .inhoud("application/xml", tekst(exchange.getMessage()))
            .bouw());
  }

  /**
   * Writes that an attempt failed. The work is rolled back; this record is not, so it goes by a
   * transaction of its own.
   */
  public void mislukt(Exchange exchange) {
    Reden reden = reden(exchange);
    LOG.warn(
        "Route {}: poging mislukt ({}), de broker biedt het bericht opnieuw aan",
        exchange.getFromRouteId(),
        reden.code(),
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    zorgVoorBerichtId(exchange.getMessage());
    losLog.schrijf(
        logstap.regel(exchange, Stap.MISLUKT.name()).reden(reden.code(), reden.uitleg()).bouw());
  }

  /**
   * Writes that the broker gave a message up, and finds the parking queue of the queue it stood on.
   */
  public void onbestelbaar(Exchange exchange) {
    String queue = exchange.getMessage().getHeader("_AMQ_ORIG_QUEUE", String.class);
    exchange.setProperty("parkeerplek", plekken.plekVoor(queue));
    zorgVoorBerichtId(exchange.getMessage());
    exchange.getMessage().setHeader(Koppen.REDEN, "pogingen-op");
    log.schrijf(
        logstap
            .regel(exchange, Stap.GEPARKEERD.name())
            .reden("pogingen-op", "de broker bood het bericht te vaak vergeefs aan")
            .inhoud("application/xml", tekst(exchange.getMessage()))
            .bouw());
  }

  private record Reden(String code, String uitleg) {}

  private static Reden reden(Exchange exchange) {
    Throwable oorzaak = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    for (Throwable e = oorzaak; e != null; e = e.getCause()) {
      if (e instanceof GeweigerdBericht weigering) {
        return new Reden(weigering.code(), weigering.getMessage());
      }
      if (e instanceof BronNietBereikbaar bron) {
        return new Reden("bron-niet-bereikbaar", bron.getMessage());
      }
      if (e instanceof net.sf.saxon.trans.XPathException xslt) {
        return Stylesheetfout.reden(xslt);
      }
    }
    // The text of an unknown exception may quote the message: only its kind is written down.
    return new Reden(
        "onverwachte-fout",
        "onverwachte fout in de verwerking (" + oorzaak.getClass().getSimpleName() + ")");
  }

  private void zorgVoorBerichtId(Message message) {
    if (message.getHeader(Koppen.BERICHT_ID) == null) {
      // A message that a source put on the queue got its id in this attempt; the original does not
      // carry it yet.
      String bekend = message.getExchange().getProperty(Koppen.BERICHT_ID, String.class);
      String id = bekend == null ? BerichtId.nieuw(clock.instant()).toString() : bekend;
      message.setHeader(Koppen.BERICHT_ID, id);
      message.setHeader(Koppen.CORRELATIE_ID, id);
    }
  }

  private static String tekst(Message message) {
    String tekst = message.getBody(String.class);
    return tekst == null ? "" : tekst;
  }

  /** What a stylesheet that stops has to say. */
  private static final class Stylesheetfout {
    static Reden reden(net.sf.saxon.trans.XPathException e) {
      String code = e.getErrorCodeQName() == null ? "xslt" : e.getErrorCodeQName().getLocalPart();
      int line = e.getLocator() == null ? 0 : e.getLocator().getLineNumber();
      String sentence = e.getErrorObject() == null ? null : text(e);
      return new Reden(
          code,
          "het stylesheet stopt op regel "
              + line
              + (sentence == null || sentence.isBlank() ? "" : ": " + sentence));
    }

    private static String text(net.sf.saxon.trans.XPathException e) {
      try {
        return e.getErrorObject().head().getStringValue();
      } catch (net.sf.saxon.trans.XPathException inner) {
        return null;
      }
    }
  }
}
