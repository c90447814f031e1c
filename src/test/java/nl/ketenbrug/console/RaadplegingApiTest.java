package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Consulting the register of attachments, on the real database: what is told, and to whom. */
@SpringBootTest(classes = ConsoleOpstelling.class)
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class RaadplegingApiTest {

  private static final String PAD = "/api/v1/beslagregister/raadplegingen";
  private static final String BSN = "999990019";
  private static final String ONBEKEND = "999990020";

  @Autowired private MockMvc mvc;
  @Autowired private ConsoleOpstelling.Testlog log;
  @Autowired private Voorraad voorraad;
  @Autowired private javax.sql.DataSource bron;
  private JdbcClient jdbc;

  @BeforeEach
  void begin() {
    log.opnieuw(false);
    jdbc = JdbcClient.create(bron);
    leeg();
  }

  @AfterEach
  void leeg() {
    for (String tabel :
        List.of(
            "coordinator",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "beslag",
            "herkenning",
            "raadpleegtelling")) {
      jdbc.sql("delete from " + tabel).update();
    }
  }

  @Test
  void tellsWhatRunsWhoCoordinatesAndTheAmountInForceOldestFirst() throws Exception {
    beslag("B", "lopend", "2026-11-12", "09:00:00", "oin", "00000099000000140000");
    beslag("A", "geschorst", "2026-11-10", "09:30:00", "gerechtsdeurwaarderId", "GDW-7");
    beslag("C", "beeindigd", "2026-11-01", "09:30:00", "oin", "00000099000000150000");
    coordinator("A", "GDW-7");
    stand(LocalDate.now(Zoekvraag.NEDERLAND).plusMonths(3));

    vraag("partner", BSN, "beslagvrije-voet")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.beslagen.length()").value(2))
        .andExpect(jsonPath("$.beslagen[0].registratieId").value("A"))
        .andExpect(jsonPath("$.beslagen[0].status").value("geschorst"))
        .andExpect(jsonPath("$.beslagen[0].tijdVanBeslag").value("09:30:00"))
        .andExpect(jsonPath("$.beslagen[0].beslaglegger.gerechtsdeurwaarderId").value("GDW-7"))
        .andExpect(jsonPath("$.beslagen[1].registratieId").value("B"))
        .andExpect(jsonPath("$.beslagen[1].beslaglegger.oin").value("00000099000000140000"))
        .andExpect(jsonPath("$.coordinator.registratieId").value("A"))
        .andExpect(jsonPath("$.coordinator.artikel").value("art. 478 lid 1 Rv"))
        .andExpect(jsonPath("$.metBeslagvrijeVoet").value(true))
        .andExpect(jsonPath("$.beslagvrijeVoet.bedrag").value(145_012))
        .andExpect(jsonPath("$.kenmerk").value("V-1"))
        .andExpect(content().string(not(Matchers.containsString(BSN))));
  }

  @Test
  void whatWasToldStandsInTheLogWithWhoAskedAndWhyAndWithoutTheNumber() throws Exception {
    beslag("A", "lopend", "2026-11-10", "09:30:00", "oin", "00000099000000140000");

    String antwoord =
        vraag("partner", BSN, "voor-beslag")
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(log.regels()).hasSize(1);
    LogRegel regel = log.regels().get(0);
    assertThat(regel.stap()).isEqualTo(Stap.GERAADPLEEGD);
    assertThat(antwoord).contains("\"raadplegingId\":\"" + regel.berichtId() + "\"");
    assertThat(regel.inhoud()).isEqualTo(antwoord);
    assertThat(regel.gebeurtenistype()).isEqualTo("nl.ketenbrug.beslagregister-geraadpleegd");
    assertThat(regel.partner()).isEqualTo("partner");
    assertThat(regel.actor()).isEqualTo("partner");
    assertThat(regel.code()).isEqualTo("voor-beslag");
    assertThat(regel.uitleg()).isEqualTo("grondslag: art. 475d lid 1 Rv");
    assertThat(regel.dossier()).isEqualTo(voorraad.sleutel(BSN).value());
    assertThat(regel.toString()).doesNotContain(BSN);
  }

  @Test
  void nothingIsToldWhenItCannotBeRecorded() throws Exception {
    beslag("GEHEIM-9", "lopend", "2026-11-10", "09:30:00", "oin", "00000099000000140000");
    log.opnieuw(true);

    vraag("partner", BSN, "voor-beslag")
        .andExpect(status().isServiceUnavailable())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:inzage-niet-vastgelegd"))
        .andExpect(content().string(not(Matchers.containsString("GEHEIM-9"))));
  }

  @Test
  void aboutWhomNothingIsRegisteredTheAnswerIsEmptyAndOnRecordToo() throws Exception {
    vraag("partner", ONBEKEND, "voor-dagvaarding")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.beslagen").isEmpty())
        .andExpect(jsonPath("$.coordinator").value((Object) null))
        .andExpect(jsonPath("$.beslagvrijeVoet").value((Object) null));

    assertThat(log.regels())
        .singleElement()
        .satisfies(r -> assertThat(r.dossier()).isEqualTo(voorraad.sleutel(ONBEKEND).value()));
  }

  @Test
  void aPartnerWithoutRightToTheAmountHearsNothingAboutIt() throws Exception {
    beslag("A", "lopend", "2026-11-10", "09:30:00", "oin", "00000099000000140000");
    stand(LocalDate.now(Zoekvraag.NEDERLAND).plusMonths(3));

    vraag("smal", BSN, "voor-dagvaarding")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.metBeslagvrijeVoet").value(false))
        .andExpect(jsonPath("$.beslagvrijeVoet").value((Object) null));
    assertThat(log.regels().get(0).inhoud()).doesNotContain("145012");
  }

  @Test
  void anAmountWhoseTermIsOverIsNotInForce() throws Exception {
    beslag("A", "lopend", "2025-11-10", "09:30:00", "oin", "00000099000000140000");
    stand(LocalDate.now(Zoekvraag.NEDERLAND).minusDays(1));

    vraag("partner", BSN, "beslagvrije-voet")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.metBeslagvrijeVoet").value(true))
        .andExpect(jsonPath("$.beslagvrijeVoet").value((Object) null));
  }

  @Test
  void anAmountThatBeginsLaterIsNotInForceYet() throws Exception {
    beslag("A", "lopend", "2026-11-10", "09:30:00", "oin", "00000099000000140000");
    stand(LocalDate.now(Zoekvraag.NEDERLAND).plusYears(1).plusDays(1));

    vraag("partner", BSN, "beslagvrije-voet")
        .andExpect(jsonPath("$.beslagvrijeVoet").value((Object) null));
  }

  @ParameterizedTest
  @CsvSource({
    "voor-beslag, true, false",
    "voor-dagvaarding, false, false",
    "beslagvrije-voet, false, true",
    "coordinatie, true, false"
  })
  void thePurposeDecidesWhatIsTold(String doel, boolean derde, boolean bedrag) throws Exception {
    beslag("A", "lopend", "2026-11-10", "09:30:00", "oin", "00000099000000140000");
    stand(LocalDate.now(Zoekvraag.NEDERLAND).plusMonths(3));

    vraag("partner", BSN, doel)
        .andExpect(
            jsonPath("$.beslagen[0].derdeBeslagene").value(derde ? "999900011L01" : (Object) null))
        .andExpect(jsonPath("$.metBeslagvrijeVoet").value(bedrag))
        .andExpect(
            bedrag
                ? jsonPath("$.beslagvrijeVoet.bedrag").value(145_012)
                : jsonPath("$.beslagvrijeVoet").value((Object) null));
  }

  @Test
  void whereSomebodyWhoseDataAreSecretIsAttachedIsNotTold() throws Exception {
    beslag("A", "lopend", "2026-11-10", "09:30:00", "oin", "00000099000000140000");
    jdbc.sql("insert into schuldenaar (dossier, bsn) values (:dossier, 'x')")
        .param("dossier", dossier().value())
        .update();
    voorraad
        .herkenningen()
        .bewaar(dossier(), new Herkenbaar(null, null, null, "X", null, null, null, true));

    vraag("partner", BSN, "voor-beslag")
        .andExpect(jsonPath("$.beslagen[0].registratieId").value("A"))
        .andExpect(jsonPath("$.beslagen[0].derdeBeslagene").value((Object) null));
  }

  @Test
  void whatTheRegisterIsNotAboutIsNotTold() throws Exception {
    beslag("A", "lopend", "2026-11-10", "09:30:00", "gerechtsdeurwaarderId", "GDW-7");
    jdbc.sql("update beslag set bron_van_inkomen = 'geen-periodieke-betaling'").update();
    coordinator("A", "GDW-7");

    vraag("partner", BSN, "coordinatie")
        .andExpect(jsonPath("$.beslagen").isEmpty())
        .andExpect(jsonPath("$.coordinator").value((Object) null));
  }

  @Test
  void whatRestedOnAnAttachmentThatIsOfAnotherDebtorNowIsNotTold() throws Exception {
    beslag("A", "lopend", "2026-11-10", "09:30:00", "gerechtsdeurwaarderId", "GDW-7");
    coordinator("A", "GDW-7");
    stand(LocalDate.now(Zoekvraag.NEDERLAND).plusMonths(3));
    jdbc.sql("update beslag set dossier = repeat('3', 64)").update();

    vraag("partner", BSN, "beslagvrije-voet")
        .andExpect(jsonPath("$.beslagen").isEmpty())
        .andExpect(jsonPath("$.coordinator").value((Object) null))
        .andExpect(jsonPath("$.beslagvrijeVoet").value((Object) null));
  }

  @Test
  void moreThanADayAllowsIsRefusedAtWhicheverEngine() throws Exception {
    jdbc.sql("insert into raadpleegtelling values ('smal', :dag, 999)")
        .param("dag", LocalDate.now(Zoekvraag.NEDERLAND))
        .update();

    vraag("smal", ONBEKEND, "voor-dagvaarding").andExpect(status().isOk());
    vraag("smal", ONBEKEND, "voor-dagvaarding")
        .andExpect(status().isTooManyRequests())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:te-veel-vragen-vandaag"));
  }

  @ParameterizedTest
  @CsvSource({
    "smal, voor-beslag, doelbinding-niet-toegestaan",
    "zonder-recht, voor-beslag, raadplegen-zonder-recht",
    "zonder-bestand, voor-beslag, geen-toegang"
  })
  void withoutTheRightNothingIsLookedUp(String wie, String doel, String code) throws Exception {
    vraag(wie, BSN, doel)
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:" + code));

    assertThat(log.regels().stream().map(LogRegel::stap)).doesNotContain(Stap.GERAADPLEEGD);
    if (!code.equals("geen-toegang")) {
      assertThat(log.regels())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.code()).isEqualTo(code);
                assertThat(r.partner()).isEqualTo(wie);
                assertThat(r.toString()).doesNotContain(BSN);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"bsn\":\"999990019\",\"doelbinding\":\"voor-beslag\"}",
        "{\"bsn\":\"999990019\",\"doelbinding\":\"nieuwsgierig\",\"kenmerk\":\"V-1\"}",
        "{\"bsn\":\"999990019\",\"doelbinding\":\"voor-beslag\",\"kenmerk\":\" \"}",
        "{\"bsn\":\"999990019\",\"doelbinding\":\"voor-beslag\",\"kenmerk\":\"V 9999.90019\"}",
        "{\"bsn\":\"999990018\",\"doelbinding\":\"voor-beslag\",\"kenmerk\":\"V-1\"}",
        "{\"bsn\":\"999990019\",\"doelbinding\":\"voor-beslag\",\"kenmerk\":\"V-1\",\"oin\":\"x\"}",
        "{\"bsn\":\"999990019\",\"doelbinding\":\"voor-beslag\",\"kenmerk\":\"V-1\"} {}",
        "{\"bsn\":\"999990019\",\"doelbinding\":\"voor-beslag\",\"kenmerk\":\"V-1\\n\"}"
      })
  void aQuestionThatIsNotRightIsRefusedWithoutRepeatingIt(String body, CapturedOutput uitvoer)
      throws Exception {
    stuur("partner", body)
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(content().string(not(Matchers.containsString("99999"))));

    assertThat(log.regels()).isEmpty();
    assertThat(uitvoer.getAll()).doesNotContain("999990019");
  }

  @Test
  void aBodyThatIsTooLongIsNotRead() throws Exception {
    stuur("partner", " ".repeat(5000)).andExpect(status().isPayloadTooLarge());
  }

  @Test
  void theNumberIsNotTakenFromTheAddress() throws Exception {
    mvc.perform(get(PAD + "?bsn=" + BSN).with(httpBasic("partner", "partner")))
        .andExpect(status().isMethodNotAllowed());
    mvc.perform(
            post(PAD)
                .param("bsn", BSN)
                .contentType("application/x-www-form-urlencoded")
                .with(httpBasic("partner", "partner")))
        .andExpect(status().isUnsupportedMediaType());
  }

  @Test
  void whoeverAsksTooOftenWaitsOnRecordAndAnotherDoesNot() throws Exception {
    int gegeven = 0;
    // A new minute may begin in between, once: then there are forty more.
    while (gegeven < 80
        && vraag("haastig", ONBEKEND, "voor-beslag").andReturn().getResponse().getStatus() == 200) {
      gegeven++;
    }
    assertThat(gegeven).isBetween(40, 79);

    assertThat(log.regels()).hasSize(gegeven + 1);
    LogRegel weigering = log.regels().get(gegeven);
    assertThat(weigering.stap()).isEqualTo(Stap.GEWEIGERD);
    assertThat(weigering.code()).isEqualTo("te-veel-vragen");
    assertThat(weigering.uitleg()).isEqualTo("doelbinding: voor-beslag");
    assertThat(weigering.dossier()).isNull();
    vraag("haastig", ONBEKEND, "voor-beslag")
        .andExpect(status().isTooManyRequests())
        .andExpect(header().string("Retry-After", "61"))
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:te-veel-vragen"));
    vraag("smal", ONBEKEND, "voor-dagvaarding").andExpect(status().isOk());
  }

  private ResultActions vraag(String wie, String bsn, String doel) throws Exception {
    return stuur(
        wie, "{\"bsn\":\"%s\",\"doelbinding\":\"%s\",\"kenmerk\":\"V-1\"}".formatted(bsn, doel));
  }

  private ResultActions stuur(String wie, String body) throws Exception {
    return mvc.perform(
        post(PAD).contentType("application/json").content(body).with(httpBasic(wie, wie)));
  }

  private void beslag(
      String id, String status, String dag, String tijd, String soort, String legger) {
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, derde_beslagene, gewijzigd, soort,
              bron_van_inkomen, beslaglegger, beslaglegger_soort, dag, tijd, preferentie,
              eerste_bericht)
            values (:id, :dossier, :status, '999900011L01', now(), 'executoriaal-derdenbeslag',
              'loon', :legger, :soort, cast(:dag as date), cast(:tijd as time), 'concurrent',
              :bericht)""")
        .param("id", id)
        .param("dossier", dossier().value())
        .param("status", status)
        .param("legger", legger)
        .param("soort", soort)
        .param("dag", dag)
        .param("tijd", tijd)
        .param("bericht", BerichtId.nieuw(java.time.Instant.now()).value())
        .update();
  }

  private void coordinator(String id, String legger) {
    jdbc.sql(
            """
            insert into coordinator (dossier, registratie_id, beslaglegger, beslaglegger_soort, lid,
              sinds, bericht_id)
            values (:dossier, :id, :legger, 'gerechtsdeurwaarderId', 1, date '2026-11-10',
              gen_random_uuid())""")
        .param("dossier", dossier().value())
        .param("id", id)
        .param("legger", legger)
        .update();
  }

  private void stand(LocalDate geldigTot) {
    voorraad.stand(
        new Bvvstand(
            dossier(),
            BerichtId.nieuw(java.time.Instant.now()),
            new Bedrag(145_012),
            new Bedrag(145_012),
            new Bedrag(200_000),
            "alleenstaande",
            geldigTot.minusYears(1),
            geldigTot.minusYears(1),
            geldigTot,
            "2026-07-01.yaml",
            "0".repeat(64),
            "2026-07-14"),
        null);
  }

  private Dossiersleutel dossier() {
    return voorraad.sleutel(BSN);
  }
}
