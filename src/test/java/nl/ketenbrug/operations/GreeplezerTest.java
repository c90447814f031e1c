package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
  private CachingConnectionFactory gewoon;
  private CachingConnectionFactory lezend;
  private CamelContext motor;

  @BeforeEach
  void start() throws Exception {
    broker = Testbroker.start(map, Map.of());
    Brokertoegang toegang = Brokertoegang.ingebouwd(Testbroker.WACHTWOORD);
    gewoon = configuratie.connectionFactory(toegang);
    lezend = configuratie.lezendeConnectionFactory(toegang);
    motor = new DefaultCamelContext();
    motor.addComponent("jms", configuratie.jms(gewoon));
    motor.getRegistry().bind("perGreep", configuratie.perGreep(lezend));
  }

  @AfterEach
  void stop() throws Exception {
    motor.stop();
    gewoon.destroy();
    lezend.destroy();
    broker.destroy();
  }

  @Test
  void whatWaitsComesTogetherAndOnce() throws Exception {
    List<String> regels = stuur(450);
    begin();

    await().atMost(Duration.ofSeconds(20)).until(() -> goed.size() == 450);
    assertThat(goed).containsExactlyInAnyOrderElementsOf(regels);
    assertThat(grepen).hasSizeLessThan(20).allMatch(greep -> greep.size() <= Greeplezer.GREEP);
  }

  @Test
  void textAndBytesComeAlike() throws Exception {
    JmsTemplate template = new JmsTemplate(gewoon);
    template.convertAndSend(IN, "tekst met \u00eb");
    template.send(
        IN,
        sessie -> {
          BytesMessage bytes = sessie.createBytesMessage();
          bytes.writeBytes("bytes met \u20ac".getBytes(StandardCharsets.UTF_8));
          return bytes;
        });
    begin();

    await().atMost(Duration.ofSeconds(20)).until(() -> goed.size() == 2);
    assertThat(goed).containsExactlyInAnyOrder("tekst met \u00eb", "bytes met \u20ac");
  }

  @Test
  void oneThatCannotBeProcessedHoldsUpNoOtherForEver() throws Exception {
    List<String> regels = stuur(60);
    kapot = regels.get(30);
    begin();

    await().atMost(Duration.ofSeconds(30)).until(() -> goed.size() == 59);
    assertThat(goed).doesNotContain(kapot).doesNotHaveDuplicates();
    kapot = "";
    await().atMost(Duration.ofSeconds(30)).until(() -> goed.size() == 60);
    assertThat(goed).containsExactlyInAnyOrderElementsOf(regels);
  }

  @Test
  void aStopLosesAndDoublesNothing() throws Exception {
    List<String> regels = stuur(3000);
    // Long enough that a machine which does something else meanwhile does not finish all of it.
    pauze = 200;
    begin();
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
    JmsTemplate template = new JmsTemplate(gewoon);
    List<String> regels = IntStream.range(0, aantal).mapToObj(nummer -> "regel " + nummer).toList();
    regels.forEach(regel -> template.convertAndSend(IN, regel));
    return regels;
  }

  private void begin() throws Exception {
    motor.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("jms:"
                    + IN
                    + "?concurrentConsumers=2&consumerType=Custom"
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
