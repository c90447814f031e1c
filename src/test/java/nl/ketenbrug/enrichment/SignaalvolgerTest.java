package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Afleidingen.Afleiding;
import nl.ketenbrug.dossier.Signalen;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Proefvragen;
import nl.ketenbrug.source.Signaaldienst;
import nl.ketenbrug.source.Volgwijze;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** What is read of signals and what is told of them, on a real database; the service is played. */
class SignaalvolgerTest {

  private static final String NAAM = "handelsregister";
  private static final String KVK = "99990011";
  private static final String ANDER_KVK = "99990022";
  private static final String ONBEKEND = "99990099";
  private static final String BSN = "999958379";
  private static final String ANDER = "999990019";
  private static final String OIN = "00000099000000110000";
  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Verzetbaar klok = new Verzetbaar();
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
  private final Signalen signalen = voorraad.signalen(klok);
  private final Afleidingen afleidingen = voorraad.afleidingen(klok);
  private final Proefsignalen dienst = new Proefsignalen();
  private final Proefvragen vragen = new Proefvragen(dienst::beantwoord);
  private final List<LogRegel> log = new ArrayList<>();
  private final MockEnvironment instellingen = new MockEnvironment();
  private final Bron bron = bron(new Volgwijze(900, 1000, "00:00", "24:00", 60, 21_600));
  private Signaalvolger volger = volger(klok);
  private Dossiersleutel dossier;

