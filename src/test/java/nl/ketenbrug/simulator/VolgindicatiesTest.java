package nl.ketenbrug.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated BRP Update API tells who changed, as far as somebody follows them. */
class VolgindicatiesTest {

  private static final String SCENARIO =
      """
      geweigerdeAfnemers: []
      werkgevers: {}
      personen:
        - bsn: "999991000"
          doel: verhuist
          brp: {naam: {geslachtsnaam: Verzonneling}, geslacht: V, geboren: "1988-04-12"}
          wijzigingen:
            - op: "2031-03-15"
              brp: {naam: {geslachtsnaam: Verzonneling}, geslacht: V, geboren: "1988-04-12"}
            - op: "2031-03-20"
              brp: {naam: {geslachtsnaam: Verzonneling}, geslacht: V, geboren: "1988-04-12"}
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path map;

  @Test
  void tellsOnceWhoChangedWhileHeWasFollowed() throws Exception {
    Path scenario = Files.writeString(map.resolve("scenario.yaml"), SCENARIO);
    try (Testsimulator simulator = Testsimulator.start(scenario)) {
      URI adres = Simulator.adres(simulator.context());

      assertThat(wie(adres, "2031-03-01")).as("nobody is followed").isEmpty();
      assertThat(zet(adres, "{}")).isEqualTo(201);
      assertThat(zet(adres, "{}")).isEqualTo(200);
      assertThat(wie(adres, "2031-03-01")).containsExactly("999991000");
      speel(adres, "2031-03-19");
      assertThat(wie(adres, "2031-03-16")).isEmpty();
      speel(adres, "2031-03-21");
      assertThat(wie(adres, "2031-03-16")).containsExactly("999991000");

      assertThat(zet(adres, "{\"einddatum\": \"2031-03-21\"}")).isEqualTo(200);
      assertThat(wie(adres, "2031-03-16")).hasSize(1);
      speel(adres, "2031-03-22");
      assertThat(wie(adres, "2031-03-16")).as("also of before the end").isEmpty();
      assertThat(zet(adres, "{}")).isEqualTo(200);
      assertThat(wie(adres, "2031-03-16")).as("of before he was followed again").isEmpty();
      assertThat(zet(adres, "{\"einddatum\": 3}")).isEqualTo(400);
    }
  }

  @Test
  void answersAsTheRealContractSays() throws Exception {
    OpenapiContract contract = OpenapiContract.lees("brp/update-api/openapi.yaml");
    Path scenario = Files.writeString(map.resolve("scenario.yaml"), SCENARIO);
    try (Testsimulator simulator = Testsimulator.start(scenario)) {
      URI adres = Simulator.adres(simulator.context());
      String van = "/volgindicaties/999991000";

      assertThat(gesteld(contract, adres, "GET", van, "")).isEqualTo(404);
      assertThat(gesteld(contract, adres, "PUT", van, "{}")).isEqualTo(201);
      assertThat(gesteld(contract, adres, "PUT", van, "{\"einddatum\": \"2031-03-21\"}"))
          .isEqualTo(200);
      assertThat(gesteld(contract, adres, "PUT", van, "{\"einddatum\": 3}")).isEqualTo(400);
      assertThat(gesteld(contract, adres, "GET", van, "")).isEqualTo(200);
      assertThat(gesteld(contract, adres, "GET", "/volgindicaties", "")).isEqualTo(200);
      assertThat(gesteld(contract, adres, "GET", "/wijzigingen?vanaf=2026-01-01", ""))
          .isEqualTo(200);
      assertThat(gesteld(contract, adres, "GET", "/wijzigingen", "")).isEqualTo(200);
      assertThat(gesteld(contract, adres, "GET", "/wijzigingen?vanaf=gisteren", "")).isEqualTo(400);
    }
  }

  /** The status, of an answer in which nothing is wrong. */
  private int gesteld(OpenapiContract contract, URI adres, String methode, String pad, String body)
      throws Exception {
    HttpResponse<String> antwoord =
        stuur(
            HttpRequest.newBuilder(adres.resolve("/haalcentraal/api/brp-update" + pad))
                .method(methode, HttpRequest.BodyPublishers.ofString(body)));
    assertThat(contract.foutenInAntwoord(methode, pad, antwoord))
        .as(methode + " " + antwoord.body())
        .isEmpty();
    return antwoord.statusCode();
  }

  private int zet(URI adres, String body) throws Exception {
    return stuur(
            HttpRequest.newBuilder(
                    adres.resolve("/haalcentraal/api/brp-update/volgindicaties/999991000"))
                .PUT(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }

  private void speel(URI adres, String dag) throws Exception {
    stuur(
        HttpRequest.newBuilder(adres.resolve("/simulator/dag"))
            .PUT(HttpRequest.BodyPublishers.ofString("{\"dag\": \"" + dag + "\"}")));
  }

  private List<String> wie(URI adres, String vanaf) throws Exception {
    HttpResponse<String> antwoord =
        stuur(
            HttpRequest.newBuilder(
                adres.resolve("/haalcentraal/api/brp-update/wijzigingen?vanaf=" + vanaf)));
    assertThat(antwoord.statusCode()).isEqualTo(200);
    ObjectMapper json = new ObjectMapper();
    return json.convertValue(
        json.readTree(antwoord.body()).path("burgerservicenummers"), new TypeReference<>() {});
  }

  private HttpResponse<String> stuur(HttpRequest.Builder vraag) throws Exception {
    return http.send(
        vraag.header("Content-Type", "application/json").build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
