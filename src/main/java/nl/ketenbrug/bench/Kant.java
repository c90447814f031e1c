package nl.ketenbrug.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One side of the comparison: a process of its own, with a broker and mostly a database. */
final class Kant implements AutoCloseable {

  /** Name of the engine that is measured. */
  static final String MOTOR = "motor";

  private static final Duration GEDULD = Duration.ofMinutes(10);
  private static final int STOP_SECONDEN = 120;
  private static final double NANO = 1e9;

  /** One connection by which messages are delivered to a side; for one thread. */
  interface Kanaal extends AutoCloseable {
    /**
     * @return the correlation of what follows from it; by then the message is durable
     */
    UUID lever(String xml) throws Exception;

    @Override
    void close() throws Exception;
  }

  private interface Aanvoer {
    Kanaal open() throws Exception;
  }

  private final String naam;
  private final Process proces;
  private final Path databasemap;
  private final Aanvoer aanvoer;
  private final Lezers lezers;
  private SingleConnectionDataSource database;

  private Kant(String naam, Process proces, Path databasemap, Aanvoer aanvoer, Lezers lezers) {
    this.naam = naam;
    this.proces = proces;
    this.databasemap = databasemap;
    this.aanvoer = aanvoer;
    this.lezers = lezers;
  }

  /** An engine; waits until it is ready. */
  static Kant motor(String naam, Kantproces start, int http, int broker, Path data, int afnemers)
      throws Exception {
    Process proces = start.begin();
    String adres = "http://127.0.0.1:" + http;
    wachtOpMotor(proces, start, adres);
    return new Kant(
        naam,
        proces,
        data.resolve("postgres"),
        () -> new Post(adres),
        new Lezers(url(broker), afnemers, i -> "partner." + Ketenmap.afnemer(i), true));
  }

  /**
   * A side that is a {@link Ketenkant}; waits until it says that it is ready.
   *
   * @param databasemap null when it has no database
   * @param ingang name of the queue, or of the topic, that takes the messages
   */
  static Kant naast(
      String naam,
      Kantproces start,
      int broker,
      Path databasemap,
      String ingang,
      boolean topic,
      int afnemers,
      IntFunction<String> wachtrij,
      Clock clock)
      throws Exception {
    Process proces = start.begin();
    start.wachtOp(proces, Ketenkant.GEREED);
    return new Kant(
        naam,
        proces,
        databasemap,
        () -> new Wachtrij(url(broker), ingang, topic, clock),
        new Lezers(url(broker), afnemers, wachtrij, databasemap != null));
  }

  private static String url(int poort) {
    return "tcp://127.0.0.1:" + poort;
  }

