package nl.ketenbrug.operations;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.broker.Paarstart.Bezwaar;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code broker <instantie>}: the broker of this jar in a process of its own, for engines that have
 * {@code ketenbrug.broker.url}. It reads the same files as an instance of the Artemis distribution;
 * that one has tools besides.
 */
@Command(
    name = "broker",
    description = {
      "Draait alleen de broker, voor motoren elders.",
      "Die vinden hem met ketenbrug.broker.url. Leest broker/broker.xml uit MAP en de accounts uit INSTANTIE/etc; stopt op SIGTERM.",
      "Met --ander en --sloten is hij een van een paar; het wachtwoord waarmee die elkaar kennen staat in INSTANTIE/etc/broker.properties als clusterPassword."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    parameterListHeading = "%nMet:%n",
    optionListHeading = "%nOpties:%n")
final class Brokeropdracht implements Callable<Integer> {

  /** As broker/login.config names it. */
  private static final String DOMEIN = "activemq";

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
  private Path bestanden;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Adres (${DEFAULT-VALUE}).")
  private String host;

  @Option(names = "--poort", defaultValue = "61616", description = "Poort (${DEFAULT-VALUE}).")
  private int poort;

  @Option(
      names = "--herhaalpauze",
      defaultValue = "2000",
      description = "Milliseconden voor een tweede poging (${DEFAULT-VALUE}).")
  private long herhaalpauze;

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private Paar paar;

  /** Both or neither. */
  static final class Paar {
    @Option(
        names = "--ander",
        required = true,
        paramLabel = "HOST:POORT",
        description = "De andere broker van het paar.")
    private String ander;

    @Option(
        names = "--sloten",
        required = true,
        paramLabel = "MAP",
        description =
            "Map die beide brokers zien, als volledig pad; wie daarin het slot heeft bedient.")
    private Path sloten;

    @Option(
        names = "--sloten-gedeeld",
        description =
            "De andere is op een andere machine, en ziet dezelfde map met sloten die tussen beide gelden (geen NFS).")
    private boolean gedeeld;
  }

  @Spec private CommandSpec opdracht;

  private Bezwaar gezegd;
  private long sinds;

  @Override
  public Integer call() throws Exception {
    Path xml = bestanden.resolve("broker/broker.xml");
    Path accounts = instantie.resolve("etc/artemis-users.properties");
    for (Path nodig : new Path[] {xml, accounts}) {
      if (!Files.isRegularFile(nodig)) {
        opdracht.commandLine().getErr().println("Er is geen " + nodig + ".");
        return Opdrachtregel.VERKEERD_GEBRUIK;
      }
    }
    // JAAS knows its file by this property only, and finds the accounts beside it.
    Path aanmelding = instantie.resolve("etc/login.config").toAbsolutePath();
    Files.copy(
        bestanden.resolve("broker/login.config"), aanmelding, StandardCopyOption.REPLACE_EXISTING);
    System.setProperty("java.security.auth.login.config", aanmelding.toString());
    EmbeddedBroker broker = paar == null ? alleen(xml) : vanEenPaar(xml);
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
    PrintWriter uit = opdracht.commandLine().getOut();
    if (paar == null) {
      uit.println("De broker luistert op " + host + ":" + poort);
      gestopt.await();
      return Opdrachtregel.GOED;
    }
    EmbeddedBroker.Stand gemeld = null;
    do {
      EmbeddedBroker.Stand nu = broker.stand();
      if (nu != gemeld) {
        uit.printf("%s:%d: %s%n", host, poort, nu);
        uit.flush();
        gemeld = nu;
      }
    } while (!gestopt.await(500, TimeUnit.MILLISECONDS));
    return Opdrachtregel.GOED;
  }

  private EmbeddedBroker alleen(Path xml) throws Exception {
    return new EmbeddedBroker(
        xml, map(), variabelen(), null, new ActiveMQJAASSecurityManager(DOMEIN));
  }

  private EmbeddedBroker vanEenPaar(Path xml) throws Exception {
    String[] ander = paar.ander.split(":", 2);
    Path eigen = instantie.resolve("etc/broker.properties");
    if (ander.length != 2
        || !ander[1].matches("\\d{1,5}")
        || !Files.isRegularFile(eigen)
        || !paar.sloten.isAbsolute()
        || !Files.isDirectory(paar.sloten)) {
      throw new ParameterException(
          opdracht.commandLine(),
          "Een paar heeft nodig: --ander als HOST:POORT, de map "
              + paar.sloten
              + " als volledig pad, en het bestand "
              + eigen);
    }
    Map<String, String> variabelen = new HashMap<>(variabelen());
    variabelen.put("ander.host", ander[0]);
    variabelen.put("ander.port", ander[1]);
    variabelen.put("sloten", paar.sloten.toString());
    variabelen.put("sloten-gedeeld", String.valueOf(paar.gedeeld));
    try {
      return EmbeddedBroker.vanEenPaar(
          xml,
          map(),
          variabelen,
          xml.resolveSibling("paar.properties"),
          eigen,
          new ActiveMQJAASSecurityManager(DOMEIN),
          this::wacht);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(opdracht.commandLine(), e.getMessage(), e);
    }
  }

  /** Says it when it changes, and each minute. */
  private void wacht(Bezwaar bezwaar) throws InterruptedException {
    if (!bezwaar.gaatOver()) {
      throw new ParameterException(opdracht.commandLine(), bezwaar.reden());
    }
    long nu = System.nanoTime();
    if (!bezwaar.equals(gezegd) || nu - sinds > TimeUnit.MINUTES.toNanos(1)) {
      PrintWriter uit = opdracht.commandLine().getOut();
      uit.printf("%s:%d: %s%n", host, poort, bezwaar.reden());
      uit.flush();
      gezegd = bezwaar;
      sinds = nu;
    }
    TimeUnit.SECONDS.sleep(1);
  }

  private Path map() {
    return instantie.toAbsolutePath().normalize();
  }

  private Map<String, String> variabelen() {
    return Map.of(
        "host",
        host,
        "port",
        String.valueOf(poort),
        "redelivery-delay",
        String.valueOf(herhaalpauze),
        "critical-policy",
        "HALT");
  }
}
