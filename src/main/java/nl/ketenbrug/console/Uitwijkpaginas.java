package nl.ketenbrug.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Uitwijk;
import nl.ketenbrug.delivery.UitwijkNietMogelijk;
import nl.ketenbrug.delivery.Uitwijkbeheer;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Paper instead of a channel, for people: what the API does, on a page that works without script.
 */
@Controller
class Uitwijkpaginas {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final UitwijkController controller;
  private final Uitwijkbeheer beheer;
  private final Partners partners;

  Uitwijkpaginas(UitwijkController controller, Uitwijkbeheer beheer, Partners partners) {
    this.controller = controller;
    this.beheer = beheer;
    this.partners = partners;
  }

  @GetMapping("/uitwijken")
  String lijst(Authentication wie, Model model) {
    vul(wie, model);
    return "uitwijken";
  }

  /** A field that was left empty is not asked for. */
  record Formulier(
      String afnemer,
      String regio,
      String bsn,
      String berichtId,
      Uitwijk.Vorm vorm,
      String reden,
      String tot) {}

  @PostMapping("/uitwijken")
  String begin(Formulier formulier, Authentication wie, Model model) {
    return doe(wie, model, () -> begin(formulier, wie));
  }

  private String begin(Formulier formulier, Authentication wie) {
    UitwijkController.Begonnen begonnen =
        controller.begin(
            new UitwijkController.Vraag(
                leeg(formulier.afnemer()),
                leeg(formulier.regio()),
                leeg(formulier.bsn()),
                bericht(leeg(formulier.berichtId())),
                formulier.vorm(),
                leeg(formulier.reden()),
                null,
                moment(leeg(formulier.tot()))),
            wie);
    List<Uitwijk> gemaakt = begonnen.uitwijken();
    if (gemaakt.get(0).akkoordNodig()) {
      return "De uitwijk wacht op akkoord van een tweede beheerder.";
    }
    String nietVoor =
        begonnen.nietVoor().isEmpty()
            ? ""
            : " Niet voor %s: wie zijn wachtrij zelf leest krijgt alles op papier of niets; wijk zo nodig voor hem apart uit."
                .formatted(String.join(", ", begonnen.nietVoor()));
    return "De uitwijk is begonnen, voor %d afnemers.%s".formatted(gemaakt.size(), nietVoor);
  }

  @PostMapping("/uitwijken/{id}/akkoord")
  String akkoord(@PathVariable UUID id, Authentication wie, Model model) {
    return doe(
        wie,
        model,
        () -> {
          controller.akkoord(id, wie);
          return "De uitwijk is begonnen.";
        });
  }

  @PostMapping("/uitwijken/{id}/beeindigen")
  String beeindig(@PathVariable UUID id, Authentication wie, Model model) {
    return doe(
        wie,
        model,
        () -> {
          controller.beeindig(id, wie);
          return "De uitwijk is beëindigd. Wat niemand ophaalde gaat terug naar het kanaal; noteer"
              + " van elke opgehaalde bundel of zij bezorgd is.";
        });
  }

  @PostMapping("/uitwijken/{id}/bundels")
  String bundel(@PathVariable UUID id, Authentication wie, Model model) {
    return doe(
        wie,
        model,
        () -> {
          int aantal = controller.bundelNu(id, wie).bundels().size();
          return aantal == 0
              ? "Er is niets te bundelen."
              : "Er zijn bundels klaargezet: %d.".formatted(aantal);
        });
  }

  @PostMapping("/uitwijken/bundels/{id}/bezorging")
  String bezorg(
      @PathVariable UUID id, @RequestParam String wijze, Authentication wie, Model model) {
    return doe(
        wie,
        model,
        () ->
            "De bundel staat als bezorgd genoteerd, met %d berichten."
                .formatted(
                    controller
                        .bezorg(id, new UitwijkController.Bezorging(wijze, null), wie)
                        .berichten()));
  }

  @PostMapping("/uitwijken/bundels/{id}/intrekking")
  String trekIn(
      @PathVariable UUID id, @RequestParam String reden, Authentication wie, Model model) {
    return doe(
        wie,
        model,
        () ->
            "De bundel is ingetrokken; %d berichten gaan terug."
                .formatted(
                    controller
                        .trekIn(id, new UitwijkController.Intrekking(reden), wie)
                        .berichten()));
  }

  private interface Daad {
    String doe();
  }

  private String doe(Authentication wie, Model model, Daad daad) {
    try {
      model.addAttribute("gedaan", daad.doe());
    } catch (UitwijkNietMogelijk e) {
      model.addAttribute("fout", e.getMessage());
    } catch (ErrorResponseException e) {
      model.addAttribute("fout", e.getBody().getDetail());
    }
    vul(wie, model);
    return "uitwijken";
  }

  private void vul(Authentication wie, Model model) {
    boolean beheerder = Toegang.isBeheerder(wie);
    model.addAttribute("beheerder", beheerder);
    model.addAttribute("afnemers", partners.alle().stream().map(Partner::code).toList());
    model.addAttribute("regios", beheer.regios());
    model.addAttribute(
        "uitwijken",
        controller.alle(wie).uitwijken().stream()
            .map(
                uitwijk ->
                    Uitwijkrij.van(
                        uitwijk,
                        beheer.bundels(uitwijk),
                        beheer.beurt(uitwijk.partner()),
                        wie.getName(),
                        beheerder || Toegang.mag(wie, uitwijk.partner())))
            .toList());
  }

  private static String leeg(String tekst) {
    return tekst == null || tekst.isBlank() ? null : tekst.strip();
  }

  private static UUID bericht(String tekst) {
    try {
      return tekst == null ? null : UUID.fromString(tekst);
    } catch (IllegalArgumentException e) {
      throw Problemen.parameter("berichtId", "dit is geen kenmerk van een bericht");
    }
  }

  /** As a browser gives date and time, in the Netherlands. */
  private static Instant moment(String tekst) {
    try {
      return tekst == null ? null : LocalDateTime.parse(tekst).atZone(NEDERLAND).toInstant();
    } catch (DateTimeException e) {
      throw Problemen.parameter("tot", "dit is geen datum met tijd");
    }
  }
}
