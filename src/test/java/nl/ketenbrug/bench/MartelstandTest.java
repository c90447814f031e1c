package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

/** Waiting for somebody who is killed and frozen, and so does not always answer. */
class MartelstandTest {

  @Test
  void whoDoesNotAnswerIsAskedAgain() throws Exception {
    AtomicInteger keer = new AtomicInteger();
    Martelstand.wachtOp(
        "iemand",
        Duration.ofMinutes(1),
        () ->
            switch (keer.incrementAndGet()) {
              case 1 -> throw new IOException("geen antwoord");
              case 2 -> throw new QueryTimeoutException("te laat");
              default -> true;
            });
    assertThat(keer).hasValue(3);
  }

  @Test
  void whenTimeIsOverItIsSaidWhy() {
    IOException weg = new IOException("geen antwoord");
    assertThatThrownBy(
            () ->
                Martelstand.wachtOp(
                    "iemand",
                    Duration.ZERO,
                    () -> {
                      throw weg;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("iemand")
        .hasCause(weg);
  }
}
