package nl.ketenbrug.dossier;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.ketenbrug.dossier.Registerzaken.Feit;

/** From which events something holds in a dossier, and with which it ends. */
public final class Zaakverloop {

  /** Curatele and bewind: somebody acts for the debtor (art. 1:378 and 1:431 BW). */
  public static final Set<String> VERTEGENWOORDIGING = Set.of("bewind", "curatele");

  private static final Map<String, String> BEGIN =
      Map.of(
          "nl.vish.schuldhulp-aangemeld", "aanmelding",
          "nl.schuldhulp.schuldregeling-akkoord", "schuldregeling",
          "nl.schuldhulp.stabilisatie-gestart", "stabilisatie",
          "nl.schuldhulp.moratorium-verleend", "moratorium",
          "nl.curatelebewindregister.bewind-ingesteld", "bewind",
          "nl.curatelebewindregister.curatele-ingesteld", "curatele");

  private static final Map<String, String> EINDE =
      Map.of(
          "nl.vish.schuldhulp-afgemeld", "aanmelding",
          "nl.schuldhulp.schuldregeling-beeindigd", "schuldregeling",
          "nl.schuldhulp.moratorium-beeindigd", "moratorium",
          "nl.curatelebewindregister.bewind-opgeheven", "bewind",
          "nl.curatelebewindregister.curatele-opgeheven", "curatele");

  /** What goes before it, and is over when it begins or ends. */
  private static final Map<String, String> VOORAF =
      Map.of(
          "nl.schuldhulp.schuldregeling-akkoord", "stabilisatie",
          "nl.schuldhulp.schuldregeling-beeindigd", "stabilisatie");

  private Zaakverloop() {}

  /** The kinds of which one of these event types tells the beginning. */
  public static Set<String> soorten(Set<String> typen) {
    Set<String> soorten = new TreeSet<>();
    BEGIN.forEach(
        (type, soort) -> {
          if (typen.contains(type)) {
            soorten.add(soort);
          }
        });
    return soorten;
  }

  /**
   * What holds after these facts: of each kind the last that began and did not end. Stabilisation
   * ends with the agreement that it was for.
   *
   * @param feiten in the order of the source
   */
  public static Map<String, Feit> geldt(Iterable<Feit> feiten) {
    Map<String, Feit> geldt = new LinkedHashMap<>();
    for (Feit feit : feiten) {
      geldt.remove(VOORAF.get(feit.type()));
      if (BEGIN.containsKey(feit.type())) {
        geldt.put(BEGIN.get(feit.type()), feit);
      }
      geldt.remove(EINDE.get(feit.type()));
    }
    return geldt;
  }
}
