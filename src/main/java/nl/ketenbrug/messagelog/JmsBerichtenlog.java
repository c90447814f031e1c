package nl.ketenbrug.messagelog;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.jms.core.JmsTemplate;

/**
 * Appends to the queue {@code berichtenlog}. The template finds the session of the current thread's
 * transaction by the connection factory, so the record is committed with the work or not at all.
 * Given another factory it writes at once, whatever becomes of that transaction.
 */
final class JmsBerichtenlog implements Berichtenlog {

  private static final String QUEUE = "berichtenlog";

  private final JmsTemplate jms;
  private final ObjectMapper json;

  JmsBerichtenlog(JmsTemplate jms, ObjectMapper json) {
    this.jms = jms;
    this.json = json;
  }

  @Override
  public void schrijf(LogRegel regel) {
    String text = Berichtenlog.alsTekst(regel, json);
    jms.send(QUEUE, session -> session.createTextMessage(text));
  }
}
