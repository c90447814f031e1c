package nl.ketenbrug.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import nl.ketenbrug.delivery.Papierbundels.Kandidaat;

/**
 * Which events stand on a partner's queue, looked at for many bundles at once. A look goes past all
 * that stands before them, and what is in a bundle already stands before: a look for each bundle
 * would go past a backlog as often as it has bundles.
 *
 * <p>What leaves the queue after the look is answered or over its term in the table first, and
 * cannot be claimed then.
 */
final class Zicht {

  /** Events of one look; their ids are held in memory. */
  static final int VOORUIT = 20_000;

  /** An event that came to stand there since is seen after this time at the latest. */
  private static final Duration VERS = Duration.ofMinutes(1);

  private final Function<Long, List<UUID>> volgende;
  private final Function<Set<UUID>, Set<UUID>> kijk;
  private final InstantSource klok;
  private Set<UUID> bekeken = Set.of();
  private Set<UUID> zichtbaar = Set.of();
  private Instant wanneer = Instant.MIN;

  /**
   * @param volgende the events that come next, from behind a number on
   * @param kijk those of these events that the broker shows on the queue
   */
  Zicht(
      Function<Long, List<UUID>> volgende,
      Function<Set<UUID>, Set<UUID>> kijk,
      InstantSource klok) {
    this.volgende = volgende;
    this.kijk = kijk;
    this.klok = klok;
  }

  /**
   * @param greep by number
   */
  Set<UUID> van(List<Kandidaat> greep) {
    Set<UUID> gevraagd = new HashSet<>();
    greep.forEach(een -> gevraagd.add(een.berichtId()));
    Instant nu = klok.instant();
    if (!bekeken.containsAll(gevraagd) || nu.isAfter(wanneer.plus(VERS))) {
      Set<UUID> samen = new HashSet<>(gevraagd);
      samen.addAll(volgende.apply(greep.get(greep.size() - 1).volgnummer()));
      zichtbaar = kijk.apply(samen);
      bekeken = samen;
      wanneer = nu;
    }
    gevraagd.retainAll(zichtbaar);
    return gevraagd;
  }
}
