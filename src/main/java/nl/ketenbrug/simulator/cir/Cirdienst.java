package nl.ketenbrug.simulator.cir;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.bron.Regeling;
import nl.ketenbrug.simulator.bron.Stoorantwoord;
import nl.ketenbrug.simulator.scenario.Insolventie;
import nl.ketenbrug.simulator.suwinet.Suwibroker;
import org.apache.cxf.staxutils.StaxUtils;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Plays the Centraal Insolventieregister: a UsernameToken with nonce and time, answers as SOAP 1.2
 * with WS-Addressing of 2004, or as SOAP 1.1 without any to who asks so, as the register does.
 */
public final class Cirdienst implements Stoorantwoord.Maker {

  private static final String DIENST = "http://www.rechtspraak.nl/namespaces/cir01";
  private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";
  private static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final MediaType XML =
      MediaType.parseMediaType("application/soap+xml;charset=UTF-8");

  private final Insolventieregister register;
  private final String gebruiker;
  private final String wachtwoord;
  private volatile Set<String> opnieuw = Set.of();

  /**
   * @param kalender the day that is played
   */
  public Cirdienst(List<Insolventie> zaken, Clock kalender, String gebruiker, String wachtwoord) {
    this.register = new Insolventieregister(zaken, kalender);
    this.gebruiker = gebruiker;
    this.wachtwoord = wachtwoord;
  }

  /** A question that cannot be read or is not allowed, as the register says it. */
  private static final class Geweigerd extends Exception {
    private final String subcode;

