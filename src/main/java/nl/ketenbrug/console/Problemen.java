package nl.ketenbrug.console;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Errors as the outside sees them (RFC 9457): a stable {@code type} to program against, a Dutch
 * {@code title} and {@code detail} to read, and nothing about what is inside.
 */
final class Problemen {

  static final String SOORT = "urn:ketenbrug:fout:";

  private Problemen() {}

  static ProblemDetail van(HttpStatusCode status, String code, String titel, String detail) {
    ProblemDetail probleem = ProblemDetail.forStatusAndDetail(status, detail);
    probleem.setType(URI.create(SOORT + code));
    probleem.setTitle(titel);
    return probleem;
  }

  /** The stable code, without what is the same of all. */
  static String code(ProblemDetail probleem) {
    return probleem.getType().toString().substring(SOORT.length());
  }

  static ErrorResponseException fout(HttpStatus status, String code, String titel, String detail) {
    return new ErrorResponseException(status, van(status, code, titel, detail), null);
  }

  /**
   * Another trial has the place.
   *
   * @param seconden that one may still take, at most
   */
  static ErrorResponseException proefLoopt(String detail, int seconden) {
    ErrorResponseException fout =
        fout(HttpStatus.TOO_MANY_REQUESTS, "proef-loopt", "Er loopt al een proef", detail);
    fout.getHeaders().set(HttpHeaders.RETRY_AFTER, Integer.toString(seconden));
    return fout;
  }

  static ErrorResponseException parameter(String naam, String detail) {
    ProblemDetail probleem =
        van(HttpStatus.BAD_REQUEST, "parameter-ongeldig", "Ongeldige parameter", detail);
    probleem.setProperty("parameter", naam);
    return new ErrorResponseException(HttpStatus.BAD_REQUEST, probleem, null);
  }

  /** What is said about a status when nobody knows more. */
  static ProblemDetail bij(HttpStatusCode status) {
    return switch (status.value()) {
      case 400 ->
          van(status, "verzoek-ongeldig", "Ongeldig verzoek", "Het verzoek is niet te begrijpen.");
      case 401 ->
          van(status, "niet-ingelogd", "Niet ingelogd", "Log in met gebruikersnaam en wachtwoord.");
      case 403 ->
          van(status, "geen-toegang", "Geen toegang", "Dit account mag dit niet zien of doen.");
      case 404 -> van(status, "niet-gevonden", "Niet gevonden", "Dit adres bestaat niet.");
      case 405 ->
          van(
              status,
              "methode-niet-toegestaan",
              "Methode niet toegestaan",
              "Dit adres kent deze HTTP-methode niet.");
      case 406 ->
          van(
              status,
              "antwoordvorm-onbekend",
              "Antwoordvorm onbekend",
              "In de gevraagde vorm is geen antwoord te geven.");
      case 413 -> van(status, "te-groot", "Te groot", "Het bericht is groter dan toegestaan.");
      case 415 ->
          van(
              status,
              "mediatype-niet-ondersteund",
              "Mediatype niet ondersteund",
              "Dit adres neemt dit mediatype niet aan.");
      case 503 ->
          van(
              status,
              "tijdelijk-niet-beschikbaar",
              "Tijdelijk niet beschikbaar",
              "De opslag is nu niet bereikbaar; probeer het later opnieuw.");
      default ->
          status.is4xxClientError()
              ? van(status, "verzoek-geweigerd", "Verzoek geweigerd", "Het verzoek is geweigerd.")
              : van(status, "interne-fout", "Interne fout", "Er ging iets mis in de motor.");
    };
  }
}
