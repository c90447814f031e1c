package nl.ketenbrug.operations;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import nl.ketenbrug.messagelog.Bundellog;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;

/**
 * Reads a queue by one consumer and commits what waits on it together: a commit waits for the disk,
 * and a queue that is read in order waits with it. A message that comes alone is committed alone,
 * as soon as nothing waits behind it.
 *
 * <p>What the route does outside the broker for a message is done before the bundle is committed,
 * and is done again when the bundle comes back: it must be idempotent. A fault brings the whole
 * bundle back, in its order; from then on messages are committed one by one for as long as a bundle
 * is, so that the one at fault holds up what is behind it and nothing before it.
 *
 * <p>One consumer, whose threads follow each other: the fields need no lock.
 */
final class Bundellezer extends DefaultJmsMessageListenerContainer {

  /** Messages in one transaction. */
  static final int BUNDEL = 50;

  /** Bytes after which a bundle is committed, so that large bodies do not pile up in the broker. */
  private static final long BUNDEL_BYTES = 1L << 20;

  private final Bundellog log;
  private Session sessie;
  private int open;
  private long bytes;
  private int alleen;

  /**
   * @param log of which the records of a bundle are written together, in its transaction
   * @throws IllegalArgumentException when the endpoint asks for several consumers
   */
  Bundellezer(JmsEndpoint endpoint, Bundellog log) {
    super(endpoint);
    this.log = log;
    if (endpoint.getConcurrentConsumers() != 1 || endpoint.getMaxConcurrentConsumers() > 1) {
      throw new IllegalArgumentException(
          endpoint.getDestinationName() + " wordt per bundel gelezen, door een enkele lezer");
    }
  }

  @Override
  protected MessageConsumer createListenerConsumer(Session session) throws JMSException {
    sessie = session;
    return super.createListenerConsumer(session);
  }

  @Override
  protected Message receiveMessage(MessageConsumer consumer) throws JMSException {
    try {
      Message message = open == 0 ? super.receiveMessage(consumer) : consumer.receiveNoWait();
      if (message != null) {
        log.spaar();
      }
      return message;
    } catch (JMSException | RuntimeException | Error e) {
      // The container gives the session back to the cache as it is.
      rollbackOnExceptionIfNecessary(sessie, e);
      throw e;
    }
  }

  /** Without a message when none came: then what is open waits for nothing more. */
  @Override
  protected void commitIfNecessary(Session session, Message message) throws JMSException {
    if (message == null) {
      bevestig(session);
      return;
    }
    open++;
    bytes += grootte(message);
    boolean samen = alleen == 0;
    alleen = Math.max(0, alleen - 1);
    if (samen && open < BUNDEL && bytes < BUNDEL_BYTES && isRunning()) {
      return;
    }
    bevestig(session);
  }

  @Override
  protected void rollbackIfNecessary(Session session) throws JMSException {
    leeg();
    log.vergeet();
    super.rollbackIfNecessary(session);
  }

  @Override
  protected void rollbackOnExceptionIfNecessary(Session session, Throwable ex) throws JMSException {
    leeg();
    log.vergeet();
    alleen = BUNDEL;
    super.rollbackOnExceptionIfNecessary(session, ex);
  }

  private void bevestig(Session session) throws JMSException {
    if (open == 0) {
      return;
    }
    try {
      log.verstuur(session);
      super.commitIfNecessary(session, null);
      leeg();
    } catch (JMSException | RuntimeException | Error e) {
      // The container rolls back what fails in the route, and not what fails here: the next commit
      // would send on what has no record.
      rollbackOnExceptionIfNecessary(session, e);
      throw e;
    }
  }

  private void leeg() {
    open = 0;
    bytes = 0;
  }

  private static long grootte(Message message) {
    return message instanceof ActiveMQMessage eigen ? eigen.getCoreMessage().getEncodeSize() : 0;
  }
}
