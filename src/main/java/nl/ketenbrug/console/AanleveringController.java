package nl.ketenbrug.console;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.intake.Afzender;
import nl.ketenbrug.intake.Bevestigingen;
import nl.ketenbrug.intake.GeweigerdeAanlevering;
import nl.ketenbrug.intake.Intake;
import nl.ketenbrug.intake.Ontvangst;
import nl.ketenbrug.intake.Schemafout;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.messagelog.Logboek;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Jsonlezer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jms.JmsException;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Sources deliver here, and partners their own attachments. 202 means: the message is durable and
 * stands in the log.
 */
@RestController
class AanleveringController {

  private static final List<MediaType> XML = List.of(MediaType.APPLICATION_XML, MediaType.TEXT_XML);
  private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON);

  private final Bronnen bronnen;
  private final Intake intake;
  private final Logboek logboek;
  private final Registratietoegang toegang;
  private final Bevestigingen bevestigingen;
  private final Clock clock;
  private final Innamestoring storing;

  AanleveringController(
      Bronnen bronnen,
      Intake intake,
      Logboek logboek,
      Registratietoegang toegang,
      Bevestigingen bevestigingen,
      Clock clock) {
    this.bronnen = bronnen;
    this.intake = intake;
    this.logboek = logboek;
    this.toegang = toegang;
    this.bevestigingen = bevestigingen;
    this.clock = clock;
    this.storing = new Innamestoring(clock);
  }

  /**
   * What the source gets to hear.
   *
   * @param status ontvangen; geparkeerd when it was accepted before and stands apart, so that
   *     sending it again changes nothing
   * @param duplicaat whether the same message was accepted before
   */
  record Antwoord(UUID berichtId, String status, boolean duplicaat) {}

  @PostMapping(
      path = "/api/v1/aanleveringen/{naam}",
      consumes = {
        MediaType.APPLICATION_XML_VALUE,
        MediaType.TEXT_XML_VALUE,
        MediaType.APPLICATION_JSON_VALUE
      })
  ResponseEntity<?> lever(
      @PathVariable String naam,
      @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType soort,
      InputStream body,
      Authentication wie)
      throws IOException, HttpMediaTypeNotSupportedException {
    Bron bron =
        bronnen
            .zoek(naam)
            .filter(Bron::neemtAan)
            .orElseThrow(
                () -> new OnbekendeBron("Er is geen bron " + naam + " die hier kan aanleveren"));
    Afzender afzender = toegang.afzender(bron, wie);
    List<MediaType> soorten = bron.neemtJsonAan() ? JSON : XML;
    if (soorten.stream().noneMatch(een -> een.isCompatibleWith(soort))) {
      throw new HttpMediaTypeNotSupportedException(soort, soorten);
    }
    // Not one byte more than is needed to know that it is too large.
    byte[] bytes = body.readNBytes(Math.toIntExact(bron.grens() + 1));
    if (bytes.length > bron.grens()) {
      throw intake.weigerTeGroot(bron, wie.getName());
    }
    if (bron.geeftKennis()) {
      return bevestig(bron, bytes, wie.getName());
    }
    Ontvangst ontvangst = intake.ontvang(bron, bytes, afzender);
    storing.gelukt();
    return ResponseEntity.accepted()
        .body(
            new Antwoord(ontvangst.berichtId().value(), status(ontvangst), ontvangst.duplicaat()));
  }

  private String status(Ontvangst ontvangst) {
    return ontvangst.duplicaat() && logboek.staatApart(ontvangst.berichtId().value())
        ? "geparkeerd"
        : "ontvangen";
  }

  /** In the form of the source, as it waits for: 200, or a SOAP fault with 500. */
  private ResponseEntity<String> bevestig(Bron bron, byte[] bytes, String actor) {
    try {
      Ontvangst ontvangst = intake.ontvang(bron, bytes, actor);
      storing.gelukt();
      return xml(
          HttpStatus.OK,
          bevestigingen.aangenomen(bron, bytes, ontvangst.berichtId(), clock.instant()));
    } catch (GeweigerdeAanlevering weigering) {
      return xml(
          HttpStatus.INTERNAL_SERVER_ERROR,
          bevestigingen.geweigerd(
              bron, bytes, weigering.berichtId(), clock.instant(), weigering.reden()));
    }
  }

  private static ResponseEntity<String> xml(HttpStatus status, String xml) {
    return ResponseEntity.status(status)
        .contentType(new MediaType(MediaType.TEXT_XML, StandardCharsets.UTF_8))
        .body(xml);
  }

  /** There is no such source. */
  static final class OnbekendeBron extends RuntimeException {
    OnbekendeBron(String message) {
      super(message);
    }
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onbekend(OnbekendeBron fout) {
    return antwoord(
        Problemen.van(HttpStatus.NOT_FOUND, "bron-onbekend", "Bron onbekend", fout.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> geweigerd(GeweigerdeAanlevering fout) {
    GeweigerdBericht reden = fout.reden();
    ProblemDetail problem =
        Problemen.van(status(reden), reden.code(), "Bericht geweigerd", reden.getMessage());
    problem.setProperty("berichtId", fout.berichtId().toString());
    if (reden instanceof Schemafout schemafout) {
      problem.setProperty("regel", schemafout.regel());
      problem.setProperty("kolom", schemafout.kolom());
    }
    return antwoord(problem);
  }

  /** The broker or database did not take it: nothing was promised, the source sends again. */
  @ExceptionHandler({
    JmsException.class,
    TransactionException.class,
    org.springframework.dao.DataAccessException.class
  })
  ResponseEntity<ProblemDetail> nietOpgeslagen(Exception fout, HttpServletRequest vraag) {
    storing.mislukt(naam(vraag), fout);
    return antwoord(
        Problemen.van(
            HttpStatus.SERVICE_UNAVAILABLE,
            "niet-opgeslagen",
            "Niet opgeslagen",
            "Het bericht kon niet duurzaam worden opgeslagen; lever het later opnieuw aan"));
  }

  /** Of a source that there is, unless the fault came before that was known. */
  private String naam(HttpServletRequest vraag) {
    Object delen = vraag.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return delen instanceof Map<?, ?> map
        ? bronnen.zoek(String.valueOf(map.get("naam"))).map(Bron::naam).orElse("onbekend")
        : "onbekend";
  }

  private static HttpStatus status(GeweigerdBericht reden) {
    if (reden.code().equals("te-groot")) {
      return HttpStatus.PAYLOAD_TOO_LARGE;
    }
    if (reden.code().equals(Jsonlezer.NIET_LEESBAAR)) {
      return HttpStatus.BAD_REQUEST;
    }
    boolean leesbaar =
        !(reden instanceof Schemafout fout) || fout.soort() == Schemafout.Soort.NIET_GELDIG;
    return leesbaar ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.BAD_REQUEST;
  }

  private static ResponseEntity<ProblemDetail> antwoord(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
