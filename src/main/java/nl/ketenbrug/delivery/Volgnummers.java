package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.delivery.Nummeruitgifte.Nummer;
import nl.ketenbrug.delivery.Nummeruitgifte.Stuk;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * Gives each event of a subscription its number: without a hole, in the order of its queue, and the
 * same one when the same message comes again.
 *
 * <p>A thread that takes several messages in one transaction of the broker says so before ({@link
 * #komen}); then the first of them that asks gets numbers for all, in one write of the database.
 */
@Component("volgnummers")
public class Volgnummers {

  private final Nummeruitgifte uitgifte;
  private final Berichtenlog log;
  private final Clock clock;
  private final ThreadLocal<Bundel> bundel = new ThreadLocal<>();

  Volgnummers(Nummeruitgifte uitgifte, Berichtenlog log, Clock clock) {
    this.uitgifte = uitgifte;
    this.log = log;
    this.clock = clock;
  }

  /** What this thread handles together; without numbers until the first one asks. */
  private static final class Bundel {
    private final List<Stuk> stukken;
    private final Map<UUID, Nummer> nummers = new HashMap<>();

    Bundel(List<Stuk> stukken) {
      this.stukken = stukken;
    }
  }

  /**
   * From now on until {@link #vergeet} this thread handles these, in this order and all of one
   * subscription. What stands behind one that carries no event gets no number before its turn: a
   * number follows the queue.
   */
  public void komen(List<jakarta.jms.Message> berichten) throws JMSException {
    List<Stuk> stukken = new ArrayList<>(berichten.size());
    for (jakarta.jms.Message een : berichten) {
      String bericht = een.getStringProperty(Koppen.BERICHT_ID);
      String correlatie = een.getStringProperty(Koppen.CORRELATIE_ID);
      String drager = een.getJMSMessageID();
      if (!isId(bericht) || !isId(correlatie) || drager == null) {
        break;
      }
      stukken.add(new Stuk(UUID.fromString(bericht), UUID.fromString(correlatie), drager));
    }
    bundel.set(new Bundel(stukken));
  }

  /** Each asks for itself again. */
  public void vergeet() {
    bundel.remove();
  }

  private static boolean isId(String tekst) {
    try {
      return tekst != null && UUID.fromString(tekst) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Gives the event its number. A redelivery of the same message gets the same number; another
   * message with the same event was already delivered and ends here.
   */
  public void nummer(Exchange exchange, String partner) {
    Message message = exchange.getMessage();
    UUID id = UUID.fromString(message.getHeader(Koppen.BERICHT_ID, String.class));
    String drager = message.getHeader("JMSMessageID", String.class);
    UUID correlatie = UUID.fromString(message.getHeader(Koppen.CORRELATIE_ID, String.class));
    Nummer nummer = nummer(partner, new Stuk(id, correlatie, drager));
    exchange.setProperty("partner", partner);
    if (!nummer.drager().equals(drager)) {
      log.schrijf(
          new LogRegelBouwer(Stap.DUPLICAAT, new BerichtId(id), clock.instant())
              .correlatie(correlatie)
              .partner(partner, nummer.volgnummer())
              .bouw());
      exchange.setRouteStop(true);
      return;
    }
    message.setHeader(Koppen.VOLGNUMMER, nummer.volgnummer());
  }

  private Nummer nummer(String partner, Stuk stuk) {
    Bundel samen = bundel.get();
    if (samen == null || !samen.stukken.contains(stuk)) {
      return uitgifte.geef(partner, List.of(stuk)).get(stuk.bericht());
    }
    if (samen.nummers.isEmpty()) {
      samen.nummers.putAll(uitgifte.geef(partner, samen.stukken));
    }
    return samen.nummers.get(stuk.bericht());
  }
}
