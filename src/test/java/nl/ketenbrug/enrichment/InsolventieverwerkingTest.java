package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Insolventies;
import nl.ketenbrug.dossier.Insolventies.Vraag;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Match.Graad;
import nl.ketenbrug.dossier.Matches.Verdwijning;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Vergelijking;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.dossier.Zaaksleutel;
import nl.ketenbrug.enrichment.Insolventieverwerking.Bericht;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of cases, removals and judgements, on a real database. */
class InsolventieverwerkingTest {

  private static final String BSN = "999958379";
  private static final String ANDER = "999991127";
  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final String KENMERK = "16.mne.26.9.R.2301.1.00";
  private static final String NIETS =
      "<Brongegevens xmlns=\"urn:ketenbrug:invordering:1\" uitkomst=\"niets-gevonden\"/>";
  private static final String WSNP = "nl.insolventieregister.wsnp-uitgesproken";
  private static final String EINDE = "nl.insolventieregister.wsnp-beeindigd";

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
  private Dossiersleutel dossier;
  private String geheimhouding = "false";

  @BeforeEach
  void somebodyHasAnAttachment() {
    for (String tabel :
        List.of(
            "match_verteld",
            "verdwijning_open",
            "persoonsmatch",
            "herkenning",
            "insolventie",
            "insolventie_verwijderd",
            "registervraag",
            "registerstand",
            "afleiding",
            "herbepaling_nodig",
            "volging",
            "bron_tempo",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = proef.voorraad.beslag(BSN, "R-1", List.of("00000099000000110000"));
    onthoud("Verzonneling", "1988-04-12");
  }

  @Test
  void aCaseThatMayBeAboutADebtorIsProposedAndToldToNobody() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));

