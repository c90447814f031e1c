package nl.ketenbrug.messagelog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which version did the work: per route the SHA-256 of its file, of the stylesheets and schemas
 * that it names, and of what those import.
 */
public final class Versiestempels {

  private static final Pattern NAMED =
      Pattern.compile("transforms/[\\w./-]+\\.(?:xsl|xsd|schema\\.json|txt)");
  private static final Pattern IMPORTED =
      Pattern.compile("<xsl:(?:import|include)\\s[^>]*href=\"([^\"]+)\"");

  private final Path map;
  private final Map<String, Map<String, String>> stempels = new ConcurrentHashMap<>();

  /** What routes were made of, each file read for the first that is made of it. */
  private final Map<Path, Bestand> bestandsinhoud = new ConcurrentHashMap<>();

  private final Map<String, Path> routebestanden = new ConcurrentHashMap<>();

  /**
   * @param ingevoerd the files that it imports
   */
  private record Bestand(String hash, List<Path> ingevoerd) {}

  /** Hash of what was read, by path from the top folder. */
  private final Map<String, String> gelezen = new ConcurrentHashMap<>();

  /**
   * @param map folder that holds routes, transforms and config
   */
  public Versiestempels(Path map) {
    this.map = map;
  }

  /**
   * Declares a route before it runs.
   *
   * @param parameters of its template; empty for a route of its own
   * @param bestanden further files that decide what it does, from the top folder
   */
  public void meld(
      String routeId, String fileName, Map<String, String> parameters, String... bestanden) {
    Path file = routeFile(fileName);
    String text = read(file);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text = text.replace("{{" + parameter.getKey() + "}}", parameter.getValue());
    }
    Set<Path> files = new TreeSet<>();
    files.add(file);
    Matcher named = NAMED.matcher(text);
    while (named.find()) {
      follow(map.resolve(named.group()), files);
    }
    for (String bestand : bestanden) {
      files.add(map.resolve(bestand).normalize());
    }
    stempels.put(routeId, hashes(files));
  }

  /**
   * Declares what a file was read from, where it may be another one by the time that a route or
   * somebody else names it: each stamp that is made from now on has the hash of these bytes.
   */
  public void gelezen(Path bestand, byte[] inhoud) {
    gelezen.put(relative(bestand), Inhoudhash.van(inhoud));
  }

  /** The stamp of work that is done outside a route. @param bestanden from the top folder */
  public Map<String, String> vanBestanden(String... bestanden) {
    return stempels.computeIfAbsent(
        String.join("|", bestanden),
        namen -> {
          Set<Path> files = new TreeSet<>();
          for (String bestand : bestanden) {
            files.add(map.resolve(bestand).normalize());
          }
          return hashes(files);
        });
  }

  private Map<String, String> hashes(Set<Path> files) {
    Map<String, String> hashes = new TreeMap<>();
    for (Path path : files) {
      String bekend = gelezen.get(relative(path));
      hashes.put(relative(path), bekend == null ? bestand(path).hash() : bekend);
    }
    return Map.copyOf(hashes);
  }

  /**
   * @return hash by path from the top folder
   */
  public Map<String, String> van(String routeId) {
    return stempels.computeIfAbsent(
        routeId,
        id -> {
          throw new IllegalStateException("Route " + id + " heeft geen versiestempel");
        });
  }

  private void follow(Path file, Set<Path> files) {
    Path bestand = file.normalize();
    if (files.add(bestand)) {
      bestand(bestand).ingevoerd().forEach(ingevoerd -> follow(ingevoerd, files));
    }
  }

  private Bestand bestand(Path file) {
    return bestandsinhoud.computeIfAbsent(file, Versiestempels::lees);
  }

  private static Bestand lees(Path file) {
    String tekst = read(file);
    List<Path> ingevoerd = new ArrayList<>();
    Matcher imported = IMPORTED.matcher(tekst);
    while (imported.find()) {
      ingevoerd.add(file.resolveSibling(imported.group(1)));
    }
    return new Bestand(Inhoudhash.van(tekst), ingevoerd);
  }

  private Path routeFile(String name) {
    return routebestanden.computeIfAbsent(name, this::zoekRoute);
  }

  private Path zoekRoute(String name) {
    try (Stream<Path> files = Files.walk(map.resolve("routes"))) {
      return files
          .filter(file -> file.getFileName().toString().equals(name + ".camel.yaml"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("Er is geen routes/**/" + name + ".camel.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String relative(Path file) {
    return map.normalize().relativize(file.normalize()).toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
