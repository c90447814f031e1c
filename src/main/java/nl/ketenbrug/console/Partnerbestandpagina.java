package nl.ketenbrug.console;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the operator tries the file of a partner: what the API tells, with a picture. */
@Controller
class Partnerbestandpagina {

  private static final String PAGINA = "partnerbestand";

  private final PartnerbestandController bestanden;

  Partnerbestandpagina(PartnerbestandController bestanden) {
    this.bestanden = bestanden;
  }

  @GetMapping("/abonnementen/bestand")
  String leeg() {
    return PAGINA;
  }

  /** Shows it again, with what it would be or why it would not do. */
  @PostMapping("/abonnementen/bestand")
  String proef(@RequestParam String tekst, Model model, HttpServletResponse antwoord) {
    model.addAttribute("tekst", tekst);
    try {
      model.addAttribute("p", bestanden.proef(tekst.getBytes(StandardCharsets.UTF_8)));
    } catch (ErrorResponseException e) {
      antwoord.setStatus(e.getStatusCode().value());
      model.addAttribute("fout", e.getBody().getDetail());
    }
    return PAGINA;
  }
}
