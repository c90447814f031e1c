package nl.ketenbrug.operations;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;

/**
 * Hands what waits on a queue to the route as one message, a line for each, so that it is processed
 * and committed together. For a queue of which the order does not matter and each message is one
 * line.
 *
 * <p>Reads through a connection of its own, which fetches ahead: its route may send nothing, for
 * that would stand outside the transaction of what it reads.
 */
final class Greeplezer extends DefaultJmsMessageListenerContainer {

  /** Messages in one transaction. */
  static final int GREEP = 100;

  /** Bytes after which nothing is added, so that large payloads do not pile up. */
  private static final int GREEP_BYTES = 4 << 20;

  private static final String POGING = "JMSXDeliveryCount";

  private final ConnectionFactory vooruit;

  /**
   * @param vooruit connection that fetches ahead
   */
  Greeplezer(JmsEndpoint endpoint, ConnectionFactory vooruit) {
    super(endpoint);
    this.vooruit = vooruit;
  }

  /** Also when the endpoint brings that of the other routes. */
  @Override
  public void setConnectionFactory(ConnectionFactory connectionFactory) {
    super.setConnectionFactory(vooruit);
  }

  @Override
  protected MessageConsumer createListenerConsumer(Session session) throws JMSException {
    return new Greep(session, super.createListenerConsumer(session));
  }

  /** A consumer of which each message is all that waits. */
  private record Greep(Session session, MessageConsumer lezer) implements MessageConsumer {

    @Override
    public Message receive(long timeout) throws JMSException {
      return metWatErWacht(lezer.receive(timeout));
    }

    @Override
    public Message receive() throws JMSException {
      return metWatErWacht(lezer.receive());
    }

    @Override
    public Message receiveNoWait() throws JMSException {
      return metWatErWacht(lezer.receiveNoWait());
    }

    /**
     * Takes nothing behind a message that came before: each time that one which cannot be processed
     * comes up, it then holds up those before it in the bundle, and no more.
     */
    private Message metWatErWacht(Message eerste) throws JMSException {
      if (eerste == null) {
        return null;
      }
      List<byte[]> regels = new ArrayList<>();
      int bytes = 0;
      for (Message een = eerste; een != null; een = lezer.receiveNoWait()) {
        regels.add(inhoud(een));
        bytes += regels.get(regels.size() - 1).length;
        if (regels.size() == GREEP || bytes > GREEP_BYTES || een.getIntProperty(POGING) > 1) {
          break;
        }
      }
      return samen(regels);
    }

    /** The engine writes bytes; what the broker itself reports comes as text. */
    private static byte[] inhoud(Message message) throws JMSException {
      return message instanceof BytesMessage bytes
          ? bytes.getBody(byte[].class)
          : message.getBody(String.class).getBytes(StandardCharsets.UTF_8);
    }

    private Message samen(List<byte[]> regels) throws JMSException {
      BytesMessage samen = session.createBytesMessage();
      for (byte[] regel : regels) {
        samen.writeBytes(regel);
        samen.writeByte((byte) '\n');
      }
      samen.reset();
      return samen;
    }

    @Override
    public String getMessageSelector() throws JMSException {
      return lezer.getMessageSelector();
    }

    @Override
    public MessageListener getMessageListener() throws JMSException {
      return lezer.getMessageListener();
    }

    @Override
    public void setMessageListener(MessageListener listener) throws JMSException {
      lezer.setMessageListener(listener);
    }

    @Override
    public void close() throws JMSException {
      lezer.close();
    }
  }
}
