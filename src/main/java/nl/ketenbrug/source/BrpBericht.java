package nl.ketenbrug.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import org.springframework.stereotype.Component;

/**
 * Question and answer of Haal Centraal BRP personen bevragen v2, {@code
 * RaadpleegMetBurgerservicenummer}.
 */
@Component("brpBericht")
public class BrpBericht {

  /**
   * Only what the canonical Persoon and the beslagvrije voet need (transforms/brp/README.md); the
   * rest is not asked.
   */
  static final List<String> FIELDS =
      List.of(
          "burgerservicenummer",
          "naam.voornamen",
          "naam.voorletters",
          "naam.voorvoegsel",
          "naam.geslachtsnaam",
          "naam.volledigeNaam",
          "geboorte.datum",
          "overlijden.datum",
          "indicatieCurateleRegister",
          "verblijfplaats.datumVan",
          "verblijfplaats.adresseerbaarObjectIdentificatie",
          "verblijfplaats.indicatieVastgesteldVerblijftNietOpAdres",
          "verblijfplaats.verblijfadres.officieleStraatnaam",
          "verblijfplaats.verblijfadres.korteStraatnaam",
          "verblijfplaats.verblijfadres.huisnummer",
          "verblijfplaats.verblijfadres.huisletter",
          "verblijfplaats.verblijfadres.huisnummertoevoeging",
          "verblijfplaats.verblijfadres.aanduidingBijHuisnummer",
          "verblijfplaats.verblijfadres.postcode",
          "verblijfplaats.verblijfadres.woonplaats",
          "verblijfplaats.verblijfadres.locatiebeschrijving",
          "verblijfplaats.verblijfadres.regel1",
          "verblijfplaats.verblijfadres.regel2",
          "verblijfplaats.verblijfadres.regel3",
          "verblijfplaats.verblijfadres.land",
          "partners.burgerservicenummer",
          "partners.soortVerbintenis",
          "partners.aangaanHuwelijkPartnerschap.datum",
          "partners.ontbindingHuwelijkPartnerschap.datum",
          "kinderen.burgerservicenummer",
          "kinderen.geboorte.datum");

  private final ObjectMapper json;
  private final XPathExecutable jsonToXml;

  BrpBericht(ObjectMapper json) throws SaxonApiException {
    this.json = json;
    XPathCompiler compiler = new Processor(false).newXPathCompiler();
    compiler.declareVariable(new QName("json"));
    this.jsonToXml = compiler.compile("json-to-xml($json)");
  }

  /** The body of the question about one to twenty persons. */
  public String vraag(List<Bsn> bsns) {
    ObjectNode question = json.createObjectNode().put("type", "RaadpleegMetBurgerservicenummer");
    ArrayNode fields = question.putArray("fields");
    FIELDS.forEach(fields::add);
    ArrayNode numbers = question.putArray("burgerservicenummer");
    bsns.forEach(bsn -> numbers.add(bsn.value()));
    return question.toString();
  }

  /**
   * The answer as the XML form of JSON that XPath 3.1 defines, which the stylesheet reads.
   *
   * @throws BronNietBereikbaar when the answer is no JSON: a source that answers nonsense is asked
   *     again later
   */
  public String antwoordAlsXml(String answer) {
    XPathSelector selector = jsonToXml.load();
    try {
      selector.setVariable(new QName("json"), new XdmAtomicValue(answer));
      return selector.evaluateSingle().toString();
    } catch (SaxonApiException e) {
      throw new BronNietBereikbaar("brp", "De BRP gaf een antwoord dat geen JSON is", null);
    }
  }
}
