package nl.ketenbrug.console;

import nl.ketenbrug.delivery.Partners;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A partner begins afresh, or repairs itself, without reading its whole history. */
@RestController
class OpenstaandController {

  /** Dossiers on one page at most. */
  private static final int MAXIMUM = 200;

  private final Partners partners;
  private final Openstaand openstaand;

  OpenstaandController(Partners partners, Openstaand openstaand) {
    this.partners = partners;
    this.openstaand = openstaand;
  }

  @GetMapping("/api/v1/openstaand")
  Openstaand.Blad van(
      @RequestParam(required = false) String na,
      @RequestParam(defaultValue = "50") int limiet,
      Authentication wie) {
    if (limiet < 1 || limiet > MAXIMUM) {
      throw Problemen.parameter("limiet", "limiet ligt tussen 1 en " + MAXIMUM);
    }
    Openstaand.Bladwijzer vanaf =
        na == null
            ? null
            : Openstaand.Bladwijzer.lees(na)
                .orElseThrow(
                    () ->
                        Problemen.parameter("na", "na is de waarde van volgende van een antwoord"));
    return openstaand.van(Toegang.eigen(partners, wie), vanaf, limiet);
  }
}
