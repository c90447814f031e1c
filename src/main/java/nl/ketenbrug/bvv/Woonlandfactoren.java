package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * The table of woonlandfactoren, by country as the caller names it. The annex of the Regeling
 * beslagvrije voet is unavailable, so there is no table unless somebody supplies one.
 */
public final class Woonlandfactoren {

  /** No table: the factor is unknown for every country. */
  public static final Woonlandfactoren GEEN_TABEL = new Woonlandfactoren(null);

  private final Map<String, BigDecimal> tabel;

  private Woonlandfactoren(Map<String, BigDecimal> tabel) {
    this.tabel = tabel;
  }

  public static Woonlandfactoren van(Map<String, BigDecimal> tabel) {
    return new Woonlandfactoren(Map.copyOf(tabel));
  }

  /**
   * Regeling beslagvrije voet art. 1 (Stcrt. 2020, 62980): a country that is not in the table has
   * factor 1. Empty only when there is no table; a request without factor is then refused.
   */
  public Optional<BigDecimal> factor(String land) {
    return tabel == null ? Optional.empty() : Optional.of(tabel.getOrDefault(land, BigDecimal.ONE));
  }
}
