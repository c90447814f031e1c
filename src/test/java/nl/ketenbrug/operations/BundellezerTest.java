package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import nl.ketenbrug.delivery.LeveringenVoorProef;
import nl.ketenbrug.delivery.Volgnummers;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Bundellog;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** A route that reads one queue of the real broker per bundle and puts each message on another. */
class BundellezerTest {

  private static final String PARTNER = "bundelpartner";
  private static final String UIT = "brongegevens";
  private static final String IN = "herziening";

  @TempDir private Path map;
  private final JmsConfiguration configuratie = new JmsConfiguration();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final AtomicInteger vastgelegd = new AtomicInteger();
  private final Set<String> kapot = ConcurrentHashMap.newKeySet();
  private final List<String> pogingen = new CopyOnWriteArrayList<>();

  /** What the log throws when it is to write what waits, one each time. */
  private final Queue<Throwable> haperingen = new ConcurrentLinkedQueue<>();

  private EmbeddedBroker broker;
  private Bundellog berichtenlog;
  private Volgnummers nummers;
  private CachingConnectionFactory lezend;
  private CachingConnectionFactory los;
  private CamelContext motor;

  @BeforeEach
  void start() throws Exception {
    for (String tabel : List.of("levering", "abonnement_stand")) {
      jdbc.sql("delete from " + tabel + " where partner = :partner")
          .param("partner", PARTNER)
          .update();
    }
    broker = Testbroker.start(map, Map.of("redelivery-delay", "0"));
    los = configuratie.connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    los.setSessionCacheSize(4);
    lezend =
        new CachingConnectionFactory(
            telt(
                new ActiveMQConnectionFactory(
                    "vm://0", EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD)));
    lezend.setCacheConsumers(false);
    berichtenlog =
        Berichtenlog.opWachtrij(
            configuratie.jmsTemplate(lezend),
            JsonMapper.builder().addModule(new JavaTimeModule()).build());
    motor = new DefaultCamelContext();
    nummers = LeveringenVoorProef.nummers(jdbc, berichtenlog);
    // As the route has it: what the component itself has is another connection.
    JmsComponent jms = configuratie.jms(los);
    motor.getRegistry().bind("vooruitlezend", lezend);
    jms.getConfiguration().setReceiveTimeout(200);
    motor.addComponent("jms", jms);
    motor.getRegistry().bind("perBundel", configuratie.perBundel(haperend(berichtenlog), nummers));
  }

  @AfterEach
  void stop() throws Exception {
    motor.stop();
    lezend.destroy();
    los.destroy();
    broker.destroy();
    // What the file of the broker reads stands in the process.
    System.clearProperty("ketenbrug.broker.redelivery-delay");
  }

  @Test
  void whatWaitsIsCommittedTogetherAndInOrder() throws Exception {
    List<String> berichten = stuur(120);
    start("concurrentConsumers=1");

    await().atMost(Duration.ofSeconds(20)).until(() -> pogingen.size() == 120);
    assertThat(ontvangen(120)).isEqualTo(berichten);
    assertThat(vastgelegd).as("commits for 120 messages").hasValueLessThan(20);
  }

  @Test
  void oneThatComesAloneWaitsForNoOther() throws Exception {
    start("concurrentConsumers=1");
    List<String> berichten = stuur(1);

    assertThat(ontvangen(1)).isEqualTo(berichten);
  }

  @Test
  void oneThatFailsHoldsUpNothingBeforeItAndAllBehindIt() throws Exception {
    List<String> berichten = stuur(80);
    kapot.add(berichten.get(70));
    start("concurrentConsumers=1");

    assertThat(ontvangen(70)).isEqualTo(berichten.subList(0, 70));
    assertThat(ontvangen(1)).as("behind the one that fails").isEmpty();
    kapot.clear();
    assertThat(ontvangen(10)).isEqualTo(berichten.subList(70, 80));
  }

  /** What was handled, what was taken and what was only fetched come back by different ways. */
  @Test
  void aConnectionThatIsCutAmidABundleLosesDoublesAndTurnsNothingRound() throws Exception {
    List<String> berichten = stuurGebeurtenissen(300);
    start("concurrentConsumers=1");
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    for (int keer = 1; keer <= 3; keer++) {
      int genoeg = 70 * keer;
      await().atMost(Duration.ofSeconds(30)).until(() -> pogingen.size() >= genoeg);
      beheer.sluitLezersUit(IN);
    }

    assertThat(nummersOp(300)).isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
    assertThat(ontvangen(1)).isEmpty();
    assertThat(pogingen).as("some were handled twice").hasSizeGreaterThan(berichten.size());
  }