    Match match = enige();
    assertThat(match.graad()).isEqualTo(Graad.TE_BEVESTIGEN);
    assertThat(verteld()).isEmpty();
    meld();
    meld();
    assertThat(log)
        .as("once")
        .singleElement()
        .satisfies(
            regel -> {
              assertThat(regel.stap()).isEqualTo(Stap.VASTGELEGD);
              assertThat(regel.code()).isEqualTo("match-te-bevestigen");
              assertThat(regel.dossier()).isEqualTo(dossier.value());
              assertThat(regel.uitleg()).contains("geboortedatum gelijk").doesNotContain("1988");
            });
  }

  @Test
  void thatAnAddressIsEqualIsToldOnlyWhenItIsNotSecret() {
    String zaak =
        zaak(publicatie("1", "2026-05-13", WSNP))
            .replace(
                "<geheimAdres>true</geheimAdres>",
                "<adres><soort>adres</soort><huisnummer>12</huisnummer><postcode>9901ZA</postcode></adres>");
    neem(zaak);
    meld();
    assertThat(log.get(0).uitleg()).contains("adres ");
    beoordeel(true);
    assertThat(documenten()).allMatch(d -> d.contains("<veld>adres</veld>"));
    beoordeel(false);

    jdbc.sql("delete from persoonsmatch").update();
    jdbc.sql("delete from afleiding").update();
    log.clear();
    geheimhouding = "true";
    onthoud("Verzonneling", "1988-04-12");
    meld();
    beoordeel(true);

    assertThat(log.get(0).uitleg()).contains("geboortedatum gelijk").doesNotContain("adres");
    assertThat(documenten())
        .isNotEmpty()
        .allMatch(d -> d.contains("<veld>geboortedatum</veld>"))
        .noneMatch(d -> d.contains("<veld>adres</veld>"));
  }

  @Test
  void aProposalThatTheBrokerRefusesComesOnRecordLater() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    Proefmatches geweigerd =
        new Proefmatches(
            Testdatabase.bron(),
            regel -> {},
            klok,
            () -> {
              throw new TransactionSystemException("de broker weigert");
            });
    assertThatThrownBy(
            () -> transactie.executeWithoutResult(s -> geweigerd.melder.meldVoorstellen()))
        .isInstanceOf(TransactionSystemException.class);

    jdbc.sql("update herkenning set inhoud = '\\x00' where soort = 'schuldenaar'").update();
    meld();

    assertThat(log).singleElement().extracting(LogRegel::code).isEqualTo("match-te-bevestigen");
  }

  private void meld() {
    transactie.executeWithoutResult(s -> proef.melder.meldVoorstellen());
  }

  @Test
  void aDebtorWhoDoesNotOpenHoldsUpNoOther() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    jdbc.sql("update herkenning set inhoud = '\\x00' where soort = 'zaak'").update();
    onthoud("Verzonneling", "1988-04-12");
    jdbc.sql("update herkenning set inhoud = '\\x00' where soort = 'schuldenaar'").update();
    neem(zaak(publicatie("1", "2026-05-14", WSNP)));

    assertThat(tel("insolventie")).isEqualTo(1);
  }

  @Test
  void aDebtorWhoComesAfterTheCaseIsProposedToo() {
    jdbc.sql("delete from herkenning").update();
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    assertThat(lijst(Graad.TE_BEVESTIGEN)).isEmpty();

    onthoud("Verzonneling", "1988-04-12");

    assertThat(enige().graad()).isEqualTo(Graad.TE_BEVESTIGEN);
  }

  @Test
  void aCaseAndADebtorThatComeAtTheSameMomentSeeEachOther() throws Exception {
    jdbc.sql("delete from herkenning").update();
    Thread ander = new Thread(() -> onthoud("Verzonneling", "1988-04-12"));
    transactie.executeWithoutResult(
        status -> {
          neem(zaak(publicatie("1", "2026-05-13", WSNP)));
          ander.start();
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () ->
                      JdbcClient.create(Testdatabase.bron())
                              .sql(
                                  "select count(*) from pg_locks where locktype = 'advisory' and"
                                      + " not granted")
                              .query(Long.class)
                              .single()
                          > 0);
        });
    ander.join();

    assertThat(enige().graad()).isEqualTo(Graad.TE_BEVESTIGEN);
  }

  @Test
  void confirmedThePublicationsAreToldOnceAndInOrderAndLaterOnesByThemselves() {
    neem(
        zaak(
            publicatie("2", "2026-09-01", EINDE, "nl.insolventieregister.schone-lei-verleend"),
            publicatie("1", "2026-05-13", WSNP),
            publicatie("3", "2026-09-02")));
    beoordeel(true);

    assertThat(verteld())
        .containsExactly(
            WSNP + " 2026-05-13",
            EINDE + " 2026-09-01",
            "nl.insolventieregister.schone-lei-verleend 2026-09-01");

    String later =
        zaak(
            publicatie("1", "2026-05-13", WSNP),
            publicatie("2", "2026-09-01", EINDE, "nl.insolventieregister.schone-lei-verleend"),
            publicatie("4", "2026-12-01", "nl.insolventieregister.schone-lei-ontnomen"));
    neem(later);
    neem(later);

    assertThat(verteld()).containsExactly("nl.insolventieregister.schone-lei-ontnomen 2026-12-01");
  }

  @Test
  void anEventNamesPartiesMatchAndOnlyItsOwnPublicationWithoutTheAddress() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-09-01", EINDE)));
    beoordeel(true);

    List<String> documenten = documenten();
    assertThat(documenten)
        .allMatch(d -> d.contains("<oin>00000099000000110000</oin>"))
        .allMatch(d -> d.contains("<bsn>" + BSN + "</bsn>"))
        .allMatch(d -> d.contains("<graad>zeker</graad>"));
  }

  @Test
  void aPublicationThatDisappearsIsWithdrawnAndToldAnewWhenItComesBack() {
    String heel = zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-09-01", EINDE));
    neem(heel);
    beoordeel(true);
    String id = ids().get(1);
    verteld();

    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    assertThat(documenten())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d)
                    .contains(
                        "publicatie-verwijderd<", "<intrekkingVan>" + id + "</intrekkingVan>"));
    verteld();

    neem(heel);
    assertThat(verteld()).containsExactly(EINDE + " 2026-09-01");
  }

  @Test
  void whoHeardItHearsOfACorrectionAndAWithdrawalAlsoWhenHisAttachmentEnded() {
    String hoorde = "<oin>00000099000000120000</oin>";
    proef.voorraad.beslag(BSN, "R-3", List.of("00000099000000120000"));
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    assertThat(documenten()).allMatch(d -> d.contains(hoorde));
    verteld();
    jdbc.sql("update beslag set status = 'beeindigd' where registratie_id = 'R-3'").update();

    neem(zaak(publicatie("1", "2026-05-14", WSNP), publicatie("2", "2026-09-01", EINDE)));
    assertThat(documenten())
        .hasSize(2)
        .allMatch(d -> d.contains("correctieVan") == d.contains(hoorde))
        .allMatch(d -> d.contains("<oin>00000099000000110000</oin>"));
    verteld();
    beoordeel(false);
    assertThat(documenten()).hasSize(2).filteredOn(d -> d.contains(hoorde)).hasSize(1);
  }

  @Test
  void anotherDayOfAPublicationIsACorrection() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    String id = ids().get(0);
    verteld();

    neem(zaak(publicatie("1", "2026-05-14", WSNP)));

    assertThat(documenten())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d)
                    .contains(
                        "publicatie-gecorrigeerd<",
                        "<plaatsgevonden>2026-05-14<",
                        "<correctieVan>" + id + "</correctieVan>"));
  }

  @Test
  void afterACorrectionTheEventThatWasToldFirstIsTheOneThatIsWithdrawn() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    String id = ids().get(0);
    neem(zaak(publicatie("1", "2026-05-14", WSNP)));
    verteld();

    beoordeel(false);

    assertThat(documenten())
        .singleElement()
        .satisfies(d -> assertThat(d).contains("<intrekkingVan>" + id + "</intrekkingVan>"));
  }

  @Test
  void aCaseThatWasWronglyEnteredTakesBackAllThatWasTold() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-06-01", EINDE)));
    beoordeel(true);
    List<String> eerder = ids();
    verteld();

    String ingetrokken =
        zaak(
            publicatie("1", "2026-05-13", WSNP),
            publicatie("2", "2026-06-01", EINDE),
            publicatie("3", "2026-06-02", "nl.insolventieregister.insolventie-ingetrokken"));
    neem(ingetrokken);
    neem(ingetrokken);

    List<String> documenten = documenten();
    assertThat(documenten).hasSize(2).allMatch(d -> d.contains("insolventie-ingetrokken<"));
    for (String id : eerder) {
      assertThat(documenten).anyMatch(d -> d.contains("<intrekkingVan>" + id + "<"));
    }
  }

  @Test
  void nobodyHearsOfACaseThatWasRetractedBeforeItWasConfirmed() {
    neem(
        zaak(
            publicatie("1", "2026-05-13", WSNP),
            publicatie("3", "2026-06-02", "nl.insolventieregister.insolventie-ingetrokken")));
    beoordeel(true);

    assertThat(verteld()).isEmpty();
  }

  @Test
  void aCaseThatTheRegisterTakesAwayLeavesAtOnceAndIsWithdrawn() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    String id = ids().get(0);
    verteld();

    verwijder("Onterecht");

    assertThat(documenten())
        .singleElement()
        .satisfies(d -> assertThat(d).contains("insolventie-verwijderd<", "<intrekkingVan>" + id));
    assertThat(tel("insolventie")).isZero();
    assertThat(tel("herkenning where soort = 'zaak'")).isZero();
    assertThat(tel("match_verteld")).isZero();
  }

  @Test
  void aCaseThatComesBackIsToldAnewAndCanBeTakenAwayAgain() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    beoordeel(true);
    verwijder("Onterecht");
    verteld();

    neem(zaak);
    assertThat(verteld()).containsExactly(WSNP + " 2026-05-13");
    verwijder("Onterecht");
    assertThat(documenten()).singleElement().asString().contains("<intrekkingVan>");
  }

  @Test
  void aCaseThatIsOldEnoughToDisappearIsNoWithdrawal() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    verteld();

    verwijder("Eindevindbaarheid");

    assertThat(documenten())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d)
                    .contains("insolventie-verwijderd<")
                    .doesNotContain("<intrekkingVan>"));
  }

  @Test
  void aCaseWhoseLastDayIsOverIsNotKeptAlsoWhenTheRegisterSaysNothing() {
    neem(
        zaak(publicatie("1", "2026-05-13", WSNP))
            .replace("<herkomst>", "<eindeVindbaarheid>2026-12-21</eindeVindbaarheid><herkomst>"));
    beoordeel(true);
    verteld();
    java.time.LocalDate dag = java.time.LocalDate.parse("2026-12-21");
    assertThat(insolventies().vervallen(dag)).isEmpty();
    List<Zaaksleutel> voorbij = insolventies().vervallen(dag.plusDays(1));
    assertThat(voorbij).hasSize(1);

    voorbij.forEach(z -> transactie.executeWithoutResult(s -> proef.verwerking.vervalt(z)));
    assertThat(tel("insolventie")).as("its day is not over after all").isEqualTo(1);
    voorbij.forEach(z -> transactie.executeWithoutResult(s -> morgen().verwerking.vervalt(z)));

    assertThat(tel("insolventie")).isZero();
    assertThat(documenten())
        .singleElement()
        .satisfies(d -> assertThat(d).contains("insolventie-verwijderd<"));
  }

  private Proefmatches morgen() {
    return new Proefmatches(Testdatabase.bron(), log::add, Clock.offset(klok, Duration.ofDays(1)));
  }

  @Test
  void aCaseWhoseLastDayIsOverIsNotToldAllOverAgainByTheNextAnswer() {
    String zaak =
        zaak(publicatie("1", "2026-05-13", WSNP))
            .replace("<herkomst>", "<eindeVindbaarheid>2026-12-20</eindeVindbaarheid><herkomst>");
    assertThat(neem(zaak)).isTrue();
    assertThat(tel("insolventie")).as("never kept").isZero();

    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    verteld();
    neem(zaak);
    neem(zaak);

    assertThat(tel("insolventie")).isZero();
    assertThat(documenten())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d)
                    .contains("insolventie-verwijderd<")
                    .doesNotContain("<intrekkingVan>"));
  }

  @Test
  void aRemovalReachesEverybodyAlsoWhoDidNotOpenThen() {
    Dossiersleutel ander = nogIemand();
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    bevestigAlles();
    verteld();
    byte[] bewaard = bederf(ander);

    verwijder("Onterecht");

    assertThat(tel("insolventie") + tel("herkenning where soort = 'zaak'")).isZero();
    assertThat(open()).extracting(Afleidingen.Afleiding::dossier).containsExactly(dossier);
    verteld();
    assertThat(tel("persoonsmatch where stopt is not null")).isZero();
    assertThat(tel("persoonsmatch where verdwenen")).isEqualTo(2);
    assertThat(insolventies().achterstand().vastgelopen()).isEqualTo(1);

    Verdwijning uitgesteld = proef.voorraad.matches(klok).uitgesteld().get(0);
    assertThatThrownBy(() -> alsnog(uitgesteld)).isInstanceOf(OnleesbareBewaring.class);
    assertThat(insolventies().achterstand().vastgelopen()).isEqualTo(1);

    herstel(ander, bewaard);
    alsnog(uitgesteld);
    alsnog(uitgesteld);

    assertThat(open())
        .singleElement()
        .satisfies(a -> assertThat(a.dossier()).isEqualTo(ander))
        .satisfies(a -> assertThat(a.document()).contains("insolventie-verwijderd<", "<intrek"));
    assertThat(insolventies().achterstand().vastgelopen()).isZero();
    assertThat(tel("match_verteld")).isZero();
  }

  private void alsnog(Verdwijning verdwijning) {
    transactie.executeWithoutResult(s -> proef.verwerking.vertelAlsnog(verdwijning));
  }

  @Test
  void whoHeardNothingNeedNotOpenForARemoval() {
    Dossiersleutel ander = nogIemand();
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    jdbc.sql("update persoonsmatch set graad = 'afgewezen' where dossier = :dossier")
        .param("dossier", ander.value())
        .update();
    bederf(dossier);
    bederf(ander);

    verwijder("Onterecht");

    assertThat(tel("persoonsmatch")).as("the rejected one").isEqualTo(1);
    assertThat(insolventies().achterstand().vastgelopen()).isZero();
  }

  @Test
  void aCaseThatIsThereAgainBeforeItsRemovalWasToldIsNotWithdrawn() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    beoordeel(true);
    verteld();
    byte[] bewaard = bederf(dossier);
    verwijder("Onterecht");
    Verdwijning uitgesteld = proef.voorraad.matches(klok).uitgesteld().get(0);
    herstel(dossier, bewaard);

    assertThat(neem(zaak)).isTrue();
    alsnog(uitgesteld);

    assertThat(verteld()).isEmpty();
    assertThat(gestopt()).containsExactly("schuldsanering");
    assertThat(insolventies().achterstand().vastgelopen()).isZero();
  }

  @Test
  void oneWhoDoesNotOpenKeepsNothingFromTheOthersOfTheCaseAndIsToldLater() {
    Dossiersleutel ander = nogIemand();
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    bevestigAlles();
    verteld();
    lijstNoemt();
    Vraag vraag = vraag();
    byte[] bewaard = bederf(dossier);
    String meer = zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-09-01", EINDE));

    assertThat(neem(vraag, insolventies().moment(), meer)).isFalse();

    assertThat(open()).extracting(Afleidingen.Afleiding::dossier).containsExactly(ander);
    verteld();
    assertThat(tel("registervraag")).as("to be asked again").isEqualTo(1);

    herstel(dossier, bewaard);
    assertThat(neem(vraag, insolventies().moment(), meer)).isTrue();
    assertThat(open()).extracting(Afleidingen.Afleiding::dossier).containsExactly(dossier);
    assertThat(tel("registervraag")).isZero();
  }

  @Test
  void aCopyThatDoesNotOpenIsReplacedByTheNextAnswer() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    beoordeel(true);
    verteld();
    long versie = tel("versie", "insolventie");
    jdbc.sql("update insolventie set inhoud = '\\x00'").update();

    assertThat(neem(zaak)).isTrue();

    assertThat(tel("versie", "insolventie")).isEqualTo(versie + 1);
    assertThat(proef.beheer.een(id(), "beoordelaar").nummer()).isEqualTo("R.16/26/9");
    assertThat(verteld()).isEmpty();
  }

  @Test
  void aPublicationThatIsNotFoundAnyMoreTakesItsCaseAwayOnlyWhenNoOtherIsFoundEither() {
    neem(
        zaak(
            publicatie("1", "2026-05-13", WSNP),
            publicatie("2", "2026-06-01"),
            publicatie("3", "2026-06-02")));
    beoordeel(true);
    verteld();
    lijstNoemt();

    assertThat(neem(vraag(), insolventies().moment(), NIETS)).isTrue();
    assertThat(tel("insolventie")).isEqualTo(1);
    assertThat(gestopt()).containsExactly("schuldsanering");
    Vraag derde = vraag();
    assertThat(derde.kenmerk()).isEqualTo("16.mne.26.9.R.2301.3.00");

    neem(derde, insolventies().moment(), NIETS);
    Vraag tweede = vraag();
    neem(
        tweede,
        insolventies().moment(),
        zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-06-01")));
    assertThat(tel("registervraag")).isZero();
    assertThat(verteld()).as("the bankruptcy runs on").isEmpty();

    neem(tweede, insolventies().moment(), NIETS);
    assertThat(tel("insolventie")).isEqualTo(1);
    neem(vraag(), insolventies().moment(), NIETS);

    assertThat(tel("insolventie") + tel("registervraag")).isZero();
    assertThat(documenten()).singleElement().asString().contains("<intrekkingVan>");
  }

  @Test
  void aCaseThatIsNotFoundAndDoesNotOpenStaysAndIsAskedAgain() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-06-01")));
    jdbc.sql("update insolventie set inhoud = '\\x00'").update();
    lijstNoemt();
    Vraag vraag = vraag();

    for (int keer = 0; keer < 2; keer++) {
      assertThat(neem(vraag, insolventies().moment(), NIETS)).isFalse();
      assertThat(tel("insolventie")).isEqualTo(1);
      assertThat(tel("registervraag")).isEqualTo(1);
    }
  }

  @Test
  void whatIsAskedUnderAnotherPublicationWaitsForAQuietHourWhenTheFirstDid() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-06-01")));
    insolventies().neemBeurt("cir", Duration.ofSeconds(60));
    insolventies().gewijzigdTot("cir", List.of(KENMERK), true, NU, NU);

    neem(vraag(), insolventies().moment(), NIETS);

    assertThat(tel("registervraag where rustig")).isEqualTo(1);
  }

  @Test
  void aCaseThatIsKeptAndNotOnTheListOfEverythingIsAskedUnderOneOfItsOwnPublications() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-06-01")));
    insolventies().neemBeurt("cir", Duration.ofSeconds(60));

    alles("16.mne.26.9.R.2301.1.00", "16.mne.26.8.R.2301.1.00");
    assertThat(kenmerken())
        .containsExactlyInAnyOrder("16.mne.26.9.R.2301.1.00", "16.mne.26.8.R.2301.1.00");
    jdbc.sql("delete from registervraag").update();

    alles("16.mne.26.8.R.2301.1.00");
    assertThat(kenmerken())
        .containsExactlyInAnyOrder("16.mne.26.9.R.2301.2.00", "16.mne.26.8.R.2301.1.00");
    assertThat(tel("registervraag where rustig")).isEqualTo(2);
    jdbc.sql("delete from registervraag").update();

    jdbc.sql("update insolventie set inhoud = '\\x00'").update();
    alles("16.mne.26.8.R.2301.1.00");
    assertThat(kenmerken()).as("one that does not open").hasSize(1);
  }

  private void alles(String... kenmerken) {
    transactie.executeWithoutResult(
        s -> proef.verwerking.neemAlles("cir", List.of(kenmerken), NU, NU));
  }

  private List<String> kenmerken() {
    return jdbc.sql("select kenmerk from registervraag").query(String.class).list();
  }

  @Test
  void aKeptMomentThatIsStillToComeSaysNothing() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    jdbc.sql("update insolventie set gevraagd = now() + interval '1 hour'").update();
    assertThat(neem(zaak)).isTrue();

    verwijder("Onterecht");
    jdbc.sql("update insolventie_verwijderd set moment = now() + interval '1 hour'").update();
    assertThat(neem(zaak)).isTrue();
    assertThat(tel("insolventie")).isEqualTo(1);
  }

  @Test
  void aRemovalByAnEngineWhoseClockIsAheadKeepsNoAnswerAway() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    transactie.executeWithoutResult(
        s ->
            morgen()
                .verwerking
                .verwijder("cir", "R.16/26/9", null, "Onterecht", BerichtId.nieuw(NU)));

    assertThat(neem(zaak)).isTrue();
    assertThat(tel("insolventie")).isEqualTo(1);
    assertThat(
            jdbc.sql("select moment <= now() from insolventie_verwijderd")
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void aConversionStopsTheCollectionUntilTheCaseThatItBecameIsConfirmed() {
    String begin = publicatie("1", "2026-05-13", WSNP);
    String omgezet =
        publicatie("2", "2026-06-01", "nl.insolventieregister.faillissement-uitgesproken", EINDE)
            .replace("<code>2301", "<code>2354");
    neem(zaak(begin, omgezet));
    bevestigAlles();
    assertThat(gestopt()).containsExactly("faillissement");

    String uitgesproken =
        publicatie("3", "2026-06-01", "nl.insolventieregister.faillissement-uitgesproken");
    String beeindigd =
        publicatie("4", "2026-11-01", "nl.insolventieregister.faillissement-beeindigd");
    neem(opvolger(uitgesproken));
    assertThat(gestopt()).as("not confirmed").containsExactly("faillissement");
    bevestigAlles();
    assertThat(gestopt()).containsExactly("faillissement");
    neem(opvolger(uitgesproken, beeindigd));
    assertThat(gestopt()).as("ended").isEmpty();
    neem(zaak(begin, omgezet));
    assertThat(gestopt()).as("the first case again").isEmpty();

    verwijder("F.16/26/20", "Eindevindbaarheid");
    assertThat(gestopt()).as("the second is old enough to disappear").isEmpty();
    neem(opvolger(uitgesproken, beeindigd));
    verwijder("F.16/26/20", "Onterecht");
    assertThat(gestopt()).as("the second should not have been there").hasSize(1);
    neem(opvolger(uitgesproken, beeindigd));
    assertThat(gestopt()).isEmpty();
    BerichtId tweede =
        new BerichtId(
            jdbc.sql("select id from persoonsmatch where vorige is not null")
                .query(java.util.UUID.class)
                .single());
    beoordeel(tweede, false);
    assertThat(gestopt()).as("the second is about somebody else").hasSize(1);
  }

  @Test
  void aConversionThatIsToldAsAnEndOnlyStopsTheCollectionToo() {
    String verleend =
        publicatie("1", "2026-05-13", "nl.insolventieregister.surseance-verleend")
            .replace("<code>2301", "<code>3300");
    neem(zaak(verleend).replace("<soort>schuldsanering", "<soort>surseance"));
    beoordeel(true);
    assertThat(gestopt()).containsExactly("surseance");

    String omgezet =
        publicatie("2", "2026-06-01", "nl.insolventieregister.surseance-beeindigd")
            .replace("<code>2301", "<code>3313");
    neem(zaak(verleend, omgezet).replace("<soort>schuldsanering", "<soort>surseance"));
    assertThat(gestopt()).containsExactly("faillissement");
    neem(opvolger(publicatie("4", "2026-11-01", "nl.insolventieregister.faillissement-beeindigd")));
    bevestigAlles();
    assertThat(gestopt()).isEmpty();
  }

  /** A bankruptcy that the case became. */
  private static String opvolger(String... publicaties) {
    return zaak(publicaties)
        .replace("R.16/26/9", "F.16/26/20")
        .replace(
            "<soort>schuldsanering</soort>",
            "<soort>faillissement</soort><vorigNummer>R.16/26/9</vorigNummer>");
  }

  /** Another debtor who bears the same name and day of birth. */
  private Dossiersleutel nogIemand() {
    Dossiersleutel ander = proef.voorraad.beslag(ANDER, "R-2", List.of("00000099000000120000"));
    onthoud(ander, ANDER, "Verzonneling", "1988-04-12");
    return ander;
  }

  private void bevestigAlles() {
    lijst(Graad.TE_BEVESTIGEN).forEach(match -> beoordeel(match.id(), true));
  }

  /** What was kept of this debtor does not open any more. */
  private byte[] bederf(Dossiersleutel wie) {
    byte[] bewaard =
        jdbc.sql("select inhoud from herkenning where sleutel = :wie")
            .param("wie", wie.value())
            .query((rij, nummer) -> rij.getBytes(1))
            .single();
    herstel(wie, new byte[] {0});
    return bewaard;
  }

  private void herstel(Dossiersleutel wie, byte[] inhoud) {
    jdbc.sql("update herkenning set inhoud = :inhoud where sleutel = :wie")
        .param("inhoud", inhoud)
        .param("wie", wie.value())
        .update();
  }

  @Test
  void aRejectedMatchStaysRejectedForThisCaseAndPerson() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    Match match = enige();
    beoordeel(false);

    neem(zaak);
    neem(zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-09-01", EINDE)));
    onthoud("Verzonneling", "1988-04-12");

    assertThat(lijst(Graad.TE_BEVESTIGEN)).isEmpty();
    assertThat(lijst(Graad.AFGEWEZEN)).singleElement().extracting(Match::id).isEqualTo(match.id());
    assertThat(verteld()).isEmpty();
  }

  @Test
  void whoRejectsWhatWasConfirmedTakesBackWhatWasTold() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    String id = ids().get(0);
    verteld();

    beoordeel(false);

    assertThat(documenten())
        .singleElement()
        .satisfies(d -> assertThat(d).contains("match-ingetrokken<", "<intrekkingVan>" + id));
  }

  @Test
  void aConfirmedCaseThatBecomesAboutSomebodyElseIsJudgedAgainAndTellsNothingUntilThen() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    verteld();

    neem(
        zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-09-01", EINDE))
            .replace("1988-04-12", "1988-05-12"));

    assertThat(enige().opnieuw()).isTrue();
    assertThat(verteld()).isEmpty();
  }

  @Test
  void whoLookedBeforeACaseBecameAboutSomebodyElseConfirmsNothing() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    verteld();
    String gezien = kenmerk();
    neem(
        zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-09-01", EINDE))
            .replace("1988-04-12", "1988-05-12"));

    assertThat(enige().vergeleken().van(Vergelijking.Veld.GEBOORTEDATUM))
        .isEqualTo(Vergelijking.Uitkomst.ANDERS);
    assertThatThrownBy(() -> beoordeel(true, gezien))
        .isInstanceOfSatisfying(
            Matchbeheer.Afwijzing.class, e -> assertThat(e.code()).isEqualTo("match-veranderd"));
    assertThat(verteld()).isEmpty();
  }

  @Test
  void aDebtorWhoBecameSomebodyElseIsNotConfirmedOrRejectedByWhoLookedBefore() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(false);
    String gezien = kenmerk();

    onthoud("Verzonneling", "1971-01-01");

    assertThat(lijst(Graad.AFGEWEZEN))
        .singleElement()
        .satisfies(
            match ->
                assertThat(match.vergeleken().van(Vergelijking.Veld.GEBOORTEDATUM))
                    .isEqualTo(Vergelijking.Uitkomst.ANDERS));
    assertThatThrownBy(() -> beoordeel(true, gezien))
        .isInstanceOfSatisfying(
            Matchbeheer.Afwijzing.class, e -> assertThat(e.code()).isEqualTo("match-veranderd"));
  }

  @Test
  void whatIsConfirmedInSpiteOfTheDifferenceStaysConfirmedUntilItDiffersOtherwise() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    beoordeel(true);
    neem(zaak.replace("1988-04-12", "1988-05-12"));
    beoordeel(true);

    neem(zaak.replace("1988-04-12", "1988-05-12"));
    assertThat(lijst(Graad.ZEKER)).hasSize(1);
    neem(zaak.replace("1988-04-12", "1988-06-12"));
    assertThat(enige().opnieuw()).isTrue();
  }

  @Test
  void aConfirmedCaseThatComesBackAboutSomebodyElseIsShownToBeJudged() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    beoordeel(true);
    verwijder("Onterecht");
    assertThat(lijst(Graad.ZEKER)).isEmpty();

    neem(zaak.replace("1988-04-12", "1971-01-01"));

    assertThat(enige().opnieuw()).isTrue();
  }

  @Test
  void aProposalThatDoesNotHoldAnyMoreIsGone() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    assertThat(lijst(Graad.TE_BEVESTIGEN)).hasSize(1);

    neem(zaak.replace("1988-04-12", "1971-01-01"));

    assertThat(lijst(Graad.TE_BEVESTIGEN)).isEmpty();
  }

  @Test
  void aJudgementOnOtherDataThanThereAreNowIsNotTaken() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    List<Runnable> veranderingen =
        List.of(
            () -> neem(zaak.replace("Verzonneling<", "Verzonneling-Ander<")),
            () ->
                neem(
                    zaak.replace(
                        "<geheimAdres>true</geheimAdres>",
                        "<adres><soort>adres</soort><huisnummer>12</huisnummer><postcode>9901ZA</postcode></adres>")),
            () -> neem(zaak(publicatie("1", "2026-05-14", WSNP))),
            () -> beoordeel(false));
    for (Runnable verandering : veranderingen) {
      neem(zaak);
      String gezien = kenmerk();
      verandering.run();
      log.clear();

      assertThatThrownBy(() -> beoordeel(true, gezien))
          .isInstanceOfSatisfying(
              Matchbeheer.Afwijzing.class, e -> assertThat(e.code()).isEqualTo("match-veranderd"));
      assertThat(log).as("nothing that was not taken is on record").isEmpty();
    }
    assertThat(verteld()).isEmpty();
  }

  @Test
  void aJudgementIsOnRecordWhenItIsAskedAndWhenItIsTaken() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    String gezien = kenmerk();
    log.clear();
    beoordeel(true, gezien);

    assertThat(log)
        .extracting(LogRegel::code)
        .containsExactly("match-oordeel-gevraagd", "match-bevestigd");
    assertThat(log)
        .extracting(LogRegel::berichtId)
        .containsOnly(enige(Graad.ZEKER).oordeel().value());
  }

  @Test
  void aJudgementStandsWhenTheBrokerDoesNotCommitThatItWasTaken() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    Proefmatches geweigerd =
        new Proefmatches(
            Testdatabase.bron(),
            log::add,
            klok,
            () -> {
              throw new TransactionSystemException("de broker weigert");
            });

    assertThatThrownBy(() -> geweigerd.beheer.oordeel(id(), true, "zo gezien", kenmerk(), "b"))
        .isInstanceOf(Matchbeheer.UitkomstNietVastgelegd.class);

    assertThat(lijst(Graad.ZEKER)).hasSize(1);
    assertThat(verteld()).containsExactly(WSNP + " 2026-05-13");
  }

  @Test
  void aJudgementThatIsOvertakenWhileItIsAskedIsOnRecordAsNotTaken() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    String gezien = kenmerk();
    List<String> codes = new ArrayList<>();
    Proefmatches ingehaald =
        new Proefmatches(
            Testdatabase.bron(),
            regel -> {
              codes.add(regel.code());
              if (regel.code().equals("match-oordeel-gevraagd")) {
                neem(zaak(publicatie("1", "2026-05-14", WSNP)));
              }
            },
            klok);

    assertThatThrownBy(() -> ingehaald.beheer.oordeel(id(), true, "zo gezien", gezien, "b"))
        .isInstanceOf(Matchbeheer.Afwijzing.class);
    assertThat(codes).containsExactly("match-oordeel-gevraagd", "match-oordeel-niet-genomen");
    assertThat(verteld()).isEmpty();
  }

  @Test
  void whatStopsTheCollectionFollowsFromWhatWasConfirmedAndTold() {
    String loopt = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(loopt);
    assertThat(gestopt()).as("not confirmed").isEmpty();

    beoordeel(true);
    assertThat(gestopt()).containsExactly("schuldsanering");
    assertThat(gestopt(Set.of("faillissement", "surseance"))).as("no right to know").isEmpty();
    neem(zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-09-01", EINDE)));
    assertThat(gestopt()).as("ended").isEmpty();
    neem(loopt);
    assertThat(gestopt()).as("the end was withdrawn").containsExactly("schuldsanering");
    beoordeel(false);
    assertThat(gestopt()).as("somebody else").isEmpty();
  }

  private List<String> gestopt() {
    return gestopt(Set.of("faillissement", "schuldsanering", "surseance"));
  }

  private List<String> gestopt(Set<String> soorten) {
    return proef
        .voorraad
        .matches(klok)
        .gestopt(List.of(dossier), soorten)
        .getOrDefault(dossier.value(), List.of());
  }

  @Test
  void aTransactionThatFailsLeavesNothingAndTheCaseIsAskedAgain() {
    insolventies()
        .gewijzigdTot("cir", List.of("16.mne.26.9.R.2301.1.00"), false, NU, NU.plusSeconds(9));
    transactie.executeWithoutResult(
        status -> {
          neem(zaak(publicatie("1", "2026-05-13", WSNP)));
          status.setRollbackOnly();
        });

    assertThat(tel("registervraag")).isEqualTo(1);
    assertThat(tel("insolventie")).isZero();
    assertThat(tel("persoonsmatch")).isZero();
  }

  @Test
  void aCaseThatDoesNotOpenCanStillBeTakenAway() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    jdbc.sql("update insolventie set inhoud = 'onleesbaar'::bytea").update();

    verwijder("Onterecht");

    assertThat(tel("insolventie")).isZero();
  }

  @Test
  void aChangeThatIsNamedWhileTheCaseIsAskedIsAskedAgain() {
    lijstNoemt();
    Vraag vraag = vraag();
    lijstNoemt();

    neem(vraag, insolventies().moment(), zaak(publicatie("1", "2026-05-13", WSNP)));
    assertThat(tel("registervraag")).isEqualTo(1);
    insolventies().vraagMislukt("cir", vraag, n -> NU.plusSeconds(9999));

    neem(vraag(), insolventies().moment(), zaak(publicatie("1", "2026-05-13", WSNP)));
    assertThat(tel("registervraag")).isZero();
  }

  @Test
  void anOlderAnswerDoesNotUndoANewerOneAndIsAskedAgain() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    verteld();
    lijstNoemt();
    Vraag vraag = vraag();
    Instant eerder = insolventies().moment();
    neem(zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-09-01", EINDE)));
    assertThat(verteld()).containsExactly(EINDE + " 2026-09-01");

    assertThat(neem(vraag, eerder, zaak(publicatie("1", "2026-05-13", WSNP)))).isFalse();

    assertThat(verteld()).isEmpty();
    assertThat(tel("registervraag")).as("it stays, and is asked again").isEqualTo(1);
  }

  @Test
  void anAnswerFromBeforeARemovalDoesNotBringTheCaseBack() {
    Instant eerder = insolventies().moment();
    verwijder("Onterecht");

    neem(new Vraag(KENMERK, NU), eerder, zaak(publicatie("1", "2026-05-13", WSNP)));
    assertThat(tel("insolventie")).isZero();

    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    assertThat(tel("insolventie")).isEqualTo(1);
    insolventies().vergeetVerwijderd();
    assertThat(tel("insolventie_verwijderd")).isEqualTo(1);
    jdbc.sql("update insolventie_verwijderd set moment = now() - interval '25 hours'").update();
    insolventies().vergeetVerwijderd();
    assertThat(tel("insolventie_verwijderd")).isZero();
  }

  @Test
  void aCaseThatTheRegisterDoesNotFindAnyMoreIsWithdrawn() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    verteld();

    neem(NIETS);

    assertThat(tel("insolventie")).isZero();
    assertThat(documenten()).singleElement().asString().contains("insolventie-verwijderd<");
  }

  @Test
  void aCaseThatTurnsOutToBeOfAnOrganisationIsTakenAwayAndWithdrawn() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    beoordeel(true);
    String id = ids().get(0);
    verteld();

    neem(zaak.replace("<natuurlijkPersoon>true", "<natuurlijkPersoon>false"));

    assertThat(tel("insolventie")).isZero();
    assertThat(tel("herkenning where soort = 'zaak'")).isZero();
    assertThat(documenten()).singleElement().asString().contains("<intrekkingVan>" + id);
  }

  @Test
  void aTransferAndAConversionDecideWhatStopsTheCollection() {
    String overgedragen = "nl.insolventieregister.insolventie-overgedragen";
    String over = publicatie("1", "2026-05-13", overgedragen).replace("<code>2301", "<code>2350");
    neem(zaak(over));
    beoordeel(true);
    assertThat(gestopt()).as("from another court").containsExactly("schuldsanering");

    String omgezet =
        publicatie("2", "2026-06-01", "nl.insolventieregister.faillissement-uitgesproken", EINDE)
            .replace("<code>2301", "<code>2354");
    neem(zaak(over, omgezet));
    assertThat(gestopt()).as("converted").containsExactly("faillissement");

    neem(
        zaak(
            over, publicatie("3", "2026-06-02", overgedragen).replace("<code>2301", "<code>2355")));
    assertThat(gestopt()).as("to another court").isEmpty();
  }

  @Test
  void whatIsWithdrawnAtOnceIsWithdrawnBehindAllThatWasTold() {
    String[] publicaties = new String[40];
    for (int i = 0; i < publicaties.length; i++) {
      publicaties[i] = publicatie(Integer.toString(i + 1), "2026-05-13", WSNP);
    }
    neem(zaak(publicaties));
    beoordeel(true);
    beoordeel(false);

    assertThat(documenten().subList(0, 40)).noneMatch(d -> d.contains("<intrekkingVan>"));
    assertThat(documenten().subList(40, 80)).allMatch(d -> d.contains("<intrekkingVan>"));
  }

  @Test
  void whatAnEngineBehindWithdrawsGoesBehindWhatAnEngineAheadTold() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    transactie.executeWithoutResult(
        s -> morgen().beheer.oordeel(id(), true, "zo gezien", kenmerk(), "beoordelaar"));
    beoordeel(false);

    assertThat(documenten()).hasSize(2);
    assertThat(documenten().get(0)).doesNotContain("<intrekkingVan>");
    assertThat(documenten().get(1)).contains("<intrekkingVan>");
  }

  @Test
  void whoEndsTheLastAttachmentWaitsForWhatIsBeingKeptOfTheDebtorAndWipesItToo() throws Exception {
    jdbc.sql("delete from herkenning").update();
    wisTerwijl(() -> onthoud("Verzonneling", "1988-04-12"));
    assertThat(tel("herkenning where soort = 'schuldenaar'")).isZero();
  }

  @Test
  void whoEndsTheLastAttachmentWaitsForAMatchThatIsBeingProposedAndWipesItToo() throws Exception {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    Match match = enige();
    jdbc.sql("delete from persoonsmatch").update();
    wisTerwijl(
        () ->
            proef
                .voorraad
                .matches(klok)
                .stelVoor(
                    dossier, match.zaak(), "cir", match.vergeleken(), match.kenmerk(), match.id()));
    assertThat(tel("persoonsmatch")).isZero();
  }

  /** The last attachment ends while this is not committed yet. */
  private void wisTerwijl(Runnable bewaren) throws InterruptedException {
    jdbc.sql("update beslag set status = 'beeindigd'").update();
    Thread wisser =
        new Thread(
            () ->
                proef.voorraad.opDossiers(
                    (d, s, c) -> {
                      transactie.executeWithoutResult(t -> s.wisZonderBeslag(dossier));
                      return true;
                    }));
    transactie.executeWithoutResult(
        status -> {
          bewaren.run();
          wisser.start();
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () ->
                      JdbcClient.create(Testdatabase.bron())
                              .sql("select count(*) from pg_locks where not granted")
                              .query(Long.class)
                              .single()
                          > 0);
        });
    wisser.join();
  }

  @Test
  void withTheLastAttachmentGoesWhatWasKeptOfTheDebtor() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    bederf(dossier);
    verwijder("Onterecht");
    assertThat(tel("verdwijning_open")).isEqualTo(1);

    jdbc.sql("update beslag set status = 'beeindigd'").update();
    proef.voorraad.opDossiers(
        (d, s, c) -> {
          s.wisZonderBeslag(dossier);
          return true;
        });

    assertThat(tel("persoonsmatch")).isZero();
    assertThat(tel("match_verteld")).isZero();
    assertThat(tel("verdwijning_open")).isZero();
    assertThat(tel("herkenning where soort = 'schuldenaar'")).isZero();
  }

  @Test
  void ofAnOrganisationNothingIsKept() {
    neem(
        zaak(publicatie("1", "2026-05-13", WSNP))
            .replace("<natuurlijkPersoon>true", "<natuurlijkPersoon>false"));

    assertThat(tel("insolventie")).isZero();
  }

  @Test
  void nothingThatIsKeptCanBeReadOrFoundByItsValue() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);

    for (String tabel : List.of("insolventie", "herkenning", "persoonsmatch", "match_verteld")) {
      assertThat(jdbc.sql("select t::text from " + tabel + " t").query(String.class).list())
          .as(tabel)
          .isNotEmpty()
          .noneMatch(rij -> Stream.of("R.16", "Verzonneling", "1988-", BSN).anyMatch(staatIn(rij)));
    }
  }

  /** As text, or as the bytes of that text. */
  private static Predicate<String> staatIn(String rij) {
    return waarde ->
        rij.contains(waarde)
            || rij.contains(HexFormat.of().formatHex(waarde.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTurnIsOfOneEngineAndComesBackWhenThatOneStops() {
    Insolventies een = insolventies();
    assertThat(een.neemBeurt("cir", Duration.ofSeconds(60))).isTrue();
    assertThat(een.neemBeurt("cir", Duration.ofSeconds(60))).isFalse();

    Insolventies later = proef.voorraad.insolventies(Clock.offset(klok, Duration.ofSeconds(61)));
    assertThat(later.neemBeurt("cir", Duration.ofSeconds(60))).isTrue();
    assertThat(een.stand("cir").gewijzigdSinds()).isNull();
  }

  @Test
  void noMoreCasesAreTakenThanTheRegisterAllowsInAMinute() {
    insolventies().neemBeurt("cir", Duration.ofSeconds(60));
    insolventies()
        .gewijzigdTot(
            "cir",
            List.of(
                "16.mne.26.1.R.2301.1.00", "16.mne.26.2.R.2301.1.00", "16.mne.26.3.R.2301.1.00"),
            false,
            NU,
            NU.plusSeconds(9));

    assertThat(insolventies().neemVragen("cir", 10, 2, false, Duration.ofSeconds(60))).hasSize(2);
    assertThat(insolventies().neemVragen("cir", 10, 2, false, Duration.ofSeconds(60))).isEmpty();
    assertThat(insolventies().stand("cir").gewijzigdSinds()).isEqualTo(NU);
  }

  @Test
  void whatBelongsToLoadingEverythingWaitsForAQuietHourUnlessItChanges() {
    List<String> alles = List.of("16.mne.26.1.R.2301.1.00", "16.mne.26.2.R.2301.1.00");
    insolventies().neemBeurt("cir", Duration.ofSeconds(60));
    insolventies().gewijzigdTot("cir", alles, true, NU, NU.plusSeconds(9));
    insolventies().gewijzigdTot("cir", alles.subList(0, 1), false, NU, NU.plusSeconds(9));

    assertThat(insolventies().neemVragen("cir", 10, 10, false, Duration.ofSeconds(60)))
        .extracting(Vraag::kenmerk)
        .containsExactly(alles.get(0));
    assertThat(insolventies().neemVragen("cir", 10, 10, true, Duration.ofSeconds(60)))
        .extracting(Vraag::kenmerk)
        .containsExactly(alles.get(1));
  }

  private Insolventies insolventies() {
    return proef.voorraad.insolventies(klok);
  }

  private void onthoud(String naam, String geboren) {
    onthoud(dossier, BSN, naam, geboren);
  }

  private void onthoud(Dossiersleutel van, String bsn, String naam, String geboren) {
    Canoniek persoon =
        Canoniek.lees(
                """
                <Persoon xmlns="urn:ketenbrug:invordering:1"><bsn>%s</bsn><naam><voornamen>Alida</voornamen>\
                <geslachtsnaam>%s</geslachtsnaam></naam><geboortedatum>%s</geboortedatum>\
                <geheimhouding>%s</geheimhouding></Persoon>\
                """
                    .formatted(bsn, naam, geboren, geheimhouding))
            .delen("/k:Persoon")
            .get(0);
    transactie.executeWithoutResult(
        s -> proef.verwerking.onthoud(van, persoon, BerichtId.nieuw(NU)));
  }

  @Test
  void aCaseThatComesByItselfIsTakenInWhenNothingElseIsKnownOfIt() {
    lijstNoemt();
    Instant eerder = insolventies().moment();
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));

    assertThat(bericht(NU, zaak)).isEqualTo(Bericht.INGENOMEN);
    assertThat(lijst(Graad.TE_BEVESTIGEN)).hasSize(1);
    beoordeel(true);
    assertThat(documenten()).anyMatch(d -> d.contains(WSNP));
    int verteld = documenten().size();

    assertThat(bericht(eerder, zaak)).isEqualTo(Bericht.OUDER);
    assertThat(bericht(NU, zaak)).as("the same").isEqualTo(Bericht.INGENOMEN);
    String einde = zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-06-13", EINDE));
    assertThat(bericht(NU, einde)).isEqualTo(Bericht.NAGEVRAAGD);
    assertThat(documenten()).as("the register says so itself").hasSize(verteld);
    assertThat(tel("registervraag where kenmerk = '" + KENMERK + "'"))
        .as("what was to be asked stays to be asked")
        .isEqualTo(1);
  }

  /** It was withdrawn: people must not hear it as new. */
  @Test
  void aPublicationThatTheRegisterTookAwayDoesNotComeBackByAnOldCase() {
    String oud = zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-06-13", EINDE));
    neem(oud);
    beoordeel(true);
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    verteld();

    assertThat(bericht(NU, oud)).isEqualTo(Bericht.NAGEVRAAGD);
    assertThat(bericht(NU, zaak(publicatie("1", "2026-05-12", WSNP))))
        .as("an older day of the same publication")
        .isEqualTo(Bericht.NAGEVRAAGD);

    assertThat(documenten()).isEmpty();
  }

  @Test
  void anOldCaseUndoesNoMatchThatWasConfirmed() {
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(zaak);
    beoordeel(true);
    assertThat(lijst(Graad.ZEKER)).hasSize(1);

    assertThat(bericht(NU, zaak.replace("1988-04-12", "1987-04-12"))).isEqualTo(Bericht.NAGEVRAAGD);

    assertThat(lijst(Graad.ZEKER)).hasSize(1);
  }

  @Test
  void theRegisterIsAskedAboutWhatCameByItselfWhateverItSays() {
    Instant eerder = insolventies().moment();
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    bericht(NU, zaak);
    assertThat(tel("registervraag")).isEqualTo(1);

    jdbc.sql("delete from registervraag").update();
    assertThat(bericht(eerder, zaak)).isEqualTo(Bericht.OUDER);
    assertThat(tel("registervraag")).as("also of what is older").isEqualTo(1);
  }

  /**
   * Under the last one that was delivered it would find nothing, and that would end the question.
   */
  @Test
  void theRegisterIsAskedUnderAPublicationThatItKnows() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    jdbc.sql("delete from registervraag").update();

    bericht(NU, zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-06-13", EINDE)));

    assertThat(jdbc.sql("select kenmerk from registervraag").query(String.class).list())
        .containsExactly("16.mne.26.9.R.2301.1.00");
  }

  @Test
  void aCaseOfYesterdayThatIsDeliveredTodayTakesNothingBack() {
    String nu = zaak(publicatie("1", "2026-05-13", WSNP), publicatie("2", "2026-06-13", EINDE));
    String gisteren = zaak(publicatie("1", "2026-05-13", WSNP));
    neem(nu);
    beoordeel(true);
    verteld();

    assertThat(bericht(NU, gisteren)).isEqualTo(Bericht.NAGEVRAAGD);
    String voorbij =
        nu.replace("<herkomst>", "<eindeVindbaarheid>2026-12-20</eindeVindbaarheid><herkomst>");
    assertThat(bericht(NU, voorbij)).isEqualTo(Bericht.NAGEVRAAGD);

    assertThat(documenten()).isEmpty();
    assertThat(tel("insolventie")).isEqualTo(1);
    assertThat(tel("registervraag")).as("the register says what is so").isPositive();
  }

  @Test
  void aCaseThatDisappearedComesBackOnlyWhenTheRegisterSaysSo() {
    neem(zaak(publicatie("1", "2026-05-13", WSNP)));
    beoordeel(true);
    verwijder("Onterecht");
    verteld();
    // The moment of a removal is kept for a day.
    jdbc.sql("delete from insolventie_verwijderd").update();

    assertThat(bericht(NU, zaak(publicatie("1", "2026-05-13", WSNP))))
        .isEqualTo(Bericht.NAGEVRAAGD);

    assertThat(documenten()).isEmpty();
    assertThat(tel("registervraag")).isEqualTo(1);
  }

  @Test
  void aCaseThatIsOfferedAgainIsNotOlderThanItself() {
    Instant binnen = insolventies().moment().truncatedTo(ChronoUnit.MILLIS);
    String zaak = zaak(publicatie("1", "2026-05-13", WSNP));
    BerichtId bericht = BerichtId.nieuw(binnen);

    assertThat(bericht(bericht, binnen, zaak)).isEqualTo(Bericht.INGENOMEN);
    assertThat(bericht(bericht, binnen, zaak)).isEqualTo(Bericht.INGENOMEN);
    assertThat(bericht(bericht, binnen.minusMillis(1), zaak)).isEqualTo(Bericht.OUDER);
  }

  private Bericht bericht(Instant binnen, String brongegevens) {
    return bericht(BerichtId.nieuw(klok.instant()), binnen, brongegevens);
  }

  private Bericht bericht(BerichtId bericht, Instant binnen, String brongegevens) {
    return transactie.execute(
        s ->
            proef.verwerking.neemBericht(
                "cir",
                bericht,
                binnen,
                Canoniek.lees(brongegevens).delen("/k:Brongegevens/k:Insolventie").get(0)));
  }

  private boolean neem(String zaak) {
    return neem(new Vraag(KENMERK, NU), insolventies().moment(), zaak);
  }

  /** The register answers this question of then with this case. */
  private boolean neem(Vraag vraag, Instant gevraagd, String zaak) {
    return Bericht.INGENOMEN
        == transactie.execute(
            s ->
                proef.verwerking.neem(
                    "cir", vraag, BerichtId.nieuw(klok.instant()), gevraagd, Canoniek.lees(zaak)));
  }

  private Vraag vraag() {
    List<Vraag> vragen = insolventies().neemVragen("cir", 1, 100, true, Duration.ofSeconds(60));
    assertThat(vragen).hasSize(1);
    return vragen.get(0);
  }

  private void lijstNoemt() {
    insolventies().neemBeurt("cir", Duration.ofSeconds(60));
    insolventies().gewijzigdTot("cir", List.of(KENMERK), false, NU, NU);
  }

  private void verwijder(String reden) {
    verwijder("R.16/26/9", reden);
  }

  private void verwijder(String nummer, String reden) {
    transactie.executeWithoutResult(
        s -> proef.verwerking.verwijder("cir", nummer, null, reden, BerichtId.nieuw(NU)));
  }

  private void beoordeel(boolean bevestigd) {
    beoordeel(bevestigd, kenmerk());
  }

  private void beoordeel(boolean bevestigd, String kenmerk) {
    beoordeel(id(), bevestigd, kenmerk);
  }

  private void beoordeel(BerichtId id, boolean bevestigd) {
    beoordeel(id, bevestigd, proef.beheer.een(id, "beoordelaar").gezien());
  }

  private void beoordeel(BerichtId id, boolean bevestigd, String kenmerk) {
    transactie.executeWithoutResult(
        s -> proef.beheer.oordeel(id, bevestigd, "zo gezien", kenmerk, "beoordelaar"));
  }

  private BerichtId id() {
    return new BerichtId(
        jdbc.sql("select id from persoonsmatch").query(java.util.UUID.class).single());
  }

  /** As who looks now gets it. */
  private String kenmerk() {
    return proef.beheer.een(id(), "beoordelaar").gezien();
  }

  private Match enige() {
    return enige(Graad.TE_BEVESTIGEN);
  }

  private Match enige(Graad graad) {
    List<Match> matches = lijst(graad);
    assertThat(matches).hasSize(1);
    return matches.get(0);
  }

  private List<Match> lijst(Graad graad) {
    return proef.voorraad.matches(klok).lijst(graad, null, 10);
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

  private List<String> ids() {
    return open().stream().map(a -> a.bericht().toString()).toList();
  }

  private List<String> documenten() {
    return open().stream().map(Afleidingen.Afleiding::document).toList();
  }

  /** Type and day of what waits to be sent, in order; it is sent with that. */
  private List<String> verteld() {
    List<String> gevonden =
        documenten().stream()
            .map(Canoniek::lees)
            .map(d -> d.verplicht("/*/k:type") + " " + d.verplicht("/*/k:plaatsgevonden"))
            .toList();
    jdbc.sql("update afleiding set verzonden = now(), inhoud = null").update();
    return gevonden;
  }

  private long tel(String tabel) {
    return jdbc.sql("select count(*) from " + tabel).query(Long.class).single();
  }

  private long tel(String veld, String tabel) {
    return jdbc.sql("select " + veld + " from " + tabel).query(Long.class).single();
  }

  private static String publicatie(String nummer, String datum, String... typen) {
    StringBuilder xml =
        new StringBuilder(
            "<publicatie><kenmerk>16.mne.26.9.R.2301.%s.00</kenmerk><datum>%s</datum><code>2301</code>"
                .formatted(nummer, datum));
    for (String type : typen) {
      xml.append("<gebeurtenistype>").append(type).append("</gebeurtenistype>");
    }
    return xml.append("</publicatie>").toString();
  }

  private static String zaak(String... publicaties) {
    return """
    <Brongegevens xmlns="urn:ketenbrug:invordering:1" uitkomst="gevonden"><Insolventie>\
    <nummer>R.16/26/9</nummer><soort>schuldsanering</soort><rechtbank><code>42</code></rechtbank>\
    <kenmerken><natuurlijkPersoon>true</natuurlijkPersoon><naam><voornamen>Alida</voornamen>\
    <geslachtsnaam>Verzonneling</geslachtsnaam></naam><geboortedatum>1988-04-12</geboortedatum>\
    <geheimAdres>true</geheimAdres></kenmerken>%s<herkomst><bron>b</bron><berichtId>x</berichtId>\
    <tijdstip>t</tijdstip></herkomst></Insolventie></Brongegevens>\
    """
        .formatted(String.join("", publicaties));
  }
}
