package nl.ketenbrug.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.intake.Contractbestanden;
import nl.ketenbrug.intake.GeweigerdeAanlevering;
import nl.ketenbrug.intake.Intake;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.intake.Soaplezer;
import nl.ketenbrug.intake.Xmlbericht;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jms.JmsException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The register of attachments by SOAP 1.1, document/literal. Own contract [O]: {@code
 * beslagregister-v1.wsdl}. The envelope goes through the same reader as everything that enters, and
 * what is in it through the same door as by HTTP.
 */
@RestController
class BeslagregisterSoap {

  private static final Logger LOG = LoggerFactory.getLogger(BeslagregisterSoap.class);

  /** What the caller is told, so that the two are found together. */
  private static final String NIET_BESCHIKBAAR =
      Problemen.code(Problemen.bij(HttpStatus.SERVICE_UNAVAILABLE));

  private static final MediaType XML = new MediaType(MediaType.TEXT_XML, StandardCharsets.UTF_8);
  private static final String SCHEMA = "transforms/beslagregister/beslagregisterdienst-v1.xsd";

  private final Bronnen bronnen;
  private final Partners partners;
  private final Soaplezer lezer;
  private final Schemacontrole schemacontrole;
  private final Registratietoegang toegang;
  private final Intake intake;
  private final Raadplegingen raadplegingen;
  private final Contractbestanden contract;

  BeslagregisterSoap(
      Bronnen bronnen,
      Partners partners,
      Soaplezer lezer,
      Schemacontrole schemacontrole,
      Registratietoegang toegang,
      Intake intake,
      Raadplegingen raadplegingen,
      Contractbestanden contract) {
    this.bronnen = bronnen;
    this.partners = partners;
    this.lezer = lezer;
    this.schemacontrole = schemacontrole;
    this.toegang = toegang;
    this.intake = intake;
    this.raadplegingen = raadplegingen;
    this.contract = contract;
  }

  /** The WSDL and the schemas that it names, for everybody. */
  @GetMapping("/api/v1/beslagregister/contract/{bestand}")
  ResponseEntity<byte[]> contract(@PathVariable String bestand) throws IOException {
    return ResponseEntity.ok()
        .contentType(XML)
        .body(
            contract
                .lees(bestand)
                .orElseThrow(
                    () ->
                        new ErrorResponseException(
                            HttpStatus.NOT_FOUND, Problemen.bij(HttpStatus.NOT_FOUND), null)));
  }

  @PostMapping(path = "/api/v1/beslagregister/soap", consumes = MediaType.TEXT_XML_VALUE)
  ResponseEntity<byte[]> doe(
      InputStream body,
      @RequestHeader(name = "SOAPAction", required = false) String actie,
      Authentication wie)
      throws IOException {
    Bron bron = bronnen.bron(Registratietoegang.BESLAGREGISTER);
    try {
      // Not one byte more than is needed to know that it is too large.
      byte[] bytes = body.readNBytes(Math.toIntExact(bron.grens() + 1));
      if (bytes.length > bron.grens()) {
        throw intake.weigerTeGroot(bron, wie.getName());
      }
      Xmlbericht vraag = lezer.lees(bytes);
      return ResponseEntity.ok().contentType(XML).body(beantwoord(bron, vraag, actie, wie));
    } catch (GeweigerdeAanlevering e) {
      return fout("Client", e.reden().code(), e.reden().getMessage(), e.berichtId().value());
    } catch (GeweigerdBericht e) {
      return fout(bron, wie, e);
    } catch (Raadpleegvraag.Onjuist e) {
      return fout("Client", e.code(), e.getMessage(), null);
    } catch (AccessDeniedException e) {
      return fout(Problemen.bij(HttpStatus.FORBIDDEN), HttpHeaders.EMPTY);
    } catch (ErrorResponseException e) {
      return fout(e.getBody(), e.getHeaders());
    } catch (JmsException | TransactionException | DataAccessException e) {
      LOG.error(
          "{}: een vraag aan het beslagregister is niet beantwoord ({})",
          NIET_BESCHIKBAAR,
          Oorzaken.van(e));
      LOG.debug("Een vraag aan het beslagregister is niet beantwoord", e);
      return fout(Problemen.bij(HttpStatus.SERVICE_UNAVAILABLE), HttpHeaders.EMPTY);
    } catch (RuntimeException e) {
      LOG.error(
          "interne-fout: een vraag aan het beslagregister ging mis ({})", Oorzaken.metPlaats(e));
      LOG.debug("Een vraag aan het beslagregister ging mis", e);
      return fout(Problemen.bij(HttpStatus.INTERNAL_SERVER_ERROR), HttpHeaders.EMPTY);
    }
  }

