package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.bvv.GepubliceerdMaximum;
import nl.ketenbrug.bvv.Leefsituatie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;

/**
 * The beslagvrije voet over HTTP. Expected ceilings: art. 475da lid 1 Rv, as published for the
 * half-year.
 */
@SpringBootTest(classes = ConsoleOpstelling.class)
@AutoConfigureMockMvc
class BerekeningApiTest {

  private static final String PAD = "/api/v1/bvv/berekeningen";

  @Autowired private MockMvc mvc;
  @Autowired private ObjectMapper json;

  static List<GepubliceerdMaximum> metFormule() {
    return GepubliceerdMaximum.metFormule();
  }

  static List<GepubliceerdMaximum> alle() {
    return GepubliceerdMaximum.alle();
  }

  /** The receipt shows the sum before the ceiling cuts it off: that is the formula itself. */
  @ParameterizedTest
  @MethodSource("metFormule")
  void givesEveryPublishedCeilingByTheFormulaAtTheIncomeOfLid8(GepubliceerdMaximum m)
      throws Exception {
    vraag(
            """
            {"peildatum": "%s", "leefsituatie": "%s", "belastbaarJaarinkomen": %d}"""
                .formatted(m.vanaf(), m.leefsituatie().naam(), m.inkomenLid8().cent()))
        .andExpect(status().isOk())
        .andExpect(
            jsonPath("$.kwitantie.stappen[?(@.id == '475da-2')].afgerondCent")
                .value(contains((int) m.maximum().cent())))
        .andExpect(jsonPath("$.bedrag").value(m.maximum().cent()));
  }

