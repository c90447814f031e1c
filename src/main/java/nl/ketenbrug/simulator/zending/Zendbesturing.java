package nl.ketenbrug.simulator.zending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.ketenbrug.simulator.scenario.Zending;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What is delivered, over HTTP.
 *
 * <ul>
 *   <li>{@code GET /simulator/zendingen?vanaf=1}: each message from that number on, what became of
 *       it, and how many are due
 *   <li>{@code POST /simulator/zendingen} with {@code bron}, {@code bsn}, {@code bericht} and
 *       perhaps {@code velden}: 202, and it goes behind what is due; 400, or 409 when nothing is
 *       delivered
 *   <li>{@code GET /simulator/zendingen/{nummer}}: that one, or 404
 * </ul>
 */
public final class Zendbesturing {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Bezorger bezorger;
  private final Clock kalender;

  public Zendbesturing(Bezorger bezorger, Clock kalender) {
    this.bezorger = bezorger;
    this.kalender = kalender;
  }

  private record Vraag(String bron, String bsn, String bericht, Map<String, String> velden) {}

  private record Regel(
      int nummer,
      String bron,
      String op,
      String bsn,
      String bericht,
      String stand,
      int pogingen,
      String tijdstip,
      Integer status,
      String antwoord) {

    static Regel van(Verzending v) {
      return new Regel(
          v.nummer(),
          v.zending().bron(),
          v.zending().op(),
          v.zending().bsn(),
          v.zending().bericht(),
          v.stand().name().toLowerCase(java.util.Locale.ROOT),
          v.pogingen(),
          v.tijdstip() == null ? null : v.tijdstip().toString(),
          v.status(),
          v.antwoord());
    }
  }

  /**
   * @param bezorgt whether there is an engine to deliver to
   * @param teDoen how many are due and not answered
   */
  private record Overzicht(boolean bezorgt, long teDoen, List<Regel> zendingen) {}

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/simulator/zendingen", this::overzicht)
        .GET("/simulator/zendingen/{nummer}", this::een)
        .POST("/simulator/zendingen", this::zend)
        .build();
  }

  private ServerResponse overzicht(ServerRequest request) {
    String vanaf = request.param("vanaf").orElse("1");
    if (!vanaf.matches("\\d{1,9}")) {
      return probleem(HttpStatus.BAD_REQUEST, "vanaf is een nummer");
    }
    List<Verzending> alle = bezorger.overzicht();
    LocalDate vandaag = LocalDate.now(kalender);
    return antwoord(
        HttpStatus.OK,
        new Overzicht(
            bezorger.bezorgt(),
            alle.stream().filter(v -> v.isTeDoen(vandaag)).count(),
            alle.stream()
                .filter(v -> v.nummer() >= Integer.parseInt(vanaf))
                .map(Regel::van)
                .toList()));
  }

  private ServerResponse een(ServerRequest request) {
    String nummer = request.pathVariable("nummer");
    return bezorger.overzicht().stream()
        .filter(v -> Integer.toString(v.nummer()).equals(nummer))
        .findFirst()
        .map(v -> antwoord(HttpStatus.OK, Regel.van(v)))
        .orElseGet(() -> ServerResponse.notFound().build());
  }

  private ServerResponse zend(ServerRequest request) throws ServletException, IOException {
    if (!bezorger.bezorgt()) {
      return probleem(
          HttpStatus.CONFLICT, "Deze simulator bezorgt niet: simulator.zendingen.adres ontbreekt");
    }
    try {
      Vraag vraag = JSON.readValue(request.body(byte[].class), Vraag.class);
      Zending zending =
          new Zending(
              vraag.bron(),
              LocalDate.now(kalender).toString(),
              vraag.bsn(),
              vraag.bericht(),
              vraag.velden());
      return antwoord(HttpStatus.ACCEPTED, Regel.van(bezorger.voegToe(zending)));
    } catch (JsonProcessingException e) {
      return probleem(
          HttpStatus.BAD_REQUEST,
          "Vorm: {\"bron\": \"brp-stuf\", \"bsn\": \"…\", \"bericht\": \"overleden\", \"velden\": {…}}");
    } catch (IllegalArgumentException | DateTimeException e) {
      return probleem(HttpStatus.BAD_REQUEST, e.getMessage());
    }
  }

  private static ServerResponse antwoord(HttpStatus status, Object wat) {
    return ServerResponse.status(status).contentType(MediaType.APPLICATION_JSON).body(wat);
  }

  private static ServerResponse probleem(HttpStatus status, String detail) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(status, detail));
  }
}
