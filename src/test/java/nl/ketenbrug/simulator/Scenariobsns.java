package nl.ketenbrug.simulator;

import java.util.List;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.scenario.Persoon;
import nl.ketenbrug.simulator.scenario.Scenariolezer;

/** The persons of the demonstration scenario that can simply be asked for. */
public final class Scenariobsns {

  private Scenariobsns() {}

  public static List<String> metBrp() {
    return bsns(Bron.BRP, true);
  }

  static List<String> alle() {
    return bsns(Bron.SUWINET, false);
  }

  private static List<String> bsns(Bron bron, boolean alleenMetBrp) {
    return Scenariolezer.lees(Testsimulator.SCENARIO).personen().stream()
        .filter(persoon -> !persoon.gedrag().containsKey(bron))
        .filter(persoon -> !alleenMetBrp || persoon.brp() != null)
        .map(Persoon::bsn)
        .toList();
  }
}
