package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.JmsException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * What becomes of a message whose queue was taken away after this session sent to it: a session
 * asks once whether it is there, and an answer that no longer holds may swallow nothing.
 */
class BestemmingenTest {

  @TempDir private Path map;
  private EmbeddedBroker broker;
  private ActiveMQServer server;
  private CachingConnectionFactory verbinding;
  private JmsTemplate jms;

  @BeforeEach
  void startsTheBroker() throws Exception {
    broker = Testbroker.start(map, Map.of());
    server = (ActiveMQServer) ReflectionTestUtils.getField(broker, "server");
    Brokertoegang toegang = Brokertoegang.ingebouwd(Testbroker.WACHTWOORD);
    verbinding = new JmsConfiguration().connectionFactory(toegang);
    jms = new JmsTemplate(verbinding);
    jms.setReceiveTimeout(500);
  }

  @AfterEach
  void stopsIt() throws Exception {
    verbinding.destroy();
    broker.destroy();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "intake.proef",
        "canoniek",
        "brongegevens",
        "berichtenlog",
        "herziening",
        "partner.proef",
        "verlopen",
        "parkeer.proef"
      })
  void anAddressWithoutAQueueRefusesWhatIsSent(String naam) throws Exception {
    bekend(naam);
    server.destroyQueue(SimpleString.of(naam), null, false, false, false);
    assertThat(server.getAddressInfo(SimpleString.of(naam))).isNotNull();

    assertThatThrownBy(() -> jms.convertAndSend(naam, "later")).isInstanceOf(JmsException.class);
  }

  @Test
  void anAddressThatIsGoneRefusesWhatIsSent() throws Exception {
    bekend("partner.proef");
    server.destroyQueue(SimpleString.of("partner.proef"));
    server.removeAddressInfo(SimpleString.of("partner.proef"), null);

    assertThatThrownBy(() -> jms.convertAndSend("partner.proef", "later"))
        .isInstanceOf(JmsException.class);
  }

  /** Sent to by the session that the next send uses too, and by which it is known now. */
  private void bekend(String naam) throws Exception {
    new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)).queue(naam);
    jms.convertAndSend(naam, "eerst");
    jms.convertAndSend(naam, "weer");
    assertThat(tekst(naam)).isEqualTo("eerst");
    assertThat(tekst(naam)).isEqualTo("weer");
  }

  private String tekst(String naam) throws Exception {
    return jms.receive(naam) instanceof TextMessage bericht ? bericht.getText() : null;
  }
}
