package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A receipt that comes back: explained, or computed anew. */
@SpringBootTest(classes = ConsoleOpstelling.class)
@AutoConfigureMockMvc
class KwitantieApiTest {

  private static final String TOELICHTING = "/api/v1/bvv/toelichtingen";
  private static final String HERBEREKENING = "/api/v1/bvv/herberekeningen";
  private static final String GEHUWD =
      """
      {"peildatum": "2026-07-14", "leefsituatie": "gehuwd-zonder-kinderen", "belastbaarJaarinkomen": 3000000,
       "aftrek": {"inkomenPartner": 150000, "eigenInkomen": 10000, "loonheffingAuto": 5050},
       "maandinkomen": 500000}""";

  @Autowired private MockMvc mvc;
  @Autowired private ObjectMapper json;

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/plain", "text/plain, application/json"})
  void explainsAReceiptInTextUnlessAPageIsAskedFor(String vorm) throws Exception {
    stuur(TOELICHTING, vorm, kwitantie(GEHUWD))
        .andExpect(status().isOk())
        .andExpect(content().contentType("text/plain;charset=UTF-8"))
        // 1929.4276904 / 2 - 100 - 50.50 = 814.2138452
        .andExpect(content().string(startsWith("Uw beslagvrije voet: 814,21 euro per maand\n")))
        .andExpect(content().string(containsString("Rv art. 475i lid 3")));
  }

  @Test
  void explainsAReceiptOnAPageWithoutScriptOrStyleOfItsOwn() throws Exception {
    String pagina =
        stuur(TOELICHTING, "text/html", kwitantie(GEHUWD))
            .andExpect(status().isOk())
            .andExpect(content().contentType("text/html;charset=UTF-8"))
            .andExpect(header().exists("Content-Security-Policy"))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(pagina)
        .contains("<html lang=\"nl\"", "Uw beslagvrije voet: 814,21 euro per maand")
        .contains("role=\"img\"", "Som van de onderdelen: = 1.929,43 euro.")
        .contains("Onbeslagen inkomen van de echtgenoot, ten hoogste de helft: −964,72 euro.")
        .doesNotContain("<script", "<style", " style=", "th:");
  }

  @Test
  void saysThatItHasNoOtherFormThanTextAndPage() throws Exception {
    stuur(TOELICHTING, "image/png", kwitantie(GEHUWD)).andExpect(status().isNotAcceptable());
  }

