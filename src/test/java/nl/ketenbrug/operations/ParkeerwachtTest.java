package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.errorhandler.DefaultErrorHandler;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * How often it is said that messages fail: on the real broker, with the error handling of the
 * routes and the bean that it calls.
 */
class ParkeerwachtTest {

  private static final int AANTAL = 700;
  private static final int POGINGEN = 3;
  private static final String ROUTE = "enrich-gebeurtenis";
  private static final String STAP = "ask-source";
  private static final String PLEK = "parkeer." + ROUTE;

  @TempDir private Path map;
  private final List<LogRegel> log = new CopyOnWriteArrayList<>();
  private final ListAppender<ILoggingEvent> gezegd = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Parkeerwacht.class);
  private final Logger camelfouten = (Logger) LoggerFactory.getLogger(DefaultErrorHandler.class);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Klok klok = new Klok();
  private final Parkeerplekken plekken =
      new Parkeerplekken(new Bronnen(List.of()), new Partners(List.of()));
  private EmbeddedBroker broker;
  private CachingConnectionFactory verbinding;
  private JmsTemplate jms;
  private DefaultCamelContext motor;
  private Parkeerwacht wacht;

  @BeforeEach
  void start() throws Exception {
    jdbc.sql("delete from wachtend").update();
    broker = Testbroker.start(map, Map.of("redelivery-delay", "0"));
    JmsConfiguration instellingen = new JmsConfiguration();
    verbinding = instellingen.connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    jms = new JmsTemplate(verbinding);
    jms.setSessionTransacted(true);
    jms.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    plekken.alle().forEach(beheer::queue);
    beheer.queue("canoniek");
    Berichtenlog berichtenlog = log::add;
    Volgorde volgorde = Voorraad.volgorde(jdbc, klok);
    wacht = new Parkeerwacht(plekken, beheer, klok);
    wacht.bindTo(meters);
    // All that fails here does so on purpose; Camel would tell of each with 20 kB of stack.
    camelfouten.setLevel(Level.OFF);
    gezegd.start();
    logger.addAppender(gezegd);
    Versiestempels stempels = new Versiestempels(Path.of("."));
    stempels.meld(ROUTE, ROUTE, Map.of());
    Logstap logstap = new Logstap(berichtenlog, stempels, null, klok);
    motor = new DefaultCamelContext();
    motor.addComponent("jms", instellingen.jms(verbinding));
    Parkeren parkeren =
        new Parkeren(berichtenlog, berichtenlog, logstap, plekken, volgorde, null, wacht, klok);
    Bronwacht bronwacht =
        new Bronwacht(
            Voorraad.bronuitval(jdbc, klok),
            parkeren,
            new ParkeerSettings(POGINGEN, Duration.ofHours(36), 50),
            null,
            klok);
    motor.getRegistry().bind("parkeren", parkeren);
    motor.getRegistry().bind("bronwacht", bronwacht);
    PluginHelper.getRoutesLoader(motor)
        .loadRoutes(
            ResourceHelper.fromString(
                "error-handling.camel.yaml",
                Files.readString(Path.of("routes/error-handling.camel.yaml"))));
    motor.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("jms:canoniek?concurrentConsumers=8")
                .routeConfigurationId("park-refused")
                .routeId(ROUTE)
                .process(bronwacht::begin)
                .throwException(new IllegalStateException("de bron is weg"))
                .id(STAP);
          }
        });
    motor.getManagementStrategy().addEventNotifier(new Misluktestap());
    motor.start();
  }

  @AfterEach
  void stop() throws Exception {
    logger.detachAppender(gezegd);
    camelfouten.setLevel(null);
    motor.close();
    verbinding.destroy();
    broker.destroy();
  }

  @Test
  void sevenHundredFailuresAreOneWarningAndOneThatItIsOver() {
    assertThat(apart()).isNaN();
    for (int i = 0; i < AANTAL; i++) {
      stuur(i);
    }
    wachtTotApart(AANTAL);

    assertThat(zinnen(Level.WARN)).hasSize(1);
    assertThat(zinnen(Level.WARN).get(0))
        .contains(ROUTE, "onverwachte-fout", "IllegalStateException")
        .doesNotContain("de bron is weg");
    assertThat(log.stream().filter(regel -> regel.stap() == Stap.MISLUKT))
        .as("each attempt has its record all the same")
        .hasSize(AANTAL * (POGINGEN - 1));

    klok.verder(Parkeerwacht.RUST.plusSeconds(1));
    wacht.kijk();
    wacht.kijk();
    String voorbij =
        "Route %s: voorbij (onverwachte-fout bij %s); %d pogingen mislukten, %d berichten werden apart gezet, op %s staan er nu %d"
            .formatted(ROUTE, STAP, AANTAL * (POGINGEN - 1), AANTAL, PLEK, AANTAL);
    assertThat(zinnen(Level.INFO)).containsExactly(voorbij);

    leeg(PLEK);
    wacht.kijk();
    wacht.kijk();
    assertThat(apart()).isZero();
    assertThat(zinnen(Level.INFO))
        .containsExactly(voorbij, "Op %s staat niets meer apart".formatted(PLEK));
    assertThat(zinnen(Level.WARN)).hasSize(1);

    stuur(AANTAL);
    await().until(() -> geparkeerd() == AANTAL + 1);
    assertThat(zinnen(Level.WARN)).as("a new matter").hasSize(2);
  }

  @Test
  void anotherFaultWithTheSameCodeAtAnotherStepHasALineOfItsOwn() {
    stuur(0);
    await().until(() -> geparkeerd() == 1);
    wacht.mislukt(ROUTE, "number-delivery", "onverwachte-fout", () -> "een andere fout");
    wacht.mislukt(ROUTE, "number-delivery", "onverwachte-fout", () -> "een andere fout");

    assertThat(zinnen(Level.WARN))
        .satisfiesExactly(
            zin -> assertThat(zin).contains("onverwachte-fout bij " + STAP),
            zin -> assertThat(zin).contains("onverwachte-fout bij number-delivery"));
  }

  @Test
  void itIsNotOverBeforeTheLongestPauseBetweenTwoAttempts() {
    wacht.mislukt("deliver-to-cjib", null, "onverwachte-fout", () -> "x");
    klok.verder(Parkeerwacht.RUST.minusSeconds(1));
    wacht.kijk();
    wacht.mislukt("deliver-to-cjib", null, "onverwachte-fout", () -> "x");
    klok.verder(Parkeerwacht.RUST.minusSeconds(1));
    wacht.kijk();

    assertThat(gezegd.list).hasSize(1);
    klok.verder(Duration.ofSeconds(1));
    wacht.kijk();
    assertThat(zinnen(Level.INFO)).hasSize(1);
  }

  @Test
  void oneMessageThatIsLeftStandingMakesNoLaterFaultSilent() {
    stuur(0);
    wachtTotApart(1);
    klok.verder(Parkeerwacht.RUST.plusSeconds(1));
    wacht.kijk();
    wacht.kijk();
    assertThat(apart()).isEqualTo(1);

    wacht.mislukt(ROUTE, STAP, "onverwachte-fout", () -> "een andere fout");
    wacht.kijk();

    assertThat(zinnen(Level.WARN)).hasSize(2).last().asString().contains("een andere fout");
  }

  @Test
  void whatOthersSetApartIsToldOnceForEachParkingQueue() {
    for (int i = 0; i < 3; i++) {
      jms.send(
          "parkeer.onbestelbaar",
          session -> {
            Message message = session.createTextMessage("x");
            message.setStringProperty(Koppen.REDEN, "pogingen-op");
            return message;
          });
    }
    wacht.kijk();
    wacht.kijk();
    leeg("parkeer.onbestelbaar");
    wacht.kijk();
    wacht.kijk();

    assertThat(zinnen(Level.WARN))
        .containsExactly("Op parkeer.onbestelbaar staan berichten apart: 3; zie /geparkeerd");
    assertThat(zinnen(Level.INFO))
        .containsExactly("Op parkeer.onbestelbaar staat niets meer apart");
  }

  @Test
  void ofABrokerThatIsAwayThereIsNoFigure() {
    boolean[] weg = new boolean[1];
    Parkeerwacht ander =
        new Parkeerwacht(
            plekken,
            new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)) {
              @Override
              Map<String, Long> aantallen(Collection<String> namen) {
                if (weg[0]) {
                  throw new BrokerNietBeheerd(new IllegalStateException("weg"));
                }
                return super.aantallen(namen);
              }
            },
            klok);
    meters.clear();
    ander.bindTo(meters);
    ander.kijk();
    assertThat(apart()).isZero();

    weg[0] = true;
    ander.kijk();

    assertThat(apart()).isNaN();
  }

  @Test
  void anAnswerInJsonIsSetApartAsWhatItIs() {
    stuur(1, "\n{\"type\": \"RaadpleegMetBurgerservicenummer\"}");
    stuur(2, "<bericht/>");
    await().atMost(Duration.ofMinutes(1)).until(() -> geparkeerd() == 2);

    assertThat(log.stream().filter(regel -> regel.stap() == Stap.GEPARKEERD))
        .extracting(LogRegel::inhoudstype)
        .containsExactlyInAnyOrder("application/json", "application/xml");
  }

  private void stuur(int nummer) {
    stuur(nummer, "<bericht/>");
  }

  private void stuur(int nummer, String body) {
    UUID id = BerichtId.nieuw(klok.instant()).value();
    jms.send(
        "canoniek",
        session -> {
          Message message = session.createTextMessage(body);
          message.setStringProperty(Koppen.BERICHT_ID, id.toString());
          message.setStringProperty(Koppen.CORRELATIE_ID, id.toString());
          message.setStringProperty(Koppen.DOSSIER, "%064x".formatted(nummer));
          return message;
        });
  }

  /** Its record is there before the broker has it, and before it is counted. */
  private void wachtTotApart(int aantal) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              wacht.kijk();
              return apart() == aantal;
            });
  }

  private long geparkeerd() {
    return log.stream().filter(regel -> regel.stap() == Stap.GEPARKEERD).count();
  }

  private double apart() {
    return meters.get("ketenbrug.geparkeerd").tag("parkeerplek", PLEK).gauge().value();
  }

  private void leeg(String plek) {
    while (jms.receive(plek) != null) {
      // Gone.
    }
  }

  private List<String> zinnen(Level ernst) {
    return List.copyOf(gezegd.list).stream()
        .filter(regel -> regel.getLevel() == ernst)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static final class Klok extends Clock {
    private volatile Instant nu = Instant.parse("2026-11-23T09:00:00Z");

    void verder(Duration duur) {
      nu = nu.plus(duur);
    }

    @Override
    public Instant instant() {
      return nu;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("Europe/Amsterdam");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
