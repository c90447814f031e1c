package nl.ketenbrug.messagelog;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.springframework.jms.core.JmsTemplate;

/** Where steps are appended. */
public interface Berichtenlog {

  /**
   * Appends one step, in the JMS transaction of the current thread when there is one and at once
   * otherwise. When it cannot be written an exception is thrown, and the caller does not go on with
   * the message (log first).
   */
  void schrijf(LogRegel regel);

  /** Appends these steps in their order, as if one by one. */
  default void schrijf(List<LogRegel> regels) {
    regels.forEach(this::schrijf);
  }

  /** The log that appends to the queue {@code berichtenlog} by this template. */
  static Bundellog opWachtrij(JmsTemplate jms, ObjectMapper json) {
    return new JmsBerichtenlog(jms, json);
  }
}
