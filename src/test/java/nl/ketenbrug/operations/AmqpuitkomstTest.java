package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.Poorten;
import nl.ketenbrug.broker.Leesbewijs;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.LeveringenVoorProef;
import nl.ketenbrug.delivery.Proefafnemer;
import nl.ketenbrug.messagelog.LogRegel;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the broker does with each outcome of AMQP 1.0 (section 3.4), told by an ordinary client. */
class AmqpuitkomstTest {

  /** Of Qpid JMS: the outcome that {@code acknowledge} gives a message. */
  private static final String UITKOMST = "JMS_AMQP_ACK_TYPE";

  /** Of Qpid JMS: each message is answered by itself. */
  private static final int PER_BERICHT = 101;

  private static final int ACCEPTED = 1;
  private static final int REJECTED = 2;
  private static final int RELEASED = 3;
  private static final int MODIFIED_FAILED = 4;
  private static final int MODIFIED_UNDELIVERABLE_HERE = 5;

  /** The account that reads must be that of the partner. */
  private static final String QUEUE = "partner." + EmbeddedBroker.ENGINE;

  private static final long GEDULD = 20_000;

  @TempDir private Path map;
  private EmbeddedBroker broker;
  private JmsConnectionFactory fabriek;

  @BeforeEach
  void startsTheBroker() throws Exception {
    int poort = Poorten.vrij();
    broker = Testbroker.start(map, poort);
    new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)).queue(QUEUE);
    fabriek =
        new JmsConnectionFactory(
            EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD, "amqp://127.0.0.1:" + poort);
  }

  @AfterEach
  void stopsIt() throws Exception {
    broker.destroy();
    System.clearProperty("ketenbrug.broker.port");
  }

  @Test
  void rejectedIsARefusalAndTheNextOneGoesOn() throws Exception {
    Instant begin = Instant.now();
    zend(2);
    try (Connection verbinding = fabriek.createConnection()) {
      MessageConsumer lezer = lezer(verbinding, QUEUE);
      antwoord(lezer.receive(GEDULD), REJECTED);
      antwoord(lezer.receive(GEDULD), ACCEPTED);
      assertThat(lezer.receive(300)).isNull();
    }

    List<JsonNode> antwoorden = antwoorden(2);
    assertThat(antwoorden)
        .extracting(regel -> regel.path("volgnummer").asLong())
        .containsExactly(1L, 2L);
    assertThat(antwoorden)
        .extracting(regel -> regel.path("code").asText(null))
        .containsExactly("geweigerd", null);
    assertThat(antwoorden)
        .allMatch(regel -> regel.path("partner").asText().equals(EmbeddedBroker.ENGINE))
        .allMatch(regel -> regel.path("actor").asText().equals(EmbeddedBroker.ENGINE));
    List<Message> apart = neem("onbestelbaar");
    assertThat(apart).hasSize(1);
    assertThat(apart.get(0).getLongProperty("volgnummer")).isEqualTo(1);
    assertThat(Instant.parse(apart.get(0).getStringProperty(Leesbewijs.AFGEWEZEN)))
        .as("when the broker heard it")
        .isBetween(begin, Instant.now());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatSomebodyMovesToTheDeadLettersIsNotRejected(boolean alsOpgegeven) throws Exception {
    zend(2);
    try (Connection verbinding = fabriek.createConnection()) {
      MessageConsumer lezer = lezer(verbinding, QUEUE);
      antwoord(lezer.receive(GEDULD), MODIFIED_UNDELIVERABLE_HERE);
      antwoord(lezer.receive(GEDULD), REJECTED);
      assertThat(lezer.receive(500)).as("the first was given back").isNull();
      assertThat(verplaats(alsOpgegeven)).isEqualTo(1);
    }

    assertThat(apart()).containsExactlyInAnyOrder(tuple(1L, false), tuple(2L, true));
  }

  @Test
  void whatWasRejectedAndSomebodyPutBackAndMovedAgainIsNotRejectedAgain() throws Exception {
    zend(1);
    try (Connection verbinding = fabriek.createConnection()) {
      antwoord(lezer(verbinding, QUEUE).receive(GEDULD), REJECTED);
      await().until(() -> BrokerbewijsTest.beheer("onbestelbaar", "countMessages") == 1);
    }
    assertThat(BrokerbewijsTest.beheer("onbestelbaar", "moveMessages", "", QUEUE)).isEqualTo(1);
    assertThat(verplaats(true)).isEqualTo(1);

    assertThat(apart()).containsExactly(tuple(1L, false));
  }

  /** The evidence of the broker goes by two queues, which are drained side by side. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSecondCopyThatIsRejectedDoesNotUndoTheAcceptance(boolean weigeringIsEerstBekend)
      throws Exception {
    JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
    zend(1);
    zend(1);
    try (Connection verbinding = fabriek.createConnection()) {
      MessageConsumer lezer = lezer(verbinding, QUEUE);
      antwoord(lezer.receive(GEDULD), ACCEPTED);
      antwoord(lezer.receive(GEDULD), REJECTED);
    }
    List<Message> bewijs = neem("berichtenlog");
    List<Message> apart = neem("onbestelbaar");
    assertThat(apart).hasSize(1);
    UUID id = UUID.fromString(apart.get(0).getStringProperty("berichtId"));
    try {
      jdbc.sql(
              """
              insert into levering
                (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
              values (:partner, :id, 1, :id, 'drager', now())""")
          .param("partner", EmbeddedBroker.ENGINE)
          .param("id", id)
          .update();
      if (weigeringIsEerstBekend) {
        assertThat(geefOp(apart.get(0))).isEqualTo("GEPARKEERD geweigerd-door-afnemer");
        verwerk(bewijs);
      } else {
        verwerk(bewijs);
        assertThat(geefOp(apart.get(0))).isEqualTo("DUPLICAAT al-geaccepteerd");
      }
      LeveringenVoorProef.van(jdbc).heropen(EmbeddedBroker.ENGINE, id);

      assertThat(
              jdbc.sql("select uitkomst from levering where bericht_id = :id")
                  .param("id", id)
                  .query(String.class)
                  .single())
          .as("also when somebody releases what was set apart")
          .isEqualTo("geaccepteerd");
    } finally {
      jdbc.sql("delete from levering where bericht_id = :id").param("id", id).update();
    }
  }

  private static void verwerk(List<Message> bewijs) throws Exception {
    ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      for (Message een : bewijs) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(een.getBody(String.class).getBytes(StandardCharsets.UTF_8));
        LeveringenVoorProef.trechter(Testdatabase.bron(), json).verwerk(exchange);
      }
    }
  }

  /** Step and code of the record that the engine leaves of it. */
  private static String geefOp(Message message) throws Exception {
    Map<String, Object> koppen = new HashMap<>();
    for (String naam : List.of("berichtId", "correlatieId", Leesbewijs.AFGEWEZEN)) {
      koppen.put(naam, message.getStringProperty(naam));
    }
    koppen.put("_AMQ_ORIG_QUEUE", QUEUE);
    List<LogRegel> log = new ArrayList<>();
    ParkerenTest.geefOp(
        Proefafnemer.met(EmbeddedBroker.ENGINE, Abonnement.Kanaal.AMQP),
        koppen,
        null,
        LeveringenVoorProef.van(JdbcClient.create(Testdatabase.bron())),
        log,
        Clock.systemUTC());
    assertThat(log).hasSize(1);
    return log.get(0).stap() + " " + log.get(0).code();
  }

  private static int verplaats(boolean alsOpgegeven) throws Exception {
    return alsOpgegeven
        ? BrokerbewijsTest.beheer(QUEUE, "sendMessagesToDeadLetterAddress", "")
        : BrokerbewijsTest.beheer(QUEUE, "moveMessages", "", "onbestelbaar");
  }

  /** Number, and whether it was rejected, of what stands among the dead letters. */
  private List<Tuple> apart() throws Exception {
    List<Tuple> apart = new ArrayList<>();
    for (Message een : neem("onbestelbaar")) {
      apart.add(tuple(een.getLongProperty("volgnummer"), een.propertyExists(Leesbewijs.AFGEWEZEN)));
    }
    return apart;
  }

  @Test
  void releasedComesAgainAtOnceAndCountsNoAttempt() throws Exception {
    komtWeer(RELEASED, 1);
  }

  @Test
  void modifiedWithDeliveryFailedComesAgainAtOnceAndCounts() throws Exception {
    komtWeer(MODIFIED_FAILED, 2);
  }

  private void komtWeer(int uitkomst, int keer) throws Exception {
    zend(2);
    try (Connection verbinding = fabriek.createConnection()) {
      MessageConsumer lezer = lezer(verbinding, QUEUE);
      antwoord(lezer.receive(GEDULD), uitkomst);
      List<Long> nummers = new ArrayList<>();
      for (Message m = lezer.receive(GEDULD); m != null; m = lezer.receive(300)) {
        nummers.add(m.getLongProperty("volgnummer"));
        if (nummers.get(nummers.size() - 1) == 1) {
          assertThat(m.getIntProperty("JMSXDeliveryCount")).isEqualTo(keer);
        }
        antwoord(m, ACCEPTED);
      }
      assertThat(nummers).containsExactlyInAnyOrder(1L, 2L);
    }
    assertThat(antwoorden(2)).hasSize(2).noneMatch(regel -> regel.has("code"));
    assertThat(neem("onbestelbaar")).isEmpty();
  }

  @Test
  void undeliverableHereDoesNotComeToThisReaderAgainAndToTheNextItDoes() throws Exception {
    zend(1);
    try (Connection verbinding = fabriek.createConnection()) {
      MessageConsumer lezer = lezer(verbinding, QUEUE);
      antwoord(lezer.receive(GEDULD), MODIFIED_UNDELIVERABLE_HERE);
      assertThat(lezer.receive(500)).isNull();
    }
    assertThat(antwoorden()).isEmpty();
    try (Connection verbinding = fabriek.createConnection()) {
      antwoord(lezer(verbinding, QUEUE).receive(GEDULD), ACCEPTED);
    }
    assertThat(antwoorden(1)).hasSize(1).noneMatch(regel -> regel.has("code"));
    assertThat(neem("onbestelbaar")).isEmpty();
  }

  @Test
  void whatSomebodyRemovesAfterThePartnerGaveItBackIsNotItsRefusal() throws Exception {
    zend(1);
    try (Connection verbinding = fabriek.createConnection()) {
      MessageConsumer lezer = lezer(verbinding, QUEUE);
      antwoord(lezer.receive(GEDULD), MODIFIED_UNDELIVERABLE_HERE);
      assertThat(lezer.receive(500)).isNull();

      assertThat(BrokerbewijsTest.beheer(QUEUE, "removeMessages", "")).isEqualTo(1);
    }

    List<JsonNode> regels = antwoorden(1);
    assertThat(regels).hasSize(1);
    assertThat(regels.get(0).path("code").asText()).isEqualTo("broker-onbestelbaar");
    assertThat(regels.get(0).has("actor")).isFalse();
  }

  private static void antwoord(Message message, int uitkomst) throws Exception {
    assertThat(message).isNotNull();
    message.setIntProperty(UITKOMST, uitkomst);
    message.acknowledge();
  }

  /** Records of what the partner answered; those of handing out are left out. */
  /** The broker writes them when it took the answer in, which its client does not wait for. */
  private List<JsonNode> antwoorden(int hoeveel) throws Exception {
    List<JsonNode> regels = new ArrayList<>(antwoorden());
    for (Instant tot = Instant.now().plusMillis(GEDULD);
        regels.size() < hoeveel && Instant.now().isBefore(tot); ) {
      regels.addAll(antwoorden());
    }
    return regels;
  }

  private List<JsonNode> antwoorden() throws Exception {
    List<JsonNode> regels = new ArrayList<>();
    for (Message een : neem("berichtenlog")) {
      regels.add(new ObjectMapper().readTree(een.getBody(String.class)));
    }
    return regels.stream()
        .filter(regel -> !regel.path("stap").asText().equals("AFGELEVERD"))
        .toList();
  }

  private List<Message> neem(String queue) throws Exception {
    List<Message> alle = new ArrayList<>();
    try (Connection verbinding = fabriek.createConnection()) {
      MessageConsumer lezer = lezer(verbinding, queue);
      for (Message m = lezer.receive(1_000); m != null; m = lezer.receive(300)) {
        antwoord(m, ACCEPTED);
        alle.add(m);
      }
    }
    return alle;
  }

  private static MessageConsumer lezer(Connection verbinding, String queue) throws Exception {
    Session sessie = verbinding.createSession(false, PER_BERICHT);
    MessageConsumer lezer = sessie.createConsumer(sessie.createQueue(queue));
    verbinding.start();
    return lezer;
  }

  private void zend(int aantal) throws Exception {
    try (Connection verbinding = fabriek.createConnection()) {
      Session sessie = verbinding.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer zender = sessie.createProducer(sessie.createQueue(QUEUE));
      for (long nummer = 1; nummer <= aantal; nummer++) {
        Message message = sessie.createTextMessage("gebeurtenis");
        String id = "019a9000-0001-7a11-8b22-%012d".formatted(nummer);
        message.setStringProperty("berichtId", id);
        message.setStringProperty("correlatieId", id);
        message.setLongProperty("volgnummer", nummer);
        zender.send(message);
      }
    }
  }
}
