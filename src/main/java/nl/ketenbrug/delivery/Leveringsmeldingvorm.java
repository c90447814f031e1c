package nl.ketenbrug.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import nl.ketenbrug.delivery.Leveringsmeldingen.Melding;
import nl.ketenbrug.message.BerichtId;

/**
 * Writes a notice in the format of the profile of who gets it: XML by {@code
 * transforms/levering/levering-v1.xsd}, a CloudEvent by {@code levering-json-v1.schema.json} or
 * rows under the columns of {@code kolommen.txt} beside it. Its envelope is that of every event; it
 * is in no partner's profile, because it holds nothing of a debtor.
 */
final class Leveringsmeldingvorm {

  /** The columns of a notice, in order: of the notice itself, and of what it is about. */
  private static final List<String> KOLOMMEN =
      List.of(
          "berichtId",
          "gebeurtenistype",
          "bron",
          "geregistreerd",
          "onderwerp",
          "betreftBericht",
          "betreftVolgnummer",
          "laatsteDag",
          "verlopen");

  private static final String NAMESPACE = "urn:ketenbrug:levering:1";
  private static final String SCHEMA = "urn:ketenbrug:levering-json:1";
  private static final String SOORT = "nl.leveringen.";
  private static final String BETREFT = "berichtId";
  private static final String NUMMER = "volgnummer";

  private static final XMLOutputFactory SCHRIJVERS = XMLOutputFactory.newDefaultFactory();
  private static final XMLInputFactory LEZERS = lezers();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Leveringsmeldingvorm() {}

  /**
   * @param formaat of the profile that the partner has
   * @param partner whom it is for
   * @param bron URN of who says so
   * @param delen name of an element and, in order, its children with their text
   */
  static Melding schrijf(
      Formaat formaat, String type, String partner, String bron, Instant nu, List<Deel> delen) {
    BerichtId id = BerichtId.nieuw(nu);
    Map<String, String> kop = new LinkedHashMap<>();
    kop.put("id", id.toString());
    kop.put("type", type);
    kop.put("bron", bron);
    kop.put("geregistreerd", nu.toString());
    kop.put("onderwerp", "abonnement:" + partner);
    String inhoud =
        switch (formaat) {
          case XML, SUWIML -> xml(kop, delen);
          case CLOUDEVENTS -> json(kop, delen);
          case CSV -> csv(kop, delen);
        };
    return new Melding(id.value(), partner, type, inhoud);
  }

  /** One element with children that hold text only. */
  record Deel(String naam, List<Map.Entry<String, String>> inhoud) {}

  /** Whether this is a notice as XML, as every partner got it before the profile decided. */
  static boolean isXml(Pull.Bericht bericht) {
    return bericht.gebeurtenistype().startsWith(SOORT)
        && bericht.inhoudstype().equals("application/xml");
  }

  /**
   * The same notice as rows.
   *
   * @param melding of which {@link #isXml} holds
   */
  static String csv(Pull.Bericht melding) {
    Map<String, String> kop = new LinkedHashMap<>();
    List<Deel> delen = new ArrayList<>();
    try {
      XMLStreamReader xml = LEZERS.createXMLStreamReader(new StringReader(melding.inhoud()));
      xml.nextTag();
      while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
        String naam = xml.getLocalName();
        if (naam.equals("Levering") || naam.equals("Aanlevering")) {
          delen.add(deel(xml, naam));
        } else {
          kop.put(naam, xml.getElementText());
        }
      }
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Een melding is niet te lezen", e);
    }
    return csv(kop, delen);
  }

  private static Deel deel(XMLStreamReader xml, String naam) throws XMLStreamException {
    List<Map.Entry<String, String>> inhoud = new ArrayList<>();
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      inhoud.add(Map.entry(xml.getLocalName(), xml.getElementText()));
    }
    return new Deel(naam, inhoud);
  }

  private static String xml(Map<String, String> kop, List<Deel> delen) {
    StringWriter tekst = new StringWriter();
    try {
      XMLStreamWriter xml = SCHRIJVERS.createXMLStreamWriter(tekst);
      xml.writeStartElement("Leveringsmelding");
      xml.writeDefaultNamespace(NAMESPACE);
      elementen(xml, kop.entrySet());
      for (Deel deel : delen) {
        xml.writeStartElement(deel.naam());
        elementen(xml, deel.inhoud());
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Een melding is altijd te schrijven", e);
    }
    return tekst.toString();
  }

  private static void elementen(XMLStreamWriter xml, Iterable<Map.Entry<String, String>> elementen)
      throws XMLStreamException {
    for (Map.Entry<String, String> element : elementen) {
      xml.writeStartElement(element.getKey());
      xml.writeCharacters(element.getValue());
      xml.writeEndElement();
    }
  }

  /** With {@code specversion} first: by that a body says what it is ({@link Formaat}). */
  private static String json(Map<String, String> kop, List<Deel> delen) {
    Map<String, Object> gebeurtenis = new LinkedHashMap<>();
    gebeurtenis.put("specversion", "1.0");
    gebeurtenis.put("id", kop.get("id"));
    gebeurtenis.put("source", kop.get("bron"));
    gebeurtenis.put("type", kop.get("type"));
    gebeurtenis.put("subject", kop.get("onderwerp"));
    gebeurtenis.put("time", kop.get("geregistreerd"));
    gebeurtenis.put("correlatieid", kop.get("id"));
    gebeurtenis.put("datacontenttype", "application/json");
    gebeurtenis.put("dataschema", SCHEMA);
    Map<String, List<Map<String, Object>>> data = new LinkedHashMap<>();
    for (Deel deel : delen) {
      Map<String, Object> velden = new LinkedHashMap<>();
      deel.inhoud().forEach(veld -> velden.put(veld.getKey(), waarde(veld)));
      data.computeIfAbsent(deel.naam().toLowerCase(Locale.ROOT), naam -> new ArrayList<>())
          .add(velden);
    }
    gebeurtenis.put("data", data);
    try {
      return JSON.writeValueAsString(gebeurtenis);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een melding is altijd te schrijven", e);
    }
  }

  private static Object waarde(Map.Entry<String, String> veld) {
    return veld.getKey().equals(NUMMER) ? Long.valueOf(veld.getValue()) : veld.getValue();
  }

  /** A row for each delivery that it is about. */
  private static String csv(Map<String, String> kop, List<Deel> delen) {
    StringBuilder uit = new StringBuilder(Batchbestand.regel(KOLOMMEN));
    for (Deel deel : delen) {
      Map<String, String> velden = new LinkedHashMap<>();
      deel.inhoud().forEach(veld -> velden.put(veld.getKey(), veld.getValue()));
      Stream<String> betreft =
          Stream.of(BETREFT, NUMMER, "laatsteDag", "verlopen")
              .map(naam -> velden.getOrDefault(naam, ""));
      uit.append(Batchbestand.regel(Stream.concat(kop.values().stream(), betreft).toList()));
    }
    return uit.toString();
  }

  private static XMLInputFactory lezers() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
