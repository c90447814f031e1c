package nl.ketenbrug.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.phase.Phase;
import org.apache.wss4j.common.WSS4JConstants;
import org.w3c.dom.Element;

/**
 * WS-Addressing of August 2004, as the insolvency register has it, in question and answer. An
 * answer that names another question is refused; one without addressing is not, for the register
 * gives those too.
 */
final class Registeradressering extends AbstractSoapInterceptor {

  static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

  private static final String ANONIEM = WSA + "/role/anonymous";

  Registeradressering() {
    super(Phase.PRE_PROTOCOL);
  }

  static List<Header> van(Registergesprek gesprek, String adres, String actie) {
    Adreskoppen koppen = new Adreskoppen(WSA);
    return List.of(
        koppen.kop("Action", actie),
        koppen.kop("MessageID", gesprek.messageId()),
        koppen.eindpunt("ReplyTo", ANONIEM),
        koppen.kop("To", adres));
  }

  /** The register may mark its headers as to be understood: they are read here, or say nothing. */
  @Override
  public Set<QName> getUnderstoodHeaders() {
    return Set.of(
        new QName(WSS4JConstants.WSSE_NS, "Security"),
        new QName(WSA, "Action"),
        new QName(WSA, "MessageID"),
        new QName(WSA, "RelatesTo"),
        new QName(WSA, "ReplyTo"),
        new QName(WSA, "From"),
        new QName(WSA, "To"));
  }

  @Override
  public void handleMessage(SoapMessage message) {
    Registergesprek gesprek = (Registergesprek) Begrenzing.van(message);
    Optional<String> vraag =
        message.getHeaders().stream()
            .filter(header -> header.getName().equals(new QName(WSA, "RelatesTo")))
            .map(header -> ((Element) header.getObject()).getTextContent().strip())
            .findFirst();
    if (vraag.isPresent() && !vraag.get().equals(gesprek.messageId())) {
      throw Antwoordgebrek.ANDERE_VRAAG.weiger(gesprek.bron());
    }
  }
}
