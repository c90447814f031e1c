package nl.ketenbrug.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Guards what a source puts on its queue itself. AMQP messages are not durable unless the sender
 * says so; here each one is, because an accepted message may not be lost. A message too large to
 * read is refused to its sender.
 */
public class Innamebewaking implements ActiveMQServerPlugin {

  /** Bytes; more than any source may send, and little enough to hold in memory. */
  private static final long MAXIMUM = 9 * 1024 * 1024;

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    String address = message.getAddress();
    if (address == null || !address.startsWith("intake.")) {
      return;
    }
    if (message.getPersistentSize() > MAXIMUM) {
      throw new ActiveMQException(
          ActiveMQExceptionType.ILLEGAL_STATE, "Het bericht is groter dan een bron mag sturen");
    }
    if (!message.isDurable()) {
      message.setDurable(true);
      message.reencode();
    }
  }
}
