package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import javax.sql.DataSource;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Recalculations by page and API; it is 20 November 2026 and this installation keeps no inputs. */
@SpringBootTest(classes = ConsoleOpstelling.class)
@AutoConfigureMockMvc
class HerzieningpaginasTest {

  private static final RequestPostProcessor BEHEERDER = httpBasic("beheerder", "beheerder");
  private static final RequestPostProcessor AUDITOR = httpBasic("auditor", "auditor");

  @Autowired private MockMvc mvc;
  @Autowired private ConsoleOpstelling.Testlog log;
  @Autowired private DataSource bron;
  private JdbcClient jdbc;

  @BeforeEach
  void begins() {
    jdbc = JdbcClient.create(bron);
    jdbc.sql("delete from herziening_uitkomst").update();
    jdbc.sql("delete from herziening").update();
    for (String tabel : new String[] {"bvv_stand", "schuldenaar", "partij", "beslag", "wachtend"}) {
      jdbc.sql("delete from " + tabel).update();
    }
    log.opnieuw(false);
  }

  @Test
  void anOperatorStartsADryRunByTheFormAndComesToItsPage() throws Exception {
    mvc.perform(get("/herzieningen").with(BEHEERDER))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("name=\"_csrf\"")))
        .andExpect(content().string(containsString("Deze installatie bewaart geen invoer.")));

    String adres =
        mvc.perform(
                post("/herzieningen")
                    .param("reden", "alles")
                    .param("modus", "streng")
                    .param("proef", "ja")
                    .param("peildatum", "2026-12-31")
                    .with(csrf())
                    .with(BEHEERDER))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();

    mvc.perform(get(adres).with(BEHEERDER))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Proef: Hele voorraad")))
        .andExpect(content().string(containsString("<progress")))
        .andExpect(content().string(containsString("http-equiv=\"refresh\"")))
        .andExpect(content().string(containsString("Pauzeren")))
        .andExpect(content().string(not(containsString("<script"))));
    LogRegel regel = log.regels().get(0);
    assertThat(regel.stap()).isEqualTo(Stap.BESTUURD);
    assertThat(regel.code()).isEqualTo("gestart");
    assertThat(regel.actor()).isEqualTo("beheerder");
    assertThat(adres).endsWith(regel.berichtId().toString());
  }

  @Test
  void anAuditorReadsAndGetsNoButtons() throws Exception {
    String id = start("{\"reden\":\"cijfers\",\"proef\":true}");

    mvc.perform(get("/herzieningen").with(AUDITOR))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Proef: Nieuwe cijfers")))
        .andExpect(content().string(not(containsString("<form"))));
    mvc.perform(get("/herzieningen/" + id).with(AUDITOR))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("<form"))));
    mvc.perform(get("/api/v1/bvv/herzieningen").with(AUDITOR))
        .andExpect(jsonPath("$.herzieningen[0].id").value(id))
        .andExpect(jsonPath("$.herzieningen[0].status").value("loopt"))
        .andExpect(jsonPath("$.herzieningen[0].modus").value("streng"));
  }

  @Test
  void saysThatTheDutyOfTodayIsHeldUpAndWhoIsInNoCount() throws Exception {
    String id = start("{\"reden\":\"termijn\",\"proef\":false}");
    jdbc.sql("update herziening set peildatum = '2026-11-18', status = 'gepauzeerd'").update();
    jdbc.sql(
            """
            insert into beslag select 'R-' || i, repeat(i::text, 64), 'lopend', null, now()
            from generate_series(1, 2) i""")
        .update();
    jdbc.sql(
            """
            insert into bvv_stand values (repeat('1', 64), gen_random_uuid(), 1, 1, 1, 'alleenstaande',
              '2025-11-17', '2025-11-17', '2026-11-17', '2025-07-01.yaml', repeat('a', 64), 'x')""")
        .update();

    mvc.perform(get("/herzieningen").with(AUDITOR))
        .andExpect(content().string(containsString("De plicht van vandaag staat stil")))
        .andExpect(content().string(containsString("van de eerste op 2026-11-17")))
        .andExpect(content().string(containsString("/herzieningen/" + id)))
        .andExpect(content().string(containsString("Alleen een nieuw bericht van de bron")));
    mvc.perform(get("/api/v1/bvv/herzieningen").with(AUDITOR))
        .andExpect(jsonPath("$.termijn.verstreken").value(1))
        .andExpect(jsonPath("$.termijn.oudste").value("2026-11-17"))
        .andExpect(jsonPath("$.termijn.tegengehoudenDoor").value(id))
        .andExpect(jsonPath("$.zonderStand.dossiers").value(1))
        .andExpect(jsonPath("$.zonderStand.zonderNummer").value(1));
  }

  @Test
  void saysWhatARecalculationWaitsForAndLetsFailedDossiersBeDoneAgain() throws Exception {
    String id = start("{\"reden\":\"alles\",\"proef\":true}");
    String dossier = "a".repeat(64);
    jdbc.sql(
            """
            update herziening set wacht_op = 'polis', wacht_code = 'bron-niet-gerechtigd',
              wacht_reden = 'bron polis weigert de vraag', wacht_sinds = now(), wacht_tot = now(),
              zonder_stand = 7""")
        .update();
    jdbc.sql(
            """
            insert into herziening_uitkomst (herziening, dossier, deel, open, uitkomst, oud, code, reden)
            values (cast(:id as uuid), :dossier, 1, false, 'mislukt', 100000, 'onverwachte-fout', 'fout')""")
        .param("id", id)
        .param("dossier", dossier)
        .update();

    mvc.perform(get("/herzieningen/" + id).with(BEHEERDER))
        .andExpect(content().string(containsString("op polis: bron polis weigert de vraag")))
        .andExpect(content().string(containsString("Mislukte dossiers opnieuw (1)")))
        .andExpect(content().string(containsString("7 dossiers met een lopend beslag")));
    mvc.perform(get("/herzieningen/" + id).with(AUDITOR))
        .andExpect(content().string(not(containsString("opnieuw (1)"))));
    mvc.perform(get("/api/v1/bvv/herzieningen/" + id).with(AUDITOR))
        .andExpect(jsonPath("$.herziening.wacht.op").value("polis"))
        .andExpect(jsonPath("$.herziening.zonderStand").value(7));

    String pad = "/api/v1/bvv/herzieningen/" + id + "/opnieuw";
    mvc.perform(opnieuw(pad, "{\"dossier\":\"a\"}")).andExpect(status().isBadRequest());
    mvc.perform(opnieuw(pad, "{\"dossier\":\"" + "b".repeat(64) + "\"}"))
        .andExpect(status().isConflict());
    mvc.perform(opnieuw(pad, "{\"dossier\":\"" + dossier + "\"}")).andExpect(status().isOk());
    mvc.perform(get("/herzieningen/" + id).with(BEHEERDER))
        .andExpect(content().string(not(containsString("Mislukte dossiers opnieuw"))));
  }

  @Test
  void letsWhatAFinishedOneHasOnItsWayBeSentAgain() throws Exception {
    String id = start("{\"reden\":\"alles\",\"proef\":false}");
    jdbc.sql("update herziening set status = 'gereed', alles_uitgezet = true, onderweg = 3")
        .update();
    mvc.perform(get("/herzieningen/" + id).with(BEHEERDER))
        .andExpect(content().string(containsString("3 dossiers waarvan al een wijziging")))
        .andExpect(content().string(not(containsString("opnieuw verzenden"))));
    jdbc.sql(
            """
            insert into herziening_uitkomst (herziening, dossier, deel, open, uitkomst, verzonden)
            values (cast(:id as uuid), repeat('a', 64), 1, true, 'hoger', true)""")
        .param("id", id)
        .update();

    mvc.perform(get("/herzieningen/" + id).with(BEHEERDER))
        .andExpect(content().string(containsString("Wat onderweg is opnieuw verzenden")));
    mvc.perform(get("/herzieningen/" + id).with(AUDITOR))
        .andExpect(content().string(not(containsString("opnieuw verzenden"))));
    mvc.perform(post("/herzieningen/" + id + "/hervatten").with(csrf()).with(BEHEERDER))
        .andExpect(status().is3xxRedirection());
    mvc.perform(get("/api/v1/bvv/herzieningen/" + id).with(AUDITOR))
        .andExpect(jsonPath("$.herziening.status").value("loopt"))
        .andExpect(jsonPath("$.herziening.onderweg").value(3));
  }

  private static org.springframework.test.web.servlet.RequestBuilder opnieuw(
      String pad, String inhoud) {
    return post(pad).contentType("application/json").content(inhoud).with(csrf()).with(BEHEERDER);
  }

  @Test
  void showsHowManyChangeAndByHowMuchAndWhoWasRefused() throws Exception {
    String id = start("{\"reden\":\"alles\",\"proef\":true}");
    for (int i = 0; i < 6; i++) {
      jdbc.sql(
              """
              insert into herziening_uitkomst (herziening, dossier, deel, open, uitkomst, oud, nieuw)
              values (cast(:id as uuid), repeat(:i, 64), 1, false, :u, 100000, :nieuw)""")
          .param("id", id)
          .param("i", Integer.toString(i))
          .param("u", i < 4 ? "hoger" : "lager")
          .param("nieuw", i < 4 ? 101500 : 80000)
          .update();
    }
    jdbc.sql(
            """
            insert into herziening_uitkomst (herziening, dossier, deel, open, uitkomst, oud, code, reden)
            values (cast(:id as uuid), repeat('a', 64), 1, false, 'geweigerd', 100000,
              'schuldenaar-overleden', 'volgens de BRP is de schuldenaar overleden')""")
        .param("id", id)
        .update();

    mvc.perform(get("/herzieningen/" + id).with(BEHEERDER))
        .andExpect(content().string(containsString("-340,00 euro per maand")))
        .andExpect(
            content().string(containsString("meer dan € 100 lager: 2; € 10 tot € 25 hoger: 4.")))
        .andExpect(content().string(containsString("volgens de BRP is de schuldenaar overleden")));
    mvc.perform(get("/api/v1/bvv/herzieningen/" + id).with(AUDITOR))
        .andExpect(jsonPath("$.verslag.uitkomsten.hoger").value(4))
        .andExpect(jsonPath("$.verslag.somVerschilCent").value(-34000))
        .andExpect(jsonPath("$.verslag.verschillen[0].aantal").value(2))
        .andExpect(jsonPath("$.verslag.weigeringen[0].code").value("schuldenaar-overleden"));
  }

  @Test
  void refusesKeptInputsWhereNoneAreKept() throws Exception {
    mvc.perform(
            post("/api/v1/bvv/herzieningen")
                .contentType("application/json")
                .content("{\"reden\":\"alles\",\"modus\":\"bewaard\",\"proef\":true}")
                .with(BEHEERDER))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:herziening-modus-niet-toegestaan"));
    mvc.perform(
            post("/herzieningen")
                .param("reden", "alles")
                .param("modus", "bewaard")
                .with(csrf())
                .with(BEHEERDER))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("role=\"alert\"")))
        .andExpect(content().string(containsString("bewaart geen invoer")));
    assertThat(jdbc.sql("select count(*) from herziening").query(Long.class).single()).isZero();
    assertThat(log.regels()).isEmpty();
  }

  @Test
  void steersByPageWithTheNameOfWhoDidItOnRecord() throws Exception {
    String id = start("{\"reden\":\"alles\",\"proef\":true}");
    for (String daad : new String[] {"pauze", "hervatten", "afbreken"}) {
      mvc.perform(post("/herzieningen/" + id + "/" + daad).with(csrf()).with(BEHEERDER))
          .andExpect(status().is3xxRedirection())
          .andExpect(header().string("Location", "/herzieningen/" + id));
    }

    assertThat(log.regels())
        .extracting(LogRegel::code)
        .containsExactly("gestart", "gepauzeerd", "hervat", "afgebroken");
    assertThat(log.regels()).extracting(LogRegel::actor).containsOnly("beheerder");
    mvc.perform(get("/herzieningen/" + id).with(BEHEERDER))
        .andExpect(content().string(not(containsString("http-equiv"))))
        .andExpect(content().string(containsString("Afgebroken")));
  }

  private String start(String vraag) throws Exception {
    String plaats =
        mvc.perform(
                post("/api/v1/bvv/herzieningen")
                    .contentType("application/json")
                    .content(vraag)
                    .with(BEHEERDER))
            .andExpect(status().isAccepted())
            .andReturn()
            .getResponse()
            .getHeader("Location");
    return plaats.substring(plaats.lastIndexOf('/') + 1);
  }
}
