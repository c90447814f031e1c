package nl.ketenbrug.operations;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.delivery.Volgnummers;
import nl.ketenbrug.messagelog.Bundellog;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.camel.component.jms.JmsEndpoint;

/**
 * Reads the queue of a subscription by one consumer, and commits what waits on it together: a
 * commit waits for the disk, and a queue that is read in order waits with it. The route gets them
 * one by one, in their order; their numbers are given together and their records are sent together.
 *
 * <p>What the route does outside the broker for a message is done before the bundle is committed,
 * and is done again when the bundle comes back: it must be idempotent. A fault brings the whole
 * bundle back, in its order; from then on messages are committed one by one for as long as a bundle
 * is, so that the one at fault holds up what is behind it and nothing before it.
 *
 * <p>One consumer, whose threads follow each other: the fields need no lock.
 */
final class Bundellezer extends Lezer {

  /** Messages in one transaction. */
  static final int BUNDEL = 50;

  /** Bytes after which a bundle is committed, so that large bodies do not pile up in the broker. */
  private static final long BUNDEL_BYTES = 1L << 20;

  private final Bundellog log;
  private final Volgnummers nummers;
  private MessageConsumer lezer;
  private int alleen;

  /**
   * @param log of which the records of a bundle are written together, in its transaction
   * @param nummers which hears what comes together
   * @throws IllegalArgumentException when the endpoint asks for several consumers
   */
  Bundellezer(JmsEndpoint endpoint, Bundellog log, Volgnummers nummers) {
    super(endpoint);
    this.log = log;
    this.nummers = nummers;
    if (endpoint.getConcurrentConsumers() != 1 || endpoint.getMaxConcurrentConsumers() > 1) {
      throw new IllegalArgumentException(
          endpoint.getDestinationName() + " wordt per bundel gelezen, door een enkele lezer");
    }
  }

  @Override
  protected Message receiveMessage(MessageConsumer consumer) throws JMSException {
    lezer = consumer;
    return super.receiveMessage(consumer);
  }

  /**
   * Reads the rest here and not where the first is received: only what fails here is rolled back by
   * the container before the session is used again.
   */
  @Override
  protected void invokeListener(Session session, Message eerste) throws JMSException {
    List<Message> bundel = bundel(eerste);
    log.spaar();
    nummers.komen(bundel);
    try {
      for (Message een : bundel) {
        super.invokeListener(session, een);
      }
    } finally {
      nummers.vergeet();
    }
    log.verstuur(session);
  }

  private List<Message> bundel(Message eerste) throws JMSException {
    if (alleen > 0) {
      alleen--;
      return List.of(eerste);
    }
    List<Message> bundel = new ArrayList<>();
    long bytes = 0;
    Naloop naloop = new Naloop(lezer, Duration.ofMillis(5), Duration.ofMillis(20));
    for (Message een = eerste; een != null; een = naloop.volgende()) {
      bundel.add(een);
      bytes += grootte(een);
      if (bundel.size() == BUNDEL || bytes >= BUNDEL_BYTES || !isRunning()) {
        break;
      }
    }
    return bundel;
  }

  /**
   * The container rolls back what fails in the route, and not a commit that fails: the next one
   * would send on what has no record.
   */
  @Override
  protected void commitIfNecessary(Session session, Message message) throws JMSException {
    try {
      super.commitIfNecessary(session, message);
    } catch (JMSException | RuntimeException | Error e) {
      rollbackOnExceptionIfNecessary(session, e);
      throw e;
    }
  }

  @Override
  protected void rollbackOnExceptionIfNecessary(Session session, Throwable ex) throws JMSException {
    log.vergeet();
    alleen = BUNDEL;
    super.rollbackOnExceptionIfNecessary(session, ex);
  }

  private static long grootte(Message message) {
    return message instanceof ActiveMQMessage eigen ? eigen.getCoreMessage().getEncodeSize() : 0;
  }
}
