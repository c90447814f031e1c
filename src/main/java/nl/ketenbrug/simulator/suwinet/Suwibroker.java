package nl.ketenbrug.simulator.suwinet;

import jakarta.xml.ws.Endpoint;
import java.time.Clock;
import nl.ketenbrug.simulator.bron.Stoorantwoord;
import nl.ketenbrug.simulator.scenario.Scenario;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the service on the CXF servlet and knows how the broker fails. */
public final class Suwibroker implements Stoorantwoord.Maker {

  /** Path under which the CXF servlet stands. */
  public static final String SERVLETPAD = "/suwibroker/soap";

  private static final String DIENSTPAD = "/UWVDossierInkomstenGSD-v0200";
  private static final String XML = "text/xml;charset=UTF-8";
  private static final Logger LOG = LoggerFactory.getLogger(Suwibroker.class);

  /** Publishes the endpoint; it closes with the bus. */
  public static Endpoint open(Bus bus, Scenario scenario, Clock klok) {
    EndpointImpl endpoint = new EndpointImpl(bus, new Ikvdienst(scenario, klok));
    endpoint
        .getInInterceptors()
        .add(new Vraagcontrole(new Adrescontrole(scenario.geweigerdeAfnemers())));
    endpoint.getOutInterceptors().add(Antwoordadressering.voorAntwoord());
    endpoint.getOutFaultInterceptors().add(Antwoordadressering.voorFout());
    endpoint.getProperties().put(FaultListener.class.getName(), (FaultListener) Suwibroker::meld);
    endpoint.publish(DIENSTPAD);
    return endpoint;
  }

  /**
   * One line instead of CXF's stack trace: a refused request is daily work here. Only our own texts
   * are logged; that of a parser may quote the body.
   */
  private static boolean meld(Exception fout, String omschrijving, Message message) {
    if (fout instanceof SoapFault fault && fault.getDetail() != null) {
      LOG.info("suwinet weigert een vraag: {}", fault.getMessage());
    } else if (Antwoordadressering.isSchuldVanVrager(fout)) {
      LOG.info("suwinet weigert een vraag: {}", Digikoppelingcode.ONGELDIGE_ENVELOP.tekst());
    } else {
      Throwable oorzaak = fout.getCause() == null ? fout : fout.getCause();
      LOG.error(
          "suwinet kan een vraag niet verwerken: {} in {}",
          oorzaak.getClass().getName(),
          oorzaak.getStackTrace()[0]);
    }
    return false;
  }

  @Override
  public Stoorantwoord storing(String url) {
    return new Stoorantwoord(503, null, null);
  }

  /** As a gateway does: a fault without addressing. */
  @Override
  public Stoorantwoord fout(String url) {
    return new Stoorantwoord(
        500,
        XML,
        """
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">\
        <soap:Body><soap:Fault><faultcode>soap:Server</faultcode>\
        <faultstring>Dienst niet beschikbaar</faultstring><detail>\
        <fwi:Fout xmlns:fwi="%s"><Code>%s</Code><Tekst>%s</Tekst><Bron><DN>%s</DN></Bron>\
        </fwi:Fout></detail></soap:Fault></soap:Body></soap:Envelope>"""
            .formatted(
                Suwi.FWI,
                Digikoppelingcode.NIET_BESCHIKBAAR.code(),
                Digikoppelingcode.NIET_BESCHIKBAAR.tekst(),
                Suwifout.BRON_DN));
  }

  @Override
  public Stoorantwoord onzin() {
    return new Stoorantwoord(200, XML, "<soap:Envelope><dit is geen antwoord");
  }
}
