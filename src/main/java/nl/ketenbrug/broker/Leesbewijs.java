package nl.ketenbrug.broker;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.RoutingContext;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.json.JsonObjectBuilder;
import org.apache.activemq.artemis.utils.JsonLoader;

/**
 * The broker's own evidence: about partners that read their queue themselves, what it handed out,
 * and what they acknowledged or rejected; about any message of ours, that the broker itself took it
 * from its queue because it expired, was undeliverable, or somebody moved it. A record is routed in
 * the transaction of what it tells of, when that has one.
 *
 * <p>Only of a message that carries our ids: what a source put on its queue itself has none yet.
 *
 * <p>A partner that gives an event back gets it again at once, as fast as it asks. Of one event the
 * first eight hand-outs are on record, and of the later ones the 16th, 32nd, 64th and so on, by the
 * broker's own count of deliveries; each acknowledgement is.
 */
public class Leesbewijs implements ActiveMQServerPlugin {

  private static final SimpleString LOG = SimpleString.of("berichtenlog");

  private static final SimpleString ONBESTELBAAR = SimpleString.of("onbestelbaar");

  /**
   * On what stands among the dead letters because the partner whose queue it came from rejected it:
   * when, by the broker's clock, as in {@link Instant#toString}. What went there in another way is
   * without it.
   */
  public static final String AFGEWEZEN = "afgewezen";

  /** Where the engine puts what it singles out of a parking queue. */
  private static final SimpleString UITGEZOCHT = SimpleString.of("parkeer.uitgezocht");

  /** Steps, as the engine that drains the log knows them. */
  private static final String AFGELEVERD = "AFGELEVERD";

  private static final String BEVESTIGD = "BEVESTIGD";

  private static final String VERPLAATST = "VERPLAATST";

  /** Code of a partner's refusal, as by pull. */
  private static final String GEWEIGERD = "geweigerd";

  private static final String PARTNER = "partner.";

  /** A type of event, as the engine writes it. */
  private static final Pattern TYPE = Pattern.compile("nl(\\.[a-z0-9-]{1,60}){2,3}");

  /** Hand-outs of one event that are all on record. */
  private static final int ALLE_TOT = 8;

  private final Clock clock;

  /** What partners were given and nobody took from its queue since, by the broker's id of it. */
  private final Map<Long, MessageReference> gegeven = new ConcurrentHashMap<>();

