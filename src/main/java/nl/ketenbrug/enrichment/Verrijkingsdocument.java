package nl.ketenbrug.enrichment;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.Collection;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import net.sf.saxon.TransformerFactoryImpl;
import nl.ketenbrug.message.Oin;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What the stylesheet {@code verrijking-to-gebeurtenissen.xsl} reads: the event beside the answers
 * of the sources and the outcome of the calculation. Only puts parts together; their shape is made
 * by stylesheets.
 */
final class Verrijkingsdocument {

  private static final TransformerFactory TRANSFORMERS = new TransformerFactoryImpl();

  private final DocumentBuilder builder;
  private final Document document;
  private final Element root;

  Verrijkingsdocument() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      builder = factory.newDocumentBuilder();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("De JDK kan geen XML-documenten maken", e);
    }
    document = builder.newDocument();
    root = document.createElementNS(Canoniek.NAMESPACE, "Verrijking");
    document.appendChild(root);
  }

  void deel(Canoniek part) {
    root.appendChild(imported(part));
  }

  /** An element of this name around the parts, in their order. */
  void deel(String name, Collection<Canoniek> parts) {
    Element element = element(name);
    parts.forEach(part -> element.appendChild(imported(part)));
  }

  void betrokkenen(Collection<Oin> oins) {
    Element element = element("betrokkenen");
    for (Oin oin : oins) {
      Element child = document.createElementNS(Canoniek.NAMESPACE, "oin");
      child.setTextContent(oin.value());
      element.appendChild(child);
    }
  }

  String xml() {
    StringWriter text = new StringWriter();
    try {
      TRANSFORMERS.newTransformer().transform(new DOMSource(document), new StreamResult(text));
    } catch (TransformerException e) {
      throw new IllegalStateException("Een document in het geheugen laat zich niet schrijven", e);
    }
    return text.toString();
  }

  private Element element(String name) {
    Element element = document.createElementNS(Canoniek.NAMESPACE, name);
    root.appendChild(element);
    return element;
  }

  private org.w3c.dom.Node imported(Canoniek part) {
    try {
      Document parsed = builder.parse(new InputSource(new StringReader(part.xml())));
      return document.importNode(parsed.getDocumentElement(), true);
    } catch (SAXException | java.io.IOException e) {
      throw new IllegalStateException("Canonieke XML laat zich niet lezen", e);
    }
  }
}
