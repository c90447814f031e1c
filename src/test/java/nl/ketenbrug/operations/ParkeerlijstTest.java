package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.IntStream;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParkeerlijstTest {

  /** Who counts what is shown may not take it for all. */
  @ParameterizedTest
  @CsvSource({"0, 0, false", "200, 200, false", "201, 200, true"})
  void aListThatIsCutSaysThatThereIsMore(int staat, int getoond, boolean meer) throws Exception {
    Parkeerplaats.Lijst lijst = Parkeerplaats.lees("parkeer.proef", browser(staat));

    assertThat(lijst.berichten()).hasSize(getoond);
    assertThat(lijst.meer()).isEqualTo(meer);
  }

  private static QueueBrowser browser(int aantal) {
    var berichten =
        Collections.enumeration(IntStream.range(0, aantal).mapToObj(nummer -> bericht()).toList());
    return (QueueBrowser)
        Proxy.newProxyInstance(
            QueueBrowser.class.getClassLoader(),
            new Class<?>[] {QueueBrowser.class},
            (zelf, methode, waarden) -> berichten);
  }

  private static Message bericht() {
    String id = BerichtId.nieuw(Instant.now()).toString();
    return (Message)
        Proxy.newProxyInstance(
            Message.class.getClassLoader(),
            new Class<?>[] {Message.class},
            (zelf, methode, waarden) -> {
              if (methode.getName().equals("getJMSTimestamp")) {
                return 0L;
              }
              return Koppen.BERICHT_ID.equals(waarden[0]) ? id : null;
            });
  }
}