  /**
   * What this thread put there last, by the broker's id: it takes that from its queue right after.
   */
  private final ThreadLocal<Long> uitgezocht = new ThreadLocal<>();

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
    if (!isPartner(consumer)) {
      return;
    }
    gegeven.put(reference.getMessage().getMessageID(), reference);
    if (opLog(reference.getDeliveryCount())) {
      write(null, AFGELEVERD, reference, consumer);
    }
  }

  /**
   * Tells the engine what it could not see itself: who moves a message there with the tools of the
   * broker leaves the same traces on it as a partner that rejects it.
   */
  @Override
  public void beforeMessageRoute(
      Message message, RoutingContext context, boolean direct, boolean rejectDuplicates) {
    if (UITGEZOCHT.equals(message.getAddressSimpleString())
        && message.getBrokerProperty(Message.HDR_ORIG_MESSAGE_ID) instanceof Long id) {
      uitgezocht.set(id);
    }
    if (!ONBESTELBAAR.equals(message.getAddressSimpleString())) {
      return;
    }
    MessageReference origineel =
        message.getBrokerProperty(Message.HDR_ORIG_MESSAGE_ID) instanceof Long id
            ? gegeven.get(id)
            : null;
    if (origineel != null && isVanPartner(origineel)) {
      message.putStringProperty(AFGEWEZEN, clock.instant().toString());
      message.reencode();
    } else if (message.containsProperty(AFGEWEZEN)) {
      // It stood there before, and somebody put it back by hand.
      message.removeProperty(AFGEWEZEN);
      message.reencode();
    }
  }

  /**
   * Also of what the broker does itself: it takes a message from its queue by an acknowledgement
   * without a reader, in the transaction that puts it elsewhere. {@code messageMoved} and {@code
   * messageExpired} come after that transaction, where an end of the broker would leave no record.
   */
  @Override
  public void messageAcknowledged(
      Transaction transaction,
      MessageReference reference,
      AckReason reason,
      ServerConsumer consumer)
      throws ActiveMQException {
    gegeven.remove(reference.getMessage().getMessageID());
    if (reason == AckReason.NORMAL && consumer != null) {
      if (isPartner(consumer)) {
        write(transaction, BEVESTIGD, reference, consumer);
      }
      return;
    }
    Weg weg = weg(reason, reference);
    if (weg != null && isVanOns(reference)) {
      write(transaction, weg, reference);
    }
  }

  /** What became of a message without anybody taking it. */
  private record Weg(String stap, String code, String uitleg) {}

  private Weg weg(AckReason reason, MessageReference reference) {
    String queue = reference.getQueue().getName().toString();
    return switch (reason) {
      case EXPIRED ->
          new Weg(VERPLAATST, "broker-verlopen", "de broker liet het verlopen op " + queue);
      case KILLED ->
          isVanPartner(reference)
              // No number of attempts ends the broker's patience there: it was rejected.
              ? new Weg(BEVESTIGD, GEWEIGERD, "afgewezen via AMQP 1.0 (rejected)")
              : new Weg(
                  VERPLAATST,
                  "broker-onbestelbaar",
                  "de broker gaf het op, of haalde het van " + queue);
      case NORMAL ->
          // One message that is deleted by itself looks the same here as one that is moved.
          new Weg(
              VERPLAATST,
              "broker-weggehaald",
              isUitgezocht(reference)
                  ? "uitgezocht van %s: het staat nog apart, op %s".formatted(queue, UITGEZOCHT)
                  : "door iemand aan de broker verplaatst of verwijderd van " + queue);
      default -> null;
    };
  }

  private boolean isUitgezocht(MessageReference reference) {
    Long laatste = uitgezocht.get();
    uitgezocht.remove();
    return laatste != null && laatste == reference.getMessage().getMessageID();
  }

  /**
   * Whether the partner whose queue this is has it in hand: then it was its client. What it gave
   * back still names its consumer, and is in nobody's hands.
   */
  private boolean isVanPartner(MessageReference reference) {
    String partner = partner(reference);
    return partner != null
        && reference.isInDelivery()
        && reference.hasConsumerId()
        && server.getSessions().stream()
            .filter(session -> partner.equals(user(session)))
            .flatMap(session -> session.getServerConsumers().stream())
            .anyMatch(
                consumer ->
                    consumer.getID() == reference.getConsumerId()
                        && consumer.getQueue() == reference.getQueue());
  }

  /** Whose queue it stands on; null when it is nobody's. */
  private static String partner(MessageReference reference) {
    String queue = reference.getQueue().getName().toString();
    return queue.startsWith(PARTNER) ? queue.substring(PARTNER.length()) : null;
  }

  /** Whether it carries what a record needs; it goes its way without one otherwise. */
  private static boolean isVanOns(MessageReference reference) {
    Message message = reference.getMessage();
    String bericht = text(message, Koppen.BERICHT_ID);
    String correlatie = text(message, Koppen.CORRELATIE_ID);
    if (bericht == null
        || correlatie == null
        || (partner(reference) != null && text(message, Koppen.VOLGNUMMER) == null)) {
      return false;
    }
    try {
      BerichtId.of(bericht);
      UUID.fromString(correlatie);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
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
        && consumer.getQueueName().toString().startsWith(PARTNER)
        && !consumer.isBrowseOnly();
  }

  private void write(
      Transaction transaction, String stap, MessageReference reference, ServerConsumer consumer)
      throws ActiveMQException {
    String partner = consumer.getQueueName().toString().substring(PARTNER.length());
    String user = user(consumer);
    if (!partner.equals(user)) {
      // The engine itself, on behalf of a pull partner: it writes its own records.
      return;
    }
    write(transaction, () -> regel(stap, reference.getMessage(), partner, partner));
  }

  private void write(Transaction transaction, Weg weg, MessageReference reference)
      throws ActiveMQException {
    String partner = partner(reference);
    String actor = weg.stap().equals(BEVESTIGD) ? partner : null;
    write(
        transaction,
        () ->
            regel(weg.stap(), reference.getMessage(), partner, actor)
                .add("code", weg.code())
                .add("uitleg", weg.uitleg()));
  }

  private void write(Transaction transaction, Supplier<JsonObjectBuilder> regel)
      throws ActiveMQException {
    try {
      route(transaction, regel.get().build().toString());
    } catch (RuntimeException e) {
      // The broker swallows any other exception and goes on without the record.
      throw new ActiveMQException(
          ActiveMQExceptionType.INTERNAL_ERROR, "Het leesbewijs is niet te schrijven", e);
    }
  }

  /**
   * A record of the log, in the JSON that the engine reads from the log queue.
   *
   * @param partner whose event it is, or null
   * @param actor who did it; null for the broker itself
   */
  JsonObjectBuilder regel(String stap, Message message, String partner, String actor) {
    Instant nu = clock.instant();
    JsonObjectBuilder regel =
        JsonLoader.createObjectBuilder()
            .add("id", BerichtId.nieuw(nu).toString())
            .add("tijdstip", nu.toString())
            .add("stap", stap)
            .add("berichtId", BerichtId.of(text(message, Koppen.BERICHT_ID)).toString())
            .add("correlatieId", text(message, Koppen.CORRELATIE_ID));
    voegToe(regel, "partner", partner);
    voegToe(regel, "actor", actor);
    String type = text(message, Koppen.GEBEURTENISTYPE);
    // Outside a body only what has our form: what a source put on its message may be anything.
    voegToe(regel, "gebeurtenistype", type != null && TYPE.matcher(type).matches() ? type : null);
    if (partner != null) {
      regel.add("volgnummer", Long.parseLong(text(message, Koppen.VOLGNUMMER)));
    }
    return regel;
  }

  private static void voegToe(JsonObjectBuilder regel, String naam, String waarde) {
    if (waarde != null) {
      regel.add(naam, waarde);
    }
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
    return session == null ? null : user(session);
  }

  private static String user(ServerSession session) {
    return session.getValidatedUser() == null ? session.getUsername() : session.getValidatedUser();
  }

  private static String text(Message message, String property) {
    Object value = message.getObjectProperty(SimpleString.of(property));
    return value == null ? null : value.toString();
  }
}
