package nl.ketenbrug.source;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All sources of this installation. */
public final class Bronnen {

  private final Map<String, Bron> opNaam;

  public Bronnen(Collection<Bron> bronnen) {
    opNaam =
        bronnen.stream().collect(Collectors.toUnmodifiableMap(Bron::naam, Function.identity()));
  }

  public Optional<Bron> zoek(String naam) {
    return Optional.ofNullable(opNaam.get(naam));
  }

  /**
   * @throws IllegalArgumentException when there is no file for this source
   */
  public Bron bron(String naam) {
    return zoek(naam)
        .orElseThrow(() -> new IllegalArgumentException("Geen config/sources/" + naam + ".yaml"));
  }

  public Collection<Bron> alle() {
    return opNaam.values();
  }
}
