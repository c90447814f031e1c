package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the partner by batches writes down as taken is what the engine says that it took. */
class BatchmartelTest {

  @Test
  void anAnswerThatAnEarlierReceiptGaveOtherwiseWasNotTaken() throws Exception {
    Map<String, String> bewijs =
        Map.of("a", "geaccepteerd", "b", "geweigerd", "c", "later", "d", "geaccepteerd");

    assertThat(
            Batchmartel.aangenomen(
                bewijs,
                new ObjectMapper().readTree("{\"verwerkt\":1,\"eerder\":1,\"anders\":[\"d\"]}")))
        .isEqualTo(Map.of("a", "geaccepteerd", "b", "geweigerd"));
  }
}
