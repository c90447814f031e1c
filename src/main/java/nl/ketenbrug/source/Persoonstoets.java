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

/**
 * Holds whom or what the answer is about against the question, both canonical: a person by number,
 * a vehicle, a property or an address. An answer about the vehicles of an organisation names no
 * number of it; that one is bound to its question by the signature confirmation alone.
 */
@Component("persoonstoets")
public class Persoonstoets {

  private static final String GEVRAAGD = "gevraagd";

  /** One apartment or plot, with or without leading zeros. */
  private static final String AANDUIDING =
      "k:aanduiding/string-join((k:gemeentecode, k:sectie, number(k:perceel),"
          + " k:appartement/number()) ! string(), '|')";

  private static final String ADRES =
      "string-join((k:postcode, k:huisnummer/number(), k:huisletter, k:toevoeging)"
          + " ! upper-case(string()), '|')";

  /**
   * @param gevraagd finds it in the question
   * @param gekregen finds it in the answer
   * @param ook whether an answer may be about others too, as long as it is about this one
   */
  private record Vraagobject(XPathExecutable gevraagd, XPathExecutable gekregen, boolean ook) {}

  /**
   * @param bsns whom was asked about; empty = not about a person
   * @param objecten for each kind of object what was asked about, or nothing
   */
  private record Gevraagd(List<String> bsns, List<List<String>> objecten) {

    boolean overObject() {
      return objecten.stream().anyMatch(waarden -> !waarden.isEmpty());
    }
  }

  private final Processor saxon = new Processor(false);
  private final XPathExecutable bsns;
  private final XPathExecutable uitkomst;
  private final List<Vraagobject> objecten;

  Persoonstoets() throws SaxonApiException {
    XPathCompiler compiler = saxon.newXPathCompiler();
    compiler.declareNamespace("k", Vraag.NAMESPACE);
    bsns = compiler.compile("/*/k:bsn | /k:Personen/k:Persoon/k:bsn");
    uitkomst = compiler.compile("/*/@uitkomst");
    objecten =
        List.of(
            new Vraagobject(
                compiler.compile("/k:Vraag/k:kenteken"),
                compiler.compile("/*/k:Voertuigbezit/k:kenteken"),
                false),
            new Vraagobject(
                compiler.compile("/k:Vraag/" + AANDUIDING),
                compiler.compile("/*/k:OnroerendeZaak/" + AANDUIDING),
                false),
            // A property may have more addresses.
            new Vraagobject(
                compiler.compile("/k:Vraag/k:adres/" + ADRES),
                compiler.compile("/*/k:OnroerendeZaak/k:locatie/" + ADRES),
                true));
  }

  /** Keeps whom or what the {@code Vraag} in the body is about, until the answer is there. */
  public void onthoud(Exchange exchange) {
    String vraag = exchange.getMessage().getBody(String.class);
    exchange.setProperty(
        GEVRAAGD,
        new Gevraagd(
            teksten(bsns, vraag),
            objecten.stream().map(object -> teksten(object.gevraagd(), vraag)).toList()));
  }

  /**
   * @throws Bronweigering {@code antwoord-ander-persoon} or {@code antwoord-ander-object} when data
   *     in the body are about somebody or something else, or do not say about whom or what
   */
  public void toets(Exchange exchange, String bron) {
    String antwoord = exchange.getMessage().getBody(String.class);
    Gevraagd gevraagd = exchange.getProperty(GEVRAAGD, Gevraagd.class);
    boolean gegevens = teksten(uitkomst, antwoord).contains("gevonden");
    // Asked about an object, the person in the answer is what was found.
    if (!gevraagd.bsns().isEmpty()) {
      List<String> gekregen = teksten(bsns, antwoord);
      if (!gevraagd.bsns().containsAll(gekregen) || (gegevens && gekregen.isEmpty())) {
        throw new Bronweigering(
            bron,
            "antwoord-ander-persoon",
            "bron " + bron + " antwoordde over iemand naar wie niet gevraagd is");
      }
    }
    if (gegevens && gevraagd.overObject() && !isOverHetObject(gevraagd, antwoord)) {
      throw new Bronweigering(
          bron,
          "antwoord-ander-object",
          "bron " + bron + " antwoordde over iets waarnaar niet gevraagd is");
    }
  }

  private boolean isOverHetObject(Gevraagd gevraagd, String antwoord) {
    for (int i = 0; i < objecten.size(); i++) {
      List<String> over = gevraagd.objecten().get(i);
      List<String> gekregen = teksten(objecten.get(i).gekregen(), antwoord);
      boolean goed =
          gekregen.containsAll(over) && (objecten.get(i).ook() || over.containsAll(gekregen));
      if (!over.isEmpty() && !goed) {
        return false;
      }
    }
    return true;
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
