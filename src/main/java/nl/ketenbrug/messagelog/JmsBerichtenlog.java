package nl.ketenbrug.messagelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jms.core.JmsTemplate;

/**
 * Appends to the queue {@code berichtenlog}. The template finds the session of the current thread's
 * transaction by the connection factory, so the record is committed with the work or not at all.
 * Given another factory it writes at once, whatever becomes of that transaction.
 *
 * <p>A message holds one record, or an array of them, as JSON in UTF-8: as text the broker would
 * keep two bytes for each character.
 */
final class JmsBerichtenlog implements Berichtenlog {

  private static final String QUEUE = "berichtenlog";

  /**
   * Characters in one message; from 100 kB on the broker keeps each message in a file of its own.
   */
  private static final int BUNDEL = 48 * 1024;

  private final JmsTemplate jms;
  private final ObjectMapper json;

  JmsBerichtenlog(JmsTemplate jms, ObjectMapper json) {
    this.jms = jms;
    this.json = json;
  }

  @Override
  public void schrijf(LogRegel regel) {
    stuur(alsTekst(regel));
  }

  @Override
  public void schrijf(List<LogRegel> regels) {
    List<String> bundel = new ArrayList<>();
    int tekens = 0;
    for (LogRegel regel : regels) {
      String tekst = alsTekst(regel);
      if (!bundel.isEmpty() && tekens + tekst.length() > BUNDEL) {
        stuur(bundel);
        bundel.clear();
        tekens = 0;
      }
      bundel.add(tekst);
      tekens += tekst.length();
    }
    if (!bundel.isEmpty()) {
      stuur(bundel);
    }
  }

  private void stuur(List<String> bundel) {
    stuur("[" + String.join(",", bundel) + "]");
  }

  private void stuur(String tekst) {
    jms.send(
        QUEUE,
        session -> {
          BytesMessage message = session.createBytesMessage();
          message.writeBytes(tekst.getBytes(StandardCharsets.UTF_8));
          return message;
        });
  }

  private String alsTekst(LogRegel regel) {
    try {
      return json.writeValueAsString(regel);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een logregel laat zich niet als JSON schrijven", e);
    }
  }
}
