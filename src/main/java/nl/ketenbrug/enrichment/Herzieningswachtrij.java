package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Brokertransactie;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * The queue {@code herziening}: a message names a recalculation and one of its parts; which
 * dossiers that are stands in the database.
 */
@Component
class Herzieningswachtrij {

  private static final String QUEUE = "herziening";

  private final JmsTemplate jms;
  private final Brokertransactie broker;
  private final ObjectMapper json;

  Herzieningswachtrij(JmsTemplate jmsTemplate, Brokertransactie broker, ObjectMapper json) {
    this.jms = jmsTemplate;
    this.broker = broker;
    this.json = json;
  }

  /**
   * The body of a message.
   *
   * @param ronde how often the part came back for dossiers that were tried in vain
   */
  record Deel(String herziening, int deel, int ronde) {
    /** The message that follows when everything of this one was sent. */
    Deel volgende() {
      return new Deel(herziening, deel, ronde + 1);
    }

    BerichtId id() {
      return BerichtId.of(herziening);
    }
  }

  /** Sends these parts at once; returns when the broker has them on disk. */
  void stuur(BerichtId herziening, List<Integer> delen) {
    broker.doe(() -> delen.forEach(deel -> stuur(new Deel(herziening.toString(), deel, 0), 0)));
  }

  /**
   * Sends this part once more, in the transaction of the current thread.
   *
   * @param moment when the broker hands it out, milliseconds since 1970; 0 is at once
   */
  void stuur(Deel deel, long moment) {
    String text = tekst(deel);
    jms.send(
        QUEUE,
        session -> {
          var message = session.createTextMessage(text);
          message.setStringProperty(Koppen.BERICHT_ID, deel.herziening());
          message.setStringProperty(Koppen.CORRELATIE_ID, deel.herziening());
          if (moment > 0) {
            // Artemis: the message is scheduled for this moment, and survives a restart until then.
            message.setLongProperty("_AMQ_SCHED_DELIVERY", moment);
          }
          return message;
        });
  }

  Deel lees(String text) {
    try {
      return json.readValue(text, Deel.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Op de wachtrij herziening staat iets anders dan een deel", e);
    }
  }

  private String tekst(Deel deel) {
    try {
      return json.writeValueAsString(deel);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een deel laat zich niet als JSON schrijven", e);
    }
  }
}
