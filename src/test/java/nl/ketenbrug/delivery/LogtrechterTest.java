package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Logregels;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** What is no record is refused before anything is stored, so that it stays on the queue. */
class LogtrechterTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "[]\n", "geen regel"})
  void aMessageWithoutARecordIsNotTakenForStored(String tekst) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      Exchange exchange = new DefaultExchange(camel);
      exchange.getMessage().setBody(tekst.getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(
              () -> new Logtrechter(null, null, JsonMapper.builder().build()).verwerk(exchange))
          .isInstanceOf(JsonProcessingException.class);
    }
  }

  /** A record without its delivery would be stored for good, and that delivery stay open. */
  @Test
  void aRecordAndTheDeliveryThatItTellsOfAreStoredTogetherOrNotAtAll() throws Exception {
    DataSource database = Testdatabase.bron();
    Leveringen zonderLeveringen =
        new Leveringen(JdbcClient.create(database), Clock.systemUTC()) {
          @Override
          public long bevestigd(List<Bevestiging> bevestigingen) {
            throw new IllegalStateException("de database is weg");
          }
        };
    Logtrechter trechter =
        inTransactie(database, new Logtrechter(new LogSchrijver(database), zonderLeveringen, JSON));
    UUID bericht = Logregels.uuid("2026-11-20T09:00:00Z");
    String regel = JSON.writeValueAsString(Logregels.regel(Stap.BEVESTIGD, bericht).maak());

    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      Exchange exchange = new DefaultExchange(camel);
      exchange.getMessage().setBody(regel.getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> trechter.verwerk(exchange)).hasMessage("de database is weg");
    }
    assertThat(
            JdbcClient.create(database)
                .sql("select count(*) from logregel where bericht_id = :bericht")
                .param("bericht", bericht)
                .query(Long.class)
                .single())
        .isZero();
  }

  /** The event stays open, and nobody else can tell why. */
  @ParameterizedTest
  @ValueSource(longs = {0, 2})
  void anAcceptanceOfBeforeItWasOfferedAgainIsSaid(long vanEerder) throws Exception {
    DataSource database = Testdatabase.bron();
    Leveringen leveringen =
        new Leveringen(JdbcClient.create(database), Clock.systemUTC()) {
          @Override
          public long bevestigd(List<Bevestiging> bevestigingen) {
            return vanEerder;
          }
        };
    ListAppender<ILoggingEvent> gezegd = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(Logtrechter.class);
    gezegd.start();
    logger.addAppender(gezegd);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      Exchange exchange = new DefaultExchange(camel);
      UUID bericht = Logregels.uuid("2026-11-20T09:00:01Z");
      exchange
          .getMessage()
          .setBody(JSON.writeValueAsBytes(Logregels.regel(Stap.BEVESTIGD, bericht).maak()));

      new Logtrechter(new LogSchrijver(database), leveringen, JSON).verwerk(exchange);
    } finally {
      logger.detachAppender(gezegd);
    }

    assertThat(gezegd.list).hasSize(vanEerder == 0 ? 0 : 1);
    assertThat(gezegd.list)
        .allSatisfy(
            regel -> {
              assertThat(regel.getLevel()).isEqualTo(Level.WARN);
              assertThat(regel.getFormattedMessage())
                  .startsWith("aanname-van-eerder: van 2 gebeurtenissen");
            });
  }

  /** As the engine has it. */
  private static Logtrechter inTransactie(DataSource database, Logtrechter trechter) {
    ProxyFactory fabriek = new ProxyFactory(trechter);
    fabriek.setProxyTargetClass(true);
    fabriek.addAdvice(
        new TransactionInterceptor(
            (TransactionManager) new JdbcTransactionManager(database),
            new AnnotationTransactionAttributeSource()));
    return (Logtrechter) fabriek.getProxy();
  }
}
