package nl.ketenbrug.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import nl.ketenbrug.simulator.Koppelvlakken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we ask of BRK Bevragen, and every field that we read of it, is in the real contract. */
class BrkContractTest {

  private static final String ZAKEN = "/kadastraalonroerendezaken";

  private JsonNode contract;

  @BeforeEach
  void read() throws Exception {
    contract =
        new YAMLMapper()
            .readTree(Koppelvlakken.of("kadaster-kvk").resolve("brk-bevragen.yaml").toFile());
  }

  @Test
  void theRequestsAreThere() {
    JsonNode zoek = contract.path("paths").path(ZAKEN).path("get").path("parameters");
    assertThat(zoek.findValuesAsText("name"))
        .contains("kadastraleAanduiding", "kadastraleAanduidingMetGemeentecode");
    assertThat(
            contract
                .path("paths")
                .path(ZAKEN + "/{kadastraalOnroerendeZaakIdentificatie}/beslagen")
                .has("get"))
        .isTrue();
    assertThat(contract.at("/components/securitySchemes/apiKeyAuth/name").asText())
        .isEqualTo("X-Api-Key");
  }

  @Test
  void whatTheExampleAsksHasTheFormOfTheRealParameter() throws Exception {
    String vraag = Files.readString(Path.of("transforms/brk/examples/vraag.xml"));
    String aanduiding = vraag.replaceAll("(?s).*<zoek[^>]*>|</zoek>.*", "");

    for (JsonNode parameter : contract.path("paths").path(ZAKEN).path("get").path("parameters")) {
      if (parameter.path("name").asText().equals("kadastraleAanduiding")) {
        assertThat(aanduiding).matches(parameter.at("/schema/pattern").asText());
        return;
      }
    }
    throw new AssertionError("geen parameter kadastraleAanduiding");
  }

  @Test
  void everyFieldThatOurSchemaNamesIsAFieldOfTheRealOneWithItsType() throws Exception {
    JsonNode beslagen = lijst("brk-beslagen-v2", "beslagen");
    assertThat(zelfdeVelden(beslagen, "Beslag")).isPositive();
    assertThat(
            zelfdeVelden(lijst("brk-v2", "kadastraalOnroerendeZaken"), "KadastraalOnroerendeZaak"))
        .isPositive();
    JsonNode legger = beslagen.at("/items/properties/beslagleggers/items/properties");
    assertThat(contract.at("/components/schemas/PersoonBasis/properties").has("omschrijving"))
        .isTrue();
    TreeSet<String> soorten = new TreeSet<>();
    contract.at("/components/schemas/PersoonTypeEnum/enum").forEach(s -> soorten.add(s.asText()));
    TreeSet<String> onze = new TreeSet<>();
    legger.at("/type/enum").forEach(s -> onze.add(s.asText()));
    assertThat(onze).isEqualTo(soorten);
  }

  private static JsonNode lijst(String schema, String naam) throws Exception {
    return new ObjectMapper()
        .readTree(Path.of("transforms/brk/" + schema + ".schema.json").toFile())
        .at("/properties/_embedded/properties/" + naam);
  }

  private int zelfdeVelden(JsonNode lijst, String schema) {
    JsonNode echt = contract.at("/components/schemas/" + schema + "/properties");
    JsonNode onze = lijst.at("/items/properties");
    onze.fieldNames()
        .forEachRemaining(veld -> assertThat(echt.has(veld)).as(schema + " " + veld).isTrue());
    return onze.size();
  }
}