  @BeforeEach
  void oneAttachmentRunsAtAnEmployerWithAKvkNumber() {
    for (String tabel :
        List.of(
            "signaal",
            "signaalstand",
            "afleiding",
            "bron_tempo",
            "herkenning",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = beslag(BSN, "R-1", KVK);
    // The first look: what changed before it is nobody's business.
    volger.werk(bron);
    vragen.gesteld.clear();
    klok.verzet(Duration.ofHours(3));
  }

  @Test
  void aSignalIsToldToEveryDossierThatKnowsTheNumberAndToNoOther() {
    Dossiersleutel tweede = beslag(ANDER, "R-2", KVK);
    beslag("999990020", "R-3", ANDER_KVK);
    dienst.geef("s-1", geleden(5), KVK);

    volger.werk(bron);

    List<Afleiding> verteld = verteld();
    assertThat(verteld).extracting(Afleiding::dossier).containsExactlyInAnyOrder(dossier, tweede);
    assertThat(verteld)
        .allSatisfy(
            feit -> {
              new Schemacontrole(Path.of("."))
                  .controleer(feit.document(), "transforms/canonical/invordering-v1.xsd");
              assertThat(feit.document())
                  .contains(
                      "<type>nl.handelsregister.inschrijving-gewijzigd</type>",
                      "<oin>" + OIN + "</oin>",
                      "<hoedanigheid>derde-beslagene</hoedanigheid>",
                      "<kvkNummer>" + KVK + "</kvkNummer>",
                      "<kenmerk>s-1</kenmerk>")
                  .doesNotContain("<hoedanigheid>schuldenaar</hoedanigheid>");
              assertThat(feit.oorzaak()).isNotNull();
            });
    assertThat(van(verteld, dossier))
        .contains("<bsn>" + BSN + "</bsn>", "R-1")
        .doesNotContain("R-2");
  }

  @Test
  void aSignalAboutWhoIsInNoDossierIsNotAskedNorKeptButCountedOnce() {
    dienst.geef("s-1", geleden(5), ONBEKEND);

    volger.werk(bron);
    volgendeLezing();

    assertThat(verteld()).isEmpty();
    assertThat(vragen.gesteld).noneMatch(vraag -> vraag.contains("<signaal>"));
    assertThat(tel("signaal")).isZero();
    assertThat(signalen.stand(NAAM).ongevolgd()).isEqualTo(1);
  }

  @Test
  void aLoonheffingennummerThatBeginsLikeAKvkNumberIsNoMatch() {
    beslag(ANDER, "R-2", "999900011L01");
    dienst.geef("s-1", geleden(5), "99990001");

    volger.werk(bron);

    assertThat(verteld()).isEmpty();
  }

  @Test
  void aDebtorThatIsTheOrganisationHearsOfItAsSuchAndIsNamedByItsNumber() {
    Dossiersleutel organisatie = voorraad.sleutelVanOrganisatie(ONBEKEND);
    beslag(organisatie, "R-9", "999900011L01");
    dienst.geef("s-1", geleden(5), ONBEKEND);

    volger.werk(bron);

    assertThat(van(verteld(), organisatie))
        .contains(
            "<hoedanigheid>schuldenaar</hoedanigheid>",
            "<Schuldenaar><kvkNummer>" + ONBEKEND + "</kvkNummer></Schuldenaar>")
        .doesNotContain("derde-beslagene", "<beslag>");
  }

  @Test
  void aDebtorOfWhomNoNumberIsKeptIsNamedByNone() {
    Dossiersleutel organisatie = voorraad.sleutelVanOrganisatie(ONBEKEND);
    beslag(organisatie, "R-9", KVK);
    dienst.geef("s-1", geleden(5), KVK);

    volger.werk(bron);

    String document = van(verteld(), organisatie);
    new Schemacontrole(Path.of("."))
        .controleer(document, "transforms/canonical/invordering-v1.xsd");
    assertThat(document).contains("<Schuldenaar/>", "<registratieId>R-9<");
  }

  @Test
  void whatComesTwiceIsToldOnceAndAskedOnce() {
    dienst.geef("s-1", geleden(5), KVK);
    volger.werk(bron);
    volgendeLezing();

    assertThat(verteld()).hasSize(1);
    assertThat(vragen.gesteld.stream().filter(vraag -> vraag.contains("<signaal>"))).hasSize(1);

    // As after a backup was put back: the signal is not known any more, what was told is.
    jdbc.sql("delete from signaal").update();
    volgendeLezing();
    assertThat(verteld()).isEmpty();
    assertThat(tel("afleiding")).isEqualTo(1);
  }

  @Test
  void pagesAreReadOnWhereTheEngineStoppedAndNothingIsSkippedOrToldTwice() {
    for (int i = 1; i <= 5; i++) {
      dienst.geef("s-" + i, geleden(30 - i), KVK);
    }
    dienst.fout = new BronNietBereikbaar(NAAM, "weg", null);
    dienst.bij = "<nummer>2</nummer>";
    volger.werk(bron);
    assertThat(verteld()).as("not before the last page").isEmpty();

    dienst.fout = null;
    vragen.gesteld.clear();
    volger = volger(klok);
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);

    assertThat(vragen.gesteld.get(0)).contains("<nummer>2</nummer>");
    assertThat(kenmerken()).containsExactly("s-1", "s-2", "s-3", "s-4", "s-5");
    volgendeLezing();
    assertThat(verteld()).isEmpty();
  }

  @Test
  void aDossierHearsOfSignalsInTheOrderOfTheRegisterWhicheverOrderItsPagesHave() {
    dienst.nieuwsteEerst = true;
    for (int i = 1; i <= 5; i++) {
      dienst.geef("s-" + i, geleden(30 - i), KVK);
    }

    volger.werk(bron);

    assertThat(kenmerken()).containsExactly("s-1", "s-2", "s-3", "s-4", "s-5");
  }

  @Test
  void aSourceThatDoesNotSayHowManyPagesItHasIsReadUntilAnEmptyOne() {
    dienst.zegtBladzijden = false;
    for (int i = 1; i <= 4; i++) {
      dienst.geef("s-" + i, geleden(30 - i), KVK);
    }

    volger.werk(bron);

    assertThat(kenmerken()).containsExactly("s-1", "s-2", "s-3", "s-4");
    assertThat(vragen.gesteld).anyMatch(vraag -> vraag.contains("<nummer>3</nummer>"));
  }

  @Test
  void oneThatIsShownLateIsStillRead() {
    dienst.geef("s-2", geleden(5), KVK);
    volger.werk(bron);
    assertThat(kenmerken()).containsExactly("s-2");

    dienst.geef("s-1", geleden(60), KVK);
    volgendeLezing();

    assertThat(kenmerken()).containsExactly("s-1");
  }

  @Test
  void whatChangedBeforeFollowingBeganIsNotRead() {
    jdbc.sql("update signaalstand set begin = :nu, tot = :nu")
        .param("nu", Timestamp.from(klok.instant()))
        .update();
    dienst.geef("s-1", geleden(1), KVK);

    volger.werk(bron);

    assertThat(verteld()).isEmpty();
  }

  @Test
  void pagesThatGoRoundAreRefusedAndReadFromTheFirstWhenTheyDoNotAnyMore() {
    dienst.kring = true;
    for (int i = 1; i <= 5; i++) {
      dienst.geef("s-" + i, geleden(30 - i), KVK);
    }
    volger.werk(bron);
    assertThat(vragen.gesteld.stream().filter(vraag -> vraag.contains("<bladzijde>"))).hasSize(2);
    assertThat(tel("signaalstand where lezing_vanaf is null and pogingen = 1")).isEqualTo(1);

    dienst.kring = false;
    verteld();
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);

    assertThat(tel("signaal where klaar is not null")).isEqualTo(5);
  }

