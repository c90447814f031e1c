package nl.ketenbrug.intake;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.s9api.DocumentBuilder;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * Reads XML from others: no DTD, no external entity, a limited depth, number of attributes and size
 * of one text. Whoever sends may be an attacker.
 */
final class XmlLezer {

  private static final String PROPERTIES = "http://www.oracle.com/xml/jaxp/properties/";
  private static final SAXParserFactory FACTORY = factory();
  private static final Leesvoorraad<XMLReader> LEZERS = new Leesvoorraad<>(XmlLezer::reader);

  private XmlLezer() {}

  private static SAXParserFactory factory() {
    SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("De XML-lezer van de JDK kent zijn beveiliging niet", e);
    }
  }

  /**
   * A message that its schema accepted, as a document.
   *
   * @param bouwer decides about white space and whose document it is
   * @throws SaxonApiException when it is no XML, or more than we take
   */
  static XdmNode document(DocumentBuilder bouwer, Invoer bron) throws SaxonApiException {
    return LEZERS.met(
        bron.lengte(),
        lezer -> {
          XdmNode document = bouwer.build(new SAXSource(lezer, bron));
          laatLos(lezer);
          return document;
        });
  }

  /** What a reader at rest holds on to is the whole of the last message. */
  private static void laatLos(XMLReader lezer) {
    lezer.setContentHandler(null);
    lezer.setDTDHandler(null);
    lezer.setErrorHandler(null);
    try {
      lezer.setProperty("http://xml.org/sax/properties/lexical-handler", null);
    } catch (SAXException e) {
      throw new IllegalStateException("De XML-lezer van de JDK laat zijn ontvanger niet los", e);
    }
  }

  /** A fresh reader; readers are not shared between threads. */
  static XMLReader reader() {
    try {
      SAXParser parser = FACTORY.newSAXParser();
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      parser.setProperty(PROPERTIES + "maxElementDepth", "100");
      parser.setProperty(PROPERTIES + "elementAttributeLimit", "100");
      XMLReader reader = parser.getXMLReader();
      reader.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
      return reader;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("De XML-lezer van de JDK kent zijn beveiliging niet", e);
    }
  }
}
