package nl.ketenbrug.simulator;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
 * The real WSDL of a SuwiML service, to hold messages against: what the simulator answers and what
 * the engine asks ({@code GET /simulator/bronnen/suwinet/verzoeken} gives the latter).
 */
public final class SuwiContract {

  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String WSA = "http://www.w3.org/2005/08/addressing";
  private static final String WSAW = "http://www.w3.org/2006/05/addressing/wsdl";
  private static final String WSDL_NS = "http://schemas.xmlsoap.org/wsdl/";

  private final Schema schema;
  private final Document wsdl;
  private final String operatie;

  private SuwiContract(Schema schema, Document wsdl, String operatie) {
    this.schema = schema;
    this.wsdl = wsdl;
    this.operatie = operatie;
  }

  /** The contract of the Polisadministratie; skips the running test when it is absent. */
  public static SuwiContract lees() throws Exception {
    return lees("UWVDossierInkomstenGSD", "v0200", "UWVPersoonsIkvInfo");
  }

  /**
   * Reads the WSDL; skips the running test when it is absent.
   *
   * @param operatie local name of the element of the question
   */
  public static SuwiContract lees(String dienst, String versie, String operatie) throws Exception {
    Path bestand = wsdl(Koppelvlakken.of("suwinet-wsdl"), dienst, versie);
    Document wsdl = builder().newDocumentBuilder().parse(bestand.toFile());
    NodeList schemas = wsdl.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema");
    Source[] bronnen = new Source[schemas.getLength()];
    for (int i = 0; i < bronnen.length; i++) {
      bronnen[i] = new DOMSource(schemas.item(i), bestand.toUri().toString());
    }
    Schema schema = SchemaFactory.newDefaultInstance().newSchema(bronnen);
    return new SuwiContract(schema, wsdl, operatie);
  }

  /** The build number of the schemas (b01, b02 ...) stands in the names of the folders. */
  private static Path wsdl(Path map, String dienst, String versie) throws IOException {
    try (Stream<Path> paden = Files.walk(map)) {
      return paden
          .filter(pad -> pad.endsWith(dienst + ".wsdl"))
          .filter(pad -> pad.toString().contains("/" + dienst + "/" + versie + "-"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("Geen WSDL van " + dienst + " " + versie))
          .toAbsolutePath()
          .normalize();
    }
  }

  /** What is wrong with the element of a question; empty = nothing. */
  public List<String> foutenInVraagelement(String xml) {
    return foutenInElement(document(xml).getDocumentElement(), operatie);
  }

  /** What is wrong with the element of an answer, or a message of FWI alone; empty = nothing. */
  public List<String> foutenInAntwoordelement(String xml) {
    Element element = document(xml).getDocumentElement();
    boolean melding = element.getNamespaceURI().startsWith("http://bkwi.nl/SuwiML/FWI/");
    return melding ? geldig(element) : foutenInElement(element, operatie + "Response");
  }

  /** Whether the real schema takes this element, of a question or of an answer. */
  public boolean aanvaardt(Element element) {
    return geldig(element).isEmpty();
  }

  /** The actions of question and answer, as the WSDL writes them. */
  public List<String> acties() {
    return List.of(actie("input", operatie), actie("output", operatie + "Response"));
  }

  /** What is wrong with a question: its body, its action and its addressing; empty = nothing. */
  public List<String> foutenInVraag(String envelop) {
    List<String> fouten = foutenInBody(envelop, operatie);
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
    List<String> fouten = foutenInBody(envelop, operatie + "Response");
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
    return foutenInElement(kind(body(envelop)), element);
  }

  private List<String> foutenInElement(Element inhoud, String element) {
    List<String> fouten = geldig(inhoud);
    if (!element.equals(inhoud.getLocalName())) {
      fouten.add("gevonden is " + inhoud.getLocalName());
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
    String actie = actie(richting, richting.equals("input") ? operatie : operatie + "Response");
    if (!actie.equals(header(envelop, "Action"))) {
      fouten.add("wsa:Action is niet " + actie);
    }
    return fouten;
  }

  private String actie(String richting, String einde) {
    NodeList kanten = wsdl.getElementsByTagNameNS(WSDL_NS, richting);
    for (int i = 0; i < kanten.getLength(); i++) {
      String actie = ((Element) kanten.item(i)).getAttributeNS(WSAW, "Action");
      if (actie.endsWith("/" + einde)) {
        return actie;
      }
    }
    throw new AssertionError("De WSDL heeft geen actie " + einde);
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
