package nl.ketenbrug.dossier;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

  private static final Map<String, String> VERSTREKEN =
      Map.of(
          "aanmelding", "nl.vish.schuldhulp-verstreken",
          "schuldregeling", "nl.schuldhulp.schuldregeling-verstreken",
          "stabilisatie", "nl.schuldhulp.stabilisatie-verstreken",
          "moratorium", "nl.schuldhulp.moratorium-verstreken",
          "bewind", "nl.curatelebewindregister.bewind-verstreken",
          "curatele", "nl.curatelebewindregister.curatele-verstreken");

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

  /** Of which kind this event tells the beginning; null of any other. */
  public static String begint(String type) {
    return BEGIN.get(type);
  }

  /** Of which kind this event tells the end; null of any other. */
  public static String eindigt(String type) {
    return EINDE.get(type);
  }

  /** Every kind there is. */
  public static Set<String> soorten() {
    return VERSTREKEN.keySet();
  }

  /**
   * The event that tells that something of this kind ended by itself. Each kind has one of its own,
   * so that who may not know of a kind does not hear of its end either.
   */
  public static String verstreken(String soort) {
    return VERSTREKEN.get(soort);
  }

  /** Whether this event tells that something ended by itself. */
  public static boolean isVerstreken(String type) {
    return VERSTREKEN.containsValue(type);
  }

  /** The kind that is over when this event begins or ends another; null when there is none. */
  public static String vooraf(String type) {
    return VOORAF.get(type);
  }
}
