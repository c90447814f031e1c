package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;

@SpringBootTest(classes = ConsoleOpstelling.class)
@AutoConfigureMockMvc
class ToegangTest {

  private static final List<String> ROLLEN =
      List.of("bron", "partner", "beheerder", "auditor", "beoordelaar");

  /** Path, and the roles that may come there; nobody else may. */
  private static final String[][] TABEL = {
    {"/api/v1/aanleveringen/dbr", "bron"},
    {"/api/v1/aanleveringen/beslagregister", "bron", "partner"},
    {"/api/v1/aanleveringen/beslagregister/verlopen", "bron"},
    {"/api/v1/beslagregister/soap", "bron", "partner"},
    {"/api/v1/berichten", "partner"},
    {"/api/v1/berichten/0193/bevestiging", "partner"},
    {"/api/v1/batches", "partner"},
    {"/api/v1/batches/01a1f82f-1e80-75c1-9362-66d9f75d2017/ontvangst", "partner"},
    {"/batches", "partner"},
    {"/batches/01a1f82f-1e80-75c1-9362-66d9f75d2017/ontvangst", "partner"},
    {"/api/v1/uitwijken", "partner", "beheerder", "auditor"},
    {"/api/v1/uitwijken/01a1f82f-1e80-75c1-9362-66d9f75d2017", "partner", "beheerder", "auditor"},
    {"/api/v1/uitwijken/01a1f82f-1e80-75c1-9362-66d9f75d2017/bundels", "beheerder"},
    {"/api/v1/uitwijken/01a1f82f-1e80-75c1-9362-66d9f75d2017/akkoord", "beheerder"},
    {"/api/v1/papier/bundels/01a1f82f-1e80-75c1-9362-66d9f75d2017", "partner", "beheerder"},
    {"/api/v1/papier/berichten", "partner", "beheerder"},
    {"/uitwijken", "partner", "beheerder", "auditor"},
    {"/uitwijken/01a1f82f-1e80-75c1-9362-66d9f75d2017/beeindigen", "beheerder"},
    {"/uitwijken/bundels/01a1f82f-1e80-75c1-9362-66d9f75d2017/bezorging", "partner", "beheerder"},
    {"/uitwijken/bundels/01a1f82f-1e80-75c1-9362-66d9f75d2017/intrekking", "beheerder"},
    {"/api/v1/uitwijken/bundels/01a1f82f-1e80-75c1-9362-66d9f75d2017/intrekking", "beheerder"},
    {"/api/v1/openstaand", "partner"},
    {"/api/v1/volledigheid/2026-11-20", "partner"},
    {"/api/v1/beslagregister/raadplegingen", "partner"},
    {"/api/v1/beslagregister"},
    {"/api/v1/abonnementen/beslagen", "partner", "beheerder"},
    {"/api/v1/abonnementen/beslagen/pauze", "partner", "beheerder"},
    {"/api/v1/abonnementen/beslagen/verlopen", "partner", "beheerder"},
    {"/api/v1/partnerbestanden/proef", "beheerder"},
    {"/abonnementen/bestand", "beheerder"},
    {"/abonnementen", "partner", "beheerder"},
    {"/abonnementen/beslagen", "partner", "beheerder"},
    {"/abonnementen/beslagen/pauze", "partner", "beheerder"},
    {"/abonnementen/beslagen/verlopen/opnieuw", "partner", "beheerder"},
    {"/abonnementen/beslagen/opnieuw", "partner", "beheerder"},
    {
      "/api/v1/abonnementen/beslagen/opnieuw/01a1f82f-1e80-75c1-9362-66d9f75d2017/berichten",
      "partner",
      "beheerder"
    },
    {"/api/v1/bvv/berekeningen", "bron", "partner", "beheerder"},
    {"/api/v1/bvv/herzieningen", "beheerder", "auditor"},
    {"/api/v1/bvv/herzieningen/01a1f82f-1e80-75c1-9362-66d9f75d2017", "beheerder", "auditor"},
    {"/api/v1/bvv/herzieningen/01a1f82f-1e80-75c1-9362-66d9f75d2017/pauze", "beheerder"},
    {"/herzieningen", "beheerder", "auditor"},
    {"/herzieningen/01a1f82f-1e80-75c1-9362-66d9f75d2017", "beheerder", "auditor"},
    {"/herzieningen/01a1f82f-1e80-75c1-9362-66d9f75d2017/afbreken", "beheerder"},
    {"/api/v1/bvv/toelichtingen", "bron", "partner", "beheerder"},
    {"/api/v1/bvv/herberekeningen", "bron", "partner", "beheerder"},
    {"/api/v1/matches", "beoordelaar"},
    {"/api/v1/matches/01a1f82f-1e80-75c1-9362-66d9f75d2017/oordeel", "beoordelaar"},
    {"/matches", "beoordelaar"},
    {"/matches/01a1f82f-1e80-75c1-9362-66d9f75d2017", "beoordelaar"},
    {"/api/v1/log/berichten", "auditor"},
    {"/api/v1/log/export", "auditor"},
    {"/", "auditor"},
    {"/berichten/01a1f82f-1e80-75c1-9362-66d9f75d2017", "auditor"},
    {"/api/v1/geparkeerd", "beheerder"},
    {"/api/v1/bronnen/verloop", "beheerder"},
    {"/api/v1/geparkeerd/x/vrijgeven", "beheerder"},
    {"/api/v1/herroepingen", "beheerder", "auditor"},
    {"/api/v1/herroepingen/01a1f82f-1e80-75c1-9362-66d9f75d2017", "beheerder", "auditor"},
    {
      "/api/v1/herroepingen/01a1f82f-1e80-75c1-9362-66d9f75d2017/afnemers/cjib/afdoening",
      "beheerder"
    },
    {"/herroepingen", "beheerder", "auditor"},
    {"/api/v1/geparkeerd/groepen", "beheerder"},
    {"/api/v1/geparkeerd/vrijgaven", "beheerder"},
    {"/api/v1/geparkeerd/01a1f82f-1e80-75c1-9362-66d9f75d2017/afwijzing", "beheerder"},
    {"/api/v1/geparkeerd/01a1f82f-1e80-75c1-9362-66d9f75d2017/inhouding", "beheerder"},
    {"/geparkeerd", "beheerder"},
    {"/geparkeerd/vrijgaven", "beheerder"},
    {"/geparkeerd/vrijgaven/01a1f82f-1e80-75c1-9362-66d9f75d2017", "beheerder"},
    {"/actuator/prometheus", "beheerder"},
    {"/actuator", "beheerder"},
    {"/api/v1/iets-nieuws"},
    {"/api/v2/log/berichten"},
    {"/api/v1/openstaand/dieper"},
    {"/services/dbr"},
    {"/console"},
  };

