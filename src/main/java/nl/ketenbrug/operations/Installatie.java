package nl.ketenbrug.operations;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where this installation keeps its files.
 *
 * @param map folder that holds routes, transforms, config and broker
 * @param data folder of broker and embedded database
 */
@Validated
@ConfigurationProperties("ketenbrug")
public record Installatie(@NotNull Path map, @NotNull Path data, @NotBlank String oin) {

  public Installatie {
    if (map != null && !Files.isDirectory(map.resolve("routes"))) {
      throw new IllegalArgumentException(
          "De map "
              + map.toAbsolutePath().normalize()
              + " heeft geen map routes; geef met ketenbrug.map de map op waarin routes, transforms, config en broker staan");
    }
  }

  public Path bestand(String pad) {
    return map.resolve(pad);
  }
}
