package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no record is refused before anything is stored, so that it stays on the queue. */
class LogtrechterTest {

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
}
