package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herzieningsverslag;
import nl.ketenbrug.dossier.Zonderstand;
import nl.ketenbrug.enrichment.Herzieningsbeheer;
import nl.ketenbrug.enrichment.Herzieningsweigering;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Recalculations of the stock: an operator starts and steers them, an auditor may look. */
@RestController
class HerzieningController {

  static final int HOOGSTENS = 50;

  private final Herzieningsbeheer beheer;
  private final ObjectReader lezer;
  private final ObjectReader welklezer;

  HerzieningController(Herzieningsbeheer beheer, ObjectMapper json) {
    this.beheer = beheer;
    // A misspelt field would start something else than was meant.
    ObjectReader streng =
        json.reader()
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.lezer = streng.forType(Vraag.class);
    this.welklezer = streng.forType(Welk.class);
  }

  /**
   * @param reden termijn, cijfers, alles or zonder-stand
   * @param modus streng (default) or bewaard
   * @param proef compute only; must be said
   * @param peildatum default today
   */
  record Vraag(String reden, String modus, Boolean proef, LocalDate peildatum) {}

  /**
   * @param dossier key of one dossier
   */
  record Welk(String dossier) {}

  /**
   * @param geteld dossiers whose turn it was at the start
   * @param uitgezet dossiers handed out up to now
   * @param onderweg dossiers left out at the start, because a change of theirs was on its way
   */
  record Kort(
      String id,
      String reden,
      String modus,
      boolean proef,
      LocalDate peildatum,
      String cijferbestand,
      String status,
      long geteld,
      long uitgezet,
      String gestartDoor,
      Instant gestartOp,
      Instant gewijzigdOp,
      Instant afgerondOp,
      Long zonderStand,
      Long onderweg,
      Herziening.Wacht wacht,
      Instant gewistOp) {

    static Kort van(Herziening h) {
      return new Kort(
          h.id().toString(),
          h.reden().naam(),
          h.modus().naam(),
          h.proef(),
          h.peildatum(),
          h.cijferbestand(),
          h.status().naam(),
          h.geteld(),
          h.uitgezet(),
          h.gestartDoor(),
          h.gestartOp(),
          h.gewijzigdOp(),
          h.afgerondOp(),
          h.zonderStand(),
          h.onderweg(),
          h.wacht(),
          h.gewistOp());
    }
  }

  /**
   * @param verstreken dossiers whose twelve months are over (art. 475d lid 3 onder a Rv)
   * @param oudste day on which the first of them was over, or null
   * @param tegengehoudenDoor id of the recalculation that holds up that of today, or null
   */
  record Termijn(long verstreken, LocalDate oudste, String tegengehoudenDoor) {
    static Termijn van(Herzieningsbeheer.Termijnstand stand) {
      return new Termijn(
          stand.achterstand().dossiers(),
          stand.achterstand().oudste(),
          stand.tegengehoudenDoor() == null ? null : stand.tegengehoudenDoor().id().toString());
    }
  }

  record Lijst(List<Kort> herzieningen, Termijn termijn, Zonderstand zonderStand) {}

  record Volledig(Kort herziening, Herzieningsverslag verslag) {}

