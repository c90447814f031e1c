package nl.ketenbrug.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Bsn;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Asks a source by BRP Update API 1.0.0, on its route {@code look-up-volgindicatie-<bron>}: tells
 * whom we follow, and asks who changed. The source wants the number in the path of the URL; here it
 * stands in a header of the exchange only, so that no name of an endpoint, log line or text of an
 * exception has it.
 */
@Component("volgindicatieclient")
public class Volgindicatieclient {

  private final ProducerTemplate camel;
  private final Bronnen bronnen;
  private final Environment instellingen;
  private final ObjectMapper json;

  Volgindicatieclient(
      ProducerTemplate camel, Bronnen bronnen, Environment instellingen, ObjectMapper json) {
    this.camel = camel;
    this.bronnen = bronnen;
    this.instellingen = instellingen;
    this.json = json;
  }

  /** Base URL of this source; empty when there is none, and then it is not used. */
  public static String adres(Environment instellingen, String bron) {
    return instellingen.getProperty("ketenbrug.bron." + bron + ".adres", "");
  }

  /** Its base URL; empty when there is none. */
  public String adres(String bron) {
    return adres(instellingen, bron);
  }

  /** Whether this source has an address. */
  public boolean heeftAdres(String bron) {
    return !adres(instellingen, bron).isBlank();
  }

  /** Whether the routes run, so that it can be asked. */
  public boolean isGereed() {
    return camel.getCamelContext().isStarted();
  }

  /**
   * From now on the source tells when something about this person changes. Telling it twice is the
   * same as once.
   *
   * @param koppen the properties of the message under which is asked
   * @throws BronNietBereikbaar when trying again helps
   * @throws Bronweigering when it does not
   */
  public void plaats(String bron, Bsn bsn, Map<String, Object> koppen) {
    stel(bron, "PUT", pad(bsn), null, "{}", koppen);
  }

  /**
   * After this day the source tells nothing more about this person; throws as {@link #plaats}.
   *
   * @param dag last day, today at the earliest
   */
  public void beeindig(String bron, Bsn bsn, LocalDate dag, Map<String, Object> koppen) {
    stel(bron, "PUT", pad(bsn), null, "{\"einddatum\":\"" + dag + "\"}", koppen);
  }

  /**
   * Who changed on this day or after it, each once; throws as {@link #plaats}, also when one of
   * them is no text of nine digits: who that was would be missed. Nine digits that are no number of
   * a person are left out.
   */
  public List<Bsn> wijzigingen(String bron, LocalDate vanaf, Map<String, Object> koppen) {
    String antwoord =
        stel(
            bron, "GET", "/wijzigingen", "vanaf=" + vanaf, "{\"vanaf\":\"" + vanaf + "\"}", koppen);
    JsonNode nummers;
    try {
      nummers = json.readTree(antwoord).path("burgerservicenummers");
    } catch (JsonProcessingException e) {
      throw onzin(bron);
    }
    if (!nummers.isArray()) {
      throw onzin(bron);
    }
    List<Bsn> bsns = new ArrayList<>();
    for (JsonNode nummer : nummers) {
      if (!nummer.isTextual() || !nummer.textValue().matches("[0-9]{9}")) {
        throw onzin(bron);
      }
      try {
        bsns.add(new Bsn(nummer.asText()));
      } catch (IllegalArgumentException e) {
        // Nobody whom we follow: each of those has a number that is one.
        continue;
      }
    }
    return bsns;
  }

  /** Judges the status of an answer; a step of the route. */
  public void controleer(String bron, int status) {
    if (status < 300) {
      return;
    }
    if (status >= 500 || status == 429) {
      throw new BronNietBereikbaar(
          bron, "Bron %s kon nu niet antwoorden (HTTP %d)".formatted(bron, status), null);
    }
    boolean recht = status == 401 || status == 403;
    throw new Bronweigering(
        bron,
        recht ? "bron-niet-gerechtigd" : "bron-weigert-vraag",
        "bron %s weigert de vraag (HTTP %d)".formatted(bron, status));
  }

  private String stel(
      String bron, String methode, String pad, String zoek, String body, Map<String, Object> meer) {
    Map<String, Object> koppen = new HashMap<>(meer);
    koppen.put("bronUrn", bronnen.bron(bron).urn());
    koppen.put("Content-Type", "application/json");
    koppen.put(Exchange.HTTP_METHOD, methode);
    koppen.put(Exchange.HTTP_PATH, pad);
    if (zoek != null) {
      koppen.put(Exchange.HTTP_QUERY, zoek);
    }
    try {
      return camel.requestBodyAndHeaders(
          "direct:look-up-volgindicatie-" + bron, body, koppen, String.class);
    } catch (CamelExecutionException e) {
      throw Bronvragen.vertaal(bron, e.getCause());
    }
  }

  private static String pad(Bsn bsn) {
    return "/volgindicaties/" + bsn.value();
  }

  private static BronNietBereikbaar onzin(String bron) {
    return new BronNietBereikbaar(
        bron, "Bron " + bron + " gaf een antwoord dat geen lijst van nummers is", null);
  }
}
