package nl.ketenbrug.source;

import java.util.List;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.cxf.headers.Header;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The headers of a question by SuwiML Transactiestandaard 4.0: To, From, MessageID and Action of
 * WS-Addressing 1.0, and no other. ReplyTo stays out: absent means anonymous (Digikoppeling WUS).
 */
final class Vraagadressering {

  static final String WSA = "http://www.w3.org/2005/08/addressing";

  private Vraagadressering() {}

  static List<Header> van(Gesprek gesprek) {
    Document document = leeg();
    Element from = element(document, "From", null);
    from.appendChild(element(document, "Address", gesprek.from()));
    return List.of(
        header(element(document, "To", gesprek.to())),
        header(from),
        header(element(document, "MessageID", gesprek.messageId())),
        header(element(document, "Action", gesprek.dienst().actie())));
  }

  private static Header header(Element element) {
    return new Header(new QName(WSA, element.getLocalName(), "wsa"), element);
  }

  private static Element element(Document document, String naam, String tekst) {
    Element element = document.createElementNS(WSA, "wsa:" + naam);
    if (tekst != null) {
      element.setTextContent(tekst);
    }
    return element;
  }

  private static Document leeg() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("De JDK kan geen XML-documenten maken", e);
    }
  }
}
