package nl.ketenbrug.simulator.suwinet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.xml.ws.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import nl.ketenbrug.simulator.bron.Regeling;
import nl.ketenbrug.simulator.bron.Stoorantwoord;
import nl.ketenbrug.simulator.scenario.Scenario;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Opens the services on the CXF servlet and knows how the broker fails. */
public final class Suwibroker implements Stoorantwoord.Maker {

  /** Path under which the CXF servlet stands. */
  public static final String SERVLETPAD = "/suwibroker/soap";

  private static final String XML = "text/xml;charset=UTF-8";
  private static final String TUSSENSTATION =
      """
      <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">\
      <soap:Body><soap:Fault><faultcode>soap:Server</faultcode>\
      <faultstring>Policy Falsified</faultstring><detail>\
      <g:policyResult xmlns:g="urn:simulator:gateway" status="Routing failed"/>\
      </detail></soap:Fault></soap:Body></soap:Envelope>\
      """;

  private static final Logger LOG = LoggerFactory.getLogger(Suwibroker.class);

  /**
   * Publishes an endpoint for every service; they close with the bus.
   *
   * @param antwoorden folder with the answers of services that are not computed
   */
  public static List<Endpoint> open(
      Bus bus, Scenario scenario, Clock klok, Path antwoorden, Beveiliging beveiliging) {
    Map<String, Map<Dienst, Suwidienst.Beantwoorder>> diensten = new LinkedHashMap<>();
    neemOp(diensten, Dienst.POLIS, new Ikvdienst(scenario, klok));
    for (Vasteantwoorden vast : Vasteantwoorden.in(antwoorden, scenario, klok)) {
      neemOp(diensten, vast.dienst(), vast);
    }
    return diensten.values().stream()
        .map(operaties -> open(bus, scenario, operaties, beveiliging))
        .toList();
  }

  private static void neemOp(
      Map<String, Map<Dienst, Suwidienst.Beantwoorder>> diensten,
      Dienst dienst,
      Suwidienst.Beantwoorder beantwoorder) {
    diensten.computeIfAbsent(dienst.pad(), pad -> new LinkedHashMap<>()).put(dienst, beantwoorder);
  }

  /** The operations of one service share an address. */
  private static Endpoint open(
      Bus bus,
      Scenario scenario,
      Map<Dienst, Suwidienst.Beantwoorder> operaties,
      Beveiliging beveiliging) {
    List<Dienst> namen = List.copyOf(operaties.keySet());
    Dienst dienst = namen.get(0);
    EndpointImpl endpoint = new EndpointImpl(bus, new Suwidienst(operaties));
    endpoint.setServiceName(new QName(dienst.namespace(), dienst.naam()));
    endpoint.setEndpointName(new QName(dienst.namespace(), "Simulator"));
    endpoint
        .getInInterceptors()
        .add(
            new Vraagcontrole(
                namen, new Adrescontrole(namen, scenario.geweigerdeAfnemers()), beveiliging));
    endpoint.getInInterceptors().addAll(beveiliging.inkomend());
    endpoint.getOutInterceptors().add(Antwoordadressering.voorAntwoord(dienst));
    endpoint.getOutInterceptors().addAll(beveiliging.uitgaand());
    endpoint.getOutFaultInterceptors().add(Antwoordadressering.voorFout(dienst));
    endpoint.getProperties().put(FaultListener.class.getName(), (FaultListener) Suwibroker::meld);
    endpoint.publish(dienst.pad());
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
        </fwi:Fout></detail></soap:Fault></soap:Body></soap:Envelope>\
        """
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

  @Override
  public boolean vervals(
      Regeling.Wijze wijze, ContentCachingResponseWrapper antwoord, HttpServletResponse response)
      throws IOException {
    String xml = new String(antwoord.getContentAsByteArray(), StandardCharsets.UTF_8);
    switch (wijze) {
      // White space in the Body changes its digest and nothing else.
      case INHOUD_GEWIJZIGD ->
          schrijf(antwoord, xml.replaceFirst("(</\\w+:Body>)", " $1"), response);
      case HALF -> schrijf(antwoord, xml.substring(0, xml.length() / 2), response);
      case DTD ->
          schrijf(
              antwoord,
              "<!DOCTYPE a [<!ENTITY b 'c'>]>" + xml.replaceFirst("^<\\?.*?\\?>", ""),
              response);
      case GROOT -> schrijfGroot(antwoord, xml, response);
      case TUSSENSTATION -> {
        response.setStatus(500);
        schrijf(antwoord, TUSSENSTATION, response);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void schrijf(
      ContentCachingResponseWrapper antwoord, String xml, HttpServletResponse response)
      throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    antwoord.resetBuffer();
    response.setContentType(XML);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Fifty million spaces before the end of the Body, a little at a time. */
  private static void schrijfGroot(
      ContentCachingResponseWrapper antwoord, String xml, HttpServletResponse response)
      throws IOException {
    int plaats = xml.lastIndexOf("</", xml.lastIndexOf("</") - 1);
    byte[] begin = xml.substring(0, plaats).getBytes(StandardCharsets.UTF_8);
    byte[] eind = xml.substring(plaats).getBytes(StandardCharsets.UTF_8);
    byte[] spaties = new byte[10_000];
    Arrays.fill(spaties, (byte) ' ');
    antwoord.resetBuffer();
    response.setContentType(XML);
    response.setContentLengthLong(begin.length + 50_000_000L + eind.length);
    ServletOutputStream uit = response.getOutputStream();
    uit.write(begin);
    for (int i = 0; i < 5_000; i++) {
      uit.write(spaties);
    }
    uit.write(eind);
  }
}
