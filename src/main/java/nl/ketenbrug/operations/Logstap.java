package nl.ketenbrug.operations;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import nl.ketenbrug.delivery.Formaat;
import nl.ketenbrug.delivery.Uitgaand;
import nl.ketenbrug.intake.Aanleveringstoets;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * The bean by which a route writes its step: what is in the message now, done by this route in this
 * version.
 */
@Component("logstap")
public class Logstap {

  private static final String XML = "application/xml";

  private final Berichtenlog log;
  private final Versiestempels stempels;
  private final Uitgaand uitgaand;
  private final Clock clock;

  Logstap(Berichtenlog log, Versiestempels stempels, Uitgaand uitgaand, Clock clock) {
    this.log = log;
    this.uitgaand = uitgaand;
    this.stempels = stempels;
    this.clock = clock;
  }

  /**
   * A step with its payload; with its hash only, where nothing is to be kept of it.
   *
   * @param stap name of a {@link Stap}
   */
  public void noteer(Exchange exchange, String stap) {
    if (exchange.getProperty(Aanleveringstoets.ZONDER_INHOUD, false, Boolean.class)) {
      noteerZonderInhoud(exchange, stap);
      return;
    }
    log.schrijf(
        regel(exchange, stap).inhoud(XML, exchange.getMessage().getBody(String.class)).bouw());
  }

  /** The publication of each body that lies ready, one record each. */
  public void noteerPublicatie(Exchange exchange) {
    log.schrijf(
        uitgaand.klaar(exchange).stream()
            .map(
                body ->
                    regel(exchange, body, Stap.GEPUBLICEERD.name())
                        .inhoud(
                            Formaat.inhoudstype(body.getBody(String.class)),
                            body.getBody(String.class))
                        .bouw())
            .toList());
  }

  /** A step whose payload an earlier step carries, or the log does not keep: its hash alone. */
  public void noteerZonderInhoud(Exchange exchange, String stap) {
    String body = exchange.getMessage().getBody(String.class);
    log.schrijf(regel(exchange, stap).inhoudVanEerder(Formaat.inhoudstype(body), body).bouw());
  }

  /** A step that explains itself by a sentence, for example an event that no subscription wants. */
  public void noteerUitleg(Exchange exchange, String stap, String code, String uitleg) {
    log.schrijf(regel(exchange, stap).reden(code, uitleg).bouw());
  }

  /** A question to a source, written before it is asked. */
  public void noteerVraag(Exchange exchange) {
    String bron =
        exchange
            .getFromRouteId()
            .replaceFirst("^look-up-(suwinet-|register-|volgindicatie-|json-|signalen-)?", "");
    String vraag = exchange.getMessage().getBody(String.class);
    log.schrijf(
        regel(exchange, Stap.BEVRAAGD.name())
            .reden(bron, "gevraagd aan bron " + bron)
            .inhoud(vraag.startsWith("{") ? "application/json" : XML, vraag)
            .bouw());
  }

  LogRegelBouwer regel(Exchange exchange, String stap) {
    return regel(exchange, exchange.getMessage(), stap);
  }

  private LogRegelBouwer regel(Exchange exchange, Message message, String stap) {
    String route =
        message.getHeader(
            Uitgaand.GEMAAKT_DOOR, exchange.getUnitOfWork().getRoute().getRouteId(), String.class);
    Map<String, String> versies = new TreeMap<>(stempels.van(route));
    Map<?, ?> figures = exchange.getProperty("versies", Map.class);
    if (figures != null) {
      figures.forEach((path, hash) -> versies.put(path.toString(), hash.toString()));
    }
    return new LogRegelBouwer(Stap.valueOf(stap), berichtId(message), clock.instant())
        .correlatie(uuid(message, Koppen.CORRELATIE_ID, berichtId(message).value()))
        .oorzaak(uuid(message, Koppen.OORZAAK_ID, null))
        .gebeurtenistype(message.getHeader(Koppen.GEBEURTENISTYPE, String.class))
        .bron(message.getHeader(Koppen.BRON, String.class))
        .dossier(message.getHeader(Koppen.DOSSIER, String.class))
        .partner(
            exchange.getProperty("partner", String.class),
            message.getHeader(Koppen.VOLGNUMMER, Long.class))
        .route(route, versies);
  }

  private static BerichtId berichtId(Message message) {
    return BerichtId.of(message.getHeader(Koppen.BERICHT_ID, String.class));
  }

  private static UUID uuid(Message message, String header, UUID otherwise) {
    String text = message.getHeader(header, String.class);
    return text == null ? otherwise : UUID.fromString(text);
  }
}
