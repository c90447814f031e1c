package nl.ketenbrug.operations;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Parkeerplek;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/**
 * Takes one message out of a parking queue, however deep it stands. Of a queue on disk the broker
 * gives by selector only what it read back ({@code max-read-page-bytes} in broker.xml), while its
 * management looks through all of it: that puts what is deeper on one small queue, from where it is
 * taken in the caller's session. What the session gives back stays there: it is set apart still,
 * and who looks at its parking queue looks here too.
 *
 * <p>Of a queue on disk the broker shows also what somebody has in hand and did not commit yet: so
 * what there is left to take is what it shows without what was taken here.
 */
final class Uitgezocht {

  /** Milliseconds to wait for a message that was seen on the queue. */
  private static final long WACHT = 1000;

  private final Brokerbeheer beheer;

  Uitgezocht(Brokerbeheer beheer) {
    this.beheer = beheer;
  }

  /**
   * Everything that this selector finds: one event may stand there twice.
   *
   * @throws NietGegeven when the broker shows it and does not give it: then it is not gone
   */
  List<Message> neem(Session session, String plek, String selector) throws JMSException {
    List<Message> genomen = new ArrayList<>();
    if (!neem(session, plek, selector, genomen)) {
      zoekUit(plek, selector);
    }
    if (!neem(session, Parkeerplek.UITGEZOCHT, Parkeerplek.uitgezocht(plek, selector), genomen)
        || isErMeer(session, plek, selector, genomen)) {
      throw new NietGegeven(plek);
    }
    return genomen;
  }

  private void zoekUit(String plek, String selector) {
    try {
      beheer.verplaats(plek, selector, Parkeerplek.UITGEZOCHT);
    } catch (BrokerNietBeheerd e) {
      throw new NietGegeven(plek, e);
    }
  }

  /**
   * As above, of a queue that others read: nothing of it is singled out.
   *
   * @throws NietGegeven as above
   */
  static List<Message> neemHier(Session session, String queue, String selector)
      throws JMSException {
    List<Message> genomen = new ArrayList<>();
    if (!neem(session, queue, selector, genomen)) {
      throw new NietGegeven(queue);
    }
    return genomen;
  }

  /**
   * @return false when the broker shows more than it gives
   */
  private static boolean neem(Session session, String queue, String selector, List<Message> genomen)
      throws JMSException {
    try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue), selector)) {
      while (isErMeer(session, queue, selector, genomen)) {
        Message message = consumer.receive(WACHT);
        if (message == null) {
          return false;
        }
        genomen.add(message);
      }
    }
    return true;
  }

  private static boolean isErMeer(
      Session session, String queue, String selector, List<Message> genomen) throws JMSException {
    Set<Long> inHanden = genomen.stream().map(Uitgezocht::nummer).collect(Collectors.toSet());
    try (QueueBrowser browser = session.createBrowser(session.createQueue(queue), selector)) {
      Enumeration<?> messages = browser.getEnumeration();
      while (messages.hasMoreElements()) {
        if (!inHanden.contains(nummer((Message) messages.nextElement()))) {
          return true;
        }
      }
      return false;
    }
  }

  /** The broker's own: a JMSMessageID is its sender's, may be absent, and a copy has it too. */
  private static long nummer(Message message) {
    return ((ActiveMQMessage) message).getCoreMessage().getMessageID();
  }
}
