package nl.ketenbrug.console;

import static nl.ketenbrug.delivery.Heraanbod.Toestand.AFGEBROKEN;
import static nl.ketenbrug.delivery.Heraanbod.Toestand.GEPAUZEERD;
import static nl.ketenbrug.delivery.Heraanbod.Toestand.LOOPT;
import static nl.ketenbrug.delivery.Heraanbod.Toestand.WACHT_OP_AKKOORD;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.ketenbrug.delivery.Heraanbieder;
import nl.ketenbrug.delivery.Heraanbiedingen;
import nl.ketenbrug.delivery.Heraanbod;
import nl.ketenbrug.delivery.Heraanbod.Keuze;
import nl.ketenbrug.delivery.Heraanbod.Telling;
import nl.ketenbrug.delivery.Heraanbod.Toestand;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asking again. A partner asks for itself, an operator for all; a large order needs another account
 * than the one that asked. A number or moment to begin at asks for all since then; anything else,
 * by default, for what the partner did not confirm.
 */
@RestController
@RequestMapping("/api/v1/abonnementen/{naam}/opnieuw")
class HeraanbodController {

  private static final int TEMPO = 50;
  private static final int HOOGSTE_TEMPO = 500;

  private static final Pattern TYPE = Pattern.compile("[a-z0-9.-]{1,200}");

  private static final Pattern DOSSIER = Pattern.compile("[0-9a-f]{64}");

  /** Rows in one answer. */
  private static final int MAXIMUM = 200;

  private final Partners partners;
  private final Heraanbiedingen opdrachten;
  private final Heraanbieder heraanbieder;

  HeraanbodController(Partners partners, Heraanbiedingen opdrachten, Heraanbieder heraanbieder) {
    this.partners = partners;
    this.opdrachten = opdrachten;
    this.heraanbieder = heraanbieder;
  }

  /**
   * Which events; together they narrow.
   *
   * @param vanaf a volgnummer, or a moment since which events were laid ready
   * @param tot moment, not included
   * @param perSeconde events a second at most; 50 when left out
   * @param dossier the pseudonymous key of one debtor, as {@code onderwerp} in a body
   * @param verlopen only what expired and was not confirmed since
   * @param bevestigd also what was confirmed; when left out so with {@code vanaf}, by which a
   *     partner that lost its books asks all of it again, and else only what was never confirmed
   * @param proef only count
   */
  record Vraag(
      JsonNode vanaf,
      Instant tot,
      String gebeurtenistype,
      UUID berichtId,
      String dossier,
      Integer perSeconde,
      boolean verlopen,
      Boolean bevestigd,
      boolean proef) {

    /** Everything that expired and was not confirmed since. */
    static Vraag alleVerlopen() {
      return new Vraag(null, null, null, null, null, null, true, false, false);
    }

    private boolean ookBevestigd() {
      if (bevestigd != null) {
        return bevestigd;
      }
      return vanaf != null && !vanaf.isNull() && !verlopen;
    }
  }

  /**
   * @param opdracht null in a trial, and when nothing falls under it
   */
  record Antwoord(Telling telling, Heraanbod opdracht) {}

  record Lijst(List<Heraanbod> opdrachten) {}

  record Regels(List<Heraanbod.Regel> berichten) {}

  @PostMapping
  ResponseEntity<Antwoord> vraag(
      @PathVariable String naam, @RequestBody Vraag vraag, Authentication wie) {
    Partner partner = Toegang.partner(partners, naam, wie);
    Keuze keuze = keuze(partner, vraag);
    if (!Toegang.isBeheerder(wie) && heraanbieder.isIngehouden(keuze)) {
      throw Problemen.fout(
          HttpStatus.CONFLICT,
          "ingehouden",
          "Ingehouden",
          "Een beheerder hield deze gebeurtenis in; vraag een beheerder of u haar alsnog krijgt.");
    }
    int tempo = vraag.perSeconde() == null ? TEMPO : vraag.perSeconde();
    if (tempo < 1 || tempo > HOOGSTE_TEMPO) {
      throw Problemen.parameter("perSeconde", "perSeconde ligt tussen 1 en " + HOOGSTE_TEMPO);
    }
    Telling telling = heraanbieder.tel(keuze);
    if (vraag.proef() || telling.opnieuw() == 0) {
      return ResponseEntity.ok(new Antwoord(telling, null));
    }
    try {
      return ResponseEntity.accepted()
          .body(new Antwoord(telling, heraanbieder.geef(keuze, wie.getName(), tempo)));
    } catch (DuplicateKeyException e) {
      throw Problemen.fout(
          HttpStatus.CONFLICT,
          "opdracht-loopt-al",
          "Er loopt al een opdracht",
          "Dit abonnement heeft al een opdracht die niet gereed is; wacht daarop of breek haar af.");
    }
  }

  @GetMapping
  Lijst alle(@PathVariable String naam, Authentication wie) {
    return new Lijst(opdrachten.van(Toegang.partner(partners, naam, wie).code()));
  }

