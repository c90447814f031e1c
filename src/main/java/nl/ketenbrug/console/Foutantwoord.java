package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Gives an error to who asked: a page to a person, problem+json to a program. */
@Component
class Foutantwoord {

  /** Request attribute under which the error page finds what to tell. */
  static final String PROBLEEM = Foutantwoord.class.getName() + ".probleem";

  private final ObjectMapper json;

  Foutantwoord(ObjectMapper json) {
    this.json = json;
  }

  void schrijf(HttpServletRequest vraag, HttpServletResponse antwoord, ProblemDetail probleem)
      throws IOException {
    if (wilPagina(vraag)) {
      vraag.setAttribute(PROBLEEM, probleem);
      antwoord.sendError(probleem.getStatus());
      return;
    }
    antwoord.setStatus(probleem.getStatus());
    antwoord.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(antwoord.getOutputStream(), probleem);
  }

  /** The API and the metrics are for programs, whatever they say they accept. */
  static boolean wilPagina(HttpServletRequest vraag) {
    String pad = vraag.getRequestURI().substring(vraag.getContextPath().length());
    String accept = vraag.getHeader(HttpHeaders.ACCEPT);
    return !pad.startsWith("/api/")
        && !pad.startsWith("/actuator/")
        && accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE);
  }
}
