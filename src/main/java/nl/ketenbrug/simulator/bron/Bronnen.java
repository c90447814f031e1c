package nl.ketenbrug.simulator.bron;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The state of every source. */
public final class Bronnen {

  private final Map<Bron, Bronstand> standen = new EnumMap<>(Bron.class);

  public Bronnen() {
    for (Bron bron : Bron.values()) {
      standen.put(bron, new Bronstand(bron));
    }
  }

  public Bronstand stand(Bron bron) {
    return standen.get(bron);
  }

  List<Bronstand.Overzicht> overzicht() {
    return standen.values().stream().map(Bronstand::overzicht).toList();
  }
}
