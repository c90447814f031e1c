package nl.ketenbrug.console;

import nl.ketenbrug.console.AbonnementenController.Overzicht;
import nl.ketenbrug.console.AbonnementenController.Pauzeverzoek;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Subscriptions for people: what the API tells, and stop and go; works without script. A partner
 * sees its own, the operator all.
 */
@Controller
class Abonnementpaginas {

  /** Expired events that the page shows; the API gives them all. */
  private static final int ROWS = 50;

  private final AbonnementenController abonnementen;
  private final VerlopenController verlopen;
  private final HeraanbodController heraanbod;

  Abonnementpaginas(
      AbonnementenController abonnementen,
      VerlopenController verlopen,
      HeraanbodController heraanbod) {
    this.abonnementen = abonnementen;
    this.verlopen = verlopen;
    this.heraanbod = heraanbod;
  }

  @GetMapping("/abonnementen")
  String lijst(Authentication wie, Model model) {
    model.addAttribute(
        "abonnementen",
        abonnementen.alle(wie).abonnementen().stream().map(Abonnementrij::van).toList());
    return "abonnementen";
  }

  @GetMapping("/abonnementen/{naam}")
  String een(@PathVariable String naam, Authentication wie, Model model) {
    Overzicht overzicht = abonnementen.een(naam, wie);
    model.addAttribute("a", Abonnementrij.van(overzicht));
    model.addAttribute("w", Webhookrij.van(overzicht));
    model.addAttribute(
        "t", Termijnrij.van(overzicht, verlopen.vanAbonnement(naam, 0, ROWS, wie).leveringen()));
    return "abonnement";
  }

  @PostMapping("/abonnementen/{naam}/pauze")
  String pauzeer(
      @PathVariable String naam,
      @RequestParam(defaultValue = "") String reden,
      Authentication wie) {
    abonnementen.pauzeer(naam, new Pauzeverzoek(reden.isBlank() ? null : reden), wie);
    return "redirect:/abonnementen/" + naam;
  }

  /** As the API does, with its rules: an operator's large order waits for a second person. */
  @PostMapping("/abonnementen/{naam}/verlopen/opnieuw")
  String biedVerlopenOpnieuw(@PathVariable String naam, Authentication wie) {
    heraanbod.vraag(naam, HeraanbodController.Vraag.alleVerlopen(), wie);
    return "redirect:/abonnementen/" + naam;
  }

  @PostMapping("/abonnementen/{naam}/hervatten")
  String hervat(@PathVariable String naam, Authentication wie) {
    abonnementen.hervat(naam, wie);
    return "redirect:/abonnementen/" + naam;
  }
}
