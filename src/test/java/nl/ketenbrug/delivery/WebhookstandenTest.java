package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    assertThat(een.van(partner).toestand(Instant.now(), List.of())).isEqualTo("wacht");

    nuAanDeBeurt();
    een.neem(partner, LANG);
    een.mislukt(partner, FOUT, Duration.ZERO);
    een.laatLos(partner);
    Webhookstand stand = twee.neem(partner, LANG).orElseThrow();
    assertThat(stand.poging()).isEqualTo(2);
    assertThat(stand.laatsteFout()).isEqualTo(FOUT);
    assertThat(stand.toestand(Instant.now().plusSeconds(1), List.of())).isEqualTo("proef");
  }

  @Test
  void whatSucceedsEndsTheFailureAndKeepsItsCode() {
    een.neem(partner, LANG);
    assertThat(een.mislukt(partner, FOUT, LANG).orElseThrow().zonderSucces()).isLessThan(LANG);
    assertThat(een.waarschuw(partner, 1)).isTrue();
    assertThat(een.waarschuw(partner, 1)).as("each step once").isFalse();
    een.gelukt(partner, false);

    Webhookstand stand = een.van(partner);
    assertThat(stand.poging()).isZero();
    assertThat(stand.misluktSinds()).isNull();
    assertThat(stand.wachtTot()).isNull();
    assertThat(stand.waarschuwingen()).isZero();
    assertThat(stand.laatsteFout()).isEqualTo(FOUT);
    assertThat(stand.laatsteGelukt()).isNotNull();
    assertThat(stand.toestand(Instant.now(), List.of())).isEqualTo("loopt");
  }

  @Test
  void aSubscriptionThatStandsStillIsDeliveredByNobody() {
    Abonnementstand abonnementen = new Abonnementstand(jdbc);
    een.neem(partner, LANG);
    abonnementen.pauzeer(partner, Instant.now(), "beheerder", null);
    assertThat(een.verleng(partner, LANG)).isFalse();
    een.laatLos(partner);
    assertThat(een.neem(partner, LANG)).isEmpty();

    abonnementen.hervat(partner, Instant.now());
    assertThat(een.neem(partner, LANG)).isPresent();
  }

  @Test
  void whatAnEngineFindsAfterItWasTakenOverChangesNothing() {
    een.neem(partner, Duration.ZERO);
    twee.neem(partner, LANG);

    assertThat(een.gelukt(partner, false)).isFalse();
    assertThat(een.mislukt(partner, FOUT, LANG)).isEmpty();
    assertThat(een.handdruk(partner, "https://ontvanger.invalid/hook", "wij", 6)).isFalse();

    Webhookstand stand = een.van(partner);
    assertThat(stand.poging()).isZero();
    assertThat(stand.laatsteGelukt()).isNull();
    assertThat(stand.handdrukAdres()).isNull();
    assertThat(twee.gelukt(partner, false)).isTrue();
  }

  @Test
  void theTimeInWhichNoEngineTriedIsNotTheReceivers() {
    een.neem(partner, LANG);
    een.mislukt(partner, FOUT, Duration.ofHours(1));
    jdbc.sql(
            """
            update webhook_stand set mislukt_sinds = now() - interval '50 hours',
              laatste_mislukt = now() - interval '41 hours', wacht_tot = now() - interval '40 hours'
            where partner = :p""")
        .param("p", partner)
        .update();

    assertThat(een.mislukt(partner, FOUT, LANG).orElseThrow().zonderSucces())
        .isBetween(Duration.ofHours(10), Duration.ofHours(10).plus(LANG));
    jdbc.sql("update webhook_stand set wacht_tot = now() - interval '1 minute' where partner = :p")
        .param("p", partner)
        .update();
    assertThat(een.mislukt(partner, FOUT, LANG).orElseThrow().zonderSucces())
        .as("a little late is just late")
        .isGreaterThanOrEqualTo(Duration.ofHours(10));
  }

  private void nuAanDeBeurt() {
    jdbc.sql("update webhook_stand set wacht_tot = now() where partner = :p")
        .param("p", partner)
        .update();
  }

  @Test
  void whoIsTriedNowWaitsNoLongerAndKeepsItsPatienceAndWarnings() {
    een.neem(partner, LANG);
    een.mislukt(partner, FOUT, LANG);
    een.waarschuw(partner, 2);
    een.laatLos(partner);
    Instant sinds = een.van(partner).misluktSinds();
    een.probeerNu(partner);

    Webhookstand stand = een.neem(partner, LANG).orElseThrow();
    assertThat(stand.misluktSinds()).isEqualTo(sinds);
    assertThat(stand.waarschuwingen()).isEqualTo(2);
    assertThat(stand.poging()).as("the first one goes as a trial").isEqualTo(1);
  }

  @Test
  void aPaceThatTheReceiverSetIsNoFailure() {
    een.neem(partner, LANG);
    een.handdruk(partner, "https://ontvanger.invalid/hook", "wij.invalid", 6);
    een.rust(partner, LANG);
    een.laatLos(partner);

    assertThat(een.neem(partner, LANG)).isEmpty();
    assertThat(een.van(partner).toestand(Instant.now(), List.of())).isEqualTo("loopt");
    assertThat(een.van(partner).perMinuut()).isEqualTo(6);
  }
}
