package nl.ketenbrug.source;

import static net.sf.saxon.s9api.streams.Predicates.isElement;
import static net.sf.saxon.s9api.streams.Steps.child;

import jakarta.xml.soap.SOAPFault;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.soap.SOAPBinding;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmNode;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.GeweigerdBericht;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.headers.Header;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import org.apache.wss4j.common.ConfigurationConstants;
import org.apache.wss4j.common.WSS4JConstants;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Asks a register that tells what changed, as the Centraal Insolventieregister does: document
 * literal, a WS-Security UsernameToken with nonce and time over TLS, WS-Addressing of 2004. The
 * question goes as SOAP 1.2; an answer may be SOAP 1.1 as well, for both are seen.
 */
@Component("registerClient")
public class RegisterClient implements SmartInitializingSingleton {

  private static final Processor SAXON = new Processor(false);

  private final Bronnen bronnen;
  private final Environment omgeving;
  private final Map<String, Dispatch<Source>> verbindingen = new ConcurrentHashMap<>();

  RegisterClient(Bronnen bronnen, Environment omgeving) {
    this.bronnen = bronnen;
    this.omgeving = omgeving;
  }

  /** What is set wrongly stops the start, not the first question; unless nobody asks any. */
  @Override
  public void afterSingletonsInstantiated() {
    if (omgeving.getProperty("ketenbrug.insolventies.aan", Boolean.class, false)) {
      bronnen.alle().stream().filter(Bron::isRegister).forEach(this::controleer);
    }
  }

  private void controleer(Bron bron) {
    adres(bron);
    eis(bron.naam(), "gebruiker");
    eis(bron.naam(), "wachtwoord");
    tls(bron.naam());
  }

  /**
   * @param body the question: an element of the register with the name of the operation
   * @param naam name of the source
   * @return what the answer holds, without envelope and without the elements of the operation
   * @throws GeweigerdBericht when the register refuses the question, or its answer may not be used
   * @throws BronNietBereikbaar on a passing fault, a time-out, no connection or an answer that
   *     nobody can read
   */
  public String stel(String body, String naam) {
    Bron bron = bronnen.bron(naam);
    Registerdienst dienst = bron.register();
    String operatie = operatie(body);
    Dispatch<Source> dispatch = verbindingen.computeIfAbsent(naam, weg -> verbind(bron));
    Registergesprek gesprek =
        new Registergesprek(naam, dienst.maximum(operatie), dienst.tijdslimiet());
    String actie = dienst.namespace() + "/" + operatie;
    Map<String, Object> context = dispatch.getRequestContext();
    try {
      context.put(Header.HEADER_LIST, Registeradressering.van(gesprek, adres(bron), actie));
      context.put(BindingProvider.SOAPACTION_USE_PROPERTY, true);
      context.put(BindingProvider.SOAPACTION_URI_PROPERTY, actie);
      context.put(Begrenzing.SLEUTEL, gesprek);
      Source antwoord = dispatch.invoke(new StreamSource(new StringReader(body)));
      return inhoud(antwoord, new QName(dienst.namespace(), operatie), naam);
    } catch (WebServiceException | XMLStreamException | SaxonApiException e) {
      throw vertaal(naam, e);
    } finally {
      context.remove(Header.HEADER_LIST);
      context.remove(Begrenzing.SLEUTEL);
    }
  }

  private Dispatch<Source> verbind(Bron bron) {
    Registerdienst dienst = bron.register();
    String adres = adres(bron);
    QName poort = new QName(dienst.namespace(), "RegisterSoap12");
    Service service = Service.create(new QName(dienst.namespace(), "Register"));
    service.addPort(poort, SOAPBinding.SOAP12HTTP_BINDING, adres);
    Dispatch<Source> dispatch = service.createDispatch(poort, Source.class, Service.Mode.PAYLOAD);
    Client client = ((DispatchImpl<?>) dispatch).getClient();
    client.setThreadLocalRequestContext(true);
    client.getInInterceptors().add(new Antwoordgrens());
    client.getInInterceptors().add(new Heelantwoord());
    client.getInFaultInterceptors().add(new Antwoordgrens());
    client.getInInterceptors().add(new Registeradressering());
    client.getOutInterceptors().add(token(bron.naam()));
    HTTPConduit conduit = (HTTPConduit) client.getConduit();
    conduit.setClient(Verbindingsregels.policy(dienst.tijdslimiet()));
    if (adres.startsWith("https:")) {
      conduit.setTlsClientParameters(tls(bron.naam()));
    }
    return dispatch;
  }

  /** A token without nonce and time is refused by the register. */
  private WSS4JOutInterceptor token(String bron) {
    return new WSS4JOutInterceptor(
        Map.of(
            ConfigurationConstants.ACTION,
            ConfigurationConstants.USERNAME_TOKEN + " " + ConfigurationConstants.TIMESTAMP,
            ConfigurationConstants.USER,
            eis(bron, "gebruiker"),
            ConfigurationConstants.PASSWORD_TYPE,
            WSS4JConstants.PW_TEXT,
            ConfigurationConstants.ADD_USERNAMETOKEN_NONCE,
            "true",
            ConfigurationConstants.ADD_USERNAMETOKEN_CREATED,
            "true",
            ConfigurationConstants.PW_CALLBACK_REF,
            Ondertekening.wachtwoord(eis(bron, "wachtwoord"))));
  }

