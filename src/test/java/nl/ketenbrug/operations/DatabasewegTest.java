package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.enrichment.Dossiervolgorde;
import nl.ketenbrug.enrichment.DossiervolgordeTest;
import nl.ketenbrug.intake.Aanleveringsproef;
import nl.ketenbrug.intake.Aanleveringstoets;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
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
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.yaml.snakeyaml.Yaml;

/** An engine that lives while its database is away: what it could not do is not overtaken. */
class DatabasewegTest {

  private static final String VERRIJKT = "enrich-gebeurtenis";
  private static final String INNAME = "transform-to-canonical";
  private static final String DOSSIER = "5711".repeat(16);
  private static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");

  @TempDir private Path map;
  private final String beslag =
      Files.readString(Path.of("transforms/beslagregister/examples/gelegd.xml"));
  private final Schakelaar bron = new Schakelaar();
  private final JdbcClient jdbc = JdbcClient.create(bron);
  private final Volgorde rijen = Voorraad.volgorde(jdbc, Clock.systemUTC());
  private final Dossiervolgorde volgorde = DossiervolgordeTest.op(rijen);
  private final List<LogRegel> log = new CopyOnWriteArrayList<>();
  private final List<String> verwerkt = new CopyOnWriteArrayList<>();
  private final List<String> geprobeerd = new CopyOnWriteArrayList<>();
  private volatile RuntimeException fout;
  private EmbeddedBroker broker;
  private CachingConnectionFactory verbindingen;
  private DefaultCamelContext motor;

  DatabasewegTest() throws IOException {}

  /** The database, and whether it is there. */
  private static final class Schakelaar extends DelegatingDataSource {
    private volatile boolean weg;

    private Schakelaar() {
      super(Testdatabase.bron());
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (weg) {
        throw new SQLTransientConnectionException("de database is weg");
      }
      return super.getConnection();
    }
  }

  @BeforeEach
  void start() throws Exception {
    jdbc.sql("delete from wachtend").update();
    broker = Testbroker.start(map, Map.of());
    JmsConfiguration instellingen = new JmsConfiguration();
    verbindingen = instellingen.connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    Parkeerplekken plekken = new Parkeerplekken(new Bronnen(List.of()), new Partners(List.of()));
    plekken.alle().forEach(beheer::queue);
    beheer.queueToSend("intake.beslagregister", "beslagregister");
    beheer.queue("parkeer." + INNAME);
    Versiestempels stempels = new Versiestempels(Path.of("."));
    stempels.meld(VERRIJKT, VERRIJKT, Map.of());
    stempels.meld(INNAME, INNAME, Map.of());
    Parkeren parkeren =
        new Parkeren(
            log::add,
            log::add,
            new Logstap(log::add, stempels, null, Clock.systemUTC()),
            plekken,
            rijen,
            null,
            new Parkeerwacht(plekken, beheer, Clock.systemUTC()),
            Clock.systemUTC());
    motor = new DefaultCamelContext();
    motor.addComponent("jms", instellingen.jms(verbindingen));
    motor.getRegistry().bind("parkeren", parkeren);
    motor
        .getRegistry()
        .bind(
            "bronwacht",
            new Bronwacht(
                Voorraad.bronuitval(jdbc, Clock.systemUTC()),
                parkeren,
                new ParkeerSettings(9, Duration.ofHours(36), 50),
                null,
                Clock.systemUTC()));
    PluginHelper.getRoutesLoader(motor)
        .loadRoutes(
            ResourceHelper.fromString(
                "error-handling.camel.yaml",
                Files.readString(Path.of("routes/error-handling.camel.yaml"))));
  }

  @AfterEach
  void stop() throws Exception {
    bron.weg = false;
    motor.close();
    verbindingen.destroy();
    broker.destroy();
  }

  /** As the route does: in its turn, and the work fails as the test wants. */
  private void verrijk() throws Exception {
    lees(
        VERRIJKT,
        e -> {
          volgorde.aanDeBeurt(e.getContext(), kop(e, Koppen.DOSSIER), kop(e, Koppen.BERICHT_ID));
          if (fout != null) {
            throw fout;
          }
          verwerkt.add(kop(e, Koppen.BERICHT_ID));
          volgorde.klaar(kop(e, Koppen.DOSSIER), kop(e, Koppen.BERICHT_ID));
        });
  }

