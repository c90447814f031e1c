package nl.ketenbrug.bench;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A message in XML: what is checked is what the stylesheet reads. */
final class Xmlvoorbeeld implements Voorbeeldbericht {

  private final String bericht;
  private final Schema schema;
  private final SAXParserFactory lezers = SAXParserFactory.newDefaultNSInstance();

  Xmlvoorbeeld(Path voorbeeld, Path schema) throws IOException, SAXException {
    this.bericht = Files.readString(voorbeeld);
    this.schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(schema.toFile());
  }

  @Override
  public void toets() throws IOException, SAXException, ParserConfigurationException {
    schema
        .newValidator()
        .validate(
            new SAXSource(
                lezers.newSAXParser().getXMLReader(), new InputSource(new StringReader(bericht))));
  }

  @Override
  public String invoer() {
    return bericht;
  }
}
