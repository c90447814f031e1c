package nl.ketenbrug.operations;

import jakarta.validation.constraints.NotBlank;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where this installation keeps its files.
 *
 * @param map folder that holds routes, transforms, config and broker
 * @param data folder of broker and embedded database
 * @param oin our own OIN
 */
@Validated
@ConfigurationProperties("ketenbrug")
record Installatie(@NotBlank String map, @NotBlank String data, @NotBlank String oin) {

  public Installatie {
    if (map != null && !Files.isDirectory(Path.of(map, "routes"))) {
      throw new IllegalArgumentException(
          "De map '"
              + map
              + "' heeft geen map routes; geef met ketenbrug.map de map op waarin routes,"
              + " transforms, config en broker staan");
    }
  }

  Path top() {
    return Path.of(map);
  }

  Path bestand(String pad) {
    return top().resolve(pad);
  }

  Path datamap() {
    return Path.of(data).toAbsolutePath().normalize();
  }
}
