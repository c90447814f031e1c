package nl.ketenbrug.simulator.scenario;

import java.util.Map;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Regeling;

/**
 * A synthetic person.
 *
 * @param bsn from 9999xxxxx, passes the elfproef
 * @param doel what the person is for, for the reader of the file
 * @param brp what the BRP knows; left out: the BRP does not know the person
 * @param polis what the Polisadministratie knows; left out: nothing found
 * @param gedrag behaviour of a source when this person is asked for
 */
public record Persoon(
    String bsn, String doel, BrpGegevens brp, PolisGegevens polis, Map<Bron, Regeling> gedrag) {

  public Persoon {
    gedrag = gedrag == null ? Map.of() : Map.copyOf(gedrag);
  }

  @Override
  public String toString() {
    return "Persoon[" + doel + "]";
  }
}
