package nl.ketenbrug.simulator.bron;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Control of the simulator over HTTP.
 *
 * <ul>
 *   <li>{@code GET /simulator/bronnen} and {@code GET /simulator/bronnen/{bron}}: behaviour and
 *       counters
 *   <li>{@code PUT /simulator/bronnen/{bron}} with a {@link Regeling}: 200 with the new state, 400
 *       when the body cannot be used, 404 for an unknown source
 *   <li>{@code GET /simulator/bronnen/{bron}/verzoeken}: the last requests, oldest first; synthetic
 *       data only, see {@link Verzoek}
 *   <li>{@code DELETE /simulator/bronnen/{bron}/verzoeken}: forgets requests and counters
 * </ul>
 */
public final class Besturing {

  /** Strict: a misspelt member must not leave a source working that was meant to fail. */
  private static final ObjectMapper STRENG = JsonMapper.builder().build();

  private final Bronnen bronnen;

  public Besturing(Bronnen bronnen) {
    this.bronnen = bronnen;
  }

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/simulator/bronnen", request -> antwoord(bronnen.overzicht()))
        .GET("/simulator/bronnen/{bron}", r -> bij(r, stand -> antwoord(stand.overzicht())))
        .PUT("/simulator/bronnen/{bron}", r -> bij(r, stand -> stel(stand, r)))
        .GET(
            "/simulator/bronnen/{bron}/verzoeken",
            r -> bij(r, stand -> antwoord(stand.verzoeken())))
        .DELETE("/simulator/bronnen/{bron}/verzoeken", r -> bij(r, Besturing::wis))
        .build();
  }

  private ServerResponse bij(ServerRequest request, Function<Bronstand, ServerResponse> actie) {
    return Bron.metCode(request.pathVariable("bron"))
        .map(bron -> actie.apply(bronnen.stand(bron)))
        .orElseGet(() -> probleem(HttpStatus.NOT_FOUND, "Deze bron kent de simulator niet"));
  }

  private ServerResponse stel(Bronstand stand, ServerRequest request) {
    try {
      stand.stel(STRENG.readValue(request.body(byte[].class), Regeling.class));
    } catch (JsonProcessingException e) {
      return probleem(HttpStatus.BAD_REQUEST, "Regeling onbruikbaar: " + e.getOriginalMessage());
    } catch (IOException | ServletException e) {
      return probleem(HttpStatus.BAD_REQUEST, "Regeling onleesbaar: " + e.getMessage());
    }
    return antwoord(stand.overzicht());
  }

  private static ServerResponse wis(Bronstand stand) {
    stand.wis();
    return ServerResponse.noContent().build();
  }

  private static ServerResponse antwoord(Object body) {
    return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }

  private static ServerResponse probleem(HttpStatus status, String detail) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(status, detail));
  }
}
