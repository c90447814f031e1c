package nl.ketenbrug.enrichment;

import java.util.List;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** The envelope of an event and the JMS properties that follow from it. */
@Component("envelop")
public class Envelop {

  /** Sets the properties from the envelope in the body. */
  public void koppen(Exchange exchange) {
    Message message = exchange.getMessage();
    Canoniek gebeurtenis = Canoniek.van(exchange);
    message.setHeader(Koppen.BERICHT_ID, gebeurtenis.verplicht("/k:Gebeurtenis/k:id"));
    message.setHeader(Koppen.CORRELATIE_ID, gebeurtenis.verplicht("/k:Gebeurtenis/k:correlatie"));
    message.setHeader(Koppen.GEBEURTENISTYPE, gebeurtenis.verplicht("/k:Gebeurtenis/k:type"));
    message.setHeader(Koppen.DOSSIER, gebeurtenis.verplicht("/k:Gebeurtenis/k:onderwerp"));
    message.setHeader(
        Koppen.BRON,
        gebeurtenis.verplicht("/k:Gebeurtenis/k:bron").replaceFirst(".*:systeem:", ""));
    message.removeHeader(Koppen.OORZAAK_ID);
    gebeurtenis
        .tekst("/k:Gebeurtenis/k:oorzaak")
        .ifPresent(oorzaak -> message.setHeader(Koppen.OORZAAK_ID, oorzaak));
  }

  /** The events in the body, one text each, in their order. */
  public List<String> gebeurtenissen(Exchange exchange) {
    Canoniek document = Canoniek.van(exchange);
    List<Canoniek> bundel = document.delen("/k:Gebeurtenissen/k:Gebeurtenis");
    return bundel.isEmpty()
        ? List.of(exchange.getMessage().getBody(String.class))
        : bundel.stream().map(Canoniek::xml).toList();
  }
}
