package nl.ketenbrug.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Papierbundel;
import nl.ketenbrug.delivery.Papierbundels.OpPapier;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Uitwijk;
import nl.ketenbrug.delivery.UitwijkNietMogelijk;
import nl.ketenbrug.delivery.Uitwijkbeheer;
import nl.ketenbrug.dossier.Schuldenaren;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.operations.Account;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Paper instead of a channel. An operator switches; a partner sees its own, fetches its bundles,
 * says that they were handed over, and reads what it got so; an auditor looks.
 */
@RestController
class UitwijkController {

  private static final int REDEN = 200;

  /** Rows in one answer. */
  private static final int MAXIMUM = 1000;

  private final Partners partners;
  private final Uitwijkbeheer beheer;
  private final Schuldenaren schuldenaren;

  UitwijkController(Partners partners, Uitwijkbeheer beheer, Schuldenaren schuldenaren) {
    this.partners = partners;
    this.beheer = beheer;
    this.schuldenaren = schuldenaren;
  }

  /**
   * What is to go by paper: a partner, a region, or one dossier, named by its debtor or an event.
   *
   * @param afnemer with a dossier: null = at all partners
   * @param vanaf null = now
   * @param tot null = until somebody ends it
   */
  record Vraag(
      String afnemer,
      String regio,
      String bsn,
      UUID berichtId,
      Uitwijk.Vorm vorm,
      String reden,
      Instant vanaf,
      Instant tot) {}

  record Lijst(List<Uitwijk> uitwijken) {}

  /**
   * What began, or waits for a second person.
   *
   * @param nietVoor partners that a dossier at all partners leaves out, because they read their
   *     queue themselves: of them only all can go by paper
   */
  record Begonnen(List<Uitwijk> uitwijken, List<String> nietVoor) {}

  record Beeld(Uitwijk uitwijk, List<Papierbundel> bundels) {}

  record Bundels(List<Papierbundel> bundels) {}

  /**
   * @param wijze how it was handed over
   * @param wanneer null = now
   */
  record Bezorging(String wijze, Instant wanneer) {}

  /**
   * @param berichten events that count as delivered by it
   */
  record Bezorgd(Papierbundel bundel, int berichten) {}

  record Berichten(List<OpPapier> berichten) {}

  @PostMapping("/api/v1/uitwijken")
  @ResponseStatus(HttpStatus.CREATED)
  Begonnen begin(@RequestBody Vraag vraag, Authentication wie) {
    String reden = zin("reden", vraag.reden());
    Momenten.controleer("vanaf", vraag.vanaf());
    Momenten.controleer("tot", vraag.tot());
    Uitwijk.Vorm vorm = vraag.vorm() == null ? Uitwijk.Vorm.PDF : vraag.vorm();
    try {
      Uitwijkbeheer.Verzoek verzoek =
          new Uitwijkbeheer.Verzoek(
              vraag.afnemer(),
              vraag.regio(),
              dossier(vraag),
              vorm,
              reden,
              vraag.vanaf(),
              vraag.tot());
      return new Begonnen(beheer.begin(verzoek, wie.getName()), beheer.valtBuiten(verzoek));
    } catch (DuplicateKeyException e) {
      throw Problemen.fout(
          HttpStatus.CONFLICT,
          "uitwijk-loopt-al",
          "Uitwijk loopt al",
          "Voor deze afnemer, of een van de afnemers, loopt of wacht dezelfde uitwijk al.");
    }
  }

  /** What stands in the log for good: about the matter, not about a person. */
  private static String zin(String naam, String tekst) {
    if (tekst == null || tekst.isBlank() || tekst.length() > REDEN) {
      throw Problemen.parameter(
          naam, "%s is een zin van hoogstens %d tekens".formatted(naam, REDEN));
    }
    Redenen.controleer(naam, tekst);
    return tekst.strip();
  }

  /** A BSN becomes a key here and goes no further. */
  private String dossier(Vraag vraag) {
    if (vraag.bsn() != null && vraag.berichtId() != null) {
      throw Problemen.parameter("bsn", "noem een bsn of een berichtId, niet beide");
    }
    if (vraag.bsn() != null) {
      if (!Bsn.isGeldig(vraag.bsn())) {
        throw Problemen.parameter("bsn", "bsn is geen burgerservicenummer");
      }
      return schuldenaren.dossier(new Bsn(vraag.bsn())).value();
    }
    if (vraag.berichtId() == null) {
      return null;
    }
    return beheer
        .dossierVan(vraag.berichtId())
        .orElseThrow(
            () -> Problemen.parameter("berichtId", "het log kent geen dossier bij dit bericht"));
  }

  /** The open ones first; of a partner its own. */
  @GetMapping("/api/v1/uitwijken")
  Lijst alle(Authentication wie) {
    return new Lijst(beheer.van(zietAlles(wie) ? null : wie.getName()));
  }

  @GetMapping("/api/v1/uitwijken/{id}")
  Beeld een(@PathVariable UUID id, Authentication wie) {
    Uitwijk uitwijk = uitwijk(id, wie);
    return new Beeld(uitwijk, beheer.bundels(uitwijk));
  }

  @PostMapping("/api/v1/uitwijken/{id}/akkoord")
  Beeld akkoord(@PathVariable UUID id, Authentication wie) {
    beheer.akkoord(uitwijk(id, wie), wie.getName());
    return een(id, wie);
  }

