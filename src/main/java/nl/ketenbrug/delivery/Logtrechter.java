package nl.ketenbrug.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.springframework.stereotype.Component;

/**
 * Stores what the queue {@code berichtenlog} carries. What the broker saw of a partner that reads
 * its own queue also becomes the state of that delivery. Both are idempotent.
 */
@Component("logtrechter")
public class Logtrechter {

  /** Messages in one transaction of the database. */
  private static final int GREEP = 100;

  /** Characters after which no further record is taken, so that large payloads do not pile up. */
  private static final int GREEP_TEKENS = 4 << 20;

  private static final String POGING = "JMSXDeliveryCount";

  private final LogSchrijver schrijver;
  private final Leveringen leveringen;
  private final ObjectReader lezer;

  Logtrechter(LogSchrijver schrijver, Leveringen leveringen, ObjectMapper json) {
    this.schrijver = schrijver;
    this.leveringen = leveringen;
    this.lezer =
        json.readerForListOf(LogRegel.class)
            .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
  }

  /**
   * Stores this record and those that wait behind it. They are read in the session of the message
   * itself: its commit takes them from the queue together, or its rollback none.
   */
  public void verwerk(Exchange exchange) throws JMSException, JsonProcessingException {
    JmsMessage message = exchange.getMessage(JmsMessage.class);
    List<LogRegel> regels = new ArrayList<>();
    for (String text : greep(message.getJmsMessage(), message.getJmsSession())) {
      regels.addAll(lezer.readValue(text));
    }
    schrijver.schrijf(regels);
    regels.forEach(this::zetStand);
  }

  /**
   * Takes nothing behind a record that came before: each time that one which cannot be stored comes
   * up, it then holds up those before it in the bundle, and no more.
   */
  private static List<String> greep(Message eerste, Session session) throws JMSException {
    List<String> teksten = new ArrayList<>();
    teksten.add(tekst(eerste));
    if (opnieuw(eerste)) {
      return teksten;
    }
    int tekens = teksten.get(0).length();
    try (MessageConsumer verder = session.createConsumer(eerste.getJMSDestination())) {
      while (teksten.size() < GREEP && tekens < GREEP_TEKENS) {
        Message message = verder.receiveNoWait();
        if (message == null) {
          return teksten;
        }
        String text = tekst(message);
        teksten.add(text);
        tekens += text.length();
        if (opnieuw(message)) {
          return teksten;
        }
      }
    }
    return teksten;
  }

  /** The engine writes bytes; what the broker itself reports comes as text. */
  private static String tekst(Message message) throws JMSException {
    return message instanceof BytesMessage bytes
        ? new String(bytes.getBody(byte[].class), StandardCharsets.UTF_8)
        : message.getBody(String.class);
  }

  private static boolean opnieuw(Message message) throws JMSException {
    return message.getIntProperty(POGING) > 1;
  }

  private void zetStand(LogRegel regel) {
    // Only the broker's own evidence has no code; a pull partner's answer is in the table already.
    if (regel.stap() == Stap.BEVESTIGD && regel.code() == null) {
      leveringen.beantwoord(
          regel.partner(), regel.berichtId(), Antwoord.GEACCEPTEERD.naam(), null, regel.tijdstip());
    }
  }
}
