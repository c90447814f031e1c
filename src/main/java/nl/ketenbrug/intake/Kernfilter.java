package nl.ketenbrug.intake;

import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Lets through the one element of a namespace, with all that is in it, wherever it stands: in the
 * element of an answer, in an envelope of whichever version of SOAP, or bare.
 */
final class Kernfilter extends XMLFilterImpl {

  private final String namespace;
  private int diepte;
  private int kernen;
  private Locator plaats;

  /**
   * @param namespace of the element
   */
  Kernfilter(XMLReader lezer, String namespace) {
    super(lezer);
    this.namespace = namespace;
  }

  @Override
  public void setDocumentLocator(Locator locator) {
    plaats = locator;
    super.setDocumentLocator(locator);
  }

  @Override
  public void startElement(String uri, String naam, String qName, Attributes attributes)
      throws SAXException {
    if (diepte == 0 && !namespace.equals(uri)) {
      return;
    }
    if (diepte++ == 0) {
      kernen++;
      eisEen();
    }
    super.startElement(uri, naam, qName, attributes);
  }

  @Override
  public void endElement(String uri, String naam, String qName) throws SAXException {
    if (diepte == 0) {
      return;
    }
    super.endElement(uri, naam, qName);
    diepte--;
  }

  @Override
  public void characters(char[] tekst, int begin, int lengte) throws SAXException {
    if (diepte > 0) {
      super.characters(tekst, begin, lengte);
    }
  }

  @Override
  public void endDocument() throws SAXException {
    eisEen();
    super.endDocument();
  }

  private void eisEen() throws SAXException {
    if (kernen != 1) {
      throw new Schemafout(
          Schemafout.Soort.NIET_GELDIG,
          "xml-niet-geldig",
          Math.max(1, plaats.getLineNumber()),
          Math.max(1, plaats.getColumnNumber()),
          "het bericht heeft niet precies een antwoord van de bron, in haar namespace");
    }
  }
}
