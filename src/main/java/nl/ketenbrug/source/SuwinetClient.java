package nl.ketenbrug.source;

import jakarta.xml.soap.Detail;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.soap.AddressingFeature;
import jakarta.xml.ws.soap.SOAPBinding;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.UUID;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.TransformerFactoryImpl;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.GeweigerdBericht;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.apache.cxf.ws.addressing.AddressingProperties;
import org.apache.cxf.ws.addressing.AttributedURIType;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.cxf.ws.addressing.JAXWSAConstants;
import org.springframework.stereotype.Component;
import org.w3c.dom.NodeList;

/**
 * Asks UWVDossierInkomstenGSD v0200 through Suwinet by the Transactiestandaard 4.0: SOAP 1.1, the
 * WS-Addressing headers To, From, Action, MessageID with OINs in the addresses, and no other
 * header.
 *
 * <p>Profile 2W-be-S (two-way TLS, signature over body, addressing and timestamp) belongs on the
 * {@link Dispatch} of {@link #dispatch()}: WSS4J adds it there, nothing else changes.
 */
@Component("suwinetClient")
public class SuwinetClient {

  private static final String NAMESPACE =
      "http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200";

  /** With a dash where the namespace has a slash. */
  private static final String ACTION =
      "http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD-v0200/UWVPersoonsIkvInfo";

  private static final QName SERVICE = new QName(NAMESPACE, "UWVDossierInkomstenGSD");
  private static final QName PORT = new QName(NAMESPACE, "UWVDossierInkomstenGSDPort");

  private final BronSettings settings;
  private final String oin;
  private final TransformerFactory transformers = new TransformerFactoryImpl();

  SuwinetClient(BronSettings settings, VragerSettings vrager) {
    this.settings = settings;
    this.oin = vrager.oin().value();
  }

  /** The body of the question about one person. */
  public String vraag(Bsn bsn) {
    StringWriter text = new StringWriter();
    try {
      var writer =
          javax.xml.stream.XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      writer.writeStartElement("iko", "UWVPersoonsIkvInfo", NAMESPACE);
      writer.writeNamespace("iko", NAMESPACE);
      // Locals of SuwiML stand in no namespace.
      writer.writeStartElement("Burgerservicenr");
      writer.writeCharacters(bsn.value());
      writer.writeEndElement();
      writer.writeEndElement();
      writer.flush();
      return text.toString();
    } catch (javax.xml.stream.XMLStreamException e) {
      throw new IllegalStateException("Schrijven in het geheugen mislukt", e);
    }
  }

  /**
   * @param body the question
   * @return the body of the answer
   * @throws GeweigerdBericht when the provider refuses the question
   * @throws BronNietBereikbaar on a passing fault, a time-out, no connection or an answer that is
   *     no SOAP
   */
  public String stel(String body) {
    try {
      Dispatch<Source> dispatch = dispatch();
      return text(dispatch.invoke(new StreamSource(new StringReader(body))));
    } catch (SOAPFaultException e) {
      throw vertaal(e);
    } catch (WebServiceException | TransformerException e) {
      throw new BronNietBereikbaar(
          "polis", "Suwinet is niet bereikbaar of antwoordt onleesbaar", e);
    }
  }

  /**
   * Only "service not available" is asked again (Digikoppeling 0051); a gateway's fault without a
   * code may pass too.
   */
  private static RuntimeException vertaal(SOAPFaultException fault) {
    String code = code(fault.getFault().getDetail());
    return code.isEmpty() || code.equals("0051")
        ? new BronNietBereikbaar("polis", "Suwinet antwoordde met een SOAP-fout", fault)
        : new GeweigerdBericht(
            code.equals("0002") ? "bron-niet-gerechtigd" : "bron-weigert-vraag",
            "Suwinet weigert de vraag (code " + code + ")");
  }

  private static String code(Detail detail) {
    if (detail == null) {
      return "";
    }
    NodeList codes = detail.getElementsByTagNameNS("*", "Code");
    String code = codes.getLength() == 0 ? "" : codes.item(0).getTextContent().trim();
    return code.matches("\\d{4}") ? code : "";
  }

  private Dispatch<Source> dispatch() {
    Service service = Service.create(SERVICE);
    service.addPort(PORT, SOAPBinding.SOAP11HTTP_BINDING, settings.polis().adres());
    Dispatch<Source> dispatch =
        service.createDispatch(
            PORT, Source.class, Service.Mode.PAYLOAD, new AddressingFeature(true, true));
    dispatch.getRequestContext().put(JAXWSAConstants.CLIENT_ADDRESSING_PROPERTIES, addressing());
    HTTPConduit conduit = (HTTPConduit) ((DispatchImpl<?>) dispatch).getClient().getConduit();
    HTTPClientPolicy policy = new HTTPClientPolicy();
    policy.setConnectionTimeout(settings.tijdslimiet());
    policy.setReceiveTimeout(settings.tijdslimiet());
    policy.setAllowChunking(false);
    conduit.setClient(policy);
    return dispatch;
  }

  private AddressingProperties addressing() {
    AddressingProperties headers = new AddressingProperties();
    headers.setTo(reference(settings.polis().adres() + "?oin=" + settings.polis().oin()));
    headers.setFrom(reference(settings.polis().afzender() + "?oin=" + oin));
    headers.setReplyTo(reference("http://www.w3.org/2005/08/addressing/anonymous"));
    headers.setAction(uri(ACTION));
    headers.setMessageID(uri("urn:uuid:" + UUID.randomUUID()));
    return headers;
  }

  private static EndpointReferenceType reference(String address) {
    EndpointReferenceType reference = new EndpointReferenceType();
    reference.setAddress(uri(address));
    return reference;
  }

  private static AttributedURIType uri(String value) {
    AttributedURIType uri = new AttributedURIType();
    uri.setValue(value);
    return uri;
  }

  private String text(Source source) throws TransformerException {
    StringWriter text = new StringWriter();
    transformers.newTransformer().transform(source, new StreamResult(text));
    return text.toString();
  }
}
