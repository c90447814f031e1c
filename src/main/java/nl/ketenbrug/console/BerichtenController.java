package nl.ketenbrug.console;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Antwoord;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Pull;
import nl.ketenbrug.delivery.Uitgifte;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * A partner with a pull subscription fetches its events here and confirms them. One with a webhook
 * may confirm here too: what it cannot take as it comes would hold up the rest.
 */
@RestController
class BerichtenController {

  /** Events that one call hands out at most. */
  private static final int MAXIMUM = 200;

  /** Seconds. */
  private static final int LANGSTE_WACHT = 30;

  /** Seconds. */
  private static final int LANGSTE_HOUVAST = 3600;

  private final Partners partners;
  private final Pull pull;
  private final Wachtkamer wachtkamer;

  BerichtenController(Partners partners, Pull pull, Wachtkamer wachtkamer) {
    this.partners = partners;
    this.pull = pull;
    this.wachtkamer = wachtkamer;
  }

  /**
   * @param tempo null unless the rate of the subscription keeps back what else there is
   * @param toestand says of an empty answer whether anything would be given
   */
  record Berichten(
      List<Pull.Bericht> berichten,
      Uitgifte.Begrensd tempo,
      Pull.Toestand toestand,
      @JsonIgnore Pull.Uitreiking uitreiking) {

    Berichten(Pull.Uitreiking uitreiking) {
      this(uitreiking.berichten(), uitreiking.tempo(), uitreiking.toestand(), uitreiking);
    }
  }

  /**
   * @param uitkomst geaccepteerd, later or geweigerd
   * @param reden a sentence; needed with geweigerd
   */
  record Uitkomst(String uitkomst, String reden) {}

  /**
   * @param wacht seconds to wait for an event when there is none
   * @param vasthouden seconds in which no other reader is given the same; 0 holds nothing
   */
  @GetMapping("/api/v1/berichten")
  DeferredResult<Berichten> oudste(
      @RequestParam(defaultValue = "50") int limiet,
      @RequestParam(defaultValue = "0") int wacht,
      @RequestParam(defaultValue = "0") int vasthouden,
      Authentication wie) {
    binnen("limiet", limiet, 1, MAXIMUM);
    binnen("wacht", wacht, 0, LANGSTE_WACHT);
    binnen("vasthouden", vasthouden, 0, LANGSTE_HOUVAST);
    Partner partner = Toegang.eigen(partners, wie, Kanaal.PULL);
    Optional<Duration> houvast =
        Optional.of(vasthouden).filter(s -> s > 0).map(Duration::ofSeconds);
    return wachtkamer.vraag(
        partner.code(),
        Duration.ofSeconds(wacht),
        () -> new Berichten(pull.oudste(partner, limiet, houvast)),
        niemand -> pull.geefTerug(partner, niemand.uitreiking()));
  }

  private static void binnen(String naam, int waarde, int van, int tot) {
    if (waarde < van || waarde > tot) {
      throw Problemen.parameter(naam, "%s ligt tussen %d en %d".formatted(naam, van, tot));
    }
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
    Redenen.controleerAntwoord("reden", uitkomst.reden());
    return pull.bevestig(
            Toegang.eigen(partners, wie, Kanaal.PULL, Kanaal.WEBHOOK),
            id,
            antwoord,
            uitkomst.reden())
        .orElseThrow(
            () ->
                Problemen.fout(
                    HttpStatus.NOT_FOUND,
                    "bericht-onbekend",
                    "Bericht onbekend",
                    "dit abonnement heeft geen bericht met dit id gekregen"));
  }
}
