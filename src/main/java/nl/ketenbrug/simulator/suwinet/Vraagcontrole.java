package nl.ketenbrug.simulator.suwinet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import nl.ketenbrug.simulator.bron.Bronfilter;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.w3c.dom.Element;

/**
 * Checks a request before its body is looked at: encoding, SOAPAction and headers. The signature is
 * checked when the simulator has keys; without them it is passed over.
 */
final class Vraagcontrole extends AbstractSoapInterceptor {

  private final List<Dienst> operaties;
  private final Adrescontrole adrescontrole;
  private final Beveiliging beveiliging;

  Vraagcontrole(List<Dienst> operaties, Adrescontrole adrescontrole, Beveiliging beveiliging) {
    super(Phase.PRE_PROTOCOL);
    addAfter(WSS4JInInterceptor.class.getName());
    this.operaties = List.copyOf(operaties);
    this.adrescontrole = adrescontrole;
    this.beveiliging = beveiliging;
  }

  @Override
  public Set<QName> getUnderstoodHeaders() {
    return Set.of(
        Suwi.SECURITY,
        Suwi.wsa("MessageID"),
        Suwi.wsa("To"),
        Suwi.wsa("From"),
        Suwi.wsa("Action"),
        Suwi.wsa("ReplyTo"),
        Suwi.wsa("FaultTo"),
        Suwi.wsa("RelatesTo"));
  }

  @Override
  public void handleMessage(SoapMessage message) {
    Map<String, List<Element>> headers = new LinkedHashMap<>();
    List<QName> vreemd = new ArrayList<>();
    for (Header header : message.getHeaders()) {
      if (header.getName().getNamespaceURI().equals(Suwi.WSA)) {
        headers
            .computeIfAbsent(header.getName().getLocalPart(), naam -> new ArrayList<>())
            .add((Element) header.getObject());
      } else if (!header.getName().equals(Suwi.SECURITY)) {
        vreemd.add(header.getName());
      }
    }
    // Noted first: a fault also answers to the MessageID and the sender, as far as they are there.
    message.getExchange().put(Adressering.class, Adressering.van(headers));
    try {
      tekenset(message);
      if (!vreemd.isEmpty()) {
        throw Suwifout.afnemer(Digikoppelingcode.ANDERE_HEADER, vreemd.get(0).getLocalPart());
      }
      adrescontrole.controleer(headers);
      soapAction(message);
      beveiliging.controleer(message);
    } catch (SoapFault geweigerd) {
      Bronfilter.geweigerd(verzoek(message));
      throw geweigerd;
    }
  }

  /** WS006: only UTF-8. */
  private static void tekenset(SoapMessage message) {
    Object tekenset = verzoek(message).getCharacterEncoding();
    if (tekenset != null && !tekenset.toString().toLowerCase(Locale.ROOT).equals("utf-8")) {
      throw Suwifout.afnemer(Digikoppelingcode.NIET_UTF, "Content-Type");
    }
  }

  /** WS002: the HTTP header is empty or equal to wsa:Action. */
  private void soapAction(SoapMessage message) {
    String header = verzoek(message).getHeader("SOAPAction");
    if (header == null) {
      throw Suwifout.afnemer(Digikoppelingcode.ONGELDIGE_SOAPACTION, "SOAPAction ontbreekt");
    }
    String actie = header.replaceAll("^\"|\"$", "");
    if (!actie.isEmpty() && operaties.stream().map(Dienst::actie).noneMatch(actie::equals)) {
      throw Suwifout.afnemer(Digikoppelingcode.ONGELDIGE_SOAPACTION, "SOAPAction");
    }
  }

  static HttpServletRequest verzoek(Message message) {
    return (HttpServletRequest) message.get(AbstractHTTPDestination.HTTP_REQUEST);
  }
}
