package nl.ketenbrug.intake;

import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import nl.ketenbrug.message.GeweigerdBericht;
import org.springframework.stereotype.Component;

/** Takes what stands in the Body of a SOAP 1.1 envelope out of it. */
@Component
public class Soaplezer {

  private static final String SCHEMA = "transforms/beslagregister/soap-envelop-1.1.xsd";

  /** Whom a header block is for: a block without it, or with this, is for us. */
  private static final String VOOR_DE_VOLGENDE = "http://schemas.xmlsoap.org/soap/actor/next";

  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

  /** Code of a header block that the sender demands us to understand, and we do not. */
  public static final String NIET_BEGREPEN = "soap-kop-niet-begrepen";

  /** Code of an envelope of another version of SOAP. */
  public static final String ANDERE_VERSIE = "soap-versie";

  private final Schemacontrole schemacontrole;
  private final XPathExecutable inhoud;
  private final XPathExecutable verplicht;
  private final XPathExecutable andereVersie;

  Soaplezer(Schemacontrole schemacontrole) throws SaxonApiException {
    this.schemacontrole = schemacontrole;
    XPathCompiler compiler = Xmlbericht.SAXON.newXPathCompiler();
    compiler.declareNamespace("s", SOAP);
    this.inhoud = compiler.compile("/s:Envelope/s:Body/*");
    this.verplicht =
        compiler.compile(
            "/s:Envelope/s:Header/*[normalize-space(@s:mustUnderstand) = ('1', 'true')]"
                + "[normalize-space(@s:actor) = ('', '"
                + VOOR_DE_VOLGENDE
                + "')]");
    this.andereVersie = compiler.compile("/*:Envelope[namespace-uri() != '" + SOAP + "']");
  }

  /**
   * @throws Schemafout when it is no XML, no envelope, or not one element stands in its Body
   * @throws GeweigerdBericht with {@link #ANDERE_VERSIE} or {@link #NIET_BEGREPEN}
   */
  public Xmlbericht lees(byte[] bytes) {
    try {
      keur(bytes);
      XdmNode envelop = boom(bytes);
      if (zoek(verplicht, envelop).size() > 0) {
        throw new GeweigerdBericht(
            NIET_BEGREPEN, "de Header eist iets van de ontvanger wat deze dienst niet kent");
      }
      return new Xmlbericht((XdmNode) zoek(inhoud, envelop).itemAt(0));
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Een goedgekeurde envelop laat zich niet lezen", e);
    }
  }

  private void keur(byte[] bytes) throws SaxonApiException {
    try {
      schemacontrole.controleer(new Invoer(bytes), SCHEMA);
    } catch (Schemafout fout) {
      // What is well-formed can be read to say better what it is.
      if (fout.soort() == Schemafout.Soort.NIET_GELDIG
          && zoek(andereVersie, boom(bytes)).size() > 0) {
        throw new GeweigerdBericht(ANDERE_VERSIE, "deze dienst spreekt SOAP 1.1 en geen andere");
      }
      throw fout;
    }
  }

  private static XdmNode boom(byte[] bytes) throws SaxonApiException {
    return Xmlbericht.SAXON
        .newDocumentBuilder()
        .build(new SAXSource(XmlLezer.reader(), new Invoer(bytes)));
  }

  private static XdmValue zoek(XPathExecutable pad, XdmNode envelop) throws SaxonApiException {
    XPathSelector selector = pad.load();
    selector.setContextItem(envelop);
    return selector.evaluate();
  }
}
