package nl.ketenbrug.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrpTest {

  private static final List<String> ALLES =
      List.of(
          "burgerservicenummer",
          "naam",
          "geslacht",
          "geboorte",
          "leeftijd",
          "gemeenteVanInschrijving",
          "verblijfplaats",
          "adressering",
          "overlijden",
          "indicatieCurateleRegister",
          "partners",
          "kinderen");

  private static Testsimulator simulator;

  @BeforeAll
  static void start() {
    simulator = Testsimulator.start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void givesOnlyTheFieldsThatWereAskedFor() throws Exception {
    JsonNode persoon =
        persoon("999991012", "naam.volledigeNaam", "kinderen.burgerservicenummer", "leeftijd");

    assertThat(persoon.toString())
        .isEqualTo(
            "{\"naam\":{\"volledigeNaam\":\"Berendina Truus van Fictie\"},\"leeftijd\":44,"
                + "\"kinderen\":[{\"burgerservicenummer\":\"999991024\"},"
                + "{\"burgerservicenummer\":\"999991036\"}]}");
  }

  @Test
  void givesAGroupAsAWholeWhenTheGroupIsAskedFor() throws Exception {
    JsonNode persoon = persoon("999991000", "verblijfplaats.verblijfadres");

    assertThat(persoon.at("/verblijfplaats/type").asText()).isEqualTo("Adres");
    assertThat(persoon.at("/verblijfplaats/verblijfadres/postcode").asText()).isEqualTo("9901ZA");
    assertThat(persoon.at("/verblijfplaats/verblijfadres/huisnummer").asInt()).isEqualTo(12);
    assertThat(persoon.at("/verblijfplaats/datumVan").isMissingNode()).isTrue();
  }

  @Test
  void givesADateAsAWholeWhenAPartOfItIsAskedFor() throws Exception {
    JsonNode datum = persoon("999991000", "geboorte.datum.langFormaat").at("/geboorte/datum");

    assertThat(datum.at("/type").asText()).isEqualTo("Datum");
    assertThat(datum.at("/datum").asText()).isEqualTo("1988-04-12");
    assertThat(datum.at("/langFormaat").asText()).isEqualTo("12 april 1988");
  }

  @Test
  void givesSecrecyWithoutBeingAsked() throws Exception {
    assertThat(persoon("999991139", "leeftijd").at("/geheimhoudingPersoonsgegevens").asBoolean())
        .isTrue();
    assertThat(persoon("999991000", "leeftijd").has("geheimhoudingPersoonsgegevens")).isFalse();
  }

  @Test
  void givesASuspendedRecordOfTheDeadWithoutBeingAsked() throws Exception {
    JsonNode persoon = persoon("999991176", "overlijden.datum");

    assertThat(persoon.at("/opschortingBijhouding/reden/code").asText()).isEqualTo("O");
    assertThat(persoon.at("/overlijden/datum/datum").asText()).isEqualTo("2030-11-30");
  }

  @Test
  void givesTheInvestigationOfWhatWasAskedForOnly() throws Exception {
    JsonNode plaats = persoon("999991218", "verblijfplaats.datumVan").at("/verblijfplaats");

    assertThat(plaats.at("/inOnderzoek/datumVan").asBoolean()).isTrue();
    assertThat(plaats.at("/inOnderzoek/datumIngangOnderzoek/type").asText()).isEqualTo("Datum");
    assertThat(persoon("999991218", "leeftijd", "naam").has("verblijfplaats")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "999991000, Adres",
    "999991140, VerblijfplaatsBuitenland",
    "999991218, VerblijfplaatsOnbekend",
    "999991280, Locatie"
  })
  void givesThePlaceOfResidenceInItsOwnShape(String bsn, String type) throws Exception {
    assertThat(persoon(bsn, "verblijfplaats").at("/verblijfplaats/type").asText()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({"999991000, Datum", "999991267, JaarMaandDatum", "999991218, JaarDatum"})
  void keepsAnIncompleteDateIncomplete(String bsn, String type) throws Exception {
    assertThat(persoon(bsn, "geboorte").at("/geboorte/datum/type").asText()).isEqualTo(type);
  }

  @Test
  void putsSpousesWithOneAddressAtOneObjectAndOthersNot() throws Exception {
    String pad = "/verblijfplaats/adresseerbaarObjectIdentificatie";

    assertThat(persoon("999991048", "verblijfplaats").at(pad))
        .isEqualTo(persoon("999991061", "verblijfplaats").at(pad));
    assertThat(persoon("999991188", "verblijfplaats").at(pad))
        .isNotEqualTo(persoon("999991206", "verblijfplaats").at(pad));
  }

  @Test
  void leavesOutWhomTheBrpDoesNotKnow() throws Exception {
    String antwoord =
        simulator
            .brp(Testsimulator.brpVraag(List.of("999991152", "999991000"), List.of("leeftijd")))
            .body();

    assertThat(BrpContract.boom(antwoord).at("/personen")).hasSize(1);
  }

  @Test
  void keepsToTheMunicipalityThatWasNamed() throws Exception {
    String vraag = Testsimulator.brpVraag(List.of("999991000"), List.of("leeftijd"));
    String elders = vraag.replace("{", "{\"gemeenteVanInschrijving\": \"0001\", ");
    String hier = vraag.replace("{", "{\"gemeenteVanInschrijving\": \"9901\", ");

    assertThat(BrpContract.boom(simulator.brp(elders).body()).at("/personen")).isEmpty();
    assertThat(BrpContract.boom(simulator.brp(hier).body()).at("/personen")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inOnderzoek",
        "geheimhoudingPersoonsgegevens",
        "opschortingBijhouding",
        "rni",
        "verificatie",
        "naam.inOnderzoek",
        "schoenmaat",
        "naam.",
        ""
      })
  void refusesAFieldThatMayNotBeNamed(String field) throws Exception {
    HttpResponse<String> antwoord = simulator.brp("999991000", List.of("naam", field));

    assertRefused(antwoord, 400);
    assertThat(BrpContract.boom(antwoord.body()).at("/invalidParams/0/name").asText())
        .isEqualTo("fields");
  }

  static Stream<String> onjuisteVragen() {
    String bsn = "999991000";
    return Stream.of(
        "",
        "{",
        "[]",
        "{}",
        Testsimulator.brpVraag(Collections.nCopies(21, bsn), List.of("naam")),
        Testsimulator.brpVraag(List.of("12345678"), List.of("naam")),
        Testsimulator.brpVraag(List.of(bsn), Collections.nCopies(131, "naam")),
        Testsimulator.brpVraag(List.of(bsn), List.of("naam")).replace("[\"naam\"]", "[]"),
        Testsimulator.brpVraag(List.of(bsn), List.of("naam")).replace("[\"naam\"]", "\"naam\""),
        Testsimulator.brpVraag(List.of(bsn), List.of("naam")).replace("[\"" + bsn + "\"]", "[]"),
        Testsimulator.brpVraag(List.of(bsn), List.of("naam")).replace("{", "{\"extra\": 1, "),
        Testsimulator.brpVraag(List.of(bsn), List.of("naam"))
            .replace("RaadpleegMetBurgerservicenummer", "ZoekMetPostcodeEnHuisnummer"));
  }

  @ParameterizedTest
  @MethodSource("onjuisteVragen")
  void refusesAQuestionThatBreaksTheContract(String vraag) throws Exception {
    HttpResponse<String> antwoord = simulator.brp(vraag);

    assertRefused(antwoord, 400);
    assertThat(antwoord.body()).doesNotContain("99999");
  }

  @Test
  void refusesToAnswerInAnotherType() throws Exception {
    String vraag = Testsimulator.brpVraag(List.of("999991000"), List.of("naam"));

    assertRefused(simulator.brp(vraag, "Accept", "application/xml"), 406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/json; charset=iso-8859-1"})
  void refusesAQuestionOfAnotherType(String type) throws Exception {
    String vraag = Testsimulator.brpVraag(List.of("999991000"), List.of("naam"));

    assertRefused(simulator.brp(vraag, "Content-Type", type), 415);
  }

  @Test
  void answersAsTheRealContractSaysForEveryPersonOfTheScenario() throws Exception {
    BrpContract contract = BrpContract.lees();
    List<String> bsns = Scenariobsns.metBrp();
    assertThat(bsns).hasSizeGreaterThan(12);

    for (String bsn : bsns) {
      String antwoord = simulator.brp(bsn, ALLES).body();
      assertThat(BrpContract.boom(antwoord).at("/personen")).as(bsn).hasSize(1);
      assertThat(contract.foutenInAntwoord(antwoord)).as(bsn).isEmpty();
    }
  }

  @Test
  void findsAFaultWhenAnAnswerIsSpoilt() throws Exception {
    BrpContract contract = BrpContract.lees();
    String antwoord = simulator.brp("999991000", ALLES).body();

    assertThat(contract.foutenInAntwoord(antwoord.replace("\"leeftijd\":", "\"leeftyd\":")))
        .isNotEmpty();
    assertThat(contract.foutenInAntwoord(antwoord.replace("\"type\":\"Adres\"", "\"type\":\"X\"")))
        .isNotEmpty();
    assertThat(contract.foutenInAntwoord(antwoord.replace("\"huisnummer\":12", "\"regel1\":\"a\"")))
        .isNotEmpty();
  }

  @Test
  void refusesAndFailsInTheFormOfTheRealContract() throws Exception {
    BrpContract contract = BrpContract.lees();
    String goed = Testsimulator.brpVraag(List.of("999991000"), List.of("naam"));

    for (String vraag : onjuisteVragen().toList()) {
      assertThat(contract.foutenInProbleem(400, simulator.brp(vraag).body())).as(vraag).isEmpty();
    }
    assertThat(contract.foutenInProbleem(406, simulator.brp(goed, "Accept", "text/csv").body()))
        .isEmpty();
    assertThat(
            contract.foutenInProbleem(415, simulator.brp(goed, "Content-Type", "text/csv").body()))
        .isEmpty();
    for (String toestand : List.of("fout", "storing")) {
      simulator.zet("/simulator/bronnen/brp", "{\"toestand\":\"" + toestand + "\",\"aantal\":1}");
      HttpResponse<String> antwoord = simulator.brp(goed);
      assertRefused(antwoord, toestand.equals("fout") ? 500 : 503);
      assertThat(contract.foutenInProbleem(500, antwoord.body())).isEmpty();
    }
    assertThat(contract.foutenInProbleem(500, "{\"titel\": \"x\"}")).isNotEmpty();
  }

  @Test
  void recordsAQuestionThatTheRealContractAccepts() throws Exception {
    BrpContract contract = BrpContract.lees();
    simulator.brp("999991000", ALLES);
    List<String> vragen = simulator.vragen("brp");
    String laatste = vragen.get(vragen.size() - 1);

    assertThat(contract.foutenInVraag(laatste)).isEmpty();
    assertThat(contract.foutenInVraag(laatste.replace("fields", "velden"))).isNotEmpty();
    assertThat(contract.foutenInVraag(laatste.replace("\"naam\"", "\"rni\""))).isNotEmpty();
  }

  private static JsonNode persoon(String bsn, String... fields) throws Exception {
    HttpResponse<String> antwoord = simulator.brp(bsn, List.of(fields));
    assertThat(antwoord.statusCode()).as(antwoord.body()).isEqualTo(200);
    assertThat(antwoord.headers().firstValue("Content-Type").orElseThrow())
        .isEqualToIgnoringCase("application/json;charset=utf-8");
    return BrpContract.boom(antwoord.body()).at("/personen/0");
  }

  private static void assertRefused(HttpResponse<String> antwoord, int status) {
    assertThat(antwoord.statusCode()).as(antwoord.body()).isEqualTo(status);
    assertThat(antwoord.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonNode probleem = BrpContract.boom(antwoord.body());
    for (String lid : List.of("type", "title", "status", "detail", "instance", "code")) {
      assertThat(probleem.has(lid)).as(lid).isTrue();
    }
    assertThat(probleem.has("invalidParams")).isEqualTo(status == 400);
  }
}
