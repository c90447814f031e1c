package nl.ketenbrug.console;

import static nl.ketenbrug.operations.Vrijgave.Toestand.AFGEBROKEN;
import static nl.ketenbrug.operations.Vrijgave.Toestand.GEPAUZEERD;
import static nl.ketenbrug.operations.Vrijgave.Toestand.GESTOPT;
import static nl.ketenbrug.operations.Vrijgave.Toestand.LOOPT;
import static nl.ketenbrug.operations.Vrijgave.Toestand.PROEF;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.operations.AfnemerAntwoorddeNiet;
import nl.ketenbrug.operations.AfnemerKiezen;
import nl.ketenbrug.operations.NietGegeven;
import nl.ketenbrug.operations.NietInTeHouden;
import nl.ketenbrug.operations.NogOnderweg;
import nl.ketenbrug.operations.Parkeergroep;
import nl.ketenbrug.operations.Parkeerplaats;
import nl.ketenbrug.operations.VervangerOngeldig;
import nl.ketenbrug.operations.Vrijgave;
import nl.ketenbrug.operations.Vrijgave.Daad;
import nl.ketenbrug.operations.Vrijgave.Toestand;
import nl.ketenbrug.operations.Vrijgaven;
import nl.ketenbrug.operations.Vrijgever;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Parked messages by cause: let a group go, one first, refuse it for good, or withhold it. */
@RestController
@RequestMapping("/api/v1/geparkeerd")
class VrijgaveController {

  static final int TEMPO = 10;
  private static final int HOOGSTE_TEMPO = 100;

  private final Parkeerplaats parkeerplaats;
  private final Vrijgaven opdrachten;
  private final Vrijgever vrijgever;

  VrijgaveController(Parkeerplaats parkeerplaats, Vrijgaven opdrachten, Vrijgever vrijgever) {
    this.parkeerplaats = parkeerplaats;
    this.opdrachten = opdrachten;
    this.vrijgever = vrijgever;
  }

  record Lijst(List<Vrijgave> vrijgaven) {}

  /**
   * Which group, and what becomes of it.
   *
   * @param stap as the group has it; left out when it has none
   * @param daad let go when left out
   * @param toelichting why it is refused or withheld; only then, and then needed
   * @param perSeconde messages a second at most; 10 when left out
   */
  record Vraag(
      String parkeerplek,
      String stap,
      String reden,
      Daad daad,
      String toelichting,
      Integer perSeconde) {}

  /**
   * @param vervangenDoor id of the delivery that comes in its place; may be left out
   * @param afnemer for whom it is refused; may be left out unless it is set apart for several
   */
  record Afwijzing(String toelichting, UUID vervangenDoor, String afnemer) {}

  /**
   * @param parkeerplek null when the broker had it no more
   * @param vervangerVrijgegeven whether the replacement was set apart too, because it waited for
   *     the refused one, and goes on now
   */
  record Afgewezen(
      UUID berichtId, String parkeerplek, UUID vervangenDoor, boolean vervangerVrijgegeven) {}

  /**
   * @param afnemer from whom it is withheld; may be left out when it is set apart for one only
   */
  record Inhouding(String toelichting, String afnemer) {}

  record Ingehouden(UUID berichtId, String parkeerplek, String afnemer) {}

  @GetMapping("/groepen")
  Parkeerplaats.Groepen groepen() {
    return parkeerplaats.groepen();
  }

  @PostMapping("/vrijgaven")
  ResponseEntity<Vrijgave> geef(@RequestBody Vraag vraag, Authentication wie) {
    int tempo = vraag.perSeconde() == null ? TEMPO : vraag.perSeconde();
    if (tempo < 1 || tempo > HOOGSTE_TEMPO) {
      throw Problemen.parameter("perSeconde", "perSeconde ligt tussen 1 en " + HOOGSTE_TEMPO);
    }
    Daad daad = vraag.daad() == null ? Daad.VRIJGEVEN : vraag.daad();
    String toelichting = daad == Daad.VRIJGEVEN ? null : toelichting(vraag.toelichting());
    if (!parkeerplaats.isParkeerplek(vraag.parkeerplek())) {
      throw groepOnbekend();
    }
    if (daad == Daad.VRIJGEVEN && !parkeerplaats.isVrijTeGeven(vraag.parkeerplek())) {
      throw Problemen.fout(
          HttpStatus.CONFLICT,
          "herkomst-onbekend",
          "Herkomst onbekend",
          "Van deze berichten is niet bekend op welke wachtrij zij stonden; zij zijn alleen af te"
              + " wijzen.");
    }
    if (daad == Daad.INHOUDEN && !parkeerplaats.isVanAfnemer(vraag.parkeerplek())) {
      throw Problemen.fout(
          HttpStatus.CONFLICT,
          "niet-in-te-houden",
          "Niet in te houden",
          "Deze berichten waren nog niet voor een afnemer klaargezet; wijs ze af als zij niet verder"
              + " moeten.");
    }
    try {
      return ResponseEntity.accepted()
          .body(
              vrijgever
                  .geef(
                      new Parkeergroep.Keuze(vraag.parkeerplek(), vraag.stap(), vraag.reden()),
                      daad,
                      toelichting,
                      tempo,
                      wie.getName())
                  .orElseThrow(VrijgaveController::groepOnbekend));
    } catch (DuplicateKeyException e) {
      throw Problemen.fout(
          HttpStatus.CONFLICT,
          "opdracht-loopt-al",
          "Er loopt al een opdracht",
          "Over deze parkeerplek is al een opdracht open; wacht daarop of breek haar af.");
    }
  }

