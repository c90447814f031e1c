package nl.ketenbrug.simulator.suwinet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import java.io.StringReader;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.bron.Regeling;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.staxutils.StaxUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The operations of one service: body in, body out. */
@WebServiceProvider
@ServiceMode(Service.Mode.PAYLOAD)
final class Suwidienst implements Provider<Source> {

  /** Makes the answer to a question. */
  interface Beantwoorder {
    /**
     * @param body the element of the question
     * @return the element of the answer; a SOAP fault when the question is not as it should be
     */
    String beantwoord(HttpServletRequest request, Element body);
  }

  private static final Pattern BSN = Pattern.compile("(<Burgerservicenr>)\\d{9}(<)");

  /** Somebody else: a number for tests, of whom the scenario knows nothing. */
  private static final String ANDER = "999990019";

  private final Map<Dienst, Beantwoorder> operaties;

  Suwidienst(Map<Dienst, Beantwoorder> operaties) {
    this.operaties = operaties;
  }

  @Override
  public Source invoke(Source body) {
    HttpServletRequest request = Vraagcontrole.verzoek(PhaseInterceptorChain.getCurrentMessage());
    try {
      Element vraag = document(body).getDocumentElement();
      Dienst dienst = operatie(vraag);
      String antwoord = operaties.get(dienst).beantwoord(request, vraag);
      return new StreamSource(new StringReader(vals(dienst, Bronfilter.wijze(request), antwoord)));
    } catch (SoapFault geweigerd) {
      Bronfilter.geweigerd(request);
      throw geweigerd;
    }
  }

  /** By the element of the body, which must be that of wsa:Action. */
  private Dienst operatie(Element vraag) {
    QName element = new QName(vraag.getNamespaceURI(), vraag.getLocalName());
    Adressering adressering =
        PhaseInterceptorChain.getCurrentMessage().getExchange().get(Adressering.class);
    return operaties.keySet().stream()
        .filter(dienst -> dienst.vraag().equals(element))
        .filter(dienst -> dienst.actie().equals(adressering.action()))
        .findFirst()
        .orElseThrow(
            () -> Suwifout.afnemer(Digikoppelingcode.NIET_VOLGENS_XSD, "element in de Body"));
  }

  /** Wrong in what it says; it is signed afterwards as any answer. */
  private static String vals(Dienst dienst, Regeling.Wijze wijze, String antwoord) {
    if (wijze == Regeling.Wijze.ANDER_PERSOON) {
      return BSN.matcher(antwoord).replaceAll("$1" + ANDER + "$2");
    }
    if (wijze == Regeling.Wijze.ANDERE_VERSIE) {
      return antwoord.replace(dienst.namespace(), dienst.namespace() + "9");
    }
    if (wijze == Regeling.Wijze.NIET_GERECHTIGD) {
      return "<f:NietGerechtigd xmlns:f='" + Suwi.FWI + "'/>";
    }
    return antwoord;
  }

  private static Document document(Source body) {
    if (body == null) {
      throw Suwifout.afnemer(Digikoppelingcode.ONGELDIGE_ENVELOP, "de Body is leeg");
    }
    try {
      return StaxUtils.read(body);
    } catch (XMLStreamException e) {
      throw Suwifout.afnemer(Digikoppelingcode.ONGELDIGE_ENVELOP, "geen leesbare XML");
    }
  }
}
