package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Vertellingen.Feit;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Volgwijze;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of a notice about a debtor, on a real database. */
class KennisgevingenTest {

  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final String VERHUISD = "nl.brp.persoon-verhuisd";

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final TransactionTemplate transactie =
      new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));
  private final Clock klok = Clock.fixed(NU, ZoneOffset.UTC);
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
  private final Volgingen volgingen = voorraad.volgingen(klok);
  private String van = "00:00";
  private final Bronuitval uitval = Voorraad.bronuitval(jdbc, klok);
  private String tot = "24:00";
  private Dossiersleutel dossier;

  @BeforeEach
  void aDebtor() {
    for (String tabel :
        List.of(
            "herbepaling_nodig",
            "volging",
            "volging_feit",
            "kennisgeving_verteld",
            "bron_weg",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = voorraad.beslag("999958379", "R-1", List.of("00000099000000110000"));
  }

  @Test
  void aNoticeAboutSomebodyWhoIsFollowedOnlyBringsHisTurnForward() throws Exception {
    volgingen.werkBij("brp", Duration.ofDays(1));
    assertThat(gevolgd(true, VERHUISD)).as("before the first answer").isFalse();
    eersteAntwoord("2026-12-01T09:00:00Z");

    assertThat(gevolgd(true, VERHUISD)).isTrue();
    assertThat(gevolgd(true, "nl.brp.persoon-overleden-ingetrokken")).isTrue();
    for (String type :
        List.of(
            "nl.brp.persoon-verhuisd-gecorrigeerd",
            "nl.brp.kind-gewijzigd-ingetrokken",
            "nl.brp.curatele-geregistreerd-ingetrokken")) {
      assertThat(gevolgd(true, type)).as("no rule makes " + type).isFalse();
    }
    assertThat(gevolgd(true, "nl.brp.persoon-gewijzigd")).as("no rule looks at it").isFalse();
    assertThat(gevolgd(false, VERHUISD)).as("following is off").isFalse();

    opstelling(true).signaleer(dossier.value());
    assertThat(jdbc.sql("select beurt from volging").query(Timestamp.class).single().toInstant())
        .isBefore(NU);
  }

  /** At once it cannot be asked, and by then it may be tomorrow. */
  @Test
  void outsideTheHoursOfTheSourceTheNoticeIsTheEvent() throws Exception {
    volgingen.werkBij("brp", Duration.ofDays(1));
    eersteAntwoord("2026-12-01T09:00:00Z");
    assertThat(gevolgd(true, VERHUISD)).isTrue();

    // Eleven in the morning, Dutch time.
    van = "18:00";
    assertThat(gevolgd(true, VERHUISD)).isFalse();
    van = "11:00";
    assertThat(gevolgd(true, VERHUISD)).isTrue();
  }

  /** For who asks about an attachment it is; following did not ask about this person since. */
  @Test
  void whileTheSourceIsAwayTheNoticeIsTheEvent() throws Exception {
    volgingen.werkBij("brp", Duration.ofDays(1));
    eersteAntwoord("2026-12-01T09:00:00Z");
    for (int ander = 0; ander < 3; ander++) {
      assertThat(gevolgd(true, VERHUISD)).as("not yet").isTrue();
      uitval.mist(
          "brp", "bron-te-laat", new Dossiersleutel("%064x".formatted(ander)), BerichtId.nieuw(NU));
    }
    assertThat(gevolgd(true, VERHUISD)).isFalse();

    uitval.isTerug("brp");
    assertThat(gevolgd(true, VERHUISD)).isTrue();
  }

  /** The turn comes in a later round, behind others. */
  @Test
  void justBeforeTheSourceClosesTheNoticeIsTheEvent() throws Exception {
    volgingen.werkBij("brp", Duration.ofDays(1));
    eersteAntwoord("2026-12-01T09:00:00Z");
    tot = "11:10";
    assertThat(gevolgd(true, VERHUISD)).isFalse();
    tot = "11:11";
    assertThat(gevolgd(true, VERHUISD)).isTrue();
  }

  /** Nobody heard of the death: the next answer knows of neither. */
  @Test
  void whatWithdrawsANoticeThatWasLeftToFollowingIsLeftToItAlsoWhileTheSourceIsNotAsked()
      throws Exception {
    String overleden = "nl.brp.persoon-overleden";
    String ingetrokken = overleden + "-ingetrokken";
    volgingen.werkBij("brp", Duration.ofDays(1));
    eersteAntwoord("2026-12-01T09:00:00Z");
    volgingen.laatOver(dossier, "brp", overleden);

    van = "18:00";
    assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString()))).isTrue();
    assertThat(isGevolgd(true, kennisgeving(overleden, "2026-12-20"))).isFalse();
    assertThat(isGevolgd(false, kennisgeving(ingetrokken, NU.toString()))).isFalse();
    van = "00:00";
    volgingen.neem("brp", 1, 1, Duration.ofMinutes(5));
    volgingen.sluit("brp");
    try {
      assertThat(volgingen.dicht()).containsExactly("brp");
      assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString()))).isTrue();
    } finally {
      jdbc.sql("delete from bron_tempo").update();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-02, true",
    "2026-12-21, true",
    "2026-12-01, false",
    "2026-11-30, false",
    "2026-12-22, false",
    "2026-12, false",
    "onbekend, false",
    "2026-12-21T09:59:00Z, false"
  })
  void aFactThatMayStandInTheFirstAnswerAlreadyIsToldByTheNotice(String dag, boolean gevolgd)
      throws Exception {
    volgingen.werkBij("brp", Duration.ofDays(1));
    eersteAntwoord("2026-12-01T09:00:00Z");
    volgingen.bewaar(dossier, "brp", "<feiten/>", false, NU.plusSeconds(86_400));

    assertThat(isGevolgd(true, kennisgeving(VERHUISD, dag))).isEqualTo(gevolgd);
  }

  @Test
  void aWithdrawalWithoutADayIsToldByFollowingWhenTheLastAnswerHoldsWhatItWithdraws()
      throws Exception {
    String ingetrokken = "nl.brp.persoon-overleden-ingetrokken";
    volgingen.werkBij("brp", Duration.ofDays(1));
    eersteAntwoord("2026-12-01T09:00:00Z");
    assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString())))
        .as("nobody heard of the death")
        .isFalse();

    bewaar("<k:Persoon><k:bsn>999958379</k:bsn><k:overleden>true</k:overleden></k:Persoon>");
    assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString()))).isTrue();
    assertThat(isGevolgd(true, kennisgeving(VERHUISD, NU.toString()))).isFalse();

    jdbc.sql("update volging set pogingen = 1").update();
    assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString()))).isFalse();

    jdbc.sql("update volging set pogingen = 0").update();
    bewaar("<k:Persoon><k:bsn>999958379</k:bsn><k:overleden>false</k:overleden></k:Persoon>");
    assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString()))).isFalse();
  }

  @Test
  void aWithdrawalThatFollowingToldIsNotToldAgainUntilSomethingElseWasToldOfTheFact()
      throws Exception {
    String overleden = "nl.brp.persoon-overleden";
    String ingetrokken = overleden + "-ingetrokken";
    volgingen.werkBij("brp", Duration.ofDays(1));
    eersteAntwoord("2026-12-01T09:00:00Z");
    verteld(overleden);
    assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString()))).isFalse();

    verteld(ingetrokken);
    assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString()))).isTrue();
    assertThat(isGevolgd(true, kennisgeving(overleden, "2026-12"))).isFalse();
    assertThat(
            isGevolgd(
                true, kennisgeving("nl.brp.bijhouding-opgeschort-ingetrokken", NU.toString())))
        .as("another fact")
        .isFalse();

    for (String toestand : List.of("pogingen", "niets")) {
      jdbc.sql("update volging set " + toestand + " = 1").update();
      assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString())))
          .as(toestand + ": another death may have come and gone")
          .isFalse();
      jdbc.sql("update volging set " + toestand + " = 0").update();
    }

    jdbc.sql("update volging set pogingen = 1").update();
    assertThat(isGevolgd(true, overlijden("2026-12-02"))).isFalse();
    jdbc.sql("update volging set pogingen = 0").update();
    assertThat(isGevolgd(true, kennisgeving(ingetrokken, NU.toString())))
        .as("a second death was told by a notice; its withdrawal was not told")
        .isFalse();
  }

  private void verteld(String type) {
    voorraad
        .vertellingen()
        .vertel(
            new Feit(dossier, "brp", "nl.brp.persoon-overleden|999958379"),
            BerichtId.nieuw(NU),
            type,
            "",
            Set.of());
  }

  private void bewaar(String persoon) {
    volgingen.bewaar(
        dossier,
        "brp",
        "<k:feiten xmlns:k=\"urn:ketenbrug:invordering:1\">" + persoon + "</k:feiten>",
        false,
        NU.plusSeconds(86_400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pogingen = 1", "niets = 1", "feiten = '\\x00'"})
  void aNoticeIsToldItselfWhileFollowingCannotTellAnything(String toestand) throws Exception {
    volgingen.werkBij("brp", Duration.ofDays(1));
    eersteAntwoord("2026-12-01T09:00:00Z");
    assertThat(gevolgd(true, VERHUISD)).isTrue();

    jdbc.sql("update volging set " + toestand).update();

    assertThat(gevolgd(true, VERHUISD)).isFalse();
  }

  @Test
  void aNoticeThatGoesOnAsksForAnotherLookWhenItTouchesTheBeslagvrijeVoet() throws Exception {
    Kennisgevingen kennisgevingen = opstelling(false);
    for (String type :
        List.of(
            "nl.brp.geheimhouding-gewijzigd",
            "nl.brp.persoon-gewijzigd",
            "nl.brp.bijhouding-opgeschort-gecorrigeerd")) {
      kennisgevingen.herbepaal(dossier.value(), type);
    }
    assertThat(gevraagd()).isEmpty();

    kennisgevingen.herbepaal(dossier.value(), "nl.brp.partnerschap-gewijzigd-gecorrigeerd");
    assertThat(gevraagd()).containsExactly(dossier.value());
  }

  private boolean gevolgd(boolean aan, String type) throws IOException {
    return isGevolgd(aan, kennisgeving(type, "2026-12-20"));
  }

  private boolean isGevolgd(boolean aan, Exchange kennisgeving) throws IOException {
    Kennisgevingen kennisgevingen = opstelling(aan);
    transactie.executeWithoutResult(
        status -> {
          kennisgevingen.beslis(kennisgeving);
          if (!kennisgeving.getMessage().getBody(String.class).contains("<nieuw>")) {
            // Each is judged by itself: behind one that says nothing the next one is told itself.
            status.setRollbackOnly();
          }
        });
    return kennisgeving.getProperty("gevolgd", Boolean.class);
  }

  private Exchange overlijden(String dag) {
    return kennisgeving(
        "nl.brp.persoon-overleden",
        dag,
        "<inhoud><Wijziging><nieuw><Persoon><bsn>999958379</bsn><overleden>true</overleden>"
            + "<datumOverlijden>"
            + dag
            + "</datumOverlijden></Persoon></nieuw></Wijziging></inhoud>");
  }

  private Exchange kennisgeving(String type, String plaatsgevonden) {
    return kennisgeving(
        type,
        plaatsgevonden,
        "<inhoud><Wijziging><Schuldenaar><bsn>999958379</bsn></Schuldenaar></Wijziging></inhoud>");
  }

  private Exchange kennisgeving(String type, String plaatsgevonden, String inhoud) {
    BerichtId id = BerichtId.nieuw(NU);
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader(Koppen.BERICHT_ID, id.toString());
    exchange.getMessage().setHeader(Koppen.DOSSIER, dossier.value());
    exchange.getMessage().setHeader(Koppen.GEBEURTENISTYPE, type);
    exchange.getMessage().setHeader(Koppen.BETROKKENEN, "|00000099000000110000|");
    exchange
        .getMessage()
        .setBody(
            """
            <Gebeurtenis xmlns="urn:ketenbrug:invordering:1"><id>%s</id>\
            <geregistreerd>%s</geregistreerd>\
            <plaatsgevonden>%s</plaatsgevonden>%s</Gebeurtenis>"""
                .formatted(id, NU, plaatsgevonden, inhoud));
    return exchange;
  }

  private void eersteAntwoord(String moment) {
    voorraad
        .volgingen(Clock.fixed(Instant.parse(moment), ZoneOffset.UTC))
        .bewaar(dossier, "brp", "<feiten/>", false, NU.plusSeconds(86_400));
  }

  private List<String> gevraagd() {
    return jdbc.sql("select dossier from herbepaling_nodig").query(String.class).list();
  }

  private Kennisgevingen opstelling(boolean aan) throws IOException {
    Bron brp =
        new Bron(
            "brp",
            "proef",
            "00000099000000020000",
            Bron.Levering.VRAAG,
            null,
            null,
            null,
            0,
            null,
            null,
            null,
            null,
            new Volgwijze(86_400, 10, van, tot, 60, 600),
            null);
    Veranderregels regels =
        new YAMLMapper()
            .readValue(Path.of("config/veranderingen/brp.yaml").toFile(), Veranderregels.class);
    return new Kennisgevingen(
        volgingen,
        voorraad.vertellingen(),
        new Geheimhouding(volgingen, voorraad.herkenningen(), new VerrijkingSettings(null, null)),
        voorraad.herbepalingen(klok),
        uitval,
        new Bronnen(List.of(brp)),
        new Vergelijkers(List.of(regels)),
        new VolgSettings(aan, List.of("brp"), 1, 1, 1, 1, 1),
        new VerrijkingSettings(null, null),
        klok);
  }
}
