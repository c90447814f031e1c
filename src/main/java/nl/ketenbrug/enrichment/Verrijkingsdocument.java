package nl.ketenbrug.enrichment;

import java.util.Collection;
import nl.ketenbrug.message.Oin;

/**
 * What the stylesheet {@code verrijking-to-gebeurtenissen.xsl} reads: the event beside the answers
 * of the sources and the outcome of the calculation. Only puts parts together, each as the XML that
 * it is; their shape is made by stylesheets.
 */
final class Verrijkingsdocument {

  private static final String BEGIN = "<Verrijking xmlns=\"" + Canoniek.NAMESPACE + "\">";

  private final StringBuilder delen = new StringBuilder(BEGIN);

  void deel(Canoniek part) {
    delen.append(part.xml());
  }

  /** An element of this name around the parts, in their order. */
  void deel(String name, Collection<Canoniek> parts) {
    delen.append('<').append(name).append('>');
    parts.forEach(this::deel);
    delen.append("</").append(name).append('>');
  }

  void betrokkenen(Collection<Oin> oins) {
    delen.append("<betrokkenen>");
    oins.forEach(oin -> delen.append("<oin>").append(oin.value()).append("</oin>"));
    delen.append("</betrokkenen>");
  }

  String xml() {
    return delen + "</Verrijking>";
  }
}
