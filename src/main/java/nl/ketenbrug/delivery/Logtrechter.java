package nl.ketenbrug.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.stereotype.Component;

/**
 * Stores what the queue {@code berichtenlog} carries. What the broker saw of a partner that reads
 * its own queue also becomes the state of that delivery. Both are idempotent.
 */
@Component("logtrechter")
public class Logtrechter {

  private final LogSchrijver schrijver;
  private final Leveringen leveringen;
  private final ObjectMapper json;

  Logtrechter(LogSchrijver schrijver, Leveringen leveringen, ObjectMapper json) {
    this.schrijver = schrijver;
    this.leveringen = leveringen;
    this.json = json;
  }

  /**
   * @param text one {@link LogRegel} as JSON
   */
  public void verwerk(String text) throws JsonProcessingException {
    LogRegel regel = json.readValue(text, LogRegel.class);
    schrijver.schrijf(List.of(regel));
    // Only the broker's own evidence has no code; a pull partner's answer is in the table already.
    if (regel.stap() == Stap.BEVESTIGD && regel.code() == null) {
      leveringen.beantwoord(
          regel.partner(), regel.berichtId(), Antwoord.GEACCEPTEERD.naam(), null, regel.tijdstip());
    }
  }
}
