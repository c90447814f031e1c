package nl.ketenbrug.simulator.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.bron.Stoorantwoord;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * BRK Bevragen 2, properties by kadastrale aanduiding and their attachments, and the obligations to
 * pay by our own contract. An answer is a file that is read at each question; without one nothing
 * is found. Refuses a request without the key with 401.
 */
public final class Jsonbronnen implements Stoorantwoord.Maker {

  private static final String ZAKEN = "/kadastraalonroerendezaken";
  private static final List<String> AANDUIDINGEN =
      List.of("kadastraleAanduidingMetGemeentecode", "kadastraleAanduiding");

  private final Path map;
  private final String sleutel;
  private final JsonMapper json = JsonMapper.builder().build();

  public Jsonbronnen(Path map, String sleutel) {
    this.map = map;
    this.sleutel = sleutel;
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
        .map(aanduiding -> antwoord("brk/zaken", aanduiding.replace(' ', '-'), "{}"))
        .orElseGet(
            () -> weiger(request, HttpStatus.BAD_REQUEST, "Geen aanduiding om op te zoeken"));
  }

  private ServerResponse beslagen(ServerRequest request) {
    return antwoord(
        "brk/beslagen", request.pathVariable("id"), "{\"_embedded\": {\"beslagen\": []}}");
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
        "betaalverplichtingen",
        bsn,
        "{\"burgerservicenummer\": \"%s\", \"gebeurtenissen\": []}".formatted(bsn));
  }

  private ServerResponse antwoord(String soort, String naam, String anders) {
    // It becomes the name of a file.
    Path bestand = map.resolve(soort).resolve(naam.replaceAll("[^A-Za-z0-9-]", "") + ".json");
    try {
      return ServerResponse.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(Files.exists(bestand) ? Files.readString(bestand) : anders);
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
