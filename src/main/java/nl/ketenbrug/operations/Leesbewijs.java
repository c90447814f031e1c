package nl.ketenbrug.operations;

import java.time.Clock;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * The broker's own evidence about partners that read their queue themselves: what it handed out,
 * and what they acknowledged. The acknowledgement's record is routed in the acknowledgement's
 * transaction, when it has one.
 */
class Leesbewijs implements ActiveMQServerPlugin {

  private static final SimpleString LOG = SimpleString.of("berichtenlog");

  private final Clock clock;
  private final java.util.function.Function<LogRegel, String> json;
  private ActiveMQServer server;

  /**
   * @param json writes a record as the log queue carries it
   */
  Leesbewijs(Clock clock, java.util.function.Function<LogRegel, String> json) {
    this.clock = clock;
    this.json = json;
  }

  @Override
  public void registered(ActiveMQServer server) {
    this.server = server;
  }

  @Override
  public void beforeDeliver(ServerConsumer consumer, MessageReference reference)
      throws ActiveMQException {
    if (isPartner(consumer)) {
      write(null, Stap.AFGELEVERD, reference, consumer);
    }
  }

  @Override
  public void messageAcknowledged(
      Transaction transaction,
      MessageReference reference,
      AckReason reason,
      ServerConsumer consumer)
      throws ActiveMQException {
    if (reason == AckReason.NORMAL && isPartner(consumer)) {
      write(transaction, Stap.BEVESTIGD, reference, consumer);
    }
  }

  private static boolean isPartner(ServerConsumer consumer) {
    return consumer != null
        && consumer.getQueueName().toString().startsWith("partner.")
        && !consumer.isBrowseOnly();
  }

  private void write(
      Transaction transaction, Stap stap, MessageReference reference, ServerConsumer consumer)
      throws ActiveMQException {
    String partner = consumer.getQueueName().toString().substring("partner.".length());
    String user = user(consumer);
    if (!partner.equals(user)) {
      // The engine itself, on behalf of a pull partner: it writes its own records.
      return;
    }
    try {
      route(transaction, json.apply(regel(stap, reference, partner, user)));
    } catch (RuntimeException e) {
      // The broker swallows any other exception and goes on without the record.
      throw new ActiveMQException(
          ActiveMQExceptionType.INTERNAL_ERROR, "Het leesbewijs is niet te schrijven", e);
    }
  }

  private LogRegel regel(Stap stap, MessageReference reference, String partner, String user) {
    Message message = reference.getMessage();
    return new LogRegelBouwer(stap, BerichtId.of(text(message, Koppen.BERICHT_ID)), clock.instant())
        .correlatie(UUID.fromString(text(message, Koppen.CORRELATIE_ID)))
        .gebeurtenistype(text(message, Koppen.GEBEURTENISTYPE))
        .partner(partner, Long.valueOf(text(message, Koppen.VOLGNUMMER)))
        .actor(user)
        .bouw();
  }

  private void route(Transaction transaction, String text) throws ActiveMQException {
    CoreMessage record = new CoreMessage(server.getStorageManager().generateID(), 1024);
    record.setAddress(LOG);
    record.setDurable(true);
    record.setType(Message.TEXT_TYPE);
    record.getBodyBuffer().writeNullableSimpleString(SimpleString.of(text));
    try {
      if (transaction == null) {
        server.getPostOffice().route(record, false);
        return;
      }
      server.getPostOffice().route(record, transaction, false);
    } catch (ActiveMQException e) {
      throw e;
    } catch (Exception e) {
      throw new ActiveMQException(
          ActiveMQExceptionType.INTERNAL_ERROR, "Het leesbewijs is niet te schrijven", e);
    }
  }

  private String user(ServerConsumer consumer) {
    ServerSession session = server.getSessionByID(consumer.getSessionID());
    return session == null ? null : session.getUsername();
  }

  private static String text(Message message, String property) {
    Object value = message.getObjectProperty(SimpleString.of(property));
    return value == null ? null : value.toString();
  }
}
