package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "2026-07-01, alleenstaande, 220848",
    "2026-01-01, alleenstaande-ouder, 252669",
    "2025-07-01, gehuwd-zonder-kinderen, 277107",
    "2022-01-01, gehuwd-met-kinderen, 226298"
  })
  void reachesThePublishedCeilingAtAHighIncome(String peildatum, String leefsituatie, long plafond)
      throws Exception {
    vraag(
            """
            {"peildatum": "%s", "leefsituatie": "%s", "belastbaarJaarinkomen": 20000000}"""
                .formatted(peildatum, leefsituatie))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.bedrag").value(plafond))
        .andExpect(jsonPath("$.basis").value(plafond))
        .andExpect(jsonPath("$.plafond").value(plafond))
        .andExpect(jsonPath("$.kwitantie.stappen").isNotEmpty())
        .andExpect(jsonPath("$.kwitantie.cijferbestand.sha256").isNotEmpty());
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
