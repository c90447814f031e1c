package nl.ketenbrug.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The day of the scenario over HTTP.
 *
 * <ul>
 *   <li>{@code GET /simulator/dag}: the day that is played
 *   <li>{@code PUT /simulator/dag} with {@code {"dag": "2026-03-01"}}: 200, or 400
 *   <li>{@code DELETE /simulator/dag}: today again
 * </ul>
 */
final class Dagbesturing {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Kalender kalender;

  Dagbesturing(Kalender kalender) {
    this.kalender = kalender;
  }

  /** Text, because a mistake must be answered and not fail. */
  private record Vraag(String dag) {}

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/simulator/dag", request -> antwoord())
        .PUT("/simulator/dag", this::zet)
        .DELETE("/simulator/dag", request -> zet((LocalDate) null))
        .build();
  }

  private ServerResponse zet(ServerRequest request) throws ServletException, IOException {
    try {
      return zet(LocalDate.parse(JSON.readValue(request.body(byte[].class), Vraag.class).dag()));
    } catch (JsonProcessingException | DateTimeException | NullPointerException e) {
      return ServerResponse.status(HttpStatus.BAD_REQUEST)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(
              ProblemDetail.forStatusAndDetail(
                  HttpStatus.BAD_REQUEST, "Vorm: {\"dag\": \"jjjj-mm-dd\"}"));
    }
  }

  private ServerResponse zet(LocalDate dag) {
    kalender.zet(dag);
    return antwoord();
  }

  private ServerResponse antwoord() {
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("dag", kalender.vandaag().toString()));
  }
}
