package nl.ketenbrug.bench;

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
    subcommands = Bvvbench.class)
public final class Bench {}
