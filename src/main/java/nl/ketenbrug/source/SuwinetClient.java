package nl.ketenbrug.source;

import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.StringReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Oin;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.headers.Header;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.transport.http.HTTPConduit;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Asks any SuwiML service by the Transactiestandaard 4.0 and Digikoppeling profile 2W-be-S: SOAP
 * 1.1, two-way TLS, signed question, verified answer. What a service is called and who gives it
 * stands in {@code config/sources}; question and answer are made and read by stylesheets.
 */
@Component("suwinetClient")
public class SuwinetClient implements SmartInitializingSingleton {

  /** Rated good by the NCSC, and all with forward secrecy. */
  private static final java.util.List<String> CIPHERS =
      java.util.List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

  private record Verbinding(String adres, Dispatch<Source> dispatch, Sleutelbos sleutels) {}

  private final Bronnen bronnen;
  private final SuwinetSettings settings;
  private final Oin afnemer;
  private final Environment omgeving;
  private final Map<String, Verbinding> verbindingen = new ConcurrentHashMap<>();
  private volatile Sleutelwacht sleutels;

  SuwinetClient(
      Bronnen bronnen, SuwinetSettings settings, VragerSettings vrager, Environment omgeving) {
    this.bronnen = bronnen;
    this.settings = settings;
    this.afnemer = vrager.oin();
    this.omgeving = omgeving;
  }

  /**
   * Keys that are missing or do not fit stop the start, not the first question. Not earlier: the
   * demo makes its keys while it starts.
   */
  @Override
  public void afterSingletonsInstantiated() {
    if (bronnen.alle().stream().noneMatch(Bron::isSuwinet)) {
      return;
    }
    sleutels = new Sleutelwacht(settings, afnemer);
    bronnen.alle().stream().filter(Bron::isSuwinet).forEach(bron -> adres(bron));
  }

  /**
   * @param body the question, in the form of the service
   * @param bron name of the source
   * @return the body of the answer
   * @throws GeweigerdBericht when the provider refuses the question, or its answer may not be
   *     processed: see {@link Antwoordgebrek}
   * @throws BronNietBereikbaar on a passing fault, a time-out, no connection or an answer that
   *     nobody can read
   */
  public String stel(String body, String bron) {
    Bron vraag = bronnen.bron(bron);
    Sleutelbos nu = sleutels.actueel();
    Verbinding verbinding =
        verbindingen.compute(
            bron, (naam, oud) -> oud != null && oud.sleutels() == nu ? oud : verbind(vraag, nu));
    Gesprek gesprek =
        new Gesprek(
            bron,
            vraag.suwinet(),
            verbinding.adres() + "?oin=" + vraag.suwinet().aanbieder(),
            settings.afzender() + "?oin=" + afnemer);
    Map<String, Object> context = verbinding.dispatch().getRequestContext();
    try {
      context.put(Header.HEADER_LIST, Vraagadressering.van(gesprek));
      context.put(Begrenzing.SLEUTEL, gesprek);
      String antwoord =
          Antwoordtekst.van(verbinding.dispatch().invoke(new StreamSource(new StringReader(body))));
      if (!gesprek.isGetoetst()) {
        throw Antwoordgebrek.NIET_ONDERTEKEND.weiger(bron);
      }
      return gesprek.isMelding() ? omhuld(antwoord, vraag.suwinet()) : antwoord;
    } catch (WebServiceException | XMLStreamException e) {
      throw Suwinetfout.vertaal(gesprek, e);
    } finally {
      context.remove(Header.HEADER_LIST);
      context.remove(Begrenzing.SLEUTEL);
    }
  }

  private Verbinding verbind(Bron bron, Sleutelbos nu) {
    Suwinetdienst dienst = bron.suwinet();
    String adres = adres(bron);
    QName naam = new QName(dienst.namespace(), dienst.dienst());
    QName poort = new QName(dienst.namespace(), dienst.dienst() + "Port");
    Service service = Service.create(naam);
    service.addPort(poort, SOAPBinding.SOAP11HTTP_BINDING, adres);
    Dispatch<Source> dispatch = service.createDispatch(poort, Source.class, Service.Mode.PAYLOAD);
    Client client = ((DispatchImpl<?>) dispatch).getClient();
    client.setThreadLocalRequestContext(true);
    client.getInInterceptors().add(new Antwoordgrens());
    client.getInFaultInterceptors().add(new Antwoordgrens());
    client.getInInterceptors().add(new Antwoordcontrole(nu, settings));
    client.getOutInterceptors().addAll(Ondertekening.namens(afnemer, nu, settings));
    HTTPConduit conduit = (HTTPConduit) client.getConduit();
    conduit.setClient(Verbindingsregels.policy(dienst.tijdslimiet()));
    if (adres.startsWith("https:")) {
      conduit.setTlsClientParameters(tls(nu));
    }
    return new Verbinding(adres, dispatch, nu);
  }

  private TLSClientParameters tls(Sleutelbos nu) {
    TLSClientParameters tls = new TLSClientParameters();
    tls.setSslContext(nu.tls(afnemer));
    tls.setCipherSuites(CIPHERS);
    return tls;
  }

  private String adres(Bron bron) {
    String adres =
        omgeving.getProperty(
            "ketenbrug.bron." + bron.naam() + ".adres",
            settings.adres() + "/" + bron.suwinet().pad());
    return Verbindingsregels.veilig(bron.naam(), adres);
  }

  /** A message of FWI that came alone, where the stylesheets look for one: in the answer. */
  private static String omhuld(String melding, Suwinetdienst dienst) {
    String naam = "d:" + dienst.antwoord().getLocalPart();
    return "<" + naam + " xmlns:d=\"" + dienst.namespace() + "\">" + melding + "</" + naam + ">";
  }
}
