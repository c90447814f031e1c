package nl.ketenbrug.console;

import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Termijnstanden;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What expired: for the partner that did not confirm it, and for the source that delivered it. A
 * source that is no partner has no queue on which it could be told; it asks here.
 */
@RestController
class VerlopenController {

  /** Rows in one answer. */
  private static final int MAXIMUM = 200;

  private final Partners partners;
  private final Termijnstanden termijnen;

  VerlopenController(Partners partners, Termijnstanden termijnen) {
    this.partners = partners;
    this.termijnen = termijnen;
  }

  record Leveringen(List<Termijnstanden.Verlopen> leveringen) {}

  record Aanleveringen(List<Termijnstanden.Verloop> aanleveringen) {}

  /**
   * @param na number after which to begin
   */
  @GetMapping("/api/v1/abonnementen/{naam}/verlopen")
  Leveringen vanAbonnement(
      @PathVariable String naam,
      @RequestParam(defaultValue = "0") long na,
      @RequestParam(defaultValue = "50") int limiet,
      Authentication wie) {
    return new Leveringen(
        termijnen.verlopen(Toegang.partner(partners, naam, wie).code(), na, binnenGrens(limiet)));
  }

  /**
   * The deliveries of a source of which something reached not every partner in time. It does not
   * say which partner: who hears of a dossier is not the source's business.
   *
   * @param na id of the delivery after which to begin
   */
  @GetMapping("/api/v1/aanleveringen/{naam}/verlopen")
  Aanleveringen vanBron(
      @PathVariable String naam,
      @RequestParam(required = false) UUID na,
      @RequestParam(defaultValue = "50") int limiet,
      Authentication wie) {
    if (!wie.getName().equals(naam)) {
      throw new AccessDeniedException("Een bron ziet alleen wat zij zelf aanleverde");
    }
    return new Aanleveringen(termijnen.vanBron(naam, na, binnenGrens(limiet)));
  }

  private static int binnenGrens(int limiet) {
    if (limiet < 1 || limiet > MAXIMUM) {
      throw Problemen.parameter("limiet", "limiet ligt tussen 1 en " + MAXIMUM);
    }
    return limiet;
  }
}