  @Autowired private MockMvc mvc;

  static Stream<Arguments> matrix() {
    return Arrays.stream(TABEL)
        .flatMap(
            regel ->
                ROLLEN.stream()
                    .map(rol -> Arguments.of(regel[0], rol, List.of(regel).indexOf(rol) > 0)));
  }

  @ParameterizedTest(name = "{1} at {0}: {2}")
  @MethodSource("matrix")
  void letsARoleInWhereTheTableSaysSoAndNowhereElse(String pad, String rol, boolean mag)
      throws Exception {
    int status =
        mvc.perform(get(pad).with(httpBasic(rol, rol))).andReturn().getResponse().getStatus();

    if (mag) {
      assertThat(status)
          .as("let through; nobody need answer there, or answer GET")
          .isIn(200, 404, 405);
    } else {
      assertThat(status).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bron", "partner", "auditor"})
  void letsNobodyButTheOperatorStartARecalculation(String rol) throws Exception {
    mvc.perform(
            post("/api/v1/bvv/herzieningen")
                .contentType("application/json")
                .content("{\"reden\":\"alles\",\"proef\":true}")
                .with(httpBasic(rol, rol)))
        .andExpect(status().isForbidden());
  }

  @ParameterizedTest
  @CsvSource({
    "bron,/api/v1/uitwijken",
    "partner,/api/v1/uitwijken",
    "auditor,/api/v1/uitwijken",
    "partner,/uitwijken",
    "auditor,/uitwijken",
    "auditor,/api/v1/papier/bundels/01a1f82f-1e80-75c1-9362-66d9f75d2017/bezorging",
    "partner,/api/v1/uitwijken/bundels/01a1f82f-1e80-75c1-9362-66d9f75d2017/intrekking"
  })
  void letsNobodyButTheOperatorSwitchToPaperOrTakeItBack(String rol, String pad) throws Exception {
    mvc.perform(
            post(pad)
                .contentType("application/json")
                .content("{\"afnemer\":\"cjib\",\"reden\":\"storing\",\"wijze\":\"post\"}")
                .header("Origin", "http://localhost")
                .with(httpBasic(rol, rol)))
        .andExpect(status().isForbidden());
  }

  static Stream<String> beschermd() {
    return Arrays.stream(TABEL).map(regel -> regel[0]);
  }

  @ParameterizedTest
  @MethodSource("beschermd")
  void asksEverybodyWithoutPasswordToLogIn(String pad) throws Exception {
    mvc.perform(get(pad))
        .andExpect(status().isUnauthorized())
        .andExpect(header().string("WWW-Authenticate", org.hamcrest.Matchers.startsWith("Basic ")))
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:niet-ingelogd"));
  }

  @ParameterizedTest
  @CsvSource({"auditor,fout", "niemand,niemand", "auditor,AUDITOR"})
  void refusesAWrongPasswordAlsoAfterTheRightOneWasSeen(String naam, String wachtwoord)
      throws Exception {
    mvc.perform(get("/api/v1/log/berichten").with(httpBasic("auditor", "auditor")))
        .andExpect(status().isOk());

    mvc.perform(get("/api/v1/log/berichten").with(httpBasic(naam, wachtwoord)))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.detail").value("Log in met gebruikersnaam en wachtwoord."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ketenbrug.css", "/favicon.svg"})
  void givesTheLooksOfThePagesToEverybody(String pad) throws Exception {
    mvc.perform(get(pad)).andExpect(status().isOk());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness"})
  void leavesHealthOpen(String pad) throws Exception {
    // No actuator runs in this test: not found is let through.
    mvc.perform(get(pad)).andExpect(status().isNotFound());
  }

  @Test
  void tellsAProgramInProblemJsonThatItMayNot() throws Exception {
    mvc.perform(get("/api/v1/log/berichten").with(httpBasic("partner", "partner")))
        .andExpect(status().isForbidden())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:geen-toegang"))
        .andExpect(jsonPath("$.status").value(403));
  }

  @Test
  void keepsNoSessionAndSendsHeadersThatTieTheBrowser() throws Exception {
    mvc.perform(get("/").with(httpBasic("auditor", "auditor")))
        .andExpect(cookie().doesNotExist("JSESSIONID"))
        .andExpect(
            header()
                .string(
                    "Content-Security-Policy",
                    org.hamcrest.Matchers.startsWith("default-src 'self'; style-src 'self';")))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("X-Frame-Options", "DENY"))
        .andExpect(header().string("Referrer-Policy", "no-referrer"))
        .andExpect(
            header().string("Cache-Control", org.hamcrest.Matchers.containsString("no-store")));
  }

  @Test
  void takesAnApiCallOfAProgramWithoutToken() throws Exception {
    mvc.perform(post("/api/v1/aanleveringen/dbr").with(httpBasic("bron", "bron")))
        .andExpect(status().isNotFound());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none"})
  void refusesAnApiCallThatAnotherSiteMakesABrowserSend(String herkomst) throws Exception {
    mvc.perform(
            post("/api/v1/geparkeerd/x/vrijgeven")
                .header("Sec-Fetch-Site", herkomst)
                .with(httpBasic("beheerder", "beheerder")))
        .andExpect(status().isForbidden());
  }

  @Test
  void refusesAFormThatWasNotOurs() throws Exception {
    mvc.perform(post("/berichten/x").with(httpBasic("beheerder", "beheerder")))
        .andExpect(status().isForbidden());
  }

  @ParameterizedTest
  @CsvSource({
    "auditor, /, '/ /uitwijken /herroepingen /herzieningen /gebeurtenistypen'",
    "beoordelaar, /matches, '/matches /gebeurtenistypen'",
    "beheerder, /herzieningen, '/abonnementen /uitwijken /geparkeerd /herroepingen /herzieningen /gebeurtenistypen'"
  })
  void theMenuHasOnlyPagesThatOpen(String rol, String pad, String menu) throws Exception {
    assertThat(menu(mvc.perform(get(pad).accept("text/html").with(httpBasic(rol, rol)))))
        .containsExactly(menu.split(" "));
  }

  @Test
  void whoIsNobodyMayReadTheTypes() throws Exception {
    assertThat(menu(mvc.perform(get("/gebeurtenistypen").accept("text/html"))))
        .containsExactly("/gebeurtenistypen");
  }

  private static List<String> menu(ResultActions antwoord) throws Exception {
    MvcResult uitkomst = antwoord.andReturn();
    String pagina = uitkomst.getResponse().getContentAsString();
    String nav = pagina.substring(pagina.indexOf("<nav"), pagina.indexOf("</nav>"));
    return Pattern.compile("href=\"([^\"]*)\"")
        .matcher(nav)
        .results()
        .map(m -> m.group(1))
        .toList();
  }
}
