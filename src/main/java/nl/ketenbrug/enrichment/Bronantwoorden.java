package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * When each source last gave this engine an answer that could be used, about anybody. It tells a
 * source that is in trouble from one that is in trouble over one person. After a restart nothing is
 * known, and then the trouble counts as that of the source: that delays, and refuses nobody.
 */
@Component
class Bronantwoorden {

  private final Map<String, Instant> laatste = new ConcurrentHashMap<>();
  private final Clock clock;

  Bronantwoorden(Clock clock) {
    this.clock = clock;
  }

  void meld(String bron) {
    laatste.put(bron, clock.instant());
  }

  /** Whether the source answered at this moment or after it. */
  boolean sinds(String bron, Instant moment) {
    Instant antwoord = laatste.get(bron);
    return antwoord != null && !antwoord.isBefore(moment);
  }
}
