package nl.ketenbrug.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import nl.ketenbrug.source.Jsonlezer;
import nl.ketenbrug.source.Saxon;
import org.springframework.stereotype.Component;
import org.xml.sax.XMLReader;

/**
 * Reads what a source delivers: checks it, finds the debtor, and makes the key by which the same
 * message is known again.
 */
@Component
class Aanleveringlezer {

  /** An answer about a thing, which nobody here asked for. */
  static final String OVER_ZAAK = "antwoord-over-zaak";

  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

  /** Elements that hold a BSN: ours, that of SuwiML and that of StUF-BG. */
  private static final Set<String> BSN = Set.of("bsn", "Burgerservicenr", "inp.bsn");

  /** Whom an answer of SuwiML is about, in its envelope or without. */
  private static final String PERSOON = "(/b:Envelope/b:Body/*, /*)/ClientSuwi/Burgerservicenr";

  private final Schemacontrole schemacontrole;
  private final Jsonlezer jsonlezer;
  private final IntakeSettings settings;
  private final Processor saxon = Saxon.stil();
  private final Map<String, XPathExecutable> onderwerpen = new ConcurrentHashMap<>();
  private final Map<String, XPathExecutable> zaken = new ConcurrentHashMap<>();
  private final XPathExecutable berichtnummer;

  Aanleveringlezer(Schemacontrole schemacontrole, Jsonlezer jsonlezer, IntakeSettings settings)
      throws SaxonApiException {
    this.schemacontrole = schemacontrole;
    this.jsonlezer = jsonlezer;
    this.settings = settings;
    XPathCompiler compiler = saxon.newXPathCompiler();
    // The insolvency register has SOAP 1.2 and an older addressing.
    this.berichtnummer = compiler.compile("/*:Envelope/*:Header/*:MessageID[. != '']");
  }

  /**
   * @throws Schemafout when it is no XML or not as the schema says
   * @throws GeweigerdBericht when it is no JSON as the schema says, for a source with that, or the
   *     debtor's number is no BSN
   */
  Aanlevering lees(Bron bron, byte[] bytes) {
    if (bron.neemtJsonAan()) {
      return json(bron, bytes);
    }
    return lees(bron, new Invoer(bytes), new Invoer(bytes));
  }

  Aanlevering lees(Bron bron, String xml) {
    if (bron.neemtJsonAan()) {
      return json(bron, xml.getBytes(StandardCharsets.UTF_8));
    }
    return lees(bron, new Invoer(xml), new Invoer(xml));
  }

  /** A bare answer: it has no number by which it is known again. */
  private Aanlevering json(Bron bron, byte[] bytes) {
    String invoer = jsonlezer.jsonantwoord(bron.toetsschema(), bytes);
    String tekst = new String(bytes, StandardCharsets.UTF_8);
    return new Aanlevering(
        tekst,
        Aanlevering.JSON,
        invoer,
        Inhoudhash.van(tekst),
        false,
        dossier(bron, tree(new Invoer(invoer))));
  }

  private Aanlevering lees(Bron bron, Invoer check, Invoer read) {
    schemacontrole.controleer(lezer -> inhoud(bron, lezer), check, bron.toetsschema());
    XdmNode document = tree(read);
    String text = serialize(document);
    return new Aanlevering(
        text,
        Aanlevering.XML,
        text,
        Inhoudhash.van(text),
        !isAntwoord(bron) || heeftNummer(document),
        dossier(bron, document));
  }

  /** What goes to the schema: what stands in an envelope, without it. */
  private static XMLReader inhoud(Bron bron, XMLReader lezer) {
    if (bron.isRegister()) {
      return new Kernfilter(lezer, bron.namespace());
    }
    return bron.isSuwinet() || bron.geeftKennis() ? new Envelopfilter(lezer) : lezer;
  }

  private static boolean isAntwoord(Bron bron) {
    return bron.isSuwinet() || bron.isRegister();
  }

  private boolean heeftNummer(XdmNode document) {
    try {
      XPathSelector selector = berichtnummer.load();
      selector.setContextItem(document);
      return selector.effectiveBooleanValue();
    } catch (SaxonApiException e) {
      throw new IllegalStateException("XPath van het berichtnummer is niet uit te voeren", e);
    }
  }

  private Dossiersleutel dossier(Bron bron, XdmNode document) {
    if (bron.isSuwinet() && bron.suwinet().overZaak()) {
      // Its holder is anybody: nothing of him is logged or kept.
      throw new GeweigerdBericht(
          OVER_ZAAK, "een antwoord over een zaak gaat alleen naar wie ernaar vroeg");
    }
    XPathSelector selector =
        onderwerpen.computeIfAbsent(bron.naam(), naam -> compile(bron, bron.onderwerp())).load();
    try {
      selector.setContextItem(document);
      List<XdmItem> gevonden = List.copyOf(selector.evaluate().stream().asList());
      if (gevonden.isEmpty() && bron.meldtZaken()) {
        return zaak(bron, document);
      }
      if (bron.isRegister() && gevonden.size() == 1) {
        return Dossiersleutel.vanZaak(
            bron.naam(), gevonden.get(0).getStringValue().trim(), settings.dossiergeheim());
      }
      if (gevonden.isEmpty()) {
        throw new GeweigerdBericht(
            "onderwerp-ontbreekt",
            bron.isRegister()
                ? "het bericht noemt geen zaak"
                : "het bericht noemt geen schuldenaar met een nummer");
      }
      if (gevonden.stream().map(XdmItem::getStringValue).distinct().count() > 1) {
        throw new GeweigerdBericht(
            "meer-dan-een-onderwerp", "het bericht gaat over meer dan een persoon");
      }
      XdmItem onderwerp = gevonden.get(0);
      String nummer = onderwerp.getStringValue().trim();
      return bron.isJson() || BSN.contains(((XdmNode) onderwerp).getNodeName().getLocalName())
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

  /** Who it is about is not known by a number: its messages are kept together by their case. */
  private Dossiersleutel zaak(Bron bron, XdmNode document) throws SaxonApiException {
    XPathSelector selector =
        zaken.computeIfAbsent(bron.naam(), naam -> compile(bron, bron.meldingen().zaak())).load();
    selector.setContextItem(document);
    XdmItem nummer = selector.evaluateSingle();
    if (nummer == null) {
      throw new GeweigerdBericht("onderwerp-ontbreekt", "het bericht noemt geen zaak");
    }
    return Dossiersleutel.vanZaak(
        bron.naam(), nummer.getStringValue().trim(), settings.dossiergeheim());
  }

  private XPathExecutable compile(Bron bron, String onderwerp) {
    XPathCompiler compiler = saxon.newXPathCompiler();
    compiler.declareNamespace("b", bron.isSuwinet() ? SOAP : bron.namespace());
    try {
      return compiler.compile(bron.isSuwinet() ? PERSOON : onderwerp);
    } catch (SaxonApiException e) {
      throw new IllegalStateException("XPath van bron " + bron.naam() + " deugt niet", e);
    }
  }

  private XdmNode tree(Invoer source) {
    DocumentBuilder builder = saxon.newDocumentBuilder();
    builder.setWhitespaceStrippingPolicy(WhitespaceStrippingPolicy.ALL);
    try {
      return XmlLezer.document(builder, source);
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
