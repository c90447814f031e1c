package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.ketenbrug.delivery.Papierbundels.Kandidaat;
import org.junit.jupiter.api.Test;

/** How often a backlog is looked through for bundles on paper. */
class ZichtTest {

  /** Events, in bundles of two hundred. */
  private static final int AANTAL = 100_000;

  private static final int BUNDEL = 200;

  private final List<UUID> wachtrij =
      IntStream.range(0, AANTAL).mapToObj(i -> new UUID(1, i)).toList();
  private final Set<UUID> op = new HashSet<>(wachtrij);
  private final List<Integer> blikken = new ArrayList<>();
  private Instant nu = Instant.parse("2026-11-23T09:00:00Z");
  private final Zicht zicht =
      new Zicht(
          na ->
              wachtrij.subList(
                  Math.toIntExact(na), Math.min(AANTAL, Math.toIntExact(na) + Zicht.VOORUIT)),
          ids -> {
            blikken.add(ids.size());
            Set<UUID> gezien = new HashSet<>(ids);
            gezien.retainAll(op);
            return gezien;
          },
          () -> nu);

  @Test
  void aBacklogIsLookedThroughForManyBundlesAtOnce() {
    for (int van = 0; van < AANTAL; van += BUNDEL) {
      List<Kandidaat> greep = greep(van, van + BUNDEL);
      assertThat(zicht.van(greep))
          .containsExactlyInAnyOrderElementsOf(wachtrij.subList(van, van + BUNDEL));
    }

    assertThat(blikken).as("five hundred bundles").hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void whatIsNotOnTheQueueIsNotSeenAndWhatComesIsSeenWithinAMinute() {
    op.remove(wachtrij.get(3));
    assertThat(zicht.van(greep(0, 5))).hasSize(4).doesNotContain(wachtrij.get(3));

    op.add(wachtrij.get(3));
    assertThat(zicht.van(greep(0, 5))).hasSize(4);
    nu = nu.plus(Duration.ofSeconds(61));
    assertThat(zicht.van(greep(0, 5))).hasSize(5);
    assertThat(blikken).hasSize(2);
  }

  /** By number, which begins at one. */
  private List<Kandidaat> greep(int van, int tot) {
    return IntStream.range(van, tot)
        .mapToObj(i -> new Kandidaat(wachtrij.get(i), i + 1, 0, true, "d", "nl.x.y", null))
        .toList();
  }
}
