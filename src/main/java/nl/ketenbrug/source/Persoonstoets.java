package nl.ketenbrug.source;

import java.io.StringReader;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmItem;
import nl.ketenbrug.message.Bronweigering;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Holds the person of the answer against the person of the question, both canonical. */
@Component("persoonstoets")
public class Persoonstoets {

  private static final String GEVRAAGD = "gevraagdePersoon";

  private final Processor saxon = new Processor(false);
  private final XPathExecutable bsns;
  private final XPathExecutable uitkomst;

  Persoonstoets() throws SaxonApiException {
    XPathCompiler compiler = saxon.newXPathCompiler();
    compiler.declareNamespace("k", Vraag.NAMESPACE);
    bsns = compiler.compile("/*/k:bsn | /k:Personen/k:Persoon/k:bsn");
    uitkomst = compiler.compile("/*/@uitkomst");
  }

  /** Keeps whom the {@code Vraag} in the body is about, until the answer is there. */
  public void onthoud(Exchange exchange) {
    exchange.setProperty(GEVRAAGD, teksten(bsns, exchange.getMessage().getBody(String.class)));
  }

  /**
   * @throws Bronweigering {@code antwoord-ander-persoon} when data in the body are about somebody
   *     else, or do not say about whom
   */
  public void toets(Exchange exchange, String bron) {
    String antwoord = exchange.getMessage().getBody(String.class);
    List<?> gevraagd = exchange.getProperty(GEVRAAGD, List.class);
    List<String> gekregen = teksten(bsns, antwoord);
    boolean gegevens = teksten(uitkomst, antwoord).contains("gevonden");
    if (!gevraagd.containsAll(gekregen) || (gegevens && gekregen.isEmpty())) {
      throw new Bronweigering(
          bron,
          "antwoord-ander-persoon",
          "bron " + bron + " antwoordde over iemand naar wie niet gevraagd is");
    }
  }

  private List<String> teksten(XPathExecutable xpath, String xml) {
    try {
      XPathSelector selector = xpath.load();
      selector.setContextItem(
          saxon.newDocumentBuilder().build(new StreamSource(new StringReader(xml))));
      return selector.evaluate().stream().map(XdmItem::getStringValue).toList();
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Canonieke XML laat zich niet lezen", e);
    }
  }
}
