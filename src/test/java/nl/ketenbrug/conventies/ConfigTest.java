package nl.ketenbrug.conventies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A partner or source is a file of parameters, and what it names is there. */
class ConfigTest {

  private final Map<String, Map<String, Object>> partners = Bestanden.config("partners");
  private final Map<String, Map<String, Object>> bronnen = Bestanden.config("sources");

  @Test
  void aPartnerGetsEventsThatItsProfileCanShape() {
    partners.forEach((naam, partner) -> assertThat(partnerfouten(naam, partner)).isEmpty());

    Map<String, Object> cjib = partners.get("cjib");
    assertThat(partnerfouten("ander", cjib)).isNotEmpty();
    assertThat(partnerfouten("cjib", metAbonnement(cjib, "grondslag", " "))).isNotEmpty();
    assertThat(partnerfouten("cjib", met(cjib, "raadplegen", Map.of("beslagvrijeVoet", true))))
        .isNotEmpty();
    assertThat(partnerfouten("cjib", metAbonnement(cjib, "profiel", "onbekend"))).isNotEmpty();
    assertThat(
            partnerfouten(
                "cjib",
                metAbonnement(cjib, "gebeurtenistypen", List.of("nl.beslagregister.beslag-gelgd"))))
        .isNotEmpty();
  }

  @Test
  void aSourceThatDeliversHasItsStylesheetAndSchema() {
    bronnen.forEach((naam, bron) -> assertThat(bronfouten(naam, bron)).isEmpty());

    Map<String, Object> register = bronnen.get("beslagregister");
    assertThat(bronfouten("ander", register)).isNotEmpty();
    assertThat(bronfouten("beslagregister", met(register, "schema", "transforms/x.xsd")))
        .isNotEmpty();
    assertThat(bronfouten("brp", met(register, "naam", "brp"))).isEmpty();
    assertThat(bronfouten("kadaster", met(register, "naam", "kadaster"))).isNotEmpty();
  }

  @Test
  void noTwoPartnersShareAnOinAndNoneIsThatOfASource() {
    List<Object> oins = new ArrayList<>();
    partners.values().forEach(partner -> oins.add(partner.get("oin")));
    // One organisation may keep several sources: the same OIN counts once.
    oins.addAll(bronnen.values().stream().map(bron -> bron.get("oin")).distinct().toList());

    assertThat(oins).doesNotContainNull().doesNotHaveDuplicates();
  }

  @Test
  void aSourceIsFollowedOnlyWhereAPartnerMayHearOfIt() {
    Map<String, Object> volgen =
        Bestanden.map(
            Bestanden.map(Bestanden.yaml(Path.of("config/application.yaml")).get("ketenbrug"))
                .get("volgen"));
    List<?> gevolgd = (List<?>) volgen.get("bronnen");
    assertThat(gevolgd.get(0)).as("the BRP").isEqualTo("${ketenbrug.verrijking.brp}");
    assertThat(zonderAfnemer(gevolgd.subList(1, gevolgd.size()))).isEmpty();
    assertThat(zonderAfnemer(List.of("brp", "brp-suwinet"))).isEmpty();
    assertThat(zonderAfnemer(List.of("brp", "kadaster-eigendom")))
        .containsExactly("kadaster-eigendom");
  }

  /** What is told may not depend on the way by which the BRP is asked. */
  @Test
  void theBrpIsComparedByTheSameRulesAlongEitherWay() {
    Map<String, Object> regels = Bestanden.yaml(Path.of("config/veranderingen/brp-suwinet.yaml"));

    assertThat(met(regels, "bron", "brp"))
        .isEqualTo(Bestanden.yaml(Path.of("config/veranderingen/brp.yaml")));
    assertThat(regels).containsEntry("bron", "brp-suwinet");
  }

