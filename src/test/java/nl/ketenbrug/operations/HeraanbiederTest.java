package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnementstand;
import nl.ketenbrug.delivery.Heraanbod;
import nl.ketenbrug.delivery.Heraanbod.Keuze;
import nl.ketenbrug.delivery.Heraanbod.Toestand;
import nl.ketenbrug.delivery.Heraanbodproef;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefkeuzes;
import nl.ketenbrug.delivery.Pull;
import nl.ketenbrug.delivery.Termijnproef;
import nl.ketenbrug.delivery.Uitgiftetempo;
import nl.ketenbrug.delivery.Volledigheid;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Offering again, on a real broker and a real database. */
class HeraanbiederTest {

  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";
  private static final String OPGEHEVEN = "nl.beslagregister.beslag-opgeheven";
  private static final String DOSSIER = "a".repeat(64);
  private static final String ANDER = "b".repeat(64);
  static final Partner CJIB =
      new Partner(
          "cjib",
          "cjib",
          "00000099000000110000",
          new Abonnement(
              "art. 475g Rv",
              Set.of(GELEGD, OPGEHEVEN),
              Abonnement.Bereik.ALLE_DOSSIERS,
              "beperkt",
              Abonnement.Kanaal.PULL),
          null,
          null,
          null);

  @TempDir private static Path map;
  private static EmbeddedBroker broker;
  private static CachingConnectionFactory verbinding;
  private static Brokerbeheer beheer;
  private static JmsTemplate jms;

