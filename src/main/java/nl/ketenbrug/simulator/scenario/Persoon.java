package nl.ketenbrug.simulator.scenario;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
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
 * @param wijzigingen what changes when
 */
public record Persoon(
    String bsn,
    String doel,
    BrpGegevens brp,
    PolisGegevens polis,
    Map<Bron, Regeling> gedrag,
    List<Wijziging> wijzigingen) {

  public Persoon {
    gedrag = gedrag == null ? Map.of() : Map.copyOf(gedrag);
    wijzigingen =
        wijzigingen == null
            ? List.of()
            : wijzigingen.stream().sorted(Comparator.comparing(Wijziging::dag)).toList();
  }

  /**
   * From a day on a source knows something else: all that it knows then, or, where a source is left
   * out, what it knew already.
   *
   * @param op ISO date
   */
  public record Wijziging(String op, BrpGegevens brp, PolisGegevens polis) {

    public Wijziging {
      LocalDate.parse(op);
    }

    LocalDate dag() {
      return LocalDate.parse(op);
    }
  }

  /** The person as the sources know him on this day. */
  public Persoon op(LocalDate dag) {
    BrpGegevens brpNu = brp;
    PolisGegevens polisNu = polis;
    for (Wijziging wijziging : wijzigingen) {
      if (!wijziging.dag().isAfter(dag)) {
        brpNu = wijziging.brp() == null ? brpNu : wijziging.brp();
        polisNu = wijziging.polis() == null ? polisNu : wijziging.polis();
      }
    }
    return new Persoon(bsn, doel, brpNu, polisNu, gedrag, List.of());
  }

  @Override
  public String toString() {
    return "Persoon[" + doel + "]";
  }
}
