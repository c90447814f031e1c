package nl.ketenbrug.operations;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import nl.ketenbrug.broker.Leesbewijs;
import nl.ketenbrug.delivery.Formaat;
import nl.ketenbrug.delivery.Leveringen;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.MotorStopt;
import nl.ketenbrug.message.WachtOpEerder;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What a route does with a message it cannot process: write down why, and name the reason on the
 * message.
 */
@Component("parkeren")
public class Parkeren {

  /** Milliseconds. */
  private static final long PAUZE = 2000;

  private final Berichtenlog log;
  private final Berichtenlog losLog;
  private final Logstap logstap;
  private final Parkeerplekken plekken;
  private final Volgorde volgorde;
  private final Leveringen leveringen;
  private final Parkeerwacht wacht;
  private final Clock clock;

  Parkeren(
      Berichtenlog log,
      @Qualifier("losBerichtenlog") Berichtenlog losLog,
      Logstap logstap,
      Parkeerplekken plekken,
      Volgorde volgorde,
      Leveringen leveringen,
      Parkeerwacht wacht,
      Clock clock) {
    this.plekken = plekken;
    this.volgorde = volgorde;
    this.leveringen = leveringen;
    this.wacht = wacht;
    this.log = log;
    this.losLog = losLog;
    this.logstap = logstap;
    this.clock = clock;
  }

  /** Writes the step in the transaction that also puts the message on its parking queue. */
  public void parkeer(Exchange exchange) {
    Reden reden = reden(exchange);
    maakKoppenZuiver(exchange.getMessage());
    exchange.getMessage().setHeader(Koppen.REDEN, reden.code());
    String stap = exchange.getProperty(Misluktestap.STAP, String.class);
    if (stap != null) {
      exchange.getMessage().setHeader(Koppen.STAP, stap);
    }
    String body = tekst(exchange.getMessage());
    log.schrijf(
        logstap
            .regel(exchange, Stap.GEPARKEERD.name())
            .reden(reden.code(), reden.uitleg())
            .inhoud(Formaat.inhoudstype(body), body)
            .bouw());
    wacht.geparkeerd("parkeer." + exchange.getFromRouteId(), stap, reden.code());
  }

  /**
   * Writes that an attempt failed. The work is rolled back; this record is not, so it goes by a
   * transaction of its own.
   */
  public void mislukt(Exchange exchange) {
    Reden reden = reden(exchange);
    misluktWeer(exchange);
    maakKoppenZuiver(exchange.getMessage());
    losLog.schrijf(
        logstap.regel(exchange, Stap.MISLUKT.name()).reden(reden.code(), reden.uitleg()).bouw());
  }

