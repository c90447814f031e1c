package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.delivery.LeveringenVoorProef;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Bundellog;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionSendMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** The engine stops while a reader of the real broker has messages in hand. */
@Timeout(120)
class LezerTest {

  private static final String IN = "herziening";
  private static final String UIT = "brongegevens";
  private static final int AANTAL = 3;

  /** Of Spring's waiting, which is twice the time of a receive. */
  private static final Duration RUIM = Duration.ofSeconds(3);

  @TempDir private Path map;
  private final JmsConfiguration configuratie = new JmsConfiguration();
  private final CountDownLatch inHanden = new CountDownLatch(1);
  private final Semaphore verder = new Semaphore(0);
  private EmbeddedBroker broker;
  private Brokerbeheer beheer;
  private CachingConnectionFactory verbindingen;
  private Bundellog berichtenlog;
  private CamelContext motor;

  @BeforeEach
  void start() throws Exception {
    broker = Testbroker.start(map, Map.of("redelivery-delay", "0"));
    Brokertoegang toegang = Brokertoegang.ingebouwd(Testbroker.WACHTWOORD);
    beheer = new Brokerbeheer(toegang);
    verbindingen = configuratie.connectionFactory(toegang);
    berichtenlog =
        Berichtenlog.opWachtrij(
            configuratie.jmsTemplate(verbindingen),
            JsonMapper.builder().addModule(new JavaTimeModule()).build());
    motor = new DefaultCamelContext();
    JmsComponent jms = configuratie.jms(verbindingen);
    jms.getConfiguration().setReceiveTimeout(200);
    motor.addComponent("jms", jms);
    motor
        .getRegistry()
        .bind(
            "perBundel",
            configuratie.perBundel(
                berichtenlog,
                LeveringenVoorProef.nummers(JdbcClient.create(Testdatabase.bron()), berichtenlog)));
  }

  @AfterEach
  void stop() throws Exception {
    verder.release();
    motor.stop();
    verbindingen.destroy();
    broker.destroy();
    // What the file of the broker reads stands in the process.
    System.clearProperty("ketenbrug.broker.redelivery-delay");
  }

  @Test
  void whatAReaderHasInHandIsCommittedWholeWhenItsRouteIsStopped() throws Exception {
    JmsTemplate jms = new JmsTemplate(verbindingen);
    for (int nummer = 0; nummer < AANTAL; nummer++) {
      jms.convertAndSend(IN, "bericht");
    }
    ((ActiveMQConnectionFactory) verbindingen.getTargetConnectionFactory())
        .getServerLocator()
        .addOutgoingInterceptor((packet, verbinding) -> houdOp(packet));
    startRoute();
    assertThat(inHanden.await(20, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> stop = CompletableFuture.runAsync(motor::stop);
    await().pollDelay(RUIM).until(() -> true);
    verder.release();
    stop.get(60, TimeUnit.SECONDS);
    verbindingen.destroy();

    assertThat(beheer.aantal(IN)).as("comes again").isZero();
    assertThat(beheer.aantal(UIT)).as("sent on").isEqualTo(AANTAL);
    assertThat(beheer.aantal("berichtenlog")).as("bundles of records").isEqualTo(1);
  }

  /**
   * What a bundle sends last: its route is done then, and Camel waits for nothing more. As a call
   * to the database it does not hear that it is interrupted.
   */
  private boolean houdOp(Packet packet) {
    if (packet instanceof SessionSendMessage bericht
        && "berichtenlog".equals(bericht.getMessage().getAddress())) {
      inHanden.countDown();
      verder.acquireUninterruptibly();
    }
    return true;
  }

  private void startRoute() throws Exception {
    motor.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("jms:" + IN + "?messageListenerContainerFactory=#perBundel")
                .process(exchange -> berichtenlog.schrijf(regel()))
                .to("jms:" + UIT);
          }
        });
    motor.start();
  }

  private static LogRegel regel() {
    Instant nu = Instant.parse("2026-11-22T09:00:00Z");
    return new LogRegelBouwer(Stap.KLAARGEZET, BerichtId.nieuw(nu), nu)
        .inhoud("text/plain", "bericht")
        .bouw();
  }
}
