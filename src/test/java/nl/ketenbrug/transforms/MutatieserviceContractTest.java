package nl.ketenbrug.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nl.ketenbrug.simulator.Koppelvlakken;
import org.junit.jupiter.api.Test;

/** What we ask of the Mutatieservice, and every field that we read of it, is in its OpenAPI. */
class MutatieserviceContractTest {

  private static final List<String> VRAGEN = List.of("vanaf", "pagina", "aantal");

  @Test
  void everyRequestAndFieldOfOursIsInTheRealContract() throws Exception {
    Path contract = Koppelvlakken.of("kadaster-kvk").resolve("mutatieservice.yaml");
    assumeTrue(
        Files.exists(contract),
        "De OpenAPI van de Mutatieservice staat niet bij de koppelvlakken: niet getoetst");

    assertThat(ontbreekt(new YAMLMapper().readTree(contract.toFile()))).isEmpty();
  }

  @Test
  void whatIsNotInAContractIsSeen() throws Exception {
    JsonNode half =
        new YAMLMapper()
            .readTree(
                """
                paths:
                  /v1/abonnementen: {get: {}}
                  /v1/abonnementen/{abonnementId}:
                    get: {parameters: [{name: vanaf}, {name: pagina}]}
                components:
                  schemas:
                    A: {properties: {abonnementen: {items: {properties: {id: {}}}}, kvknummer: {}}}
                """);

    assertThat(ontbreekt(half))
        .contains("/abonnementen/{}/signalen/{}", "aantal", "signaalType", "registratieTijdstip")
        .doesNotContain("/abonnementen", "/abonnementen/{}", "vanaf", "id", "kvknummer");
  }

  private static Set<String> ontbreekt(JsonNode contract) throws Exception {
    Set<String> onze = new TreeSet<>(VRAGEN);
    onze.addAll(List.of("/abonnementen", "/abonnementen/{}", "/abonnementen/{}/signalen/{}"));
    velden(
        new ObjectMapper()
            .readTree(
                Path.of("transforms/handelsregister/handelsregister-v1.schema.json").toFile()),
        onze);
    Set<String> echte = new TreeSet<>(contract.findValuesAsText("name"));
    contract
        .path("paths")
        .fieldNames()
        .forEachRemaining(
            pad -> echte.add(pad.replaceFirst("^/v1", "").replaceAll("\\{[^}]*}", "{}")));
    velden(contract.path("components"), echte);
    onze.removeAll(echte);
    return onze;
  }

  private static void velden(JsonNode schema, Set<String> velden) {
    for (JsonNode eigenschappen : schema.findValues("properties")) {
      eigenschappen.fieldNames().forEachRemaining(velden::add);
      eigenschappen.forEach(veld -> velden(veld, velden));
    }
  }
}
