package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.message.Koppen;

/**
 * The queue of what expired, of all partners: a message carries for whom it was. All of this works
 * in the caller's session, and is committed or rolled back with what else is done in it.
 */
final class Verlopenwachtrij {

  static final String NAAM = "verlopen";

  /** Why it stands there, on the message and in the log. */
  static final String REDEN = "termijn-verstreken";

  private Verlopenwachtrij() {}

  static String selector(String partner) {
    return Koppen.AFNEMER + " = '" + partner + "'";
  }

  static String selector(String partner, UUID bericht) {
    return selector(partner) + " AND " + Koppen.BERICHT_ID + " = '" + bericht + "'";
  }

  /** Sets apart what was taken from the partner's queue, as it was. */
  static void zet(Session session, String partner, Message message) throws JMSException {
    TextMessage apart = session.createTextMessage(((TextMessage) message).getText());
    for (String kop : Koppen.ALLE) {
      Object value = message.getObjectProperty(kop);
      if (value != null) {
        apart.setObjectProperty(kop, value);
      }
    }
    apart.setStringProperty(Koppen.AFNEMER, partner);
    apart.setStringProperty(Koppen.REDEN, REDEN);
    try (MessageProducer producer = session.createProducer(session.createQueue(NAAM))) {
      producer.send(apart);
    }
  }

  /**
   * Takes every copy of this event of this partner.
   *
   * @return the first, or null when there is none
   */
  static Message neem(Session session, String partner, UUID bericht) throws JMSException {
    try (MessageConsumer consumer =
        session.createConsumer(session.createQueue(NAAM), selector(partner, bericht))) {
      Message eerste = consumer.receiveNoWait();
      Message volgende = eerste;
      while (volgende != null) {
        volgende = consumer.receiveNoWait();
      }
      return eerste;
    }
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
      TextMessage message = (TextMessage) messages.nextElement();
      UUID id = UUID.fromString(message.getStringProperty(Koppen.BERICHT_ID));
      if (gezocht.contains(id)) {
        gevonden.add(id);
      }
      over -= message.getText().length();
    }
    return gevonden;
  }
}