  @Test
  void whatFailsWhileTheDatabaseIsAwayIsNotOvertakenWhenItIsBack() throws Exception {
    verrijk();
    bron.weg = true;
    String eerste = stuur("canoniek", 0);
    await().until(() -> geprobeerd.contains(eerste));
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    bron.weg = false;
    String tweede = stuur("canoniek", 1);

    await().atMost(Duration.ofSeconds(30)).until(() -> verwerkt.size() == 2);
    assertThat(verwerkt).containsExactly(eerste, tweede);
    assertThat(rijen.wachtEerder(new Dossiersleutel(DOSSIER), BerichtId.nieuw(Instant.now())))
        .as("in the end nobody waits")
        .isFalse();
  }

  @Test
  void whatIsRefusedWhenTheDatabaseGoesIsSetApartWithItsDossierHeld() throws Exception {
    verrijkEnVerliesDeDatabase(new GeweigerdBericht("schuldenaar-onbekend", "onbekend"));

    await().until(() -> log.stream().anyMatch(regel -> regel.stap() == Stap.GEPARKEERD));
    assertThat(rijen.wachtEerder(new Dossiersleutel(DOSSIER), BerichtId.nieuw(Instant.now())))
        .isTrue();
    assertThat(verwerkt).as("no later one of the dossier").isEmpty();
  }

  @Test
  void whatWaitsForASourceWhenTheDatabaseGoesHoldsItsDossier() throws Exception {
    verrijkEnVerliesDeDatabase(new BronNietBereikbaar("brp", "Bron brp is niet bereikbaar", null));

    await().until(() -> log.stream().anyMatch(regel -> regel.stap() == Stap.MISLUKT));
    assertThat(rijen.wachtEerder(new Dossiersleutel(DOSSIER), BerichtId.nieuw(Instant.now())))
        .isTrue();
    assertThat(verwerkt).as("no later one of the dossier").isEmpty();
  }

  /** The first of the dossier fails of this, and then the database is away for half a second. */
  private void verrijkEnVerliesDeDatabase(RuntimeException oorzaak) throws Exception {
    fout = oorzaak;
    lees(
        VERRIJKT,
        e -> {
          if (fout == null) {
            volgorde.aanDeBeurt(e.getContext(), kop(e, Koppen.DOSSIER), kop(e, Koppen.BERICHT_ID));
            verwerkt.add(kop(e, Koppen.BERICHT_ID));
            return;
          }
          bron.weg = true;
          throw fout;
        });
    stuur("canoniek", 0);
    await().until(() -> bron.weg);
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    fout = null;
    bron.weg = false;
    stuur("canoniek", 1);
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
  }

