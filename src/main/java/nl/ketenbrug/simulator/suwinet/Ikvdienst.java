package nl.ketenbrug.simulator.suwinet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import java.io.StringReader;
import java.time.Clock;
import java.time.LocalDate;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.scenario.Persoon;
import nl.ketenbrug.simulator.scenario.Scenario;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.staxutils.StaxUtils;
import org.w3c.dom.Document;

/** The operation {@code UWVPersoonsIkvInfo}: body in, body out. */
@WebServiceProvider(
    targetNamespace = Suwi.DIENST,
    serviceName = "UWVDossierInkomstenGSD-v0200",
    portName = "Simulator")
@ServiceMode(Service.Mode.PAYLOAD)
final class Ikvdienst implements Provider<Source> {

  private final Scenario scenario;
  private final Clock klok;

  Ikvdienst(Scenario scenario, Clock klok) {
    this.scenario = scenario;
    this.klok = klok;
  }

  @Override
  public Source invoke(Source body) {
    HttpServletRequest request = Vraagcontrole.verzoek(PhaseInterceptorChain.getCurrentMessage());
    IkvVraag vraag;
    try {
      vraag = IkvVraag.lees(document(body).getDocumentElement());
    } catch (SoapFault geweigerd) {
      Bronfilter.geweigerd(request);
      throw geweigerd;
    }
    Persoon persoon = scenario.persoon(vraag.bsn()).orElse(null);
    if (persoon != null) {
      Bronfilter.gedraagJe(request, persoon.gedrag().get(Bron.SUWINET));
    }
    String antwoord = Ikvantwoord.schrijf(scenario, persoon, vraag, LocalDate.now(klok));
    return new StreamSource(new StringReader(antwoord));
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
