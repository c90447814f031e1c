package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Match.Graad;
import nl.ketenbrug.dossier.Termijnen;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.dossier.Zaakstanden.Zaakstand;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of messages about cases, on a real database. */
class MeldingverwerkingTest {

  private static final String LOTTE = "999991127";
  private static final String ANDER = "999991000";
  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final String CCBR = "nl.curatelebewindregister.";
  private static final Set<String> SOORTEN =
      Set.of("aanmelding", "moratorium", "schuldregeling", "stabilisatie", "bewind", "curatele");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final TransactionTemplate transactie =
      new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));

  /** A millisecond further at each look. */
  private final Clock klok =
      new Clock() {
        private long verder;

        @Override
        public Instant instant() {
          return NU.plusMillis(verder++);
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private final List<LogRegel> log = new ArrayList<>();
  private final Proefmatches proef = new Proefmatches(Testdatabase.bron(), log::add, klok);

  /** Recognises nobody. */
  private final Proefmatches uit =
      new Proefmatches(Testdatabase.bron(), log::add, klok, () -> {}, false);

  private Dossiersleutel lotte;

  @BeforeEach
  void somebodyHasAnAttachment() {
    for (String tabel :
        List.of(
            "match_verteld",
            "persoonsmatch",
            "herkenning",
            "registerzaak",
            "zaakstand",
            "afleiding",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    lotte = proef.voorraad.beslag(LOTTE, "R-1", List.of("00000099000000110000"));
    onthoud(lotte, "Aanname");
  }

  @Test
  void whatWasToldToTheWrongDossierIsWithdrawnWhenTheSourceNamesAnotherNumber() throws Exception {
    neem("vish", "aangemeld");
    assertThat(verteld()).containsExactly("nl.vish.schuldhulp-aangemeld 2026-06-02");
    Dossiersleutel ander = proef.voorraad.beslag(ANDER, "R-2", List.of("00000099000000120000"));

    neem("vish", later("vish", "aangemeld").replace(LOTTE, ANDER));

    assertThat(open())
        .extracting(a -> a.dossier().value(), a -> type(a.document()))
        .containsExactlyInAnyOrder(
            tuple(lotte.value(), "nl.vish.match-ingetrokken"),
            tuple(ander.value(), "nl.vish.schuldhulp-aangemeld"));
    assertThat(geldt(lotte)).isEmpty();
    assertThat(geldt(ander)).containsExactly("aanmelding");
  }

  @Test
  void aNumberThatComesLaterMakesCertainWhatNobodyJudged() throws Exception {
    neem("vish", "zonder-bsn");
    assertThat(lijst(Graad.TE_BEVESTIGEN)).isEqualTo(1);
    assertThat(verteld()).isEmpty();

    neem("vish", later("vish", "aangemeld").replace("VISH-2026-001", "VISH-2026-002"));

    assertThat(verteld()).containsExactly("nl.vish.schuldhulp-aangemeld 2026-06-02");
    assertThat(lijst(Graad.TE_BEVESTIGEN) + lijst(Graad.ZEKER))
        .as("nobody has to judge, and nobody can")
        .isZero();
    assertThat(
            jdbc.sql("select count(*) from herkenning where soort = 'zaak'")
                .query(Long.class)
                .single())
        .as("the name is not needed any more")
        .isZero();
  }

  @Test
  void theSameMessageOnceMoreTellsNothing() throws Exception {
    neem("vish", "afgemeld");
    assertThat(verteld())
        .containsExactly(
            "nl.vish.schuldhulp-aangemeld 2026-06-02", "nl.vish.schuldhulp-afgemeld 2026-09-14");

    neem("vish", "afgemeld");
    neem("vish", "aangemeld");

    assertThat(verteld()).isEmpty();
    assertThat(log).extracting(LogRegel::code).containsExactly("melding-ingehaald");
    assertThat(geldt(lotte)).isEmpty();
  }

  @Test
  void anEndThatIsTakenBackHoldsAgain() throws Exception {
    neem("vish", "afgemeld");
    verteld();

    neem("vish", voorbeeld("vish", "aangemeld").replace("06-02T09", "11-02T09"));

    assertThat(verteld()).containsExactly("nl.vish.schuldhulp-ingetrokken 2026-12-21");
    assertThat(geldt(lotte)).containsExactly("aanmelding");
  }

  @Test
  void aConfirmedMeasureThatTurnsOutToBeAnotherIsWithdrawnAndToldAnew() throws Exception {
    neem("ccbr", "bewind");
    assertThat(verteld()).isEmpty();
    assertThat(geldt(lotte)).isEmpty();
    oordeel(true);
    assertThat(verteld()).containsExactly(CCBR + "bewind-ingesteld 2026-03-01");
    assertThat(geldt(lotte)).containsExactly("bewind");

    neem("ccbr", later("ccbr", "curatele").replace("CCBR-2026-2", "CCBR-2026-1"));

    assertThat(verteld())
        .containsExactly(
            CCBR + "bewind-ingetrokken 2026-12-21", CCBR + "curatele-ingesteld 2026-03-01");
    assertThat(geldt(lotte)).containsExactly("curatele");
  }

  @Test
  void whoRepresentsAndWhatElseChangedAreEventsOfTheirOwnAndAnEndIsOne() throws Exception {
    neem("ccbr", "bewind");
    oordeel(true);
    verteld();

    neem(
        "ccbr",
        later("ccbr", "bewind")
            .replace("<naam>B. de Wind</naam>", "<naam>L. Luwte</naam>")
            .replace("alle goederen", "het loon"));
    assertThat(verteld())
        .containsExactly(
            CCBR + "bewindvoerder-gewijzigd 2026-11-03T11:00:00Z",
            CCBR + "bewind-gewijzigd 2026-11-03T11:00:00Z");

    String einde =
        voorbeeld("ccbr", "bewind-opgeheven")
            .replace("2026-10-02T12", "2026-12-02T12")
            .replace("<naam>B. de Wind</naam>", "<naam>Z. Anders</naam>")
            .replace("alle goederen", "het loon");
    neem("ccbr", einde);
    assertThat(verteld()).containsExactly(CCBR + "bewind-opgeheven 2026-10-01");
    assertThat(geldt(lotte)).isEmpty();

    oordeel(false);
    assertThat(verteld())
        .hasSize(4)
        .allMatch(tekst -> tekst.startsWith(CCBR + "match-ingetrokken "));
  }

  @Test
  void anotherNameAfterAConfirmationIsJudgedAgainAndWhatFollowsWaits() throws Exception {
    neem("ccbr", "bewind");
    oordeel(true);
    verteld();

    String ander = later("ccbr", "bewind").replace("Lotte", "Lotte Maria");
    neem("ccbr", ander.replace("alle goederen", "het loon"));

    assertThat(lijst(Graad.TE_BEVESTIGEN)).isEqualTo(1);
    assertThat(verteld()).isEmpty();
    oordeel(true);
    assertThat(verteld()).hasSize(1).allMatch(t -> t.startsWith(CCBR + "bewind-gewijzigd"));
  }

  @Test
  void withTheLastAttachmentGoesWhatHeldAndWithTheNextItIsToldAnew() throws Exception {
    neem("schuldhulp", voorbeeld("schuldhulp", "moratorium").replace("2026-11-06", "2027-02-06"));
    assertThat(verteld()).containsExactly("nl.schuldhulp.moratorium-verleend 2026-05-07");

    jdbc.sql("update beslag set status = 'beeindigd'").update();
    transactie.executeWithoutResult(
        s ->
            proef.voorraad.opDossiers(
                (d, schuldenaren, c) -> {
                  schuldenaren.wisZonderBeslag(lotte);
                  return null;
                }));
    assertThat(geldt(lotte)).isEmpty();

    proef.voorraad.beslag(LOTTE, "R-3", List.of("00000099000000120000"));
    onthoud(lotte, "Aanname");
    assertThat(verteld()).containsExactly("nl.schuldhulp.moratorium-verleend 2026-05-07");
  }

  @Test
  void whatSaysItsLastDayItselfNamesTheEventThatToldItAndWhatTheSourceEndsDoesNot()
      throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2027-02-06"));
    BerichtId verleend = open().get(0).bericht();
    verteld();
    assertThat(standen(lotte)).extracting(Zaakstand::begonnenMet).containsExactly(verleend);

    neem(
        "schuldhulp",
        later("schuldhulp", "moratorium-beeindigd")
            .replaceFirst("<einde>[^<]*", "<einde>2026-12-31"));

    assertThat(standen(lotte))
        .extracting(Zaakstand::laatste, Zaakstand::begonnenMet)
        .containsExactly(tuple(dag("2026-12-31"), null));
  }

  @Test
  void whatRanOutByItselfStaysUntilThatCanHaveBeenTold() throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2026-12-01"));
    assertThat(geldt(lotte)).containsExactly("moratorium");

    neem("schuldhulp", moratorium("SKP-2", "C/99/26-2", "2026-11-01"));
    assertThat(standen(lotte)).extracting(Zaakstand::laatste).containsExactly(dag("2026-12-01"));
  }

  @Test
  void whatEndsByItselfIsToldOnceAfterItsLastDayToWhoHeardItsBeginning() throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2026-12-20"));
    neem("schuldhulp", moratorium("SKP-2", "C/99/26-2", "2026-12-21"));
    BerichtId verleend = open().get(0).bericht();
    verteld();
    // One leaves, another comes: it was the first who heard of the moratorium.
    jdbc.sql("delete from partij").update();
    proef.voorraad.beslag(LOTTE, "R-2", List.of("00000099000000120000"));

    bewaak();

    Afleidingen.Afleiding verstreken = open().get(0);
    Canoniek document = Canoniek.lees(verstreken.document());
    assertThat(document.teksten("/*/k:betrokkenen/k:oin")).containsExactly("00000099000000110000");
    assertThat(document.teksten("//k:Verstreken/k:*"))
        .containsExactly(
            "moratorium",
            "2026-12-21",
            verleend.toString(),
            "art. 5 Wgs, art. 287 lid 4 of art. 287b Fw");
    assertThat(verteld()).containsExactly("nl.schuldhulp.moratorium-verstreken 2026-12-21");
    bewaak();
    assertThat(verteld()).isEmpty();
  }

  @Test
  void anEndThatWasToldIsWithdrawnWithTheCaseItWasOf() throws Exception {
    neem("ccbr", bewindTot("2026-12-19"));
    oordeel(true);
    bewaak();
    List<BerichtId> eerder = open().stream().map(Afleidingen.Afleiding::bericht).toList();
    assertThat(verteld())
        .containsExactly(
            CCBR + "bewind-ingesteld 2026-03-01", CCBR + "bewind-verstreken 2026-12-19");

    oordeel(false);

    assertThat(open())
        .extracting(a -> Canoniek.lees(a.document()).verplicht("/*/k:intrekkingVan"))
        .containsExactlyElementsOf(eerder.stream().map(BerichtId::toString).toList());
    assertThat(verteld()).allMatch(tekst -> tekst.startsWith(CCBR + "match-ingetrokken"));
    bewaak();
    assertThat(verteld()).as("it is about another").isEmpty();
  }

  @Test
  void anEndOnAnotherDayThanWasToldIsWithdrawnAndToldAnewAlsoWhenTheFirstWasRight()
      throws Exception {
    neem("ccbr", bewindTot("2026-12-19"));
    oordeel(true);
    bewaak();
    verteld();

    neem("ccbr", op("2026-12-02", bewindTot("2026-12-20")));
    bewaak();
    assertThat(verteld())
        .endsWith(CCBR + "bewind-ingetrokken 2026-12-21", CCBR + "bewind-verstreken 2026-12-20");

    neem("ccbr", op("2026-12-03", bewindTot("2026-12-19")));
    bewaak();
    assertThat(verteld())
        .endsWith(CCBR + "bewind-ingetrokken 2026-12-21", CCBR + "bewind-verstreken 2026-12-19");
  }

  @Test
  void anEarlierEndThatComesLateTakesBackThatItEndedByItself() throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2026-12-18"));
    bewaak();
    verteld();

    neem("schuldhulp", later("schuldhulp", "moratorium-beeindigd"));

    assertThat(open())
        .extracting(a -> Afleidingsvorm.volledig(a.document()))
        .anyMatch(xml -> xml.contains("nl.schuldhulp.moratorium-verstreken-ingetrokken"));
    assertThat(verteld())
        .containsExactly(
            "nl.schuldhulp.moratorium-beeindigd 2026-05-08",
            "nl.schuldhulp.moratorium-verstreken-ingetrokken 2026-12-21");
  }

  @Test
  void whatBeginsAnewAfterItRanOutTakesBackNothing() throws Exception {
    neem("schuldhulp", voorbeeld("schuldhulp", "stabilisatie").replace("2026-09-06", "2026-12-01"));
    bewaak();
    assertThat(verteld()).contains("nl.schuldhulp.stabilisatie-verstreken 2026-12-02");

    neem(
        "schuldhulp",
        op("2026-12-05", voorbeeld("schuldhulp", "stabilisatie"))
            .replace("SKP-2026-0006", "SKP-8")
            .replace("2026-05-06</begin>", "2026-12-05</begin>")
            .replace("2026-09-06", "2027-03-06"));

    assertThat(verteld()).containsExactly("nl.schuldhulp.stabilisatie-gestart 2026-05-06");
  }

  @Test
  void whatWasTakenBackSinceItWasLookedAtIsNotToldToHaveEnded() throws Exception {
    neem("ccbr", bewindTot("2026-12-19"));
    oordeel(true);
    Termijnen.Afgelopen gezien = proef.voorraad.termijnen().afgelopen(dag("2026-12-21"), 1).get(0);
    neem("ccbr", op("2026-12-03", voorbeeld("ccbr", "bewind-ingetrokken")));
    verteld();

    transactie.executeWithoutResult(
        s -> proef.meldingen.verloopt(gezien.dossier(), gezien.traject()));

    assertThat(verteld()).isEmpty();
  }

  @Test
  void whatRanWhenTheEngineDidNotKeepItsBeginningYetIsToldAllTheSame() throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2026-12-20"));
    neem("schuldhulp", moratorium("SKP-2", "C/99/26-2", "2027-02-06"));
    verteld();
    jdbc.sql("update zaakstand set begonnen_met = null, bezien = default").update();

    bewaak();

    assertThat(verteld()).containsExactly("nl.schuldhulp.moratorium-verstreken 2026-12-21");
    assertThat(standen(lotte).stream().filter(stand -> stand.laatste().getYear() == 2027))
        .extracting(Zaakstand::begonnenMet)
        .doesNotContainNull();
  }

  @Test
  void aCaseThatDoesNotOpenHoldsUpNobodyElse() throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2026-12-18"));
    jdbc.sql("update registerzaak set nummer = '\\x00'").update();
    Dossiersleutel ander = proef.voorraad.beslag(ANDER, "R-2", List.of("00000099000000120000"));
    neem(
        "vish",
        voorbeeld("vish", "aangemeld")
            .replace(LOTTE, ANDER)
            .replace("</begin>", "</begin><einde>2026-12-20</einde>"));
    verteld();

    bewaak();

    assertThat(open()).extracting(a -> a.dossier()).containsExactly(ander);
    assertThat(proef.voorraad.termijnen().afgelopen(dag("2026-12-21"), 10)).isEmpty();
  }

  @Test
  void whatComesInAnotherOrderLeavesWhatHoldsByTheClockOfTheSource() throws Exception {
    neem("schuldhulp", "moratorium-beeindigd");
    neem("schuldhulp", "moratorium");
    neem("schuldhulp", voorbeeld("schuldhulp", "stabilisatie").replace("2026-09-06", "2027-03-06"));
    assertThat(verteld()).hasSize(3);
    assertThat(geldt(lotte)).as("the end is of a later moment").containsExactly("stabilisatie");

    neem(
        "schuldhulp",
        voorbeeld("schuldhulp", "schuldregeling-akkoord").replace("05-04T", "05-09T"));
    assertThat(geldt(lotte)).containsExactly("schuldregeling");
  }

  @Test
  void aCaseGoesWhenItEndedLongEnoughAgoAndNotBefore() throws Exception {
    neem("vish", "afgemeld");
    verteld();

    assertThat(vervallen("2027-03-15")).isEmpty();
    assertThat(vervallen("2027-03-16")).hasSize(1);
    transactie.executeWithoutResult(
        s ->
            proef
                .voorraad
                .registerzaken()
                .vervallen(LocalDate.parse("2027-03-16"))
                .forEach(zaak -> proef.meldingen.vervalt(zaak, LocalDate.parse("2027-03-16"))));

    assertThat(tel("registerzaak") + tel("registerfeit") + tel("match_verteld")).isZero();
    assertThat(verteld()).as("an end was told when it came").isEmpty();
    neem("vish", later("vish", "aangemeld").replace("11-03T12", "12-20T12"));
    assertThat(verteld()).containsExactly("nl.vish.schuldhulp-aangemeld 2026-06-02");
    assertThat(vervallen("2031-12-20")).as("it goes on").isEmpty();
    assertThat(vervallen("2031-12-21")).as("of which nobody ever tells the end").hasSize(1);
  }

  @Test
  void inOneTrajectOfACoupleEachHearsOnlyWhatIsAboutHim() throws Exception {
    Dossiersleutel ander = proef.voorraad.beslag(ANDER, "R-2", List.of("00000099000000120000"));
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2027-02-06"));
    neem("schuldhulp", later("schuldhulp", "schuldregeling-akkoord").replace(LOTTE, ANDER));

    assertThat(open())
        .extracting(a -> a.dossier().value(), a -> type(a.document()))
        .containsExactlyInAnyOrder(
            tuple(lotte.value(), "nl.schuldhulp.moratorium-verleend"),
            tuple(ander.value(), "nl.schuldhulp.schuldregeling-akkoord"));
    assertThat(geldt(lotte)).containsExactly("moratorium");
    assertThat(geldt(ander)).containsExactly("schuldregeling");
  }

  @Test
  void whatComesWithoutANumberInATrajectIsJudgedAndEndsThenWhatWasToldByNumber() throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2027-02-06"));
    verteld();

    neem("schuldhulp", zonderNummer(later("schuldhulp", "moratorium-beeindigd")));
    assertThat(verteld()).as("it may be about her partner").isEmpty();
    assertThat(geldt(lotte)).containsExactly("moratorium");

    oordeel(true);
    assertThat(verteld()).containsExactly("nl.schuldhulp.moratorium-beeindigd 2026-05-08");
    assertThat(geldt(lotte)).isEmpty();
    oordeel(false);
    assertThat(geldt(lotte)).as("it was about another").containsExactly("moratorium");
  }

  @Test
  void ofTwoMoratoriaEachHasItsEndAndAnEndThatNamesNoneEndsNone() throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2027-02-06"));
    neem("schuldhulp", moratorium("SKP-2", "C/99/26-2", "2027-04-06"));
    assertThat(geldt(lotte)).containsExactly("moratorium", "moratorium");

    neem("schuldhulp", later("schuldhulp", "moratorium-beeindigd"));
    assertThat(geldt(lotte)).containsExactly("moratorium", "moratorium");

    neem(
        "schuldhulp",
        later("schuldhulp", "moratorium-beeindigd")
            .replace("SKP-2026-0008", "SKP-9")
            .replace(
                "<einde>", "<moratorium><zaaknummer>C/99/26-1</zaaknummer></moratorium><einde>"));
    assertThat(standen(lotte)).extracting(Zaakstand::laatste).containsExactly(dag("2027-04-06"));
  }

  @Test
  void anEndCountsFromItsDayAndNotFromWhenItCame() throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2027-02-06"));
    neem(
        "schuldhulp",
        later("schuldhulp", "moratorium-beeindigd")
            .replace("<einde>2026-05-08", "<einde>2026-12-31"));
    neem(
        "ccbr",
        voorbeeld("ccbr", "bewind").replace("</begin>", "</begin><einde>2027-01-01</einde>"));
    oordeel(true);

    assertThat(standen(lotte))
        .extracting(Zaakstand::soort, Zaakstand::laatste)
        .containsExactly(
            tuple("bewind", dag("2026-12-31")), tuple("moratorium", dag("2026-12-31")));
  }

  @Test
  void aRegistrationThatIsTakenBackIsWithdrawnAlsoWhileItsMatchIsJudgedAgain() throws Exception {
    neem("ccbr", "bewind");
    oordeel(true);
    verteld();
    neem("ccbr", later("ccbr", "bewind").replace("Lotte", "Lotte Maria"));
    assertThat(lijst(Graad.TE_BEVESTIGEN)).isEqualTo(1);
    assertThat(geldt(lotte)).as("what was confirmed").containsExactly("bewind");

    neem(
        "ccbr",
        voorbeeld("ccbr", "bewind-ingetrokken")
            .replaceFirst("<mutatie>[^<]*", "<mutatie>2026-12-03T12:00:00+01:00"));

    assertThat(verteld()).containsExactly(CCBR + "bewind-ingetrokken 2026-12-21");
    assertThat(geldt(lotte)).isEmpty();
  }

  @Test
  void aMessageWithoutANumberTakesNoNumberAwayWhetherOrNotDebtorsAreRecognised() throws Exception {
    neem("vish", "aangemeld");
    verteld();
    neem("vish", zonderNummer(later("vish", "afgemeld")));
    assertThat(verteld()).containsExactly("nl.vish.schuldhulp-afgemeld 2026-09-14");
    assertThat(lijst(Graad.TE_BEVESTIGEN)).isZero();

    neem(
        uit.meldingen,
        "vish",
        zonderNummer(voorbeeld("vish", "ingetrokken"))
            .replaceFirst("<mutatie>[^<]*", "<mutatie>2026-12-03T12:00:00+01:00"));

    assertThat(verteld())
        .hasSize(2)
        .allMatch(tekst -> tekst.startsWith("nl.vish.schuldhulp-ingetrokken"));
    assertThat(log).as("nothing was passed over").isEmpty();
  }

  @Test
  void anEndOfNobodyKnowsWhomIsSetApartWhereNobodyIsRecognised() throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2027-02-06"));
    String einde = zonderNummer(later("schuldhulp", "moratorium-beeindigd"));

    assertThatThrownBy(() -> neem(uit.meldingen, "schuldhulp", einde))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("einde-zonder-nummer"));
    neem(uit.meldingen, "schuldhulp", einde.replace("SHV-4471", "SHV-1"));
    assertThat(log).extracting(LogRegel::code).containsExactly("herkenning-uit");
  }

  @Test
  void aMessageOfASourceThatThisEngineDoesNotKnowDoesNotPassAsDone() throws Exception {
    assertThat(proef.meldingen.isMelding(exchange("weg", voorbeeld("vish", "aangemeld")))).isTrue();
    assertThatThrownBy(() -> neem("weg", voorbeeld("vish", "aangemeld")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tel("registerzaak")).isZero();
  }

  @Test
  void aChangeThatWasToldIsWithdrawnWithTheMeasureItWasAbout() throws Exception {
    neem("ccbr", "bewind");
    oordeel(true);
    neem("ccbr", later("ccbr", "bewind").replace("B. de Wind<", "L. Luwte<"));
    verteld();

    neem(
        "ccbr",
        later("ccbr", "curatele")
            .replace("CCBR-2026-2", "CCBR-2026-1")
            .replace("11-03T", "12-03T"));

    assertThat(verteld())
        .containsExactly(
            CCBR + "bewind-ingetrokken 2026-12-21",
            CCBR + "bewind-ingetrokken 2026-12-21",
            CCBR + "curatele-ingesteld 2026-03-01");
  }

  @Test
  void aClockThatIsAheadIsRefusedSoThatLaterMessagesCount() throws Exception {
    String vooruit =
        voorbeeld("vish", "aangemeld")
            .replaceFirst("<mutatie>[^<]*", "<mutatie>2099-01-01T00:00:00Z");

    assertThatThrownBy(() -> neem("vish", vooruit))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("tijdstip-in-toekomst"));
    neem("vish", "aangemeld");
    assertThat(verteld()).hasSize(1);
  }

  @Test
  void whatIsOverIsNotToldToWhoBecomesAParty() throws Exception {
    neem("schuldhulp", voorbeeld("schuldhulp", "moratorium").replace(LOTTE, ANDER));
    Dossiersleutel ander = proef.voorraad.beslag(ANDER, "R-2", List.of("00000099000000120000"));

    onthoud(ander, "Anders");

    assertThat(verteld()).as("its last day was 2026-11-06").isEmpty();
  }

  @Test
  void whatIsToldToANewPartySaysThatTheAddressIsSecretAndOneCaseThatDoesNotOpenHoldsUpNone()
      throws Exception {
    neem("schuldhulp", moratorium("SKP-1", "C/99/26-1", "2027-02-06").replace(LOTTE, ANDER));
    neem("vish", voorbeeld("vish", "aangemeld").replace(LOTTE, ANDER));
    neem(
        "vish",
        voorbeeld("vish", "aangemeld").replace(LOTTE, ANDER).replace("2026-001", "2026-005"));
    jdbc.sql("update registerzaak set nummer = '\\x00' where bron = 'schuldhulp'").update();
    Dossiersleutel ander = proef.voorraad.beslag(ANDER, "R-2", List.of("00000099000000120000"));

    onthoud(ander, "Anders", true);

    assertThat(open())
        .hasSize(2)
        .allMatch(a -> a.document().contains("<geheimhouding>true</geheimhouding>"));
  }

  private void bewaak() {
    transactie.executeWithoutResult(s -> proef.bewaker.bewaak());
  }

  /** Under bewind, until this day. */
  private static String bewindTot(String einde) throws IOException {
    return voorbeeld("ccbr", "bewind").replace("</begin>", "</begin><einde>" + einde + "</einde>");
  }

  /** The same, at this day of the source. */
  private static String op(String dag, String melding) {
    return melding.replaceFirst("<mutatie>[^<]*", "<mutatie>" + dag + "T12:00:00+01:00");
  }

  /** Granted to Lotte, by this order of the court. */
  private static String moratorium(String kenmerk, String zaaknummer, String einde)
      throws IOException {
    return voorbeeld("schuldhulp", "moratorium")
        .replace("SKP-2026-0007", kenmerk)
        .replace("C/99/26-7", zaaknummer)
        .replace("2026-11-06", einde);
  }

  /** The same, with the name in the place of the number. */
  private static String zonderNummer(String melding) {
    return melding.replaceFirst(
        "<bsn>\\d+</bsn>",
        "<naam><voornamen>Lotte</voornamen><geslachtsnaam>Aanname</geslachtsnaam></naam>"
            + "<geboortedatum>1994-08-03</geboortedatum>");
  }

  private static LocalDate dag(String dag) {
    return LocalDate.parse(dag);
  }

  private List<?> vervallen(String dag) {
    return proef.voorraad.registerzaken().vervallen(LocalDate.parse(dag));
  }

  private long lijst(Graad graad) {
    return proef.voorraad.matches(klok).lijst(graad, null, 10).size();
  }

  private long tel(String tabel) {
    return jdbc.sql("select count(*) from " + tabel).query(Long.class).single();
  }

  private List<String> geldt(Dossiersleutel dossier) {
    return standen(dossier).stream().map(Zaakstand::soort).toList();
  }

  private List<Zaakstand> standen(Dossiersleutel dossier) {
    return proef.voorraad.zaakstanden().van(List.of(dossier), SOORTEN);
  }

  private void oordeel(boolean bevestigd) {
    BerichtId id =
        new BerichtId(
            jdbc.sql("select id from persoonsmatch where not op_nummer")
                .query(java.util.UUID.class)
                .single());
    String gezien = proef.beheer.een(id, "beoordelaar").gezien();
    transactie.executeWithoutResult(
        s -> proef.beheer.oordeel(id, bevestigd, "zo gezien", gezien, "beoordelaar"));
    log.clear();
  }

  private void onthoud(Dossiersleutel van, String naam) {
    onthoud(van, naam, false);
  }

  private void onthoud(Dossiersleutel van, String naam, boolean geheim) {
    Canoniek persoon =
        Canoniek.lees(
                """
                <Persoon xmlns="urn:ketenbrug:invordering:1"><naam><voornamen>Lotte</voornamen>\
                <geslachtsnaam>%s</geslachtsnaam></naam><geboortedatum>1994-08-03</geboortedatum>\
                <geheimhouding>%s</geheimhouding></Persoon>"""
                    .formatted(naam, geheim))
            .delen("/k:Persoon")
            .get(0);
    transactie.executeWithoutResult(
        s -> proef.verwerking.onthoud(van, persoon, BerichtId.nieuw(NU)));
  }

  /** An example of the source, as its stylesheet makes it. */
  private static String voorbeeld(String bron, String naam) throws IOException {
    return Files.readString(Path.of("transforms/" + bron + "/examples/" + naam + ".canonical.xml"));
  }

  /** The same, at a later moment of the source. */
  private static String later(String bron, String naam) throws IOException {
    return voorbeeld(bron, naam)
        .replaceFirst("<mutatie>[^<]*", "<mutatie>2026-11-03T12:00:00+01:00");
  }

  private void neem(String bron, String melding) throws IOException {
    neem(proef.meldingen, bron, melding);
  }

  private void neem(Meldingverwerking meldingen, String bron, String melding) throws IOException {
    DefaultExchange exchange = exchange(bron, melding);
    transactie.executeWithoutResult(s -> meldingen.neem(exchange));
  }

  private DefaultExchange exchange(String bron, String melding) throws IOException {
    String xml = melding.contains("<") ? melding : voorbeeld(bron, melding);
    String onderwerp =
        xml.contains("<bsn>")
            ? proef.voorraad.sleutel(xml.replaceAll("(?s).*<bsn>(\\d+).*", "$1")).value()
            : "c".repeat(64);
    String gebeurtenis =
        """
        <Gebeurtenis xmlns="urn:ketenbrug:invordering:1"><id>%s</id><onderwerp>%s</onderwerp>\
        <inhoud><Bronantwoord>%s</Bronantwoord></inhoud></Gebeurtenis>"""
            .formatted(
                BerichtId.nieuw(klok.instant()), onderwerp, xml.replaceFirst("<\\?xml.*\\?>", ""));
    DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(gebeurtenis);
    exchange.getMessage().setHeader(Koppen.BRON, bron);
    return exchange;
  }

  private List<Afleidingen.Afleiding> open() {
    List<Afleidingen.Afleiding> gevonden = new ArrayList<>();
    transactie.executeWithoutResult(
        s -> {
          Voorraad.verzend(proef.voorraad.afleidingen(klok), 100, gevonden::add);
          s.setRollbackOnly();
        });
    return gevonden;
  }

  private static String type(String document) {
    return Canoniek.lees(document).verplicht("/*/k:type");
  }

  /** Type and day of what waits to be sent, in order; it is sent with that. */
  private List<String> verteld() {
    List<String> gevonden =
        open().stream()
            .map(a -> Canoniek.lees(a.document()))
            .map(d -> d.verplicht("/*/k:type") + " " + d.verplicht("/*/k:plaatsgevonden"))
            .toList();
    jdbc.sql("update afleiding set verzonden = now(), inhoud = null").update();
    return gevonden;
  }
}