  @Test
  void anotherPageThanWasAskedIsRefused() {
    dienst.andereBladzijde = true;
    dienst.geef("s-1", geleden(5), KVK);

    volger.werk(bron);

    assertThat(verteld()).isEmpty();
    assertThat(tel("signaal")).isZero();
    assertThat(tel("signaalstand where pogingen = 1")).isEqualTo(1);
  }

  @Test
  void whenTheSourceHasFewerThanAtThePageBeforeAllIsReadAgain() {
    for (int i = 1; i <= 5; i++) {
      dienst.geef("s-" + i, geleden(30 - i), KVK);
    }
    dienst.fout = new BronNietBereikbaar(NAAM, "weg", null);
    dienst.bij = "<nummer>2</nummer>";
    volger.werk(bron);
    // Put away at the source: what was first on page two stands on page one now.
    dienst.verlies("s-1");
    dienst.fout = null;
    klok.verzet(Duration.ofSeconds(61));
    // What was fetched before it was put away is there still, and would be refused.
    jdbc.sql("delete from signaal where kenmerk = 's-1'").update();
    volger.werk(bron);
    assertThat(verteld()).as("pages moved").isEmpty();
    klok.verzet(Duration.ofSeconds(121));
    volger.werk(bron);

    assertThat(kenmerken()).containsExactly("s-2", "s-3", "s-4", "s-5");
  }

  @Test
  void aPlaceInATimeToComeMakesUsNotBlind() {
    jdbc.sql("update signaalstand set tot = :straks")
        .param("straks", Timestamp.from(klok.instant().plus(Duration.ofDays(9))))
        .update();
    dienst.geef("s-1", geleden(30), KVK);

    volger.werk(bron);

    assertThat(kenmerken()).containsExactly("s-1");
    assertThat(tel("signaalstand where tot < '2026-12-22'")).isEqualTo(1);
  }

  @Test
  void aSignalOfATimeToComeIsToldButIsNoPlaceToReadOnFrom() {
    dienst.geef("s-1", klok.instant().plus(Duration.ofDays(400)), KVK);
    volger.werk(bron);
    assertThat(kenmerken()).containsExactly("s-1");

    dienst.geef("s-2", klok.instant().plus(Duration.ofMinutes(1)), KVK);
    volgendeLezing();

    assertThat(kenmerken()).containsExactly("s-2");
  }

  @Test
  void aSignalOfAKindThatIsNotKnownIsToldWithTheWordOfTheSource() {
    dienst.geef("s-1", geleden(6), KVK, "SignaalVanMorgen_2027_01");
    dienst.geef("s-2", geleden(5), KVK, "beeindiging");

    volger.werk(bron);

    List<Afleiding> verteld = verteld();
    assertThat(verteld).hasSize(2);
    verteld.forEach(
        feit ->
            new Schemacontrole(Path.of("."))
                .controleer(feit.document(), "transforms/canonical/invordering-v1.xsd"));
    assertThat(verteld.get(0).document())
        .contains("<soort>onbekend</soort><soortBijBron>SignaalVanMorgen_2027_01</soortBijBron>");
    assertThat(verteld.get(1).document()).contains("<soort>beeindiging</soort>");
    assertThat(signalen.stand(NAAM).apart()).isZero();
  }

  @Test
  void anAnswerAboutAnotherRegistrationIsNeverAnEvent() {
    dienst.anderNummer = ONBEKEND;
    dienst.geef("s-1", geleden(6), KVK);
    volger.werk(bron);
    klok.verzet(Duration.ofHours(7));
    volger.werk(bron);

    assertThat(verteld()).isEmpty();
    assertThat(signalen.stand(NAAM).open()).isEqualTo(1);

    dienst.anderNummer = null;
    klok.verzet(Duration.ofHours(7));
    volger.werk(bron);
    assertThat(kenmerken()).containsExactly("s-1");
  }

