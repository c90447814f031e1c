package nl.ketenbrug.simulator.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.bron.Stoorantwoord;
import nl.ketenbrug.simulator.scenario.Dagbestand;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * BRK Bevragen 2, properties by kadastrale aanduiding and their attachments, and the obligations to
 * pay by our own contract. An answer is a file that is read at each question, another from a day on
 * ({@link Dagbestand}); without one nothing is found. Refuses a request without the key with 401.
 */
public final class Jsonbronnen implements Stoorantwoord.Maker {

  private static final MediaType HAL = new MediaType("application", "hal+json");
  private static final String ZAKEN = "/kadastraalonroerendezaken";
  private static final List<String> AANDUIDINGEN =
      List.of("kadastraleAanduidingMetGemeentecode", "kadastraleAanduiding");

  private final Path map;
  private final String sleutel;
  private final Clock klok;
  private final JsonMapper json = JsonMapper.builder().build();

  public Jsonbronnen(Path map, String sleutel, Clock klok) {
    this.map = map;
    this.sleutel = sleutel;
    this.klok = klok;
  }

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET(Bron.BRK.pad() + ZAKEN, metSleutel("X-Api-Key", this::zaken))
        .GET(Bron.BRK.pad() + ZAKEN + "/{id}/beslagen", metSleutel("X-Api-Key", this::beslagen))
        .POST(
            Bron.BETAALVERPLICHTINGEN.pad() + "/gebeurtenissen",
            metSleutel("apikey", this::gebeurtenissen))
        .build();
  }

  private HandlerFunction<ServerResponse> metSleutel(
      String kop, HandlerFunction<ServerResponse> dienst) {
    return request ->
        sleutel.equals(request.headers().firstHeader(kop))
            ? dienst.handle(request)
            : weiger(request, HttpStatus.UNAUTHORIZED, "De sleutel ontbreekt of klopt niet");
  }

  private ServerResponse zaken(ServerRequest request) {
    return AANDUIDINGEN.stream()
        .flatMap(naam -> request.param(naam).stream())
        .findFirst()
        .map(aanduiding -> antwoord(HAL, "brk/zaken", aanduiding.replace(' ', '-'), "{}"))
        .orElseGet(
            () -> weiger(request, HttpStatus.BAD_REQUEST, "Geen aanduiding om op te zoeken"));
  }

  private ServerResponse beslagen(ServerRequest request) {
    return antwoord(
        HAL, "brk/beslagen", request.pathVariable("id"), "{\"_embedded\": {\"beslagen\": []}}");
  }

  private ServerResponse gebeurtenissen(ServerRequest request) throws IOException {
    String bsn;
    try {
      bsn =
          json.readTree(request.servletRequest().getInputStream())
              .path("burgerservicenummer")
              .asText();
    } catch (JsonProcessingException e) {
      bsn = "";
    }
    if (!bsn.matches("\\d{9}")) {
      return weiger(request, HttpStatus.BAD_REQUEST, "Geen burgerservicenummer");
    }
    return antwoord(
        MediaType.APPLICATION_JSON,
        "betaalverplichtingen",
        bsn,
        "{\"burgerservicenummer\": \"%s\", \"gebeurtenissen\": []}".formatted(bsn));
  }

  private ServerResponse antwoord(MediaType type, String soort, String naam, String anders) {
    // It becomes the name of a file.
    Optional<Path> bestand =
        Dagbestand.zoek(
            map.resolve(soort), naam.replaceAll("[^A-Za-z0-9-]", ""), ".json", LocalDate.now(klok));
    try {
      return ServerResponse.ok()
          .contentType(type)
          .body(bestand.isPresent() ? Files.readString(bestand.get()) : anders);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerResponse weiger(ServerRequest request, HttpStatus status, String titel) {
    Bronfilter.geweigerd(request.servletRequest());
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body("{\"title\": \"%s\", \"status\": %d}".formatted(titel, status.value()));
  }

  @Override
  public Stoorantwoord storing(String url) {
    return probleem(503, "De bron is er niet");
  }

  @Override
  public Stoorantwoord fout(String url) {
    return probleem(500, "De bron kon niet antwoorden");
  }

  @Override
  public Stoorantwoord onzin() {
    return new Stoorantwoord(200, "application/json", "{\"_embedded\": ");
  }

  private static Stoorantwoord probleem(int status, String titel) {
    return new Stoorantwoord(
        status,
        "application/problem+json",
        "{\"title\": \"%s\", \"status\": %d}".formatted(titel, status));
  }
}
