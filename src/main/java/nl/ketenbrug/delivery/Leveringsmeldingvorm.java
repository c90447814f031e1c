package nl.ketenbrug.delivery;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nl.ketenbrug.delivery.Leveringsmeldingen.Melding;
import nl.ketenbrug.message.BerichtId;

/**
 * Writes a notice by {@code transforms/levering/levering-v1.xsd}. Its envelope is that of every
 * event; it is in no partner's profile, because it holds nothing of a debtor.
 */
final class Leveringsmeldingvorm {

  private static final String NAMESPACE = "urn:ketenbrug:levering:1";

  private static final XMLOutputFactory SCHRIJVERS = XMLOutputFactory.newDefaultFactory();

  private Leveringsmeldingvorm() {}

  /**
   * @param partner whom it is for
   * @param bron URN of who says so
   * @param delen name of an element and, in order, its children with their text
   */
  static Melding schrijf(String type, String partner, String bron, Instant nu, List<Deel> delen) {
    BerichtId id = BerichtId.nieuw(nu);
    StringWriter tekst = new StringWriter();
    try {
      XMLStreamWriter xml = SCHRIJVERS.createXMLStreamWriter(tekst);
      xml.writeStartElement("Leveringsmelding");
      xml.writeDefaultNamespace(NAMESPACE);
      element(xml, "id", id.toString());
      element(xml, "type", type);
      element(xml, "bron", bron);
      element(xml, "geregistreerd", nu.toString());
      element(xml, "onderwerp", "abonnement:" + partner);
      for (Deel deel : delen) {
        xml.writeStartElement(deel.naam());
        for (Map.Entry<String, String> kind : deel.inhoud()) {
          element(xml, kind.getKey(), kind.getValue());
        }
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Een melding is altijd te schrijven", e);
    }
    return new Melding(id.value(), partner, type, tekst.toString());
  }

  /** One element with children that hold text only. */
  record Deel(String naam, List<Map.Entry<String, String>> inhoud) {}

  private static void element(XMLStreamWriter xml, String naam, String tekst)
      throws XMLStreamException {
    xml.writeStartElement(naam);
    xml.writeCharacters(tekst);
    xml.writeEndElement();
  }
}
