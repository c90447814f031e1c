package nl.ketenbrug.intake;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.jms.JmsMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * First step behind {@code intake.<bron>}. What came by HTTP was checked at the door; what a source
 * put on the queue itself is checked here. Either way the message gets its berichtId from the
 * register of deliveries, and a duplicate ends here.
 */
@Component
public class Aanleveringstoets {

  /** On the exchange: of what this becomes the log keeps the hash. */
  public static final String ZONDER_INHOUD = "zonderInhoud";

  /** Milliseconds. */
  private static final long PAUZE = 2000;

  private static final Logger LOG = LoggerFactory.getLogger(Aanleveringstoets.class);

  private final Bronnen bronnen;
  private final Aanleveringlezer lezer;
  private final Aanleveringen aanleveringen;
  private final Berichtenlog log;
  private final Clock clock;

  Aanleveringstoets(
      Bronnen bronnen,
      Aanleveringlezer lezer,
      Aanleveringen aanleveringen,
      Berichtenlog log,
      Clock clock) {
    this.bronnen = bronnen;
    this.lezer = lezer;
    this.aanleveringen = aanleveringen;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Reads the body, sets the headers that the next steps and the stylesheet use, and stops the
   * route for a duplicate.
   *
   * <p>While the database is away the message stays in hand. Given back again and again it would be
   * set apart, and the next one of its dossier pass it; and until it is registered nothing can see
   * that it was the earlier one.
   *
   * @throws GeweigerdBericht when the body is refused
   * @throws DataAccessException when the engine stops while the database is away
   */
  public void toets(Exchange exchange, String naam) throws InterruptedException {
    for (boolean gemeld = false; ; gemeld = true) {
      try {
        neem(exchange, naam);
        return;
      } catch (DataAccessException e) {
        if (exchange.getContext().isStopping()) {
          throw e;
        }
        if (!gemeld) {
          LOG.warn(
              "Wat bron {} aanlevert wacht op de database ({})",
              naam,
              e.getClass().getSimpleName());
        }
        TimeUnit.MILLISECONDS.sleep(PAUZE);
      }
    }
  }

  /** Asks the database everything before it changes or writes anything: it may be done again. */
  private void neem(Exchange exchange, String naam) {
    Bron bron = bronnen.bron(naam);
    Message message = exchange.getMessage();
    Aanlevering aanlevering = lees(bron, message);
    String drager = drager(message);
    String sleutel = sleutel(naam, aanlevering, message, drager);
    Aanleveringen.Rij rij = aanleveringen.registreer(naam, sleutel, drager, null);
    boolean vanDeDeur =
        rij.berichtId().toString().equals(message.getHeader(Koppen.BERICHT_ID, String.class));
    boolean draagt = vanDeDeur || aanleveringen.draagt(naam, sleutel, drager);
    zetKoppen(message, bron, aanlevering, rij.bericht());
    exchange.setProperty(Koppen.BERICHT_ID, rij.bericht().toString());
    exchange.setProperty(ZONDER_INHOUD, !bron.houdtLogInhoud());
    if (vanDeDeur) {
      return;
    }
    if (!draagt) {
      log.schrijf(regel(Stap.DUPLICAAT, bron, aanlevering, rij.bericht()).bouw());
      exchange.setRouteStop(true);
      return;
    }
    log.schrijf(
        aanlevering.inhoud(regel(Stap.ONTVANGEN, bron, aanlevering, rij.bericht()), bron).bouw());
  }

  /**
   * The key of this delivery. Of content that cannot be known again it is the key under which the
   * door registered it, when the id on the message leads to exactly this content.
   */
  private String sleutel(String bron, Aanlevering aanlevering, Message message, String drager) {
    if (aanlevering.herkenbaar()) {
      return aanlevering.hash();
    }
    return berichtId(message)
        .flatMap(id -> aanleveringen.zoek(bron, id))
        .filter(bekende -> aanlevering.sleutel(bekende.drager()).equals(bekende.sleutel()))
        .map(Aanleveringen.Bekende::sleutel)
        .orElseGet(() -> aanlevering.sleutel(drager));
  }

  /** The source may have put anything there. */
  private static Optional<BerichtId> berichtId(Message message) {
    String tekst = message.getHeader(Koppen.BERICHT_ID, String.class);
    try {
      return Optional.ofNullable(tekst).map(BerichtId::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * What stays the same when the broker offers this very message again, also after a crash. The
   * broker's own number does; the JMSMessageID does not: of an AMQP message it is made anew at each
   * attempt, and a CORE sender may leave it out.
   */
  private static String drager(Message message) {
    if (message instanceof JmsMessage jms
        && jms.getJmsMessage() instanceof ActiveMQMessage artemis) {
      return "artemis:" + artemis.getCoreMessage().getMessageID();
    }
    throw new IllegalStateException("Een aanlevering komt van een wachtrij van Artemis");
  }

  private Aanlevering lees(Bron bron, Message message) {
    if (message.getBody() instanceof byte[] bytes) {
      return lezer.lees(bron, bytes);
    }
    if (message.getBody() instanceof String text) {
      return lezer.lees(bron, text);
    }
    throw new GeweigerdBericht(
        "berichtsoort", "op deze wachtrij horen berichten met tekst of bytes");
  }

  private static void zetKoppen(Message message, Bron bron, Aanlevering aanlevering, BerichtId id) {
    // Nothing that the source put on the message goes further; the broker's count of attempts
    // stays.
    message.removeHeaders("*", "JMSXDeliveryCount");
    message.setBody(aanlevering.invoer());
    message.setHeader(Koppen.BERICHT_ID, id.toString());
    message.setHeader(Koppen.CORRELATIE_ID, id.toString());
    message.setHeader(Koppen.BRON, bron.naam());
    message.setHeader(Koppen.DOSSIER, aanlevering.dossier().value());
    // Parameters of the stylesheet; they do not cross a queue.
    message.setHeader("bronUrn", bron.urn());
    message.setHeader("onderwerp", aanlevering.dossier().value());
    message.setHeader("geregistreerd", id.tijdstip().toString());
  }

  private LogRegelBouwer regel(Stap stap, Bron bron, Aanlevering aanlevering, BerichtId id) {
    return new LogRegelBouwer(stap, id, clock.instant())
        .bron(bron.naam())
        .actor(bron.naam())
        .dossier(aanlevering.dossier().value());
  }
}
