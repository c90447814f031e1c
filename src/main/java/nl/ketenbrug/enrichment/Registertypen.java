package nl.ketenbrug.enrichment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which event tells that a fact of a register changed, went, or is about somebody else. */
final class Registertypen {

  private static final String BEWIND_GEWIJZIGD = "nl.curatelebewindregister.bewind-gewijzigd";
  private static final String CURATELE_GEWIJZIGD = "nl.curatelebewindregister.curatele-gewijzigd";
  private static final String BEWINDVOERDER = "nl.curatelebewindregister.bewindvoerder-gewijzigd";
  private static final String CURATOR = "nl.curatelebewindregister.curator-gewijzigd";
  private static final String VISH_GECORRIGEERD = "nl.vish.schuldhulp-gecorrigeerd";

  private static final Set<String> WIJZIGINGEN =
      Set.of(BEWIND_GEWIJZIGD, CURATELE_GEWIJZIGD, BEWINDVOERDER, CURATOR);
  private static final Set<String> CURATELE =
      Set.of(
          "nl.curatelebewindregister.curatele-ingesteld",
          "nl.curatelebewindregister.curatele-opgeheven",
          "nl.curatelebewindregister.curatele-verstreken",
          CURATELE_GEWIJZIGD,
          CURATOR);

  private Registertypen() {}

  /** Whether this event tells of a change, which stays true when the next one comes. */
  static boolean isWijziging(String type) {
    return WIJZIGINGEN.contains(type);
  }

  /** Whether both are about curatele, or both about bewind. */
  static boolean isZelfdeMaatregel(String type, String ander) {
    return CURATELE.contains(type) == CURATELE.contains(ander);
  }

  /** Whether what changed was wrong before, so that it is a correction of what was told. */
  static boolean isCorrectie(String type) {
    return type.equals(VISH_GECORRIGEERD);
  }

  /**
   * The events that tell how a fact differs from what was told of it.
   *
   * @param type of the fact
   * @param oud canonical {@code Schuldhulp} or {@code Bewind}
   * @param loopt that the case goes on: of one that ended nobody represents the debtor
   */
  static List<String> wijzigingen(String type, Canoniek oud, Canoniek nieuw, boolean loopt) {
    List<String> wijzigingen = new ArrayList<>();
    if (oud.isGelijk(nieuw)) {
      return wijzigingen;
    }
    if (oud.waar("local-name() = 'Schuldhulp'")) {
      wijzigingen.add(VISH_GECORRIGEERD);
      return wijzigingen;
    }
    boolean curatele = CURATELE.contains(type);
    boolean vertegenwoordiger = !delen(oud, true, true).equals(delen(nieuw, true, true));
    if (vertegenwoordiger && loopt) {
      wijzigingen.add(curatele ? CURATOR : BEWINDVOERDER);
    }
    if (!delen(oud, false, loopt).equals(delen(nieuw, false, loopt))) {
      wijzigingen.add(curatele ? CURATELE_GEWIJZIGD : BEWIND_GEWIJZIGD);
    }
    return wijzigingen;
  }

  /**
   * @param einde with the end that was foreseen; of a case that ended the end itself is told
   */
  private static List<String> delen(Canoniek bewind, boolean vertegenwoordigers, boolean einde) {
    return bewind.teksten(
        "k:*[not(self::k:herkomst"
            + (einde ? "" : " or self::k:einde")
            + ")][exists(self::k:vertegenwoordiger) = "
            + (vertegenwoordigers ? "true()" : "false()")
            + "]//text()/concat(local-name(..), '=', .)");
  }

  /** That a fact is taken back: by its source, or because it did not end by itself after all. */
  static String intrekking(String type) {
    if (register(type).equals("vish")) {
      return "nl.vish.schuldhulp-ingetrokken";
    }
    if (register(type).equals("schuldhulp")) {
      // A debt counsellor takes nothing back: only what the engine itself told of it can be.
      return switch (type) {
        case "nl.schuldhulp.moratorium-verstreken" ->
            "nl.schuldhulp.moratorium-verstreken-ingetrokken";
        case "nl.schuldhulp.stabilisatie-verstreken" ->
            "nl.schuldhulp.stabilisatie-verstreken-ingetrokken";
        case "nl.schuldhulp.schuldregeling-verstreken" ->
            "nl.schuldhulp.schuldregeling-verstreken-ingetrokken";
        default -> throw new IllegalArgumentException("Wordt niet ingetrokken: " + type);
      };
    }
    return CURATELE.contains(type)
        ? "nl.curatelebewindregister.curatele-ingetrokken"
        : "nl.curatelebewindregister.bewind-ingetrokken";
  }

  /** That a fact that was told is about somebody else. */
  static String anderPersoon(String type) {
    return switch (register(type)) {
      case "vish" -> "nl.vish.match-ingetrokken";
      case "schuldhulp" -> "nl.schuldhulp.match-ingetrokken";
      default -> "nl.curatelebewindregister.match-ingetrokken";
    };
  }

  private static String register(String type) {
    return type.split("\\.")[1];
  }
}
