package nl.ketenbrug.console;

import java.util.List;
import nl.ketenbrug.dossier.Match.Graad;
import nl.ketenbrug.enrichment.Matchbeheer;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Matches for people who judge them; works without script. */
@Controller
class Matchpaginas {

  private static final int HOOGSTENS = 25;

  private final Matchbeheer beheer;

  Matchpaginas(Matchbeheer beheer) {
    this.beheer = beheer;
  }

  /** One field of both sides. */
  record Veld(String naam, String schuldenaar, String persoon, String uitkomst) {}

  @GetMapping("/matches")
  String lijst(
      @RequestParam(defaultValue = "te-bevestigen") String graad,
      @RequestParam(required = false) String na,
      Authentication wie,
      Model model) {
    Graad keuze = MatchController.graad(graad);
    MatchController.Lijst lijst =
        MatchController.uitvoeren(
            () ->
                MatchController.Lijst.van(
                    beheer.lijst(
                        keuze,
                        na == null ? null : MatchController.id(na),
                        HOOGSTENS,
                        wie.getName()),
                    beheer.open(),
                    beheer.nietTeHerkennen()));
    model.addAttribute("matches", lijst.matches());
    model.addAttribute("nietTeOpenen", lijst.nietTeOpenen());
    model.addAttribute("graad", keuze.naam());
    model.addAttribute("open", lijst.open());
    model.addAttribute("nietTeHerkennen", lijst.nietTeHerkennen());
    model.addAttribute("volgende", lijst.volgende());
    return "matches";
  }

  @GetMapping("/matches/{id}")
  String een(@PathVariable String id, Authentication wie, Model model) {
    return een(id, wie, model, new MatchController.Oordeel("", "", ""), null);
  }

  @PostMapping("/matches/{id}")
  String oordeel(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String oordeel,
      @RequestParam(defaultValue = "") String toelichting,
      @RequestParam(defaultValue = "") String kenmerk,
      Authentication wie,
      Model model) {
    MatchController.Oordeel ingevuld = new MatchController.Oordeel(oordeel, toelichting, kenmerk);
    if (!oordeel.equals("bevestigd") && !oordeel.equals("afgewezen")) {
      return een(id, wie, model, ingevuld, "Kies of het dezelfde persoon is.");
    }
    if (toelichting.isBlank() || toelichting.length() > MatchController.LANGSTE) {
      return een(
          id, wie, model, ingevuld, "Schrijf waarop uw oordeel berust, in hoogstens 2000 tekens.");
    }
    try {
      beheer.oordeel(
          MatchController.id(id), oordeel.equals("bevestigd"), toelichting, kenmerk, wie.getName());
      return "redirect:/matches/" + MatchController.id(id);
    } catch (Matchbeheer.Afwijzing e) {
      // Told at the form, with the data as they are now.
      return een(id, wie, model, ingevuld, e.getMessage());
    } catch (Matchbeheer.UitkomstNietVastgelegd e) {
      throw MatchController.welGenomen();
    }
  }

  private String een(
      String id,
      Authentication wie,
      Model model,
      MatchController.Oordeel ingevuld,
      String melding) {
    Matchrij rij =
        Matchrij.van(
            MatchController.uitvoeren(() -> beheer.een(MatchController.id(id), wie.getName())));
    // A choice that was made about other data than are shown now is not made about these.
    boolean zelfde = rij.kenmerk().equals(ingevuld.kenmerk());
    model.addAttribute("gekozen", zelfde ? ingevuld.oordeel() : "");
    model.addAttribute("toelichting", ingevuld.toelichting());
    model.addAttribute("m", rij);
    model.addAttribute("velden", velden(rij));
    model.addAttribute("melding", melding);
    return "match";
  }

  private static List<Veld> velden(Matchrij rij) {
    String naam =
        "geslachtsnaam "
            + rij.vergeleken().get("geslachtsnaam")
            + ", voornamen "
            + rij.vergeleken().get("voornamen");
    return List.of(
        new Veld("Naam", rij.schuldenaar().naam(), rij.persoon().naam(), naam),
        new Veld(
            "Geboortedatum",
            tekst(rij.schuldenaar().geboortedatum()),
            tekst(rij.persoon().geboortedatum()),
            rij.vergeleken().get("geboortedatum")),
        new Veld(
            "Postcode en huisnummer",
            tekst(rij.schuldenaar().adres()),
            tekst(rij.persoon().adres()),
            rij.vergeleken().get("adres")));
  }

  private static String tekst(String waarde) {
    return waarde == null ? "niet bekend of geheim" : waarde;
  }
}
