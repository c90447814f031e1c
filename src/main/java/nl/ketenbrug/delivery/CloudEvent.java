package nl.ketenbrug.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
 * An event by the NL GOV profile for CloudEvents 1.1. What its own XML or JSON says of it (source,
 * moment, subject, schema) is taken from there, so that header and body cannot differ.
 *
 * @param attributen names and values, in a fixed order; none holds a BSN
 * @param inhoud the XML of the partner's profile, or the JSON under its data
 */
record CloudEvent(Map<String, String> attributen, String inhoud) {

  private static final String XML = "application/xml";

  private static final String GEBEURTENIS_JSON = "application/cloudevents+json";

  private static final String SOORT = "datacontenttype";

  private static final String DATA = "data";

  private static final String VOLGNUMMER = "volgnummer";

  /** Not of the body, which is made once for all partners and all offerings. */
  private static final String AANBOD = "aanbod";

  private static final List<String> VERPLICHT =
      List.of("specversion", "id", "source", "type", SOORT);

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> NODIG =
      List.of("dataschema", "bron", "geregistreerd", "onderwerp");

  private static final XMLInputFactory LEZER = lezer();

  /** What a request carries. */
  record Verzoek(Map<String, String> koppen, byte[] body) {}

  /**
   * @return empty when the body does not say what an event must say of itself
   */
  static Optional<CloudEvent> van(Pull.Bericht bericht) {
    return Formaat.inhoudstype(bericht.inhoud()).equals(GEBEURTENIS_JSON)
        ? vanJson(bericht)
        : vanXml(bericht);
  }

  /**
   * The event is one already: what it says of itself are its attributes, and its data the content.
   * Number, order and offering belong to the subscription and come beside it.
   */
  private static Optional<CloudEvent> vanJson(Pull.Bericht bericht) {
    JsonNode gebeurtenis;
    try {
      gebeurtenis = JSON.readTree(bericht.inhoud());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    Map<String, String> attributen = new LinkedHashMap<>();
    gebeurtenis
        .properties()
        .forEach(
            veld -> {
              if (!veld.getKey().equals(DATA)) {
                attributen.put(veld.getKey(), veld.getValue().asText());
              }
            });
    attributen.put(VOLGNUMMER, Long.toString(bericht.volgnummer()));
    attributen.put(AANBOD, Integer.toString(bericht.aanbod()));
    return gebeurtenis.has(DATA) && attributen.keySet().containsAll(VERPLICHT)
        ? Optional.of(new CloudEvent(attributen, gebeurtenis.get(DATA).toString()))
        : Optional.empty();
  }

  private static Optional<CloudEvent> vanXml(Pull.Bericht bericht) {
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
    attributen.put(SOORT, XML);
    attributen.put("dataschema", envelop.get("dataschema"));
    attributen.put(VOLGNUMMER, Long.toString(bericht.volgnummer()));
    attributen.put(AANBOD, Integer.toString(bericht.aanbod()));
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
                naam.equals(SOORT) ? "Content-Type" : "ce-" + naam,
                naam.equals(SOORT) ? waarde + "; charset=UTF-8" : gecodeerd(waarde)));
    return new Verzoek(koppen, inhoud.getBytes(StandardCharsets.UTF_8));
  }

  private Verzoek gestructureerd(ObjectMapper json) {
    try {
      Map<String, Object> document = new LinkedHashMap<>(attributen);
      document.put(DATA, attributen.get(SOORT).equals(XML) ? inhoud : json.readTree(inhoud));
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
