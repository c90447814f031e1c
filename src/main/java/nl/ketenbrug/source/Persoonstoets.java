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
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
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

  /** Each part has its place: letter B is another address than addition B. */
  private static final String ADRES =
      "upper-case(string-join((string(k:postcode), string(number(k:huisnummer)),"
          + " string(k:huisletter), string(k:toevoeging)), '|'))";

  /**
   * @param gevraagd finds it in the question
   * @param objecten finds the objects in the answer: each of them must be about it
   * @param gekregen finds it in an object, that may have more than one
   */
  private record Vraagobject(
      XPathExecutable gevraagd, XPathExecutable objecten, XPathExecutable gekregen) {}

  /**
   * @param bsns whom was asked about; empty = not about a person
   * @param objecten for each kind of object what was asked about, or nothing
   */
  private record Gevraagd(List<String> bsns, List<List<String>> objecten) {

    boolean overObject() {
      return objecten.stream().anyMatch(waarden -> !waarden.isEmpty());
    }
  }

  private final Processor saxon = Saxon.stil();
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
                compiler.compile("/*/k:Voertuigbezit"),
                compiler.compile("k:kenteken")),
            new Vraagobject(
                compiler.compile("/k:Vraag/" + AANDUIDING),
                compiler.compile("/*/k:OnroerendeZaak"),
                compiler.compile(AANDUIDING)),
            // A property may have more addresses.
            new Vraagobject(
                compiler.compile("/k:Vraag/k:adres/" + ADRES),
                compiler.compile("/*/k:OnroerendeZaak"),
                compiler.compile("k:locatie/" + ADRES)));
  }

  /** Keeps whom or what the {@code Vraag} in the body is about, until the answer is there. */
  public void onthoud(Exchange exchange) {
    XdmNode vraag = lees(exchange.getMessage().getBody(String.class));
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
    XdmNode antwoord = lees(exchange.getMessage().getBody(String.class));
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

  private boolean isOverHetObject(Gevraagd gevraagd, XdmNode antwoord) {
    for (int i = 0; i < objecten.size(); i++) {
      List<String> over = gevraagd.objecten().get(i);
      Vraagobject soort = objecten.get(i);
      if (over.isEmpty()) {
        continue;
      }
      XdmValue gekregen = kies(soort.objecten(), antwoord);
      if (gekregen.size() == 0
          || !gekregen.stream()
              .allMatch(object -> teksten(soort.gekregen(), object).containsAll(over))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> teksten(XPathExecutable xpath, XdmItem context) {
    return kies(xpath, context).stream().map(XdmItem::getStringValue).toList();
  }

  private static XdmValue kies(XPathExecutable xpath, XdmItem context) {
    try {
      XPathSelector selector = xpath.load();
      selector.setContextItem(context);
      return selector.evaluate();
    } catch (SaxonApiException e) {
      throw onleesbaar(e);
    }
  }

  private XdmNode lees(String xml) {
    try {
      return saxon.newDocumentBuilder().build(new StreamSource(new StringReader(xml)));
    } catch (SaxonApiException e) {
      throw onleesbaar(e);
    }
  }

  private static IllegalStateException onleesbaar(SaxonApiException e) {
    return new IllegalStateException("Canonieke XML laat zich niet lezen", e);
  }
}
