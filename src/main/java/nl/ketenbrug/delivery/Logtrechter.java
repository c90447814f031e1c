package nl.ketenbrug.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores what the queue {@code berichtenlog} carries. What the broker saw of a partner that reads
 * its own queue also becomes the state of that delivery. Both are idempotent.
 */
@Component("logtrechter")
public class Logtrechter {

  private static final Logger LOG = LoggerFactory.getLogger(Logtrechter.class);

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
   * Stores the records in the body: UTF-8, on each line one of them or an array. JSON as we and the
   * broker write it has no line break of its own. All of it in one transaction, so that the disk is
   * waited for once: first the records and then the deliveries, as nobody does it the other way
   * round.
   *
   * @throws JsonProcessingException when a line is no record; nothing is stored then
   */
  @Transactional
  public void verwerk(Exchange exchange) throws JsonProcessingException {
    String tekst = new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8);
    List<LogRegel> regels = new ArrayList<>();
    for (String regel : tekst.split("\n", -1)) {
      regels.addAll(lezer.readValue(regel));
    }
    schrijver.schrijf(regels);
    // Only the broker's own evidence has no code; a pull partner's answer is in the table already.
    long vanEerder =
        leveringen.bevestigd(
            regels.stream()
                .filter(regel -> regel.stap() == Stap.BEVESTIGD && regel.code() == null)
                .map(
                    regel ->
                        new Leveringen.Bevestiging(
                            regel.partner(), regel.berichtId(), regel.tijdstip()))
                .toList());
    if (vanEerder > 0) {
      LOG.warn(
          "aanname-van-eerder: van {} gebeurtenissen is de aanname van voor zij opnieuw werden"
              + " aangeboden; zij blijven open. Zo ook als de klok van de broker een minuut"
              + " achterloopt op die van de motor",
          vanEerder);
    }
  }
}
