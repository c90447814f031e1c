package nl.ketenbrug.source;

import javax.xml.namespace.QName;
import org.apache.cxf.headers.Header;
import org.apache.cxf.helpers.DOMUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Headers of WS-Addressing for one message, in the version of this namespace. */
final class Adreskoppen {

  private final String namespace;
  private final Document document = DOMUtils.createDocument();

  Adreskoppen(String namespace) {
    this.namespace = namespace;
  }

  Header kop(String naam, String tekst) {
    return kop(naam, document.createTextNode(tekst));
  }

  /** A header that holds an endpoint: an Address within. */
  Header eindpunt(String naam, String adres) {
    Element address = element("Address");
    address.setTextContent(adres);
    return kop(naam, address);
  }

  private Header kop(String naam, Node inhoud) {
    Element element = element(naam);
    element.appendChild(inhoud);
    return new Header(new QName(namespace, naam, "wsa"), element);
  }

  private Element element(String naam) {
    return document.createElementNS(namespace, "wsa:" + naam);
  }
}
