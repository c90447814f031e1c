package nl.ketenbrug.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code broker <instantie>}: the broker of this jar in a process of its own, for engines that have
 * {@code ketenbrug.broker.url}. It reads the same files as an instance of the Artemis distribution;
 * that one has tools, TLS by file and a pair besides.
 */
@Command(
    name = "broker",
    description = {
      "Draait alleen de broker, voor motoren elders.",
      "Die vinden hem met ketenbrug.broker.url. Leest broker/broker.xml uit MAP en de accounts uit INSTANTIE/etc; stopt op SIGTERM."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    parameterListHeading = "%nMet:%n",
    optionListHeading = "%nOpties:%n")
final class Brokeropdracht implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "INSTANTIE",
      description = "De map van accounts, journaal en wachtrijen (zie broker-account).")
  private Path instantie;

  @Option(
      names = "--map",
      paramLabel = "MAP",
      defaultValue = ".",
      description = "De map waarin de map broker staat; zonder opgave de map van nu.")
  private Path map;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Adres (${DEFAULT-VALUE}).")
  private String host;

  @Option(names = "--poort", defaultValue = "61616", description = "Poort (${DEFAULT-VALUE}).")
  private int poort;

  @Option(
      names = "--herhaalpauze",
      defaultValue = "2000",
      description = "Milliseconden voor een tweede poging (${DEFAULT-VALUE}).")
  private long herhaalpauze;

  @Spec private CommandSpec opdracht;

  @Override
  public Integer call() throws Exception {
    Path xml = map.resolve("broker/broker.xml");
    Path accounts = instantie.resolve("etc/artemis-users.properties");
    for (Path nodig : new Path[] {xml, accounts}) {
      if (!Files.isRegularFile(nodig)) {
        opdracht.commandLine().getErr().println("Er is geen " + nodig + ".");
        return Opdrachtregel.VERKEERD_GEBRUIK;
      }
    }
    // JAAS knows its file by this property only, and finds the accounts beside it.
    Path aanmelding = instantie.resolve("etc/login.config").toAbsolutePath();
    Files.copy(map.resolve("broker/login.config"), aanmelding, StandardCopyOption.REPLACE_EXISTING);
    System.setProperty("java.security.auth.login.config", aanmelding.toString());
    EmbeddedBroker broker =
        new EmbeddedBroker(
            xml,
            instantie.toAbsolutePath().normalize(),
            Map.of(
                "host",
                host,
                "port",
                String.valueOf(poort),
                "redelivery-delay",
                String.valueOf(herhaalpauze),
                "critical-policy",
                "HALT"),
            null,
            new ActiveMQJAASSecurityManager("activemq"));
    CountDownLatch gestopt = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    broker.destroy();
                  } catch (Exception e) {
                    opdracht.commandLine().getErr().println("De broker stopte niet netjes: " + e);
                  }
                  gestopt.countDown();
                }));
    opdracht.commandLine().getOut().println("De broker luistert op " + host + ":" + poort);
    gestopt.await();
    return Opdrachtregel.GOED;
  }
}
