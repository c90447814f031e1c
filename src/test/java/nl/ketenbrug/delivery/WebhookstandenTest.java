package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who delivers to a webhook and when, for engines that share a database. */
class WebhookstandenTest {

  private static final Duration LANG = Duration.ofMinutes(1);
  private static final String FOUT = "webhook-http-500";

  private final String partner = "p" + UUID.randomUUID();
  private JdbcClient jdbc;
  private Webhookstanden een;
  private Webhookstanden twee;

  @BeforeEach
  void tweeMotoren() {
    jdbc = JdbcClient.create(Testdatabase.bron());
    een = new Webhookstanden(jdbc);
    twee = new Webhookstanden(jdbc);
  }

  @Test
  void oneEngineDeliversAtATime() {
    assertThat(een.neem(partner, LANG)).isPresent();
    assertThat(twee.neem(partner, LANG)).isEmpty();
    assertThat(twee.verleng(partner, LANG)).isFalse();

    twee.laatLos(partner);
    assertThat(twee.neem(partner, LANG)).as("only who has it lets it go").isEmpty();
    een.laatLos(partner);
    assertThat(twee.neem(partner, LANG)).isPresent();
  }

  @Test
  void whoStoppedSayingThatItIsAtWorkIsTakenOverAndHearsSo() throws InterruptedException {
    assertThat(een.neem(partner, Duration.ofMillis(50))).isPresent();
    Thread.sleep(100);
    assertThat(een.verleng(partner, LANG)).as("too late").isFalse();

    assertThat(twee.neem(partner, LANG)).isPresent();
    assertThat(een.verleng(partner, LANG)).isFalse();
    assertThat(twee.verleng(partner, LANG)).isTrue();
  }

  @Test
  void afterAFailureNobodyDeliversUntilItIsTime() {
    een.neem(partner, LANG);
    een.mislukt(partner, FOUT, LANG);
    een.laatLos(partner);
    assertThat(een.neem(partner, LANG)).isEmpty();
    assertThat(een.van(partner).toestand(Instant.now())).isEqualTo("wacht");

    een.mislukt(partner, FOUT, Duration.ZERO);
    Webhookstand stand = twee.neem(partner, LANG).orElseThrow();
    assertThat(stand.poging()).isEqualTo(2);
    assertThat(stand.laatsteFout()).isEqualTo(FOUT);
    assertThat(stand.toestand(Instant.now().plusSeconds(1))).isEqualTo("proef");
  }

  @Test
  void whatSucceedsEndsTheFailureAndKeepsItsCode() {
    een.neem(partner, LANG);
    assertThat(een.mislukt(partner, FOUT, LANG)).isLessThan(LANG);
    assertThat(een.waarschuw(partner, 1)).isTrue();
    assertThat(een.waarschuw(partner, 1)).as("each step once").isFalse();
    een.gelukt(partner);

    Webhookstand stand = een.van(partner);
    assertThat(stand.poging()).isZero();
    assertThat(stand.misluktSinds()).isNull();
    assertThat(stand.wachtTot()).isNull();
    assertThat(stand.waarschuwingen()).isZero();
    assertThat(stand.laatsteFout()).isEqualTo(FOUT);
    assertThat(stand.laatsteGelukt()).isNotNull();
    assertThat(stand.toestand(Instant.now())).isEqualTo("loopt");
  }

  @Test
  void aSubscriptionThatStandsStillIsDeliveredByNobody() {
    Abonnementstand abonnementen = new Abonnementstand(jdbc);
    een.neem(partner, LANG);
    abonnementen.pauzeer(partner, Instant.now(), "beheerder", null);
    assertThat(een.verleng(partner, LANG)).isFalse();
    een.laatLos(partner);
    assertThat(een.neem(partner, LANG)).isEmpty();

    abonnementen.hervat(partner);
    assertThat(een.neem(partner, LANG)).isPresent();
  }

  @Test
  void whoIsTriedNowForgetsHowLongItFailedButNotThatItDid() {
    een.neem(partner, LANG);
    een.mislukt(partner, FOUT, LANG);
    een.waarschuw(partner, 2);
    een.laatLos(partner);
    een.probeerNu(partner);

    Webhookstand stand = een.neem(partner, LANG).orElseThrow();
    assertThat(stand.misluktSinds()).isNull();
    assertThat(stand.waarschuwingen()).isZero();
    assertThat(stand.poging()).as("the first one goes as a trial").isEqualTo(1);
  }

  @Test
  void aPaceThatTheReceiverSetIsNoFailure() {
    een.neem(partner, LANG);
    een.handdruk(partner, "https://ontvanger.invalid/hook", 6);
    een.rust(partner, LANG);
    een.laatLos(partner);

    assertThat(een.neem(partner, LANG)).isEmpty();
    assertThat(een.van(partner).toestand(Instant.now())).isEqualTo("loopt");
    assertThat(een.van(partner).perMinuut()).isEqualTo(6);
  }
}