  @ParameterizedTest
  @MethodSource("metFormule")
  void reachesEveryPublishedCeilingAtAHighIncomeAndNoMore(GepubliceerdMaximum m) throws Exception {
    vraag(
            """
            {"peildatum": "%s", "leefsituatie": "%s", "belastbaarJaarinkomen": 20000000}"""
                .formatted(m.vanaf(), m.leefsituatie().naam()))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.bedrag").value(m.maximum().cent()))
        .andExpect(jsonPath("$.basis").value(m.maximum().cent()))
        .andExpect(jsonPath("$.plafond").value(m.maximum().cent()))
        .andExpect(jsonPath("$.kwitantie.stappen").isNotEmpty())
        .andExpect(jsonPath("$.kwitantie.cijferbestand.sha256").isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("alle")
  void protectsABankBalanceUpToThePublishedCeilingAndToHalfOfItWithoutAnAddress(
      GepubliceerdMaximum m) throws Exception {
    String vraag =
        """
        {"peildatum": "%s", "leefsituatie": "%s", "soort": "bank", "brpAdres": %s}""";
    vraag(vraag.formatted(m.vanaf(), m.leefsituatie().naam(), true))
        .andExpect(jsonPath("$.bedrag").value(m.maximum().cent()));
    vraag(vraag.formatted(m.vanaf(), m.leefsituatie().naam(), false))
        .andExpect(jsonPath("$.bedrag").value((m.maximum().cent() + 1) / 2));
  }

  /** Rv art. 475da lid 4: 47.5% of the published norm of Pw art. 21 onder b, by hand. */
  @ParameterizedTest
  @CsvSource({
    "2022-01-01, 1559.58, 74080", // 740.8005
    "2022-07-01, 1574.03, 74766", // 747.66425
    "2023-01-01, 1708.08, 81134", // 811.338
    "2023-07-01, 1738.02, 82556", // 825.5595
    "2024-01-01, 1834.04, 87117", // 871.169
    "2024-07-01, 1869.21, 88787", // 887.87475
    "2025-01-01, 1922.07, 91298", // 912.98325
    "2025-07-01, 1955.80, 92901", // 929.005
    "2026-01-01, 2002.13, 95101", // 951.01175
    "2026-07-01, 2027.79, 96320" // 963.20025
  })
  void givesWhoHasNoAddressPartOfThePublishedNorm(String peildatum, String norm, long bedrag)
      throws Exception {
    for (Leefsituatie leefsituatie : Leefsituatie.values()) {
      vraag(
              """
              {"peildatum": "%s", "leefsituatie": "%s", "brpAdres": false}"""
                  .formatted(peildatum, leefsituatie.naam()))
          .andExpect(jsonPath("$.bedrag").value(bedrag))
          .andExpect(
              jsonPath("$.kwitantie.cijfers[?(@.naam == 'pw21_norm')].waarde")
                  .value(contains(norm)));
    }
  }

  @Test
  void refusesAFactorThatWouldFillTheReceiptWithNoughts() throws Exception {
    vraag(
            """
            {"peildatum": "2026-07-01", "leefsituatie": "alleenstaande", "belastbaarJaarinkomen": 1,
             "woonlandfactor": 1e-999999999}""")
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.weigering.code").value("OngeldigeInvoer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+999999999-12-31", "-999999999-01-01", "+10000-01-01"})
  void refusesAnEndOfTheHigherHousingCostsThatNoCalendarHas(String tot) throws Exception {
    vraag(
            """
            {"peildatum": "2026-07-01", "leefsituatie": "alleenstaande", "belastbaarJaarinkomen": 1,
             "verhogingen": {"woonkosten": 110000, "woonkostenTot": "%s"}}"""
                .formatted(tot))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.weigering.code").value("OngeldigeInvoer"));
  }

  @Test
  void refusesByArticleADateWithoutFigures() throws Exception {
    vraag(
            """
            {"peildatum": "2020-01-01", "leefsituatie": "alleenstaande", "belastbaarJaarinkomen": 1}""")
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.weigering.code").value("GeenParametersVoorDatum"))
        .andExpect(jsonPath("$.weigering.artikel").isNotEmpty())
        .andExpect(jsonPath("$.weigering.reden").isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{\"peildatum\": \"gisteren\"}",
        "{\"leefsituatie\": \"alleenstaande\"}",
        "{\"peildatum\": \"2026-07-01\", \"leefsituatie\": \"samen\"}",
        "{\"peildatum\": \"2026-07-01\", \"belastbaarjaarinkomen\": 1}",
        "{\"peildatum\": \"2026-07-01\", \"belastbaarJaarinkomen\": 1.5}"
      })
  void saysWhatItDoesNotUnderstand(String vraag) throws Exception {
    vraag(vraag)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:berekening-onbegrepen"))
        .andExpect(jsonPath("$.detail").isNotEmpty());
  }

  @Test
  void refusesAQuestionThatIsFarTooLong() throws Exception {
    vraag(" ".repeat(64 * 1024) + "{}").andExpect(status().isPayloadTooLarge());
  }

  @Test
  void passesOverALineOfABatchThatIsFarTooLong() throws Exception {
    String vraag =
        """
        {"peildatum": "2026-07-14", "leefsituatie": "alleenstaande", "soort": "bank"}""";
    MvcResult result =
        mvc.perform(
                post(PAD)
                    .with(httpBasic("partner", "partner"))
                    .contentType("application/x-ndjson")
                    .content(vraag.strip() + "\n{" + " ".repeat(70_000) + "\n" + vraag))
            .andExpect(request().asyncStarted())
            .andReturn();
    String[] regels =
        mvc.perform(asyncDispatch(result))
            .andReturn()
            .getResponse()
            .getContentAsString()
            .split("\n");
    assertThat(regels).hasSize(3);
    assertThat(json.readTree(regels[1]).path("fout").asText()).contains("langer dan");
    assertThat(json.readTree(regels[2]).path("bedrag").asLong()).isEqualTo(220848);
  }

  @Test
  void answersABatchLineByLineAndGoesOnAfterABadOne() throws Exception {
    String goed =
        "{\"peildatum\":\"2026-07-01\",\"leefsituatie\":\"alleenstaande\",\"belastbaarJaarinkomen\":20000000}";
    MvcResult begin =
        mvc.perform(
                post(PAD)
                    .with(httpBasic("beheerder", "beheerder"))
                    .contentType("application/x-ndjson")
                    .content(goed + "\n" + "onzin\n" + goed.replace("2026-07", "2019-07") + "\n"))
            .andExpect(request().asyncStarted())
            .andReturn();
    MvcResult einde = mvc.perform(asyncDispatch(begin)).andExpect(status().isOk()).andReturn();

    List<JsonNode> regels = new ArrayList<>();
    for (String regel : einde.getResponse().getContentAsString().split("\n")) {
      regels.add(json.readTree(regel));
    }
    assertThat(regels).hasSize(3);
    assertThat(regels.get(0).get("bedrag").asLong()).isEqualTo(220848);
    assertThat(regels.get(1).get("fout").asText()).isNotEmpty();
    assertThat(regels.get(2).get("weigering").get("code").asText())
        .isEqualTo("GeenParametersVoorDatum");
    assertThat(regels.get(2).get("regel").asInt()).isEqualTo(3);
  }

  private ResultActions vraag(String body) throws Exception {
    return mvc.perform(
        post(PAD)
            .with(httpBasic("partner", "partner"))
            .contentType("application/json")
            .content(body));
  }
}
