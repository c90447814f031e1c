package nl.ketenbrug.bvv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All figures by date. Immutable; read once at start-up, and anew when a file is added. Files are
 * named {@code <valid-from>.yaml}; each holds for six months.
 */
public final class Cijfers {

  private final NavigableMap<LocalDate, Halfjaar> halfjaren;
  private final int eerste;

  /** From the first half-year on without a gap; null where one is missing. */
  private final Halfjaar[] opVolgorde;

  private Cijfers(NavigableMap<LocalDate, Halfjaar> halfjaren) {
    this.halfjaren = halfjaren;
    this.eerste = nummer(halfjaren.firstKey());
    this.opVolgorde = new Halfjaar[nummer(halfjaren.lastKey()) - eerste + 1];
    halfjaren.forEach((vanaf, halfjaar) -> opVolgorde[nummer(vanaf) - eerste] = halfjaar);
  }

  /** Half-years counted on; one begins on 1 January or 1 July, which is checked on reading. */
  private static int nummer(LocalDate datum) {
    return 2 * datum.getYear() + (datum.getMonthValue() < 7 ? 0 : 1);
  }

  /**
   * Reads every {@code .yaml} file of the folder.
   *
   * @throws CijfersOngeldig when a file is incomplete, misspelt or inconsistent, or none exists
   * @throws UncheckedIOException when the folder cannot be read
   */
  public static Cijfers lees(Path folder) {
    Map<String, byte[]> bestanden = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).toList()) {
        bestanden.put(path.getFileName().toString(), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "De cijfers in " + folder.getFileName() + " zijn onleesbaar", e);
    }
    return lees(bestanden);
  }

  /**
   * The same from bytes by file name, for files that lie in a jar.
   *
   * @throws CijfersOngeldig see {@link #lees(Path)}
   */
  public static Cijfers lees(Map<String, byte[]> bestanden) {
    List<String> bevindingen = new ArrayList<>();
    NavigableMap<LocalDate, Halfjaar> halfjaren = new TreeMap<>();
    new TreeMap<>(bestanden)
        .forEach(
            (naam, inhoud) -> {
              Halfjaar halfjaar = Cijferbestand.lees(naam, inhoud, bevindingen);
              if (halfjaar != null) {
                halfjaren.put(halfjaar.vanaf(), halfjaar);
              }
            });
    if (bestanden.isEmpty()) {
      bevindingen.add("er is geen enkel bestand met cijfers");
    }
    if (!bevindingen.isEmpty()) {
      throw new CijfersOngeldig(bevindingen);
    }
    return new Cijfers(halfjaren);
  }

  /** The half-year that this date lies in, or a refusal that says which case it is. */
  public Cijferkeuze op(LocalDate datum) {
    int plaats = nummer(datum) - eerste;
    boolean binnen = plaats >= 0 && plaats < opVolgorde.length;
    return binnen && opVolgorde[plaats] != null ? opVolgorde[plaats] : geenCijfers(datum);
  }

  private Weigering geenCijfers(LocalDate datum) {
    Map.Entry<LocalDate, Halfjaar> entry = halfjaren.floorEntry(datum);
    if (entry == null) {
      return Weigeringsgrond.GEEN_PARAMETERS_VOOR_DATUM.weigering(
          "Rv art. 475da lid 1",
          "Er zijn geen cijfers voor %s: de eerste gelden vanaf %s."
              .formatted(datum, halfjaren.firstKey()));
    }
    LocalDate next = halfjaren.higherKey(datum);
    return Weigeringsgrond.GEEN_PARAMETERS_VOOR_DATUM.weigering(
        "Rv art. 475da lid 1",
        next == null
            ? "Er zijn geen cijfers voor %s: de laatste gelden tot en met %s."
                .formatted(datum, entry.getValue().totEnMet())
            : "Er zijn geen cijfers voor %s: het halfjaar ontbreekt tussen %s en %s."
                .formatted(datum, entry.getValue().totEnMet(), next));
  }

  /** All half-years, oldest first. */
  public List<Halfjaar> halfjaren() {
    return List.copyOf(halfjaren.values());
  }

  /**
   * What looks wrong without being an error: a ceiling that the formula does not reproduce at its
   * income of lid 8. Empty when all is well.
   */
  public List<String> bevindingen() {
    return halfjaren.values().stream()
        .flatMap(h -> Cijfercontrole.afwijkingen(h).stream())
        .toList();
  }
}
