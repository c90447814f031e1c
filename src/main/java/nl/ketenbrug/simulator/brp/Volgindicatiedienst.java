package nl.ketenbrug.simulator.brp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import nl.ketenbrug.simulator.scenario.Persoon;
import nl.ketenbrug.simulator.scenario.Scenario;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code /haalcentraal/api/brp-update}: BRP Update API 1.0.0, {@code volgindicaties} and {@code
 * wijzigingen}. Who changed follows from the scenario and the day that is played; a change counts
 * only from the day on which somebody began to follow. What is followed is forgotten at a stop.
 */
public final class Volgindicatiedienst {

  /** The contract gives it for a new volgindicatie and for who changed, and not for the rest. */
  private static final MediaType HAL = new MediaType("application", "hal+json");

  private static final String PAD = "/haalcentraal/api/brp-update";

  private final Scenario scenario;
  private final Clock klok;
  private final ObjectMapper json;
  private final Map<String, Indicatie> indicaties = new ConcurrentSkipListMap<>();

  public Volgindicatiedienst(Scenario scenario, Clock klok, ObjectMapper json) {
    this.scenario = scenario;
    this.klok = klok;
    this.json = json;
  }

  /**
   * @param begin first day of which changes are told
   * @param einde last day, or null
   */
  private record Indicatie(LocalDate begin, LocalDate einde) {

    boolean isActief(LocalDate dag) {
      return einde == null || !dag.isAfter(einde);
    }
  }

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET(PAD + "/volgindicaties", request -> lijst())
        .GET(PAD + "/volgindicaties/{bsn}", this::lees)
        .PUT(PAD + "/volgindicaties/{bsn}", this::zet)
        .GET(PAD + "/wijzigingen", this::wijzigingen)
        .build();
  }

  private ServerResponse lijst() {
    List<Map<String, String>> alle =
        indicaties.entrySet().stream()
            .map(indicatie -> beeld(indicatie.getKey(), indicatie.getValue()))
            .toList();
    return antwoord(HttpStatus.OK, Map.of("volgindicaties", alle));
  }

  private ServerResponse lees(ServerRequest request) {
    String bsn = request.pathVariable("bsn");
    Indicatie indicatie = indicaties.get(bsn);
    return indicatie == null
        ? probleem(HttpStatus.NOT_FOUND, "Er is geen volgindicatie")
        : antwoord(HttpStatus.OK, beeld(bsn, indicatie));
  }

  private ServerResponse zet(ServerRequest request) throws ServletException, IOException {
    String bsn = request.pathVariable("bsn");
    LocalDate einde;
    try {
      JsonNode body = json.readTree(request.body(byte[].class));
      einde = body.hasNonNull("einddatum") ? LocalDate.parse(body.get("einddatum").asText()) : null;
    } catch (JsonProcessingException | DateTimeException e) {
      return probleem(HttpStatus.BAD_REQUEST, "Vorm: {} of {\"einddatum\": \"jjjj-mm-dd\"}");
    }
    if (!bsn.matches("\\d{9}")) {
      return probleem(HttpStatus.BAD_REQUEST, "Een burgerservicenummer heeft negen cijfers");
    }
    LocalDate vandaag = LocalDate.now(klok);
    Indicatie eerder = indicaties.get(bsn);
    boolean loopt = eerder != null && eerder.isActief(vandaag);
    Indicatie nu = new Indicatie(loopt ? eerder.begin() : vandaag, einde);
    indicaties.put(bsn, nu);
    return eerder == null
        ? antwoord(HttpStatus.CREATED, HAL, beeld(bsn, nu))
        : antwoord(HttpStatus.OK, beeld(bsn, nu));
  }

  private ServerResponse wijzigingen(ServerRequest request) {
    LocalDate vanaf;
    try {
      vanaf = request.param("vanaf").map(LocalDate::parse).orElse(LocalDate.MIN);
    } catch (DateTimeException e) {
      return probleem(HttpStatus.BAD_REQUEST, "vanaf: jjjj-mm-dd");
    }
    LocalDate vandaag = LocalDate.now(klok);
    List<String> wie =
        indicaties.entrySet().stream()
            .filter(indicatie -> indicatie.getValue().isActief(vandaag))
            .filter(
                indicatie ->
                    dagen(indicatie.getKey())
                        .anyMatch(
                            dag ->
                                !dag.isBefore(vanaf)
                                    && !dag.isBefore(indicatie.getValue().begin())
                                    && !dag.isAfter(vandaag)))
            .map(Map.Entry::getKey)
            .toList();
    return antwoord(HttpStatus.OK, HAL, Map.of("burgerservicenummers", wie));
  }

  /** On which something changes in the BRP. */
  private Stream<LocalDate> dagen(String bsn) {
    return scenario.persoon(bsn).stream()
        .flatMap(persoon -> persoon.wijzigingen().stream())
        .filter(wijziging -> wijziging.brp() != null)
        .map(Persoon.Wijziging::op)
        .map(LocalDate::parse);
  }

  private static Map<String, String> beeld(String bsn, Indicatie indicatie) {
    return Optional.ofNullable(indicatie.einde())
        .map(einde -> Map.of("burgerservicenummer", bsn, "einddatum", einde.toString()))
        .orElse(Map.of("burgerservicenummer", bsn));
  }

  private static ServerResponse antwoord(HttpStatus status, Object body) {
    return antwoord(status, MediaType.APPLICATION_JSON, body);
  }

  private static ServerResponse antwoord(HttpStatus status, MediaType soort, Object body) {
    return ServerResponse.status(status).contentType(soort).body(body);
  }

  private static ServerResponse probleem(HttpStatus status, String detail) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(status, detail));
  }
}