  private List<Object> zonderAfnemer(List<?> gevolgd) {
    List<Object> mogen = new ArrayList<>();
    partners
        .values()
        .forEach(
            partner ->
                mogen.addAll(
                    (List<?>) Bestanden.map(partner.get("abonnement")).get("gebeurtenistypen")));
    return gevolgd.stream()
        .map(Object.class::cast)
        .filter(
            bron ->
                mogen.stream()
                    .noneMatch(
                        type ->
                            Bestanden.lees(Path.of("config/veranderingen/" + bron + ".yaml"))
                                .contains("type: " + type + "\n")))
        .toList();
  }

  private static List<String> partnerfouten(String naam, Map<String, Object> partner) {
    List<String> fouten = new ArrayList<>();
    Map<String, Object> abonnement = Bestanden.map(partner.get("abonnement"));
    if (!naam.equals(partner.get("code"))) {
      fouten.add(naam + " has the code " + partner.get("code"));
    }
    if (String.valueOf(abonnement.getOrDefault("grondslag", "")).isBlank()) {
      fouten.add(naam + " has no grondslag");
    }
    for (String recht : List.of("raadplegen", "registreren")) {
      if (partner.containsKey(recht)
          && String.valueOf(Bestanden.map(partner.get(recht)).getOrDefault("grondslag", ""))
              .isBlank()) {
        fouten.add(naam + " has " + recht + " without a grondslag");
      }
    }
    String profiel = String.valueOf(abonnement.get("profiel"));
    String map = "transforms/" + profiel;
    for (String bestand :
        List.of("/canonical-to-" + profiel + ".xsl", "/profiel.yaml", "/examples")) {
      if (!Bestanden.bestaat(map + bestand)) {
        fouten.add(naam + " needs " + map + bestand);
      }
    }
    if (abonnement.get("gebeurtenistypen") instanceof List<?> typen && !typen.isEmpty()) {
      typen.stream()
          .filter(type -> !heeftVoorbeeld(map + "/examples", type.toString()))
          .forEach(type -> fouten.add(naam + ": no example of " + type + " in " + map));
    } else {
      fouten.add(naam + " names no event types");
    }
    return fouten;
  }

  /** An example is what the spec of the profile proves, so the stylesheet knows the type. */
  private static boolean heeftVoorbeeld(String map, String type) {
    return Bestanden.bestaat(map)
        && Bestanden.in(map, "").stream()
            .map(Bestanden::lees)
            .anyMatch(
                voorbeeld ->
                    voorbeeld.contains(">" + type + "<") || voorbeeld.contains("\"" + type + "\""));
  }

  private static List<String> bronfouten(String naam, Map<String, Object> bron) {
    List<String> fouten = new ArrayList<>();
    if (!naam.equals(bron.get("naam"))) {
      fouten.add(naam + " has the name " + bron.get("naam"));
    }
    String stylesheet = "transforms/" + naam + "/" + naam + "-to-canonical.xsl";
    // What tells who changed gives nothing to shape.
    if (!bron.containsKey("volgindicaties") && !Bestanden.bestaat(stylesheet)) {
      fouten.add(naam + " needs " + stylesheet);
    }
    for (Object schema :
        List.of(
            bron.getOrDefault("schema", ""),
            Bestanden.map(bron.get("suwinet")).getOrDefault("schema", ""))) {
      if (!Bestanden.bestaat(schema.toString())) {
        fouten.add(naam + " needs " + schema);
      }
    }
    if (bron.containsKey("suwinet")
        && !Bestanden.bestaat("transforms/" + naam + "/canonical-to-" + naam + ".xsl")) {
      fouten.add(naam + " needs the stylesheet of its question");
    }
    return fouten;
  }

  private static Map<String, Object> metAbonnement(
      Map<String, Object> partner, String sleutel, Object waarde) {
    return met(
        partner, "abonnement", met(Bestanden.map(partner.get("abonnement")), sleutel, waarde));
  }

  private static Map<String, Object> met(Map<String, Object> map, String sleutel, Object waarde) {
    Map<String, Object> anders = new HashMap<>(map);
    anders.put(sleutel, waarde);
    return anders;
  }
}