  private static ErrorResponseException groepOnbekend() {
    return Problemen.fout(
        HttpStatus.NOT_FOUND,
        "groep-onbekend",
        "Groep onbekend",
        "Op deze parkeerplek staat niets om deze reden en bij deze stap.");
  }

  private static String toelichting(String tekst) {
    if (tekst == null || tekst.isBlank()) {
      throw Problemen.parameter("toelichting", "zeg in toelichting waarom u dit besluit");
    }
    Redenen.controleer("toelichting", tekst);
    return tekst.strip();
  }

  @GetMapping("/vrijgaven")
  Lijst laatste() {
    return new Lijst(opdrachten.laatste());
  }

  @GetMapping("/vrijgaven/{id}")
  Vrijgave een(@PathVariable UUID id) {
    return opdrachten
        .zoek(id)
        .orElseThrow(
            () ->
                Problemen.fout(
                    HttpStatus.NOT_FOUND,
                    "opdracht-onbekend",
                    "Opdracht onbekend",
                    "Er is geen vrijgave met dit id."));
  }

  @PostMapping("/vrijgaven/{id}/pauze")
  Vrijgave pauzeer(@PathVariable UUID id, Authentication wie) {
    return zet(een(id), Set.of(PROEF, LOOPT), GEPAUZEERD, wie);
  }

  /** What stood still begins with a trial again; a refusal needs none. */
  @PostMapping("/vrijgaven/{id}/hervatten")
  Vrijgave hervat(@PathVariable UUID id, Authentication wie) {
    Vrijgave opdracht = een(id);
    return zet(
        opdracht,
        Set.of(GEPAUZEERD, GESTOPT),
        opdracht.daad() == Daad.VRIJGEVEN ? PROEF : LOOPT,
        wie);
  }

  @PostMapping("/vrijgaven/{id}/afbreken")
  Vrijgave breekAf(@PathVariable UUID id, Authentication wie) {
    return zet(een(id), Set.of(PROEF, LOOPT, GEPAUZEERD, GESTOPT), AFGEBROKEN, wie);
  }

  private Vrijgave zet(Vrijgave opdracht, Set<Toestand> uit, Toestand naar, Authentication wie) {
    if (opdracht.toestand() != naar && !vrijgever.zet(opdracht, uit, naar, wie.getName())) {
      throw Problemen.fout(
          HttpStatus.CONFLICT,
          "opdracht-toestand",
          "Kan nu niet",
          "De opdracht staat op " + opdracht.toestand().naam() + ".");
    }
    return een(opdracht.id());
  }

  /** One message, for good: what stands in the log is all that remains of it. */
  @PostMapping("/{id}/afwijzing")
  Afgewezen wijsAf(@PathVariable UUID id, @RequestBody Afwijzing afwijzing, Authentication wie) {
    UUID vervanger = afwijzing.vervangenDoor();
    try {
      return parkeerplaats
          .wijsAf(
              id,
              afwijzing.afnemer(),
              toelichting(afwijzing.toelichting()),
              vervanger,
              wie.getName())
          .map(een -> new Afgewezen(id, een.parkeerplek(), vervanger, een.vervangerVrijgegeven()))
          .orElseThrow(GeparkeerdController::nietGeparkeerd);
    } catch (VervangerOngeldig e) {
      throw Problemen.fout(
          HttpStatus.UNPROCESSABLE_ENTITY, e.code(), "Vervanger niet aangenomen", e.getMessage());
    } catch (AfnemerKiezen e) {
      throw Problemen.fout(
          HttpStatus.CONFLICT, "afnemer-kiezen", "Kies een afnemer", e.getMessage());
    } catch (AfnemerAntwoorddeNiet e) {
      throw Problemen.fout(
          HttpStatus.CONFLICT, "afnemer-antwoordde-niet", "Geen antwoord", e.getMessage());
    } catch (NogOnderweg e) {
      throw GeparkeerdController.nogOnderweg(e);
    } catch (NietGegeven e) {
      throw GeparkeerdController.nietGegeven(e);
    }
  }

  /** One event that its partner may not have: no refusal of the partner, and no gap. */
  @PostMapping("/{id}/inhouding")
  Ingehouden houdIn(@PathVariable UUID id, @RequestBody Inhouding inhouding, Authentication wie) {
    try {
      return parkeerplaats
          .houdIn(id, inhouding.afnemer(), toelichting(inhouding.toelichting()), wie.getName())
          .map(een -> new Ingehouden(id, een.parkeerplek(), een.afnemer()))
          .orElseThrow(GeparkeerdController::nietGeparkeerd);
    } catch (NietInTeHouden e) {
      throw Problemen.fout(HttpStatus.CONFLICT, e.code(), "Niet in te houden", e.getMessage());
    } catch (NietGegeven e) {
      throw GeparkeerdController.nietGegeven(e);
    }
  }
}
