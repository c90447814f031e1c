package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A seed gives the same blows, whatever each of them finds to hit. */
class MartellotingTest {

  @Test
  void aBlowThatIsTriedAgainChangesNoneThatComesAfterIt() {
    assertThat(trek(7, true)).isEqualTo(trek(7, false));
  }

  @Test
  void anotherAttemptIsNotTheSameOne() {
    Martelloting lot = new Martelloting(7);
    lot.volgende();
    List<Integer> eerst = getallen(lot);
    lot.nogEens();

    assertThat(getallen(lot)).isNotEqualTo(eerst);
  }

  @Test
  void neighbouringSeedsAreNotAlike() {
    assertThat(IntStream.range(0, 100).mapToObj(seed -> trek(seed, false).get(0)).distinct())
        .hasSizeGreaterThan(15);
  }

  private static List<Integer> trek(long seed, boolean eenMislukt) {
    Martelloting lot = new Martelloting(seed);
    List<Integer> getrokken = new ArrayList<>();
    for (int slag = 0; slag < 5; slag++) {
      lot.volgende();
      getrokken.addAll(getallen(lot));
      if (eenMislukt && slag == 2) {
        lot.nogEens();
        getallen(lot);
      }
    }
    return getrokken;
  }

  private static List<Integer> getallen(Martelloting lot) {
    return List.of(lot.onder(20), lot.onder(20_000), lot.onder(7));
  }
}
