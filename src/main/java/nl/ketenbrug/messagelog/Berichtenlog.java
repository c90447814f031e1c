package nl.ketenbrug.messagelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.jms.core.JmsTemplate;

/** Where steps are appended. */
public interface Berichtenlog {

  /**
   * Appends one step, in the JMS transaction of the current thread when there is one and at once
   * otherwise. When it cannot be written an exception is thrown, and the caller does not go on with
   * the message (log first).
   */
  void schrijf(LogRegel regel);

  /** The log that appends to the queue {@code berichtenlog} by this template. */
  static Berichtenlog opWachtrij(JmsTemplate jms, ObjectMapper json) {
    return new JmsBerichtenlog(jms, json);
  }

  /** A record as the queue carries it. */
  static String alsTekst(LogRegel regel, ObjectMapper json) {
    try {
      return json.writeValueAsString(regel);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een logregel laat zich niet als JSON schrijven", e);
    }
  }
}
