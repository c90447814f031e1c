package nl.ketenbrug.enrichment;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rules of every source that is followed. */
public final class Vergelijkers {

  private final Map<String, Vergelijker> opBron = new TreeMap<>();

  /**
   * @throws IllegalArgumentException when an expression in a rule is no XPath
   */
  public Vergelijkers(Collection<Veranderregels> regels) {
    regels.forEach(een -> opBron.put(een.bron(), new Vergelijker(een)));
  }

  Optional<Vergelijker> zoek(String bron) {
    return Optional.ofNullable(opBron.get(bron));
  }
}
