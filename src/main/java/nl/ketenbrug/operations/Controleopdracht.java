package nl.ketenbrug.operations;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check <map>}: whether the engine could start on these files. */
@Command(
    name = "check",
    description = {
      "Controleert de bestanden, zonder de motor te starten.",
      "Cijfers, bronnen, partners, schema's, stylesheets en de vorm van de routes.",
      "Uitgang 0: in orde; 1: er is iets mis; 2: de map is er niet."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    parameterListHeading = "%nMet:%n",
    optionListHeading = "%nOpties:%n")
final class Controleopdracht implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MAP",
      defaultValue = ".",
      description = "De map met routes, transforms en config; zonder opgave de map van nu.")
  private Path map;

  @Spec private CommandSpec opdracht;

  @Override
  public Integer call() {
    PrintWriter uit = opdracht.commandLine().getOut();
    for (String nodig : Mapcontrole.MAPPEN) {
      if (!Files.isDirectory(map.resolve(nodig))) {
        opdracht.commandLine().getErr().println("De map " + map + " heeft geen map " + nodig + ".");
        return Opdrachtregel.VERKEERD_GEBRUIK;
      }
    }
    Mapcontrole controle = new Mapcontrole(map);
    controle.alles();
    controle.gezien().forEach((wat, hoeveel) -> uit.printf("%-12s %s%n", wat, hoeveel));
    controle.waarschuwingen().forEach(regel -> uit.println("let op: " + regel));
    controle.fouten().forEach(regel -> uit.println("fout: " + regel));
    if (controle.fouten().isEmpty()) {
      uit.println("In orde.");
      return Opdrachtregel.GOED;
    }
    uit.println(controle.fouten().size() + " fout(en): de motor start hier niet op.");
    return Opdrachtregel.BEVINDINGEN;
  }
}
