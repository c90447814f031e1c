package nl.ketenbrug.operations;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.ketenbrug.delivery.Leveringen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Service;

/** What was set apart, and how it goes on. */
@Service
public class Parkeerplaats {

  /** Messages that are shown per parking queue. */
  private static final int MAXIMUM = 200;

  /** Milliseconds to wait for a message that was seen on the queue. */
  private static final long WACHT = 1000;

  private final Parkeerplekken plekken;
  private final JmsTemplate jms;
  private final Brokertransactie transactie;
  private final Leveringen leveringen;
  private final Berichtenlog log;
  private final Clock clock;

  Parkeerplaats(
      Parkeerplekken plekken,
      JmsTemplate jms,
      Brokertransactie transactie,
      Leveringen leveringen,
      Berichtenlog log,
      Clock clock) {
    this.plekken = plekken;
    this.jms = jms;
    this.transactie = transactie;
    this.leveringen = leveringen;
    this.log = log;
    this.clock = clock;
  }

  /** A message that was set apart; why in words stands in the log. */
  public record Geparkeerd(
      UUID berichtId, String parkeerplek, String reden, String gebeurtenistype, Instant sinds) {}

  /** Everything that is set apart, oldest first per parking queue. */
  public List<Geparkeerd> alles() {
    List<Geparkeerd> alles = new ArrayList<>();
    for (String plek : plekken.alle()) {
      alles.addAll(jms.browse(plek, (session, browser) -> lees(plek, browser)));
    }
    return alles;
  }

  private static List<Geparkeerd> lees(String plek, QueueBrowser browser) throws JMSException {
    List<Geparkeerd> gelezen = new ArrayList<>();
    Enumeration<?> messages = browser.getEnumeration();
    while (messages.hasMoreElements() && gelezen.size() < MAXIMUM) {
      Message message = (Message) messages.nextElement();
      gelezen.add(
          new Geparkeerd(
              UUID.fromString(message.getStringProperty(Koppen.BERICHT_ID)),
              plek,
              message.getStringProperty(Koppen.REDEN),
              message.getStringProperty(Koppen.GEBEURTENISTYPE),
              Instant.ofEpochMilli(message.getJMSTimestamp())));
    }
    return gelezen;
  }

  /**
   * Puts a message back on the queue it came from, in one transaction with its log record.
   *
   * @param actor who decided so
   * @return the queue it stands on now; empty when nothing with this id is set apart
   */
  public Optional<String> geefVrij(UUID berichtId, String actor) {
    for (String plek : plekken.alle()) {
      String oorsprong = plekken.oorsprong(plek).orElse(null);
      if (oorsprong == null) {
        continue;
      }
      boolean[] gedaan = new boolean[1];
      transactie.doe(() -> gedaan[0] = verplaats(plek, oorsprong, berichtId, actor));
      if (gedaan[0]) {
        return Optional.of(oorsprong);
      }
    }
    return Optional.empty();
  }

  private boolean verplaats(String plek, String oorsprong, UUID berichtId, String actor) {
    return Boolean.TRUE.equals(
        jms.execute(session -> verplaats(session, plek, oorsprong, berichtId, actor), true));
  }

  private Boolean verplaats(
      Session session, String plek, String oorsprong, UUID berichtId, String actor)
      throws JMSException {
    Message parked = neem(session, plek, berichtId);
    if (parked == null) {
      return false;
    }
    if (oorsprong.startsWith("partner.")) {
      leveringen.heropen(oorsprong.substring("partner.".length()), berichtId);
    }
    try (MessageProducer producer = session.createProducer(session.createQueue(oorsprong))) {
      producer.send(kopie(session, parked));
    }
    log.schrijf(
        new LogRegelBouwer(Stap.VRIJGEGEVEN, new BerichtId(berichtId), clock.instant())
            .correlatie(UUID.fromString(parked.getStringProperty(Koppen.CORRELATIE_ID)))
            .gebeurtenistype(parked.getStringProperty(Koppen.GEBEURTENISTYPE))
            .reden(parked.getStringProperty(Koppen.REDEN), "teruggezet op " + oorsprong)
            .actor(actor)
            .bouw());
    return true;
  }

  private static Message neem(Session session, String queue, UUID berichtId) throws JMSException {
    String selector = Koppen.BERICHT_ID + " = '" + berichtId + "'";
    try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue), selector)) {
      return isAanwezig(session, queue, selector) ? consumer.receive(WACHT) : null;
    }
  }

  private static boolean isAanwezig(Session session, String queue, String selector)
      throws JMSException {
    try (QueueBrowser browser = session.createBrowser(session.createQueue(queue), selector)) {
      return browser.getEnumeration().hasMoreElements();
    }
  }

  private static Message kopie(Session session, Message parked) throws JMSException {
    Message kopie;
    if (parked instanceof TextMessage text) {
      kopie = session.createTextMessage(text.getText());
    } else if (parked instanceof BytesMessage bytes) {
      byte[] content = new byte[(int) bytes.getBodyLength()];
      bytes.readBytes(content);
      BytesMessage copy = session.createBytesMessage();
      copy.writeBytes(content);
      kopie = copy;
    } else {
      kopie = session.createMessage();
    }
    for (String kop : Koppen.ALLE) {
      Object value = parked.getObjectProperty(kop);
      if (value != null && !kop.equals(Koppen.REDEN)) {
        kopie.setObjectProperty(kop, value);
      }
    }
    return kopie;
  }
}
