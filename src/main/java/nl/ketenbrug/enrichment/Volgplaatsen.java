package nl.ketenbrug.enrichment;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * How many questions one engine may have running at each source that it follows. A source that
 * answers slowly holds its places for long: each other one keeps a place that it cannot take.
 */
final class Volgplaatsen {

  private final int plaatsen;
  private final int eigen;
  private final Map<String, AtomicInteger> bezig;

  /**
   * @param tegelijk questions at a time; where there are more sources, one for each of them
   */
  Volgplaatsen(Collection<String> bronnen, int tegelijk) {
    this.plaatsen = Math.max(tegelijk, bronnen.size());
    this.eigen = plaatsen / Math.max(1, bronnen.size());
    this.bezig =
        bronnen.stream().collect(Collectors.toMap(bron -> bron, bron -> new AtomicInteger()));
  }

  int alle() {
    return plaatsen;
  }

  /** Free places of its own part of them; nothing where others borrowed these. */
  int eigen(String bron) {
    return Math.min(eigen - bezig.get(bron).get(), vrij());
  }

  /** Free places that it may borrow: one stays for each other source that has no question. */
  int over(String bron) {
    long stil =
        bezig.entrySet().stream()
            .filter(ander -> !ander.getKey().equals(bron) && ander.getValue().get() == 0)
            .count();
    return (int) (vrij() - stil);
  }

  private int vrij() {
    return plaatsen - bezig.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  void neem(String bron) {
    bezig.get(bron).incrementAndGet();
  }

  void geef(String bron) {
    bezig.get(bron).decrementAndGet();
  }
}
