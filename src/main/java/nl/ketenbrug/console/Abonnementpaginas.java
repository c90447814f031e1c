package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.util.UUID;
import nl.ketenbrug.console.AbonnementenController.Overzicht;
import nl.ketenbrug.console.AbonnementenController.Pauzeverzoek;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
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
    return toon(naam, wie, model);
  }

  private String toon(String naam, Authentication wie, Model model) {
    Overzicht overzicht = abonnementen.een(naam, wie);
    model.addAttribute("a", Abonnementrij.van(overzicht));
    model.addAttribute("u", Uitgifterij.van(overzicht));
    model.addAttribute("w", Webhookrij.van(overzicht));
    model.addAttribute(
        "t", Termijnrij.van(overzicht, verlopen.vanAbonnement(naam, 0, ROWS, wie).leveringen()));
    model.addAttribute(
        "opdrachten",
        heraanbod.alle(naam, wie).opdrachten().stream()
            .map(opdracht -> Opdrachtrij.van(opdracht, wie.getName()))
            .toList());
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

  /**
   * As the API does, with its rules: a large order waits for another account.
   *
   * @param welke {@code onbevestigd} or {@code bevestigd}; empty for what the API takes by itself
   * @param van first day on which events were laid ready, in the Netherlands
   * @param tot last day of that
   * @param daad {@code tel} only counts
   */
  @PostMapping("/abonnementen/{naam}/opnieuw")
  String vraagOpnieuw(
      @PathVariable String naam,
      @RequestParam(defaultValue = "") String welke,
      @RequestParam(required = false) Long vanaf,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate van,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate tot,
      @RequestParam(defaultValue = "") String gebeurtenistype,
      @RequestParam(required = false) UUID berichtId,
      @RequestParam(defaultValue = "") String dossier,
      @RequestParam(required = false) Integer perSeconde,
      @RequestParam(defaultValue = "tel") String daad,
      Authentication wie,
      Model model) {
    if (vanaf != null && van != null) {
      throw Problemen.parameter("vanaf", "kies een volgnummer of een dag, niet allebei");
    }
    Momenten.controleer("van", van);
    Momenten.controleer("tot", tot);
    boolean proef = !daad.equals("geef");
    HeraanbodController.Vraag vraag =
        new HeraanbodController.Vraag(
            vanaf != null
                ? LongNode.valueOf(vanaf)
                : van == null ? null : TextNode.valueOf(Opdrachtrij.begin(van).toString()),
            tot == null ? null : Opdrachtrij.begin(tot.plusDays(1)),
            gebeurtenistype.isBlank() ? null : gebeurtenistype,
            berichtId,
            dossier.isBlank() ? null : dossier.strip(),
            perSeconde,
            false,
            welke.isEmpty() ? null : welke.equals("bevestigd"),
            proef);
    HeraanbodController.Antwoord antwoord = heraanbod.vraag(naam, vraag, wie).getBody();
    if (antwoord.opdracht() != null) {
      return "redirect:/abonnementen/" + naam;
    }
    model.addAttribute("telling", Opdrachtrij.telling(antwoord.telling()));
    return toon(naam, wie, model);
  }

  /** What steers an order: {@code pauze}, {@code hervatten}, {@code afbreken}, {@code akkoord}. */
  @PostMapping("/abonnementen/{naam}/opnieuw/{id}/{daad}")
  String stuurOpdracht(
      @PathVariable String naam,
      @PathVariable UUID id,
      @PathVariable String daad,
      Authentication wie) {
    switch (daad) {
      case "pauze" -> heraanbod.pauzeer(naam, id, wie);
      case "hervatten" -> heraanbod.hervat(naam, id, wie);
      case "afbreken" -> heraanbod.breekAf(naam, id, wie);
      case "akkoord" -> heraanbod.akkoord(naam, id, wie);
      default -> throw Problemen.parameter("daad", "dit kan met een opdracht niet");
    }
    return "redirect:/abonnementen/" + naam;
  }

  /** As the API does, with its rules: a large order waits for another account. */
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