  private final List<LogRegel> log = new CopyOnWriteArrayList<>();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private Heraanbodproef motor;
  private long nummer;
  private boolean logWeigert;
  private Runnable tijdensZenden = () -> {};
  private long vrijeStand = -1;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = Testbroker.start(map, Map.of());
    verbinding =
        new JmsConfiguration().connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    beheer.queue(CJIB.queue());
    beheer.queue("verlopen");
    beheer.queue("parkeer.deliver-to-cjib");
    jms = new JmsTemplate(verbinding);
    jms.setSessionTransacted(true);
    jms.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    verbinding.destroy();
    broker.destroy();
  }

  @BeforeEach
  void leeg() {
    neemAlles(CJIB.queue());
    neemAlles("verlopen");
    for (String tabel :
        List.of(
            "levering",
            "abonnement_stand",
            "herroeping",
            "heraanbod_bericht",
            "heraanbod",
            "uitgifte")) {
      jdbc.sql("delete from " + tabel).update();
    }
    Testdatabase.leeg();
    motor = motor(1000);
  }

  @Test
  void byDefaultItOffersWhatExpiredAndTheTrialChangesNothing() throws Exception {
    UUID bevestigd = leg(GELEGD, DOSSIER);
    motor.bevestig(CJIB, bevestigd);
    UUID verlopen = leg(GELEGD, DOSSIER);
    TextMessage eerste = verloop();
    UUID staatKlaar = leg(GELEGD, DOSSIER);

    Heraanbod.Telling telling = motor.tel(alles());
    assertThat(telling).isEqualTo(new Heraanbod.Telling(1, 1, 1, 0, 1));
    assertThat(opWachtrij()).containsExactly(staatKlaar);

    Heraanbod opdracht = motor.geef(alles(), "cjib", 50);
    motor.portieNu();
    motor.portieNu();

    assertThat(opWachtrij()).containsExactly(staatKlaar, verlopen);
    assertThat(neemAlles("verlopen")).isEmpty();
    TextMessage tweede = neemAlles(CJIB.queue()).get(1);
    assertThat(koppen(tweede)).as("same headers").isEqualTo(koppen(eerste));
    assertThat(tweede.getText()).as("same body").isEqualTo(eerste.getText());
    Heraanbod stand = motor.stand(opdracht);
    assertThat(stand.toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand.aangeboden()).isEqualTo(1);
    assertThat(stand.bevestigd()).as("offered is not received").isZero();
    assertThat(motor.opdrachten.regels(stand, 0, 10))
        .containsExactly(new Heraanbod.Regel(2, verlopen, 2, "aangeboden", false));
    assertThat(log)
        .filteredOn(regel -> regel.stap() == Stap.KLAARGEZET)
        .singleElement()
        .satisfies(
            regel -> {
              assertThat(regel.berichtId()).isEqualTo(verlopen);
              assertThat(regel.uitleg()).endsWith("aanbod 2");
            });
  }

  @Test
  void whatWasWithheldIsOfferedOnlyWhenItIsAskedForByItsId() {
    UUID ingehouden = leg(GELEGD, DOSSIER);
    UUID ander = leg(GELEGD, DOSSIER);
    neemAlles(CJIB.queue());
    houdIn(ingehouden);
    motor.bevestig(CJIB, ander);

    assertThat(motor.tel(alles()).opnieuw()).isZero();
    assertThat(motor.tel(ookBevestigd()).opnieuw()).as("only the other").isEqualTo(1);
    assertThat(tel(null, null, null, DOSSIER)).isEqualTo(1);
    assertThat(motor.tel(een(ingehouden)).opnieuw()).isEqualTo(1);
    assertThat(motor.isIngehouden(een(ingehouden))).isTrue();
    assertThat(motor.isIngehouden(een(ander))).isFalse();
    assertThat(motor.isIngehouden(alles())).isFalse();

    motor.geef(een(ingehouden), "beheerder", 50);
    motor.portieNu();

    assertThat(opWachtrij()).containsExactly(ingehouden);
    assertThat(motor.isIngehouden(een(ingehouden))).as("open again").isFalse();
  }

  @Test
  void whatWasWithheldIsHandedOutNoMoreAndThePartnersOwnAnswerIsOnRecord() {
    UUID eerste = leg(GELEGD, DOSSIER);
    UUID tweede = leg(GELEGD, DOSSIER);
    houdIn(eerste);
    houdIn(tweede);
    log.clear();

    assertThat(motor.haal(CJIB, 10).berichten()).isEmpty();
    assertThat(opWachtrij()).isEmpty();
    assertThat(log)
        .extracting(LogRegel::stap, LogRegel::berichtId, LogRegel::actor)
        .containsExactly(
            tuple(Stap.INGEHOUDEN, eerste, null), tuple(Stap.INGEHOUDEN, tweede, null));
    log.clear();

    motor.bevestig(CJIB, eerste);
    assertThat(log)
        .singleElement()
        .satisfies(
            regel -> {
              assertThat(regel.stap()).isEqualTo(Stap.BEVESTIGD);
              assertThat(regel.code()).isEqualTo("geaccepteerd");
              assertThat(regel.uitleg()).contains("ingehouden");
              assertThat(regel.actor()).isEqualTo("cjib");
            });
    assertThat(
            jdbc.sql("select uitkomst from levering order by volgnummer")
                .query(String.class)
                .list())
        .containsExactly("geaccepteerd", "ingehouden");
  }

  /** By pull, by a receipt or at a webhook: it had it in its hands. */
  @Test
  void whatThePartnerRefusesAfterItWasWithheldIsOnRecordAsBothAndCountedOnce() {
    UUID id = leg(GELEGD, DOSSIER);
    assertThat(motor.haal(CJIB, 10).berichten()).hasSize(1);
    neemAlles(CJIB.queue());
    houdIn(id);
    log.clear();
    Instant klaargezet =
        jdbc.sql("select klaargezet from levering").query(Timestamp.class).single().toInstant();
    assertThat(motor.verklaring(CJIB, klaargezet).ingehoudenNummers()).hasSize(1);

    assertThat(motor.weiger(CJIB, id, "onbekende persoon"))
        .isEqualTo(new Pull.Bevestiging(id, "geweigerd", false, false));
    assertThat(motor.weiger(CJIB, id, "onbekende persoon").eerder()).as("twice the same").isTrue();

    assertThat(log)
        .singleElement()
        .satisfies(
            regel -> {
              assertThat(regel.stap()).isEqualTo(Stap.BEVESTIGD);
              assertThat(regel.code()).isEqualTo("geweigerd");
              assertThat(regel.uitleg())
                  .isEqualTo("onbekende persoon (nadat een beheerder het had ingehouden)");
              assertThat(regel.actor()).isEqualTo("cjib");
            });
    Volledigheid.Verklaring verklaring = motor.verklaring(CJIB, klaargezet);
    assertThat(verklaring.verzonden()).isEqualTo(1);
    assertThat(verklaring.geweigerd()).isEqualTo(1);
    assertThat(verklaring.ingehouden()).isZero();
    assertThat(verklaring.ingehoudenNummers()).isEmpty();
    assertThat(verklaring.openstaand()).isZero();
    assertThat(verklaring.geparkeerd()).as("there is no message to set apart").isZero();
  }

  private void houdIn(UUID id) {
    jdbc.sql("update levering set uitkomst = 'ingehouden' where bericht_id = :id")
        .param("id", id)
        .update();
  }

  @Test
  void whatIsOpenIsLeftToTheQueueEvenWhenALookDoesNotShowIt() {
    leg(GELEGD, DOSSIER);
    neemAlles(CJIB.queue());

    assertThat(motor.tel(alles())).isEqualTo(new Heraanbod.Telling(0, 0, 1, 0, 0));
  }

  @Test
  void whatExpiredIsNotOfferedBehindItsWithdrawalThatStillStandsOnTheQueue() {
    UUID gelegd = leg(GELEGD, DOSSIER);
    verloop();
    UUID ingetrokken = leg(OPGEHEVEN, DOSSIER);
    trekIn(gelegd, ingetrokken);

    Heraanbod opdracht = motor.geef(alles(), "cjib", 50);
    motor.portieNu();
    motor.portieNu();

    assertThat(opWachtrij()).as("the last word is the withdrawal").containsExactly(ingetrokken);
    Heraanbod stand = motor.stand(opdracht);
    assertThat(stand.toestand()).isEqualTo(Toestand.GEREED);
    assertThat(uitkomst(gelegd)).isEqualTo("achterhaald");
    assertThat(stand.achterhaald()).isEqualTo(1);
    assertThat(motor.tel(alles()).verlopen()).as("stays expired").isEqualTo(1);

    motor.bevestig(CJIB, ingetrokken);
    motor.geef(alles(), "cjib", 50);
    motor.portieNu();
    motor.portieNu();
    assertThat(opWachtrij())
        .as("asked again when the withdrawal was read")
        .containsExactly(gelegd, ingetrokken);
  }

  /** A correction that the partner did not and does not get is not its last word. */
  @Test
  void whatIsCorrectedByWhatWasWithheldIsOfferedAgain() {
    motor = motor(1000, metTempo());
    UUID gelegd = leg(GELEGD, DOSSIER);
    verloop();
    UUID verbeterd = leg(GELEGD, DOSSIER);
    neemAlles(CJIB.queue());
    trekIn(gelegd, verbeterd);
    houdIn(verbeterd);

    Heraanbod opdracht = motor.geef(alles(), "cjib", 50);
    motor.portieNu();

    assertThat(motor.stand(opdracht).achterhaald()).isZero();
    assertThat(opWachtrij()).containsExactly(gelegd);
  }

  /** That it did not answer the correction is no proof that it has not read it. */
  @Test
  void whatIsCorrectedByWhatWasHandedOutBeforeItWasWithheldIsNotOfferedBehindIt() {
    motor = motor(1000, metTempo());
    UUID gelegd = leg(GELEGD, DOSSIER);
    verloop();
    UUID verbeterd = leg(GELEGD, DOSSIER);
    assertThat(motor.haal(CJIB, 10).berichten()).hasSize(1);
    neemAlles(CJIB.queue());
    trekIn(gelegd, verbeterd);
    houdIn(verbeterd);

    Heraanbod opdracht = motor.geef(alles(), "cjib", 50);
    motor.portieNu();

    assertThat(opWachtrij()).isEmpty();
    assertThat(motor.stand(opdracht).achterhaald()).isEqualTo(1);
    assertThat(motor.tel(alles()).verlopen()).as("stays expired").isEqualTo(1);
  }

  /** Nobody counts what its client was given; with pull it may read there beside the calls. */
  @ParameterizedTest
  @EnumSource(names = {"AMQP", "PULL"})
  void whoReadsItsQueueAtTheBrokerMayHaveAWithheldCorrection(Abonnement.Kanaal kanaal) {
    motor = motor(1000, met(kanaal, null));
    UUID gelegd = leg(GELEGD, DOSSIER);
    verloop();
    UUID verbeterd = leg(GELEGD, DOSSIER);
    neemAlles(CJIB.queue());
    trekIn(gelegd, verbeterd);
    houdIn(verbeterd);

    Heraanbod opdracht = motor.geef(alles(), "cjib", 50);
    motor.portieNu();

    assertThat(opWachtrij()).isEmpty();
    assertThat(motor.stand(opdracht).achterhaald()).isEqualTo(1);
  }

  /** With a rate the broker lets nobody but the engine read. */
  private static Partner metTempo() {
    return met(Abonnement.Kanaal.PULL, new Uitgiftetempo(6000));
  }

  private static Partner met(Abonnement.Kanaal kanaal, Uitgiftetempo tempo) {
    Abonnement a = CJIB.abonnement();
    return new Partner(
        CJIB.code(),
        CJIB.naam(),
        CJIB.oin(),
        new Abonnement(
            a.grondslag(),
            a.gebeurtenistypen(),
            a.bereik(),
            a.profiel(),
            kanaal,
            null,
            null,
            tempo,
            null),
        null,
        null,
        null);
  }

  /** Its refusal is on record, and the engine has not taken its copy off the queue yet. */
  @Test
  void whatIsRefusedTooLateBetweenItsClaimAndItsSendingIsStillSetApart() {
    UUID laat = leg(GELEGD, DOSSIER);
    verloop();
    Heraanbod opdracht = motor.geef(alles(), "cjib", 50);
    motor.naClaim =
        () ->
            jdbc.sql("update levering set uitkomst = 'geweigerd', reden = 'onbekende persoon'")
                .update();
    motor.portieNu();

    assertThat(opWachtrij()).isEmpty();
    assertThat(motor.stand(opdracht).inmiddelsBeantwoord()).isEqualTo(1);
    assertThat(motor.weiger(CJIB, laat, "onbekende persoon").blijftStaan()).isFalse();
    assertThat(neemAlles("verlopen")).isEmpty();
    assertThat(neemAlles("parkeer.deliver-to-cjib")).hasSize(1);
  }

  @Test
  void whatIsWithdrawnBetweenItsClaimAndItsSendingStaysExpired() {
    UUID gelegd = leg(GELEGD, DOSSIER);
    verloop();
    Heraanbod opdracht = motor.geef(alles(), "cjib", 50);
    List<UUID> ingetrokken = new ArrayList<>();
    motor.naClaim =
        () -> {
          ingetrokken.add(leg(OPGEHEVEN, DOSSIER));
          trekIn(gelegd, ingetrokken.get(0));
        };
    motor.portieNu();

    assertThat(opWachtrij()).isEqualTo(ingetrokken);
    assertThat(uitkomst(gelegd)).isEqualTo("achterhaald");
    assertThat(motor.tel(alles()).verlopen()).isEqualTo(1);
    assertThat(motor.stand(opdracht).onderweg()).isZero();
  }

  @Test
  void whileAnEventIsSentThePartnerGetsNoNewNumber() {
    leg(GELEGD, DOSSIER);
    verloop();
    jdbc.sql("insert into abonnement_stand (partner, laatste) values ('cjib', 1)").update();
    motor.geef(alles(), "cjib", 50);
    tijdensZenden =
        () ->
            vrijeStand =
                CompletableFuture.supplyAsync(
                        () ->
                            jdbc.sql(
                                    "select count(*) from (select 1 from abonnement_stand"
                                        + " for update skip locked) vrij")
                                .query(Long.class)
                                .single())
                    .join();
    motor.portieNu();

    assertThat(opWachtrij()).hasSize(1);
    assertThat(vrijeStand).as("held until the broker has it").isZero();
  }

  @Test
  void whatIsConfirmedIsNotOfferedBehindACorrectionOfItsCorrectionEither() {
    UUID gelegd = leg(GELEGD, DOSSIER);
    UUID verbeterd = leg(GELEGD, DOSSIER);
    motor.bevestig(CJIB, gelegd);
    motor.bevestig(CJIB, verbeterd);
    UUID nogEens = leg(GELEGD, DOSSIER);
    trekIn(gelegd, verbeterd);
    trekIn(verbeterd, nogEens);

    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 50);
    motor.portieNu();
    motor.portieNu();

    assertThat(opWachtrij()).containsExactly(nogEens);
    assertThat(motor.stand(opdracht).achterhaald()).isEqualTo(2);
  }

  @Test
  void whatWasClaimedGoesAlsoWhenTheOrderIsStoppedMeanwhile() {
    List<UUID> ids = legBevestigd(4);
    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 2);
    logWeigert = true;
    motor.portieNu();
    logWeigert = false;
    assertThat(motor.stand(opdracht).onderweg()).isEqualTo(2);

    assertThat(motor.breekAf(opdracht)).isTrue();
    for (int i = 0; i < 3; i++) {
      motor.portieNu();
    }

    assertThat(opWachtrij()).as("open again, so on the queue").isEqualTo(ids.subList(0, 2));
    Heraanbod stand = motor.stand(opdracht);
    assertThat(stand.toestand()).isEqualTo(Toestand.AFGEBROKEN);
    assertThat(stand.onderweg()).isZero();
    assertThat(stand.aangeboden()).isEqualTo(2);
  }

  @Test
  void aPortionEndsAtTheFirstEventThatItCannotClaim() {
    List<UUID> ids = legBevestigd(4);
    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 4);
    motor.geenClaimOp(ids.get(1));
    motor.portieNu();
    assertThat(opWachtrij()).containsExactly(ids.get(0));

    motor.geenClaimOp(null);
    motor.portieNu();
    assertThat(opWachtrij()).as("in order").containsExactlyElementsOf(ids);
  }

  @Test
  void whatAnOlderEngineOfferedIsNotSaidToBeUnconfirmed() {
    legBevestigd(1);
    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 2);
    jdbc.sql("update heraanbod_bericht set uitkomst = 'aangeboden'").update();

    assertThat(motor.stand(opdracht).bevestigd()).as("unknown").isNull();
  }

  @Test
  void aPullHandsOutNoMoreThanTheRateAndSaysThatThereIsMore() {
    Abonnement a = CJIB.abonnement();
    Partner traag =
        new Partner(
            CJIB.code(),
            CJIB.naam(),
            CJIB.oin(),
            new Abonnement(
                a.grondslag(),
                a.gebeurtenistypen(),
                a.bereik(),
                a.profiel(),
                a.kanaal(),
                null,
                null,
                new Uitgiftetempo(2),
                null),
            null,
            null,
            null);
    List<UUID> ids = List.of(leg(GELEGD, DOSSIER), leg(GELEGD, DOSSIER), leg(GELEGD, DOSSIER));

    Pull.Uitreiking eerste = motor.haal(traag, 10);
    assertThat(eerste.berichten()).extracting(Pull.Bericht::berichtId).isEqualTo(ids.subList(0, 2));
    assertThat(eerste.tempo().perMinuut()).isEqualTo(2);
    assertThat(motor.haal(traag, 10).berichten()).isEmpty();
  }

  /** An empty answer alone says nothing of why. */
  @Test
  void aPullThatGivesNothingSaysThatTheSubscriptionStandsStillOrGoesByPaper() {
    leg(GELEGD, DOSSIER);
    assertThat(motor.haal(CJIB, 10).toestand()).isEqualTo(Pull.Toestand.LOOPT);

    Abonnementstand stand = Proefkeuzes.stand(Testdatabase.bron());
    stand.pauzeer(CJIB.code(), Instant.now(), "beheerder", null);
    try {
      assertThat(motor.haal(CJIB, 10).toestand()).isEqualTo(Pull.Toestand.GEPAUZEERD);
    } finally {
      stand.hervat(CJIB.code(), Instant.now());
    }
    Runnable einde = Proefkeuzes.wijkUit(Testdatabase.bron(), CJIB.code(), null, Instant.now());
    try {
      assertThat(motor.haal(CJIB, 10).toestand()).isEqualTo(Pull.Toestand.OP_PAPIER);
    } finally {
      einde.run();
    }
    assertThat(motor.haal(CJIB, 10).berichten()).hasSize(1);
  }

  @Test
  void whatIsConfirmedComesOnRequestAndItsConfirmationIsSeen() {
    UUID id = leg(GELEGD, DOSSIER);
    assertThat(motor.haal(CJIB, 10).berichten()).extracting(b -> b.aanbod()).containsExactly(1);
    assertThat(motor.haal(CJIB, 10).berichten())
        .as("given once more, and not offered again")
        .extracting(b -> b.aanbod())
        .containsExactly(1);
    motor.bevestig(CJIB, id);
    assertThat(motor.tel(alles()).opnieuw()).isZero();

    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 50);
    motor.portieNu();
    assertThat(opWachtrij()).containsExactly(id);
    assertThat(motor.haal(CJIB, 10).berichten()).extracting(b -> b.aanbod()).containsExactly(2);
    motor.bevestig(CJIB, id);

    assertThat(motor.stand(opdracht).bevestigd()).isEqualTo(1);
    assertThat(opWachtrij()).isEmpty();
  }

  @Test
  void idTypeDossierAndPeriodNarrow() {
    UUID een = leg(GELEGD, DOSSIER);
    UUID twee = leg(OPGEHEVEN, DOSSIER);
    UUID drie = leg(GELEGD, ANDER);
    List.of(een, twee, drie).forEach(id -> motor.bevestig(CJIB, id));
    Instant morgen = Instant.now().plus(1, ChronoUnit.DAYS);

    assertThat(tel(null, null, null, null)).isEqualTo(3);
    assertThat(tel(null, OPGEHEVEN, null, null)).isEqualTo(1);
    assertThat(tel(null, null, drie, null)).isEqualTo(1);
    assertThat(tel(null, null, null, DOSSIER)).isEqualTo(2);
    assertThat(tel(morgen, null, null, null)).isZero();
  }

  @Test
  void aLargeOrderWaitsForAnotherAccountWhoeverGaveIt() {
    motor = motor(1);
    legBevestigd(2);

    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 50);
    assertThat(opdracht.toestand()).isEqualTo(Toestand.WACHT_OP_AKKOORD);
    motor.portieNu();
    assertThat(opWachtrij()).as("nobody agreed").isEmpty();
    assertThat(motor.akkoord(opdracht, "cjib")).isFalse();
    assertThat(motor.akkoordInDeTabel(opdracht, "cjib")).isFalse();

    assertThat(motor.akkoord(opdracht, "beheerder")).isTrue();
    motor.portieNu();
    assertThat(opWachtrij()).hasSize(2);
    assertThat(motor.stand(opdracht).akkoordDoor()).isEqualTo("beheerder");
    assertThat(motor.akkoord(motor.stand(opdracht), "auditor")).as("once").isFalse();
  }

  @Test
  void aLargeOrderInSmallPiecesIsALargeOrder() {
    motor = motor(2);
    List<UUID> ids = legBevestigd(3);

    for (UUID id : ids.subList(0, 2)) {
      assertThat(motor.geef(een(id), "cjib", 50).toestand()).isEqualTo(Toestand.LOOPT);
      motor.portieNu();
      motor.portieNu();
    }
    assertThat(motor.geef(een(ids.get(2)), "cjib", 50).toestand())
        .as("the third one of this account today")
        .isEqualTo(Toestand.WACHT_OP_AKKOORD);
    assertThatThrownBy(() -> motor.geef(een(ids.get(2)), "beheerder", 50))
        .as("one order at a time")
        .hasMessageContaining("heraanbod_open");
  }

  @Test
  void twoEnginesOfferAThousandEventsExactlyOnceAndInOrder() throws Exception {
    List<UUID> ids = legBevestigd(1000);
    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 250);
    Heraanbodproef ander = motor(1000);

    ExecutorService draden = Executors.newFixedThreadPool(4);
    List<Future<?>> werk = new ArrayList<>();
    for (Heraanbodproef een : List.of(motor, ander, motor, ander)) {
      werk.add(
          draden.submit(
              () -> {
                for (int i = 0; i < 4; i++) {
                  een.portieNu();
                }
              }));
    }
    for (Future<?> een : werk) {
      een.get();
    }
    draden.shutdown();
    while (motor.stand(opdracht).toestand() != Toestand.GEREED) {
      motor.portieNu();
    }

    assertThat(opWachtrij()).as("exactly a thousand").containsExactlyElementsOf(ids);
    assertThat(motor.stand(opdracht).aangeboden()).isEqualTo(1000);
    assertThat(jdbc.sql("select max(aanbod) from levering").query(Integer.class).single())
        .isEqualTo(2);
  }

  @Test
  void anEngineThatEndsBetweenBrokerAndTableOffersNothingTwice() {
    List<UUID> ids = legBevestigd(5);
    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 2);
    motor.portieNu();
    // As it is left when the engine ends before it notes what it sent; one was confirmed since.
    jdbc.sql(
            "update heraanbod_bericht set uitkomst = 'onderweg', aanbod = null where uitkomst is"
                + " not null")
        .update();
    motor.bevestig(CJIB, ids.get(0));
    assertThat(motor.stand(opdracht).onderweg()).isEqualTo(2);

    Heraanbodproef opnieuwGestart = motor(1000);
    for (int i = 0; i < 4; i++) {
      opnieuwGestart.portieNu();
    }

    assertThat(opWachtrij()).isEqualTo(ids.subList(1, 5));
    Heraanbod stand = motor.stand(opdracht);
    assertThat(stand.toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand.aangeboden()).isEqualTo(5);
    assertThat(stand.bevestigd()).as("stays confirmed").isEqualTo(1);
  }

  @Test
  void whatTheBrokerDidNotTakeIsOfferedAfterwards() {
    List<UUID> ids = legBevestigd(2);
    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 50);
    logWeigert = true;
    motor.portieNu();
    assertThat(opWachtrij()).isEmpty();
    assertThat(motor.stand(opdracht).aangeboden()).as("not said to be sent").isZero();

    logWeigert = false;
    motor.portieNu();
    assertThat(opWachtrij()).isEqualTo(ids);
    assertThat(motor.stand(opdracht).aangeboden()).isEqualTo(2);
  }

  @Test
  void severalEnginesTogetherKeepThePace() {
    legBevestigd(6);
    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 2);

    motor.portie();
    motor(1000).portie();
    motor.portie();

    assertThat(motor.stand(opdracht).aangeboden()).as("two in this second").isEqualTo(2);
  }

  @Test
  void anOrderThatStandsStillClaimsNothing() {
    legBevestigd(2);
    Heraanbod opdracht = motor.geef(ookBevestigd(), "cjib", 1);
    motor.portieNu();
    assertThat(motor.pauzeer(motor.stand(opdracht))).isTrue();
    motor.portieNu();
    assertThat(opWachtrij()).hasSize(1);
  }

  private Heraanbodproef motor(long alleenTot) {
    return motor(alleenTot, CJIB);
  }

  private Heraanbodproef motor(long alleenTot, Partner partner) {
    return new Heraanbodproef(
        new Partners(List.of(partner)),
        jdbc,
        jms,
        new Brokertransactie(new TransactionTemplate(new JmsTransactionManager(verbinding))),
        this::noteer,
        alleenTot);
  }

  private void noteer(LogRegel regel) {
    if (logWeigert && regel.stap() == Stap.KLAARGEZET) {
      throw new IllegalStateException("het log weigert");
    }
    if (regel.stap() == Stap.KLAARGEZET) {
      tijdensZenden.run();
    }
    log.add(regel);
  }

  private static Keuze alles() {
    return new Keuze("cjib", null, null, null, null, null, null, false, false);
  }

  private static Keuze ookBevestigd() {
    return new Keuze("cjib", null, null, null, null, null, null, false, true);
  }

  private static Keuze een(UUID id) {
    return new Keuze("cjib", null, null, null, null, id, null, false, true);
  }

  private long tel(Instant van, String type, UUID id, String dossier) {
    return motor.tel(new Keuze("cjib", null, van, null, type, id, dossier, false, true)).opnieuw();
  }

  /** The one event on the partner's queue lapses, as the keeper of terms leaves it. */
  private TextMessage verloop() {
    TextMessage bericht = neemAlles(CJIB.queue()).get(0);
    jms.send(
        "verlopen",
        session -> {
          TextMessage apart = session.createTextMessage(bericht.getText());
          for (Map.Entry<String, Object> kop : koppen(bericht).entrySet()) {
            apart.setObjectProperty(kop.getKey(), kop.getValue());
          }
          apart.setStringProperty(Koppen.AFNEMER, "cjib");
          return apart;
        });
    jdbc.sql(
            """
            update levering set uitkomst = 'verlopen', verstreken = now(), verlopen = now(),
              op_verlopen = true
            where uitkomst is null\
            """)
        .update();
    return bericht;
  }

  private void trekIn(UUID betreft, UUID door) {
    jdbc.sql(
            """
            insert into herroeping (bericht_id, betreft, soort, gebeurtenistype, dossier, sinds)
            values (:door, :betreft, 'intrekking', :type, :dossier, now())\
            """)
        .param("door", door)
        .param("betreft", betreft)
        .param("type", OPGEHEVEN)
        .param("dossier", DOSSIER)
        .update();
  }

  private String uitkomst(UUID bericht) {
    return jdbc.sql("select uitkomst from heraanbod_bericht where bericht_id = :id")
        .param("id", bericht)
        .query(String.class)
        .single();
  }

  private List<UUID> legBevestigd(int aantal) {
    List<UUID> ids = new ArrayList<>();
    List<LogRegel> regels = new ArrayList<>();
    for (int i = 0; i < aantal; i++) {
      ids.add(leg(GELEGD, DOSSIER, false, regels));
    }
    new LogSchrijver(Testdatabase.bron()).schrijf(regels);
    jdbc.sql("update levering set uitkomst = 'geaccepteerd', bevestigd = now()").update();
    return ids;
  }

  private UUID leg(String type, String dossier) {
    List<LogRegel> regels = new ArrayList<>();
    UUID id = leg(type, dossier, true, regels);
    new LogSchrijver(Testdatabase.bron()).schrijf(regels);
    return id;
  }

  /** Laid ready an hour ago, published, in the log, and on the partner's queue. */
  private UUID leg(String type, String dossier, boolean opWachtrij, List<LogRegel> regels) {
    Instant toen = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
    BerichtId id = BerichtId.nieuw(toen.plusMillis(nummer));
    long volgnummer = ++nummer;
    String inhoud = "<Gebeurtenis><id>" + id + "</id></Gebeurtenis>";
    Termijnproef.leg(jdbc, CJIB, id.value(), volgnummer, id.value(), toen);
    regels.addAll(
        List.of(
            regel(Stap.GEPUBLICEERD, id, type, dossier, toen)
                .route("shape-for-beperkt", Map.of())
                .inhoud("application/xml", inhoud)
                .bouw(),
            regel(Stap.KLAARGEZET, id, type, dossier, toen)
                .partner("cjib", volgnummer)
                .inhoudVanEerder("application/xml", inhoud)
                .bouw()));
    if (opWachtrij) {
      jms.send(
          CJIB.queue(),
          session -> {
            TextMessage message = session.createTextMessage(inhoud);
            message.setStringProperty(Koppen.BERICHT_ID, id.toString());
            message.setStringProperty(Koppen.CORRELATIE_ID, id.toString());
            message.setStringProperty(Koppen.GEBEURTENISTYPE, type);
            message.setStringProperty(Koppen.BRON, "register");
            message.setStringProperty(Koppen.DOSSIER, dossier);
            message.setLongProperty(Koppen.VOLGNUMMER, volgnummer);
            return message;
          });
    }
    return id.value();
  }

  private static LogRegelBouwer regel(
      Stap stap, BerichtId id, String type, String dossier, Instant toen) {
    return new LogRegelBouwer(stap, id, toen)
        .correlatie(id.value())
        .gebeurtenistype(type)
        .bron("register")
        .dossier(dossier);
  }

  private static Map<String, Object> koppen(Message message) throws JMSException {
    Map<String, Object> koppen = new TreeMap<>();
    for (String kop : Koppen.ALLE) {
      if (message.getObjectProperty(kop) != null) {
        koppen.put(kop, message.getObjectProperty(kop));
      }
    }
    return koppen;
  }

  private static List<TextMessage> neemAlles(String wachtrij) {
    List<TextMessage> alle = new ArrayList<>();
    Message message;
    while ((message = jms.receive(wachtrij)) != null) {
      alle.add((TextMessage) message);
    }
    return alle;
  }

  private static List<UUID> opWachtrij() {
    return jms.browse(
        CJIB.queue(),
        (session, browser) -> {
          List<UUID> ids = new ArrayList<>();
          var messages = browser.getEnumeration();
          while (messages.hasMoreElements()) {
            ids.add(
                UUID.fromString(
                    ((Message) messages.nextElement()).getStringProperty(Koppen.BERICHT_ID)));
          }
          return ids;
        });
  }
}
