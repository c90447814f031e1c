package nl.ketenbrug.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench transform}: what the stylesheet of each source costs, beside merely reading and
 * checking the same message.
 */
@Command(
    name = "transform",
    description = {
      "Wat het omzetten van een bericht kost, per bron, naast alleen lezen en toetsen.",
      "Eén draad; ongeveer twintig seconden per bron, met --kort vier."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOpties:%n")
final class Transformbench implements Callable<Integer> {

  /** A source with the largest of its examples. */
  private record Rij(
      String bron, String stylesheet, String schema, String elkSchema, Path voorbeeld) {}

  private static final Locale NEDERLANDS = Locale.forLanguageTag("nl-NL");
  private static final double NANO = 1e9;

  @Option(names = "--kort", description = "Korter en minder zeker.")
  private boolean kort;

  @Option(
      names = "--bron",
      paramLabel = "NAAM",
      description = "Alleen deze bron; mag vaker. Zonder: elke bron met een schema.")
  private List<String> bronnen = List.of();

  /** Milliseconds of one measurement, for a test that only wants to see it run. */
  @Option(names = "--meting", paramLabel = "MS", hidden = true)
  private Integer meting;

  @Spec private CommandSpec opdracht;

  @Override
  public Integer call() throws RunnerException, IOException {
    PrintWriter uit = opdracht.commandLine().getOut();
    List<Rij> rijen = rijen();
    if (rijen.isEmpty()) {
      opdracht.commandLine().getErr().println("Er is geen bron om te meten.");
      return opdracht.exitCodeOnInvalidInput();
    }
    uit.println("Omzetten: wat een bericht kost");
    uit.println();
    uit.printf(
        "JVM       %s, %d kernen, geheugen %d MB%n",
        System.getProperty("java.runtime.version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20);
    uit.println("Bericht   het grootste voorbeeld van de bron; JMH in dit proces, één draad");
    uit.println();
    uit.printf("%-36s %8s %14s %14s %8s%n", "", "bytes", "lezen/s", "omzetten/s", "x");
    // Once unseen: what the first lines load and compile would else count as their own.
    for (Rij rij : rijen) {
      meet(rij, "omzetten");
    }
    for (Rij rij : rijen) {
      double lezen = meet(rij, "lezenEnToetsen");
      double omzetten = meet(rij, "omzetten");
      uit.printf(
          NEDERLANDS,
          "%-36s %,8d %,14.0f %,14.0f %8.1f%n",
          rij.bron(),
          Files.size(rij.voorbeeld()),
          NANO / lezen,
          NANO / omzetten,
          omzetten / lezen);
    }
    uit.println();
    uit.println(
        "lezen/s      per seconde processortijd: lezen en toetsen aan het schema van de bron;");
    uit.println("omzetten/s   hetzelfde, en omgezet naar het canonieke model als tekst;");
    uit.println("x            zo veel keer de processortijd van alleen lezen en toetsen.");
    return 0;
  }

  private List<Rij> rijen() throws IOException {
    List<Rij> rijen = new ArrayList<>();
    try (Stream<Path> bestanden = Files.list(Path.of("config/sources"))) {
      for (Path bestand : bestanden.sorted().toList()) {
        Map<String, Object> bron = new Yaml().load(Files.readString(bestand));
        String schema = van(bron, "schema");
        String naam = String.valueOf(bron.get("naam"));
        if (schema != null && (bronnen.isEmpty() || bronnen.contains(naam))) {
          rijen.add(
              new Rij(
                  naam,
                  "transforms/" + naam + "/" + naam + "-to-canonical.xsl",
                  schema,
                  Objects.requireNonNullElse(van(bron, "elkSchema"), ""),
                  grootste(Path.of("transforms", naam, "examples"))));
        }
      }
    }
    return rijen;
  }

  /** As it stands in the file of a source, or in the block that says how it is asked. */
  private static String van(Map<String, Object> bron, String veld) {
    return Stream.of("suwinet", "register", "json")
        .map(bron::get)
        .filter(Map.class::isInstance)
        .map(blok -> ((Map<?, ?>) blok).get(veld))
        .filter(Objects::nonNull)
        .map(Object::toString)
        .findFirst()
        .orElseGet(() -> bron.get(veld) == null ? null : bron.get(veld).toString());
  }

  /** Of the messages of the source itself: no question, answer at the door or canonical form. */
  private static Path grootste(Path map) throws IOException {
    Path grootste = null;
    try (Stream<Path> bestanden = Files.list(map)) {
      for (Path bestand : bestanden.sorted().toList()) {
        String naam = bestand.getFileName().toString();
        boolean bericht =
            naam.endsWith(".json") || (naam.endsWith(".xml") && !naam.endsWith(".canonical.xml"));
        if (bericht
            && Files.exists(map.resolve(naam.replaceFirst("\\.\\w+$", ".canonical.xml")))
            && !naam.startsWith("vraag")
            && (grootste == null || Files.size(bestand) > Files.size(grootste))) {
          grootste = bestand;
        }
      }
    }
    if (grootste == null) {
      throw new IllegalStateException(map + " heeft geen voorbeeld met zijn canonieke vorm");
    }
    return grootste;
  }

  /** Processor time of one message, in nanoseconds. */
  private double meet(Rij rij, String wat) throws RunnerException {
    RunResult resultaat = new Runner(opties(rij, wat)).run().iterator().next();
    return resultaat.getSecondaryResults().get(Processortijd.NAAM).getScore();
  }

  private Options opties(Rij rij, String wat) {
    TimeValue duur = TimeValue.milliseconds(meting != null ? meting : kort ? 300 : 1000);
    return new OptionsBuilder()
        .include("^" + Transformatiemeting.class.getName().replace(".", "\\.") + "\\." + wat + "$")
        .param("stylesheet", rij.stylesheet())
        .param("schema", rij.schema())
        .param("elkSchema", rij.elkSchema())
        .param("voorbeeld", rij.voorbeeld().toString())
        .forks(0)
        .warmupIterations(kort ? 2 : 3)
        .warmupTime(duur)
        .measurementIterations(kort ? 2 : 3)
        .measurementTime(duur)
        .addProfiler(Processortijd.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
