package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.enrichment.Dossiervolgorde;
import nl.ketenbrug.enrichment.DossiervolgordeTest;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.yaml.snakeyaml.Yaml;

/**
 * Two engines on one broker and one database, as far as the reading of {@code canoniek} goes, of
 * which one stops while its reader waits for the next message.
 */
class StopvolgordeTest {

  private static final String ROUTE = "enrich-gebeurtenis";
  private static final String DOSSIER = "5709".repeat(16);
  private static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");

  /** Milliseconds; so long that a reader surely still waits when its message comes. */
  private static final long WACHT = 5_000;

  @TempDir private Path map;
  private final JmsConfiguration jms = new JmsConfiguration();
  private final Volgorde rijen =
      Voorraad.volgorde(JdbcClient.create(Testdatabase.bron()), Clock.systemUTC());
  private final Dossiervolgorde volgorde = DossiervolgordeTest.op(rijen);
  private final List<String> verwerkt = new CopyOnWriteArrayList<>();
  private final List<String> mislukt = new CopyOnWriteArrayList<>();
  private EmbeddedBroker broker;
  private CachingConnectionFactory verbindingen;
  private CamelContext een;
  private CamelContext twee;

  @BeforeEach
  void start() throws Exception {
    broker = Testbroker.start(map, Map.of());
    verbindingen = jms.connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    // Other readers of an engine still read when this one stops: their connection goes on.
    verbindingen.createConnection().start();
    een = motor();
    twee = motor();
  }

  @AfterEach
  void stop() throws Exception {
    een.stop();
    twee.stop();
    verbindingen.destroy();
    broker.destroy();
  }

  @Test
  void whatComesWhileAnEngineStopsIsNotOvertakenAtAnother() throws Exception {
    een.start();
    String eerste = stuur(0);
    // Done, and a moment later: the reader waits again.
    await().pollDelay(Duration.ofSeconds(1)).until(() -> verwerkt.contains(eerste));

    var lezer = ((JmsConsumer) een.getRoute(ROUTE).getConsumer()).getListenerContainer();
    CompletableFuture<Void> gestopt = CompletableFuture.runAsync(een::stop);
    await().until(() -> !lezer.isRunning());
    String bijStop = stuur(1);
    gestopt.join();
    String daarna = stuur(2);
    twee.start();

    await().atMost(Duration.ofSeconds(30)).until(() -> verwerkt.size() == 3);
    assertThat(verwerkt).containsExactly(eerste, bijStop, daarna);
    assertThat(mislukt).as("refused by the engine that stopped").startsWith(bijStop);
    assertThat(rijen.wachtEerder(new Dossiersleutel(DOSSIER), BerichtId.nieuw(Instant.now())))
        .as("in the end nobody waits")
        .isFalse();
  }

  private String stuur(int seconde) {
    String id = BerichtId.nieuw(BEGIN.plusSeconds(seconde)).toString();
    new JmsTemplate(verbindingen)
        .convertAndSend(
            "canoniek",
            "inhoud",
            bericht -> {
              bericht.setStringProperty(Koppen.DOSSIER, DOSSIER);
              bericht.setStringProperty(Koppen.BERICHT_ID, id);
              return bericht;
            });
    return id;
  }

  /** Reads as the route does and takes turns as it does; a failed attempt holds the dossier. */
  private CamelContext motor() throws Exception {
    JmsComponent component = jms.jms(verbindingen);
    component.getConfiguration().setReceiveTimeout(WACHT);
    CamelContext motor = new DefaultCamelContext();
    motor.addComponent("jms", component);
    motor.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() throws Exception {
            onException(Exception.class).process(StopvolgordeTest.this::houdVast);
            from(ingang())
                .routeId(ROUTE)
                .process(e -> volgorde.aanDeBeurt(e.getContext(), kop(e, Koppen.DOSSIER), id(e)))
                .process(e -> verwerkt.add(id(e)))
                .process(e -> volgorde.klaar(kop(e, Koppen.DOSSIER), id(e)));
          }
        });
    return motor;
  }

  private void houdVast(Exchange exchange) {
    mislukt.add(id(exchange));
    rijen.houdVast(new Dossiersleutel(kop(exchange, Koppen.DOSSIER)), BerichtId.of(id(exchange)));
  }

  private static String id(Exchange exchange) {
    return kop(exchange, Koppen.BERICHT_ID);
  }

  private static String kop(Exchange exchange, String naam) {
    return exchange.getMessage().getHeader(naam, String.class);
  }

  /** The beginning of the route as its file has it, with one reader. */
  private static String ingang() throws Exception {
    String yaml = Files.readString(Path.of("routes/processing", ROUTE + ".camel.yaml"));
    List<Map<String, Map<String, Map<String, Object>>>> routes = new Yaml().load(yaml);
    @SuppressWarnings("unchecked")
    Map<String, Object> opties =
        (Map<String, Object>) routes.get(0).get("route").get("from").get("parameters");
    return "jms:canoniek?"
        + opties.entrySet().stream()
            .filter(optie -> !optie.getKey().equals("destinationName"))
            .map(optie -> optie.getKey() + "=" + optie.getValue())
            .collect(Collectors.joining("&"))
            .replaceAll("concurrentConsumers=\\d+", "concurrentConsumers=1");
  }
}
