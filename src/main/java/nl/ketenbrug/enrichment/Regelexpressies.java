package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmEmptySequence;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;

/** The expressions of a file with rules: XPath 3.1 with prefix {@code k} and its variables. */
final class Regelexpressies {

  private static final QName OUD = new QName("oud");
  private static final QName NIEUW = new QName("nieuw");
  private static final QName BEWAARD = new QName("bewaard");
  private static final QName ANTWOORD = new QName("antwoord");
  private static final QName VANDAAG = new QName("vandaag");
  private static final QName GEZIEN = new QName("gezien");

  private final Map<String, XPathExecutable> expressies = new ConcurrentHashMap<>();

  /**
   * What the variables stand for.
   *
   * @param sleutel which object
   * @param oud the object before, or null
   * @param nieuw the object now, or null
   * @param bewaard all that was kept of the answer before, or null
   * @param antwoord the document of the whole answer
   * @param gezien the day of the answer before
   */
  record Paar(
      String sleutel,
      XdmNode oud,
      XdmNode nieuw,
      XdmNode bewaard,
      XdmNode antwoord,
      LocalDate vandaag,
      LocalDate gezien) {}

  /**
   * @param regel what the expression belongs to, for the message
   * @throws IllegalArgumentException when it is no XPath; names rule and expression
   */
  void compileer(String regel, String expressie) {
    XPathCompiler compiler = Groepvergelijker.SAXON.newXPathCompiler();
    compiler.declareNamespace("k", Canoniek.NAMESPACE);
    for (QName naam : List.of(OUD, NIEUW, BEWAARD, ANTWOORD, VANDAAG, GEZIEN)) {
      compiler.declareVariable(naam);
    }
    try {
      expressies.put(expressie, compiler.compile(expressie));
    } catch (SaxonApiException e) {
      throw new IllegalArgumentException(
          "%s: geen XPath: %s (%s)".formatted(regel, expressie, e.getMessage()));
    }
  }

  /**
   * @param paar null where no variable is used
   */
  boolean waar(String expressie, XdmNode object, Paar paar) {
    try {
      return selector(expressie, object, paar).effectiveBooleanValue();
    } catch (SaxonApiException e) {
      throw nietUitTeVoeren(expressie, e);
    }
  }

  /** As {@link #waar}. */
  XdmValue reken(String expressie, XdmNode object, Paar paar) {
    try {
      return selector(expressie, object, paar).evaluate();
    } catch (SaxonApiException e) {
      throw nietUitTeVoeren(expressie, e);
    }
  }

  private XPathSelector selector(String expressie, XdmNode object, Paar paar)
      throws SaxonApiException {
    XPathSelector selector = expressies.get(expressie).load();
    selector.setContextItem(object);
    selector.setVariable(OUD, of(paar == null ? null : paar.oud()));
    selector.setVariable(NIEUW, of(paar == null ? null : paar.nieuw()));
    selector.setVariable(BEWAARD, of(paar == null ? null : paar.bewaard()));
    selector.setVariable(
        ANTWOORD, of(paar == null ? null : Groepvergelijker.wortel(paar.antwoord())));
    selector.setVariable(VANDAAG, dag(paar == null ? null : paar.vandaag()));
    selector.setVariable(GEZIEN, dag(paar == null ? null : paar.gezien()));
    return selector;
  }

  private static XdmValue of(XdmNode node) {
    return node == null ? XdmEmptySequence.getInstance() : node;
  }

  private static XdmValue dag(LocalDate dag) {
    return dag == null ? XdmEmptySequence.getInstance() : new XdmAtomicValue(dag);
  }

  private static IllegalStateException nietUitTeVoeren(String expressie, SaxonApiException e) {
    // The message of a failing cast quotes the value.
    return new IllegalStateException(
        "XPath " + expressie + " is niet uit te voeren: " + e.getErrorCode());
  }
}
