package nl.ketenbrug.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jms.JmsException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Every exception that leaves a controller becomes a problem of ours. A controller that has
 * something precise to tell throws an {@code ErrorResponseException} whose problem has a type of
 * its own; that goes out as it is. All else is told in general terms, because the text of an
 * exception may show the inside or what a message held.
 */
@ControllerAdvice
class Foutafhandeling extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Foutafhandeling.class);

  private final Foutantwoord antwoord;

  Foutafhandeling(Foutantwoord antwoord) {
    this.antwoord = antwoord;
  }

  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception fout, Object inhoud, HttpHeaders koppen, HttpStatusCode status, WebRequest vraag) {
    Object bekend = inhoud == null && fout instanceof ErrorResponse met ? met.getBody() : inhoud;
    ProblemDetail probleem =
        bekend instanceof ProblemDetail eigen && isVanOns(eigen) ? eigen : Problemen.bij(status);
    ServletWebRequest servlet = (ServletWebRequest) vraag;
    if (Foutantwoord.wilPagina(servlet.getRequest())) {
      return pagina(servlet, probleem);
    }
    return ResponseEntity.status(status)
        .headers(koppen)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(probleem);
  }

  /**
   * Without the stack: who polls asks each second, and where it happened says nothing about a
   * broker or database that is away. Its cause says which of the two.
   */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    JmsException.class,
    TransactionException.class
  })
  void isWeg(NestedRuntimeException fout, HttpServletRequest vraag, HttpServletResponse uit)
      throws IOException {
    LOG.error(
        "Broker of database doet niet wat de motor vraagt ({})",
        fout.getMostSpecificCause().toString());
    LOG.debug("Broker of database doet niet wat de motor vraagt", fout);
    antwoord.schrijf(vraag, uit, Problemen.bij(HttpStatus.SERVICE_UNAVAILABLE));
  }

  /** Who breaks off while it sends is no fault of the engine, and hears nothing of it. */
  @ExceptionHandler(BadRequestException.class)
  void afgebroken(BadRequestException fout, HttpServletRequest vraag, HttpServletResponse uit)
      throws IOException {
    LOG.warn("verzoek-ongeldig: een verzoek kwam niet heel aan ({})", Oorzaken.van(fout));
    antwoord.schrijf(vraag, uit, Problemen.bij(HttpStatus.BAD_REQUEST));
  }

  @ExceptionHandler(Exception.class)
  void onverwacht(Exception fout, HttpServletRequest vraag, HttpServletResponse uit)
      throws Exception {
    if (fout instanceof AccessDeniedException || fout instanceof AuthenticationException) {
      // The security filter answers these, and knows whether logging in would help.
      throw fout;
    }
    UUID kenmerk = UUID.randomUUID();
    LOG.error("Onverwachte fout, kenmerk {}", kenmerk, fout);
    ProblemDetail probleem = Problemen.bij(HttpStatus.INTERNAL_SERVER_ERROR);
    probleem.setDetail(probleem.getDetail() + " Meld dit kenmerk aan de beheerder: " + kenmerk);
    antwoord.schrijf(vraag, uit, probleem);
  }

  private static boolean isVanOns(ProblemDetail probleem) {
    return probleem.getType() != null && probleem.getType().toString().startsWith(Problemen.SOORT);
  }

  private ResponseEntity<Object> pagina(ServletWebRequest vraag, ProblemDetail probleem) {
    try {
      antwoord.schrijf(vraag.getRequest(), vraag.getResponse(), probleem);
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("De foutpagina kwam niet aan", e);
    }
  }
}