  @PostMapping(path = "/api/v1/bvv/herzieningen", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Kort> start(@RequestBody byte[] inhoud, Authentication wie) {
    Vraag vraag = lees(inhoud);
    if (vraag == null || vraag.proef() == null) {
      throw onbegrepen("proef ontbreekt; geef true of false");
    }
    Herziening herziening =
        uitvoeren(
            () ->
                beheer.start(
                    keuze(Herziening.Reden.class, "reden", vraag.reden(), null),
                    keuze(Herziening.Modus.class, "modus", vraag.modus(), Herziening.Modus.STRENG),
                    vraag.proef(),
                    vraag.peildatum(),
                    wie.getName()));
    return ResponseEntity.accepted()
        .location(java.net.URI.create("/api/v1/bvv/herzieningen/" + herziening.id()))
        .body(Kort.van(herziening));
  }

  @GetMapping("/api/v1/bvv/herzieningen")
  Lijst lijst() {
    return new Lijst(
        beheer.laatste(HOOGSTENS).stream().map(Kort::van).toList(),
        Termijn.van(beheer.termijnstand()),
        beheer.zonderStand());
  }

  @GetMapping("/api/v1/bvv/herzieningen/{id}")
  Volledig een(@PathVariable String id) {
    Herziening herziening = uitvoeren(() -> beheer.een(id(id)));
    return new Volledig(Kort.van(herziening), beheer.verslag(herziening.id()));
  }

  @PostMapping("/api/v1/bvv/herzieningen/{id}/pauze")
  Kort pauzeer(@PathVariable String id, Authentication wie) {
    return Kort.van(uitvoeren(() -> beheer.pauzeer(id(id), wie.getName())));
  }

  @PostMapping("/api/v1/bvv/herzieningen/{id}/hervatten")
  Kort hervat(@PathVariable String id, Authentication wie) {
    return Kort.van(uitvoeren(() -> beheer.hervat(id(id), wie.getName())));
  }

  @PostMapping("/api/v1/bvv/herzieningen/{id}/afbreken")
  Kort breekAf(@PathVariable String id, Authentication wie) {
    return Kort.van(uitvoeren(() -> beheer.breekAf(id(id), wie.getName())));
  }

  /** Without a body all that failed; with one the dossier that it names. */
  @PostMapping("/api/v1/bvv/herzieningen/{id}/opnieuw")
  Kort opnieuw(
      @PathVariable String id, @RequestBody(required = false) byte[] inhoud, Authentication wie) {
    Dossiersleutel dossier = inhoud == null || inhoud.length == 0 ? null : dossier(inhoud);
    return Kort.van(uitvoeren(() -> beheer.opnieuw(id(id), dossier, wie.getName())));
  }

  private Dossiersleutel dossier(byte[] inhoud) {
    try {
      Welk welk = welklezer.readValue(inhoud);
      return new Dossiersleutel(welk == null ? "" : welk.dossier());
    } catch (IOException | IllegalArgumentException e) {
      throw onbegrepen("de vraag is geen JSON-object met een dossier");
    }
  }

  /** A refusal as the outside sees it. */
  static <T> T uitvoeren(java.util.function.Supplier<T> werk) {
    try {
      return werk.get();
    } catch (Herzieningsweigering e) {
      HttpStatus status =
          switch (e.grond()) {
            case ONBEKEND -> HttpStatus.NOT_FOUND;
            case LOOPT_AL, TOESTAND -> HttpStatus.CONFLICT;
            case MODUS_NIET_TOEGESTAAN, PEILDATUM -> HttpStatus.UNPROCESSABLE_ENTITY;
          };
      var fout = Problemen.fout(status, e.grond().code(), "Herziening geweigerd", e.getMessage());
      e.wet().ifPresent(wet -> fout.getBody().setProperty("weigering", wet));
      throw fout;
    }
  }

  /**
   * @param anders when nothing was given; null where something must be given
   */
  static <E extends Enum<E>> E keuze(Class<E> soort, String veld, String naam, E anders) {
    if ((naam == null || naam.isBlank()) && anders != null) {
      return anders;
    }
    for (E waarde : soort.getEnumConstants()) {
      if (waarde.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-').equals(naam)) {
        return waarde;
      }
    }
    throw onbegrepen(veld + " ontbreekt of heeft een waarde die daar niet past");
  }

  static BerichtId id(String tekst) {
    try {
      return BerichtId.of(tekst);
    } catch (IllegalArgumentException e) {
      throw Problemen.fout(
          HttpStatus.NOT_FOUND,
          "herziening-onbekend",
          "Herziening geweigerd",
          "Er is geen herziening met dit id.");
    }
  }

  private Vraag lees(byte[] inhoud) {
    try {
      return lezer.readValue(inhoud);
    } catch (IOException e) {
      throw onbegrepen("de vraag is geen JSON-object met reden, modus, proef en peildatum");
    }
  }

  private static RuntimeException onbegrepen(String detail) {
    return Problemen.fout(
        HttpStatus.BAD_REQUEST, "herziening-onbegrepen", "Vraag niet begrepen", detail);
  }
}
