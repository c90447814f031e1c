package nl.ketenbrug.operations;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The command line of the one jar. Without a command, or with settings only, the engine starts; a
 * command starts no engine and no Spring.
 *
 * <p>Exit codes: 0 all is well, 1 something was found or failed, 2 the command was not understood.
 */
public final class Opdrachtregel {

  static final int GOED = 0;
  static final int BEVINDINGEN = 1;
  static final int VERKEERD_GEBRUIK = 2;

  private static final String SERVE = "serve";
  private static final Set<String> HULP = Set.of("-h", "--help");

  private Opdrachtregel() {}

  /** The settings to start the engine with; empty when the arguments ask for something else. */
  public static Optional<String[]> voorDeMotor(String... args) {
    if (Arrays.stream(args).anyMatch(HULP::contains)) {
      return Optional.empty();
    }
    if (args.length == 0 || args[0].startsWith("--")) {
      return Optional.of(args);
    }
    return args[0].equals(SERVE)
        ? Optional.of(Arrays.copyOfRange(args, 1, args.length))
        : Optional.empty();
  }

  /**
   * Carries out a command.
   *
   * @param opdrachten picocli commands of other packages
   * @return the exit code
   */
  public static int voer(PrintWriter uit, PrintWriter fout, String[] args, Object... opdrachten) {
    LoggingSystem.get(Opdrachtregel.class.getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
    CommandLine regel = new CommandLine(new Ketenbrug());
    regel.addSubcommand(new Controleopdracht());
    regel.addSubcommand(new Brokeropdracht());
    regel.addSubcommand(new Brokeraccount());
    Arrays.stream(opdrachten).forEach(regel::addSubcommand);
    return regel
        .setOut(uit)
        .setErr(fout)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, alles) -> verkeerdGebruik(e))
        .execute(args);
  }

  private static int verkeerdGebruik(ParameterException e) {
    CommandLine opdracht = e.getCommandLine();
    opdracht.getErr().println(uitleg(e));
    opdracht
        .getErr()
        .println("Zie " + opdracht.getCommandSpec().qualifiedName() + " --help voor wat er kan.");
    return VERKEERD_GEBRUIK;
  }

  private static String uitleg(ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException onbekend) {
      return "Onbekend: " + String.join(" ", onbekend.getUnmatched());
    }
    if (e instanceof CommandLine.MissingParameterException ontbreekt) {
      return "Er ontbreekt een waarde bij "
          + ontbreekt.getMissing().stream()
              .map(Opdrachtregel::naam)
              .collect(Collectors.joining(" "));
    }
    return e.getArgSpec() == null
        ? "Er ontbreekt een opdracht."
        : "De waarde van " + naam(e.getArgSpec()) + " past daar niet.";
  }

  private static String naam(ArgSpec argument) {
    return argument.isOption()
        ? ((CommandLine.Model.OptionSpec) argument).longestName()
        : argument.paramLabel();
  }

  @Command(
      name = "ketenbrug",
      description = {
        "Integratiemotor voor de keten van invordering.",
        "Zonder opdracht, of met alleen instellingen, start de motor."
      },
      customSynopsis = "java -jar ketenbrug.jar [OPDRACHT] [--instelling=waarde]...",
      synopsisHeading = "Gebruik: ",
      descriptionHeading = "%n",
      optionListHeading = "%nOpties:%n",
      commandListHeading = "%nOpdrachten:%n",
      subcommands = Serve.class)
  private static final class Ketenbrug {

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        scope = ScopeType.INHERIT,
        description = "Toont deze hulp.")
    private boolean hulp;
  }

  /** For the help only: starting the engine is not picocli's, its settings are Spring's. */
  @Command(
      name = SERVE,
      description = {
        "Start de motor (ook zonder opdracht).",
        "Instellingen staan in config/application.yaml; elk ervan kan hier, zoals --server.port=8081."
      },
      customSynopsis = "java -jar ketenbrug.jar [serve] [--instelling=waarde]...",
      synopsisHeading = "Gebruik: ",
      descriptionHeading = "%n",
      optionListHeading = "%nOpties:%n")
  private static final class Serve {}
}
