package nl.ketenbrug.bench;

import java.util.function.Function;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;

/** {@code bench}: one subcommand for each thing that is measured. */
@Command(
    name = "bench",
    description = "Meet op deze machine wat de motor kost.",
    synopsisSubcommandLabel = "WAT",
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOpties:%n",
    commandListHeading = "%nWat:%n",
    subcommands = {
      Bvvbench.class,
      Transformbench.class,
      Voorraadbench.class,
      Ketenbench.class,
      Ketenkant.class,
      Martelbench.class,
      Martelafnemers.class
    })
public final class Bench {

  private final Function<String[], ConfigurableApplicationContext> motor;

  /**
   * @param motor starts the engine with these settings, for what is measured of the whole
   */
  public Bench(Function<String[], ConfigurableApplicationContext> motor) {
    this.motor = motor;
  }

  ConfigurableApplicationContext start(String... instellingen) {
    return motor.apply(instellingen);
  }
}
