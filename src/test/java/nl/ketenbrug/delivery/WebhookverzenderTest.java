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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
  private static final Duration LATER = Duration.ofHours(6);
  private static final WebhookSettings SETTINGS =
      new WebhookSettings(
          "wij.invalid",
          5000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          LATER,
          List.of(Duration.ofHours(1), Duration.ofDays(1)));

  private final String code = "v" + UUID.randomUUID();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Abonnementstand abonnementen = new Abonnementstand(jdbc);
  private final List<LogRegel> log = new CopyOnWriteArrayList<>();
  private final List<Long> gestuurd = new CopyOnWriteArrayList<>();
  private final List<Webhookverzender> motoren = new ArrayList<>();
  private final Wachtrij wachtrij = new Wachtrij();
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
    IntStream.rangeClosed(1, 3).forEach(wachtrij::zet);
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

    ontvanger = nummer -> Webhookantwoord.mislukt("webhook-http-500", 500, null);
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
          return Webhookantwoord.mislukt("webhook-http-500", 500, null);
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
    ontvanger = nummer -> Webhookantwoord.mislukt("webhook-http-500", 500, null);
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
    assertThatThrownBy(
            () ->
                pull.houdOmTeBezorgen(
                    partner(false), wachtrij.berichten.get(0), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class);
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
            abonnementen,
            Proefkeuzes.uitgifte(Testdatabase.bron(), new Proefklok()),
            new Post(),
            new Webhookmeters(new SimpleMeterRegistry(), partners, standen, Clock.systemUTC()),
            SETTINGS,
            log::add,
            Clock.systemUTC());
    motoren.add(motor);
    return motor;
  }

  private Webhookstand stand() {
    return standen.van(code);
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

  private boolean vrij() {
    return jdbc.sql("select bezet_door is null from webhook_stand where partner = :p")
        .param("p", code)
        .query(Boolean.class)
        .single();
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
    private volatile boolean verstreken;
    private final List<Long> aangeboden = new CopyOnWriteArrayList<>();

    Wachtrij() {
      super(null, null, null, null, null, null, null, null, null);
    }

    @Override
    boolean houdOmTeBezorgen(Partner partner, Bericht bericht, Duration duur) {
      return !verstreken;
    }

    void zet(int nummer) {
      UUID id = BerichtId.nieuw(Instant.now()).value();
      berichten.add(
          new Bericht(id, nummer, id, null, "nl.x.y", "bron", "dossier", 1, "text/xml", "<x/>"));
    }

    @Override
    boolean isLeeg(Partner partner) {
      return berichten.isEmpty();
    }

    @Override
    List<Bericht> kijk(Partner partner, int limiet) {
      return List.copyOf(berichten);
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
        berichten.removeIf(bericht -> bericht.berichtId().equals(id));
      }
      return Optional.of(new Bevestiging(id, antwoord.naam(), false, geeftNiets));
    }
  }
}
