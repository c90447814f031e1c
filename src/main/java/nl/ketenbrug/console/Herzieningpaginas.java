package nl.ketenbrug.console;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningsverslag;
import nl.ketenbrug.enrichment.Herzieningsbeheer;
import nl.ketenbrug.enrichment.Herzieningsweigering;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Recalculations of the stock for people; works without script. */
@Controller
class Herzieningpaginas {

  private static final String BEHEERDER = "ROLE_beheerder";

  private final Herzieningsbeheer beheer;

  Herzieningpaginas(Herzieningsbeheer beheer) {
    this.beheer = beheer;
  }

  @GetMapping("/herzieningen")
  String lijst(Authentication wie, Model model) {
    model.addAttribute("vraag", new Vraag("cijfers", "streng", "ja", ""));
    return lijst(wie, model, null);
  }

  /** What was filled in, as it was. */
  record Vraag(String reden, String modus, String proef, String peildatum) {}

  @PostMapping("/herzieningen")
  String start(
      @RequestParam(defaultValue = "") String reden,
      @RequestParam(defaultValue = "") String modus,
      @RequestParam(defaultValue = "ja") String proef,
      @RequestParam(defaultValue = "") String peildatum,
      Authentication wie,
      Model model) {
    model.addAttribute("vraag", new Vraag(reden, modus, proef, peildatum));
    try {
      Herziening herziening =
          beheer.start(
              HerzieningController.keuze(Reden.class, "reden", reden, null),
              HerzieningController.keuze(Modus.class, "modus", modus, Modus.STRENG),
              !proef.equals("nee"),
              peildatum.isBlank() ? null : LocalDate.parse(peildatum),
              wie.getName());
      return "redirect:/herzieningen/" + herziening.id();
    } catch (Herzieningsweigering e) {
      // A slip in the form is told at the form, with what was filled in still there.
      return lijst(wie, model, e.getMessage());
    } catch (DateTimeParseException e) {
      return lijst(wie, model, "De peildatum is geen datum.");
    }
  }

  @GetMapping("/herzieningen/{id}")
  String een(@PathVariable String id, Authentication wie, Model model) {
    Herziening herziening =
        HerzieningController.uitvoeren(() -> beheer.een(HerzieningController.id(id)));
    Herzieningsverslag verslag = beheer.verslag(herziening.id());
    model.addAttribute("h", Herzieningrij.van(herziening));
    model.addAttribute("verslag", verslag);
    model.addAttribute("uitkomsten", Herzieningrij.uitkomsten(verslag));
    model.addAttribute("som", Herzieningrij.euro(verslag.somVerschilCent()));
    model.addAttribute("spreiding", Spreiding.van(verslag.verschillen()));
    model.addAttribute("percentage", percentage(herziening, verslag));
    model.addAttribute("geweigerd", beheer.geweigerd(herziening.id(), 100));
    model.addAttribute("loopt", herziening.status() == Status.LOOPT);
    model.addAttribute("gepauzeerd", herziening.status() == Status.GEPAUZEERD);
    model.addAttribute(
        "onderweg", herziening.status() == Status.GEREED && verslag.teVerwerken() > 0);
    model.addAttribute("mislukt", verslag.uitkomsten().getOrDefault("mislukt", 0L));
    model.addAttribute("afgebroken", herziening.status() == Status.AFGEBROKEN);
    model.addAttribute("magSturen", magSturen(wie));
    return "herziening";
  }

  @PostMapping("/herzieningen/{id}/{daad:pauze|hervatten|afbreken|opnieuw}")
  String stuur(@PathVariable String id, @PathVariable String daad, Authentication wie) {
    HerzieningController.uitvoeren(
        () ->
            switch (daad) {
              case "pauze" -> beheer.pauzeer(HerzieningController.id(id), wie.getName());
              case "opnieuw" -> beheer.opnieuw(HerzieningController.id(id), null, wie.getName());
              case "hervatten" -> beheer.hervat(HerzieningController.id(id), wie.getName());
              default -> beheer.breekAf(HerzieningController.id(id), wie.getName());
            });
    return "redirect:/herzieningen/" + HerzieningController.id(id);
  }

  private String lijst(Authentication wie, Model model, String melding) {
    List<Herzieningrij> rijen =
        beheer.laatste(HerzieningController.HOOGSTENS).stream().map(Herzieningrij::van).toList();
    model.addAttribute("herzieningen", rijen);
    model.addAttribute("melding", melding);
    model.addAttribute("termijn", HerzieningController.Termijn.van(beheer.termijnstand()));
    model.addAttribute("zonder", beheer.zonderStand());
    model.addAttribute("magSturen", magSturen(wie));
    model.addAttribute("bewaart", beheer.bewaartInvoer());
    return "herzieningen";
  }

  /** Whole percents; 100 only when everybody has an outcome. */
  private static long percentage(Herziening h, Herzieningsverslag verslag) {
    if (h.status() == Status.GEREED) {
      return 100;
    }
    long geheel = Math.max(h.geteld(), Math.max(h.uitgezet(), 1));
    return Math.min(99, verslag.berekend() * 100 / geheel);
  }

  private static boolean magSturen(Authentication wie) {
    return wie.getAuthorities().stream().anyMatch(recht -> recht.getAuthority().equals(BEHEERDER));
  }
}
