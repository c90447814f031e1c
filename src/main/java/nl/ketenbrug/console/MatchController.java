package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Reden;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Match.Graad;
import nl.ketenbrug.enrichment.Matchbeheer;
import nl.ketenbrug.message.BerichtId;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Matches with registers without citizen service numbers: look at them, and judge. */
@RestController
class MatchController {

  private static final int STANDAARD = 25;
  private static final int HOOGSTENS = 100;

  /** Characters of an explanation. */
  static final int LANGSTE = 2000;

  private final Matchbeheer beheer;
  private final ObjectReader lezer;

  MatchController(Matchbeheer beheer, ObjectMapper json) {
    this.beheer = beheer;
    // A misspelt field would judge something else than was meant.
    this.lezer =
        json.reader()
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .forType(Oordeel.class);
  }

  /**
   * @param oordeel bevestigd or afgewezen
   * @param kenmerk of the data that was judged
   */
  record Oordeel(String oordeel, String toelichting, String kenmerk) {}

  record Lijst(
      List<Matchrij> matches,
      List<String> nietTeOpenen,
      String volgende,
      long open,
      long nietTeHerkennen) {

    static Lijst van(Matchbeheer.Bladzijde bladzijde, long open, long nietTeHerkennen) {
      return new Lijst(
          bladzijde.dossiers().stream().map(Matchrij::van).toList(),
          bladzijde.nietTeOpenen().stream().map(BerichtId::toString).toList(),
          bladzijde.volgende() == null ? null : bladzijde.volgende().toString(),
          open,
          nietTeHerkennen);
    }
  }

  record Beoordeeld(String id, String graad, Instant beoordeeld) {
    static Beoordeeld van(Match match) {
      return new Beoordeeld(match.id().toString(), match.graad().naam(), match.beoordeeld());
    }
  }

  @GetMapping("/api/v1/matches")
  Lijst lijst(
      @RequestParam(defaultValue = "te-bevestigen") String graad,
      @RequestParam(required = false) String na,
      @RequestParam(defaultValue = "" + STANDAARD) int limiet,
      Authentication wie) {
    if (limiet < 1 || limiet > HOOGSTENS) {
      throw Problemen.parameter("limiet", "limiet ligt tussen 1 en " + HOOGSTENS);
    }
    BerichtId vanaf = na == null ? null : na(na);
    Graad keuze = graad(graad);
    return uitvoeren(
        () ->
            Lijst.van(
                beheer.lijst(keuze, vanaf, limiet, wie.getName()),
                beheer.open(),
                beheer.nietTeHerkennen()));
  }

  @PostMapping(path = "/api/v1/matches/{id}/oordeel", consumes = MediaType.APPLICATION_JSON_VALUE)
  Beoordeeld oordeel(@PathVariable String id, @RequestBody byte[] inhoud, Authentication wie) {
    Oordeel oordeel = lees(inhoud);
    return Beoordeeld.van(
        uitvoeren(
            () ->
                beheer.oordeel(
                    id(id),
                    isBevestigd(oordeel.oordeel()),
                    toelichting(oordeel.toelichting()),
                    kenmerk(oordeel.kenmerk()),
                    wie.getName())));
  }

  /** A refusal as the outside sees it. */
  static <T> T uitvoeren(Supplier<T> werk) {
    try {
      return werk.get();
    } catch (Matchbeheer.Afwijzing e) {
      HttpStatus status =
          e.code().equals("match-veranderd") ? HttpStatus.CONFLICT : HttpStatus.NOT_FOUND;
      throw Problemen.fout(status, e.code(), "Oordeel niet aangenomen", e.getMessage());
    } catch (Matchbeheer.UitkomstNietVastgelegd e) {
      throw welGenomen();
    } catch (org.springframework.jms.JmsException | IllegalStateException e) {
      throw Problemen.fout(
          HttpStatus.SERVICE_UNAVAILABLE,
          "inzage-niet-vastgelegd",
          "Niet vastgelegd",
          "Dit kan nu niet worden vastgelegd; daarom gebeurt het niet.");
    }
  }

  /** Not to be taken for a judgement that did not succeed. */
  static RuntimeException welGenomen() {
    return Problemen.fout(
        HttpStatus.SERVICE_UNAVAILABLE,
        "oordeel-niet-vastgelegd",
        "Oordeel genomen, niet vastgelegd",
        "Uw oordeel is genomen en geldt. Dat het genomen is, kon niet in het log komen: geef het niet opnieuw, en meld dit.");
  }

  static BerichtId id(String tekst) {
    try {
      return BerichtId.of(tekst);
    } catch (IllegalArgumentException e) {
      throw Problemen.fout(
          HttpStatus.NOT_FOUND, "match-onbekend", "Match onbekend", "Er is geen match met dit id.");
    }
  }

  private static BerichtId na(String tekst) {
    try {
      return BerichtId.of(tekst);
    } catch (IllegalArgumentException e) {
      throw Problemen.parameter("na", "na is het id van een match");
    }
  }

  static Graad graad(String naam) {
    return Arrays.stream(Graad.values())
        .filter(graad -> graad.naam().equals(naam))
        .findFirst()
        .orElseThrow(
            () ->
                Problemen.parameter(
                    "graad",
                    "graad is "
                        + Arrays.stream(Graad.values())
                            .map(Graad::naam)
                            .collect(Collectors.joining(", "))));
  }

  private static boolean isBevestigd(String oordeel) {
    if ("bevestigd".equals(oordeel)) {
      return true;
    }
    if ("afgewezen".equals(oordeel)) {
      return false;
    }
    throw onbegrepen("oordeel is bevestigd of afgewezen");
  }

  private static String toelichting(String tekst) {
    if (tekst == null || tekst.isBlank() || tekst.length() > LANGSTE) {
      throw onbegrepen("toelichting ontbreekt, of heeft meer dan " + LANGSTE + " tekens");
    }
    if (Reden.noemtNummer(tekst)) {
      throw onbegrepen("noem in de toelichting geen burgerservicenummer of ander lang nummer");
    }
    return tekst;
  }

  private static String kenmerk(String tekst) {
    if (tekst == null || tekst.isBlank()) {
      throw onbegrepen("kenmerk ontbreekt: dat van de match zoals u haar zag");
    }
    return tekst;
  }

  private Oordeel lees(byte[] inhoud) {
    try {
      Oordeel oordeel = lezer.readValue(inhoud);
      if (oordeel != null) {
        return oordeel;
      }
    } catch (IOException e) {
      // Told below, without the text that Jackson quotes.
    }
    throw onbegrepen("de vraag is geen JSON-object met oordeel, toelichting en kenmerk");
  }

  private static RuntimeException onbegrepen(String detail) {
    return Problemen.fout(
        HttpStatus.BAD_REQUEST, "oordeel-onbegrepen", "Oordeel niet begrepen", detail);
  }
}
