package nl.ketenbrug.operations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** Where what waits for a source does so when it is much. */
  static final String TERZIJDE = "wacht-op-bron";

  private static final String ONBESTELBAAR = "parkeer.onbestelbaar";

  private final Map<String, String> oorsprong = new LinkedHashMap<>();
  private final Map<String, String> lezers = new HashMap<>();

  Parkeerplekken(Bronnen bronnen, Partners partners) {
    for (Bron bron : bronnen.alle()) {
      if (bron.levertZelf()) {
        String plek =
            switch (Routesjablonen.inname(bron)) {
              case "transform-notice" -> "parkeer.transform-notice-";
              case "transform-answer" -> "parkeer.transform-answer-";
              default -> "parkeer.transform-to-canonical-";
            };
        oorsprong.put(plek + bron.naam(), "intake." + bron.naam());
      }
      if (bron.neemtAan() && !bron.levertZelf()) {
        oorsprong.put("parkeer.transform-answer-" + bron.naam(), "intake." + bron.naam());
      }
    }
    oorsprong.put("parkeer.enrich-gebeurtenis", "canoniek");
    oorsprong.put("parkeer.keep-brongegevens", "brongegevens");
    for (Partner partner : partners.alle()) {
      oorsprong.put("parkeer.deliver-to-" + partner.code(), partner.queue());
      if (partner.abonnement().magZelfLezen()) {
        lezers.put(partner.queue(), partner.code());
      }
    }
  }

  /**
   * Every parking queue; the last one is for what came from nowhere known, and only a person can
   * place that.
   */
  Collection<String> alle() {
    List<String> alle = new ArrayList<>(oorsprong.keySet());
    alle.add(ONBESTELBAAR);
    return alle;
  }

  Optional<String> oorsprong(String parkeerplek) {
    return Optional.ofNullable(oorsprong.get(parkeerplek));
  }

  /**
   * Which partner reads this queue itself and may reject what it is given; empty when none does.
   */
  Optional<String> lezer(String queue) {
    return Optional.ofNullable(lezers.get(queue));
  }

  /**
   * The parking queue of what stood on this queue; one for everything else when it is not known.
   */
  String plekVoor(String queue) {
    // What waits aside for a source was taken from there, and goes back there.
    String oorspronkelijk = TERZIJDE.equals(queue) ? "canoniek" : queue;
    return oorsprong.entrySet().stream()
        .filter(plek -> plek.getValue().equals(oorspronkelijk))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(ONBESTELBAAR);
  }
}
