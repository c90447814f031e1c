package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import nl.ketenbrug.delivery.Partners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A bailiff looks what is registered about a debtor. Own contract [O]. POST, because the number may
 * not stand in an address.
 */
@RestController
class RaadplegingController {

  private static final Logger LOG = LoggerFactory.getLogger(RaadplegingController.class);

  /** Bytes; an ordinary question has a hundred. */
  private static final int MAXIMUM = 4 * 1024;

  private final Partners partners;
  private final Raadplegingen raadplegingen;
  private final ObjectReader lezer;

  RaadplegingController(Partners partners, Raadplegingen raadplegingen, ObjectMapper json) {
    this.partners = partners;
    this.raadplegingen = raadplegingen;
    // A misspelt field would ask something else than was meant.
    this.lezer =
        json.reader()
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .forType(Vraag.class);
  }

  /**
   * @param doelbinding code of {@link nl.ketenbrug.delivery.Doelbinding}
   * @param kenmerk the partner's own
   */
  record Vraag(String bsn, String doelbinding, String kenmerk) {}

  @PostMapping(
      path = "/api/v1/beslagregister/raadplegingen",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  Raadpleging raadpleeg(InputStream body, Authentication wie) throws IOException {
    byte[] bytes = body.readNBytes(MAXIMUM + 1);
    if (bytes.length > MAXIMUM) {
      throw Problemen.fout(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "te-groot",
          "Te groot",
          "Een vraag is hoogstens " + MAXIMUM + " bytes.");
    }
    return raadplegingen.raadpleeg(
        partners
            .zoek(wie.getName())
            .orElseThrow(() -> new AccessDeniedException("Alleen voor een afnemer")),
        lees(bytes));
  }

  /** The state cannot be read now; nothing was told. */
  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> nietTeLezen(Exception fout) {
    LOG.error(
        "tijdelijk-niet-beschikbaar: een vraag aan het beslagregister is niet beantwoord ({})",
        Oorzaken.van(fout));
    LOG.debug("Een vraag aan het beslagregister is niet beantwoord", fout);
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problemen.bij(HttpStatus.SERVICE_UNAVAILABLE));
  }

  private Raadpleegvraag lees(byte[] bytes) {
    try {
      Vraag vraag = lezer.readValue(bytes);
      if (vraag != null) {
        return Raadpleegvraag.van(vraag.bsn(), vraag.doelbinding(), vraag.kenmerk());
      }
    } catch (Raadpleegvraag.Onjuist e) {
      throw fout(e.code(), e.getMessage());
    } catch (IOException e) {
      // Told below, without the text that Jackson quotes.
    }
    throw fout(
        "raadpleging-onbegrepen",
        "de vraag is geen JSON-object met bsn, doelbinding en kenmerk, alle drie tekst");
  }

  private static ErrorResponseException fout(String code, String detail) {
    return Problemen.fout(HttpStatus.BAD_REQUEST, code, "Raadpleging niet begrepen", detail);
  }
}
