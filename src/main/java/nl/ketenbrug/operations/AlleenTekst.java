package nl.ketenbrug.operations;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.springframework.jms.support.converter.SimpleMessageConverter;

/**
 * Opens text and bytes, nothing else. A message of another kind, such as an object, has no body
 * here: no class is loaded for it, and a route that refuses it can set it apart.
 */
class AlleenTekst extends SimpleMessageConverter {

  @Override
  public Object fromMessage(Message message) throws JMSException {
    boolean leesbaar = message instanceof TextMessage || message instanceof BytesMessage;
    return leesbaar ? super.fromMessage(message) : null;
  }

  @Override
  public Message toMessage(Object object, Session session) throws JMSException {
    return object == null ? session.createMessage() : super.toMessage(object, session);
  }
}
