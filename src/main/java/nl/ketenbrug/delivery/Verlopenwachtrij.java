package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;

/**
 * The queue of what expired, of all partners: a message carries for whom it was. All of this works
 * in the caller's session, and is committed or rolled back with what else is done in it.
 */
final class Verlopenwachtrij {

  static final String NAAM = "verlopen";

  /** Why it stands there, on the message and in the log. */
  static final String REDEN = "termijn-verstreken";

  /** When its term was over, in milliseconds since 1970: of the same event it can be so again. */
  private static final String VERSTREKEN = "verstreken";

  /** Milliseconds to wait for a message that was seen on the queue. */
  private static final long WACHT = 1000;

  private Verlopenwachtrij() {}

  static String selector(String partner) {
    return Koppen.AFNEMER + " = '" + partner + "'";
  }

  static String selector(String partner, UUID bericht) {
    return selector(partner) + " AND " + Koppen.BERICHT_ID + " = '" + bericht + "'";
  }

  /**
   * Sets apart what was taken from the partner's queue, as it was, with which end of a term it was.
   */
  static void zet(Session session, String partner, Message message, Instant verstreken)
      throws JMSException {
    TextMessage apart = session.createTextMessage(((TextMessage) message).getText());
    for (String kop : Koppen.ALLE) {
      Object value = message.getObjectProperty(kop);
      if (value != null) {
        apart.setObjectProperty(kop, value);
      }
    }
    apart.setStringProperty(Koppen.AFNEMER, partner);
    apart.setStringProperty(Koppen.REDEN, REDEN);
    apart.setLongProperty(VERSTREKEN, verstreken.toEpochMilli());
    try (MessageProducer producer = session.createProducer(session.createQueue(NAAM))) {
      producer.send(apart);
    }
  }

  /**
   * Takes every copy of this event of this partner that the broker gives: of a queue on disk it
   * shows more than it gives.
   *
   * @return the first, or null when there is none
   */
  static Message neem(Session session, String partner, UUID bericht) throws JMSException {
    Message eerste = null;
    try (MessageConsumer consumer =
        session.createConsumer(session.createQueue(NAAM), selector(partner, bericht))) {
      while (staat(session, partner, bericht)) {
        Message message = consumer.receive(WACHT);
        if (message == null) {
          return eerste;
        }
        eerste = eerste == null ? message : eerste;
      }
    }
    return eerste;
  }

  /** Whether the broker shows a copy that this session did not take. */
  static boolean staat(Session session, String partner, UUID bericht) throws JMSException {
    try (QueueBrowser browser =
        session.createBrowser(session.createQueue(NAAM), selector(partner, bericht))) {
      return browser.getEnumeration().hasMoreElements();
    }
  }

  /**
   * Those of these events that stand here because of this very end of their term.
   *
   * @param gezocht event, and when its term was over
   */
  static Set<UUID> hier(QueueBrowser browser, Map<UUID, Instant> gezocht) throws JMSException {
    Set<UUID> gevonden = new HashSet<>();
    Enumeration<?> messages = browser.getEnumeration();
    while (gevonden.size() < gezocht.size() && messages.hasMoreElements()) {
      Message message = (Message) messages.nextElement();
      // Somebody may have put there what is not ours.
      UUID id = BerichtId.lees(message.getStringProperty(Koppen.BERICHT_ID)).orElse(null);
      Instant verstreken = id == null ? null : gezocht.get(id);
      if (verstreken != null
          && message.propertyExists(VERSTREKEN)
          && message.getLongProperty(VERSTREKEN) == verstreken.toEpochMilli()) {
        gevonden.add(id);
      }
    }
    return gevonden;
  }

  /**
   * Those of these events that stand in this queue now and that no client holds.
   *
   * @param tekens characters after which it looks no further
   */
  static Set<UUID> zichtbaar(QueueBrowser browser, Set<UUID> gezocht, long tekens)
      throws JMSException {
    Set<UUID> gevonden = new HashSet<>();
    long over = tekens;
    Enumeration<?> messages = browser.getEnumeration();
    while (over >= 0 && gevonden.size() < gezocht.size() && messages.hasMoreElements()) {
      Message message = (Message) messages.nextElement();
      // Somebody may have put there what is not ours.
      if (message instanceof TextMessage tekst) {
        BerichtId.lees(message.getStringProperty(Koppen.BERICHT_ID))
            .filter(gezocht::contains)
            .ifPresent(gevonden::add);
        over -= tekst.getText() == null ? 0 : tekst.getText().length();
      }
    }
    return gevonden;
  }
}