  @PostMapping("/api/v1/uitwijken/{id}/beeindigen")
  Beeld beeindig(@PathVariable UUID id, Authentication wie) {
    beheer.beeindig(uitwijk(id, wie), wie.getName());
    return een(id, wie);
  }

  /** Bundles of what waits now, without waiting for the moment of the day. */
  @PostMapping("/api/v1/uitwijken/{id}/bundels")
  Bundels bundelNu(@PathVariable UUID id, Authentication wie) {
    return new Bundels(beheer.bundel(uitwijk(id, wie), wie.getName()));
  }

  /** The file. Delivers nothing. */
  @GetMapping("/api/v1/papier/bundels/{id}")
  ResponseEntity<byte[]> haal(@PathVariable UUID id, Authentication wie, HttpMethod methode)
      throws HttpRequestMethodNotSupportedException {
    if (methode == HttpMethod.HEAD) {
      // It would be on record as fetched, and nothing is.
      throw new HttpRequestMethodNotSupportedException(methode.name(), List.of("GET"));
    }
    Papierbundel bundel = bundel(id, wie);
    return bestand(
        beheer.haal(bundel, wie.getName()),
        bundel.vorm() == Uitwijk.Vorm.PDF ? MediaType.APPLICATION_PDF : BatchesController.CSV,
        bundel.bestandsnaam());
  }

  @PostMapping("/api/v1/papier/bundels/{id}/bezorging")
  Bezorgd bezorg(@PathVariable UUID id, @RequestBody Bezorging bezorging, Authentication wie) {
    String wijze = zin("wijze", bezorging.wijze());
    Momenten.controleer("wanneer", bezorging.wanneer());
    int aantal = beheer.bezorg(bundel(id, wie), wie.getName(), wijze, bezorging.wanneer());
    return new Bezorgd(bundel(id, wie), aantal);
  }

  /**
   * @param reden how who says so knows that it did not go out
   */
  record Intrekking(String reden) {}

  /**
   * @param berichten events that go back
   */
  record Ingetrokken(Papierbundel bundel, int berichten) {}

  /** Takes back a bundle that did not go out. */
  @PostMapping("/api/v1/uitwijken/bundels/{id}/intrekking")
  Ingetrokken trekIn(
      @PathVariable UUID id, @RequestBody Intrekking intrekking, Authentication wie) {
    String reden = zin("reden", intrekking.reden());
    int aantal = beheer.trekIn(bundel(id, wie), wie.getName(), reden);
    return new Ingetrokken(bundel(id, wie), aantal);
  }

  /**
   * What a partner got on paper, by number.
   *
   * @param na number after which to begin
   */
  @GetMapping("/api/v1/papier/berichten")
  Berichten berichten(
      @RequestParam(required = false) String afnemer,
      @RequestParam(defaultValue = "0") long na,
      @RequestParam(defaultValue = "200") int limiet,
      Authentication wie) {
    if (limiet < 1 || limiet > MAXIMUM) {
      throw Problemen.parameter("limiet", "limiet ligt tussen 1 en " + MAXIMUM);
    }
    return new Berichten(beheer.opPapier(afnemer(afnemer, wie).code(), na, limiet));
  }

  @GetMapping("/api/v1/papier/berichten.csv")
  ResponseEntity<byte[]> berichtenAlsCsv(
      @RequestParam(required = false) String afnemer, Authentication wie) {
    Partner partner = afnemer(afnemer, wie);
    return bestand(
        beheer.opPapierAlsCsv(partner.code()),
        BatchesController.CSV,
        "op-papier-" + partner.code() + ".csv");
  }

  @ExceptionHandler
  ProblemDetail nietMogelijk(UitwijkNietMogelijk fout) {
    HttpStatus status =
        fout.code().startsWith("bundel-") ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY;
    return Problemen.van(status, fout.code(), "Kan niet", fout.getMessage());
  }

  private Partner afnemer(String afnemer, Authentication wie) {
    return Toegang.partner(partners, afnemer == null ? wie.getName() : afnemer, wie);
  }

  private static ResponseEntity<byte[]> bestand(byte[] inhoud, MediaType soort, String naam) {
    return ResponseEntity.ok()
        .contentType(soort)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(naam).build().toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(inhoud);
  }

  static boolean zietAlles(Authentication wie) {
    return Toegang.isBeheerder(wie)
        || wie.getAuthorities().stream()
            .anyMatch(recht -> recht.getAuthority().equals("ROLE_" + Account.AUDITOR));
  }

  /** One of somebody else is answered as one that is not there. */
  private Uitwijk uitwijk(UUID id, Authentication wie) {
    return beheer
        .zoek(id)
        .filter(uitwijk -> zietAlles(wie) || Toegang.mag(wie, uitwijk.partner()))
        .orElseThrow(() -> onbekend("uitwijk"));
  }

  private Papierbundel bundel(UUID id, Authentication wie) {
    return beheer
        .bundel(id)
        .filter(bundel -> Toegang.mag(wie, bundel.partner()))
        .orElseThrow(() -> onbekend("bundel"));
  }

  private static ErrorResponseException onbekend(String wat) {
    return Problemen.fout(
        HttpStatus.NOT_FOUND, wat + "-onbekend", "Onbekend", "Er is geen " + wat + " met dit id.");
  }
}