  /**
   * A refusal before it was known to be a mutation goes on record without what was sent: that may
   * have been a consultation, with a number in it.
   */
  private ResponseEntity<byte[]> fout(Bron bron, Authentication wie, GeweigerdBericht reden) {
    String van =
        switch (reden.code()) {
          case Soaplezer.NIET_BEGREPEN -> "MustUnderstand";
          case Soaplezer.ANDERE_VERSIE -> "VersionMismatch";
          default -> "Client";
        };
    try {
      UUID id = intake.weigerOngelezen(bron, wie.getName(), reden).berichtId().value();
      return fout(van, reden.code(), reden.getMessage(), id);
    } catch (RuntimeException e) {
      LOG.error(
          "{}: een geweigerde vraag aan het beslagregister ({}) is niet vast te leggen ({})",
          NIET_BESCHIKBAAR,
          reden.code(),
          Oorzaken.metPlaats(e));
      LOG.debug("Een geweigerde vraag aan het beslagregister is niet vast te leggen", e);
      return fout(Problemen.bij(HttpStatus.SERVICE_UNAVAILABLE), HttpHeaders.EMPTY);
    }
  }

  private byte[] beantwoord(Bron bron, Xmlbericht vraag, String actie, Authentication wie) {
    String operatie = operatie(bron, vraag);
    eis(actie, operatie);
    if (operatie.equals("registreer")) {
      return Soapantwoord.van(
          intake.ontvang(
              bron, vraag.xml().getBytes(StandardCharsets.UTF_8), toegang.afzender(bron, wie)));
    }
    Partner partner =
        partners
            .zoek(wie.getName())
            .orElseThrow(() -> new AccessDeniedException("Alleen voor een afnemer"));
    schemacontrole.controleer(vraag.xml(), SCHEMA);
    return Soapantwoord.van(
        raadplegingen.raadpleeg(
            partner,
            Raadpleegvraag.van(
                vraag.tekst("bsn"), vraag.tekst("doelbinding"), vraag.tekst("kenmerk"))));
  }

  private static String operatie(Bron bron, Xmlbericht vraag) {
    if (vraag.namespace().equals(bron.namespace()) && vraag.naam().equals("Beslagmutatie")) {
      return "registreer";
    }
    if (vraag.namespace().equals(Soapantwoord.DIENST) && vraag.naam().equals("Raadpleegvraag")) {
      return "raadpleeg";
    }
    throw new GeweigerdBericht(
        "operatie-onbekend",
        "in de Body hoort een Beslagmutatie of een Raadpleegvraag, in de namespace van het contract");
  }

  /** WS-I Basic Profile 1.1: the action is in quotes; it may say nothing, but nothing else. */
  private static void eis(String actie, String operatie) {
    String kaal = actie == null ? "" : actie.strip().replaceAll("^\"|\"$", "");
    if (!kaal.isEmpty() && !kaal.equals(Soapantwoord.DIENST + "/" + operatie)) {
      throw new GeweigerdBericht(
          "soapaction-onjuist", "de SOAPAction hoort niet bij wat er in de Body staat");
    }
  }

  private static ResponseEntity<byte[]> fout(ProblemDetail probleem, HttpHeaders koppen) {
    boolean vanOns = HttpStatusCode.valueOf(probleem.getStatus()).is5xxServerError();
    return ResponseEntity.internalServerError()
        .headers(koppen)
        .contentType(XML)
        .body(
            Soapantwoord.fout(
                vanOns ? "Server" : "Client",
                Problemen.code(probleem),
                probleem.getDetail(),
                null));
  }

  /** SOAP 1.1 over HTTP: a fault is a 500, whoever's it is. */
  private static ResponseEntity<byte[]> fout(String van, String code, String uitleg, UUID id) {
    return ResponseEntity.internalServerError()
        .contentType(XML)
        .body(Soapantwoord.fout(van, code, uitleg, id));
  }
}
