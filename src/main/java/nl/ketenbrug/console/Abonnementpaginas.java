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

  private final AbonnementenController abonnementen;

  Abonnementpaginas(AbonnementenController abonnementen) {
    this.abonnementen = abonnementen;
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

  @PostMapping("/abonnementen/{naam}/hervatten")
  String hervat(@PathVariable String naam, Authentication wie) {
    abonnementen.hervat(naam, wie);
    return "redirect:/abonnementen/" + naam;
  }
}