  @Test
  void anEngineEndsThoughTheDatabaseIsAway() throws Exception {
    verrijk();
    bron.weg = true;
    String eerste = stuur("canoniek", 0);
    await().until(() -> geprobeerd.contains(eerste));

    CompletableFuture<Void> gestopt = CompletableFuture.runAsync(motor::stop);
    await().atMost(Duration.ofSeconds(10)).until(gestopt::isDone);
    assertThat(new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)).aantal("canoniek"))
        .isEqualTo(1);
  }

  /** By AMQP, where the id is made here: a later one would have the lower id. */
  @Test
  void whatASourceSentIsNotOvertakenBeforeItHasItsPlace() throws Exception {
    neemAan();
    bron.weg = true;
    String eerste = stuur("intake.beslagregister", 0);
    await().until(() -> geprobeerd.contains(eerste));
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    bron.weg = false;
    String tweede = stuur("intake.beslagregister", 1);

    await().atMost(Duration.ofSeconds(30)).until(() -> verwerkt.size() == 2);
    assertThat(geprobeerd).containsExactly(eerste, tweede);
    assertThat(verwerkt).isSorted();
    assertThat(log).extracting(LogRegel::stap).containsExactly(Stap.ONTVANGEN, Stap.ONTVANGEN);
  }

  @Test
  void whatTheDoorCouldNotWriteAtAStopIsNotOvertakenAtAnotherEngine() throws Exception {
    neemAan();
    bron.weg = true;
    String eerste = stuur("intake.beslagregister", 0);
    stuur("intake.beslagregister", 1);
    await().until(() -> geprobeerd.contains(eerste));

    CompletableFuture<Void> gestopt = CompletableFuture.runAsync(motor::stop);
    await().atMost(Duration.ofSeconds(15)).until(gestopt::isDone);
    JmsTemplate ander = new JmsTemplate(verbindingen);
    ander.setReceiveTimeout(1000);
    assertThat(ander.receive("intake.beslagregister").getStringProperty(Koppen.BERICHT_ID))
        .isEqualTo(eerste);
  }

  private void neemAan() throws Exception {
    Aanleveringstoets toets = Aanleveringsproef.toets("beslagregister", jdbc, log::add);
    lees(
        INNAME,
        e -> {
          toets.toets(e, "beslagregister");
          verwerkt.add(kop(e, Koppen.BERICHT_ID));
        });
  }

  /** Whatever it is, the same message comes first again. */
  @Test
  void whatASourceSentIsNotOvertakenAfterAnotherFault() throws Exception {
    fout = new IllegalStateException("iets anders");
    lees(
        INNAME,
        e -> {
          if (fout != null) {
            RuntimeException eenmaal = fout;
            fout = null;
            throw eenmaal;
          }
          verwerkt.add(kop(e, Koppen.BERICHT_ID));
        });
    String eerste = stuur("intake.beslagregister", 0);
    String tweede = stuur("intake.beslagregister", 1);

    await().atMost(Duration.ofSeconds(30)).until(() -> verwerkt.size() == 2);
    assertThat(verwerkt).containsExactly(eerste, tweede);
    assertThat(log).extracting(LogRegel::stap).containsExactly(Stap.MISLUKT);
  }

  private interface Werk {
    void doe(Exchange exchange) throws Exception;
  }

  /** The beginning of the route as its file has it, one reader, and this work. */
  private void lees(String route, Werk werk) throws Exception {
    Map<String, Object> definitie = definitie(route);
    @SuppressWarnings("unchecked")
    Map<String, Object> opties =
        ((Map<String, Map<String, Object>>) definitie.get("from")).get("parameters");
    String ingang =
        "jms:%s?%s"
            .formatted(
                opties.get("destinationName").toString().replace("{{bron}}", "beslagregister"),
                opties.entrySet().stream()
                    .filter(optie -> !optie.getKey().equals("destinationName"))
                    .map(optie -> optie.getKey() + "=" + optie.getValue())
                    .collect(Collectors.joining("&"))
                    .replaceAll("concurrentConsumers=\\d+", "concurrentConsumers=1"));
    motor.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(ingang)
                .routeConfigurationId(definitie.get("routeConfigurationId").toString())
                .routeId(route)
                .process(
                    e -> {
                      geprobeerd.add(kop(e, Koppen.BERICHT_ID));
                      werk.doe(e);
                    });
          }
        });
    motor.start();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> definitie(String route) throws Exception {
    String yaml = Files.readString(Path.of("routes/processing", route + ".camel.yaml"));
    List<Map<String, Map<String, Object>>> inhoud = new Yaml().load(yaml);
    Map<String, Object> definitie = inhoud.get(0).values().iterator().next();
    return definitie.containsKey("route")
        ? (Map<String, Object>) definitie.get("route")
        : definitie;
  }

  private String stuur(String wachtrij, int seconde) {
    String id = BerichtId.nieuw(BEGIN.plusSeconds(seconde)).toString();
    new JmsTemplate(verbindingen)
        .convertAndSend(
            wachtrij,
            beslag.replace(
                "DBR-2026-0001187", "DBR-2026-%07d".formatted(System.nanoTime() % 10_000_000)),
            bericht -> {
              bericht.setStringProperty(Koppen.DOSSIER, DOSSIER);
              bericht.setStringProperty(Koppen.BERICHT_ID, id);
              return bericht;
            });
    return id;
  }

  private static String kop(Exchange exchange, String naam) {
    return exchange.getMessage().getHeader(naam, String.class);
  }
}
