package nl.ketenbrug.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BesturingTest {

  private static final String BRON = "/simulator/bronnen/";

  private static Testsimulator simulator;

  @BeforeAll
  static void start() {
    simulator = Testsimulator.start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @BeforeEach
  void allesGewoon() throws Exception {
    for (String bron : List.of("brp", "suwinet")) {
      simulator.zet(BRON + bron, "{\"toestand\":\"gewoon\"}");
      simulator.wis(BRON + bron + "/verzoeken");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"brp", "suwinet"})
  void takesASourceOutOfOrderAndBack(String bron) throws Exception {
    simulator.zet(BRON + bron, "{\"toestand\":\"storing\"}");
    assertThat(vraag(bron).statusCode()).isEqualTo(503);
    assertThat(vraag(bron).statusCode()).isEqualTo(503);

    simulator.zet(BRON + bron, "{\"toestand\":\"gewoon\"}");
    assertThat(vraag(bron).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"brp", "suwinet"})
  void breaksTheConnectionOnDemand(String bron) throws Exception {
    simulator.zet(BRON + bron, "{\"toestand\":\"storing\",\"wijze\":\"verbroken\"}");

    assertThatThrownBy(() -> vraag(bron)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"brp", "suwinet"})
  void failsForSoManyRequestsAndThenRecovers(String bron) throws Exception {
    simulator.zet(BRON + bron, "{\"toestand\":\"fout\",\"aantal\":2}");

    assertThat(vraag(bron).statusCode()).isEqualTo(500);
    assertThat(stand(bron).at("/regeling/aantal").asInt()).isEqualTo(1);
    assertThat(vraag(bron).statusCode()).isEqualTo(500);
    assertThat(vraag(bron).statusCode()).isEqualTo(200);
    assertThat(stand(bron).at("/regeling/toestand").asText()).isEqualTo("gewoon");
  }

  @Test
  void leavesTheOtherSourceAlone() throws Exception {
    simulator.zet(BRON + "brp", "{\"toestand\":\"storing\"}");

    assertThat(vraag("suwinet").statusCode()).isEqualTo(200);
  }

  @Test
  void failsAtSuwinetWithAFaultThatTheRealContractKnows() throws Exception {
    simulator.zet(BRON + "suwinet", "{\"toestand\":\"fout\"}");
    String fault = vraag("suwinet").body();

    assertThat(fault).contains("<Code>0051</Code>");
    assertThat(SuwiContract.lees().foutenInFault(fault)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"brp", "suwinet"})
  void talksNonsenseWithAGoodStatus(String bron) throws Exception {
    String goed = vraag(bron).headers().firstValue("Content-Type").orElseThrow();
    simulator.zet(BRON + bron, "{\"toestand\":\"onzin\"}");
    HttpResponse<String> onzin = vraag(bron);

    assertThat(onzin.statusCode()).isEqualTo(200);
    assertThat(onzin.headers().firstValue("Content-Type")).hasValue(goed);
    assertThatThrownBy(() -> lees(bron, onzin.body()))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Geen leesbare");
  }

  @ParameterizedTest
  @ValueSource(strings = {"brp", "suwinet"})
  void answersLateOnDemand(String bron) throws Exception {
    simulator.zet(BRON + bron, "{\"toestand\":\"traag\",\"vertragingMs\":400}");
    Instant begin = Instant.now();
    HttpResponse<String> antwoord = vraag(bron);

    assertThat(antwoord.statusCode()).isEqualTo(200);
    assertThat(Duration.between(begin, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(400));
  }

  @Test
  void failsForThePersonOfTheScenarioOnly() throws Exception {
    assertThat(simulator.brp("999991255", List.of("naam")).statusCode()).isEqualTo(500);
    assertThat(simulator.suwinet(Suwivraag.over("999991255").envelop()).body())
        .contains("<Code>0051</Code>")
        .doesNotContain("ClientSuwi");
    assertThat(vraag("brp").statusCode()).isEqualTo(200);
    assertThat(stand("suwinet").at("/uitkomsten/fout").asInt()).isEqualTo(1);
  }

  @Test
  void isSlowForThePersonOfTheScenarioOnly() throws Exception {
    Instant begin = Instant.now();
    simulator.suwinet(Suwivraag.over("999991243").envelop());

    assertThat(Duration.between(begin, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void countsRequestsByOutcome() throws Exception {
    vraag("suwinet");
    simulator.suwinet(Suwivraag.over("999991000").zonder("To").envelop());
    simulator.suwinet(Suwivraag.over("kort").envelop());
    simulator.suwinet("dit is geen XML");
    simulator.zet(BRON + "suwinet", "{\"toestand\":\"storing\",\"aantal\":1}");
    vraag("suwinet");
    simulator.zet(BRON + "suwinet", "{\"toestand\":\"onzin\",\"aantal\":1}");
    vraag("suwinet");

    JsonNode stand = stand("suwinet");
    assertThat(stand.at("/verzoeken").asInt()).isEqualTo(6);
    assertThat(stand.at("/uitkomsten").toString())
        .isEqualTo(
            "{\"beantwoord\":1,\"geweigerd\":3,\"storing\":1,\"fout\":0,\"onzin\":1,\"vals\":0}");
  }

  @Test
  void keepsTheLastRequestsWithoutTheirCredentials() throws Exception {
    String vraag = Testsimulator.brpVraag(List.of("999991000"), List.of("naam"));
    simulator.brp(vraag, "Authorization", "Basic geheim");
    JsonNode verzoeken = BrpContract.boom(simulator.haal(BRON + "brp/verzoeken").body());

    assertThat(verzoeken).hasSize(1);
    assertThat(verzoeken.at("/0/body").asText()).isEqualTo(vraag);
    assertThat(verzoeken.at("/0/headers/content-type/0").asText()).startsWith("application/json");
    assertThat(verzoeken.toString()).doesNotContain("geheim");
  }

  @Test
  void keepsNoMoreThanFiftyRequests() throws Exception {
    for (int i = 0; i < 55; i++) {
      vraag("brp");
    }

    assertThat(BrpContract.boom(simulator.haal(BRON + "brp/verzoeken").body())).hasSize(50);
    assertThat(stand("brp").at("/verzoeken").asInt()).isEqualTo(55);
  }

  @Test
  void forgetsRequestsAndCounters() throws Exception {
    vraag("brp");
    simulator.wis(BRON + "brp/verzoeken");

    assertThat(stand("brp").at("/verzoeken").asInt()).isZero();
    assertThat(BrpContract.boom(simulator.haal(BRON + "brp/verzoeken").body())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{\"toestand\":\"stuk\"}",
        "{\"toestand\":\"traag\",\"vertragingMs\":-1}",
        "{\"toestand\":\"traag\",\"vertragingMs\":120001}",
        "{\"toestand\":\"fout\",\"aantal\":0}",
        "{\"toestand\":\"fout\",\"wijze\":\"verbroken\"}",
        "{\"toestand\":\"fout\",\"aantl\":1}"
      })
  void refusesABehaviourThatIsNone(String regeling) throws Exception {
    assertThat(simulator.zet(BRON + "brp", regeling).statusCode()).isEqualTo(400);
    assertThat(vraag("brp").statusCode()).isEqualTo(200);
  }

  @Test
  void doesNotKnowAnotherSource() throws Exception {
    assertThat(simulator.haal(BRON + "rdw").statusCode()).isEqualTo(404);
    assertThat(simulator.zet(BRON + "rdw", "{\"toestand\":\"fout\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void showsEverySource() throws Exception {
    assertThat(BrpContract.boom(simulator.haal("/simulator/bronnen").body()))
        .extracting(bron -> bron.at("/bron").asText())
        .containsExactly("brp", "suwinet", "cir", "brk", "betaalverplichtingen", "handelsregister");
  }

  private static Object lees(String bron, String body) {
    return bron.equals("brp") ? BrpContract.boom(body) : SuwiContract.header(body, "Action");
  }

  private static HttpResponse<String> vraag(String bron) throws Exception {
    return bron.equals("brp")
        ? simulator.brp("999991000", List.of("naam"))
        : simulator.suwinet(Suwivraag.over("999991000").envelop());
  }

  private static JsonNode stand(String bron) throws Exception {
    return BrpContract.boom(simulator.haal(BRON + bron).body());
  }
}
