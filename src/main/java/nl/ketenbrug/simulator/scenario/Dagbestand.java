package nl.ketenbrug.simulator.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An answer in a file, of which there may be one for each day from which it holds: {@code
 * <naam>.<soort>}, and {@code <naam>@<ISO day>.<soort>}.
 */
public final class Dagbestand {

  private Dagbestand() {}

  /**
   * The newest one that holds on this day; empty when there is none.
   *
   * @param soort ending, with its dot
   * @throws java.time.DateTimeException when a file has no day behind its name
   */
  public static Optional<Path> zoek(Path map, String naam, String soort, LocalDate dag) {
    if (!Files.isDirectory(map)) {
      return Optional.empty();
    }
    String begin = naam + "@";
    try (Stream<Path> paden = Files.list(map)) {
      return paden
          .map(pad -> pad.getFileName().toString())
          .filter(bestand -> bestand.startsWith(begin) && bestand.endsWith(soort))
          .map(bestand -> bestand.substring(begin.length(), bestand.length() - soort.length()))
          .map(LocalDate::parse)
          .filter(vanaf -> !vanaf.isAfter(dag))
          .max(Comparator.naturalOrder())
          .map(vanaf -> map.resolve(begin + vanaf + soort))
          .or(() -> Optional.of(map.resolve(naam + soort)).filter(Files::exists));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
