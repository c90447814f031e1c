package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** A route that reads one queue of the real broker by the handful. */
class GreeplezerTest {

  private static final String IN = "berichtenlog";

  @TempDir private Path map;
  private final JmsConfiguration configuratie = new JmsConfiguration();
  private final List<List<String>> grepen = new CopyOnWriteArrayList<>();
  private final List<String> goed = new CopyOnWriteArrayList<>();
  private volatile String kapot = "";

  /** Milliseconds that a handful takes. */
  private volatile long pauze = 20;

  private EmbeddedBroker broker;
  private CachingConnectionFactory verbinding;
  private CachingConnectionFactory vooruit;
  private CamelContext motor;

  @BeforeEach
  void start() throws Exception {
    broker = Testbroker.start(map, Map.of());
    Brokertoegang toegang = Brokertoegang.ingebouwd(Testbroker.WACHTWOORD);
    verbinding = configuratie.connectionFactory(toegang);
    motor = new DefaultCamelContext();
    vooruit = configuratie.vooruitlezend(toegang);
    motor.addComponent("jms", configuratie.jms(verbinding));
    motor.getRegistry().bind("vooruitlezend", vooruit);
    motor.getRegistry().bind("perGreep", configuratie.perGreep());
  }

  @AfterEach
  void stop() throws Exception {
    motor.stop();
    verbinding.destroy();
    vooruit.destroy();
    broker.destroy();
  }

  @Test
  void whatWaitsComesTogetherAndOnce() throws Exception {
    List<String> regels = stuur(450);
    begin(2);

    await().atMost(Duration.ofSeconds(20)).until(() -> goed.size() == 450);
    assertThat(goed).containsExactlyInAnyOrderElementsOf(regels);
    assertThat(grepen).hasSizeLessThan(20).allMatch(greep -> greep.size() <= Greeplezer.GREEP);
  }

  @Test
  void textAndBytesComeAlike() throws Exception {
    JmsTemplate template = new JmsTemplate(verbinding);
    template.convertAndSend(IN, "tekst met \u00eb");
    template.send(
        IN,
        sessie -> {
          BytesMessage bytes = sessie.createBytesMessage();
          bytes.writeBytes("bytes met \u20ac".getBytes(StandardCharsets.UTF_8));
          return bytes;
        });
    begin(2);

    await().atMost(Duration.ofSeconds(20)).until(() -> goed.size() == 2);
    assertThat(goed).containsExactlyInAnyOrder("tekst met \u00eb", "bytes met \u20ac");
  }

  @Test
  void oneThatCannotBeProcessedHoldsUpNoOtherForEver() throws Exception {
    List<String> regels = stuur(60);
    kapot = regels.get(30);
    begin(2);

    await().atMost(Duration.ofSeconds(30)).until(() -> goed.size() == 59);
    assertThat(goed).doesNotContain(kapot).doesNotHaveDuplicates();
    kapot = "";
    await().atMost(Duration.ofSeconds(30)).until(() -> goed.size() == 60);
    assertThat(goed).containsExactlyInAnyOrderElementsOf(regels);
  }

  @Test
  void whatNobodyCanReadTakesNothingElseWithIt() throws Exception {
    begin(1);
    List<String> regels = new ArrayList<>(stuur(10));
    await().atMost(Duration.ofSeconds(20)).until(() -> goed.size() == 10);
    // At once, behind a handful that was committed: so that it stands between others.
    JmsTemplate template = new JmsTemplate(verbinding);
    template.setSessionTransacted(true);
    template.execute(
        (sessie, zender) -> {
          for (int nummer = 0; nummer < 80; nummer++) {
            regels.add("later " + nummer);
            zender.send(sessie.createQueue(IN), sessie.createTextMessage("later " + nummer));
            if (nummer == 40) {
              zender.send(sessie.createQueue(IN), sessie.createMessage());
            }
          }
          sessie.commit();
          return null;
        });

    await().atMost(Duration.ofSeconds(30)).until(() -> goed.size() >= 90);
    motor.getRouteController().stopAllRoutes();
    assertThat(goed).containsExactlyInAnyOrderElementsOf(regels);
    template.setReceiveTimeout(5_000);
    assertThat(template.receive(IN)).as("stays for somebody to look at").isNotNull();
    template.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
    assertThat(template.receive(IN)).isNull();
  }

  @Test
  void whatIsFetchedAheadIsLittleAndIsSeenByTheGuardOfTerms() throws Exception {
    List<String> regels = stuur(2_000);
    Instant daarna = Instant.now().plusMillis(1);
    kapot = regels.get(30);
    pauze = 2_000;
    begin(1);
    await().atMost(Duration.ofSeconds(20)).until(() -> grepen.size() == 1);
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    assertThat(beheer.isOnderhanden(IN, daarna)).isTrue();
    assertThat(beheer.isOnderhanden(IN, daarna.minusSeconds(60))).as("not that old").isFalse();
    List<?> achter =
        new JmsTemplate(verbinding)
            .browse(IN, (sessie, lezer) -> Collections.list(lezer.getEnumeration()));
    assertThat(achter).hasSizeGreaterThan(regels.size() - Greeplezer.GREEP - 200);

    pauze = 5;
    kapot = "";
    await().atMost(Duration.ofSeconds(30)).until(() -> goed.size() >= regels.size());
    assertThat(goed).containsExactlyInAnyOrderElementsOf(regels);
    await().until(() -> !beheer.isOnderhanden(IN, Instant.now().plusSeconds(60)));
  }

  @Test
  void aStopLosesAndDoublesNothing() throws Exception {
    List<String> regels = stuur(3000);
    // Long enough that a machine which does something else meanwhile does not finish all of it.
    pauze = 200;
    begin(2);
    await().until(() -> !goed.isEmpty());
    motor.getRouteController().stopAllRoutes();
    int gedaan = goed.size();
    pauze = 20;
    motor.getRouteController().startAllRoutes();

    await().atMost(Duration.ofSeconds(30)).until(() -> goed.size() >= 3000);
    assertThat(gedaan).as("stopped on the way").isLessThan(3000);
    assertThat(goed).containsExactlyInAnyOrderElementsOf(regels);
  }

  private List<String> stuur(int aantal) {
    JmsTemplate template = new JmsTemplate(verbinding);
    List<String> regels = IntStream.range(0, aantal).mapToObj(nummer -> "regel " + nummer).toList();
    regels.forEach(regel -> template.convertAndSend(IN, regel));
    return regels;
  }

  private void begin(int lezers) throws Exception {
    motor.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("jms:"
                    + IN
                    + "?concurrentConsumers="
                    + lezers
                    + "&connectionFactory=#vooruitlezend"
                    + "&consumerType=Custom"
                    + "&messageListenerContainerFactory=#perGreep")
                .process(
                    exchange -> {
                      byte[] body = exchange.getMessage().getBody(byte[].class);
                      List<String> greep =
                          List.of(new String(body, StandardCharsets.UTF_8).split("\n"));
                      grepen.add(greep);
                      Thread.sleep(pauze);
                      if (greep.contains(kapot)) {
                        throw new IllegalStateException("kapot");
                      }
                      goed.addAll(greep);
                    });
          }
        });
    motor.start();
  }
}
