package nl.ketenbrug.simulator.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.UriUtils;

/**
 * Receivers of webhooks, one for each name that is called. They count what comes, drop what came
 * before and check signatures; of an event they keep its attributes only.
 *
 * <ul>
 *   <li>{@code OPTIONS} and {@code POST /webhook/{naam}}: the webhook
 *   <li>{@code GET /simulator/webhooks/{naam}}: what came, see {@link Ontvangst}
 *   <li>{@code PUT /simulator/webhooks/{naam}} with a {@link Gedrag}: 200, or 400
 * </ul>
 */
public final class Webhookontvanger {

  private static final MediaType GESTRUCTUREERD = MediaType.valueOf("application/cloudevents+json");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Ontvangst> ontvangers = new ConcurrentHashMap<>();

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .OPTIONS("/webhook/{naam}", Webhookontvanger::stemIn)
        .POST("/webhook/{naam}", this::neem)
        .GET("/simulator/webhooks/{naam}", request -> antwoord(van(request).overzicht()))
        .PUT("/simulator/webhooks/{naam}", this::stel)
        .build();
  }

  private static ServerResponse stemIn(ServerRequest request) {
    String van = request.headers().firstHeader("WebHook-Request-Origin");
    return ServerResponse.ok()
        .header("Allow", "OPTIONS, POST")
        .header("WebHook-Allowed-Origin", van == null ? "" : van)
        .build();
  }

  private ServerResponse neem(ServerRequest request) throws ServletException, IOException {
    Ontvangst ontvangst = van(request);
    byte[] body = request.body(byte[].class);
    Gedrag nu = ontvangst.gedrag();
    if (nu.status() != null) {
      ServerResponse.BodyBuilder nee = ServerResponse.status(nu.status());
      if (nu.later() != null) {
        nee.header("Retry-After", nu.later().toString());
      }
      ontvangst.afgewezen();
      return nee.build();
    }
    Map<String, String> attributen;
    try {
      attributen = attributen(request, body);
    } catch (IOException | IllegalArgumentException e) {
      return ServerResponse.badRequest().build();
    }
    ECKey sleutel = ontvangst.sleutel();
    if (sleutel != null && !klopt(request, body, attributen, sleutel)) {
      ontvangst.vals();
      return ServerResponse.status(HttpStatus.UNAUTHORIZED).build();
    }
    ontvangst.aangenomen(attributen.get("id"), attributen.get("volgnummer"));
    return ServerResponse.noContent().build();
  }

  /** In either form of the HTTP binding. */
  private static Map<String, String> attributen(ServerRequest request, byte[] body)
      throws IOException {
    MediaType soort = request.headers().contentType().orElse(MediaType.APPLICATION_OCTET_STREAM);
    if (GESTRUCTUREERD.equalsTypeAndSubtype(soort)) {
      Map<String, String> document = JSON.readValue(body, new TypeReference<>() {});
      document.remove("data");
      return document;
    }
    Map<String, String> attributen = new HashMap<>();
    request
        .headers()
        .asHttpHeaders()
        .forEach(
            (naam, waarden) -> {
              String klein = naam.toLowerCase(Locale.ROOT);
              if (klein.startsWith("ce-")) {
                attributen.put(
                    klein.substring(3), UriUtils.decode(waarden.get(0), StandardCharsets.UTF_8));
              }
            });
    attributen.put("datacontenttype", soort.getType() + "/" + soort.getSubtype());
    return attributen;
  }

  /** The body, and that the attributes are those that were signed for this address, no more. */
  private static boolean klopt(
      ServerRequest request, byte[] body, Map<String, String> attributen, ECKey sleutel) {
    try {
      JWSObject jws =
          JWSObject.parse(
              String.valueOf(request.headers().firstHeader("Ketenbrug-Handtekening")),
              new Payload(body));
      return jws.verify(new ECDSAVerifier(sleutel))
          && request.uri().toString().equals(jws.getHeader().getCustomParam("url"))
          && attributen.equals(jws.getHeader().getCustomParam("ce"));
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }

  private ServerResponse stel(ServerRequest request) throws ServletException, IOException {
    try {
      Ontvangst ontvangst = van(request);
      ontvangst.stel(JSON.readValue(request.body(byte[].class), Gedrag.class));
      return antwoord(ontvangst.overzicht());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return ServerResponse.badRequest()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(
              ProblemDetail.forStatusAndDetail(
                  HttpStatus.BAD_REQUEST,
                  "Vorm: {\"status\": 503, \"later\": 60, \"aantal\": 3, \"sleutel\": {...}}, elk veld naar keuze"));
    }
  }

  private Ontvangst van(ServerRequest request) {
    return ontvangers.computeIfAbsent(request.pathVariable("naam"), naam -> new Ontvangst());
  }

  private static ServerResponse antwoord(Ontvangst.Overzicht overzicht) {
    return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(overzicht);
  }
}
