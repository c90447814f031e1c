package nl.ketenbrug.operations;

import jakarta.jms.JMSException;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what is in hand end before its session is closed. Spring waits a second or two and then
 * closes it under the reader's hands, which rolls back; the session itself stays with the
 * connection, and a reader that goes on commits what it sends after that without what it read: all
 * of it comes again.
 */
class Lezer extends DefaultJmsMessageListenerContainer {

  private static final Logger LOG = LoggerFactory.getLogger(Lezer.class);

  /** Milliseconds between two looks. */
  private static final long TUSSENPOOS = 50;

  /** Looks: as long as one call to the broker takes at most, and one to the database. */
  private static final int KEREN = 800;

  Lezer(JmsEndpoint endpoint) {
    super(endpoint);
  }

  /**
   * A reader that does not end keeps its session, which then ends with the connection: whole, or
   * not at all.
   */
  @Override
  protected void doShutdown() throws JMSException {
    for (int keer = 0; getActiveConsumerCount() > 0; keer++) {
      if (keer == KEREN || !wacht()) {
        LOG.warn("Wat {} in handen heeft, is bij het stoppen nog niet klaar", getDestinationName());
        return;
      }
    }
    super.doShutdown();
  }

  /** False when nobody is to wait any longer. */
  private static boolean wacht() {
    try {
      Thread.sleep(TUSSENPOOS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
