package nl.ketenbrug.messagelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
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
final class JmsBerichtenlog implements Bundellog {

  private static final String QUEUE = "berichtenlog";

  /**
   * Characters in one message; from 100 kB on the broker keeps each message in a file of its own.
   */
  private static final int BUNDEL = 48 * 1024;

  private final JmsTemplate jms;
  private final ObjectMapper json;
  private final ThreadLocal<List<LogRegel>> gespaard = new ThreadLocal<>();

  JmsBerichtenlog(JmsTemplate jms, ObjectMapper json) {
    this.jms = jms;
    this.json = json;
  }

  @Override
  public void schrijf(LogRegel regel) {
    if (gespaard.get() != null) {
      gespaard.get().add(regel);
      return;
    }
    stuur(alsTekst(regel));
  }

  @Override
  public void schrijf(List<LogRegel> regels) {
    if (gespaard.get() != null) {
      gespaard.get().addAll(regels);
      return;
    }
    bundels(regels).forEach(this::stuur);
  }

  @Override
  public void spaar() {
    if (gespaard.get() == null) {
      gespaard.set(new ArrayList<>());
    }
  }

  @Override
  public void verstuur(Session session) throws JMSException {
    List<LogRegel> regels = gespaard.get();
    gespaard.remove();
    if (regels == null || regels.isEmpty()) {
      return;
    }
    try (MessageProducer zender = session.createProducer(session.createQueue(QUEUE))) {
      for (String bundel : bundels(regels)) {
        zender.send(bericht(session, bundel));
      }
    }
  }

  @Override
  public void vergeet() {
    gespaard.remove();
  }

  private List<String> bundels(List<LogRegel> regels) {
    List<String> bundels = new ArrayList<>();
    List<String> bundel = new ArrayList<>();
    int tekens = 0;
    for (LogRegel regel : regels) {
      String tekst = alsTekst(regel);
      if (!bundel.isEmpty() && tekens + tekst.length() > BUNDEL) {
        bundels.add("[" + String.join(",", bundel) + "]");
        bundel.clear();
        tekens = 0;
      }
      bundel.add(tekst);
      tekens += tekst.length();
    }
    if (!bundel.isEmpty()) {
      bundels.add("[" + String.join(",", bundel) + "]");
    }
    return bundels;
  }

  private void stuur(String tekst) {
    jms.send(QUEUE, session -> bericht(session, tekst));
  }

  private static BytesMessage bericht(Session session, String tekst) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(tekst.getBytes(StandardCharsets.UTF_8));
    return message;
  }

  private String alsTekst(LogRegel regel) {
    try {
      return json.writeValueAsString(regel);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een logregel laat zich niet als JSON schrijven", e);
    }
  }
}
