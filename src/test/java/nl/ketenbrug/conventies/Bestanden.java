package nl.ketenbrug.conventies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** The files of the project as the convention tests see them. */
final class Bestanden {

  static final Path TOP = Path.of("").toAbsolutePath();

  /** What is made here and not kept: see .gitignore. */
  private static final Set<String> NIET_BEWAARD =
      Set.of(".git", "target", "data", ".idea", ".vscode");

  private Bestanden() {}

  /**
   * Files below a folder of the project whose name ends so, in a fixed order.
   *
   * @throws AssertionError when there are none: a check over nothing would hold
   */
  static List<Path> in(String map, String einde) {
    List<Path> gevonden = new ArrayList<>();
    try {
      Files.walkFileTree(
          TOP.resolve(map),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) {
              boolean bewaard = dir.equals(TOP) || !NIET_BEWAARD.contains(naam(dir));
              return bewaard ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
              // In a second work tree of git, .git is a file.
              if (naam(file).endsWith(einde) && !naam(file).equals(".git")) {
                gevonden.add(TOP.relativize(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (gevonden.isEmpty()) {
      throw new AssertionError("No " + einde + " found under " + map);
    }
    return gevonden.stream().sorted().toList();
  }

  static String lees(Path bestand) {
    try {
      return Files.readString(TOP.resolve(bestand));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + bestand + " as text", e);
    }
  }

  static boolean bestaat(String pad) {
    return Files.exists(TOP.resolve(pad));
  }

  static String naam(Path bestand) {
    return bestand.getFileName().toString();
  }

  static Map<String, Object> yaml(Path bestand) {
    return new Yaml().load(lees(bestand));
  }

  /** The YAML files of a folder under {@code config}, by file name without extension. */
  static Map<String, Map<String, Object>> config(String map) {
    Map<String, Map<String, Object>> gevonden = new TreeMap<>();
    for (Path bestand : in("config/" + map, ".yaml")) {
      gevonden.put(naam(bestand).replace(".yaml", ""), yaml(bestand));
    }
    return gevonden;
  }

  /** A value of {@code config/application.yaml}, or null. */
  static Object instelling(String sleutel) {
    Object waarde = yaml(Path.of("config/application.yaml"));
    for (String deel : sleutel.split("\\.")) {
      waarde = map(waarde).get(deel);
    }
    return waarde;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object waarde) {
    return waarde instanceof Map ? (Map<String, Object>) waarde : Map.of();
  }
}
