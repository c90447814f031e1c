package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.Proefklok;
import nl.ketenbrug.console.BerichtenController.Berichten;
import nl.ketenbrug.delivery.Proefkeuzes;
import nl.ketenbrug.delivery.Pull;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.context.request.async.DeferredResult;

class WachtkamerTest {

  private static final Berichten NIETS = new Berichten(List.of(), null, null, null);

  private final String partner = "wacht-" + UUID.randomUUID();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final List<Berichten> terug = new ArrayList<>();
  private Instant nu = Instant.parse("2026-11-22T10:00:00Z");
  private Wachtkamer kamer;
  private Berichten antwoord = NIETS;
  private int gevraagd;

  @BeforeEach
  void begin() {
    kamer = new Wachtkamer(Proefkeuzes.stand(Testdatabase.bron()), new Proefklok(() -> nu));
  }

  @Test
  void manyThatWaitAreEachAskedAFewTimesWhenSomebodyElseGotTheEvent() {
    List<DeferredResult<Berichten>> wachtend = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      wachtend.add(vraag(30));
    }
    gevraagd = 0;
    nummer(1);

    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> kijk(28));

    assertThat(gevraagd).as("three times each, and five rounds of one").isEqualTo(9 + 5);
    assertThat(wachtend).noneMatch(DeferredResult::hasResult);
    kijk(3);
    assertThat(wachtend).allMatch(een -> een.getResult() == NIETS);
  }

  @Test
  void anEventThatIsOnTheQueueAMomentAfterItsNumberIsGiven() {
    DeferredResult<Berichten> wachtend = vraag(30);
    nummer(1);
    kijk(1);
    assertThat(wachtend.hasResult()).isFalse();

    antwoord = een();
    kijk(1);

    assertThat(wachtend.getResult()).isSameAs(antwoord);
    assertThat(terug).isEmpty();
  }

  @Test
  void twentyWaitAtATimeAndWhoFindsAnEventOrDoesNotWantToNever() {
    for (int i = 0; i < 20; i++) {
      assertThat(vraag(30).hasResult()).isFalse();
    }
    assertThat(vraag(30).getResult()).isSameAs(NIETS);
    assertThat(vraag(0).getResult()).isSameAs(NIETS);
    antwoord = een();
    assertThat(vraag(30).getResult()).isSameAs(antwoord);
  }

  /** Resumed, offered again, released: that raises no number. */
  @Test
  void whatComesWithoutANewNumberIsGivenWithinARoundAndToTheNextOneRightAfterIt() {
    DeferredResult<Berichten> eerste = vraag(30);
    DeferredResult<Berichten> tweede = vraag(30);
    kijk(4);
    antwoord = een();
    kijk(1);
    assertThat(eerste.hasResult() || tweede.hasResult()).isFalse();

    kijk(1);

    assertThat(eerste.getResult()).isSameAs(antwoord);
    assertThat(tweede.getResult()).isSameAs(antwoord);
  }

  @Test
  void twentyThatWaitInVainAreAskedByTurnsAndNoOftenerThanOne() {
    int[] keren = new int[20];
    for (int i = 0; i < keren.length; i++) {
      int wie = i;
      kamer.vraag(
          partner,
          Duration.ofSeconds(110),
          () -> {
            keren[wie]++;
            return NIETS;
          },
          terug::add);
      nu = nu.plusMillis(1);
    }
    Arrays.fill(keren, 0);

    kijk(102);

    assertThat(keren).containsOnly(1);
  }

  /** Partners come and go for as long as the engine runs. */
  @Test
  void whoWaitsNoLongerLeavesNothingBehind() {
    vraag(30);
    kijk(1);
    assertThat((Map<?, ?>) ReflectionTestUtils.getField(kamer, "rondes")).hasSize(1);

    kijk(70);

    assertThat((Map<?, ?>) ReflectionTestUtils.getField(kamer, "rondes")).isEmpty();
    assertThat((Collection<?>) ReflectionTestUtils.getField(kamer, "wachtenden")).isEmpty();
  }

  private DeferredResult<Berichten> vraag(int seconden) {
    return kamer.vraag(
        partner,
        Duration.ofSeconds(seconden),
        () -> {
          gevraagd++;
          return antwoord;
        },
        terug::add);
  }

  /** Twice a second, as the engine does. */
  private void kijk(int seconden) {
    for (int i = 0; i < seconden * 2; i++) {
      kamer.kijk();
      nu = nu.plusMillis(500);
    }
  }

  private void nummer(long laatste) {
    jdbc.sql(
            """
            insert into abonnement_stand (partner, laatste) values (:partner, :laatste)
            on conflict (partner) do update set laatste = excluded.laatste""")
        .param("partner", partner)
        .param("laatste", laatste)
        .update();
  }

  private static Berichten een() {
    UUID id = UUID.randomUUID();
    return new Berichten(
        List.of(
            new Pull.Bericht(
                id,
                1,
                id,
                null,
                "nl.brp.persoon-verhuisd",
                "brp",
                "d",
                1,
                1,
                "application/xml",
                "<x/>")),
        null,
        null,
        null);
  }
}
