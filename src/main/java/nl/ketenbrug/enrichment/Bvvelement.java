package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Vaststelling;

/**
 * The outcome of a calculation as the element {@code bvv} that the stylesheets read; amounts in
 * cents. The receipt goes along as the text that it is: a stylesheet that took it apart would have
 * to write each of its numbers again.
 */
final class Bvvelement {

  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newFactory();

  private Bvvelement() {}

  static String xml(Vaststelling vaststelling, ObjectMapper json) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = WRITERS.createXMLStreamWriter(text);
      xml.setDefaultNamespace(Canoniek.NAMESPACE);
      schrijf(xml, vaststelling, json);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Een document in het geheugen laat zich niet schrijven", e);
    }
    return text.toString();
  }

  /** Writes the element at this place of a document of which it declares the namespace itself. */
  static void schrijf(XMLStreamWriter xml, Vaststelling vaststelling, ObjectMapper json)
      throws XMLStreamException {
    Kwitantie kwitantie = vaststelling.kwitantie();
    xml.writeStartElement("bvv");
    xml.writeDefaultNamespace(Canoniek.NAMESPACE);
    veld(xml, "bedrag", Long.toString(vaststelling.bedrag().cent()));
    veld(xml, "basis", Long.toString(vaststelling.basis().cent()));
    veld(xml, "plafond", Long.toString(vaststelling.plafond().cent()));
    veld(xml, "peildatum", kwitantie.peildatum().toString());
    veld(xml, "leefsituatie", leefsituatie(kwitantie));
    veld(xml, "geldigVan", kwitantie.geldigVanaf().toString());
    veld(xml, "geldigTot", kwitantie.geldigTot().toString());
    veld(xml, "rekenregelversie", kwitantie.regelversie());
    xml.writeStartElement("cijfersbestand");
    veld(xml, "naam", kwitantie.cijferbestand().naam());
    veld(xml, "hash", kwitantie.cijferbestand().sha256());
    xml.writeEndElement();
    xml.writeStartElement("kwitantie");
    xml.writeAttribute("mediatype", "application/json");
    xml.writeCharacters(tekst(kwitantie, json));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void veld(XMLStreamWriter xml, String naam, String waarde)
      throws XMLStreamException {
    xml.writeStartElement(naam);
    xml.writeCharacters(waarde);
    xml.writeEndElement();
  }

  private static String tekst(Kwitantie kwitantie, ObjectMapper json) {
    try {
      return json.writeValueAsString(kwitantie);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een kwitantie laat zich niet als JSON schrijven", e);
    }
  }

  private static String leefsituatie(Kwitantie kwitantie) {
    return kwitantie.invoer().stream()
        .filter(invoer -> invoer.naam().equals("leefsituatie"))
        .map(Kwitantie.Invoer::waarde)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Een kwitantie zonder leefsituatie"));
  }
}
