package nl.ketenbrug.dossier;

import java.util.List;
import java.util.Map;

/**
 * What a recalculation came to so far.
 *
 * @param berekend dossiers with an outcome
 * @param teVerwerken changes that are sent but do not stand in their dossiers yet
 * @param uitkomsten number of dossiers by outcome
 * @param somVerschilCent new less old over all changes, cents a month
 * @param verschillen changes by size
 * @param weigeringen refusals by code
 */
public record Herzieningsverslag(
    long berekend,
    long teVerwerken,
    Map<String, Long> uitkomsten,
    long somVerschilCent,
    List<Klasse> verschillen,
    List<Weigering> weigeringen) {

  /**
   * @param vanCent lowest difference, included; null for no lower bound
   * @param totCent highest difference, not included; null for no upper bound
   */
  public record Klasse(Long vanCent, Long totCent, long aantal) {}

  /**
   * @param reden the sentence of one of them
   */
  public record Weigering(String code, String reden, long aantal) {}
}
