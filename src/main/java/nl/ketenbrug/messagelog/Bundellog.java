package nl.ketenbrug.messagelog;

import jakarta.jms.JMSException;
import jakarta.jms.Session;

/**
 * A log of which a thread that handles several messages in one transaction appends their records
 * together, just before its commit: they are in the transaction all the same, and far fewer
 * messages stand on the queue.
 */
public interface Bundellog extends Berichtenlog {

  /** From now on this thread's records wait for {@link #verstuur}. */
  void spaar();

  /**
   * Appends what waits, in its order and in the transaction of this session, and waits no more.
   *
   * @throws JMSException when it cannot be written; the session may then not be committed
   */
  void verstuur(Session session) throws JMSException;

  /** Forgets what waits: its transaction is rolled back. */
  void vergeet();
}
