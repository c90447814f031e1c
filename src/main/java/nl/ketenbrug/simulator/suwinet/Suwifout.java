package nl.ketenbrug.simulator.suwinet;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Makes the SOAP faults of the broker: each has an {@code fwi:Fout} in its detail. */
final class Suwifout {

  /** Distinguished name of the part that found the error; ours, because we play the broker. */
  static final String BRON_DN = "CN=simulator,O=Ketenbrug demonstratie,C=NL";

  private Suwifout() {}

  /**
   * A fault for a request that breaks the rules.
   *
   * @param toelichting what is wrong, naming the element at fault; never a value from the body
   */
  static SoapFault afnemer(Digikoppelingcode code, String toelichting) {
    SoapFault fault =
        new SoapFault(code.tekst() + ": " + toelichting, Soap11.getInstance().getSender());
    fault.setDetail(detail(code, toelichting));
    return fault;
  }

  static Element detail(Digikoppelingcode code, String toelichting) {
    Document document = leegDocument();
    Element detail = document.createElement("detail");
    Element fout = document.createElementNS(Suwi.FWI, "fwi:Fout");
    detail.appendChild(fout);
    kind(fout, "Code", code.code());
    kind(fout, "Tekst", code.tekst());
    kind(fout, "Detail", toelichting);
    kind(kind(fout, "Bron", null), "DN", BRON_DN);
    return detail;
  }

  private static Element kind(Element ouder, String naam, String tekst) {
    Element kind = ouder.getOwnerDocument().createElementNS(null, naam);
    if (tekst != null) {
      kind.setTextContent(tekst);
    }
    ouder.appendChild(kind);
    return kind;
  }

  static Document leegDocument() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("De XML-bibliotheek van Java doet het niet", e);
    }
  }
}
