package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ParkeerSettingsTest {

  /** Else all that waits for a source is set apart at its second attempt. */
  @Test
  void waitingForNoTimeOrLessIsRefusedAtTheStart() {
    try (ValidatorFactory fabriek = Validation.buildDefaultValidatorFactory()) {
      for (Duration fout : new Duration[] {Duration.ZERO, Duration.ofHours(-36), null}) {
        assertThat(fabriek.getValidator().validate(new ParkeerSettings(9, fout, 50))).hasSize(1);
      }
      assertThat(fabriek.getValidator().validate(new ParkeerSettings(9, Duration.ofSeconds(1), 50)))
          .isEmpty();
    }
  }
}
