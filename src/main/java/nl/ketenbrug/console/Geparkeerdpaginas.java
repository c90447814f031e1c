package nl.ketenbrug.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import java.util.stream.Stream;
import nl.ketenbrug.operations.Bronwacht;
import nl.ketenbrug.operations.Parkeerplaats;
import nl.ketenbrug.operations.Vrijgave;
import nl.ketenbrug.operations.Vrijgave.Daad;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was set apart, for people: by cause, with what can be done about it; without script. */
@Controller
class Geparkeerdpaginas {

  private final GeparkeerdController geparkeerd;
  private final VrijgaveController vrijgaven;
  private final Bronwacht wacht;

  Geparkeerdpaginas(
      GeparkeerdController geparkeerd, VrijgaveController vrijgaven, Bronwacht wacht) {
    this.geparkeerd = geparkeerd;
    this.vrijgaven = vrijgaven;
    this.wacht = wacht;
  }

  @GetMapping("/geparkeerd")
  String groepen(Model model) {
    model.addAttribute("wachtend", wacht.stand().stream().map(Bronwachtrij::van).toList());
    model.addAttribute(
        "afleidingen",
        geparkeerd.afleidingen().afleidingen().stream().map(Afleidingrij::van).toList());
    Parkeerplaats.Groepen groepen = vrijgaven.groepen();
    model.addAttribute("verborgen", groepen.verborgen());
    model.addAttribute("groepen", groepen.groepen().stream().map(Geparkeerdrij::van).toList());
    model.addAttribute(
        "vrijgaven", vrijgaven.laatste().vrijgaven().stream().map(Vrijgaverij::van).toList());
    return "geparkeerd";
  }

  @PostMapping("/geparkeerd/vrijgaven")
  String geef(
      @RequestParam String parkeerplek,
      @RequestParam(defaultValue = "") String stap,
      @RequestParam String reden,
      @RequestParam String daad,
      @RequestParam(defaultValue = "") String toelichting,
      Authentication wie,
      Model model,
      HttpServletResponse antwoord) {
    try {
      ResponseEntity<Vrijgave> gegeven =
          vrijgaven.geef(
              new VrijgaveController.Vraag(
                  parkeerplek,
                  stap.isEmpty() ? null : stap,
                  reden,
                  Stream.of(Daad.AFWIJZEN, Daad.INHOUDEN)
                      .filter(een -> een.naam().equals(daad))
                      .findFirst()
                      .orElse(Daad.VRIJGEVEN),
                  toelichting,
                  null),
              wie);
      return "redirect:/geparkeerd/vrijgaven/" + gegeven.getBody().id();
    } catch (ErrorResponseException e) {
      antwoord.setStatus(e.getStatusCode().value());
      model.addAttribute("melding", e.getBody().getDetail());
      return groepen(model);
    }
  }

  /** An event of the engine itself that could not be sent is tried again at once. */
  @PostMapping("/geparkeerd/afleidingen/{id}/vrijgave")
  String verzendOpnieuw(
      @PathVariable UUID id, Authentication wie, Model model, HttpServletResponse antwoord) {
    try {
      model.addAttribute("gedaan", Geparkeerdrij.vrijgegeven(geparkeerd.geefVrij(id, wie)));
    } catch (ErrorResponseException e) {
      antwoord.setStatus(e.getStatusCode().value());
      model.addAttribute("melding", e.getBody().getDetail());
    }
    return groepen(model);
  }

  /** One message for good, with the delivery that comes in its place when there is one. */
  @PostMapping("/geparkeerd/afwijzing")
  String wijsAf(
      @RequestParam String berichtId,
      @RequestParam(defaultValue = "") String toelichting,
      @RequestParam(defaultValue = "") String vervangenDoor,
      @RequestParam(defaultValue = "") String afnemer,
      Authentication wie,
      Model model,
      HttpServletResponse antwoord) {
    try {
      VrijgaveController.Afgewezen gedaan =
          vrijgaven.wijsAf(
              Zoekvraag.uuid("berichtId", berichtId.strip()),
              new VrijgaveController.Afwijzing(
                  toelichting,
                  vervangenDoor.isBlank()
                      ? null
                      : Zoekvraag.uuid("vervangenDoor", vervangenDoor.strip()),
                  afnemer.isBlank() ? null : afnemer.strip()),
              wie);
      model.addAttribute("gedaan", Geparkeerdrij.afgewezen(gedaan));
    } catch (ErrorResponseException e) {
      antwoord.setStatus(e.getStatusCode().value());
      model.addAttribute("melding", e.getBody().getDetail());
      model.addAttribute("berichtId", berichtId);
      model.addAttribute("toelichting", toelichting);
      model.addAttribute("vervangenDoor", vervangenDoor);
      model.addAttribute("afnemer", afnemer);
    }
    return groepen(model);
  }

  /** One event that its partner may not have. */
  @PostMapping("/geparkeerd/inhouding")
  String houdIn(
      @RequestParam String berichtId,
      @RequestParam(defaultValue = "") String afnemer,
      @RequestParam(defaultValue = "") String toelichting,
      Authentication wie,
      Model model,
      HttpServletResponse antwoord) {
    try {
      VrijgaveController.Ingehouden gedaan =
          vrijgaven.houdIn(
              Zoekvraag.uuid("berichtId", berichtId.strip()),
              new VrijgaveController.Inhouding(
                  toelichting, afnemer.isBlank() ? null : afnemer.strip()),
              wie);
      model.addAttribute("gedaan", Geparkeerdrij.ingehouden(gedaan));
    } catch (ErrorResponseException e) {
      antwoord.setStatus(e.getStatusCode().value());
      model.addAttribute("melding", e.getBody().getDetail());
      model.addAttribute("inBerichtId", berichtId);
      model.addAttribute("inAfnemer", afnemer);
      model.addAttribute("inToelichting", toelichting);
    }
    return groepen(model);
  }

  @GetMapping("/geparkeerd/vrijgaven/{id}")
  String een(@PathVariable UUID id, Model model) {
    model.addAttribute("v", Vrijgaverij.van(vrijgaven.een(id)));
    return "vrijgave";
  }

  @PostMapping("/geparkeerd/vrijgaven/{id}/{daad:pauze|hervatten|afbreken}")
  String stuur(@PathVariable UUID id, @PathVariable String daad, Authentication wie) {
    switch (daad) {
      case "pauze" -> vrijgaven.pauzeer(id, wie);
      case "hervatten" -> vrijgaven.hervat(id, wie);
      default -> vrijgaven.breekAf(id, wie);
    }
    return "redirect:/geparkeerd/vrijgaven/" + id;
  }
}