  @Test
  void aRefusedSignalIsSetApartOnRecordAfterThirtyDaysAndOnlyWhenTheSourceGivesOthers() {
    dienst.geef("s-1", geleden(6), KVK);
    dienst.weg = "s-1";
    for (int keer = 0; keer < 110; keer++) {
      volger.werk(bron);
      klok.verzet(Duration.ofHours(7));
    }
    assertThat(signalen.stand(NAAM).open()).as("no other was given").isEqualTo(1);

    dienst.geef("s-2", geleden(1), KVK);
    volger.werk(bron);
    assertThat(kenmerken()).containsExactly("s-2");
    klok.verzet(Duration.ofHours(7));
    volger.werk(bron);

    assertThat(signalen.stand(NAAM).open()).isZero();
    assertThat(signalen.stand(NAAM).apart()).isEqualTo(1);
    assertThat(geweigerd()).hasSize(1);
    assertThat(geweigerd().get(0).code()).isEqualTo("bron-weigert-vraag");
    assertThat(geweigerd().get(0).uitleg()).contains("s-1").doesNotContain(KVK);
    assertThat(geweigerd().get(0).dossier()).isEqualTo(dossier.value());
    assertThat(tel("signaal where code is not null and kvk_nummer is not null")).isEqualTo(1);
  }

  @Test
  void aRefusedSignalHoldsUpNoLaterOneOfItsOrganisationForLong() {
    dienst.geef("s-1", geleden(6), KVK);
    dienst.geef("s-2", geleden(5), KVK);
    dienst.weg = "s-1";
    volger.werk(bron);
    assertThat(verteld()).as("the order of the register first").isEmpty();
    for (int poging = 0; poging < 6; poging++) {
      klok.verzet(Duration.ofMinutes(33));
      volger.werk(bron);
    }

    assertThat(kenmerken()).containsExactly("s-2");
    dienst.weg = "";
    klok.verzet(Duration.ofHours(7));
    volger.werk(bron);
    assertThat(kenmerken()).containsExactly("s-1");
  }

  @Test
  void aDossierThatBeginsAfterTheSignalGetsNoHistoryAlsoWhenTheSourceWasAway() {
    Instant signaal = geleden(60 * 24 * 2);
    jdbc.sql("update signaalstand set begin = :t, tot = :t")
        .param("t", Timestamp.from(signaal.minus(Duration.ofDays(1))))
        .update();
    dienst.geef("s-1", signaal, KVK);
    eerste("R-1", signaal.minusMillis(1));
    beslag(ANDER, "R-2", KVK);
    eerste("R-2", signaal.plusMillis(1));

    volger.werk(bron);

    assertThat(verteld()).extracting(Afleiding::dossier).containsExactly(dossier);
  }

  @Test
  void aDossierWhoseMessageWasWaitingHearsOfWhatWasToldToAnotherBefore() {
    dienst.geef("s-1", geleden(5), KVK);
    volger.werk(bron);
    assertThat(kenmerken()).containsExactly("s-1");
    Dossiersleutel tweede = beslag(ANDER, "R-2", KVK);
    eerste("R-2", geleden(10));
    beslag("999990020", "R-3", KVK);
    eerste("R-3", geleden(1));

    volgendeLezing();

    assertThat(verteld()).extracting(Afleiding::dossier).containsExactly(tweede);
    volgendeLezing();
    assertThat(verteld()).isEmpty();
  }

  @Test
  void anEmptyPageThatIsNotTheLastIsNoEndOfTheReading() {
    for (int i = 1; i <= 5; i++) {
      dienst.geef("s-" + i, geleden(30 - i), KVK);
    }
    dienst.leeg = 2;
    volger.werk(bron);
    assertThat(tel("signaalstand where pogingen = 1")).isEqualTo(1);
    assertThat(geweigerd()).extracting(LogRegel::code).containsExactly("antwoord-andere-bladzijde");

    dienst.leeg = 0;
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);

