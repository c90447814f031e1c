package nl.ketenbrug.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/**
 * The broker of {@link Martelbench}: one standalone process. What the rest knows of it is a port, a
 * few ways to suffer, and what stands on its queues, so that a replicated pair can take its place.
 */
final class Martelbroker {

  private static final String ENGINE = "ketenbrug";

  /** More than any disk has: to the broker its disk is full. */
  private static final String ALLES = "1000000GB";

  /** Milliseconds that the broker's management may take. */
  private static final long GEDULD = 10_000;

  private final int poort;
  private final Marteldeel deel;

  /** A queue with what stands on it. */
  record Stand(String wachtrij, long berichten, boolean gesloten) {
    @Override
    public String toString() {
      return wachtrij + " " + berichten;
    }
  }

  /**
   * @param map folder with {@code broker/broker.xml}
   * @param instantie folder of accounts and journal
   */
  Martelbroker(Path jar, Path map, Path instantie, Path uitvoer, int poort, List<String> accounts)
      throws IOException {
    this.poort = poort;
    StringBuilder regels = new StringBuilder();
    Stream.concat(Stream.of(ENGINE), accounts.stream())
        .forEach(naam -> regels.append(naam).append(" = ").append(naam).append('\n'));
    Path etc = Files.createDirectories(instantie.resolve("etc"));
    Files.writeString(etc.resolve("artemis-users.properties"), regels);
    Files.writeString(etc.resolve("artemis-roles.properties"), regels);
    this.deel =
        new Marteldeel(
            "broker",
            new Kantproces(
                jar,
                256,
                map,
                uitvoer,
                List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dketenbrug.broker.max-redelivery-delay=2000",
                    "-Dketenbrug.broker.min-disk-free=64MB"),
                List.of(
                    "broker",
                    instantie.toString(),
                    "--map=" + map,
                    "--poort=" + poort,
                    "--herhaalpauze=200")));
  }

  int poort() {
    return poort;
  }

  Marteldeel deel() {
    return deel;
  }

  /**
   * Whether an engine reads here again. Asks without a message, which a full disk would hold up.
   *
   * @return also false as long as the broker is away
   */
  boolean heeftMotor() {
    try (ServerLocator plaats = ActiveMQClient.createServerLocator("tcp://127.0.0.1:" + poort);
        ClientSessionFactory verbinding = plaats.createSessionFactory();
        ClientSession sessie =
            verbinding.createSession(ENGINE, ENGINE, false, true, true, false, 0)) {
      return sessie.queueQuery(SimpleString.of("canoniek")).getConsumerCount() > 0;
    } catch (Exception e) {
      // Starting; whether it ever answers is judged by who asks.
      return false;
    }
  }

  /** Starts with a disk that has no room for one message more. */
  void beginZonderRuimte() throws IOException {
    Kantproces gewoon = deel.start();
    List<String> jvm = new ArrayList<>(gewoon.jvm());
    jvm.removeIf(optie -> optie.contains("min-disk-free"));
    jvm.add("-Dketenbrug.broker.min-disk-free=" + ALLES);
    deel.begin(
        new Kantproces(
            gewoon.jar(),
            gewoon.geheugen(),
            gewoon.map(),
            gewoon.uitvoer(),
            jvm,
            gewoon.argumenten()));
  }

  /**
   * All queues but those of the broker itself.
   *
   * @throws IOException when it is away
   */
  List<Stand> standen() throws IOException {
    try (ServerLocator plaats = ActiveMQClient.createServerLocator("tcp://127.0.0.1:" + poort);
        ClientSessionFactory verbinding = plaats.createSessionFactory();
        ClientSession sessie =
            verbinding.createSession(ENGINE, ENGINE, false, true, true, false, 0)) {
      sessie.start();
      try (ClientRequestor vrager = new ClientRequestor(sessie, "activemq.management")) {
        List<Stand> standen = new ArrayList<>();
        for (Object een : (Object[]) vraag(sessie, vrager, ResourceNames.BROKER, "getQueueNames")) {
          String naam = een.toString();
          ClientSession.QueueQuery queue = sessie.queueQuery(SimpleString.of(naam));
          if (queue.isExists() && queue.isDurable() && !naam.startsWith("$")) {
            Object filter = vraag(sessie, vrager, ResourceNames.QUEUE + naam, "getFilter");
            boolean gesloten = filter != null && filter.toString().contains("'geen'");
            standen.add(new Stand(naam, queue.getMessageCount(), gesloten));
          }
        }
        return standen;
      }
    } catch (Exception e) {
      throw new IOException("De broker zegt niet wat er op zijn wachtrijen staat", e);
    }
  }

  private static Object vraag(ClientSession sessie, ClientRequestor vrager, String wie, String wat)
      throws Exception {
    ClientMessage vraag = sessie.createMessage(false);
    ManagementHelper.putOperationInvocation(vraag, wie, wat);
    ClientMessage antwoord = vrager.request(vraag, GEDULD);
    if (antwoord == null || !ManagementHelper.hasOperationSucceeded(antwoord)) {
      throw new IOException(wat + ": geen antwoord van de broker");
    }
    return ManagementHelper.getResult(antwoord);
  }
}