  @Test
  void aStopLosesAndDoublesNothing() throws Exception {
    List<String> berichten = stuur(300);
    start("concurrentConsumers=1");
    await().until(() -> pogingen.size() > 60);
    motor.getRouteController().stopAllRoutes();
    int gedaan = pogingen.size();
    motor.getRouteController().startAllRoutes();

    assertThat(gedaan).as("stopped on the way").isLessThan(300);
    assertThat(ontvangen(300)).isEqualTo(berichten);
    assertThat(ontvangen(1)).isEmpty();
  }

  @Test
  void theirRecordsAreWrittenTogetherAndAreThoseOfWhatWentOn() throws Exception {
    List<String> berichten = stuur(120);
    kapot.add(berichten.get(70));
    start("concurrentConsumers=1");
    assertThat(ontvangen(70)).isEqualTo(berichten.subList(0, 70));

    List<String> regels = regels();
    assertThat(regels).as("of what was rolled back there is none").hasSize(70);
    kapot.clear();
    assertThat(ontvangen(50)).hasSize(50);
    regels.addAll(regels());
    assertThat(regels).isEqualTo(berichten);
  }

  @Test
  void numbersOfABundleAreOneWriteAndFollowTheQueueAlsoWhenItComesBack() throws Exception {
    List<String> berichten = stuurGebeurtenissen(120);
    kapot.add(berichten.get(70));
    start("concurrentConsumers=1");

    List<Long> gezien = nummersOp(70);
    await().atMost(Duration.ofSeconds(10)).until(() -> pogingen.contains(berichten.get(70)));
    kapot.clear();
    gezien.addAll(nummersOp(50));
    assertThat(gezien).isEqualTo(LongStream.rangeClosed(1, 120).boxed().toList());
    assertThat(
            jdbc.sql("select count(distinct xmin::text) from levering where partner = :partner")
                .param("partner", PARTNER)
                .query(Long.class)
                .single())
        .as("writes for 120 numbers, of which those behind the fault one by one")
        .isLessThan(80);
  }

  @Test
  void nothingGoesOnWithoutItsRecordWhenTheLogCannotBeWritten() throws Exception {
    List<String> berichten = stuur(120);
    haperingen.add(new IllegalStateException("laat zich niet schrijven"));
    haperingen.add(new OutOfMemoryError("proef"));
    start("concurrentConsumers=1");

    assertThat(ontvangen(120)).isEqualTo(berichten);
    assertThat(ontvangen(1)).isEmpty();
    assertThat(haperingen).isEmpty();
    List<String> regels = regels();
    assertThat(regels).isEqualTo(berichten);
  }

  @Test
  void severalReadersAreRefused() {
    assertThatThrownBy(() -> start("concurrentConsumers=2"))
        .rootCause()
        .hasMessageContaining("door een enkele lezer");
  }

  private void start(String lezers) throws Exception {
    motor.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("jms:"
                    + IN
                    + "?connectionFactory=#vooruitlezend"
                    + "&consumerType=Custom&messageListenerContainerFactory=#perBundel&"
                    + lezers)
                .process(
                    exchange -> {
                      String tekst = exchange.getMessage().getBody(String.class);
                      pogingen.add(tekst);
                      berichtenlog.schrijf(regel(tekst));
                      Thread.sleep(2);
                      if (kapot.contains(tekst)) {
                        throw new IllegalStateException("kapot");
                      }
                    })
                .process(this::nummer)
                .to("jms:" + UIT + "?connectionFactory=#vooruitlezend");
          }

