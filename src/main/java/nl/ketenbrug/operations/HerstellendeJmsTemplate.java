package nl.ketenbrug.operations;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.core.MessageCreator;
import org.springframework.jms.support.JmsUtils;

/**
 * Rolls back a transaction of its own that could not be committed. Without it the session goes back
 * to the cache in that state, and refuses everybody who gets it later although the cause is gone.
 */
class HerstellendeJmsTemplate extends JmsTemplate {

  HerstellendeJmsTemplate(ConnectionFactory connectionFactory) {
    super(connectionFactory);
  }

  @Override
  protected void doSend(Session session, Destination destination, MessageCreator creator)
      throws JMSException {
    try {
      super.doSend(session, destination, creator);
    } catch (JMSException | RuntimeException e) {
      if (session.getTransacted() && isSessionLocallyTransacted(session)) {
        JmsUtils.rollbackIfNecessary(session);
      }
      throw e;
    }
  }
}