  /** The register has a certificate under a root of its own; without a file that of the JDK. */
  private TLSClientParameters tls(String bron) {
    TLSClientParameters tls = new TLSClientParameters();
    String vertrouwd = omgeving.getProperty("ketenbrug.bron." + bron + ".vertrouwd", "");
    if (vertrouwd.isBlank()) {
      return tls;
    }
    try (InputStream in = Files.newInputStream(Path.of(vertrouwd))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, eis(bron, "vertrouwd-wachtwoord").toCharArray());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      tls.setTrustManagers(factory.getTrustManagers());
      return tls;
    } catch (IOException | GeneralSecurityException e) {
      throw new BronNietBereikbaar(
          bron, "bron-tls-mislukt", "Wie bron " + bron + " vertrouwt is niet te lezen", e);
    }
  }

  private String adres(Bron bron) {
    return Verbindingsregels.veilig(bron.naam(), eis(bron.naam(), "adres"));
  }

  private String eis(String bron, String naam) {
    String sleutel = "ketenbrug.bron." + bron + "." + naam;
    String waarde = omgeving.getProperty(sleutel, "");
    if (waarde.isBlank()) {
      throw new IllegalStateException("De instelling " + sleutel + " ontbreekt");
    }
    return waarde;
  }

  private static String operatie(String body) {
    try {
      XdmNode vraag = SAXON.newDocumentBuilder().build(new StreamSource(new StringReader(body)));
      return elementen(vraag).get(0).getNodeName().getLocalName();
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Een vraag aan een register is geen XML", e);
    }
  }

  /** The only element in the result of the operation; its schema says what it may be. */
  private static String inhoud(Source source, QName operatie, String bron)
      throws XMLStreamException, SaxonApiException {
    StringReader tekst = new StringReader(Antwoordtekst.van(source));
    XdmNode document = SAXON.newDocumentBuilder().build(new StreamSource(tekst));
    XdmNode antwoord = enige(document, bron);
    XdmNode resultaat = enige(antwoord, bron);
    boolean goed =
        is(antwoord, operatie, "Response")
            && is(resultaat, operatie, "Result")
            && elementen(document).size() == 1;
    if (!goed) {
      throw Antwoordgebrek.ANDERE_DIENST.weiger(bron);
    }
    Serializer serializer = SAXON.newSerializer();
    serializer.setOutputProperty(Serializer.Property.OMIT_XML_DECLARATION, "yes");
    return serializer.serializeNodeToString(enige(resultaat, bron));
  }

  private static boolean is(XdmNode element, QName operatie, String einde) {
    return element.getNodeName().getNamespaceUri().toString().equals(operatie.getNamespaceURI())
        && element.getNodeName().getLocalName().equals(operatie.getLocalPart() + einde);
  }

  private static XdmNode enige(XdmNode ouder, String bron) {
    List<XdmNode> kinderen = elementen(ouder);
    if (kinderen.size() != 1) {
      throw Antwoordgebrek.ANDERE_DIENST.weiger(bron);
    }
    return kinderen.get(0);
  }

  private static List<XdmNode> elementen(XdmNode ouder) {
    return ouder.select(child(isElement())).asList();
  }

  private static RuntimeException vertaal(String bron, Exception fout) {
    if (fout instanceof SOAPFaultException fault && isToegang(fault.getFault())) {
      return new Bronweigering(
          bron, "bron-niet-gerechtigd", "bron " + bron + " neemt onze aanmelding niet aan");
    }
    if (fout instanceof SOAPFaultException && !isOnleesbaar(fout)) {
      return Suwinetfout.opnieuw(
          bron, "bron-soapfout", "Bron %s antwoordde met een SOAP-fout", fout);
    }
    return Suwinetfout.vervoer(bron, fout);
  }

  /** What could not be read or did not come is a fault to CXF as well. */
  private static boolean isOnleesbaar(Exception fout) {
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof XMLStreamException
          || e instanceof IOException
          || e instanceof GeweigerdBericht
          || e instanceof BronNietBereikbaar) {
        return true;
      }
    }
    return false;
  }

  /** A fault of WS-Security: as the code in SOAP 1.1, as the code within in SOAP 1.2. */
  private static boolean isToegang(SOAPFault fault) {
    QName code = fault.getFaultCodeAsQName();
    if (code != null && WSS4JConstants.WSSE_NS.equals(code.getNamespaceURI())) {
      return true;
    }
    Iterator<QName> binnen = fault.getFaultSubcodes();
    while (binnen != null && binnen.hasNext()) {
      if (WSS4JConstants.WSSE_NS.equals(binnen.next().getNamespaceURI())) {
        return true;
      }
    }
    return false;
  }
}
