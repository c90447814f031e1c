package nl.ketenbrug.messagelog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import nl.ketenbrug.message.BerichtId;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

class JmsBerichtenlogTest {

  /** Bytes from which on the broker keeps a message in a file of its own. */
  private static final int GROOT = 100 * 1024;

  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private CachingConnectionFactory factory;
  private JmsTemplate jms;
  private Berichtenlog log;

  @BeforeEach
  void start() throws Exception {
    broker.setConfiguration(
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .addAcceptorConfiguration("in-vm", "vm://71")
            .addQueueConfiguration(
                QueueConfiguration.of("berichtenlog").setRoutingType(RoutingType.ANYCAST)));
    broker.start();
    factory = new CachingConnectionFactory(new ActiveMQConnectionFactory("vm://71"));
    jms = new JmsTemplate(factory);
    jms.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
    log = Berichtenlog.opWachtrij(jms, JSON);
  }

  @AfterEach
  void stop() throws Exception {
    factory.destroy();
    broker.stop();
  }

  @Test
  void oneRecordIsOneMessage() throws Exception {
    LogRegel regel = regel("é, en een half teken: \uD83D");

    log.schrijf(regel);

    assertThat(gelezen(berichten())).singleElement().extracting(LogRegel::id).isEqualTo(regel.id());
  }

  @Test
  void recordsTogetherKeepTheirOrderInMessagesThatStaySmall() throws Exception {
    List<LogRegel> regels =
        IntStream.range(0, 30).mapToObj(nummer -> regel("x".repeat(10_000))).toList();

    log.schrijf(regels);

    List<byte[]> berichten = berichten();
    assertThat(berichten).hasSizeBetween(6, 10).allMatch(bericht -> bericht.length < GROOT);
    assertThat(gelezen(berichten)).containsExactlyElementsOf(regels);
  }

  @Test
  void aRecordThatIsLargerThanABundleTravelsAlone() throws Exception {
    List<LogRegel> regels = List.of(regel("kort"), regel("x".repeat(60_000)), regel("kort"));

    log.schrijf(regels);

    List<byte[]> berichten = berichten();
    assertThat(berichten).hasSize(3);
    assertThat(gelezen(berichten)).containsExactlyElementsOf(regels);
  }

  @Test
  void nothingToAppendIsNoMessage() throws Exception {
    log.schrijf(List.of());

    assertThat(berichten()).isEmpty();
  }

  private static LogRegel regel(String inhoud) {
    Instant nu = Instant.parse("2026-11-22T09:00:00Z");
    return new LogRegelBouwer(Stap.GEPUBLICEERD, BerichtId.nieuw(nu), nu)
        .correlatie(BerichtId.nieuw(nu).value())
        .inhoud("text/plain", inhoud)
        .bouw();
  }

  private List<byte[]> berichten() throws Exception {
    List<byte[]> berichten = new ArrayList<>();
    for (Message bericht = jms.receive("berichtenlog");
        bericht != null;
        bericht = jms.receive("berichtenlog")) {
      berichten.add(((BytesMessage) bericht).getBody(byte[].class));
    }
    return berichten;
  }

  private static List<LogRegel> gelezen(List<byte[]> berichten) throws Exception {
    List<LogRegel> regels = new ArrayList<>();
    for (byte[] bericht : berichten) {
      regels.addAll(
          JSON.readerForListOf(LogRegel.class)
              .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
              .readValue(new String(bericht, StandardCharsets.UTF_8)));
    }
    return regels;
  }
}
