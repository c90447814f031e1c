package nl.ketenbrug.simulator;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The real WSDL of UWVDossierInkomstenGSD, to hold messages against: what the simulator answers and
 * what the engine asks ({@code GET /simulator/bronnen/suwinet/verzoeken} gives the latter).
 */
public final class SuwiContract {

  private static final String WSDL =
      "suwinet-wsdl/UWVDossierInkomstenGSD-v0200-b02/Diensten/UWVDossierInkomstenGSD/v0200-b02/"
          + "UWVDossierInkomstenGSD.wsdl";
  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String WSA = "http://www.w3.org/2005/08/addressing";
  private static final String WSAW = "http://www.w3.org/2006/05/addressing/wsdl";
  private static final String WSDL_NS = "http://schemas.xmlsoap.org/wsdl/";

  private final Schema schema;
  private final Document wsdl;

  private SuwiContract(Schema schema, Document wsdl) {
    this.schema = schema;
    this.wsdl = wsdl;
  }

  /** Reads the WSDL; skips the running test when it is absent. */
  public static SuwiContract lees() throws Exception {
    Path bestand = Koppelvlakken.of(WSDL).toAbsolutePath().normalize();
    Document wsdl = builder().newDocumentBuilder().parse(bestand.toFile());
    NodeList schemas = wsdl.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema");
    Source[] bronnen = new Source[schemas.getLength()];
    for (int i = 0; i < bronnen.length; i++) {
      bronnen[i] = new DOMSource(schemas.item(i), bestand.toUri().toString());
    }
    Schema schema = SchemaFactory.newDefaultInstance().newSchema(bronnen);
    return new SuwiContract(schema, wsdl);
  }

  /** What is wrong with a question: its body, its action and its addressing; empty = nothing. */
  public List<String> foutenInVraag(String envelop) {
    List<String> fouten = foutenInBody(envelop, "UWVPersoonsIkvInfo");
    fouten.addAll(foutenInHeaders(envelop, "input", "MessageID", "To", "From", "Action"));
    if (header(envelop, "RelatesTo") != null) {
      fouten.add("wsa:RelatesTo in een vraag");
    }
    for (String adres : List.of("To", "From")) {
      String waarde = header(envelop, adres);
      if (waarde == null || !waarde.matches(".*\\?oin=\\d{8}[0-9A-Z]{12}")) {
        fouten.add("wsa:" + adres + " zonder ?oin=");
      }
    }
    return fouten;
  }

  /** What is wrong with an answer; empty = nothing. */
  public List<String> foutenInAntwoord(String envelop) {
    List<String> fouten = foutenInBody(envelop, "UWVPersoonsIkvInfoResponse");
    fouten.addAll(
        foutenInHeaders(envelop, "output", "MessageID", "To", "From", "Action", "RelatesTo"));
    return fouten;
  }

  /** What is wrong with a fault; empty = nothing. */
  public List<String> foutenInFault(String envelop) {
    Element fault = kind(body(envelop));
    if (!"Fault".equals(fault.getLocalName()) || !SOAP.equals(fault.getNamespaceURI())) {
      return List.of("geen SOAP fault");
    }
    NodeList detail = fault.getElementsByTagName("detail");
    if (detail.getLength() != 1) {
      return List.of("geen detail");
    }
    Element fout = kind((Element) detail.item(0));
    List<String> fouten = geldig(fout);
    if (!"Fout".equals(fout.getLocalName())) {
      fouten.add("detail is " + fout.getLocalName());
    }
    return fouten;
  }

  /** Text of a WS-Addressing header (of its Address for From), {@code null} when absent. */
  public static String header(String envelop, String naam) {
    NodeList headers = document(envelop).getElementsByTagNameNS(WSA, naam);
    return headers.getLength() == 0 ? null : headers.item(0).getTextContent().strip();
  }

  private List<String> foutenInBody(String envelop, String element) {
    Element inhoud = kind(body(envelop));
    List<String> fouten = geldig(inhoud);
    if (!element.equals(inhoud.getLocalName())) {
      fouten.add("Body bevat " + inhoud.getLocalName());
    }
    return fouten;
  }

  private List<String> foutenInHeaders(String envelop, String richting, String... verplicht) {
    List<String> fouten = new ArrayList<>();
    for (String naam : verplicht) {
      if (header(envelop, naam) == null) {
        fouten.add("wsa:" + naam + " ontbreekt");
      }
    }
    Element kant = (Element) wsdl.getElementsByTagNameNS(WSDL_NS, richting).item(0);
    String actie = kant.getAttributeNS(WSAW, "Action");
    if (!actie.equals(header(envelop, "Action"))) {
      fouten.add("wsa:Action is niet " + actie);
    }
    return fouten;
  }

  private List<String> geldig(Element element) {
    List<String> fouten = new ArrayList<>();
    Validator validator = schema.newValidator();
    validator.setErrorHandler(new Verzamelaar(fouten));
    try {
      validator.validate(new DOMSource(element));
    } catch (SAXException | IOException e) {
      fouten.add(e.getMessage());
    }
    return fouten;
  }

  private static Element body(String envelop) {
    return (Element) document(envelop).getElementsByTagNameNS(SOAP, "Body").item(0);
  }

  private static Element kind(Element ouder) {
    Node kind = ouder.getFirstChild();
    while (kind != null && !(kind instanceof Element)) {
      kind = kind.getNextSibling();
    }
    if (kind == null) {
      throw new AssertionError(ouder.getLocalName() + " is leeg");
    }
    return (Element) kind;
  }

  private static Document document(String xml) {
    try {
      return builder().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("Geen leesbare XML: " + e.getMessage(), e);
    }
  }

  private static DocumentBuilderFactory builder() {
    return DocumentBuilderFactory.newDefaultNSInstance();
  }

  private record Verzamelaar(List<String> fouten) implements org.xml.sax.ErrorHandler {
    @Override
    public void warning(SAXParseException e) {
      fouten.add(e.getMessage());
    }

    @Override
    public void error(SAXParseException e) {
      fouten.add(e.getMessage());
    }

    @Override
    public void fatalError(SAXParseException e) {
      fouten.add(e.getMessage());
    }
  }
}
