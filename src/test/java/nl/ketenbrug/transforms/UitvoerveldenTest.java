package nl.ketenbrug.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * Which field can ever reach which partner, as tables that a person changes: {@code uitvoer.txt}
 * beside each profile lists every field that its schema allows, {@code afnemers.txt} which profile
 * each partner has. A profile that was widened fails here until somebody changes its table.
 */
class UitvoerveldenTest {

  @TempDir private Path map;

  @TestFactory
  Stream<DynamicTest> aSchemaAllowsExactlyTheFieldsOfItsTable() {
    return Transforms.files("/profiel.yaml").stream()
        .map(
            beschrijving ->
                dynamicTest(
                    beschrijving.getParent().getFileName().toString(),
                    () ->
                        assertThat(
                                Uitvoervelden.van(
                                    beschrijving.resolveSibling(
                                        String.valueOf(yaml(beschrijving).get("toets")))))
                            .isEqualTo(regels(beschrijving.resolveSibling("uitvoer.txt")))));
  }

  @Test
  void whichPartnerHasWhichProfileIsInTheTable() throws IOException {
    List<String> partners = new ArrayList<>();
    try (Stream<Path> bestanden = Files.list(Path.of("config/partners"))) {
      for (Path bestand : bestanden.sorted().toList()) {
        Map<?, ?> abonnement = (Map<?, ?>) yaml(bestand).get("abonnement");
        Map<String, Object> profiel =
            yaml(Transforms.ROOT.resolve(abonnement.get("profiel") + "/profiel.yaml"));
        partners.add(
            "%s %s (%s, model %s, velden %s)"
                .formatted(
                    yaml(bestand).get("code"),
                    abonnement.get("profiel"),
                    profiel.get("formaat"),
                    profiel.get("modelversie"),
                    profiel.get("velden")));
      }
    }

    assertThat(partners).isNotEmpty();
    assertThat(new TreeSet<>(partners)).isEqualTo(regels(Transforms.ROOT.resolve("afnemers.txt")));
  }

  @Test
  void aFieldMoreInASchemaOfAnyKindIsSeen() throws Exception {
    Path xsd =
        verruimd(
            "bvv/bvv-v1.xsd",
            "<xs:element name=\"bsn\"",
            "<xs:element name=\"naam\" type=\"xs:string\"/><xs:element name=\"bsn\"");
    Path json =
        verruimd(
            "beperkt-json/beperkt-json-v1.schema.json",
            "\"bsn\": {",
            "\"naam\": {\"type\": \"string\"}, \"bsn\": {");
    Path ruim =
        verruimd(
            "beperkt-json/beperkt-json-v1.schema.json",
            "\"additionalProperties\": false",
            "\"additionalProperties\": true");
    Path csv = verruimd("beperkt-csv/kolommen.txt", "bsn\n", "bsn\nnaam\n");

    assertThat(Uitvoervelden.van(xsd)).contains("schuldenaar/naam");
    assertThat(Uitvoervelden.van(json)).contains("data/schuldenaar/naam");
    assertThat(Uitvoervelden.van(ruim)).anyMatch(veld -> veld.endsWith("*"));
    assertThat(Uitvoervelden.van(csv)).contains("naam");
  }

  private Path verruimd(String pad, String oud, String nieuw) throws IOException {
    String tekst = Files.readString(Transforms.ROOT.resolve(pad));
    assertThat(tekst).contains(oud);
    Path kopie =
        map.resolve(tekst.hashCode() + nieuw.hashCode() + "-" + Path.of(pad).getFileName());
    return Files.writeString(kopie, tekst.replace(oud, nieuw));
  }

  private static Map<String, Object> yaml(Path bestand) throws IOException {
    return new Yaml().load(Files.readString(bestand));
  }

  private static Set<String> regels(Path tabel) throws IOException {
    Set<String> regels = new TreeSet<>();
    Files.readAllLines(tabel).stream()
        .filter(regel -> !regel.isBlank() && !regel.startsWith("#"))
        .forEach(regels::add);
    return regels;
  }
}
