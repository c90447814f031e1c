package nl.ketenbrug.console;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the servlet container brings requests that failed outside a controller. */
@Controller
@RequestMapping("${server.error.path:/error}")
class Foutpagina implements ErrorController {

  @RequestMapping(produces = MediaType.TEXT_HTML_VALUE)
  String pagina(HttpServletRequest vraag, Model model) {
    model.addAttribute("probleem", probleem(vraag));
    return "fout";
  }

  @RequestMapping
  ResponseEntity<ProblemDetail> probleemAntwoord(HttpServletRequest vraag) {
    ProblemDetail probleem = probleem(vraag);
    return ResponseEntity.status(probleem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(probleem);
  }

  private static ProblemDetail probleem(HttpServletRequest vraag) {
    if (vraag.getAttribute(Foutantwoord.PROBLEEM) instanceof ProblemDetail bekend) {
      return bekend;
    }
    Object status = vraag.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    // Somebody who asks for this page itself has met no error: the page does not exist.
    HttpStatusCode code =
        status instanceof Integer getal ? HttpStatusCode.valueOf(getal) : HttpStatus.NOT_FOUND;
    return Problemen.bij(code);
  }
}
