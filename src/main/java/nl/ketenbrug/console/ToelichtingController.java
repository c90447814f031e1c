package nl.ketenbrug.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Herberekening;
import nl.ketenbrug.bvv.Herberekening.Vergelijking;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Toelichting;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * The notice of Rv art. 475i lid 2 from a receipt, as text or as a page. Only what comes out again
 * is explained: a notice with another amount than the law gives would carry our name. Nothing is
 * kept.
 */
@Controller
class ToelichtingController {

  private static final String PAD = "/api/v1/bvv/toelichtingen";
  private static final MediaType TEKST =
      new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  private final Kwitantielezer lezer;
  private final Herberekening herberekening;

  ToelichtingController(Kwitantielezer lezer, BeslagvrijeVoet beslagvrijeVoet) {
    this.lezer = lezer;
    this.herberekening = new Herberekening(beslagvrijeVoet);
  }

  /** Without {@code produces}, so that who says nothing gets text and not the page. */
  @PostMapping(path = PAD, consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> alsTekst(
      InputStream body, @RequestHeader(value = HttpHeaders.ACCEPT, required = false) String vorm)
      throws IOException, HttpMediaTypeNotAcceptableException {
    if (vorm != null
        && MediaType.parseMediaTypes(vorm).stream().noneMatch(soort -> soort.includes(TEKST))) {
      throw new HttpMediaTypeNotAcceptableException(List.of(TEKST, MediaType.TEXT_HTML));
    }
    return ResponseEntity.ok().contentType(TEKST).body(Toelichting.van(nagerekend(body)) + "\n");
  }

  @PostMapping(
      path = PAD,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  String alsPagina(InputStream body, Model model) throws IOException {
    Kwitantie kwitantie = nagerekend(body);
    model.addAttribute("delen", Toelichting.delen(kwitantie));
    model.addAttribute("kwitantie", kwitantie);
    model.addAttribute("tekening", Staven.vanStappen(kwitantie.stappen()));
    return "toelichting";
  }

  /** The receipt as it comes out today; steps, amounts and days are those of the one sent in. */
  private Kwitantie nagerekend(InputStream body) throws IOException {
    Kwitantie kwitantie = lezer.lees(body, Set.of()).kwitantie();
    Vergelijking vergelijking = herberekening.opnieuw(kwitantie);
    Kwitantie nieuw = Kwitantielezer.vaststelling(vergelijking.nieuw()).kwitantie();
    boolean zelfdeVersies = vergelijking.zelfdeCijfers() && vergelijking.zelfdeRegels();
    if (zelfdeVersies ? !nieuw.equals(kwitantie) : !vergelijking.zelfdeBerekening()) {
      throw Kwitantielezer.gewijzigd(
          zelfdeVersies
              ? "Dezelfde invoer geeft met dezelfde regels en cijfers een andere kwitantie."
              : "De kwitantie noemt andere regels of cijfers dan de motor nu heeft, en met die van"
                  + " nu komt er iets anders uit. Vergelijk ze met /api/v1/bvv/herberekeningen.");
    }
    return nieuw;
  }
}
