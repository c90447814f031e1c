package nl.ketenbrug.enrichment;

import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.Configuration;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import nl.ketenbrug.source.Saxon;
import org.apache.camel.Exchange;

/** Reads canonical XML by XPath; the prefix {@code k} is {@code urn:ketenbrug:invordering:1}. */
final class Canoniek {

  static final String NAMESPACE = "urn:ketenbrug:invordering:1";

  private static final String GELEZEN = "canoniek";
  private static final String WITRUIMTE = "exists(//text()[not(normalize-space())])";
  private static final Processor SAXON = Saxon.stil();
  private static final Map<String, XPathExecutable> COMPILED = new ConcurrentHashMap<>();

  private final XdmNode node;

  private Canoniek(XdmNode node) {
    this.node = node;
  }

  /** The text of a body and the document it was read into. */
  private record Gelezen(String xml, Canoniek document) {}

  /**
   * The body as a document, which was checked against its schema. Several steps of a route ask for
   * it; it is read once for as long as the body is that same text.
   */
  static Canoniek van(Exchange exchange) {
    String xml = exchange.getMessage().getBody(String.class);
    Gelezen gelezen = exchange.getProperty(GELEZEN, Gelezen.class);
    // The same object, not an equal one: comparing two long texts is what this is to save.
    if (gelezen == null || gelezen.xml() != xml) {
      gelezen = new Gelezen(xml, lees(xml));
      exchange.setProperty(GELEZEN, gelezen);
    }
    return gelezen.document();
  }

  /**
   * What an earlier step read from this very text; empty when none did. And when it has white space
   * between elements: some stylesheets drop that (xsl:strip-space), which Saxon does of a text
   * while it reads it, and not of a document that is there.
   */
  static Optional<Source> gelezen(Exchange exchange, Object xml) {
    Gelezen gelezen = exchange.getProperty(GELEZEN, Gelezen.class);
    return gelezen == null || gelezen.xml() != xml || gelezen.document().waar(WITRUIMTE)
        ? Optional.empty()
        : Optional.of(gelezen.document().node.asSource());
  }

  /** Settings by which another configuration can work on what this one read. */
  static Configuration saxon() {
    return SAXON.getUnderlyingConfiguration();
  }

  /**
   * @param xml canonical XML that was checked against its schema
   */
  static Canoniek lees(String xml) {
    try {
      return new Canoniek(
          SAXON.newDocumentBuilder().build(new StreamSource(new StringReader(xml))));
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Canonieke XML laat zich niet lezen", e);
    }
  }

  Optional<String> tekst(String xpath) {
    XdmValue value = evaluate(xpath);
    return value.size() == 0 ? Optional.empty() : Optional.of(value.itemAt(0).getStringValue());
  }

  String verplicht(String xpath) {
    return tekst(xpath)
        .orElseThrow(() -> new IllegalStateException("Canonieke XML zonder " + xpath));
  }

  java.util.List<String> teksten(String xpath) {
    return evaluate(xpath).stream().map(item -> item.getStringValue()).toList();
  }

  java.util.List<Canoniek> delen(String xpath) {
    return evaluate(xpath).stream().map(item -> new Canoniek((XdmNode) item)).toList();
  }

  boolean waar(String xpath) {
    return tekst(xpath).map(Boolean::parseBoolean).orElse(false);
  }

  /**
   * Whether a partner gets to see an address in it: only when of each person it says that his is no
   * secret. The profiles hold to the same.
   */
  boolean laatAdressenDoor() {
    return waar(
        "empty(//(k:Schuldenaar | k:Partner | k:Kind | k:Persoon)[not(k:geheimhouding = 'false')])");
  }

  /** Whether the other says the same, but for when and under which message it came. */
  boolean isGelijk(Canoniek ander) {
    return velden().equals(ander.velden());
  }

  private java.util.List<String> velden() {
    return teksten("k:*[not(self::k:herkomst)]//text()/concat(local-name(..), '=', .)");
  }

  /** This node as a document of its own. */
  String xml() {
    try {
      Serializer serializer = SAXON.newSerializer();
      serializer.setOutputProperty(Serializer.Property.OMIT_XML_DECLARATION, "yes");
      return serializer.serializeNodeToString(node);
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Canonieke XML laat zich niet schrijven", e);
    }
  }

  private XdmValue evaluate(String xpath) {
    try {
      XPathSelector selector = COMPILED.computeIfAbsent(xpath, Canoniek::compile).load();
      selector.setContextItem(node);
      return selector.evaluate();
    } catch (SaxonApiException e) {
      throw new IllegalStateException("XPath " + xpath + " is niet uit te voeren", e);
    }
  }

  private static XPathExecutable compile(String xpath) {
    XPathCompiler compiler = SAXON.newXPathCompiler();
    compiler.declareNamespace("k", NAMESPACE);
    try {
      return compiler.compile(xpath);
    } catch (SaxonApiException e) {
      throw new IllegalStateException("XPath " + xpath + " deugt niet", e);
    }
  }
}
