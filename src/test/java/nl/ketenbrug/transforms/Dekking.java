package nl.ketenbrug.transforms;

import static net.sf.saxon.s9api.streams.Predicates.isElement;
import static net.sf.saxon.s9api.streams.Steps.child;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import net.sf.saxon.Configuration;
import net.sf.saxon.Controller;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.expr.instruct.NamedTemplate;
import net.sf.saxon.expr.instruct.TemplateRule;
import net.sf.saxon.expr.instruct.UserFunction;
import net.sf.saxon.lib.Logger;
import net.sf.saxon.lib.TraceListener;
import net.sf.saxon.om.Item;
import net.sf.saxon.s9api.DocumentBuilder;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.trace.Traceable;

/**
 * Which templates and functions of stylesheets were really entered, as the processor itself tells
 * while it runs: Saxon calls a listener at each one it enters.
 */
final class Dekking implements TraceListener {

  private static final String XSL = "http://www.w3.org/1999/XSL/Transform";

  /**
   * A template or function.
   *
   * @param bestand path from the top folder
   * @param regel line on which its start tag ends
   * @param naam its match or name, and its mode
   */
  record Sjabloon(Path bestand, int regel, String naam) implements Comparable<Sjabloon> {
    @Override
    public int compareTo(Sjabloon ander) {
      int bestanden = bestand.compareTo(ander.bestand);
      return bestanden != 0 ? bestanden : Integer.compare(regel, ander.regel);
    }

    @Override
    public String toString() {
      return bestand + ":" + regel + " " + naam;
    }
  }

  private final Set<String> geraakt = ConcurrentHashMap.newKeySet();

  /** Does the work with every stylesheet that it compiles and runs under observation. */
  <T> T bijhouden(Processor saxon, Callable<T> werk) throws Exception {
    Configuration configuratie = saxon.getUnderlyingConfiguration();
    configuratie.setTraceListener(this);
    configuratie.setCompileWithTracing(true);
    try {
      return werk.call();
    } finally {
      configuratie.setCompileWithTracing(false);
      configuratie.setTraceListener(null);
    }
  }

  /** Those of these stylesheets that nothing entered. */
  List<Sjabloon> ongeraakt(Collection<Path> stylesheets) throws SaxonApiException {
    return alle(stylesheets).stream()
        .filter(
            sjabloon -> !geraakt.contains(sleutel(sjabloon.bestand().toUri(), sjabloon.regel())))
        .toList();
  }

  /** Every template and function of these stylesheets. */
  static Set<Sjabloon> alle(Collection<Path> stylesheets) throws SaxonApiException {
    DocumentBuilder lezer = Transforms.SAXON.newDocumentBuilder();
    lezer.setLineNumbering(true);
    Set<Sjabloon> alle = new TreeSet<>();
    for (Path stylesheet : stylesheets) {
      XdmNode document = lezer.build(stylesheet.toFile());
      document
          .select(child(isElement()).then(child(isElement())))
          .filter(Dekking::isSjabloon)
          .forEach(
              element ->
                  alle.add(new Sjabloon(stylesheet, element.getLineNumber(), naam(element))));
    }
    return alle;
  }

  private static boolean isSjabloon(XdmNode element) {
    String naam = element.getNodeName().getLocalName();
    return element.getNodeName().getNamespaceUri().toString().equals(XSL)
        && (naam.equals("template") || naam.equals("function"));
  }

  private static String naam(XdmNode element) {
    String match = element.attribute("match");
    String mode = element.attribute("mode");
    return (match == null ? element.attribute("name") : match) + (mode == null ? "" : " #" + mode);
  }

  private static String sleutel(URI bestand, int regel) {
    return Path.of(bestand).normalize() + ":" + regel;
  }

  @Override
  public void enter(Traceable wat, Map<String, Object> eigenschappen, XPathContext context) {
    boolean sjabloon =
        wat instanceof TemplateRule || wat instanceof NamedTemplate || wat instanceof UserFunction;
    String plaats = wat.getLocation().getSystemId();
    if (sjabloon && plaats != null && plaats.startsWith("file:")) {
      geraakt.add(sleutel(URI.create(plaats), wat.getLocation().getLineNumber()));
    }
  }

  @Override
  public void leave(Traceable wat) {}

  @Override
  public void startCurrentItem(Item item) {}

  @Override
  public void endCurrentItem(Item item) {}

  @Override
  public void setOutputDestination(Logger logger) {}

  @Override
  public void open(Controller controller) {}

  @Override
  public void close() {}
}
