package nl.ketenbrug.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import nl.ketenbrug.delivery.Profiel;
import nl.ketenbrug.operations.Instellingsbestanden.Instellingsfout;

/** The descriptions of the profiles under {@code transforms}. */
final class Profielbestanden {

  private final Path map;
  private final Instellingsbestanden bestanden;

  /**
   * @param map folder that holds transforms
   */
  Profielbestanden(Path map, Instellingsbestanden bestanden) {
    this.map = map;
    this.bestanden = bestanden;
  }

  /**
   * @throws Instellingsfout when it is not there, is not right, or names a check that its format
   *     does not have
   */
  Profiel lees(String naam) {
    Path bestand = map.resolve("transforms/" + naam + "/profiel.yaml");
    if (!Files.isRegularFile(bestand)) {
      throw new Instellingsfout(
          bestand, "ontbreekt: hierin staan formaat, modelversie, velden en toets van het profiel");
    }
    Profiel profiel = bestanden.lees(bestand, Profiel.class);
    if (!profiel.toets().endsWith(profiel.formaat().einde())) {
      throw new Instellingsfout(
          bestand,
          "bij dit formaat hoort een toets die eindigt op %s (profiel-toets-ongeldig)"
              .formatted(profiel.formaat().einde()));
    }
    if (!Files.isRegularFile(bestand.resolveSibling(profiel.toets()))) {
      throw new Instellingsfout(
          bestand, "er is geen %s (profiel-toets-ontbreekt)".formatted(profiel.toets()));
    }
    if (!Files.isRegularFile(map.resolve("transforms/" + profiel.velden() + "/velden.txt"))) {
      throw new Instellingsfout(
          bestand,
          "er is geen transforms/%s/velden.txt (profiel-velden-ontbreken)"
              .formatted(profiel.velden()));
    }
    return profiel;
  }
}
