package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@SpringBootTest(classes = ConsoleOpstelling.class)
@AutoConfigureMockMvc
class LogApiTest {

  private static final String LIJST = "/api/v1/log/berichten";

  @Autowired private MockMvc mvc;
  @Autowired private LogSchrijver schrijver;
  @Autowired private ConsoleOpstelling.Testlog log;
  private final Voorbeeldlog voorbeeld = new Voorbeeldlog();

  @BeforeEach
  void vul() {
    Testdatabase.leeg();
    log.opnieuw(false);
    schrijver.schrijf(voorbeeld.regels());
  }

  @Test
  void listsMessagesNewestFirstWithoutPayloads() throws Exception {
    vraag(LIJST)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.berichten", hasSize(4)))
        .andExpect(jsonPath("$.berichten[0].berichtId").value(voorbeeld.geparkeerd.toString()))
        .andExpect(jsonPath("$.berichten[0].laatsteStap").value("geparkeerd"))
        .andExpect(jsonPath("$.berichten[0].eersteTijdstip").value("2026-11-20T09:20:00Z"))
        .andExpect(jsonPath("$.volgende").value(nullValue()));

    assertThat(log.regels()).as("a list shows no payload, so nobody looked").isEmpty();
  }

  @Test
  void writesTheCursorAlsoWhenThereIsNoNextPage() throws Exception {
    String antwoord = vraag(LIJST).andReturn().getResponse().getContentAsString();

    assertThat(antwoord).contains("\"volgende\":null");
  }

  @Test
  void walksOnByTheCursor() throws Exception {
    String eerste = vraag(LIJST + "?limiet=3").andReturn().getResponse().getContentAsString();
    String cursor = JsonPath.read(eerste, "$.volgende");

    vraag(LIJST + "?limiet=3&na=" + cursor)
        .andExpect(jsonPath("$.berichten", hasSize(1)))
        .andExpect(jsonPath("$.berichten[0].berichtId").value(voorbeeld.beslag.toString()))
        .andExpect(jsonPath("$.volgende").value(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "type=nl.brp.persoon-overleden, 1",
    "van=2026-11-20&tot=2026-11-20, 4",
    "van=2026-11-21, 0",
    "tot=2026-11-19, 0",
    "van=2026-11-20T09:10:00Z&tot=2026-11-20T09:20:00Z, 1",
    "van=2026-11-20T10:10:00%2B01:00, 2",
    "type=, 4"
  })
  void filters(String filter, int aantal) throws Exception {
    vraag(LIJST + "?" + filter).andExpect(jsonPath("$.berichten", hasSize(aantal)));
  }

  @Test
  void findsEverythingThatFollowsFromOneMessage() throws Exception {
    vraag(LIJST + "?correlatieId=" + voorbeeld.beslag)
        .andExpect(jsonPath("$.berichten", hasSize(2)));
    vraag(LIJST + "?berichtId=" + voorbeeld.beslag).andExpect(jsonPath("$.berichten", hasSize(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "berichtId=abc, berichtId",
    "berichtId=1-1-1-1-1, berichtId",
    "correlatieId=%27%20OR%201=1, correlatieId",
    "van=gisteren, van",
    "van=2026-13-01, van",
    "tot=2026-11-20T09:00:00, tot",
    "van=2026-11-21&tot=2026-11-20, van",
    "na=onzin, na",
    "van=-5000-01-01, van",
    "tot=%2B999999999-12-31, tot",
    "limiet=0, limiet",
    "limiet=201, limiet",
    "limiet=-1, limiet",
    "limiet=veel, limiet"
  })
  void refusesAParameterItCannotRead(String filter, String parameter) throws Exception {
    vraag(LIJST + "?" + filter.replace("%27", "'").replace("%20", " ").replace("%2B", "+"))
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:parameter-ongeldig"))
        .andExpect(jsonPath("$.parameter").value(parameter))
        .andExpect(jsonPath("$.detail").isNotEmpty());
  }

  @Test
  void showsOneMessageWithPayloadsVersionsAndRelatives() throws Exception {
    vraag(LIJST + "/" + voorbeeld.beslag)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.bericht.laatsteStap").value("mislukt"))
        .andExpect(jsonPath("$.stappen[0].stap").value("ontvangen"))
        .andExpect(jsonPath("$.stappen[0].inhoud").value(Voorbeeldlog.XML))
        .andExpect(
            jsonPath("$.stappen[0].versies['routes/intake/receive-dbr.camel.yaml']")
                .value("ab".repeat(32)))
        .andExpect(jsonPath("$.verwanten", hasSize(1)))
        .andExpect(jsonPath("$.verwanten[0].relatie").value("gevolg"))
        .andExpect(jsonPath("$.verwanten[0].berichtId").value(voorbeeld.bvv.toString()));
  }

  @Test
  void recordsWhoLookedAtAMessage() throws Exception {
    vraag(LIJST + "/" + voorbeeld.beslag).andExpect(status().isOk());

    assertThat(log.regels()).hasSize(1);
    LogRegel inzage = log.regels().get(0);
    assertThat(inzage.stap()).isEqualTo(Stap.INGEZIEN);
    assertThat(inzage.actor()).isEqualTo("auditor");
    assertThat(inzage.berichtId()).isEqualTo(voorbeeld.beslag);
    assertThat(inzage.correlatieId()).isEqualTo(voorbeeld.beslag);
    assertThat(inzage.inhoud()).isNull();
  }

  @Test
  void showsNothingWhenItCannotRecordWhoLooks() throws Exception {
    log.opnieuw(true);

    String antwoord =
        vraag(LIJST + "/" + voorbeeld.beslag)
            .andExpect(status().isServiceUnavailable())
            .andExpect(content().contentType("application/problem+json"))
            .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:inzage-niet-vastgelegd"))
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(antwoord).doesNotContain("999990019", "stappen", "broker");
  }

  @Test
  void knowsNoMessageThatNeverCame() throws Exception {
    vraag(LIJST + "/01a1f82f-1e80-75c1-9362-66d9f75d2017")
        .andExpect(status().isNotFound())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:bericht-onbekend"));
    assertThat(log.regels()).isEmpty();
  }

  @Test
  void answersAnIdThatIsNoneWithBadRequest() throws Exception {
    vraag(LIJST + "/abc").andExpect(status().isBadRequest());
  }

  @Test
  void tellsThatAMethodOrAddressDoesNotExistInTheSameForm() throws Exception {
    mvc.perform(post(LIJST).with(httpBasic("auditor", "auditor")))
        .andExpect(status().isMethodNotAllowed())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:methode-niet-toegestaan"));
    vraag("/api/v1/log/onzin")
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:niet-gevonden"))
        .andExpect(jsonPath("$.detail").value("Dit adres bestaat niet."));
  }

  private ResultActions vraag(String adres) throws Exception {
    return mvc.perform(
        get(java.net.URI.create(adres.replace(" ", "%20").replace("'", "%27")))
            .with(httpBasic("auditor", "auditor")));
  }
}