  private static void wachtOpMotor(Process proces, Kantproces start, String adres)
      throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest vraag =
        HttpRequest.newBuilder(URI.create(adres + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long einde = System.nanoTime() + GEDULD.toNanos();
    while (System.nanoTime() < einde) {
      if (!proces.isAlive()) {
        throw new IllegalStateException("De motor eindigde; zie " + start.uitvoer());
      }
      try {
        if (client.send(vraag, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException nietBereikbaar) {
        // It does not listen yet; whether it ever will is judged by the time above.
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException("De motor is niet op tijd gereed; zie " + start.uitvoer());
  }

  String naam() {
    return naam;
  }

  Lezers lezers() {
    return lezers;
  }

  boolean heeftDatabase() {
    return databasemap != null;
  }

  Kanaal open() throws Exception {
    return aanvoer.open();
  }

  /** Seconds of processor time that its process used until now. */
  double processortijd() {
    return seconden(proces.toHandle());
  }

  /**
   * The same of its database: of the processes that still run, without the one that does our
   * counting.
   */
  double databasetijd() throws IOException {
    if (!heeftDatabase()) {
      return 0;
    }
    ProcessHandle postmaster =
        ProcessHandle.of(Long.parseLong(postmaster().get(0).strip())).orElseThrow();
    long teller = database().sql("select pg_backend_pid()").query(Long.class).single();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .filter(proces -> proces.pid() != teller)
        .mapToDouble(Kant::seconden)
        .sum();
  }

  private static double seconden(ProcessHandle proces) {
    return proces.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / NANO;
  }

  private List<String> postmaster() throws IOException {
    return Files.readAllLines(databasemap.resolve("postmaster.pid"));
  }

  /** Its database, to count in; by one connection, so that counting costs it little. */
  JdbcClient database() throws IOException {
    if (database == null) {
      database = verbinding();
    }
    return JdbcClient.create(database);
  }

  private SingleConnectionDataSource verbinding() throws IOException {
    Path geheim = databasemap.resolveSibling(databasemap.getFileName() + ".wachtwoord");
    return new SingleConnectionDataSource(
        "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(postmaster().get(3).strip()),
        "ketenbrug",
        Files.readString(geheim).strip(),
        true);
  }

  /** Bytes of the heap that are in use after a full collection, asked for now. */
  long geheugenNaOpruimen() throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(proces.pid()));
      try (JMXConnector verbinding =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
        MemoryMXBean geheugen =
            ManagementFactory.newPlatformMXBeanProxy(
                verbinding.getMBeanServerConnection(),
                ManagementFactory.MEMORY_MXBEAN_NAME,
                MemoryMXBean.class);
        geheugen.gc();
        return geheugen.getHeapMemoryUsage().getUsed();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("Het geheugen van " + naam + " is niet te meten", e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    lezers.close();
    if (database != null) {
      database.destroy();
    }
    proces.destroy();
    if (!proces.waitFor(STOP_SECONDEN, TimeUnit.SECONDS)) {
      proces.destroyForcibly().waitFor();
      throw new IllegalStateException(
          naam + " stopte niet; zijn database draait misschien nog: " + databasemap);
    }
  }

  /** As a source delivers by HTTP. */
  private static final class Post implements Kanaal {

    private static final Pattern ID = Pattern.compile("\"berichtId\":\"([0-9a-f-]{36})\"");

    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest.Builder vraag;

    Post(String adres) {
      String account =
          Base64.getEncoder()
              .encodeToString("beslagregister:beslagregister".getBytes(StandardCharsets.UTF_8));
      vraag =
          HttpRequest.newBuilder(URI.create(adres + "/api/v1/aanleveringen/beslagregister"))
              .header("Content-Type", "application/xml")
              .header("Authorization", "Basic " + account);
    }

    @Override
    public UUID lever(String xml) throws IOException, InterruptedException {
      HttpResponse<String> antwoord =
          client.send(
              vraag.copy().POST(HttpRequest.BodyPublishers.ofString(xml)).build(),
              HttpResponse.BodyHandlers.ofString());
      Matcher id = ID.matcher(antwoord.body());
      if (antwoord.statusCode() != 202 || !id.find()) {
        throw new IllegalStateException(
            "Een bericht is niet aangenomen (%d): %s"
                .formatted(antwoord.statusCode(), antwoord.body()));
      }
      return UUID.fromString(id.group(1));
    }

    @Override
    public void close() {
      // The client of Java 17 cannot be closed; its connections end with it.
    }
  }

  /** On a queue or topic, durable, with a commit for each. */
  private static final class Wachtrij implements Kanaal {

    private final ActiveMQConnectionFactory factory;
    private final Connection verbinding;
    private final Session sessie;
    private final MessageProducer zender;
    private final Clock clock;

    Wachtrij(String url, String naam, boolean topic, Clock clock) throws JMSException {
      this.clock = clock;
      factory = new ActiveMQConnectionFactory(url);
      verbinding = factory.createConnection();
      sessie = verbinding.createSession(true, Session.SESSION_TRANSACTED);
      zender = sessie.createProducer(topic ? sessie.createTopic(naam) : sessie.createQueue(naam));
    }

    @Override
    public UUID lever(String xml) throws JMSException {
      String id = BerichtId.nieuw(clock.instant()).toString();
      TextMessage message = sessie.createTextMessage(xml);
      message.setStringProperty(Koppen.BERICHT_ID, id);
      message.setStringProperty(Koppen.CORRELATIE_ID, id);
      message.setStringProperty(Koppen.GEBEURTENISTYPE, "nl.beslagregister.beslag-gelegd");
      zender.send(message);
      sessie.commit();
      return UUID.fromString(id);
    }

    @Override
    public void close() throws JMSException {
      verbinding.close();
      factory.close();
    }
  }
}
