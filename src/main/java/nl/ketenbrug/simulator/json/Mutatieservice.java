package nl.ketenbrug.simulator.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Bronfilter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The Mutatieservice of the handelsregister: one subscription, its signals page by page with the
 * newest first, and each signal. The signals of a file come some time after the start; more of them
 * come by {@code POST /simulator/handelsregister/signalen}. Refuses a request without the key with
 * 401, and a reading from a time to come with 400.
 */
public final class Mutatieservice {

  private static final String ABONNEMENT = "abo-9999";
  private static final int BLADZIJDE = 100;
  private static final int KLEINSTE = 10;
  private static final int GROOTSTE = 500;

  private final String sleutel;
  private final Clock klok;
  private final List<Signaal> signalen = new CopyOnWriteArrayList<>();
  private final JsonMapper json = JsonMapper.builder().build();
  private volatile boolean kring;

  /**
   * @param bestand signals to come; nothing comes when it is not there
   */
  public Mutatieservice(Path bestand, String sleutel, Clock klok) {
    this.sleutel = sleutel;
    this.klok = klok;
    if (Files.exists(bestand)) {
      lees(bestand);
    }
  }

  private record Signaal(
      String id, Instant moment, String kvkNummer, String soort, String vestigingsnummer) {}

  /**
   * A signal in the file, or posted.
   *
   * @param na how long after now, ISO 8601; left out: now. Negative: one that comes late
   * @param signaalType left out: a changed registration
   */
  private record Opgave(
      String na,
      @JsonProperty("kvknummer") String kvkNummer,
      String signaalType,
      String vestigingsnummer) {

    Signaal signaal(Instant nu) {
      if (kvkNummer == null || !kvkNummer.matches("\\d{8}")) {
        throw new IllegalArgumentException("kvknummer heeft acht cijfers");
      }
      return new Signaal(
          UUID.randomUUID().toString(),
          na == null ? nu : nu.plus(Duration.parse(na)),
          kvkNummer,
          signaalType == null ? "SignaalGewijzigdeInschrijving" : signaalType,
          vestigingsnummer);
    }
  }

  private void lees(Path bestand) {
    try {
      Instant nu = klok.instant();
      json.readValue(Files.readString(bestand), new TypeReference<List<Opgave>>() {})
          .forEach(opgave -> signalen.add(opgave.signaal(nu)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RouterFunction<ServerResponse> routes() {
    String pad = Bron.HANDELSREGISTER.pad() + "/abonnementen";
    return RouterFunctions.route()
        .GET(pad, metSleutel(request -> abonnementen()))
        .GET(pad + "/{abonnement}", metSleutel(this::bladzijde))
        .GET(pad + "/{abonnement}/signalen/{signaal}", metSleutel(this::signaal))
        .POST("/simulator/handelsregister/signalen", this::voegToe)
        .PUT("/simulator/handelsregister/kring", this::zetKring)
        .build();
  }

  private HandlerFunction<ServerResponse> metSleutel(HandlerFunction<ServerResponse> dienst) {
    return request ->
        sleutel.equals(request.headers().firstHeader("apikey"))
            ? dienst.handle(request)
            : weiger(request, HttpStatus.UNAUTHORIZED, "De sleutel ontbreekt of klopt niet");
  }

  private ServerResponse abonnementen() {
    return antwoord(
        Map.of("klantId", "klant-9999", "abonnementen", List.of(Map.of("id", ABONNEMENT))));
  }

  private ServerResponse bladzijde(ServerRequest request) {
    if (!ABONNEMENT.equals(request.pathVariable("abonnement"))) {
      return weiger(request, HttpStatus.NOT_FOUND, "Dit abonnement is er niet");
    }
    Instant nu = klok.instant();
    Instant vanaf;
    int pagina;
    int aantal;
    try {
      vanaf =
          request
              .param("vanaf")
              .map(OffsetDateTime::parse)
              .map(OffsetDateTime::toInstant)
              .orElse(Instant.EPOCH);
      pagina = request.param("pagina").map(Integer::valueOf).orElse(1);
      aantal = request.param("aantal").map(Integer::valueOf).orElse(BLADZIJDE);
    } catch (DateTimeException | NumberFormatException e) {
      return weiger(request, HttpStatus.BAD_REQUEST, "vanaf, pagina of aantal klopt niet");
    }
    if (vanaf.isAfter(nu) || pagina < 1 || aantal < KLEINSTE || aantal > GROOTSTE) {
      return weiger(request, HttpStatus.BAD_REQUEST, "vanaf, pagina of aantal klopt niet");
    }
    List<Map<String, String>> alle =
        signalen.stream()
            .filter(signaal -> !signaal.moment().isBefore(vanaf) && !signaal.moment().isAfter(nu))
            .sorted(Comparator.comparing(Signaal::moment).reversed())
            .map(Mutatieservice::regel)
            .toList();
    int begin = Math.min(alle.size(), kring ? 0 : (pagina - 1) * aantal);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("pagina", pagina);
    body.put("aantal", aantal);
    body.put("totaal", alle.size());
    body.put("totaalPaginas", kring ? pagina + 1 : (alle.size() + aantal - 1) / aantal);
    body.put("signalen", alle.subList(begin, Math.min(alle.size(), begin + aantal)));
    return antwoord(body);
  }

  private static Map<String, String> regel(Signaal signaal) {
    Map<String, String> regel = new LinkedHashMap<>();
    regel.put("id", signaal.id());
    regel.put("timestamp", signaal.moment().toString());
    regel.put("kvknummer", signaal.kvkNummer());
    regel.put("signaalType", signaal.soort());
    if (signaal.vestigingsnummer() != null) {
      regel.put("vestigingsnummer", signaal.vestigingsnummer());
    }
    return regel;
  }

  private ServerResponse signaal(ServerRequest request) {
    return signalen.stream()
        .filter(signaal -> signaal.id().equals(request.pathVariable("signaal")))
        .filter(signaal -> ABONNEMENT.equals(request.pathVariable("abonnement")))
        .findFirst()
        .map(signaal -> antwoord(Map.of("signaal", inhoud(signaal))))
        .orElseGet(() -> weiger(request, HttpStatus.NOT_FOUND, "Dit signaal is er niet"));
  }

  private static Map<String, Object> inhoud(Signaal signaal) {
    return Map.of(
        "berichtId", signaal.id(),
        "signaalType", signaal.soort(),
        "registratieId", "-9999:" + signaal.id().substring(0, 8),
        "registratieTijdstip", signaal.moment().toString(),
        "heeftBetrekkingOp", Map.of("kvkNummer", signaal.kvkNummer(), "naamGewijzigd", "J"));
  }

  private ServerResponse voegToe(ServerRequest request) throws IOException {
    try {
      Signaal signaal =
          json.readValue(request.servletRequest().getInputStream(), Opgave.class)
              .signaal(klok.instant());
      signalen.add(signaal);
      return antwoord(Map.of("id", signaal.id()));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      return weiger(request, HttpStatus.BAD_REQUEST, "Vorm: {\\\"kvknummer\\\": \\\"99990011\\\"}");
    }
  }

  private ServerResponse zetKring(ServerRequest request) throws IOException {
    kring = json.readTree(request.servletRequest().getInputStream()).path("kring").asBoolean();
    return antwoord(Map.of("kring", kring));
  }

  private static ServerResponse antwoord(Object body) {
    return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }

  private static ServerResponse weiger(ServerRequest request, HttpStatus status, String titel) {
    Bronfilter.geweigerd(request.servletRequest());
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body("{\"title\": \"%s\", \"status\": %d}".formatted(titel, status.value()));
  }
}
