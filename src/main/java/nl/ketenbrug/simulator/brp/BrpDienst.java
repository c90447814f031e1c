package nl.ketenbrug.simulator.brp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.bron.Stoorantwoord;
import nl.ketenbrug.simulator.brp.BrpProbleem.OngeldigeParameter;
import nl.ketenbrug.simulator.scenario.Persoon;
import nl.ketenbrug.simulator.scenario.Scenario;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code POST /haalcentraal/api/brp/personen}: BRP API Personen version 2, of which the simulator
 * plays {@code RaadpleegMetBurgerservicenummer}. Persons whom the scenario does not know are left
 * out of the answer, as the BRP does. Refuses with 400, 406 and 415.
 */
public final class BrpDienst implements Stoorantwoord.Maker {

  private static final MediaType ANTWOORDTYPE =
      new MediaType(MediaType.APPLICATION_JSON, StandardCharsets.UTF_8);

  private final Scenario scenario;
  private final Clock klok;
  private final ObjectMapper json;

  public BrpDienst(Scenario scenario, Clock klok, ObjectMapper json) {
    this.scenario = scenario;
    this.klok = klok;
    this.json = json;
  }

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route().POST(Bron.BRP.pad(), this::raadpleeg).build();
  }

  private ServerResponse raadpleeg(ServerRequest request) throws ServletException, IOException {
    String instance = request.uri().toString();
    if (!vraagtJson(request)) {
      return weiger(BrpProbleem.nietAcceptabel(instance));
    }
    if (!geeftJson(request)) {
      return weiger(BrpProbleem.verkeerdeInhoud(instance));
    }
    JsonNode body = body(request);
    List<OngeldigeParameter> fouten = BrpVraag.fouten(body);
    if (!fouten.isEmpty()) {
      return weiger(BrpProbleem.onjuist(instance, fouten));
    }
    return antwoord(request, BrpVraag.lees(body));
  }

  private ServerResponse antwoord(ServerRequest request, BrpVraag vraag) {
    LocalDate vandaag = LocalDate.now(klok);
    List<Persoon> gevonden =
        vraag.bsns().stream()
            .distinct()
            .map(scenario::persoon)
            .flatMap(Optional::stream)
            .map(persoon -> persoon.op(vandaag))
            .filter(persoon -> persoon.brp() != null)
            .filter(persoon -> inGemeente(persoon, vraag.gemeente()))
            .toList();
    gevonden.forEach(
        persoon -> Bronfilter.gedraagJe(request.servletRequest(), persoon.gedrag().get(Bron.BRP)));
    PersoonJson schrijver = new PersoonJson(vandaag);
    Veldenkeuze keuze = Veldenkeuze.van(vraag.fields());
    ObjectNode antwoord = json.createObjectNode();
    antwoord.put("type", "RaadpleegMetBurgerservicenummer");
    ArrayNode personen = antwoord.putArray("personen");
    gevonden.forEach(persoon -> personen.add(keuze.uit(schrijver.van(persoon))));
    return ServerResponse.ok().contentType(ANTWOORDTYPE).body(tekst(antwoord));
  }

  private static boolean inGemeente(Persoon persoon, String gemeente) {
    if (gemeente == null) {
      return true;
    }
    return persoon.brp().gemeente() != null && persoon.brp().gemeente().code().equals(gemeente);
  }

  private static boolean vraagtJson(ServerRequest request) {
    List<MediaType> types = request.headers().accept();
    return types.isEmpty()
        || types.stream().anyMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON));
  }

  private static boolean geeftJson(ServerRequest request) {
    try {
      return request
          .headers()
          .contentType()
          .filter(type -> type.isCompatibleWith(ANTWOORDTYPE))
          .filter(
              type -> type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8))
          .isPresent();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  private JsonNode body(ServerRequest request) throws ServletException, IOException {
    try {
      JsonNode body = json.readTree(request.servletRequest().getInputStream());
      return body == null ? MissingNode.getInstance() : body;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private ServerResponse weiger(BrpProbleem probleem) {
    return ServerResponse.status(probleem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(tekst(probleem));
  }

  private byte[] tekst(Object antwoord) {
    try {
      return json.writeValueAsBytes(antwoord);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Stoorantwoord storing(String url) {
    return stoor(BrpProbleem.nietBeschikbaar(url));
  }

  @Override
  public Stoorantwoord fout(String url) {
    return stoor(BrpProbleem.interneFout(url));
  }

  @Override
  public Stoorantwoord onzin() {
    return new Stoorantwoord(200, ANTWOORDTYPE.toString(), "{\"type\":\"Raadpleeg, wat eigenlijk");
  }

  private Stoorantwoord stoor(BrpProbleem probleem) {
    return new Stoorantwoord(
        probleem.status(),
        MediaType.APPLICATION_PROBLEM_JSON_VALUE,
        new String(tekst(probleem), StandardCharsets.UTF_8));
  }
}
