package nl.ketenbrug.simulator.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the simulated sources know.
 *
 * @param geweigerdeAfnemers OINs that the Suwinet broker refuses (code 0002, not authorised)
 * @param werkgevers the employers, by the name that the persons use for them
 * @param personen the synthetic persons
 * @param insolventies the cases of the insolvency register
 * @param zendingen what sources deliver to the engine by themselves
 */
public record Scenario(
    List<String> geweigerdeAfnemers,
    Map<String, Werkgever> werkgevers,
    List<Persoon> personen,
    List<Insolventie> insolventies,
    List<Zending> zendingen) {

  public Scenario {
    geweigerdeAfnemers = geweigerdeAfnemers == null ? List.of() : List.copyOf(geweigerdeAfnemers);
    werkgevers = werkgevers == null ? Map.of() : Map.copyOf(werkgevers);
    personen = personen == null ? List.of() : List.copyOf(personen);
    insolventies = insolventies == null ? List.of() : List.copyOf(insolventies);
    zendingen = zendingen == null ? List.of() : List.copyOf(zendingen);
    Scenariocontrole.controleer(werkgevers, personen);
  }

  public Optional<Persoon> persoon(String bsn) {
    return personen.stream().filter(persoon -> persoon.bsn().equals(bsn)).findFirst();
  }

  public Werkgever werkgever(String naam) {
    return werkgevers.get(naam);
  }
}
