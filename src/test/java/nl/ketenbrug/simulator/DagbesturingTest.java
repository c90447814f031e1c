package nl.ketenbrug.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What changes when in the scenario, by the day that is played. */
class DagbesturingTest {

  @TempDir Path map;

  @Test
  void theBrpAnswersAsOnTheDayThatIsPlayed() throws Exception {
    Path scenario = map.resolve("scenario.yaml");
    Files.writeString(
        scenario,
        """
        personen:
          - bsn: "999991000"
            doel: verhuist
            brp: {naam: {geslachtsnaam: Eerst}}
            wijzigingen:
              - {op: "2026-06-01", brp: {naam: {geslachtsnaam: Later}}}
              - {op: "2026-03-01", brp: {naam: {geslachtsnaam: Tussen}}}
        """);
    try (ConfigurableApplicationContext simulator = Simulator.start(0, scenario)) {
      String adres = Simulator.adres(simulator).toString();

      assertThat(naamOp(adres, "2026-02-28")).contains("Eerst");
      assertThat(naamOp(adres, "2026-03-01")).contains("Tussen");
      assertThat(naamOp(adres, "2027-01-01")).contains("Later");
      assertThat(stuur(adres + "/simulator/dag", "PUT", "{\"dag\": \"1 maart\"}").statusCode())
          .isEqualTo(400);
      assertThat(stuur(adres + "/simulator/dag", "PUT", "{}").statusCode()).isEqualTo(400);
      assertThat(stuur(adres + "/simulator/dag", "DELETE", "").body()).doesNotContain("2027-01-01");
    }
  }

  private static String naamOp(String adres, String dag) throws Exception {
    assertThat(stuur(adres + "/simulator/dag", "PUT", "{\"dag\": \"" + dag + "\"}").body())
        .contains(dag);
    return stuur(
            adres + "/haalcentraal/api/brp/personen",
            "POST",
            """
            {"type": "RaadpleegMetBurgerservicenummer", "fields": ["naam.geslachtsnaam"],
             "burgerservicenummer": ["999991000"]}""")
        .body();
  }

  private static HttpResponse<String> stuur(String adres, String methode, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(adres))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(methode, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
