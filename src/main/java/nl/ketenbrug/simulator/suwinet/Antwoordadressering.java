package nl.ketenbrug.simulator.suwinet;

import java.util.UUID;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.bron.Regeling;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.phase.Phase;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Puts the addressing of the Transactiestandaard on an answer or a fault: MessageID, From (= To of
 * the request), To (= From of the request), Action and RelatesTo. What the request lacked is left
 * out of its fault.
 */
final class Antwoordadressering extends AbstractSoapInterceptor {

  private final Dienst dienst;
  private final boolean fout;

  private Antwoordadressering(Dienst dienst, boolean fout) {
    super(Phase.SETUP);
    this.dienst = dienst;
    this.fout = fout;
  }

  /**
   * @param dienst any operation of the service: the question says which one is answered
   */
  static Antwoordadressering voorAntwoord(Dienst dienst) {
    return new Antwoordadressering(dienst, false);
  }

  static Antwoordadressering voorFout(Dienst dienst) {
    return new Antwoordadressering(dienst, true);
  }

  @Override
  public void handleMessage(SoapMessage message) {
    if (fout) {
      metDetail(message);
    }
    Adressering vraag = message.getExchange().get(Adressering.class);
    Document document = Suwifout.leegDocument();
    voegToe(message, document, "MessageID", "urn:uuid:" + UUID.randomUUID());
    voegToe(message, document, "Action", fout ? dienst.foutactie() : vraag.action() + "Response");
    if (vraag == null) {
      return;
    }
    voegToe(message, document, "To", vraag.from());
    boolean andereVraag =
        Bronfilter.wijze(Vraagcontrole.verzoek(message.getExchange().getInMessage()))
            == Regeling.Wijze.ANDERE_VRAAG;
    voegToe(
        message,
        document,
        "RelatesTo",
        andereVraag ? "urn:uuid:" + UUID.randomUUID() : vraag.messageId());
    if (vraag.to() != null) {
      Element from = element(document, "From");
      Element adres = element(document, "Address");
      adres.setTextContent(vraag.to());
      from.appendChild(adres);
      message.getHeaders().add(new Header(Suwi.wsa("From"), from));
    }
  }

  /**
   * A fault of CXF itself has no detail yet: the request was no SOAP (its side) or we failed
   * (ours). Its text is replaced, because a parser may quote the body.
   */
  private static void metDetail(SoapMessage message) {
    if (!(message.getContent(Exception.class) instanceof Fault fault)
        || fault.getDetail() != null) {
      return;
    }
    boolean schuldVanVrager = isSchuldVanVrager(fault);
    Digikoppelingcode code =
        schuldVanVrager ? Digikoppelingcode.ONGELDIGE_ENVELOP : Digikoppelingcode.NIET_BESCHIKBAAR;
    fault.setMessage(code.tekst());
    fault.setDetail(
        Suwifout.detail(code, schuldVanVrager ? "geen leesbare SOAP 1.1" : "fout in de simulator"));
    if (schuldVanVrager) {
      Bronfilter.geweigerd(Vraagcontrole.verzoek(message.getExchange().getInMessage()));
    }
  }

  /** Whether CXF blames the request, not itself. */
  static boolean isSchuldVanVrager(Exception fout) {
    return fout instanceof Fault fault
        && Soap11.getInstance().getSender().equals(fault.getFaultCode());
  }

  private static void voegToe(SoapMessage message, Document document, String naam, String tekst) {
    if (tekst == null) {
      return;
    }
    Element element = element(document, naam);
    element.setTextContent(tekst);
    message.getHeaders().add(new Header(Suwi.wsa(naam), element));
  }

  private static Element element(Document document, String naam) {
    return document.createElementNS(Suwi.WSA, "wsa:" + naam);
  }
}
