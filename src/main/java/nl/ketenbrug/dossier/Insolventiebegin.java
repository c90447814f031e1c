package nl.ketenbrug.dossier;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From which events a case of a kind stops the collection: art. 33, 230 and 301 Fw. */
public final class Insolventiebegin {

  private static final Map<String, Set<String>> TYPEN =
      Map.of(
          "faillissement", Set.of("nl.insolventieregister.faillissement-uitgesproken"),
          "schuldsanering",
              Set.of(
                  "nl.insolventieregister.wsnp-uitgesproken",
                  "nl.insolventieregister.wsnp-definitief",
                  "nl.insolventieregister.wsnp-herleefd"),
          "surseance", Set.of("nl.insolventieregister.surseance-verleend"));

  private Insolventiebegin() {}

  /** The kinds of which one of these event types tells the beginning. */
  public static Set<String> soorten(Set<String> typen) {
    Set<String> soorten = new TreeSet<>();
    TYPEN.forEach(
        (soort, begin) -> {
          if (begin.stream().anyMatch(typen::contains)) {
            soorten.add(soort);
          }
        });
    return soorten;
  }
}
