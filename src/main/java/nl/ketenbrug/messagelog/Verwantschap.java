package nl.ketenbrug.messagelog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Follows causes within one correlation. */
final class Verwantschap {

  private final Map<UUID, UUID> oorzaken = new HashMap<>();

  private Verwantschap(List<Berichtoverzicht> berichten) {
    berichten.forEach(bericht -> oorzaken.put(bericht.berichtId(), bericht.oorzaakId()));
  }

  /** The others of the list, in its order, each with its relation to {@code midden}. */
  static List<Verwant> rond(UUID midden, List<Berichtoverzicht> berichten) {
    Verwantschap verwantschap = new Verwantschap(berichten);
    return berichten.stream()
        .filter(bericht -> !bericht.berichtId().equals(midden))
        .map(bericht -> new Verwant(verwantschap.relatie(bericht.berichtId(), midden), bericht))
        .toList();
  }

  private Relatie relatie(UUID ander, UUID midden) {
    if (leidtTot(ander, midden)) {
      return Relatie.OORZAAK;
    }
    return leidtTot(midden, ander) ? Relatie.GEVOLG : Relatie.VERWANT;
  }

  private boolean leidtTot(UUID begin, UUID eind) {
    // What comes from outside may name itself as its cause: no place is visited twice.
    Set<UUID> gezien = new HashSet<>();
    for (UUID plek = oorzaken.get(eind);
        plek != null && gezien.add(plek);
        plek = oorzaken.get(plek)) {
      if (plek.equals(begin)) {
        return true;
      }
    }
    return false;
  }
}
