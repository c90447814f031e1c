package nl.ketenbrug.console;

import nl.ketenbrug.delivery.Gebeurteniscatalogus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** What each type of event means: whoever gets one may ask (NL GOV profile for CloudEvents 1.1). */
@Controller
class GebeurtenistypenController {

  private final Gebeurteniscatalogus catalogus;

  GebeurtenistypenController(Gebeurteniscatalogus catalogus) {
    this.catalogus = catalogus;
  }

  @GetMapping("/api/v1/gebeurtenistypen")
  @ResponseBody
  Gebeurteniscatalogus lijst() {
    return catalogus;
  }

  @GetMapping("/gebeurtenistypen")
  String pagina(Model model) {
    model.addAttribute("soorten", catalogus.soorten());
    return "gebeurtenistypen";
  }
}
