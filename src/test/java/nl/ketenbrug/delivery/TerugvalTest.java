package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The pauses after failures. */
class TerugvalTest {

  private static final Duration EERSTE = Duration.ofSeconds(5);
  private static final Duration HOOGSTE = Duration.ofHours(1);

  private final Terugval terugval = new Terugval(EERSTE, HOOGSTE);

  @Test
  void theBoundDoublesUntilTheLongestAndNeverRunsOver() {
    assertThat(terugval.grens(1)).isEqualTo(EERSTE);
    assertThat(terugval.grens(2)).isEqualTo(EERSTE.multipliedBy(2));
    assertThat(terugval.grens(10)).isEqualTo(EERSTE.multipliedBy(512));
    assertThat(terugval.grens(11)).isEqualTo(HOOGSTE);
    assertThat(terugval.grens(Integer.MAX_VALUE)).isEqualTo(HOOGSTE);
  }

  @Test
  void everyPauseLiesBetweenASecondAndItsBound() {
    long seed = System.nanoTime();
    Random toeval = new Random(seed);
    for (int poging = 1; poging < 40; poging++) {
      for (int keer = 0; keer < 200; keer++) {
        assertThat(terugval.na(poging, toeval))
            .as("seed %d, attempt %d", seed, poging)
            .isBetween(Duration.ofSeconds(1), terugval.grens(poging));
      }
    }
  }

  @Test
  void receiversThatWereAwayTogetherAreNotTriedTogether() {
    Random toeval = new Random(20261122);
    List<Long> minuten =
        IntStream.range(0, 600).mapToObj(i -> terugval.na(20, toeval).toMinutes()).toList();

    for (long minuut = 0; minuut < 60; minuut++) {
      long deze = minuut;
      assertThat(minuten.stream().filter(m -> m == deze).count())
          .as("of 600 pauses, in minute %d", minuut)
          .isBetween(1L, 40L);
    }
  }
}
