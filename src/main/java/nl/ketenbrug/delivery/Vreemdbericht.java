package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;

/**
 * What stands on a partner's queue and is no event of the engine: somebody put it there with the
 * tools of the broker. Nobody could confirm it, for a confirmation names an id. It is set apart
 * with its body, under an id of ours.
 *
 * @param naam text in the place of our id, whatever it says; null when no text stands there
 * @param naamloos whether nothing at all stands there
 * @param moment when its sender says that it was sent, in milliseconds since 1970; 0 when it does
 *     not
 */
record Vreemdbericht(String naam, boolean naamloos, long moment) {

  /** Of what came from nowhere known: a release puts nothing of it back. */
  static final String PARKEERPLEK = "parkeer.onbestelbaar";

  static final String REDEN = "geen-gebeurtenis";

  static Vreemdbericht van(Message message) throws JMSException {
    Object naam = message.getObjectProperty(Koppen.BERICHT_ID);
    return new Vreemdbericht(
        naam instanceof String tekst ? tekst : null, naam == null, message.getJMSTimestamp());
  }

  static boolean is(Message message) throws JMSException {
    return !(message instanceof TextMessage tekst)
        || tekst.getText() == null
        || !isBerichtId(message.getObjectProperty(Koppen.BERICHT_ID))
        || !isNummer(message.getObjectProperty(Koppen.VOLGNUMMER))
        || !isLeegOfId(message.getObjectProperty(Koppen.CORRELATIE_ID))
        || !isLeegOfId(message.getObjectProperty(Koppen.OORZAAK_ID))
        || !isLeegOfTekst(message.getObjectProperty(Koppen.GEBEURTENISTYPE))
        || !isLeegOfTekst(message.getObjectProperty(Koppen.BRON));
  }

  /** Of bytes the broker refuses to make text. */
  private static boolean isLeegOfTekst(Object waarde) {
    return waarde == null || waarde instanceof String;
  }

  private static boolean isBerichtId(Object waarde) {
    return waarde instanceof String tekst && BerichtId.lees(tekst).isPresent();
  }

  private static boolean isNummer(Object waarde) {
    return waarde != null && waarde.toString().matches("\\d{1,18}");
  }

  private static boolean isLeegOfId(Object waarde) {
    try {
      return waarde == null || (waarde instanceof String tekst && UUID.fromString(tekst) != null);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Sets it apart in the caller's session.
   *
   * @param id what it is called from now on
   * @return the message, its body still in it; null when the broker does not give it now
   * @throws JMSException also when the broker gives another one for it; the caller rolls back
   */
  Message zetApart(Session session, String queue, BerichtId id) throws JMSException {
    Message message = neem(session, queue);
    if (message == null) {
      return null;
    }
    if (!is(message)) {
      throw new JMSException(
          "Wachtrij " + queue + " geeft een gebeurtenis in plaats van iets anders");
    }
    // As it is: there are kinds of bodies that nobody here knows.
    message.clearProperties();
    message.setStringProperty(Koppen.BERICHT_ID, id.toString());
    message.setStringProperty(Koppen.CORRELATIE_ID, id.toString());
    message.setStringProperty(Koppen.REDEN, REDEN);
    try (MessageProducer producer = session.createProducer(session.createQueue(PARKEERPLEK))) {
      producer.send(message);
    }
    return message;
  }

  private Message neem(Session session, String queue) throws JMSException {
    try (MessageConsumer consumer =
        session.createConsumer(session.createQueue(queue), selector())) {
      return consumer.receiveNoWait();
    }
  }

  /** By the id of its sender nobody finds what came by AMQP: the broker and JMS differ about it. */
  private String selector() {
    if (naamloos) {
      return Koppen.BERICHT_ID + " IS NULL";
    }
    if (naam == null) {
      return Koppen.BERICHT_ID + " IS NOT NULL AND JMSTimestamp = " + moment;
    }
    String zo = Koppen.BERICHT_ID + " = '" + naam.replace("'", "''") + "'";
    // An event may have that name too.
    return BerichtId.lees(naam).isEmpty() ? zo : zo + " AND JMSTimestamp = " + moment;
  }
}
