package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import nl.ketenbrug.enrichment.Proefmatches;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Matches by page and API. */
@SpringBootTest(classes = ConsoleOpstelling.class)
@AutoConfigureMockMvc
class MatchpaginasTest {

  private static final RequestPostProcessor BEOORDELAAR = httpBasic("beoordelaar", "beoordelaar");

  @Autowired private MockMvc mvc;
  @Autowired private ConsoleOpstelling.Testlog log;
  @Autowired private Proefmatches proef;
  @Autowired private DataSource bron;
  private JdbcClient jdbc;
  private String id;

  @BeforeEach
  void aMatchIsToBeJudged() {
    jdbc = JdbcClient.create(bron);
    leeg();
    log.opnieuw(false);
    proef.stelVoor("999958379", "Alida");
    id = jdbc.sql("select id from persoonsmatch").query(UUID.class).single().toString();
    log.opnieuw(false);
  }

  @AfterEach
  void leeg() {
    for (String tabel :
        List.of(
            "match_verteld",
            "persoonsmatch",
            "herkenning",
            "insolventie",
            "afleiding",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
  }

  @Test
  void thePageShowsBothSidesAndHidesASecretAddress() throws Exception {
    mvc.perform(get("/matches").with(BEOORDELAAR))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Te beoordelen (1)")))
        .andExpect(content().string(containsString("R.16/26/9")));
    mvc.perform(get("/matches/" + id).with(BEOORDELAAR))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Alida Verzonneling")))
        .andExpect(content().string(containsString("name=\"_csrf\"")))
        .andExpect(content().string(containsString("wsnp-uitgesproken")))
        .andExpect(content().string(not(containsString("9901ZA"))))
        .andExpect(content().string(not(containsString("999958379"))))
        .andExpect(content().string(not(containsString("<script"))));
    assertThat(log.regels()).extracting(LogRegel::stap).containsOnly(Stap.INGEZIEN).hasSize(2);
    assertThat(log.regels()).extracting(LogRegel::actor).containsOnly("beoordelaar");
  }

  @Test
  void aJudgementByTheFormIsOnRecordWithItsGroundAndBecomesEvents() throws Exception {
    mvc.perform(
            post("/matches/" + id)
                .param("oordeel", "bevestigd")
                .param("toelichting", "Naam en geboortedatum gelijk")
                .param("kenmerk", kenmerk())
                .with(csrf())
                .with(BEOORDELAAR))
        .andExpect(redirectedUrl("/matches/" + id));

    assertThat(log.regels())
        .filteredOn(r -> r.stap() == Stap.BESTUURD)
        .extracting(LogRegel::code)
        .containsExactly("match-oordeel-gevraagd", "match-bevestigd");
    LogRegel regel =
        log.regels().stream().filter(r -> r.stap() == Stap.BESTUURD).findFirst().orElseThrow();
    assertThat(regel.actor()).isEqualTo("beoordelaar");
    assertThat(regel.inhoud()).isEqualTo("Naam en geboortedatum gelijk");
    assertThat(tel("afleiding")).isEqualTo(1);
    mvc.perform(get("/matches?graad=zeker").with(BEOORDELAAR))
        .andExpect(content().string(containsString("R.16/26/9")));
  }

  @Test
  void aFormWithoutChoiceOrGroundIsShownAgainWithWhatWasFilledIn() throws Exception {
    mvc.perform(
            post("/matches/" + id).param("toelichting", "Twijfel").with(csrf()).with(BEOORDELAAR))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Kies of het dezelfde persoon is.")))
        .andExpect(content().string(containsString(">Twijfel</textarea>")));
    mvc.perform(
            post("/matches/" + id)
                .param("oordeel", "afgewezen")
                .param("kenmerk", kenmerk())
                .with(csrf())
                .with(BEOORDELAAR))
        .andExpect(content().string(containsString("Schrijf waarop uw oordeel berust")))
        .andExpect(content().string(containsString("checked")));
    mvc.perform(
            post("/matches/" + id)
                .param("oordeel", "afgewezen")
                .param("kenmerk", "a".repeat(64))
                .with(csrf())
                .with(BEOORDELAAR))
        .andExpect(content().string(containsString("Schrijf waarop uw oordeel berust")))
        .andExpect(content().string(not(containsString("checked"))));
    mvc.perform(
            post("/matches/" + id)
                .param("oordeel", "bevestigd")
                .param("toelichting", "Gezien")
                .param("kenmerk", "a".repeat(64))
                .with(csrf())
                .with(BEOORDELAAR))
        .andExpect(
            content()
                .string(containsString("De gegevens zijn veranderd, of er is over geoordeeld")))
        .andExpect(content().string(containsString(">Gezien</textarea>")))
        .andExpect(content().string(not(containsString("checked"))));
    assertThat(tel("afleiding")).isZero();
  }

  @Test
  void theApiListsAndJudgesWhatWasSeenAndTellsItOnce() throws Exception {
    mvc.perform(get("/api/v1/matches").with(BEOORDELAAR))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.open").value(1))
        .andExpect(jsonPath("$.matches[0].id").value(id))
        .andExpect(jsonPath("$.matches[0].vergeleken.geboortedatum").value("gelijk"))
        .andExpect(jsonPath("$.matches[0].persoon.naam").value("Alida Verzonneling"))
        .andExpect(jsonPath("$.matches[0].zaak.nummer").value("R.16/26/9"));

    String gezien = kenmerk();
    mvc.perform(oordeel("bevestigd", gezien))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.graad").value("zeker"));
    mvc.perform(oordeel("afgewezen", gezien))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:match-veranderd"));
    assertThat(tel("afleiding")).isEqualTo(1);
    mvc.perform(oordeel("bevestigd", kenmerk())).andExpect(status().isOk());
    assertThat(tel("afleiding")).isEqualTo(1);

    mvc.perform(oordeel("afgewezen", kenmerk())).andExpect(jsonPath("$.graad").value("afgewezen"));
    assertThat(tel("afleiding")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"oordeel\":\"bevestigd\"}",
        "{\"oordeel\":\"misschien\",\"toelichting\":\"x\"}",
        "{\"oordeel\":\"bevestigd\",\"toelichting\":\" \"}",
        "{\"oordeel\":\"bevestigd\",\"toelichting\":\"x\",\"kenmerk\":\"x\",\"meer\":1}",
        "{\"oordeel\":\"bevestigd\",\"toelichting\":\"x\"}",
        "null",
        "nee"
      })
  void aJudgementThatIsNotUnderstoodIsNotTaken(String inhoud) throws Exception {
    mvc.perform(oordeel(inhoud))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:oordeel-onbegrepen"));
    assertThat(tel("afleiding")).isZero();
  }

  @Test
  void whatCannotBePutOnRecordIsNotShownAndNotJudged() throws Exception {
    String gezien = kenmerk();
    log.opnieuw(true);

    mvc.perform(get("/api/v1/matches").with(BEOORDELAAR))
        .andExpect(status().isServiceUnavailable());
    mvc.perform(oordeel("bevestigd", gezien)).andExpect(status().isServiceUnavailable());
    assertThat(tel("afleiding")).isZero();
  }

  @Test
  void aJudgementThatWasTakenIsSaidToBeTakenAlsoWhenThatCannotBePutOnRecord() throws Exception {
    log.weiger("match-bevestigd");
    mvc.perform(oordeel("bevestigd", kenmerk()))
        .andExpect(status().isServiceUnavailable())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:oordeel-niet-vastgelegd"))
        .andExpect(jsonPath("$.detail").value(containsString("is genomen en geldt")));
    assertThat(tel("afleiding")).isEqualTo(1);

    log.weiger("match-afgewezen");
    mvc.perform(
            post("/matches/" + id)
                .param("oordeel", "afgewezen")
                .param("toelichting", "Toch niet")
                .param("kenmerk", kenmerk())
                .with(csrf())
                .with(BEOORDELAAR)
                .accept("text/html"))
        .andExpect(status().isServiceUnavailable());
    assertThat(tel("afleiding")).isEqualTo(2);
  }

  @Test
  void aRowThatDoesNotOpenHidesNoOtherRowAndNoNextPage() throws Exception {
    jdbc.sql("update herkenning set inhoud = '\\x00' where soort = 'schuldenaar'").update();

    mvc.perform(get("/matches").with(BEOORDELAAR))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Match " + id + ": niet te openen")));
    mvc.perform(get("/api/v1/matches?limiet=1").with(BEOORDELAAR))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.nietTeOpenen[0]").value(id))
        .andExpect(jsonPath("$.volgende").value(id));
  }

  @Test
  void anUnknownMatchIsNotFound() throws Exception {
    mvc.perform(get("/matches/01a1f82f-1e80-75c1-9362-66d9f75d2017").with(BEOORDELAAR))
        .andExpect(status().isNotFound());
    mvc.perform(
            post("/api/v1/matches/01a1f82f-1e80-75c1-9362-66d9f75d2017/oordeel")
                .contentType("application/json")
                .content("{\"oordeel\":\"bevestigd\",\"toelichting\":\"x\",\"kenmerk\":\"x\"}")
                .with(BEOORDELAAR))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:match-onbekend"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limiet=0", "limiet=101", "graad=misschien", "na=x"})
  void aWrongParameterIsSaid(String parameter) throws Exception {
    mvc.perform(get("/api/v1/matches?" + parameter).with(BEOORDELAAR))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:parameter-ongeldig"));
  }

  private org.springframework.test.web.servlet.RequestBuilder oordeel(String inhoud) {
    return post("/api/v1/matches/" + id + "/oordeel")
        .contentType("application/json")
        .content(inhoud)
        .with(BEOORDELAAR);
  }

  private org.springframework.test.web.servlet.RequestBuilder oordeel(
      String oordeel, String kenmerk) {
    return oordeel(
        "{\"oordeel\":\"%s\",\"toelichting\":\"Gezien\",\"kenmerk\":\"%s\"}"
            .formatted(oordeel, kenmerk));
  }

  /** Of the match as it is now. */
  private String kenmerk() {
    return proef.beheer.een(nl.ketenbrug.message.BerichtId.of(id), "beoordelaar").gezien();
  }

  private long tel(String tabel) {
    return jdbc.sql("select count(*) from " + tabel).query(Long.class).single();
  }
}
