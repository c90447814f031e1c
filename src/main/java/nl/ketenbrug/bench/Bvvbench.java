package nl.ketenbrug.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench bvv}: what one calculation of the beslagvrije voet costs, with and without receipt.
 */
@Command(
    name = "bvv",
    description = {
      "Wat een berekening van de beslagvrije voet kost, met en zonder kwitantie.",
      "Eén draad; duurt ongeveer drie minuten, met --kort ongeveer vijfentwintig seconden."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOpties:%n")
final class Bvvbench implements Callable<Integer> {

  /** A line of the table: what is measured, on which requests. */
  private record Rij(String naam, String meting, Verzoeken.Werk werk) {}

  private static final List<Rij> RIJEN =
      List.of(
          new Rij("bedrag, gemengd", "kaal", Verzoeken.Werk.GEMENGD),
          new Rij("  2022-2025, kwadratisch", "kaal", Verzoeken.Werk.KWADRATISCH),
          new Rij("  2026, lineair", "kaal", Verzoeken.Werk.LINEAIR),
          new Rij("met kwitantie", "kwitantie", Verzoeken.Werk.GEMENGD),
          new Rij("met kwitantie in JSON", "kwitantieAlsJson", Verzoeken.Werk.GEMENGD),
          // as in an engine that does both: what was compiled for the one now serves the other
          new Rij("bedrag, na de kwitanties", "kaal", Verzoeken.Werk.GEMENGD));

  private static final Locale NEDERLANDS = Locale.forLanguageTag("nl-NL");
  private static final double NANO = 1e9;

  @Option(names = "--kort", description = "Korter en minder zeker.")
  private boolean kort;

  @Option(
      names = "--seed",
      paramLabel = "GETAL",
      defaultValue = "20260714",
      description = "Zelfde getal, zelfde verzoeken (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--cijfers",
      paramLabel = "MAP",
      defaultValue = "config/bvv",
      description = "Map met de cijfers (${DEFAULT-VALUE}).")
  private Path cijfers;

  /** Milliseconds of one measurement, for a test that only wants to see it run. */
  @Option(names = "--meting", paramLabel = "MS", hidden = true)
  private Integer meting;

  @Spec private CommandSpec opdracht;

  @Override
  public Integer call() throws RunnerException {
    PrintWriter uit = opdracht.commandLine().getOut();
    if (!Files.isDirectory(cijfers)) {
      opdracht.commandLine().getErr().println("Er is geen map " + cijfers + " met cijfers.");
      return opdracht.exitCodeOnInvalidInput();
    }
    kop(uit);
    // Once unseen: what the first line loads and compiles would else count as its own.
    meet(RIJEN.get(0));
    double eerste = 0;
    for (Rij rij : RIJEN) {
      RunResult resultaat = meet(rij);
      double tijd = tweede(resultaat, Processortijd.NAAM);
      eerste = eerste == 0 ? tijd : eerste;
      uit.printf(
          NEDERLANDS,
          "%-26s %,14.0f %,14.0f %10.2f %,10.0f %8.1f%n",
          rij.naam(),
          NANO / tijd,
          resultaat.getPrimaryResult().getScore(),
          tijd / 1000,
          tweede(resultaat, "gc.alloc.rate.norm"),
          tijd / eerste);
    }
    uit.println();
    uit.println("/s en kern   per seconde processortijd van het hele proces, dus met opruimen;");
    uit.println("/s           per seconde op de klok, met wat anderen op de machine deden;");
    uit.println("us, bytes    processortijd en geheugen per berekening;");
    uit.println("x            zo veel keer de processortijd van de eerste regel.");
    return 0;
  }

  private void kop(PrintWriter uit) {
    uit.println("Beslagvrije voet: wat een berekening kost");
    uit.println();
    uit.printf(
        "JVM       %s %s, %d kernen, geheugen %d MB%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20);
    uit.printf("Verzoeken %d gemaakt met seed %d, geen ervan geweigerd%n", Bvvmeting.AANTAL, seed);
    uit.println("Meting    JMH in dit proces (forks 0: uit een jar met jars kan JMH geen proces");
    uit.println("          starten), één draad; een regel erft wat voor de vorige gecompileerd is");
    uit.println();
    uit.printf("%-26s %14s %14s %10s %10s %8s%n", "", "/s en kern", "/s", "us", "bytes", "x");
  }

  private RunResult meet(Rij rij) throws RunnerException {
    Collection<RunResult> resultaten = new Runner(opties(rij)).run();
    return resultaten.iterator().next();
  }

  private Options opties(Rij rij) {
    TimeValue duur = TimeValue.milliseconds(meting != null ? meting : kort ? 850 : 3000);
    return new OptionsBuilder()
        .include("^" + Bvvmeting.class.getName().replace(".", "\\.") + "\\." + rij.meting() + "$")
        .param("cijfers", cijfers.toString())
        .param("seed", Long.toString(seed))
        .param("werk", rij.werk().naam())
        .forks(0)
        .warmupIterations(kort ? 2 : 3)
        .warmupTime(duur)
        .measurementIterations(kort ? 2 : 5)
        .measurementTime(duur)
        .addProfiler(GCProfiler.class)
        .addProfiler(Processortijd.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static double tweede(RunResult resultaat, String naam) {
    return resultaat.getSecondaryResults().get(naam).getScore();
  }
}
