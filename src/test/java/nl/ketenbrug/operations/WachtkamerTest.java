package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Versiestempels;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** Where many messages wait for a source: on the real broker, with the routes as they are. */
class WachtkamerTest {

  private static final String ROUTE = "enrich-gebeurtenis";
  private static final int AANTAL = 40;
  private static final int GEREED = 5;

  @TempDir private Path map;
  private final List<LogRegel> log = new CopyOnWriteArrayList<>();
  private final List<String> klaar = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> geboden = new ConcurrentHashMap<>();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Clock klok = Clock.systemUTC();
  private volatile boolean weg = true;
  private volatile CountDownLatch verder = new CountDownLatch(0);
  private EmbeddedBroker broker;
  private Brokerbeheer beheer;
  private CachingConnectionFactory verbinding;
  private JmsTemplate jms;
  private DefaultCamelContext motor;
  private Bronwacht bronwacht;

  @BeforeEach
  void start() throws Exception {
    nothingWaits();
    // So long that nothing is offered again by the broker itself.
    broker = Testbroker.start(map, Map.of("redelivery-delay", "600000"));
    JmsConfiguration instellingen = new JmsConfiguration();
    verbinding = instellingen.connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    jms = new JmsTemplate(verbinding);
    jms.setSessionTransacted(true);
    beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    Parkeerplekken plekken = new Parkeerplekken(new Bronnen(List.of()), new Partners(List.of()));
    plekken.alle().forEach(beheer::queue);
    Versiestempels stempels = new Versiestempels(Path.of("."));
    stempels.meld(ROUTE, ROUTE, Map.of());
    Parkeren parkeren =
        new Parkeren(
            log::add,
            log::add,
            new Logstap(log::add, stempels, null, klok),
            plekken,
            Voorraad.volgorde(jdbc, klok),
            null,
            new Parkeerwacht(plekken, beheer, klok),
            klok);
    bronwacht =
        new Bronwacht(
            Voorraad.bronuitval(jdbc, klok),
            parkeren,
            new ParkeerSettings(9, Duration.ofHours(36), GEREED),
            beheer,
            klok);
    motor = new DefaultCamelContext();
    motor.addComponent("jms", instellingen.jms(verbinding));
    motor.getRegistry().bind("parkeren", parkeren);
    motor.getRegistry().bind("bronwacht", bronwacht);
    for (String bestand :
        List.of("routes/error-handling.camel.yaml", "routes/processing/offer-again.camel.yaml")) {
      PluginHelper.getRoutesLoader(motor)
          .loadRoutes(
              ResourceHelper.fromString(
                  Path.of(bestand).getFileName().toString(), Files.readString(Path.of(bestand))));
    }
    motor.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("jms:canoniek?concurrentConsumers=4")
                .routeConfigurationId("park-refused")
                .routeId(ROUTE)
                .process(bronwacht::begin)
                .process(WachtkamerTest.this::verwerk)
                .process(bronwacht::klaar);
          }
        });
  }

  @AfterEach
  void stop() throws Exception {
    verder.countDown();
    motor.close();
    verbinding.destroy();
    broker.destroy();
    nothingWaits();
  }

  private void nothingWaits() {
    for (String tabel : List.of("wacht_op_bron", "poging", "wachtend")) {
      jdbc.sql("delete from " + tabel).update();
    }
  }

  private void verwerk(Exchange exchange) throws InterruptedException {
    String kenmerk =
        exchange.getMessage().getHeader(Koppen.BERICHT_ID)
            + " "
            + exchange.getMessage().getHeader(Koppen.DOSSIER)
            + " "
            + exchange.getMessage().getBody(String.class);
    geboden.merge(kenmerk, 1, Integer::sum);
    if (weg) {
      throw new BronNietBereikbaar("brp", "Bron brp is niet bereikbaar", null);
    }
    verder.await();
    klaar.add(kenmerk);
  }

  @Test
  void whereManyWaitTheBrokerKeepsNoneOfThemInMemoryAndEachIsTriedAgainAndDoneOnce()
      throws Exception {
    anderenWachten(2001);
    motor.start();
    for (int i = 0; i < AANTAL; i++) {
      stuur(i);
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                geboden.size() == AANTAL && geboden.values().stream().allMatch(keren -> keren > 2));
    assertThat(bronwacht.stand()).singleElement().extracting("berichten").isEqualTo(2041L);

    weg = false;
    await().atMost(Duration.ofMinutes(1)).until(() -> klaar.size() >= AANTAL);
    await().until(() -> beheer.aantal("wacht-op-bron") == 0 && beheer.aantal("canoniek") == 0);
    assertThat(klaar).containsExactlyInAnyOrderElementsOf(geboden.keySet());
    assertThat(bronwacht.stand()).singleElement().extracting("berichten").isEqualTo(2001L);
  }

  @Test
  void whenTheSourceIsBackWhatWaitedAsideIsNotPutInFrontOfOthers() throws Exception {
    anderenWachten(2001);
    motor.start();
    for (int i = 0; i < AANTAL; i++) {
      stuur(i);
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                geboden.size() == AANTAL && geboden.values().stream().allMatch(keren -> keren > 1));

    // Four at a time, and none of them comes to its end.
    verder = new CountDownLatch(1);
    weg = false;
    await().until(() -> beheer.aantal("canoniek") > GEREED);
    await().during(Duration.ofSeconds(5)).until(() -> beheer.aantal("canoniek") < AANTAL - 10);
    assertThat(beheer.aantal("wacht-op-bron")).isGreaterThan(10);
  }

  /** Younger ones keep more ready than that for ever. */
  @Test
  void underALoadThatDoesNotEndWhatWaitsAsideIsTriedAllTheSame() throws Exception {
    anderenWachten(2001);
    motor.start();
    for (int i = 0; i < AANTAL; i++) {
      stuur(i);
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                geboden.size() == AANTAL && geboden.values().stream().allMatch(keren -> keren > 1));
    verder = new CountDownLatch(1);
    weg = false;
    await().until(() -> beheer.aantal("canoniek") > GEREED);
    Thread.sleep(2000);
    long terzijde = beheer.aantal("wacht-op-bron");

    await().atMost(Duration.ofSeconds(20)).until(() -> beheer.aantal("wacht-op-bron") < terzijde);
    assertThat(beheer.aantal("wacht-op-bron")).as("one by one").isGreaterThan(10);
  }

  /** That is how those wait who came before the others were many. */
  @Test
  void whatWaitsForThePauseOfTheBrokerKeepsNobodyAside() throws Exception {
    anderenWachten(1900);
    motor.start();
    for (int i = 0; i < 2 * GEREED; i++) {
      stuur(i);
    }
    await().until(() -> geboden.size() == 2 * GEREED);
    assertThat(beheer.aantal("canoniek")).isEqualTo(2 * GEREED);

    anderenWachten(200);
    geboden.clear();
    stuur(AANTAL);

    await().until(() -> geboden.values().stream().anyMatch(keren -> keren > 2));
  }

  @Test
  void whatWaitsAsideHoldsItsDossier() throws Exception {
    anderenWachten(2001);
    BerichtId later = BerichtId.nieuw(Instant.now().plusSeconds(1));
    Dossiersleutel dossier = new Dossiersleutel("%064x".formatted(7));
    Volgorde volgorde = Voorraad.volgorde(jdbc, klok);
    assertThat(volgorde.wachtEerder(dossier, later)).isFalse();
    motor.start();

    stuur(7);

    await().until(() -> geboden.values().stream().anyMatch(keren -> keren > 1));
    assertThat(volgorde.wachtEerder(dossier, later)).as("the next one of it is refused").isTrue();
    assertThat(volgorde.wachtEerder(new Dossiersleutel("%064x".formatted(8)), later)).isFalse();
  }

  @Test
  void whereFewWaitTheyDoSoForThePauseOfTheBroker() throws Exception {
    anderenWachten(1999);
    motor.start();
    stuur(1);
    await().until(() -> geboden.size() == 1);
    await().during(Duration.ofSeconds(2)).until(() -> geboden.containsValue(1));
    assertThat(beheer.aantal("canoniek")).isEqualTo(1);
    assertThat(beheer.aantal("wacht-op-bron")).isZero();
  }

  private void anderenWachten(int aantal) {
    jdbc.sql(
            """
            insert into wacht_op_bron (bericht_id, dossier, bron, sinds, laatst)
            select gen_random_uuid(), repeat('a', 64), 'brp', now(), now()
            from generate_series(1, :aantal)""")
        .param("aantal", aantal)
        .update();
    bronwacht.stand();
  }

  /** As it comes in: with the mark by which the broker drops what is sent twice. */
  private void stuur(int nummer) {
    jms.send(
        "canoniek",
        sessie -> {
          TextMessage bericht = sessie.createTextMessage("beslag " + nummer);
          String id = BerichtId.nieuw(Instant.now()).toString();
          bericht.setStringProperty(Koppen.BERICHT_ID, id);
          bericht.setStringProperty(Koppen.DOSSIER, "%064x".formatted(nummer));
          bericht.setStringProperty("_AMQ_DUPL_ID", id);
          return bericht;
        });
  }
}
