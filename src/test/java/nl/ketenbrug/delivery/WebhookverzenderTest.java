package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the sender does with each answer, on a real table of states, with queue and receiver faked.
 */
class WebhookverzenderTest {

  private static final Stilte NACHT = new Stilte("22:00", "06:00", null);
  private static final Clock IN_DE_NACHT =
      Clock.fixed(Instant.parse("2026-11-16T22:00:00Z"), ZoneOffset.UTC);
  private static final Clock OVERDAG =
      Clock.fixed(Instant.parse("2026-11-16T12:00:00Z"), ZoneOffset.UTC);
  private static final Webhookantwoord WEG = Webhookantwoord.mislukt("webhook-verbinding");
  private static final Webhookantwoord FOUT =
      Webhookantwoord.mislukt("webhook-http-500", 500, null);
  private static final Duration LATER = Duration.ofHours(6);
  private static final WebhookSettings SETTINGS =
      new WebhookSettings(
          "wij.invalid",
          5000,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          LATER,
          2,
          3,
          List.of(Duration.ofHours(1), Duration.ofDays(1)));

  private final String code = "v" + UUID.randomUUID();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Abonnementstand abonnementen = new Abonnementstand(jdbc);
  private final List<LogRegel> log = new CopyOnWriteArrayList<>();
  private final List<Long> gestuurd = new CopyOnWriteArrayList<>();
  private final List<Webhookverzender> motoren = new ArrayList<>();
  private final Wachtrij wachtrij = new Wachtrij(this::beantwoord);
  private Webhookstanden standen;
  private volatile Function<Long, Webhookantwoord> ontvanger =
      nummer -> Webhookantwoord.aangenomen(204);
  private volatile Integer perMinuut;
  private volatile int gevraagd;
  private Uitgiftetempo tempo;
  private List<Stilte> stilte = List.of();
  private volatile Clock klok = Clock.systemUTC();

