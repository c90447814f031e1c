package nl.ketenbrug.operations;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.jms.JmsEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what waits on a queue to the route as one message, a line for each, so that it is processed
 * and committed together. For a queue of which the order does not matter and each message is one
 * line.
 */
final class Greeplezer extends Lezer {

  private static final Logger LOG = LoggerFactory.getLogger(Greeplezer.class);

  /** Messages in one transaction. */
  static final int GREEP = 100;

  /** Bytes after which nothing is added, so that large payloads do not pile up. */
  private static final int GREEP_BYTES = 4 << 20;

  private static final String POGING = "JMSXDeliveryCount";

  /** By which this thread got the message that it handles. */
  private final ThreadLocal<MessageConsumer> lezer = new ThreadLocal<>();

  Greeplezer(JmsEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  protected Message receiveMessage(MessageConsumer consumer) throws JMSException {
    lezer.set(consumer);
    return super.receiveMessage(consumer);
  }

  /**
   * Reads the rest here and not where the first is received: only what fails here is rolled back by
   * the container before the session is used again.
   */
  @Override
  protected void invokeListener(Session session, Message eerste) throws JMSException {
    super.invokeListener(session, samen(session, greep(eerste)));
  }

  /**
   * Takes nothing behind a message that came before: each time that one which cannot be processed
   * comes up, it then holds up those before it in the handful, and no more.
   */
  private List<byte[]> greep(Message eerste) throws JMSException {
    List<byte[]> regels = new ArrayList<>();
    int bytes = 0;
    Naloop naloop = new Naloop(lezer.get(), Duration.ofMillis(10), Duration.ofMillis(50));
    for (Message een = eerste; een != null; een = naloop.volgende()) {
      byte[] regel = inhoud(een);
      regels.add(regel);
      bytes += regel.length;
      if (regels.size() == GREEP || bytes > GREEP_BYTES || een.getIntProperty(POGING) > 1) {
        break;
      }
    }
    return regels;
  }

  /** The engine writes bytes; what the broker itself reports comes as text. */
  private byte[] inhoud(Message message) throws JMSException {
    if (message instanceof BytesMessage bytes) {
      byte[] inhoud = bytes.getBody(byte[].class);
      return inhoud == null ? new byte[0] : inhoud;
    }
    if (message instanceof TextMessage tekst && tekst.getText() != null) {
      return tekst.getText().getBytes(StandardCharsets.UTF_8);
    }
    // The error handler of the container is silent: what it gets may quote a message.
    LOG.warn(
        "Op {} staat bericht {} dat geen bytes en geen tekst is; het blijft staan tot iemand het weghaalt",
        getDestinationName(),
        message.getJMSMessageID());
    throw new IllegalStateException("Geen bytes en geen tekst");
  }

  private static Message samen(Session session, List<byte[]> regels) throws JMSException {
    BytesMessage samen = session.createBytesMessage();
    for (int i = 0; i < regels.size(); i++) {
      if (i > 0) {
        samen.writeByte((byte) '\n');
      }
      samen.writeBytes(regels.get(i));
    }
    samen.reset();
    return samen;
  }
}