  @Test
  void explainsABankReceipt() throws Exception {
    stuur(
            TOELICHTING,
            "text/plain",
            kwitantie(
                """
                {"peildatum": "2026-07-14", "leefsituatie": "alleenstaande", "soort": "bank"}"""))
        .andExpect(
            content().string(startsWith("Beschermd bedrag op uw bankrekeningen: 2208,48 euro\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'peildatum': '2026-07-14', 'leefsituatie': 'alleenstaande', 'soort': 'bank', 'brpAdres': false}",
        "{'peildatum': '2022-01-31', 'leefsituatie': 'alleenstaande', 'belastbaarJaarinkomen': 5000000,"
            + " 'verhogingen': {'woonkosten': 120000, 'woonkostenTot': '2022-06-30'}}",
        "{'peildatum': '2025-01-31', 'leefsituatie': 'gehuwd-met-kinderen', 'belastbaarJaarinkomen': 5000000,"
            + " 'verhogingen': {'woonkosten': 120000, 'tekortEchtgenoot': 100}, 'woonlandfactor': 0.70}",
        "{'peildatum': '2026-07-14', 'leefsituatie': 'alleenstaande', 'instelling': {'kosten': 250000}}",
        "{'peildatum': '2026-07-14', 'leefsituatie': 'alleenstaande-ouder', 'belastbaarJaarinkomen': -1,"
            + " 'verhogingen': {'eigenwoning': true, 'lid7Bedrag': 1234}}"
      })
  void computesTheSameReceiptAgainFromWhatTheApiWrote(String vraag) throws Exception {
    JsonNode kwitantie = kwitantie(vraag.replace('\'', '"'));

    stuur(HERBEREKENING, "*/*", kwitantie)
        .andExpect(status().isOk())
        .andExpect(content().contentType("application/json"))
        .andExpect(jsonPath("$.zelfdeBedrag").value(true))
        .andExpect(jsonPath("$.zelfdeCijfers").value(true))
        .andExpect(jsonPath("$.zelfdeRegels").value(true))
        .andExpect(jsonPath("$.zelfdeKwitantie").value(true))
        .andExpect(jsonPath("$.verschillen[*].verschilCent").value(everyItem(is(0))));
    stuur(TOELICHTING, "text/plain", kwitantie).andExpect(status().isOk());
    stuur(TOELICHTING, "text/html", kwitantie).andExpect(status().isOk());
  }

  @Test
  void tellsTheDifferenceStepByStepUnderTheLawOfAnotherDay() throws Exception {
    ObjectNode vraag = vraag(kwitantie(GEHUWD));
    vraag.put("rechtVan", "2026-01-15");

    ResultActions antwoord = stuur(HERBEREKENING, "application/json", vraag);

    antwoord
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.rechtVan").value("2026-01-15"))
        .andExpect(jsonPath("$.bedragOud").value(81421))
        // 95% x 2002.13 + 36.3262848 / 12 = 1905.0506904; half of it less 150.50
        .andExpect(jsonPath("$.bedragNieuw").value(80203))
        .andExpect(jsonPath("$.zelfdeBedrag").value(false))
        .andExpect(jsonPath("$.zelfdeCijfers").value(false))
        // 95% x (2002.13 - 2027.79)
        .andExpect(
            jsonPath("$.verschillen[?(@.id == '475da-2-bijstand')].verschilCent")
                .value(contains(-2438)))
        .andExpect(jsonPath("$.kwitantie.rechtVan").value("2026-01-15"));
    stuur(HERBEREKENING, "text/html", vraag)
        .andExpect(content().contentType("text/html;charset=UTF-8"))
        .andExpect(
            content()
                .string(
                    containsString(
                        "Het bedrag is anders: op de kwitantie 814,21, nu 802,03 euro (−12,18).")))
        .andExpect(content().string(not(containsString("null"))));
  }

  @Test
  void refusesByArticleTheLawOfADayThatItDoesNotKnow() throws Exception {
    ObjectNode vraag = vraag(kwitantie(GEHUWD));
    vraag.put("rechtVan", "2019-01-01");

    stuur(HERBEREKENING, "application/json", vraag)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:bvv-geweigerd"))
        .andExpect(jsonPath("$.weigering.code").value("GeenParametersVoorDatum"));
  }

  @Test
  void refusesAReceiptWhoseInputWasAltered() throws Exception {
    JsonNode kwitantie = kwitantie(GEHUWD);
    ((ObjectNode) kwitantie.get("invoer").get(3)).put("waarde", "3000001");

    for (String pad : List.of(TOELICHTING, HERBEREKENING)) {
      stuur(pad, "*/*", kwitantie)
          .andExpect(status().isUnprocessableEntity())
          .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:kwitantie-gewijzigd"))
          .andExpect(
              jsonPath("$.detail").value("De invoer op de kwitantie past niet bij haar digest."));
    }
  }

  @Test
  void seesAnAmountThatWasAlteredAndDoesNotExplainIt() throws Exception {
    ObjectNode kwitantie = kwitantie(GEHUWD);
    kwitantie.put("bedragCent", 81422);

    stuur(HERBEREKENING, "*/*", kwitantie)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.zelfdeBedrag").value(false))
        .andExpect(jsonPath("$.bedragNieuw").value(81421));
    gewijzigd(kwitantie);
    kwitantie.put("regelversie", "2020-01-01");
    gewijzigd(kwitantie);
  }

  @Test
  void explainsAReceiptOfOtherRulesWhenEveryStepComesOutAgain() throws Exception {
    ObjectNode kwitantie = kwitantie(GEHUWD);
    kwitantie.put("regelversie", "2020-01-01");

    stuur(TOELICHTING, "text/plain", kwitantie).andExpect(status().isOk());
  }

  /** Who makes a digest of his own can write inputs that no calculation has. */
  @ParameterizedTest
  @CsvSource({
    "peildatum, gisteren",
    "peildatum, +999999999-01-01",
    "belastbaarJaarinkomen, 30000.00",
    "leefsituatie, samen",
    "soort, onbekend",
    "brpAdres, JA",
    "schoenmaat, 42",
    "woonlandfactor, 1e-999999999",
    "geldigheidMaanden, 12",
    "rechterlijkeVerhoging.bedrag, 100",
    "instelling.beideEchtgenoten, ja",
    "aannames, A-ONZIN",
    "detentie, MISSCHIEN"
  })
  void refusesInputsThatNoCalculationHasAlsoWithAFreshDigest(String naam, String waarde)
      throws Exception {
    JsonNode kwitantie =
        vervalst(
            invoer -> {
              for (int i = invoer.size() - 1; i >= 0; i--) {
                if (invoer.get(i).get("naam").asText().equals(naam)) {
                  invoer.remove(i);
                }
              }
              invoer
                  .addObject()
                  .put("naam", naam)
                  .put("waarde", waarde)
                  .put("eenheid", "-")
                  .put("herkomst", "opgegeven");
            });

    for (String pad : List.of(TOELICHTING, HERBEREKENING)) {
      stuur(pad, "*/*", kwitantie)
          .andExpect(status().isUnprocessableEntity())
          .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:kwitantie-gewijzigd"))
          .andExpect(
              jsonPath("$.detail")
                  .value("De invoer op de kwitantie is niet die van een berekening."));
    }
  }

  @Test
  void refusesAReceiptWithoutAnyInput() throws Exception {
    stuur(HERBEREKENING, "*/*", vervalst(ArrayNode::removeAll))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:kwitantie-gewijzigd"));
  }

  @Test
  void readsAFreshDigestAsTheEngineWritesIt() throws Exception {
    stuur(HERBEREKENING, "*/*", vervalst(invoer -> {}))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.zelfdeKwitantie").value(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"kwitantie\": null}",
        "{\"kwitantie\": \"tekst\"}",
        "{\"kwitantie\": {}}",
        "{\"kwitantie\": {}, \"anders\": 1}",
        "{\"kwitantie\": {}, \"kwitantie\": {}}",
        "{\"kwitantie\": {}} {}"
      })
  void saysWhatItDoesNotUnderstand(String vraag) throws Exception {
    for (String pad : List.of(TOELICHTING, HERBEREKENING)) {
      stuur(pad, "*/*", vraag)
          .andExpect(status().isBadRequest())
          .andExpect(content().contentType("application/problem+json"))
          .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:kwitantie-onbegrepen"))
          .andExpect(jsonPath("$.detail").isNotEmpty());
    }
  }

  @Test
  void readsAReceiptInNoOtherFormThanItWasWritten() throws Exception {
    vormfout(k -> k.remove("aannames"));
    vormfout(k -> k.remove("verhogingTot"));
    vormfout(k -> k.put("opmerking", "erbij"));
    vormfout(k -> k.put("bedragCent", "81421"));
    vormfout(k -> k.put("bedragCent", 81421.5));
    vormfout(k -> k.putNull("bedragCent"));
    vormfout(k -> k.putNull("stappen"));
    vormfout(k -> k.put("peildatum", "14-07-2026"));
    vormfout(k -> ((ObjectNode) k.get("invoer").get(0)).putNull("naam"));
    vormfout(k -> ((ObjectNode) k.get("invoer").get(0)).put("waarde", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"gisteren\"", "20260101", "{}", "\"\""})
  void saysThatTheDayAskedForIsNoDay(String dag) throws Exception {
    stuur(
            HERBEREKENING,
            "*/*",
            "{\"kwitantie\": %s, \"rechtVan\": %s}".formatted(kwitantie(GEHUWD), dag))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value("Het veld rechtVan is geen dag zoals 2026-07-01."));
  }

  @Test
  void readsNoMoreThanAReceiptCanBe() throws Exception {
    stuur(HERBEREKENING, "*/*", " ".repeat(300_000))
        .andExpect(status().isPayloadTooLarge())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:te-groot"));
  }

  private void gewijzigd(JsonNode kwitantie) throws Exception {
    stuur(TOELICHTING, "text/html", kwitantie)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:kwitantie-gewijzigd"));
  }

  private void vormfout(Consumer<ObjectNode> bederf) throws Exception {
    ObjectNode kwitantie = kwitantie(GEHUWD);
    bederf.accept(kwitantie);
    stuur(HERBEREKENING, "*/*", kwitantie)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:kwitantie-onbegrepen"));
  }

  /** With the digest that belongs to what it became. */
  private ObjectNode vervalst(Consumer<ArrayNode> invoer) throws Exception {
    ObjectNode kwitantie = kwitantie(GEHUWD);
    ArrayNode regels = (ArrayNode) kwitantie.get("invoer");
    invoer.accept(regels);
    StringBuilder tekst = new StringBuilder();
    for (JsonNode regel : regels) {
      for (String naam : List.of("naam", "waarde", "eenheid", "herkomst")) {
        String deel = regel.get(naam).asText();
        tekst.append(deel.length()).append(':').append(deel).append('\n');
      }
    }
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(tekst.toString().getBytes(StandardCharsets.UTF_8));
    return kwitantie.put("invoerDigest", HexFormat.of().formatHex(hash));
  }

  private ObjectNode kwitantie(String vraag) throws Exception {
    String antwoord =
        stuur("/api/v1/bvv/berekeningen", "application/json", vraag)
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    return (ObjectNode) json.readTree(antwoord).get("kwitantie");
  }

  private ObjectNode vraag(JsonNode kwitantie) {
    return json.createObjectNode().set("kwitantie", kwitantie);
  }

  private ResultActions stuur(String pad, String vorm, JsonNode body) throws Exception {
    return stuur(pad, vorm, (body.has("kwitantie") ? body : vraag(body)).toString());
  }

  private ResultActions stuur(String pad, String vorm, String body) throws Exception {
    return mvc.perform(
        post(pad)
            .with(httpBasic("partner", "partner"))
            .contentType("application/json")
            .accept(vorm.split(", "))
            .content(body));
  }
}
