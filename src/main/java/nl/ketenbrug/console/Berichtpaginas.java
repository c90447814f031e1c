package nl.ketenbrug.console;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.ketenbrug.messagelog.Berichtoverzicht;
import nl.ketenbrug.messagelog.Berichtpagina;
import nl.ketenbrug.messagelog.Berichtspoor;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Logboek;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Verwant;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The message log for people. */
@Controller
class Berichtpaginas {

  private final Logboek logboek;
  private final Inzage inzage;

  Berichtpaginas(Logboek logboek, Inzage inzage) {
    this.logboek = logboek;
    this.inzage = inzage;
  }

  @GetMapping("/")
  String lijst(
      @RequestParam(required = false) String berichtId,
      @RequestParam(required = false) String van,
      @RequestParam(required = false) String tot,
      @RequestParam(required = false) String type,
      @RequestParam(required = false) String na,
      Model model) {
    Zoekvraag vraag = new Zoekvraag(berichtId, null, van, tot, type, na, null);
    model.addAttribute("vraag", vraag);
    model.addAttribute("typen", typen());
    try {
      Berichtpagina pagina = logboek.berichten(vraag.vraag());
      model.addAttribute("berichten", pagina.berichten().stream().map(Berichtrij::van).toList());
      model.addAttribute("volgende", volgende(vraag, pagina.volgende()));
    } catch (ErrorResponseException e) {
      // A slip in the form is told at the form, with what was filled in still there.
      model.addAttribute("melding", e.getBody().getDetail());
      model.addAttribute("berichten", List.of());
    }
    return "logboek";
  }

  @GetMapping("/berichten/{id}")
  String bericht(@PathVariable String id, Principal wie, Model model) {
    UUID berichtId = Zoekvraag.uuid("id", id);
    Berichtoverzicht overzicht = logboek.overzicht(berichtId).orElseThrow(LogApi::onbekend);
    List<Berichtoverzicht> getoond = logboek.correlatie(overzicht.correlatieId());
    inzage.legVast(getoond, wie.getName(), "Met inhoud bekeken op het scherm");

    Berichtspoor spoor = logboek.bericht(berichtId).orElseThrow(LogApi::onbekend);
    Map<Boolean, List<LogRegel>> regels =
        logboek.tijdlijn(overzicht.correlatieId()).stream()
            .filter(regel -> isVastgelegd(regel, getoond))
            .collect(Collectors.partitioningBy(regel -> regel.stap() == Stap.INGEZIEN));
    model.addAttribute("bericht", Berichtrij.van(spoor.bericht()));
    model.addAttribute("overzicht", spoor.bericht());
    if (!isBesluit(overzicht)) {
      model.addAttribute("tekening", Tekening.van(Weg.van(spoor.stappen())));
    }
    model.addAttribute("stappen", stappen(regels.get(false), berichtId));
    model.addAttribute("inzages", stappen(regels.get(true), berichtId));
    model.addAttribute("verwanten", spoor.verwanten().stream().map(Verwantrij::van).toList());
    return "bericht";
  }

  /** A decision about the engine itself, on record as a message that goes nowhere. */
  private static boolean isBesluit(Berichtoverzicht bericht) {
    return bericht.type() != null && bericht.type().startsWith("nl.ketenbrug.");
  }

  /** A message that came in meanwhile is not shown: that somebody saw it is not on record. */
  private static boolean isVastgelegd(LogRegel regel, List<Berichtoverzicht> getoond) {
    return getoond.stream().anyMatch(bericht -> bericht.berichtId().equals(regel.berichtId()));
  }

  private static List<Tijdlijnstap> stappen(List<LogRegel> regels, UUID berichtId) {
    return regels.stream().map(regel -> Tijdlijnstap.van(regel, berichtId)).toList();
  }

  private List<Keuze> typen() {
    return logboek.typen().stream().map(type -> new Keuze(type, Woorden.type(type))).toList();
  }

  private static String volgende(Zoekvraag vraag, String cursor) {
    if (cursor == null) {
      return null;
    }
    UriComponentsBuilder adres = UriComponentsBuilder.fromPath("/");
    voegToe(adres, "van", vraag.van());
    voegToe(adres, "tot", vraag.tot());
    voegToe(adres, "type", vraag.type());
    voegToe(adres, "na", cursor);
    return adres.encode().build().toUriString();
  }

  private static void voegToe(UriComponentsBuilder adres, String naam, String waarde) {
    if (waarde != null && !waarde.isBlank()) {
      adres.queryParam(naam, "{" + naam + "}").uriVariables(Map.of(naam, waarde));
    }
  }

  record Keuze(String code, String woorden) {}

  record Verwantrij(String relatie, Berichtrij bericht) {
    static Verwantrij van(Verwant verwant) {
      String woord =
          switch (verwant.relatie()) {
            case OORZAAK -> "Oorzaak van dit bericht";
            case GEVOLG -> "Gevolg van dit bericht";
            case VERWANT -> "Zelfde bronbericht";
          };
      return new Verwantrij(woord, Berichtrij.van(verwant.bericht()));
    }
  }
}