    assertThat(kenmerken()).containsExactly("s-1", "s-2", "s-3", "s-4", "s-5");
  }

  @Test
  void aPageThatMissesSomeOfWhatTheSourceSaysToHaveIsReadAgain() {
    for (int i = 1; i <= 5; i++) {
      dienst.geef("s-" + i, geleden(30 - i), KVK);
    }
    dienst.half = 2;
    volger.werk(bron);
    assertThat(tel("signaalstand where gelukt = '2026-12-21T10:00:00Z' and pogingen = 1"))
        .isEqualTo(1);

    dienst.half = 0;
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);

    assertThat(kenmerken()).containsExactly("s-1", "s-2", "s-3", "s-4", "s-5");
  }

  @Test
  void aSourceThatSaysFewerInTurnIsLeftInPeaceForLongerEachTimeAndWhatItGaveIsToldInTheEnd() {
    dienst.achter = 1;
    for (int i = 1; i <= 3; i++) {
      dienst.geef("s-" + i, geleden(30 - i), KVK);
    }
    volger.werk(bron);
    assertThat(vragen.gesteld).hasSize(2);
    for (int poging = 0; poging < 5; poging++) {
      klok.verzet(Duration.ofMinutes(33));
      volger.werk(bron);
    }

    assertThat(kenmerken()).containsExactly("s-1", "s-2", "s-3");
    assertThat(tel("signaalstand where pogingen = 6")).isEqualTo(1);
  }

  @Test
  void whatCameOnAPageThatWasReadWhileTheSourceWasAwayIsReadTheNextTime() {
    dienst.opKenmerk = true;
    for (int i = 1; i <= 4; i++) {
      dienst.geef("s-" + i, geleden(30 - i), ONBEKEND);
    }
    dienst.fout = new BronNietBereikbaar(NAAM, "weg", null);
    dienst.bij = "<nummer>2</nummer>";
    volger.werk(bron);
    klok.verzet(Duration.ofMinutes(30));
    dienst.geef("s-0", klok.instant(), KVK);
    klok.verzet(Duration.ofHours(6));
    dienst.geef("s-9", klok.instant(), ONBEKEND);
    dienst.fout = null;
    volger.werk(bron);
    assertThat(verteld()).as("page one was read").isEmpty();

    volgendeLezing();

    assertThat(kenmerken()).containsExactly("s-0");
  }

  @Test
  void aBeginInATimeToComeMakesUsNotBlind() {
    jdbc.sql("update signaalstand set begin = :straks, tot = :straks")
        .param("straks", Timestamp.from(klok.instant().plus(Duration.ofDays(1))))
        .update();
    volger.werk(bron);
    dienst.geef("s-1", klok.instant().plus(Duration.ofMinutes(10)), KVK);

    volgendeLezing();

    assertThat(kenmerken()).containsExactly("s-1");
  }

  @Test
  void whenTheSourceCannotAnswerNoOtherSignalIsAskedUntilItHadItsRest() {
    for (int i = 1; i <= 9; i++) {
      dienst.geef("s-" + i, geleden(30 - i), i % 2 == 0 ? KVK : ANDER_KVK);
    }
    beslag(ANDER, "R-2", ANDER_KVK);
    dienst.fout = new BronNietBereikbaar(NAAM, "te druk", null);
    dienst.bij = "<signaal>";
    volger.werk(bron);
    volger.werk(bron);
    assertThat(vragen.gesteld.stream().filter(vraag -> vraag.contains("<signaal>"))).hasSize(1);
    assertThat(tel("signaal where pogingen > 0")).isEqualTo(1);

    dienst.fout = null;
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);
    assertThat(kenmerken()).hasSize(9);
  }

  @Test
  void oneSignalThatTheSourceNeverAnswersHoldsUpNoOtherForEver() {
    dienst.geef("s-1", geleden(6), KVK);
    dienst.geef("s-2", geleden(5), KVK);
    dienst.fout = new BronNietBereikbaar(NAAM, "stuk", null);
    dienst.bij = "<kenmerk>s-1</kenmerk>";
    for (int poging = 0; poging < 7; poging++) {
      volger.werk(bron);
      klok.verzet(Duration.ofMinutes(65));
    }

    assertThat(kenmerken()).containsExactly("s-2");
    assertThat(signalen.stand(NAAM).apart()).isZero();
  }

  @Test
  void aPageThatIsRefusedForEverStopsNotWhatWasKept() {
    dienst.geef("s-1", geleden(20), KVK);
    dienst.geef("s-2", geleden(19), KVK);
    dienst.geef("s-3", geleden(18), KVK);
    dienst.fout = new Bronweigering(NAAM, "antwoord-json-niet-geldig", "onzin");
    dienst.bij = "<nummer>2</nummer>";
    volger.werk(bron);
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);
    assertThat(tel("signaalstand where pogingen = 2 and abonnement is not null")).isEqualTo(1);
    assertThat(geweigerd()).as("once of a run").hasSize(1);
    for (int poging = 0; poging < 5; poging++) {
      klok.verzet(Duration.ofMinutes(33));
      volger.werk(bron);
    }

    assertThat(kenmerken()).containsExactly("s-1", "s-2");
  }

  @Test
  void aDossierThatDoesNotOpenHoldsUpNoOtherAndHearsWhenItDoes() {
    Dossiersleutel tweede = beslag(ANDER, "R-2", KVK);
    byte[] goed =
        jdbc.sql("select bsn from schuldenaar where dossier = :d")
            .param("d", tweede.value())
            .query(byte[].class)
            .single();
    zet(tweede, new byte[] {1, 2, 3});
    dienst.geef("s-1", geleden(6), KVK);
    dienst.geef("s-2", geleden(5), KVK);

    volger.werk(bron);

    assertThat(verteld()).extracting(Afleiding::dossier).containsExactly(dossier, dossier);
    assertThat(signalen.stand(NAAM).open()).isEqualTo(2);

    zet(tweede, goed);
    klok.verzet(Duration.ofMinutes(33));
    volger.werk(bron);
    assertThat(verteld()).extracting(Afleiding::dossier).containsExactly(tweede, tweede);
    assertThat(signalen.stand(NAAM).open()).isZero();
  }

  @Test
  void anElementWithoutANumberIsOnRecordOnceAndHoldsUpNoOther() {
    dienst.onleesbaar = "<onleesbaar><kenmerk>s-7</kenmerk></onleesbaar><onleesbaar/>";
    dienst.zegtBladzijden = false;
    dienst.geef("s-1", geleden(6), KVK);
    dienst.bij = "<nummer>2</nummer>";
    dienst.fout = new BronNietBereikbaar(NAAM, "weg", null);
    volger.werk(bron);
    dienst.fout = null;
    dienst.onleesbaar = "";
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);
    volgendeLezing();

    assertThat(kenmerken()).containsExactly("s-1");
    assertThat(geweigerd())
        .extracting(LogRegel::code)
        .containsExactly("signaal-onleesbaar", "signaal-onleesbaar");
    assertThat(signalen.stand(NAAM).apart()).isEqualTo(2);
  }

  /** The page named it without its number once. */
  @Test
  void aSignalThatCouldNotBeReadOnceIsToldWhenItCan() {
    dienst.onleesbaar = "<onleesbaar><kenmerk>s-1</kenmerk></onleesbaar>";
    dienst.geef("s-2", geleden(6), KVK);
    volger.werk(bron);
    assertThat(kenmerken()).containsExactly("s-2");
    dienst.onleesbaar = "";
    dienst.geef("s-1", geleden(5), KVK);

    volgendeLezing();

    assertThat(kenmerken()).containsExactly("s-1");
    assertThat(signalen.stand(NAAM).apart()).isZero();
    volgendeLezing();
    assertThat(kenmerken()).as("once").isEmpty();
  }

  /** Nothing tells them apart; that the source still does it must be seen. */
  @Test
  void signalsWithoutAnyNumberAreOnRecordEachDayAndCounted() {
    dienst.onleesbaar = "<onleesbaar/><onleesbaar/>";
    dienst.geef("s-1", geleden(6), KVK);
    volger.werk(bron);
    assertThat(geweigerd()).hasSize(1);
    assertThat(log).last().satisfies(regel -> assertThat(regel.uitleg()).contains("2 onleesbaar"));

    klok.verzet(Duration.ofDays(1));
    volgendeLezing();

    assertThat(geweigerd()).hasSize(2);
    assertThat(signalen.stand(NAAM).apart()).isEqualTo(2);
  }

  @Test
  void ofAPageIsOnRecordHowManyItHadAndOfWhichSignals() {
    dienst.geef("s-1", geleden(6), KVK);
    dienst.geef("s-2", geleden(6), ONBEKEND);

    volger.werk(bron);

    assertThat(log).hasSize(1);
    assertThat(log.get(0).stap()).isEqualTo(Stap.VASTGELEGD);
    assertThat(log.get(0).uitleg()).contains("had 2 signalen, waarvan 1 nieuw").doesNotContain(KVK);
  }

  @Test
  void aSignalForMoreDossiersThanOneBatchIsToldToAll() {
    for (int i = 0; i < 250; i++) {
      beslag(voorraad.sleutelVanOrganisatie("8%07d".formatted(i)), "R-x" + i, KVK);
    }
    dienst.geef("s-1", geleden(6), KVK);

    volger.werk(bron);

    assertThat(tel("afleiding")).isEqualTo(251);
    assertThat(signalen.stand(NAAM).open()).isZero();
  }

  @Test
  void thatWeHaveNoRightIsTriedAgainForAsLongAsItTakes() {
    dienst.geef("s-1", geleden(6), KVK);
    dienst.fout = new Bronweigering(NAAM, "bron-niet-gerechtigd", "weigert");
    dienst.bij = "<signaal>";
    for (int poging = 0; poging < 9; poging++) {
      volger.werk(bron);
      klok.verzet(Duration.ofHours(7));
    }
    assertThat(geweigerd()).isEmpty();

    dienst.fout = null;
    volger.werk(bron);
    assertThat(kenmerken()).containsExactly("s-1");
  }

  @Test
  void aSourceThatIsAwayIsLeftInPeaceForLongerEachTime() {
    dienst.fout = new BronNietBereikbaar(NAAM, "weg", null);
    volger.werk(bron);
    klok.verzet(Duration.ofSeconds(59));
    volger.werk(bron);
    assertThat(vragen.gesteld).hasSize(1);
    klok.verzet(Duration.ofSeconds(2));
    volger.werk(bron);
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);

    assertThat(vragen.gesteld).hasSize(2);
  }

  @Test
  void whileOneEngineHasTheTurnAnotherAsksNothing() {
    assertThat(
            signalen.neemLezing(
                NAAM, 100, Duration.ZERO, Duration.ofMinutes(5), Duration.ofDays(1)))
        .isPresent();

    volger(klok).werk(bron);

    assertThat(vragen.gesteld).isEmpty();
  }

  @Test
  void aPageThatComesBackAfterItsTurnWasTakenOverIsNotTakenIn() {
    var oud =
        signalen
            .neemLezing(NAAM, 100, Duration.ZERO, Duration.ofMinutes(5), Duration.ofDays(1))
            .orElseThrow();
    klok.verzet(Duration.ofMinutes(6));
    dienst.geef("s-1", geleden(5), KVK);
    volger.werk(bron);
    Instant tot =
        jdbc.sql("select tot from signaalstand").query(Timestamp.class).single().toInstant();

    signalen.neem(
        NAAM,
        oud,
        new Signalen.Bladzijde(
            List.of(new Signalen.Signaal("s-0", KVK, null, "gewijzigde-inschrijving", NU)),
            1,
            "0".repeat(64),
            null),
        klok.instant());

    assertThat(tel("signaal")).isEqualTo(1);
    assertThat(jdbc.sql("select tot from signaalstand").query(Timestamp.class).single().toInstant())
        .isEqualTo(tot);
  }

  @Test
  void noMoreIsAskedInAMinuteThanTheSourceAllows() {
    for (int i = 1; i <= 5; i++) {
      dienst.geef("s-" + i, geleden(30 - i), KVK);
    }
    Bron langzaam = bron(new Volgwijze(900, 2, "00:00", "24:00", 60, 21_600));

    volger.werk(langzaam);
    assertThat(vragen.gesteld).hasSize(2);
    klok.verzet(Duration.ofMinutes(1));
    volger.werk(langzaam);
    assertThat(vragen.gesteld).hasSize(4);
  }

  @Test
  void outsideItsHoursNothingIsAsked() {
    // 14:00 in the Netherlands.
    Bron avond = bron(new Volgwijze(900, 100, "18:00", "24:00", 60, 21_600));

    volger.werk(avond);

    assertThat(vragen.gesteld).isEmpty();
  }

  @Test
  void nothingIsAskedAboutWhoseLastAttachmentEnded() {
    dienst.geef("s-1", geleden(5), KVK);
    dienst.fout = new BronNietBereikbaar(NAAM, "weg", null);
    dienst.bij = "<signaal>";
    volger.werk(bron);
    jdbc.sql("update beslag set status = 'beeindigd'").update();
    dienst.fout = null;
    vragen.gesteld.clear();
    klok.verzet(Duration.ofSeconds(61));

    volger.werk(bron);

    assertThat(vragen.gesteld).isEmpty();
    assertThat(verteld()).isEmpty();
    assertThat(tel("signaal where kvk_nummer is not null")).isZero();
  }

  @Test
  void ofSeveralSubscriptionsTheOneThatIsSetIsRead() {
    jdbc.sql("update signaalstand set abonnement = null").update();
    dienst.abonnementen = List.of("abo-1", "abo-2");
    dienst.geef("s-1", geleden(5), KVK);
    volger.werk(bron);
    assertThat(verteld()).isEmpty();
    assertThat(vragen.gesteld).hasSize(1);

    instellingen.setProperty("ketenbrug.bron.handelsregister.abonnement", "abo-2");
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);

    assertThat(kenmerken()).containsExactly("s-1");
    assertThat(vragen.gesteld).anyMatch(vraag -> vraag.contains("<abonnement>abo-2</abonnement>"));
  }

  private void volgendeLezing() {
    klok.verzet(Duration.ofMinutes(16));
    volger.werk(bron);
  }

  private Instant geleden(int minuten) {
    return klok.instant().minus(Duration.ofMinutes(minuten));
  }

  private Dossiersleutel beslag(String bsn, String registratieId, String derde) {
    Dossiersleutel sleutel = voorraad.beslag(bsn, registratieId, List.of(OIN));
    derde(registratieId, derde);
    return sleutel;
  }

  private void beslag(Dossiersleutel sleutel, String registratieId, String derde) {
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, gewijzigd)
            values (:id, :dossier, 'lopend', now())""")
        .param("id", registratieId)
        .param("dossier", sleutel.value())
        .update();
    derde(registratieId, derde);
  }

  private void derde(String registratieId, String derde) {
    jdbc.sql("update beslag set derde_beslagene = :derde where registratie_id = :id")
        .param("derde", derde)
        .param("id", registratieId)
        .update();
  }

  /** What goes out now, in order. */
  private List<Afleiding> verteld() {
    List<Afleiding> verteld = new ArrayList<>();
    Voorraad.verzend(afleidingen, 100, verteld::add);
    return verteld;
  }

  private List<String> kenmerken() {
    return verteld().stream()
        .map(feit -> Canoniek.lees(feit.document()).verplicht("//k:Inschrijving/k:kenmerk"))
        .toList();
  }

  private static String van(List<Afleiding> verteld, Dossiersleutel dossier) {
    return verteld.stream()
        .filter(feit -> feit.dossier().equals(dossier))
        .map(Afleiding::document)
        .reduce((een, ander) -> een + ander)
        .orElseThrow();
  }

  private void eerste(String registratieId, Instant moment) {
    jdbc.sql("update beslag set eerste_bericht = :bericht where registratie_id = :id")
        .param("bericht", BerichtId.nieuw(moment).value())
        .param("id", registratieId)
        .update();
  }

  private void zet(Dossiersleutel sleutel, byte[] bsn) {
    jdbc.sql("update schuldenaar set bsn = :bsn where dossier = :dossier")
        .param("bsn", bsn)
        .param("dossier", sleutel.value())
        .update();
  }

  private List<LogRegel> geweigerd() {
    return log.stream().filter(regel -> regel.stap() == Stap.GEWEIGERD).toList();
  }

  private long tel(String waarvan) {
    return jdbc.sql("select count(*) from " + waarvan).query(Long.class).single();
  }

  private Signaalvolger volger(Clock clock) {
    Signaalverteller verteller =
        voorraad.opDossiers(
            (dossiers, schuldenaren, coordinatoren) ->
                new Signaalverteller(
                    signalen,
                    voorraad.afleidingen(clock),
                    dossiers,
                    voorraad.volgingen(clock),
                    voorraad.herkenningen()));
    return new Signaalvolger(
        signalen,
        verteller,
        new Bronnen(List.of(bron)),
        vragen,
        log::add,
        new VolgSettings(true, List.of(NAAM), 1, 1, 1, 300, 1),
        instellingen,
        null,
        clock);
  }

  private static Bron bron(Volgwijze wijze) {
    try {
      Bron echt =
          new YAMLMapper()
              .findAndRegisterModules()
              .readValue(Path.of("config/sources/handelsregister.yaml").toFile(), Bron.class);
      return new Bron(
          echt.naam(),
          echt.omschrijving(),
          echt.oin(),
          echt.levering(),
          null,
          null,
          null,
          0,
          null,
          null,
          null,
          null,
          wijze,
          null,
          echt.json(),
          new Signaaldienst(Proefsignalen.BLADZIJDE, echt.signalen().overlap()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A clock that a test moves. */
  private static final class Verzetbaar extends Clock {

    private Instant nu = NU;

    void verzet(Duration duur) {
      nu = nu.plus(duur);
    }

    @Override
    public Instant instant() {
      return nu;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(nu, zone);
    }
  }
}
