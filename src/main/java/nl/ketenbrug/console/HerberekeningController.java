package nl.ketenbrug.console;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Herberekening;
import nl.ketenbrug.bvv.Herberekening.Stapverschil;
import nl.ketenbrug.bvv.Herberekening.Vergelijking;
import nl.ketenbrug.bvv.Kwitantie;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * Computes a receipt anew, with the law of its own day or of another, and tells the difference step
 * by step. Nothing is kept.
 */
@Controller
class HerberekeningController {

  private static final String PAD = "/api/v1/bvv/herberekeningen";

  private final Kwitantielezer lezer;
  private final Herberekening herberekening;

  HerberekeningController(Kwitantielezer lezer, BeslagvrijeVoet beslagvrijeVoet) {
    this.lezer = lezer;
    this.herberekening = new Herberekening(beslagvrijeVoet);
  }

  /**
   * Amounts in cents a month.
   *
   * @param rechtVan day whose law and figures were used
   * @param zelfdeKwitantie the whole receipt came out again, letter for letter
   * @param kwitantie the new one
   */
  record Antwoord(
      LocalDate rechtVan,
      long bedragOud,
      long bedragNieuw,
      boolean zelfdeBedrag,
      boolean zelfdeCijfers,
      boolean zelfdeRegels,
      boolean zelfdeKwitantie,
      List<Stapverschil> verschillen,
      Kwitantie kwitantie) {

    static Antwoord van(Vergelijking vergelijking) {
      Kwitantie nieuw = Kwitantielezer.vaststelling(vergelijking.nieuw()).kwitantie();
      return new Antwoord(
          nieuw.rechtVan(),
          vergelijking.oud().bedragCent(),
          nieuw.bedragCent(),
          vergelijking.zelfdeBedrag(),
          vergelijking.zelfdeCijfers(),
          vergelijking.zelfdeRegels(),
          nieuw.equals(vergelijking.oud()),
          vergelijking.verschillen(),
          nieuw);
    }
  }

  @PostMapping(
      path = PAD,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  Antwoord alsJson(InputStream body) throws IOException {
    return Antwoord.van(vergelijk(body));
  }

  @PostMapping(
      path = PAD,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  String alsPagina(InputStream body, Model model) throws IOException {
    Vergelijking vergelijking = vergelijk(body);
    Antwoord antwoord = Antwoord.van(vergelijking);
    model.addAttribute("antwoord", antwoord);
    model.addAttribute("oordeel", oordeel(antwoord));
    model.addAttribute("oud", vergelijking.oud());
    model.addAttribute("tekening", Staven.vanVerschillen(antwoord.verschillen()));
    model.addAttribute("rijen", antwoord.verschillen().stream().map(Rij::van).toList());
    return "herberekening";
  }

  private static String oordeel(Antwoord antwoord) {
    String oud = Staven.euro(antwoord.bedragOud());
    if (antwoord.zelfdeKwitantie()) {
      return "De hele kwitantie komt opnieuw uit: %s euro.".formatted(oud);
    }
    return antwoord.zelfdeBedrag()
        ? "Het bedrag komt opnieuw uit: %s euro.".formatted(oud)
        : "Het bedrag is anders: op de kwitantie %s, nu %s euro (%s)."
            .formatted(
                oud,
                Staven.euro(antwoord.bedragNieuw()),
                Staven.metTeken(antwoord.bedragNieuw() - antwoord.bedragOud()));
  }

  private Vergelijking vergelijk(InputStream body) throws IOException {
    Kwitantielezer.Vraag vraag = lezer.lees(body, Set.of("rechtVan"));
    return vraag.rechtVan() == null
        ? herberekening.opnieuw(vraag.kwitantie())
        : herberekening.metRechtVan(vraag.kwitantie(), vraag.rechtVan());
  }

  /** One step as a row of the table. */
  record Rij(String omschrijving, String oud, String nieuw, String verschil, boolean anders) {
    static Rij van(Stapverschil stap) {
      return new Rij(
          stap.omschrijving(),
          Staven.euro(stap.oudCent()),
          Staven.euro(stap.nieuwCent()),
          Staven.metTeken(stap.verschilCent()),
          stap.verschilCent() != 0);
    }
  }
}
