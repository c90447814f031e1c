package nl.ketenbrug.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.springframework.stereotype.Component;

/**
 * The body of an event in the profile of a partner, outside publication: made by the same route, so
 * by the same stylesheet and held against the same schema as what is sent.
 */
@Component
public class Profielvorm {

  private final ProducerTemplate camel;
  private final Uitgaand uitgaand;

  Profielvorm(ProducerTemplate camel, Uitgaand uitgaand) {
    this.camel = camel;
    this.uitgaand = uitgaand;
  }

  /**
   * @param canoniek a canonical event of a type that the partner's profile knows
   * @throws RuntimeException what the stylesheet or the schema refuses
   */
  public String vorm(Partner partner, String canoniek) {
    Exchange exchange =
        camel.request(
            "direct:shape-for-" + partner.abonnement().profiel(),
            vraag -> {
              uitgaand.open(vraag);
              vraag.getMessage().setBody(canoniek);
            });
    if (exchange.getException() != null) {
      throw RuntimeCamelException.wrapRuntimeCamelException(exchange.getException());
    }
    return uitgaand.klaar(exchange).get(0).getBody(String.class);
  }
}
