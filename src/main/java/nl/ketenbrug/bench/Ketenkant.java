package nl.ketenbrug.bench;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.operations.IngebouwdePostgres;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench keten-kant}: a side that the engine is held against, in a process of its own;
 * started by {@link Ketenbench} and by nobody else. Its broker has the settings of {@code
 * broker.xml}, its database those of the engine's.
 */
@Command(name = "keten-kant", hidden = true)
final class Ketenkant implements Callable<Integer> {

  /** What it writes when it is ready. */
  static final String GEREED = "GEREED";

  /** The queue that takes the messages. */
  static final String AANVOER = "aanvoer";

  static final String BERICHTENLOG = "berichtenlog";

  /** In the place of a profile, where there are none. */
  static final String ALLE = "alle";

  private static final String INTERN = "vm://0";
  private static final int GREEP = 500;

  enum Soort {
    /** The broker alone: one address, a queue for each partner. */
    KAAL,
    /** The loop by hand. */
    LUS,
    /** Camel with the settings that it comes with. */
    ROUTE,
    /** Puts messages on the queue of a partner, at the broker of an engine that stands still. */
    ACHTERSTAND
  }

  @Option(names = "--soort", required = true)
  private Soort soort;

  @Option(names = "--map", required = true)
  private Path map;

  @Option(names = "--data", required = true)
  private Path data;

  @Option(names = "--programmas")
  private Path programmas;

  @Option(names = "--poort", required = true)
  private int poort;

  @Option(names = "--afnemers", required = true)
  private int afnemers;

  @Option(names = "--profielen", required = true)
  private int profielen;

  @Option(names = "--draden", defaultValue = "4")
  private int draden;

  @Option(names = "--aantal", defaultValue = "0")
  private int aantal;

  @Option(names = "--bytes", defaultValue = "2048")
  private int bytes;

  @Option(names = "--seed", defaultValue = "20260714")
  private long seed;

  @Spec private CommandSpec opdracht;

  private final Clock clock = Clock.systemUTC();

  /** Address of a profile. */
  static String adres(String profiel) {
    return "gebeurtenis." + profiel;
  }

  /** The queue on which the events of a partner wait to be put ready, with its address. */
  static String abonnement(int afnemer, int profielen) {
    return adres(Ketenmap.profielVan(afnemer, profielen))
        + "::abonnement."
        + Ketenmap.afnemer(afnemer);
  }

  /** The queue that a partner reads. */
  static String wachtrij(Soort soort, int afnemer, int profielen) {
    String eigen = "partner." + Ketenmap.afnemer(afnemer);
    return switch (soort) {
      case KAAL -> adres(ALLE) + "::" + eigen;
      case LUS -> adres(Ketenmap.profielVan(afnemer, profielen)) + "::" + eigen;
      case ROUTE, ACHTERSTAND -> eigen;
    };
  }

  @Override
  public Integer call() throws Exception {
    EmbeddedActiveMQ broker = broker();
    if (soort == Soort.ACHTERSTAND) {
      vul();
      broker.stop();
      return 0;
    }
    CountDownLatch gestopt = new CountDownLatch(1);
    AutoCloseable werk = soort == Soort.KAAL ? () -> {} : werk();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    werk.close();
                    broker.stop();
                  } catch (Exception e) {
                    opdracht.commandLine().getErr().println("Stoppen mislukt: " + e);
                  }
                  gestopt.countDown();
                }));
    opdracht.commandLine().getOut().println(GEREED);
    gestopt.await();
    return 0;
  }

  private EmbeddedActiveMQ broker() throws Exception {
    System.setProperty("ketenbrug.broker.port", Integer.toString(poort));
    FileConfiguration configuratie = new FileConfiguration();
    FileDeploymentManager bestanden =
        new FileDeploymentManager(
            map.resolve("broker/broker.xml").toAbsolutePath().normalize().toUri().toString());
    bestanden.addDeployable(configuratie);
    bestanden.readConfiguration();
    configuratie.setBrokerInstance(data.resolve("broker").toFile());
    // Whoever names a partner is it: nobody else can reach this broker.
    configuratie.setSecurityEnabled(false);
    if (soort != Soort.ACHTERSTAND) {
      richtIn(configuratie);
    }
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    broker.setConfiguration(configuratie);
    broker.start();
    return broker;
  }

  private void richtIn(FileConfiguration configuratie) {
    configuratie.addQueueConfiguration(
        QueueConfiguration.of(AANVOER).setRoutingType(RoutingType.ANYCAST));
    for (int i = 1; i <= afnemers; i++) {
      String[] adresEnNaam = wachtrij(soort, i, profielen).split("::");
      if (soort == Soort.ROUTE) {
        configuratie.addQueueConfiguration(
            QueueConfiguration.of(adresEnNaam[0]).setRoutingType(RoutingType.ANYCAST));
        adresEnNaam = abonnement(i, profielen).split("::");
      }
      configuratie.addQueueConfiguration(
          QueueConfiguration.of(adresEnNaam[1])
              .setAddress(adresEnNaam[0])
              .setRoutingType(RoutingType.MULTICAST)
              .setDurable(true));
    }
  }

  private AutoCloseable werk() throws Exception {
    IngebouwdePostgres postgres =
        IngebouwdePostgres.start(data.resolve("postgres"), programmas, "ketenbrug");
    HikariDataSource database = new HikariDataSource();
    database.setJdbcUrl(postgres.url());
    database.setUsername(postgres.gebruiker());
    database.setPassword(postgres.geheim());
    database.setMaximumPoolSize(12);
    Flyway.configure().dataSource(database).load().migrate();
    Ketenwerk ketenwerk = new Ketenwerk(map, seed, clock);
    LogSchrijver log = new LogSchrijver(database);
    AutoCloseable lopend =
        soort == Soort.LUS
            ? new Handlus(INTERN, ketenwerk, log, afnemers, profielen, draden)
            : new Platteroute(INTERN, ketenwerk, log, afnemers, profielen, draden);
    return () -> {
      lopend.close();
      database.close();
      postgres.close();
    };
  }

  /** For the last partner. */
  private void vul() throws Exception {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(INTERN);
        Connection verbinding = factory.createConnection();
        Session sessie = verbinding.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer zender =
            sessie.createProducer(sessie.createQueue("partner." + Ketenmap.afnemer(afnemers)))) {
      String tekst = "<achterstand>" + "x".repeat(bytes) + "</achterstand>";
      for (int i = 1; i <= aantal; i++) {
        TextMessage message = sessie.createTextMessage(tekst);
        String id = BerichtId.nieuw(clock.instant()).toString();
        message.setStringProperty(Koppen.BERICHT_ID, id);
        message.setStringProperty(Koppen.CORRELATIE_ID, id);
        message.setStringProperty(Koppen.GEBEURTENISTYPE, "nl.beslagregister.beslag-gelegd");
        message.setLongProperty(Koppen.VOLGNUMMER, i);
        zender.send(message);
        if (i % GREEP == 0) {
          sessie.commit();
        }
      }
      sessie.commit();
    }
  }
}
