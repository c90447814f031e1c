package nl.ketenbrug.operations;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;

/**
 * Which parking queue belongs to which queue: where a parked message came from is where a release
 * puts it back.
 */
class Parkeerplekken {

  private static final String ONBESTELBAAR = "parkeer.onbestelbaar";

  private final Map<String, String> oorsprong = new LinkedHashMap<>();

  Parkeerplekken(Bronnen bronnen, Partners partners) {
    for (Bron bron : bronnen.alle()) {
      if (bron.levertZelf()) {
        oorsprong.put("parkeer.transform-to-canonical-" + bron.naam(), "intake." + bron.naam());
      }
    }
    oorsprong.put("parkeer.enrich-gebeurtenis", "canoniek");
    for (Partner partner : partners.alle()) {
      oorsprong.put("parkeer.deliver-to-" + partner.code(), partner.queue());
    }
  }

  Collection<String> alle() {
    return oorsprong.keySet();
  }

  Optional<String> oorsprong(String parkeerplek) {
    return Optional.ofNullable(oorsprong.get(parkeerplek));
  }

  /**
   * The parking queue of what stood on this queue; one for everything else when it is not known.
   */
  String plekVoor(String queue) {
    return oorsprong.entrySet().stream()
        .filter(plek -> plek.getValue().equals(queue))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(ONBESTELBAAR);
  }
}
