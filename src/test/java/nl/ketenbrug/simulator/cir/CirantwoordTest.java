package nl.ketenbrug.simulator.cir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CirantwoordTest {

  /** A day that is played is played at noon. */
  @Test
  void writesAMomentOnTheHourAsTheSchemaWantsIt() throws Exception {
    assertThat(Cirantwoord.gewijzigd(List.of(), Instant.parse("2025-12-02T11:00:00Z")))
        .contains("extractiedatum=\"2025-12-02T12:00:00+01:00\"");
  }
}