          /** Those that carry an event. */
          private void nummer(Exchange exchange) {
            if (exchange.getMessage().getHeader(Koppen.BERICHT_ID) != null) {
              nummers.nummer(exchange, PARTNER);
            }
          }
        });
    motor.start();
  }

  /** As the log itself: what waited is forgotten when it cannot be written. */
  private Bundellog haperend(Bundellog log) {
    return (Bundellog)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Bundellog.class},
            (proxy, methode, argumenten) -> {
              Throwable hapering = methode.getName().equals("verstuur") ? haperingen.poll() : null;
              if (hapering != null) {
                log.vergeet();
                throw hapering;
              }
              return roep(log, methode, argumenten);
            });
  }

  private static LogRegel regel(String tekst) {
    Instant nu = Instant.parse("2026-11-22T09:00:00Z");
    return new LogRegelBouwer(Stap.KLAARGEZET, BerichtId.nieuw(nu), nu)
        .inhoud("text/plain", tekst)
        .bouw();
  }

  /** What stands on the queue of the log, by the payloads of its records. */
  private List<String> regels() throws Exception {
    JmsTemplate template = new JmsTemplate(los);
    template.setReceiveTimeout(500);
    List<String> inhouden = new ArrayList<>();
    int berichten = 0;
    for (Message een = template.receive("berichtenlog");
        een != null;
        een = template.receive("berichtenlog")) {
      berichten++;
      String json = new String(((BytesMessage) een).getBody(byte[].class), StandardCharsets.UTF_8);
      JsonMapper.builder()
          .build()
          .readTree(json)
          .forEach(regel -> inhouden.add(regel.get("inhoud").asText()));
    }
    assertThat(berichten).as("messages for %d records", inhouden.size()).isLessThan(70);
    return inhouden;
  }

  private List<String> stuur(int aantal) {
    JmsTemplate template = new JmsTemplate(los);
    List<String> berichten =
        IntStream.range(0, aantal).mapToObj(nummer -> "bericht " + nummer).toList();
    berichten.forEach(bericht -> template.convertAndSend(IN, bericht));
    return berichten;
  }

  private List<String> stuurGebeurtenissen(int aantal) {
    JmsTemplate template = new JmsTemplate(los);
    List<String> berichten =
        IntStream.range(0, aantal).mapToObj(nummer -> "gebeurtenis " + nummer).toList();
    berichten.forEach(
        tekst ->
            template.convertAndSend(
                IN,
                tekst,
                bericht -> {
                  String id = BerichtId.nieuw(Instant.now()).toString();
                  bericht.setStringProperty(Koppen.BERICHT_ID, id);
                  bericht.setStringProperty(Koppen.CORRELATIE_ID, id);
                  return bericht;
                }));
    return berichten;
  }

  /** The numbers of so many that went on, in their order. */
  private List<Long> nummersOp(int aantal) throws Exception {
    JmsTemplate template = new JmsTemplate(los);
    template.setReceiveTimeout(20_000);
    List<Long> gevonden = new ArrayList<>();
    while (gevonden.size() < aantal) {
      gevonden.add(template.receive(UIT).getLongProperty(Koppen.VOLGNUMMER));
    }
    return gevonden;
  }

  private List<String> ontvangen(int hoogstens) throws Exception {
    JmsTemplate template = new JmsTemplate(los);
    template.setReceiveTimeout(3_000);
    List<String> teksten = new ArrayList<>();
    while (teksten.size() < hoogstens) {
      Message message = template.receive(UIT);
      if (message == null) {
        return teksten;
      }
      teksten.add(message.getBody(String.class));
    }
    return teksten;
  }

  /** Counts the commits of the sessions that are made by this factory. */
  private ConnectionFactory telt(ConnectionFactory factory) {
    return om(
        ConnectionFactory.class,
        factory,
        verbinding -> om(Connection.class, (Connection) verbinding, this::sessie));
  }

  private Object sessie(Object sessie) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {Session.class},
        (proxy, methode, argumenten) -> {
          if (methode.getName().equals("commit")) {
            vastgelegd.incrementAndGet();
          }
          return roep(sessie, methode, argumenten);
        });
  }

  private interface Inpakker {
    Object om(Object gemaakt);
  }

  /** What its create methods give is wrapped. */
  private static <T> T om(Class<T> soort, T echt, Inpakker inpakker) {
    InvocationHandler handler =
        (proxy, methode, argumenten) -> {
          Object gemaakt = roep(echt, methode, argumenten);
          return methode.getName().matches("create(Connection|Session)")
              ? inpakker.om(gemaakt)
              : gemaakt;
        };
    return soort.cast(
        Proxy.newProxyInstance(
            BundellezerTest.class.getClassLoader(), new Class<?>[] {soort}, handler));
  }

  private static Object roep(Object echt, java.lang.reflect.Method methode, Object[] argumenten)
      throws Throwable {
    try {
      return methode.invoke(echt, argumenten);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
