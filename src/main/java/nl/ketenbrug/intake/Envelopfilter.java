package nl.ketenbrug.intake;

import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Lets of a SOAP 1.1 envelope only the element in its Body through, and of anything else
 * everything. Line and column stay those of the message as it came.
 *
 * <p>Exactly one element belongs in the Body (Digikoppeling WUS, WW003).
 */
final class Envelopfilter extends XMLFilterImpl {

  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

  private boolean envelop;
  private boolean inBody;
  private int diepte;
  private int inhoud;
  private Locator plaats;

  Envelopfilter(XMLReader lezer) {
    super(lezer);
  }

  @Override
  public void setDocumentLocator(Locator locator) {
    plaats = locator;
    super.setDocumentLocator(locator);
  }

  @Override
  public void startElement(String uri, String naam, String qName, Attributes attributes)
      throws SAXException {
    diepte++;
    if (diepte == 1) {
      envelop = SOAP.equals(uri) && "Envelope".equals(naam);
    }
    if (!envelop) {
      super.startElement(uri, naam, qName, attributes);
      return;
    }
    if (diepte == 2) {
      inBody = SOAP.equals(uri) && "Body".equals(naam);
    } else if (diepte == 3 && inBody) {
      inhoud++;
      eisEen(inhoud == 1);
    }
    if (isInhoud()) {
      super.startElement(uri, naam, qName, attributes);
    }
  }

  @Override
  public void endElement(String uri, String naam, String qName) throws SAXException {
    if (!envelop || isInhoud()) {
      super.endElement(uri, naam, qName);
    }
    diepte--;
  }

  @Override
  public void characters(char[] tekst, int begin, int lengte) throws SAXException {
    if (!envelop || isInhoud()) {
      super.characters(tekst, begin, lengte);
    }
  }

  @Override
  public void endDocument() throws SAXException {
    eisEen(!envelop || inhoud == 1);
    super.endDocument();
  }

  private boolean isInhoud() {
    return diepte > 2 && inBody;
  }

  private void eisEen(boolean goed) {
    if (!goed) {
      throw new Schemafout(
          Schemafout.Soort.NIET_GELDIG,
          "xml-niet-geldig",
          Math.max(1, plaats.getLineNumber()),
          Math.max(1, plaats.getColumnNumber()),
          "in de Body van de envelop hoort precies een element");
    }
  }
}
