package nl.ketenbrug.console;

import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Herroepingsstand;
import nl.ketenbrug.delivery.Herroepingsstanden;
import nl.ketenbrug.delivery.Herroepingsvolger;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Withdrawals and corrections that not everyone has confirmed who got what they name. */
@RestController
@RequestMapping("/api/v1/herroepingen")
class HerroepingController {

  static final int LIMIET = 50;
  private static final int HOOGSTE_LIMIET = 200;

  private final Herroepingsstanden standen;
  private final Herroepingsvolger volger;

  HerroepingController(Herroepingsstanden standen, Herroepingsvolger volger) {
    this.standen = standen;
    this.volger = volger;
  }

  /**
   * @param volgende for {@code na} of the next page; null when this is the last
   */
  record Lijst(List<Herroepingsstand> herroepingen, UUID volgende) {}

  record Afdoening(String toelichting) {}

  @GetMapping
  Lijst open(
      @RequestParam(required = false) UUID na, @RequestParam(required = false) Integer limiet) {
    int hoogstens = limiet == null ? LIMIET : limiet;
    if (hoogstens < 1 || hoogstens > HOOGSTE_LIMIET) {
      throw Problemen.parameter("limiet", "limiet ligt tussen 1 en " + HOOGSTE_LIMIET);
    }
    List<Herroepingsstand> gevonden = standen.open(na, hoogstens);
    return new Lijst(
        gevonden,
        gevonden.size() < hoogstens ? null : gevonden.get(gevonden.size() - 1).berichtId());
  }

  @GetMapping("/{id}")
  Herroepingsstand een(@PathVariable UUID id) {
    return standen
        .een(id)
        .orElseThrow(
            () ->
                Problemen.fout(
                    HttpStatus.NOT_FOUND,
                    "herroeping-onbekend",
                    "Herroeping onbekend",
                    "Er is geen intrekking of correctie met dit id van iets dat een afnemer kreeg."));
  }

  /** Says that one partner knows it in another way. */
  @PostMapping("/{id}/afnemers/{naam}/afdoening")
  Herroepingsstand doeAf(
      @PathVariable UUID id,
      @PathVariable String naam,
      @RequestBody Afdoening afdoening,
      Authentication wie) {
    String toelichting = afdoening.toelichting();
    if (toelichting == null || toelichting.isBlank()) {
      throw Problemen.parameter("toelichting", "zeg in toelichting hoe deze afnemer het weet");
    }
    Redenen.controleer("toelichting", toelichting);
    Herroepingsstand herroeping = een(id);
    Herroepingsstand.Bij bij =
        herroeping.afnemers().stream()
            .filter(een -> een.naam().equals(naam))
            .findFirst()
            .orElseThrow(
                () ->
                    Problemen.fout(
                        HttpStatus.NOT_FOUND,
                        "afnemer-onbekend",
                        "Afnemer onbekend",
                        "Deze afnemer kreeg de eerdere gebeurtenis niet."));
    if (bij.stand() == Herroepingsstand.Stand.BEVESTIGD
        || !volger.doeAf(herroeping, naam, wie.getName(), toelichting.strip())) {
      throw Problemen.fout(
          HttpStatus.CONFLICT,
          "al-afgedaan",
          "Al afgedaan",
          "Bij deze afnemer is het al bevestigd of afgedaan.");
    }
    return een(id);
  }
}
