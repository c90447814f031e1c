package nl.ketenbrug.console;

import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Antwoord;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Pull;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A partner with a pull subscription fetches its events here and confirms them. */
@RestController
class BerichtenController {

  /** Events that one call hands out at most. */
  private static final int MAXIMUM = 200;

  private final Partners partners;
  private final Pull pull;

  BerichtenController(Partners partners, Pull pull) {
    this.partners = partners;
    this.pull = pull;
  }

  record Berichten(List<Pull.Bericht> berichten) {}

  /**
   * @param uitkomst geaccepteerd, later or geweigerd
   * @param reden a sentence; needed with geweigerd
   */
  record Uitkomst(String uitkomst, String reden) {}

  @GetMapping("/api/v1/berichten")
  Berichten oudste(@RequestParam(defaultValue = "50") int limiet, Authentication wie) {
    if (limiet < 1 || limiet > MAXIMUM) {
      throw Problemen.parameter("limiet", "limiet ligt tussen 1 en " + MAXIMUM);
    }
    return new Berichten(pull.oudste(partner(wie), limiet));
  }

  @PostMapping("/api/v1/berichten/{id}/bevestiging")
  Pull.Bevestiging bevestig(
      @PathVariable UUID id, @RequestBody Uitkomst uitkomst, Authentication wie) {
    Antwoord antwoord =
        Antwoord.van(uitkomst.uitkomst())
            .orElseThrow(
                () ->
                    Problemen.parameter(
                        "uitkomst", "uitkomst is geaccepteerd, later of geweigerd"));
    if (antwoord == Antwoord.GEWEIGERD
        && (uitkomst.reden() == null || uitkomst.reden().isBlank())) {
      throw Problemen.parameter("reden", "bij geweigerd hoort een reden");
    }
    Redenen.controleer(uitkomst.reden());
    return pull.bevestig(partner(wie), id, antwoord, uitkomst.reden())
        .orElseThrow(
            () ->
                Problemen.fout(
                    HttpStatus.NOT_FOUND,
                    "bericht-onbekend",
                    "Bericht onbekend",
                    "dit abonnement heeft geen bericht met dit id gekregen"));
  }

  private Partner partner(Authentication wie) {
    return partners
        .zoek(wie.getName())
        .filter(partner -> partner.abonnement().kanaal() == Abonnement.Kanaal.PULL)
        .orElseThrow(() -> new AccessDeniedException("Alleen voor een abonnement met kanaal pull"));
  }
}
