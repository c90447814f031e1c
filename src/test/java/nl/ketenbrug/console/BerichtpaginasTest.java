package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Logregels;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@SpringBootTest(classes = ConsoleOpstelling.class)
@AutoConfigureMockMvc
class BerichtpaginasTest {

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
  void listsMessagesInWordsWithTheirStateAndAShortenedDossier() throws Exception {
    open("/")
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("<html lang=\"nl\"")))
        .andExpect(content().string(containsString("Persoon overleden")))
        .andExpect(content().string(containsString("Beslagvrije voet vastgesteld")))
        .andExpect(content().string(containsString("20-11-2026 10:20:00")))
        .andExpect(content().string(containsString("<span class=\"badge fout\">Geparkeerd</span>")))
        .andExpect(content().string(containsString("d0551e12…")))
        .andExpect(content().string(not(containsString(Logregels.DOSSIER))));
  }

  @Test
  void drawsNoWayOfADecisionThatGoesNowhere() throws Exception {
    UUID besluit = Logregels.uuid("2026-11-20T11:00:00Z");
    schrijver.schrijf(
        List.of(
            Logregels.regel(Stap.GEKOZEN, besluit)
                .type("nl.ketenbrug.abonnement-gekozen")
                .om("2026-11-20T11:00:00Z")
                .maak()));

    open("/berichten/" + besluit)
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Abonnement gekozen")))
        .andExpect(content().string(not(containsString("De weg van dit bericht"))));
  }

  @Test
  void showsOnlyWhatWasAskedAndRemembersTheQuestion() throws Exception {
    open("/?type=nl.brp.persoon-overleden&van=2026-11-20&tot=2026-11-20")
        .andExpect(content().string(containsString(voorbeeld.geparkeerd.toString())))
        .andExpect(content().string(not(containsString("/berichten/" + voorbeeld.beslag))))
        .andExpect(content().string(containsString("value=\"2026-11-20\"")))
        .andExpect(content().string(containsString("selected=\"selected\"")));
  }

  @Test
  void tellsAtTheFormWhatIsWrongWithIt() throws Exception {
    open("/?berichtId=%3Cscript%3E")
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("De parameter berichtId is geen UUID.")))
        .andExpect(content().string(containsString("value=\"&lt;script&gt;\"")))
        .andExpect(content().string(not(containsString("<script"))));
  }

  @Test
  void goesOnToOlderMessagesUnderTheSameFilter() throws Exception {
    List<LogRegel> veel = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String moment = "2026-11-19T09:00:%02dZ".formatted(i);
      veel.add(
          Logregels.regel(Stap.ONTVANGEN, Logregels.uuid(moment))
              .om(moment)
              .type("nl.rdw.tenaamstelling-gewijzigd")
              .maak());
    }
    schrijver.schrijf(veel);
    String filter = "/?type=nl.rdw.tenaamstelling-gewijzigd&van=2026-11-01";

    String eerste = tekst(filter);
    Matcher link = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(eerste);
    assertThat(link.find()).isTrue();
    String tweede = tekst(link.group(1).replace("&amp;", "&"));

    assertThat(aantalRijen(eerste)).isEqualTo(50);
    assertThat(aantalRijen(tweede)).isEqualTo(10);
    assertThat(tweede).contains("Oudere berichten").doesNotContain("rel=\"next\"");
  }

  @Test
  void tellsTheWholeStoryOfACorrelation() throws Exception {
    open("/berichten/" + voorbeeld.beslag)
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("<h1>Beslag gelegd</h1>")))
        .andExpect(content().string(containsString("Ontvangen van bron dbr")))
        .andExpect(content().string(containsString("Gepubliceerd voor profiel overheid.")))
        .andExpect(
            content()
                .string(containsString("De ontvangst onder volgnummer 4031 is bevestigd door")))
        .andExpect(content().string(containsString("Geen antwoord binnen 10 seconden.")))
        .andExpect(
            content().string(containsString("Klaargezet voor partner gemeente-utrecht onder")))
        .andExpect(content().string(containsString("transforms/dbr/dbr-to-canonical.xsl")))
        .andExpect(content().string(containsString("Gevolg van dit bericht")))
        .andExpect(content().string(containsString("Met inhoud bekeken op het scherm")));
  }

  @Test
  void showsAPayloadAsTextAndNeverAsPartOfThePage() throws Exception {
    open("/berichten/" + voorbeeld.beslag)
        .andExpect(content().string(containsString("&lt;bsn&gt;999990019&lt;/bsn&gt;")))
        .andExpect(content().string(containsString("&amp;lt;script&amp;gt;alert(1)")))
        .andExpect(content().string(not(containsString("<script"))))
        .andExpect(content().string(not(containsString("<bsn>"))));
  }

  @Test
  void showsARefusedPayloadAsItCameWhenItIsNoXml() throws Exception {
    open("/berichten/" + voorbeeld.geweigerd)
        .andExpect(content().string(containsString("&lt;kapot&gt;&lt;x&gt;&lt;/kapot&gt;")))
        .andExpect(content().string(containsString("Element dagVanBeslag ontbreekt.")))
        .andExpect(content().string(containsString("schema-ongeldig")));
  }

  @Test
  void drawsTheWayWithAWordForEveryState() throws Exception {
    String pagina = tekst("/berichten/" + voorbeeld.beslag);

    assertThat(pagina)
        .contains("<svg class=\"weg\" role=\"img\"")
        .contains(
            "Bron: dbr (ontvangen). Canoniek: canoniek model (omgezet). Verrijkt: verrijking (gedaan)."
                + " Profielen: deurwaarder (gepubliceerd), overheid (gepubliceerd)."
                + " Partners: deurwaarder-jansen (poging mislukt), cjib (bevestigd),"
                + " gemeente-utrecht (klaargezet).");
    assertThat(pagina).as("inline style is refused by our own CSP").doesNotContain(" style=");
  }

  @Test
  void recordsALookAtEveryMessageWhosePayloadIsShown() throws Exception {
    open("/berichten/" + voorbeeld.beslag).andExpect(status().isOk());

    assertThat(log.regels())
        .allMatch(regel -> regel.stap() == Stap.INGEZIEN && "auditor".equals(regel.actor()))
        .extracting(LogRegel::berichtId)
        .containsExactlyInAnyOrder(voorbeeld.beslag, voorbeeld.bvv);
  }

  @Test
  void showsNothingWhenItCannotRecordWhoLooks() throws Exception {
    log.opnieuw(true);

    open("/berichten/" + voorbeeld.beslag)
        .andExpect(status().isServiceUnavailable())
        .andExpect(content().string(not(containsString("999990019"))));
  }

  @Test
  void knowsNoMessageThatNeverCame() throws Exception {
    open("/berichten/01a1f82f-1e80-75c1-9362-66d9f75d2017").andExpect(status().isNotFound());
    open("/berichten/onzin").andExpect(status().isBadRequest());
  }

  private ResultActions open(String adres) throws Exception {
    return mvc.perform(
        get(java.net.URI.create(adres))
            .accept(MediaType.TEXT_HTML)
            .with(httpBasic("auditor", "auditor")));
  }

  private String tekst(String adres) throws Exception {
    return open(adres).andReturn().getResponse().getContentAsString();
  }

  private static long aantalRijen(String pagina) {
    return Pattern.compile("<td role=\"cell\" data-kop=\"Bron\"").matcher(pagina).results().count();
  }
}
