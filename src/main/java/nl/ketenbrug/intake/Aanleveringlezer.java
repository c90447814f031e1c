package nl.ketenbrug.intake;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.s9api.DocumentBuilder;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.WhitespaceStrippingPolicy;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.messagelog.Inhoudhash;
import nl.ketenbrug.source.Bron;
import org.springframework.stereotype.Component;
import org.xml.sax.InputSource;

/**
 * Reads what a source delivers: checks it, finds the debtor, and makes the key by which the same
 * message is known again.
 */
@Component
class Aanleveringlezer {

  private final Schemacontrole schemacontrole;
  private final IntakeSettings settings;
  private final Processor saxon = new Processor(false);
  private final Map<String, XPathExecutable> onderwerpen = new ConcurrentHashMap<>();

  Aanleveringlezer(Schemacontrole schemacontrole, IntakeSettings settings) {
    this.schemacontrole = schemacontrole;
    this.settings = settings;
  }

  /**
   * @throws Schemafout when it is no XML or not as the schema says
   * @throws GeweigerdBericht when the debtor's number is no BSN
   */
  Aanlevering lees(Bron bron, byte[] bytes) {
    return lees(
        bron,
        new InputSource(new ByteArrayInputStream(bytes)),
        new InputSource(new ByteArrayInputStream(bytes)));
  }

  Aanlevering lees(Bron bron, String xml) {
    return lees(
        bron, new InputSource(new StringReader(xml)), new InputSource(new StringReader(xml)));
  }

  private Aanlevering lees(Bron bron, InputSource check, InputSource read) {
    schemacontrole.controleer(check, bron.schema());
    XdmNode document = tree(read);
    String text = serialize(document);
    return new Aanlevering(text, Inhoudhash.van(text), dossier(bron, document));
  }

  private Dossiersleutel dossier(Bron bron, XdmNode document) {
    XPathSelector selector = onderwerpen.computeIfAbsent(bron.naam(), naam -> compile(bron)).load();
    try {
      selector.setContextItem(document);
      XdmItem onderwerp = selector.evaluateSingle();
      if (onderwerp == null) {
        throw new GeweigerdBericht(
            "onderwerp-ontbreekt", "het bericht noemt geen schuldenaar met een nummer");
      }
      String nummer = onderwerp.getStringValue().trim();
      return ((XdmNode) onderwerp).getNodeName().getLocalName().equals("bsn")
          ? Dossiersleutel.van(new Bsn(nummer), settings.dossiergeheim())
          : Dossiersleutel.vanOrganisatie(nummer, settings.dossiergeheim());
    } catch (IllegalArgumentException e) {
      throw new GeweigerdBericht(
          "bsn-ongeldig",
          "het burgerservicenummer van de schuldenaar voldoet niet aan de elfproef");
    } catch (SaxonApiException e) {
      throw new IllegalStateException(
          "XPath van bron " + bron.naam() + " is niet uit te voeren", e);
    }
  }

  private XPathExecutable compile(Bron bron) {
    XPathCompiler compiler = saxon.newXPathCompiler();
    compiler.declareNamespace("b", bron.namespace());
    try {
      return compiler.compile(bron.onderwerp());
    } catch (SaxonApiException e) {
      throw new IllegalStateException("XPath van bron " + bron.naam() + " deugt niet", e);
    }
  }

  private XdmNode tree(InputSource source) {
    DocumentBuilder builder = saxon.newDocumentBuilder();
    builder.setWhitespaceStrippingPolicy(WhitespaceStrippingPolicy.ALL);
    try {
      return builder.build(new SAXSource(XmlLezer.reader(), source));
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Een goedgekeurd bericht laat zich niet lezen", e);
    }
  }

  private String serialize(XdmNode document) {
    Serializer serializer = saxon.newSerializer();
    serializer.setOutputProperty(Serializer.Property.OMIT_XML_DECLARATION, "yes");
    try {
      return serializer.serializeNodeToString(document);
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Een gelezen bericht laat zich niet schrijven", e);
    }
  }
}