    Geweigerd(String subcode, String uitleg) {
      super(uitleg);
      this.subcode = subcode;
    }
  }

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .POST("/insolventieregister/cir.asmx", this::beantwoord)
        .POST("/simulator/insolventies", this::zet)
        .POST("/simulator/insolventies/verwijderd", this::verwijder)
        .POST("/simulator/insolventies/opnieuw", this::opnieuw)
        .build();
  }

  private ServerResponse beantwoord(ServerRequest request) throws ServletException, IOException {
    HttpServletRequest servlet = request.servletRequest();
    String versie = SOAP12;
    try {
      Element envelop = lees(request.body(byte[].class));
      versie = envelop.getNamespaceURI();
      toegang(envelop);
      Element vraag = eerste(deel(envelop, versie, "Body"));
      Regeling.Wijze wijze = Bronfilter.wijze(servlet);
      String antwoord = wijze == Regeling.Wijze.NIET_GERECHTIGD ? weiger() : antwoord(vraag);
      String messageId =
          wijze == Regeling.Wijze.ANDERE_VRAAG
              ? "urn:uuid:" + UUID.randomUUID()
              : tekst(envelop, WSA, "MessageID");
      String operatie = vraag.getLocalName();
      return ServerResponse.ok()
          .contentType(XML)
          .body(envelop(versie, kop(versie, operatie, messageId), omhuld(operatie, antwoord)));
    } catch (Geweigerd e) {
      Bronfilter.geweigerd(servlet);
      return ServerResponse.status(500).contentType(XML).body(fout(versie, e));
    } catch (XMLStreamException e) {
      throw new IOException("Een antwoord is niet te maken", e);
    }
  }

  private static String weiger() throws Geweigerd {
    throw new Geweigerd("wsse:FailedAuthentication", "Niet toegestaan");
  }

  private String antwoord(Element vraag) throws XMLStreamException, Geweigerd {
    if (!DIENST.equals(vraag.getNamespaceURI())) {
      throw new Geweigerd(null, "Onbekende dienst");
    }
    switch (vraag.getLocalName()) {
      case "searchModifiedSince" -> {
        return opnieuw.contains("gewijzigd")
            ? Cirantwoord.opnieuw("publicatieLijst", register.nu())
            : Cirantwoord.gewijzigd(register.gewijzigd(sinds(vraag)), register.nu());
      }
      case "searchRemovedSince" -> {
        return opnieuw.contains("verwijderd")
            ? Cirantwoord.opnieuw("verwijderdePublicatieLijst", register.nu())
            : Cirantwoord.verwijderd(register, register.verwijderd(sinds(vraag)), register.nu());
      }
      case "getCase" -> {
        var zaak = register.zaak(tekst(vraag, DIENST, "publicationNumber"));
        return zaak.isEmpty()
            ? Cirantwoord.geenZaak()
            : Cirantwoord.zaak(zaak.get(), register.publicaties(zaak.get()));
      }
      default -> throw new Geweigerd(null, "Onbekende operatie");
    }
  }

  private static java.time.Instant sinds(Element vraag) throws Geweigerd {
    try {
      return OffsetDateTime.parse(tekst(vraag, DIENST, "modifyDate")).toInstant();
    } catch (DateTimeException e) {
      throw new Geweigerd(null, "modifyDate is geen tijdstip");
    }
  }

  private void toegang(Element envelop) throws Geweigerd {
    boolean goed =
        gebruiker.equals(tekst(envelop, WSSE, "Username"))
            && wachtwoord.equals(tekst(envelop, WSSE, "Password"));
    if (!goed) {
      throw new Geweigerd("wsse:FailedAuthentication", "Gebruiker of wachtwoord onjuist");
    }
    if (tekst(envelop, WSSE, "Nonce").isEmpty() || tekst(envelop, null, "Created").isEmpty()) {
      throw new Geweigerd("wsse:InvalidSecurity", "Token zonder nonce of tijdstip");
    }
  }

  private static Element lees(byte[] body) throws Geweigerd {
    try {
      Document document = StaxUtils.read(new ByteArrayInputStream(body));
      Element envelop = document.getDocumentElement();
      boolean soap =
          List.of(SOAP11, SOAP12).contains(envelop.getNamespaceURI())
              && "Envelope".equals(envelop.getLocalName());
      if (!soap) {
        throw new Geweigerd(null, "Geen envelop");
      }
      return envelop;
    } catch (XMLStreamException e) {
      throw new Geweigerd(null, "Geen leesbare XML");
    }
  }

  private static Element deel(Element envelop, String namespace, String naam) throws Geweigerd {
    NodeList gevonden = envelop.getElementsByTagNameNS(namespace, naam);
    if (gevonden.getLength() != 1) {
      throw new Geweigerd(null, naam + " ontbreekt");
    }
    return (Element) gevonden.item(0);
  }

  private static Element eerste(Element ouder) throws Geweigerd {
    NodeList gevonden = ouder.getElementsByTagNameNS("*", "*");
    if (gevonden.getLength() == 0) {
      throw new Geweigerd(null, "Lege Body");
    }
    return (Element) gevonden.item(0);
  }

  private static String tekst(Element element, String namespace, String naam) {
    NodeList gevonden = element.getElementsByTagNameNS(namespace == null ? "*" : namespace, naam);
    return gevonden.getLength() == 0 ? "" : gevonden.item(0).getTextContent().strip();
  }

  private static String omhuld(String operatie, String inhoud) {
    return "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult></%1$sResponse>"
        .formatted(operatie, DIENST, inhoud);
  }

  /** Under another prefix than the envelope, as the register has it; SOAP 1.1 comes without. */
  private static String kop(String versie, String operatie, String messageId) {
    return versie.equals(SOAP11)
        ? ""
        : """
          <env:Header xmlns:env="%s" xmlns:wsa="%s"><wsa:Action>%s/%sResponse</wsa:Action>\
          <wsa:MessageID>urn:uuid:%s</wsa:MessageID><wsa:RelatesTo>%s</wsa:RelatesTo>\
          <wsa:To>%s/role/anonymous</wsa:To></env:Header>"""
            .formatted(versie, WSA, DIENST, operatie, UUID.randomUUID(), messageId, WSA);
  }

  private static String envelop(String versie, String kop, String body) {
    return "<soap:Envelope xmlns:soap=\"%s\">%s<soap:Body>%s</soap:Body></soap:Envelope>"
        .formatted(versie, kop, body);
  }

  private static String fout(String versie, Geweigerd fout) {
    boolean beveiliging = fout.subcode != null;
    String naam = beveiliging ? fout.subcode : "soap:Client";
    String inhoud =
        versie.equals(SOAP11)
            ? "<soap:Fault><faultcode xmlns:wsse=\"%s\">%s</faultcode><faultstring>%s</faultstring></soap:Fault>"
                .formatted(WSSE, naam, fout.getMessage())
            : "<soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value>%s</soap:Code><soap:Reason><soap:Text xml:lang=\"nl\">%s</soap:Text></soap:Reason></soap:Fault>"
                .formatted(
                    beveiliging
                        ? "<soap:Subcode><soap:Value xmlns:wsse=\"%s\">%s</soap:Value></soap:Subcode>"
                            .formatted(WSSE, naam)
                        : "",
                    fout.getMessage());
    return envelop(versie, "", inhoud);
  }

  private ServerResponse zet(ServerRequest request) throws ServletException, IOException {
    register.zet(request.body(Insolventie.class));
    return ServerResponse.ok().build();
  }

  private record Opnieuw(Set<String> lijsten) {}

  private ServerResponse opnieuw(ServerRequest request) throws ServletException, IOException {
    opnieuw = Set.copyOf(request.body(Opnieuw.class).lijsten());
    return ServerResponse.ok().build();
  }

  private record Verwijdering(String nummer, String reden) {}

  private ServerResponse verwijder(ServerRequest request) throws ServletException, IOException {
    Verwijdering weg = request.body(Verwijdering.class);
    return register.verwijder(weg.nummer(), weg.reden())
        ? ServerResponse.ok().build()
        : ServerResponse.notFound().build();
  }

  @Override
  public Stoorantwoord storing(String url) {
    return new Stoorantwoord(503, null, null);
  }

  @Override
  public Stoorantwoord fout(String url) {
    return new Stoorantwoord(
        500, XML.toString(), fout(SOAP12, new Geweigerd(null, "Dienst niet beschikbaar")));
  }

  @Override
  public Stoorantwoord onzin() {
    return new Stoorantwoord(200, XML.toString(), "<soap:Envelope><dit is geen antwoord");
  }

  /** Half, with a DTD, or far too large: as at any service with SOAP. */
  @Override
  public boolean vervals(
      Regeling.Wijze wijze, ContentCachingResponseWrapper antwoord, HttpServletResponse response)
      throws IOException {
    return new Suwibroker().vervals(wijze, antwoord, response);
  }
}
