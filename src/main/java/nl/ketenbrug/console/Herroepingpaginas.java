package nl.ketenbrug.console;

import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Herroepingsstand;
import nl.ketenbrug.delivery.Herroepingsstand.Stand;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Open withdrawals and corrections for people: what the API tells. */
@Controller
class Herroepingpaginas {

  private final HerroepingController herroepingen;

  Herroepingpaginas(HerroepingController herroepingen) {
    this.herroepingen = herroepingen;
  }

  /** With one partner, in words. */
  record Bij(String naam, String stand, String kleur, String toelichting) {}

  record Rij(
      String berichtId,
      String betreft,
      String soort,
      String type,
      String sinds,
      String sindsMachine,
      List<Bij> afnemers) {

    static Rij van(Herroepingsstand h) {
      return new Rij(
          h.berichtId().toString(),
          h.betreft().toString(),
          h.soort().equals("intrekking") ? "Intrekking" : "Correctie",
          Woorden.type(h.gebeurtenistype()),
          Woorden.tijd(h.sinds()),
          h.sinds().toString(),
          h.afnemers().stream().map(Rij::bij).toList());
    }

    private static Bij bij(Herroepingsstand.Bij bij) {
      return new Bij(
          bij.naam(),
          switch (bij.stand()) {
            case BEVESTIGD -> "Bevestigd";
            case OPENSTAAND -> "Nog niet bevestigd";
            case GEWEIGERD -> "Geweigerd";
            case VERLOPEN -> "Verlopen";
            case NIET_GELEVERD -> "Niet geleverd";
            case AFGEDAAN -> "Afgedaan";
          },
          switch (bij.stand()) {
            case BEVESTIGD, AFGEDAAN -> "goed";
            case OPENSTAAND -> "let-op";
            case GEWEIGERD, VERLOPEN, NIET_GELEVERD -> "fout";
          },
          bij.stand() == Stand.AFGEDAAN ? bij.toelichting() : null);
    }
  }

  @GetMapping("/herroepingen")
  String open(@RequestParam(required = false) UUID na, Model model) {
    HerroepingController.Lijst lijst = herroepingen.open(na, HerroepingController.LIMIET);
    model.addAttribute("herroepingen", lijst.herroepingen().stream().map(Rij::van).toList());
    model.addAttribute("volgende", lijst.volgende());
    return "herroepingen";
  }
}
