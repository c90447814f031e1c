package nl.ketenbrug.broker;

import java.time.Clock;
import java.time.Instant;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
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
import org.apache.activemq.artemis.json.JsonObjectBuilder;
import org.apache.activemq.artemis.utils.JsonLoader;

/**
 * The broker's own evidence about partners that read their queue themselves: what it handed out,
 * and what they acknowledged. The acknowledgement's record is routed in the acknowledgement's
 * transaction, when it has one.
 *
 * <p>A partner that gives an event back gets it again at once, as fast as it asks. Of one event the
 * first eight hand-outs are on record, and of the later ones the 16th, 32nd, 64th and so on, by the
 * broker's own count of deliveries; each acknowledgement is.
 */
public class Leesbewijs implements ActiveMQServerPlugin {

  private static final SimpleString LOG = SimpleString.of("berichtenlog");

  /** Steps, as the engine that drains the log knows them. */
  private static final String AFGELEVERD = "AFGELEVERD";

  private static final String BEVESTIGD = "BEVESTIGD";

  /** Hand-outs of one event that are all on record. */
  private static final int ALLE_TOT = 8;

  private final Clock clock;
  private ActiveMQServer server;

  /** As the broker makes it, by its name in {@code broker.xml}. */
  public Leesbewijs() {
    this(Clock.systemUTC());
  }

  Leesbewijs(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void registered(ActiveMQServer server) {
    this.server = server;
  }

  @Override
  public void beforeDeliver(ServerConsumer consumer, MessageReference reference)
      throws ActiveMQException {
    if (isPartner(consumer) && opLog(reference.getDeliveryCount())) {
      write(null, AFGELEVERD, reference, consumer);
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
      write(transaction, BEVESTIGD, reference, consumer);
    }
  }

  /**
   * @param keer how often the broker handed it out, this time included
   */
  static boolean opLog(int keer) {
    return keer <= ALLE_TOT || Integer.bitCount(keer) == 1;
  }

  private static boolean isPartner(ServerConsumer consumer) {
    return consumer != null
        && consumer.getQueueName().toString().startsWith("partner.")
        && !consumer.isBrowseOnly();
  }

  private void write(
      Transaction transaction, String stap, MessageReference reference, ServerConsumer consumer)
      throws ActiveMQException {
    String partner = consumer.getQueueName().toString().substring("partner.".length());
    String user = user(consumer);
    if (!partner.equals(user)) {
      // The engine itself, on behalf of a pull partner: it writes its own records.
      return;
    }
    try {
      route(transaction, regel(stap, reference.getMessage(), partner));
    } catch (RuntimeException e) {
      // The broker swallows any other exception and goes on without the record.
      throw new ActiveMQException(
          ActiveMQExceptionType.INTERNAL_ERROR, "Het leesbewijs is niet te schrijven", e);
    }
  }

  /** A record of the log, in the JSON that the engine reads from the log queue. */
  String regel(String stap, Message message, String partner) {
    Instant nu = clock.instant();
    JsonObjectBuilder regel =
        JsonLoader.createObjectBuilder()
            .add("id", BerichtId.nieuw(nu).toString())
            .add("tijdstip", nu.toString())
            .add("stap", stap)
            .add("berichtId", BerichtId.of(text(message, Koppen.BERICHT_ID)).toString())
            .add("correlatieId", text(message, Koppen.CORRELATIE_ID))
            .add("partner", partner)
            .add("volgnummer", Long.parseLong(text(message, Koppen.VOLGNUMMER)))
            .add("actor", partner);
    String type = text(message, Koppen.GEBEURTENISTYPE);
    if (type != null) {
      regel.add("gebeurtenistype", type);
    }
    return regel.build().toString();
  }

  private void route(Transaction transaction, String text) throws ActiveMQException {
    CoreMessage record = new CoreMessage(server.getStorageManager().generateID(), 1024);
    record.setAddress(LOG);
    record.setDurable(true);
    record.setType(Message.TEXT_TYPE);
    record.setTimestamp(System.currentTimeMillis());
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

  /** Who logged in, by password or certificate. */
  private String user(ServerConsumer consumer) {
    ServerSession session = server.getSessionByID(consumer.getSessionID());
    if (session == null) {
      return null;
    }
    return session.getValidatedUser() == null ? session.getUsername() : session.getValidatedUser();
  }

  private static String text(Message message, String property) {
    Object value = message.getObjectProperty(SimpleString.of(property));
    return value == null ? null : value.toString();
  }
}
