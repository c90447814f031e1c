package nl.ketenbrug.intake;

import java.util.regex.Pattern;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XQueryEvaluator;
import net.sf.saxon.s9api.XQueryExecutable;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;

/** One element of a message that was found well-formed, with what stands in it. */
public final class Xmlbericht {

  static final Processor SAXON = new Processor(false);

  /** What XML calls whitespace, and nothing else that Java would. */
  private static final Pattern WIT = Pattern.compile("[ \\t\\r\\n]+");

  private static final XQueryExecutable KAAL =
      compileer(
          """
          declare copy-namespaces no-preserve, no-inherit;
          declare function local:kaal($deel as node()) as node() {
            typeswitch ($deel)
              case element() return
                element {QName(namespace-uri($deel), local-name($deel))} {
                  $deel/@*, $deel/node() ! local:kaal(.)
                }
              default return $deel
          };
          local:kaal(.)""");

  private final XdmNode element;

  Xmlbericht(XdmNode element) {
    this.element = element;
  }

  /**
   * @param xml a message that its schema accepted
   */
  public static Xmlbericht lees(String xml) {
    try {
      XdmNode document = XmlLezer.document(SAXON.newDocumentBuilder(), new Invoer(xml));
      return new Xmlbericht(document).kind(null);
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Een goedgekeurd bericht laat zich niet lezen", e);
    }
  }

  public String namespace() {
    return element.getNodeName().getNamespaceUri().toString();
  }

  public String naam() {
    return element.getNodeName().getLocalName();
  }

  /**
   * This element as a document of its own, lines and spaces as they came. Without the prefixes that
   * its sender chose and the namespaces that only what stood around it needed: the same message in
   * another envelope is the same text.
   */
  public String xml() {
    try {
      Serializer serializer = SAXON.newSerializer();
      serializer.setOutputProperty(Serializer.Property.OMIT_XML_DECLARATION, "yes");
      XQueryEvaluator kaal = KAAL.load();
      kaal.setContextItem(element);
      return serializer.serializeNodeToString((XdmNode) kaal.evaluateSingle());
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Een gelezen bericht laat zich niet schrijven", e);
    }
  }

  /** The first element in this one, or the first of this name; null when there is none. */
  public Xmlbericht kind(String naam) {
    for (XdmNode kind : element.children()) {
      if (kind.getNodeKind() == XdmNodeKind.ELEMENT
          && (naam == null || kind.getNodeName().getLocalName().equals(naam))) {
        return new Xmlbericht(kind);
      }
    }
    return null;
  }

  /** Text of the first element of this name, as {@link #tekst()}; null when there is none. */
  public String tekst(String naam) {
    Xmlbericht kind = kind(naam);
    return kind == null ? null : kind.tekst();
  }

  /**
   * The text as xs:token has it, so as the schema judged it and the stylesheet takes it over: each
   * run of whitespace one space, none around it.
   */
  public String tekst() {
    return WIT.matcher(element.getStringValue()).replaceAll(" ").replaceAll("^ | $", "");
  }

  private static XQueryExecutable compileer(String xquery) {
    try {
      return SAXON.newXQueryCompiler().compile(xquery);
    } catch (SaxonApiException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