  @GetMapping("/{id}")
  Heraanbod een(@PathVariable String naam, @PathVariable UUID id, Authentication wie) {
    return opdrachten
        .zoek(Toegang.partner(partners, naam, wie).code(), id)
        .orElseThrow(
            () ->
                Problemen.fout(
                    HttpStatus.NOT_FOUND,
                    "opdracht-onbekend",
                    "Opdracht onbekend",
                    "Dit abonnement heeft geen opdracht met dit id."));
  }

  /**
   * What became of each event of an order.
   *
   * @param na number after which to begin
   */
  @GetMapping("/{id}/berichten")
  Regels regels(
      @PathVariable String naam,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "0") long na,
      @RequestParam(defaultValue = "50") int limiet,
      Authentication wie) {
    if (limiet < 1 || limiet > MAXIMUM) {
      throw Problemen.parameter("limiet", "limiet ligt tussen 1 en " + MAXIMUM);
    }
    return new Regels(opdrachten.regels(een(naam, id, wie), na, limiet));
  }

  @PostMapping("/{id}/pauze")
  Heraanbod pauzeer(@PathVariable String naam, @PathVariable UUID id, Authentication wie) {
    return zet(een(naam, id, wie), Set.of(LOOPT), GEPAUZEERD, wie);
  }

  @PostMapping("/{id}/hervatten")
  Heraanbod hervat(@PathVariable String naam, @PathVariable UUID id, Authentication wie) {
    return zet(een(naam, id, wie), Set.of(GEPAUZEERD), LOOPT, wie);
  }

  @PostMapping("/{id}/afbreken")
  Heraanbod breekAf(@PathVariable String naam, @PathVariable UUID id, Authentication wie) {
    return zet(een(naam, id, wie), Set.of(LOOPT, GEPAUZEERD, WACHT_OP_AKKOORD), AFGEBROKEN, wie);
  }

  /** By another account than who asked: an operator, or one of the partner. */
  @PostMapping("/{id}/akkoord")
  Heraanbod akkoord(@PathVariable String naam, @PathVariable UUID id, Authentication wie) {
    Heraanbod opdracht = een(naam, id, wie);
    if (opdracht.gevraagdDoor().equals(wie.getName())) {
      throw Problemen.fout(
          HttpStatus.FORBIDDEN,
          "eigen-verzoek",
          "Eigen verzoek",
          "Wie de opdracht vroeg geeft niet zelf akkoord; dat doet een ander account.");
    }
    return zet(opdracht, Set.of(WACHT_OP_AKKOORD), LOOPT, wie);
  }

  private Heraanbod zet(Heraanbod opdracht, Set<Toestand> uit, Toestand naar, Authentication wie) {
    if (opdracht.toestand() != naar && !heraanbieder.zet(opdracht, uit, naar, wie.getName())) {
      throw Problemen.fout(
          HttpStatus.CONFLICT,
          "opdracht-toestand",
          "Kan nu niet",
          "De opdracht staat op " + opdracht.toestand().naam() + ".");
    }
    return opdrachten.zoek(opdracht.partner(), opdracht.id()).orElseThrow();
  }

  static Keuze keuze(Partner partner, Vraag vraag) {
    if (vraag.verlopen() && vraag.ookBevestigd()) {
      throw Problemen.parameter(
          "bevestigd", "wat verlopen is, is niet bevestigd: vraag een van beide");
    }
    if (vraag.dossier() != null && !DOSSIER.matcher(vraag.dossier()).matches()) {
      throw Problemen.parameter("dossier", "dossier is een sleutel zoals onderwerp in een bericht");
    }
    if (vraag.gebeurtenistype() != null && !TYPE.matcher(vraag.gebeurtenistype()).matches()) {
      throw Problemen.parameter(
          "gebeurtenistype", "een type heeft kleine letters, cijfers, punten en streepjes");
    }
    Momenten.controleer("tot", vraag.tot());
    Long nummer = null;
    Instant moment = null;
    JsonNode vanaf = vraag.vanaf();
    if (vanaf != null && vanaf.isIntegralNumber() && vanaf.canConvertToLong()) {
      nummer = vanaf.asLong();
    } else if (vanaf != null && !vanaf.isNull()) {
      moment = moment(vanaf);
    }
    return new Keuze(
        partner.code(),
        nummer,
        moment,
        vraag.tot(),
        vraag.gebeurtenistype(),
        vraag.berichtId(),
        vraag.dossier(),
        vraag.verlopen(),
        vraag.ookBevestigd());
  }

  private static Instant moment(JsonNode vanaf) {
    try {
      Instant moment = Instant.parse(vanaf.asText());
      Momenten.controleer("vanaf", moment);
      return moment;
    } catch (DateTimeException e) {
      throw Problemen.parameter(
          "vanaf", "vanaf is een volgnummer, of een moment zoals 2026-11-16T00:00:00Z");
    }
  }
}