  @BeforeEach
  void drieGebeurtenissen() {
    standen = new Webhookstanden(jdbc);
    IntStream.rangeClosed(1, 3).forEach(nummer -> zet(nummer, "dossier"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Webhookverzender motor : motoren) {
      motor.destroy();
    }
  }

  @Test
  void inOrderEachOnceAfterConsent() {
    ronde(true);

    wachtTotLeeg();
    assertThat(gestuurd).containsExactly(1L, 2L, 3L);
    assertThat(gevraagd).isEqualTo(1);
    assertThat(stand().handdrukHerkomst()).isEqualTo("wij.invalid");
  }

  @Test
  void underAnotherNameConsentIsAskedAgain() {
    standen.neem(code, Duration.ZERO);
    standen.handdruk(code, "https://ontvanger.invalid/hook", "vroeger.invalid", null);
    ronde(true);

    wachtTotLeeg();
    assertThat(gevraagd).isEqualTo(1);
    assertThat(stand().handdrukHerkomst()).isEqualTo("wij.invalid");
  }

  @Test
  void thePaceThatTheReceiverSetHoldsBetweenEventsAndAfterFailures() {
    perMinuut = 1;
    ronde(true);
    wacht(() -> stand().wachtTot() != null);
    assertThat(gestuurd).containsExactly(1L);
    assertThat(nog()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));

    ontvanger = nummer -> WEG;
    nuAanDeBeurt();
    ronde(true);
    wacht(() -> stand().poging() == 1);
    assertThat(nog()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @Test
  void withoutAskingNoPaceHolds() {
    standen.neem(code, Duration.ZERO);
    standen.handdruk(code, "https://ontvanger.invalid/hook", "wij.invalid", 1);
    ronde(false);

    wachtTotLeeg();
    assertThat(gestuurd).hasSize(3);
    assertThat(gevraagd).isZero();
  }

  @Test
  void neverSoonerThanAskedAndNeverLaterThanTheBound() {
    ontvanger = nummer -> Webhookantwoord.mislukt("webhook-http-503", 503, Duration.ofHours(1));
    ronde(false);
    wacht(() -> stand().poging() == 1);
    assertThat(nog()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));

    ontvanger = nummer -> Webhookantwoord.mislukt("webhook-http-503", 503, Duration.ofDays(10));
    nuAanDeBeurt();
    ronde(false);
    wacht(() -> stand().poging() == 2);
    assertThat(nog()).isBetween(LATER.minusMinutes(1), LATER);
    assertThat(gestuurd).containsExactly(1L, 1L);
  }

  @Test
  void aPauseInTheMiddleOfABatchHoldsFromTheNextEventOn() {
    ontvanger =
        nummer -> {
          abonnementen.pauzeer(code, Instant.now(), "beheerder", null);
          return Webhookantwoord.aangenomen(204);
        };
    ronde(false);

    wacht(() -> stand().laatsteGelukt() != null);
    rustig();
    assertThat(gestuurd).containsExactly(1L);
  }

  @Test
  void whoIsTakenOverDuringARequestChangesNoStateAndSendsNoMore() {
    ontvanger =
        nummer -> {
          jdbc.sql("update webhook_stand set bezet_door = :ander where partner = :p")
              .param("ander", UUID.randomUUID())
              .param("p", code)
              .update();
          return WEG;
        };
    ronde(false);

    wacht(() -> !log.isEmpty());
    rustig();
    assertThat(gestuurd).containsExactly(1L);
    assertThat(stand().poging()).isZero();
  }

  @Test
  void twoEnginesSendNothingTwiceAndNothingOutOfOrder() {
    ontvanger =
        nummer -> {
          Ontvanger.slaap(100);
          return Webhookantwoord.aangenomen(204);
        };
    Webhookverzender een = motor(false);
    standen = new Webhookstanden(jdbc);
    Webhookverzender twee = motor(false);
    wacht(
        () -> {
          een.ronde();
          twee.ronde();
          return wachtrij.isLeeg(null);
        });

    assertThat(gestuurd).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whenTheDatabaseIsAwayAfterASuccessTheSameEventGoesAgainAndNothingFailed() {
    wachtrij.databaseWeg = true;
    ronde(false);
    wacht(() -> !wachtrij.databaseWeg);
    rustig();
    assertThat(stand().poging()).isZero();

    jdbc.sql("update webhook_stand set bezet_tot = now() where partner = :p")
        .param("p", code)
        .update();
    ronde(false);
    wachtTotLeeg();
    assertThat(gestuurd).containsExactly(1L, 1L, 2L, 3L);
  }

  @Test
  void anEngineThatStopsFinishesItsRequestAndBeginsNoOther() throws Exception {
    CountDownLatch bezig = new CountDownLatch(1);
    ontvanger =
        nummer -> {
          bezig.countDown();
          Ontvanger.slaap(500);
          return Webhookantwoord.aangenomen(204);
        };
    Webhookverzender motor = motor(false);
    motor.ronde();
    assertThat(bezig.await(20, TimeUnit.SECONDS)).isTrue();
    motor.destroy();

    assertThat(gestuurd).containsExactly(1L);
    assertThat(stand().laatsteGelukt()).isNotNull();
  }

  @Test
  void aPauseComesAfterTheLastWarningNotWithIt() {
    ontvanger = nummer -> WEG;
    ronde(false);
    wacht(() -> stand().poging() == 1);
    nuAanDeBeurt();
    jdbc.sql(
            "update webhook_stand set mislukt_sinds = now() - interval '4 days' where partner = :p")
        .param("p", code)
        .update();
    ronde(false);
    wacht(() -> stand().poging() == 2 && stand().waarschuwingen() == 2);
    assertThat(abonnementen.van(code).gepauzeerd()).isFalse();

    nuAanDeBeurt();
    ronde(false);
    wacht(() -> abonnementen.van(code).gepauzeerd());
    assertThat(stappen()).containsOnlyOnce(Stap.GEPAUZEERD).containsOnlyOnce(Stap.GEWAARSCHUWD);
  }

  @Test
  void whatSomebodyElsePausedIsNotPausedAgainOnRecord() {
    ontvanger =
        nummer -> {
          abonnementen.pauzeer(code, Instant.now(), "beheerder", null);
          return Webhookantwoord.stop(410);
        };
    ronde(false);

    wacht(() -> stand().poging() == 1);
    rustig();
    assertThat(abonnementen.van(code).door()).isEqualTo("beheerder");
    assertThat(stappen()).doesNotContain(Stap.GEPAUZEERD);
  }

  @Test
  void whatTheBrokerKeepsAfterItWasAnsweredStopsTheRest() {
    wachtrij.geeftNiets = true;
    ronde(false);

    wacht(() -> stand().poging() == 1);
    rustig();
    assertThat(gestuurd).containsExactly(1L);
    assertThat(stand().laatsteFout()).isEqualTo("webhook-wachtrij");
  }

  @Test
  void theRateOfTheSubscriptionHoldsByTheClockOfTheDatabase() {
    tempo = new Uitgiftetempo(1);
    klok = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
    ronde(false);

    wacht(() -> stand().wachtTot() != null);
    assertThat(gestuurd).containsExactly(1L);
    assertThat(nog()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
  }

  @Test
  void whileItIsSilentNothingIsSentNorAsked() {
    stilte = List.of(NACHT);
    klok = IN_DE_NACHT;
    ronde(true);

    rustig();
    assertThat(gestuurd).isEmpty();
    assertThat(gevraagd).isZero();
  }

  @Test
  void whenSilenceBeginsTheNextEventStaysOnTheQueue() {
    stilte = List.of(NACHT);
    klok = OVERDAG;
    ontvanger =
        nummer -> {
          klok = IN_DE_NACHT;
          return Webhookantwoord.aangenomen(204);
        };
    ronde(false);

    wacht(() -> stand().laatsteGelukt() != null);
    rustig();
    assertThat(gestuurd).containsExactly(1L);
  }

  @Test
  void whatLapsedIsNotSentAndNotOnRecordAsOffered() {
    wachtrij.verstreken = true;
    ronde(false);

    wacht(this::vrij);
    rustig();
    assertThat(gestuurd).isEmpty();
    assertThat(wachtrij.aangeboden).isEmpty();
  }

  @Test
  void whatIsWrittenDownNowhereIsAFaultAndNotLapsed() {
    Pull.Bericht nergens = bericht(BerichtId.nieuw(Instant.now()).value(), 9, "dossier", "nl.x.y");
    Pull pull =
        new Pull(
            null,
            null,
            new Leveringen(jdbc, Clock.systemUTC()),
            new Vasthoudingen(jdbc),
            null,
            null,
            null,
            log::add,
            Clock.systemUTC());
    assertThatThrownBy(() -> pull.houdOmTeBezorgen(partner(false), nergens, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  /** One event that is never taken, and events of other dossiers before and behind it. */
  @Test
  void whatIsAnsweredWithAnErrorHoldsUpItsOwnDossierAndNoOther() {
    for (int nummer = 4; nummer <= 40; nummer++) {
      zet(nummer, nummer % 10 == 0 ? "dossier" : "ander-" + nummer);
    }
    ontvanger = nummer -> nummer == 1 ? FOUT : Webhookantwoord.aangenomen(204);
    ronde(false);
    wacht(() -> !wachtend().isEmpty() && vrij());
    rustig();
    assertThat(gestuurd).as("at first it is tried again before all others").containsExactly(1L);
    assertThat(stand().laatsteFout()).isEqualTo("webhook-http-500");
    assertThat(toestand()).as("nothing goes now").isEqualTo("wacht");

    nuAanDeBeurt();
    ronde(false);
    wacht(() -> gestuurd.contains(39L) && vrij());
    assertThat(toestand()).isEqualTo("loopt");
    assertThat(gestuurd).startsWith(1L, 1L, 4L, 5L).doesNotContain(2L, 3L, 10L, 20L, 30L, 40L);
    assertThat(stand().poging()).as("the receiver is well").isZero();
    assertThat(stand().misluktSinds()).isNull();
    Webhookwacht wacht = wachtend().get(0);
    assertThat(wachtend()).hasSize(1);
    assertThat(wacht.poging()).isEqualTo(2);
    assertThat(wacht.wacht()).isTrue();

    ontvanger = nummer -> Webhookantwoord.aangenomen(204);
    gestuurd.clear();
    laatWachtenVoorbijZijn();
    ronde(false);
    wachtTotLeeg();
    assertThat(gestuurd).containsExactly(1L, 2L, 3L, 10L, 20L, 30L, 40L);
    assertThat(wachtend()).isEmpty();
  }

  @Test
  void afterItWaitedOnceItNeverHoldsUpTheRestAgain() {
    maakWachtend();
    gestuurd.clear();
    zet(9, "later");
    laatWachtenVoorbijZijn();
    ronde(false);

    wacht(() -> gestuurd.contains(9L) && vrij());
    assertThat(gestuurd).as("behind what never failed").containsExactly(9L, 1L);
    assertThat(wachtend().get(0).poging()).isEqualTo(3);
    assertThat(stand().poging()).isZero();
  }

  @Test
  void whatWaitsGoesOneAtATimeBetweenSoManyThatNeverFailed() {
    maakWachtend();
    maakWachtend(5, "vijf");
    maakWachtend(6, "zes");
    gestuurd.clear();
    laatWachtenVoorbijZijn();
    ontvanger = nummer -> nummer < 10 ? FOUT : Webhookantwoord.aangenomen(204);
    LongStream.rangeClosed(11, 60).forEach(nummer -> zet(nummer, "goed-" + nummer));
    ronde(false);

    wacht(() -> gestuurd.size() == 53 && vrij());
    assertThat(gestuurd.stream().filter(nummer -> nummer > 10)).hasSize(50).isSorted();
    assertThat(List.of(gestuurd.indexOf(1L), gestuurd.indexOf(5L), gestuurd.indexOf(6L)))
        .containsExactly(20, 41, 52);
  }

  /** As after "try now", or when it takes one of them now and then. */
  @Test
  void afterAnErrorToWhatWaitedThereIsARestAndWhatNeverFailedGoesFirst() {
    maakWachtend();
    maakWachtend(5, "vijf");
    maakWachtend(6, "zes");
    gestuurd.clear();
    standen.probeerNu(code);
    ronde(false);
    wacht(() -> gestuurd.contains(1L) && vrij());
    assertThat(nog()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));

    zet(9, "negen");
    ontvanger = nummer -> nummer == 9 ? Webhookantwoord.aangenomen(204) : FOUT;
    nuAanDeBeurt();
    ronde(false);
    wacht(() -> gestuurd.contains(5L) && vrij());
    assertThat(gestuurd).containsExactly(1L, 9L, 5L);

    ontvanger = nummer -> Webhookantwoord.aangenomen(204);
    laatWachtenVoorbijZijn();
    nuAanDeBeurt();
    ronde(false);
    wachtTotLeeg();
    assertThat(gestuurd).as("what it takes now goes on").endsWith(5L, 6L, 1L, 2L, 3L, 5L);
  }

  /** Over several rounds, as each ends at the rate. */
  @Test
  void howeverSmallTheRateWhatWaitsGetsItsTurnAndNoMore() {
    maakWachtend();
    gestuurd.clear();
    tempo = new Uitgiftetempo(6);
    LongStream.rangeClosed(11, 40).forEach(nummer -> zet(nummer, "goed-" + nummer));
    Webhookverzender motor = motor(false);
    wacht(
        () -> {
          laatWachtenVoorbijZijn();
          jdbc.sql("update webhook_stand set wacht_tot = now() where partner = :p")
              .param("p", code)
              .update();
          jdbc.sql("delete from uitgifte where partner = :p").param("p", code).update();
          motor.ronde();
          return gestuurd.contains(1L) && vrij();
        });
    assertThat(gestuurd.indexOf(1L)).isEqualTo(20);
  }

  @Test
  void onceOneWaitsANewOneThatFailsStopsNobody() {
    maakWachtend();
    gestuurd.clear();
    for (int nummer = 11; nummer <= 30; nummer++) {
      zet(nummer, "ander-" + nummer);
    }
    ontvanger = nummer -> nummer < 10 || nummer % 2 == 1 ? FOUT : Webhookantwoord.aangenomen(204);
    ronde(false);

    wacht(() -> gestuurd.contains(30L) && vrij());
    assertThat(gestuurd).containsExactlyElementsOf(LongStream.rangeClosed(11, 30).boxed().toList());
    assertThat(wachtend()).hasSize(11).allMatch(Webhookwacht::wacht);
  }

  /** What it never takes fills all that the engine looks at: behind it nothing goes. */
  @Test
  void whenWhatWaitsTakesAllTheRoomItIsTheReceiversAndIsPausedInTheEnd() {
    maakWachtend();
    zet(9, "erachter");
    gestuurd.clear();
    wachtrij.bereik = 3;
    ronde(false);
    wacht(() -> stand().poging() == 1 && vrij());
    assertThat(gestuurd).isEmpty();
    assertThat(stand().laatsteFout()).isEqualTo("webhook-bereik-vol");
    assertThat(stand().misluktSinds()).isNotNull();
    assertThat(nog()).isPositive();

    laatWachtenVoorbijZijn();
    nuAanDeBeurt();
    jdbc.sql(
            "update webhook_stand set mislukt_sinds = now() - interval '4 days' where partner = :p")
        .param("p", code)
        .update();
    ronde(false);
    wacht(() -> stand().poging() == 2 && vrij());
    assertThat(gestuurd).as("what waits goes on as a trial").containsExactly(1L);
    nuAanDeBeurt();
    ronde(false);
    wacht(() -> abonnementen.van(code).gepauzeerd() && vrij());

    abonnementen.hervat(code, Instant.now());
    standen.beginOpnieuw(code);
    ontvanger = nummer -> Webhookantwoord.aangenomen(204);
    ronde(false);
    wachtTotLeeg();
    assertThat(stand().poging()).isZero();
  }

  /** The pace that it set ends each round after one event. */
  @Test
  void thatIsTheReceiversAlsoOfOneThatWantsFewAMinute() {
    maakWachtend();
    zet(9, "erachter");
    gestuurd.clear();
    wachtrij.bereik = 3;
    perMinuut = 6;
    laatWachtenVoorbijZijn();
    nuAanDeBeurt();
    ronde(true);

    wacht(() -> gestuurd.contains(1L) && vrij());
    assertThat(stand().laatsteFout()).isEqualTo("webhook-bereik-vol");
    assertThat(stand().poging()).isEqualTo(1);
  }

  /** Who stands behind it gets nothing all the while. */
  @Test
  void whatItTakesOfWhatWaitsEndsNoStandstillAsLongAsTheRestHasNoRoom() {
    maakWachtend();
    maakWachtend(5, "vijf");
    zet(9, "erachter");
    gestuurd.clear();
    wachtrij.bereik = 4;
    ronde(false);
    wacht(() -> stand().poging() == 1 && vrij());
    jdbc.sql(
            """
            update webhook_stand set mislukt_sinds = now() - interval '2 days', waarschuwingen = 2
            where partner = :p""")
        .param("p", code)
        .update();
    ontvanger =
        nummer -> {
          if (nummer == 5) {
            return FOUT;
          }
          wachtrij.bereik--;
          return Webhookantwoord.aangenomen(204);
        };
    laatWachtenVoorbijZijn();
    nuAanDeBeurt();
    ronde(false);

    wacht(() -> gestuurd.contains(5L) && vrij());
    assertThat(gestuurd).containsExactly(1L, 2L, 3L, 5L);
    assertThat(stand().poging()).as("the pause is a first one again").isEqualTo(1);
    assertThat(stand().misluktSinds()).isBefore(Instant.now().minus(Duration.ofHours(47)));
    assertThat(stand().waarschuwingen()).isEqualTo(2);
    assertThat(log).noneMatch(regel -> "webhook-voorbij".equals(regel.code()));

    wachtrij.bereik = Integer.MAX_VALUE;
    nuAanDeBeurt();
    ronde(false);
    wacht(() -> gestuurd.contains(9L) && vrij());
    assertThat(stand().misluktSinds()).isNull();
    assertThat(stand().waarschuwingen()).isZero();
    assertThat(log).anyMatch(regel -> "webhook-voorbij".equals(regel.code()));
  }

  /** However many of it stand in front. */
  @Test
  void theTrialIsOfATypeThatMetNoErrorIfThereIsOne() {
    LongStream.rangeClosed(4, 9).forEach(nummer -> zet(nummer, "ander-" + nummer));
    zet(10, "ander-9", "nl.x.z");
    zet(11, "elf", "nl.x.z");
    ontvanger = nummer -> nummer < 10 ? FOUT : Webhookantwoord.aangenomen(204);
    ronde(false);
    wacht(() -> !wachtend().isEmpty() && vrij());
    nuAanDeBeurt();
    ronde(false);
    wacht(() -> stand().poging() == 1 && vrij());
    nuAanDeBeurt();
    ronde(false);

    wacht(() -> gestuurd.contains(11L) && vrij());
    assertThat(gestuurd)
        .as("not 10, which has 9 before it in its dossier")
        .startsWith(1L, 1L, 4L, 5L, 11L)
        .doesNotContain(10L);
  }

  @Test
  void errorsToSeveralDossiersInARowAreTheReceiversAndThenOneTrialGoesAtATime() {
    LongStream.rangeClosed(4, 9).forEach(nummer -> zet(nummer, "ander-" + nummer));
    ontvanger = nummer -> FOUT;
    ronde(false);
    wacht(() -> !wachtend().isEmpty() && vrij());
    nuAanDeBeurt();
    ronde(false);
    wacht(() -> stand().poging() == 1 && vrij());
    assertThat(gestuurd)
        .as("two other dossiers are tried, no more")
        .containsExactly(1L, 1L, 4L, 5L);
    assertThat(nog()).isPositive();

    for (int keer = 2; keer <= 3; keer++) {
      int nu = keer;
      nuAanDeBeurt();
      ronde(false);
      wacht(() -> stand().poging() == nu && vrij());
    }
    assertThat(gestuurd)
        .as("each time another dossier, for one of them may never be taken")
        .containsExactly(1L, 1L, 4L, 5L, 6L, 7L);
    assertThat(stand().misluktSinds()).isNotNull();

    ontvanger = nummer -> nummer == 1 ? FOUT : Webhookantwoord.aangenomen(204);
    laatWachtenVoorbijZijn();
    rondesTot(() -> wachtrij.berichten.size() == 3);
    assertThat(gestuurd.subList(6, gestuurd.size())).containsExactly(8L, 9L, 1L, 4L, 5L, 6L, 7L);
    assertThat(stand().poging()).isZero();
  }

  @Test
  void whenAllWereTriedTheTrialIsTheOneOfLongestAgo() {
    zet(4, "twee");
    zet(5, "drie");
    ontvanger = nummer -> FOUT;
    ronde(false);
    wacht(() -> !wachtend().isEmpty() && vrij());
    for (int keer = 1; keer <= 4; keer++) {
      int nu = keer;
      laatWachtenVoorbijZijn();
      nuAanDeBeurt();
      ronde(false);
      wacht(() -> stand().poging() == nu && vrij());
    }
    assertThat(gestuurd).containsExactly(1L, 1L, 4L, 5L, 1L, 4L, 5L);
  }

  @Test
  void whatFailedBeforeTheLastSuccessSaysNothingOfTheReceiver() {
    maakWachtend();
    maakWachtend(5, "vijf");
    maakWachtend(6, "zes");
    assertThat(wachtend()).hasSize(3);
    gestuurd.clear();
    laatWachtenVoorbijZijn();
    rondesTot(() -> gestuurd.size() == 3);

    assertThat(stand().poging()).isZero();
    assertThat(stand().misluktSinds()).isNull();
    assertThat(wachtend()).allMatch(Webhookwacht::wacht);
  }

  /** Then nothing arrives, though it cannot be said whose fault that is. */
  @Test
  void whileItTookNothingSinceAnErrorItDoesNotRun() {
    ontvanger = nummer -> FOUT;
    ronde(false);
    wacht(() -> !wachtend().isEmpty() && vrij());
    nuAanDeBeurt();
    ronde(false);
    wacht(() -> wachtend().get(0).wacht() && vrij());
    assertThat(stand().poging()).isZero();
    assertThat(toestand()).isEqualTo("proef");
  }

  @Test
  void whenTheReceiverIsAwayNoDossierIsSkipped() {
    zet(4, "ander");
    for (int keer = 1; keer <= 4; keer++) {
      int nu = keer;
      ontvanger = nummer -> nu == 4 ? Webhookantwoord.mislukt("webhook-http-502", 502, null) : WEG;
      if (keer > 1) {
        nuAanDeBeurt();
      }
      ronde(false);
      wacht(() -> stand().poging() == nu && vrij());
    }
    assertThat(gestuurd).containsExactly(1L, 1L, 1L, 1L);
    assertThat(wachtend()).isEmpty();
  }

  @Test
  void whatIsAboutNoDossierHoldsUpNothing() {
    wachtrij.berichten.clear();
    zet(11, null);
    zet(12, null);
    zet(13, "een");
    ontvanger = nummer -> nummer == 11 ? FOUT : Webhookantwoord.aangenomen(204);
    ronde(false);
    wacht(() -> !wachtend().isEmpty() && vrij());
    nuAanDeBeurt();
    ronde(false);

    wacht(() -> wachtrij.berichten.size() == 1 && vrij());
    assertThat(gestuurd).containsExactly(11L, 11L, 12L, 13L);
  }

  @Test
  void itIsWarnedOfInStepsEachOnce() {
    maakWachtend();
    for (int uren : new int[] {2, 3, 25}) {
      jdbc.sql(
              """
              update webhook_wachtend set wacht_tot = now(),
                sinds = now() - :uren * interval '1 hour' where partner = :p""")
          .param("uren", uren)
          .param("p", code)
          .update();
      int eerder = wachtend().get(0).poging();
      nuAanDeBeurt();
      ronde(false);
      wacht(() -> wachtend().get(0).poging() > eerder && vrij());
    }

    List<LogRegel> gewaarschuwd =
        log.stream().filter(regel -> regel.stap() == Stap.GEWAARSCHUWD).toList();
    assertThat(gewaarschuwd).hasSize(2).allMatch(regel -> regel.volgnummer() == 1L);
    assertThat(gewaarschuwd.get(0).uitleg()).contains("waarschuwing 1", "in 3 pogingen");
    assertThat(gewaarschuwd.get(1).uitleg()).contains("waarschuwing 2", "in 5 pogingen");
    assertThat(stappen()).doesNotContain(Stap.GEPAUZEERD);
  }

  @Test
  void whatIsAnsweredOrLapsedElsewhereLetsItsDossierGo() {
    maakWachtend();
    UUID id = wachtrij.berichten.get(0).berichtId();
    beantwoord(id);
    wachtrij.berichten.remove(0);
    gestuurd.clear();
    ronde(false);

    wachtTotLeeg();
    assertThat(gestuurd).containsExactly(2L, 3L);
    assertThat(
            jdbc.sql("select count(*) from webhook_wachtend where partner = :p")
                .param("p", code)
                .query(Long.class)
                .single())
        .isZero();
  }

  /** Whatever the clock says by which it was offered again. */
  @Test
  void whatIsOfferedAgainBeginsAnew() {
    maakWachtend();
    UUID id = wachtend().get(0).berichtId();
    assertThat(standen.neem(code, Duration.ofMinutes(1))).isPresent();
    jdbc.sql(
            """
            update levering set aanbod = 2, heropend = now() + interval '1 hour'
            where partner = :p and bericht_id = :id""")
        .param("p", code)
        .param("id", id)
        .update();
    assertThat(wachtend()).isEmpty();
    assertThat(standen.hapert(code)).isFalse();

    Webhookwachtenden.Fout fout =
        wachtenden().fout(code, nogEens(id), "webhook-http-500").orElseThrow();
    assertThat(fout.poging()).isEqualTo(1);
    assertThat(fout.eerste()).isTrue();
    assertThat(wachtend()).hasSize(1).noneMatch(Webhookwacht::wacht);
    assertThat(wachtenden().dossiersOpRij(code)).as("it began after the last success").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"papier_bundel = gen_random_uuid()", "verstreken = now()"})
  void whatGoesByPaperOrLapsedWaitsForNoReceiver(String einde) {
    maakWachtend();
    jdbc.sql("update levering set " + einde + " where partner = :p and volgnummer = 1")
        .param("p", code)
        .update();
    assertThat(wachtend()).isEmpty();
    assertThat(standen.hapert(code)).isFalse();
  }

  @Test
  void whoAsksForATrialNowGetsOneOfWhatWaitsToo() {
    maakWachtend();
    assertThat(standen.hapert(code)).isTrue();
    assertThat(wachtend()).allMatch(Webhookwacht::wacht);
    standen.probeerNu(code);
    ontvanger = nummer -> Webhookantwoord.aangenomen(204);
    ronde(false);

    wachtTotLeeg();
    assertThat(standen.hapert(code)).isFalse();
  }

  @Test
  void whoAsksForATrialNowNeedNotWaitForTheSecondAttemptEither() {
    ontvanger =
        nummer -> nummer == 1 && gestuurd.size() == 1 ? FOUT : Webhookantwoord.aangenomen(204);
    ronde(false);
    wacht(() -> !wachtend().isEmpty() && vrij());
    assertThat(nog()).isPositive();
    standen.probeerNu(code);
    ronde(false);

    wachtTotLeeg();
    assertThat(gestuurd).containsExactly(1L, 1L, 2L, 3L);
  }

  @Test
  void anotherEngineKnowsWhatWaitsAndWhoWasTakenOverNotesNothing() {
    maakWachtend();
    standen = new Webhookstanden(jdbc);
    gestuurd.clear();
    zet(9, "ander");
    ronde(false);
    wacht(() -> gestuurd.contains(9L) && vrij());
    assertThat(gestuurd).containsExactly(9L);

    assertThat(wachtenden().fout(code, wachtrij.berichten.get(0), "webhook-http-500")).isEmpty();
    assertThat(wachtend().get(0).poging()).isEqualTo(2);
  }

  /** Event 1 waits with 2 and 3 behind it, and the receiver is known to be well. */
  private void maakWachtend() {
    zet(4, "vier");
    ontvanger = nummer -> nummer == 4 ? Webhookantwoord.aangenomen(204) : FOUT;
    ronde(false);
    wacht(() -> !wachtend().isEmpty() && vrij());
    nuAanDeBeurt();
    ronde(false);
    wacht(() -> wachtrij.berichten.size() == 3 && vrij());
    ontvanger = nummer -> nummer == 1 ? FOUT : Webhookantwoord.aangenomen(204);
  }

  /** One more, of a dossier of its own. */
  private void maakWachtend(int nummer, String dossier) {
    zet(nummer, dossier);
    zet(nummer + 100, "goed-" + nummer);
    ontvanger = n -> n > 100 ? Webhookantwoord.aangenomen(204) : FOUT;
    ronde(false);
    wacht(() -> gestuurd.contains(nummer + 100L) && vrij());
  }

  private Webhookwachtenden wachtenden() {
    return new Webhookwachtenden(jdbc, standen);
  }

  private List<Webhookwacht> wachtend() {
    return wachtenden().van(code);
  }

  private void laatWachtenVoorbijZijn() {
    jdbc.sql(
            "update webhook_wachtend set wacht_tot = now() where partner = :p and wacht_tot > now()")
        .param("p", code)
        .update();
  }

  private void beantwoord(UUID id) {
    jdbc.sql(
            "update levering set uitkomst = 'geaccepteerd' where partner = :p and bericht_id = :id")
        .param("p", code)
        .param("id", id)
        .update();
  }

  private void zet(long nummer, String dossier) {
    zet(nummer, dossier, "nl.x.y");
  }

  private void zet(long nummer, String dossier, String type) {
    UUID id = BerichtId.nieuw(Instant.now()).value();
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:p, :id, :nummer, :id, 'ID:' || :id, now())""")
        .param("p", code)
        .param("id", id)
        .param("nummer", nummer)
        .update();
    wachtrij.berichten.add(bericht(id, nummer, dossier, type));
  }

  /** Offered again. */
  private static Pull.Bericht nogEens(UUID id) {
    return new Pull.Bericht(id, 1, id, null, "nl.x.y", "bron", "dossier", 1, 2, "text/xml", "<x/>");
  }

  private static Pull.Bericht bericht(UUID id, long nummer, String dossier, String type) {
    return new Pull.Bericht(id, nummer, id, null, type, "bron", dossier, 1, "text/xml", "<x/>");
  }

  private void ronde(boolean handdruk) {
    motor(handdruk).ronde();
  }

  private Partner partner(boolean handdruk) {
    return new Partner(
        code,
        code,
        "00000099000000150000",
        new Abonnement(
            "proef",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.ALLE_DOSSIERS,
            "beperkt",
            Abonnement.Kanaal.WEBHOOK,
            null,
            null,
            tempo,
            stilte),
        new Webhook(URI.create("https://ontvanger.invalid/hook"), null, null, null, null, handdruk),
        null,
        null);
  }

  private Webhookverzender motor(boolean handdruk) {
    Partners partners = new Partners(List.of(partner(handdruk)));
    Webhookverzender motor =
        new Webhookverzender(
            partners,
            wachtrij,
            standen,
            wachtenden(),
            abonnementen,
            Proefkeuzes.uitgifte(Testdatabase.bron(), new Proefklok()),
            new Post(),
            new Webhookmeters(
                new SimpleMeterRegistry(), partners, standen, wachtenden(), Clock.systemUTC()),
            SETTINGS,
            log::add,
            Clock.systemUTC());
    motoren.add(motor);
    return motor;
  }

  private Webhookstand stand() {
    return standen.van(code);
  }

  private String toestand() {
    return stand().toestand(Instant.now(), wachtend());
  }

  private Duration nog() {
    return Duration.between(Instant.now(), stand().wachtTot());
  }

  private List<Stap> stappen() {
    return log.stream().map(LogRegel::stap).toList();
  }

  private void nuAanDeBeurt() {
    wacht(this::vrij);
    jdbc.sql("update webhook_stand set wacht_tot = now() where partner = :p")
        .param("p", code)
        .update();
  }

  /** Without the rests between them. */
  private void rondesTot(Callable<Boolean> tot) {
    Webhookverzender motor = motor(false);
    wacht(
        () -> {
          jdbc.sql("update webhook_stand set wacht_tot = now() where partner = :p")
              .param("p", code)
              .update();
          motor.ronde();
          return tot.call() && vrij();
        });
  }

  private boolean vrij() {
    return jdbc.sql("select bezet_door is null from webhook_stand where partner = :p")
        .param("p", code)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private void wachtTotLeeg() {
    wacht(() -> wachtrij.isLeeg(null));
  }

  private static void wacht(Callable<Boolean> tot) {
    await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(tot);
  }

  /** Long enough for a next event, were there one. */
  private static void rustig() {
    Ontvanger.slaap(300);
  }

  /** The engine's clock for silences; a test sets it. */
  private final class Proefklok extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return klok.withZone(zone);
    }

    @Override
    public Instant instant() {
      return klok.instant();
    }
  }

  /** The receiver. */
  private final class Post extends Webhookpost {
    Post() {
      super(SETTINGS, null, null, null, null);
    }

    @Override
    Webhookantwoord stuur(Webhook webhook, Pull.Bericht bericht) {
      gestuurd.add(bericht.volgnummer());
      return ontvanger.apply(bericht.volgnummer());
    }

    @Override
    Handdruk vraagToestemming(Webhook webhook) {
      gevraagd++;
      return new Handdruk(Webhookantwoord.aangenomen(200), perMinuut);
    }
  }

  /** The partner's queue, from which only a confirmation takes. */
  private static final class Wachtrij extends Pull {
    private final List<Bericht> berichten = new CopyOnWriteArrayList<>();
    private volatile boolean databaseWeg;
    private volatile boolean geeftNiets;
    private volatile int bereik = Integer.MAX_VALUE;
    private volatile boolean verstreken;
    private final List<Long> aangeboden = new CopyOnWriteArrayList<>();
    private final Consumer<UUID> beantwoord;

    Wachtrij(Consumer<UUID> beantwoord) {
      super(null, null, null, null, null, null, null, null, null);
      this.beantwoord = beantwoord;
    }

    @Override
    boolean houdOmTeBezorgen(Partner partner, Bericht bericht, Duration duur) {
      return !verstreken;
    }

    @Override
    boolean isLeeg(Partner partner) {
      return berichten.isEmpty();
    }

    @Override
    Blik kijk(Partner partner, int limiet, Set<UUID> wachtend) {
      Set<String> dossiers = new HashSet<>();
      List<Bericht> gezien = new ArrayList<>();
      int bekeken = 0;
      for (Bericht bericht : berichten) {
        if (bekeken++ == bereik) {
          return new Blik(gezien, true);
        }
        if (wachtend.contains(bericht.berichtId())) {
          dossiers.add(naam(bericht));
        } else if (!dossiers.contains(naam(bericht)) && gezien.size() < limiet) {
          gezien.add(bericht);
        }
      }
      return new Blik(gezien, false);
    }

    private static String naam(Bericht bericht) {
      return bericht.dossier() == null ? bericht.berichtId().toString() : bericht.dossier();
    }

    @Override
    void biedAan(Partner partner, Bericht bericht, String hoe) {
      aangeboden.add(bericht.volgnummer());
    }

    @Override
    public Optional<Bevestiging> bevestig(
        Partner partner, UUID id, Antwoord antwoord, String reden) {
      if (databaseWeg) {
        databaseWeg = false;
        throw new TransientDataAccessResourceException("weg");
      }
      if (!geeftNiets) {
        beantwoord.accept(id);
        berichten.removeIf(bericht -> bericht.berichtId().equals(id));
      }
      return Optional.of(new Bevestiging(id, antwoord.naam(), false, geeftNiets));
    }
  }
}
