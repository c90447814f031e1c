package nl.ketenbrug.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.springframework.util.StringUtils;

/**
 * An event by the NL GOV profile for CloudEvents 1.1. What its own XML says of it (source, moment,
 * subject, schema) is taken from there, so that header and body cannot differ.
 *
 * @param attributen names and values, in a fixed order; none holds a BSN
 * @param inhoud the XML of the partner's profile
 */
record CloudEvent(Map<String, String> attributen, String inhoud) {

  private static final String XML = "application/xml";

  private static final List<String> NODIG =
      List.of("dataschema", "bron", "geregistreerd", "onderwerp");

  private static final XMLInputFactory LEZER = lezer();

  /** What a request carries. */
  record Verzoek(Map<String, String> koppen, byte[] body) {}

  /**
   * @return empty when the body does not say what an event must say of itself
   */
  static Optional<CloudEvent> van(Pull.Bericht bericht) {
    Map<String, String> envelop = envelop(bericht.inhoud());
    if (!NODIG.stream().allMatch(naam -> StringUtils.hasText(envelop.get(naam)))) {
      return Optional.empty();
    }
    Map<String, String> attributen = new LinkedHashMap<>();
    attributen.put("specversion", "1.0");
    attributen.put("id", bericht.berichtId().toString());
    attributen.put("source", envelop.get("bron"));
    attributen.put("type", bericht.gebeurtenistype());
    attributen.put("subject", envelop.get("onderwerp"));
    attributen.put("time", envelop.get("geregistreerd"));
    attributen.put("datacontenttype", XML);
    attributen.put("dataschema", envelop.get("dataschema"));
    attributen.put("volgnummer", Long.toString(bericht.volgnummer()));
    attributen.put("correlatieid", bericht.correlatieId().toString());
    if (bericht.oorzaakId() != null) {
      attributen.put("oorzaakid", bericht.oorzaakId().toString());
    }
    return Optional.of(new CloudEvent(attributen, bericht.inhoud()));
  }

  Verzoek verzoek(Webhook.Vorm vorm, ObjectMapper json) {
    return vorm == Webhook.Vorm.BINAIR ? binair() : gestructureerd(json);
  }

  private Verzoek binair() {
    Map<String, String> koppen = new LinkedHashMap<>();
    attributen.forEach(
        (naam, waarde) ->
            koppen.put(
                naam.equals("datacontenttype") ? "Content-Type" : "ce-" + naam,
                naam.equals("datacontenttype") ? XML + "; charset=UTF-8" : gecodeerd(waarde)));
    return new Verzoek(koppen, inhoud.getBytes(StandardCharsets.UTF_8));
  }

  private Verzoek gestructureerd(ObjectMapper json) {
    Map<String, String> document = new LinkedHashMap<>(attributen);
    document.put("data", inhoud);
    try {
      return new Verzoek(
          Map.of("Content-Type", "application/cloudevents+json; charset=UTF-8"),
          json.writeValueAsBytes(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Tekst is altijd als JSON te schrijven", e);
    }
  }

  /** HTTP binding of CloudEvents, section 3.1.3.2: outside printable ASCII as percent-encoding. */
  private static String gecodeerd(String waarde) {
    StringBuilder uit = new StringBuilder();
    waarde
        .codePoints()
        .forEach(
            teken -> {
              if (teken > 0x20 && teken < 0x7f && teken != '"' && teken != '%') {
                uit.appendCodePoint(teken);
                return;
              }
              for (byte b : Character.toString(teken).getBytes(StandardCharsets.UTF_8)) {
                uit.append('%').append("%02X".formatted(b));
              }
            });
    return uit.toString();
  }

  /** The elements right under the root with text, and the namespace of the root. */
  private static Map<String, String> envelop(String xml) {
    Map<String, String> gevonden = new LinkedHashMap<>();
    try {
      XMLStreamReader lezer = LEZER.createXMLStreamReader(new StringReader(xml));
      lezer.nextTag();
      gevonden.put("dataschema", lezer.getNamespaceURI());
      while (!gevonden.containsKey("onderwerp")
          && lezer.nextTag() == XMLStreamConstants.START_ELEMENT) {
        gevonden.put(lezer.getLocalName(), lezer.getElementText().strip());
      }
      lezer.close();
      return gevonden;
    } catch (XMLStreamException e) {
      return Map.of();
    }
  }

  private static XMLInputFactory lezer() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