  /** An attempt failed as the one before it did; of that there is a record. */
  void misluktWeer(Exchange exchange) {
    wacht.mislukt(
        exchange.getFromRouteId(),
        exchange.getProperty(Misluktestap.STAP, String.class),
        reden(exchange).code(),
        () -> soorten(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
  }

  /**
   * From now on the dossier waits for this message. Only behind the canonical queue: before it a
   * source's own queue keeps the order, after it the subscription's.
   *
   * <p>While the database cannot note it, the message stays in hand, and with it what follows it in
   * its dossier. Given back it would wait for its next attempt, and be overtaken.
   *
   * @throws DataAccessException when the engine stops meanwhile
   */
  public void houdVast(Exchange exchange) throws InterruptedException {
    if (!"enrich-gebeurtenis".equals(exchange.getFromRouteId())) {
      return;
    }
    maakKoppenZuiver(exchange.getMessage());
    String dossier = tekst(exchange.getMessage(), Koppen.DOSSIER);
    while (dossier != null) {
      try {
        houdVast(dossier, exchange.getMessage());
        return;
      } catch (DataAccessException e) {
        if (exchange.getContext().isStopping()) {
          throw e;
        }
        misluktWeer(exchange);
        TimeUnit.MILLISECONDS.sleep(PAUZE);
      }
    }
  }

  private void houdVast(String dossier, Message message) {
    volgorde.houdVast(new Dossiersleutel(dossier), BerichtId.of(tekst(message, Koppen.BERICHT_ID)));
  }

  /**
   * As {@link #mislukt}, on a queue where the same message comes first again at once: waits, so
   * that an outage does not become a stream of attempts, also when the record cannot be written.
   * Only this queue waits.
   */
  public void misluktInVolgorde(Exchange exchange) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(PAUZE);
    mislukt(exchange);
  }

  /**
   * Writes that the broker gave a message up, and finds the parking queue of the queue it stood on.
   * Of one that stood on the canonical queue the dossier waits from now on.
   *
   * <p>On the queue that a partner reads itself the broker gives nothing up: its client rejected
   * the event (AMQP 1.0, section 3.4.3), which is the partner's answer, or somebody with the
   * engine's own rights at the broker moved it, which is nobody's. The broker says which and when;
   * AMQP may carry a reason, which the broker does not keep. Where only the engine reads it is no
   * answer. Of an event that the partner took already it was a second copy: that is on record, and
   * nothing is set apart.
   */
  public void onbestelbaar(Exchange exchange) {
    String queue = exchange.getMessage().getHeader("_AMQ_ORIG_QUEUE", String.class);
    String plek = plekken.plekVoor(queue);
    exchange.setProperty("parkeerplek", plek);
    maakKoppenZuiver(exchange.getMessage());
    Reden reden =
        plekken.lezer(queue).map(partner -> vanLezer(exchange, partner)).orElse(POGINGEN_OP);
    if (reden == DUBBEL) {
      log.schrijf(
          logstap
              .regel(exchange, Stap.DUPLICAAT.name())
              .reden(reden.code(), reden.uitleg())
              .bouw());
      exchange.setRouteStop(true);
      return;
    }
    exchange.getMessage().setHeader(Koppen.REDEN, reden.code());
    String body = tekst(exchange.getMessage());
    log.schrijf(
        logstap
            .regel(exchange, Stap.GEPARKEERD.name())
            .reden(reden.code(), reden.uitleg())
            .inhoud(Formaat.inhoudstype(body), body)
            .bouw());
    String dossier = tekst(exchange.getMessage(), Koppen.DOSSIER);
    if (dossier != null && plekken.oorsprong(plek).filter("canoniek"::equals).isPresent()) {
      houdVast(dossier, exchange.getMessage());
    }
    wacht.geparkeerd(plek, null, reden.code());
  }

  /**
   * Before the message leaves the queue: after an end of the engine in between it is done again.
   */
  private Reden vanLezer(Exchange exchange, String partner) {
    String afgewezen = tekst(exchange.getMessage(), Leesbewijs.AFGEWEZEN);
    exchange.setProperty("partner", partner);
    if (afgewezen == null) {
      return VERPLAATST;
    }
    UUID bericht = UUID.fromString(tekst(exchange.getMessage(), Koppen.BERICHT_ID));
    return leveringen.geweigerd(partner, bericht, GEWEIGERD.uitleg(), Instant.parse(afgewezen))
        ? GEWEIGERD
        : DUBBEL;
  }

  /** Kind and place of each cause. Never its text, which may quote the message. */
  private static String soorten(Throwable oorzaak) {
    StringBuilder soorten = new StringBuilder();
    for (Throwable e = oorzaak; e != null; e = e.getCause()) {
      StackTraceElement[] plaats = e.getStackTrace();
      soorten
          .append(soorten.isEmpty() ? "" : " <- ")
          .append(e.getClass().getName())
          .append(plaats.length == 0 ? "" : " " + plaats[0]);
    }
    return soorten.toString();
  }

  private record Reden(String code, String uitleg) {}

  private static final Reden POGINGEN_OP =
      new Reden(
          "pogingen-op",
          "de broker bood het bericht te vaak vergeefs aan, of een beheerder van de broker haalde"
              + " het weg");

  private static final Reden GEWEIGERD =
      new Reden("geweigerd-door-afnemer", "afgewezen via AMQP 1.0, dat geen reden meegeeft");

  private static final Reden DUBBEL =
      new Reden(
          "al-geaccepteerd",
          "de afnemer wees een tweede exemplaar af van wat hij al had; zijn bevestiging blijft staan");

  private static final Reden VERPLAATST =
      new Reden(
          "verplaatst-aan-broker",
          "een beheerder van de broker haalde het van de wachtrij van de afnemer");

  private static Reden reden(Exchange exchange) {
    Throwable oorzaak = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    for (Throwable e = oorzaak; e != null; e = e.getCause()) {
      if (e instanceof GeweigerdBericht weigering) {
        return new Reden(weigering.code(), weigering.getMessage());
      }
      if (e instanceof WachtOpEerder) {
        return new Reden("wacht-op-eerder-bericht", e.getMessage());
      }
      if (e instanceof MotorStopt) {
        return new Reden("motor-stopt", e.getMessage());
      }
      if (e instanceof BronNietBereikbaar bron) {
        return new Reden(bron.code(), bron.getMessage());
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

  /**
   * What a source put on its own message may be anything. Only what has our form stays, and an id
   * is made where there is none: a message that cannot be set apart would come round for ever.
   */
  private void maakKoppenZuiver(Message message) {
    String bekend = message.getExchange().getProperty(Koppen.BERICHT_ID, String.class);
    String eigen = tekst(message, Koppen.BERICHT_ID);
    String id =
        bekend != null
            ? bekend
            : isBerichtId(eigen) ? eigen : BerichtId.nieuw(clock.instant()).toString();
    message.setHeader(Koppen.BERICHT_ID, id);
    if (!isBerichtId(tekst(message, Koppen.CORRELATIE_ID))) {
      message.setHeader(Koppen.CORRELATIE_ID, id);
    }
    // Only we say at which step it failed.
    message.removeHeader(Koppen.STAP);
    houdAls(message, Koppen.OORZAAK_ID, Parkeren::isBerichtId);
    houdAls(message, Koppen.DOSSIER, waarde -> waarde.matches("[0-9a-f]{64}"));
    houdAls(message, Koppen.VOLGNUMMER, waarde -> waarde.matches("\\d{1,18}"));
    houdAls(message, Koppen.GEBEURTENISTYPE, waarde -> waarde.matches("nl(\\.[a-z0-9-]+){2,3}"));
    houdAls(message, Koppen.BRON, waarde -> waarde.matches("[a-z][a-z0-9-]*"));
    houdAls(message, Koppen.BETROKKENEN, waarde -> waarde.matches("[|0-9A-Z]*"));
  }

  private static void houdAls(Message message, String kop, Predicate<String> vorm) {
    String waarde = tekst(message, kop);
    if (waarde == null || !vorm.test(waarde)) {
      message.removeHeader(kop);
    }
  }

  private static boolean isBerichtId(String tekst) {
    try {
      return tekst != null && BerichtId.of(tekst) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String tekst(Message message, String kop) {
    Object waarde = message.getHeader(kop);
    return waarde == null ? null : waarde.toString();
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
