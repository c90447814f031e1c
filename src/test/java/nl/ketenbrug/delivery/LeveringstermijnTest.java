package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import nl.ketenbrug.bvv.Wettermijn;
import org.junit.jupiter.api.Test;

/** The term of a partner's file, and its days over holidays. */
class LeveringstermijnTest {

  private static final Validator VALIDATOR =
      Validation.buildDefaultValidatorFactory().getValidator();

  @Test
  void aWarningIsShorterThanTheTermItself() {
    assertThat(VALIDATOR.validate(new Leveringstermijn(5, 4))).isEmpty();
    assertThat(VALIDATOR.validate(new Leveringstermijn(5, 5)))
        .extracting(gebrek -> gebrek.getMessage())
        .containsExactly("is korter dan de termijn zelf: waarschuwing ligt onder werkdagen");
    assertThat(VALIDATOR.validate(new Leveringstermijn(5, 0))).isNotEmpty();
    assertThat(VALIDATOR.validate(new Leveringstermijn(251, 1))).isNotEmpty();
  }

  @Test
  void aChoiceMakesItShorterAndNeverLonger() {
    Leveringstermijn bestand = new Leveringstermijn(5, 2);

    assertThat(bestand.hoogstens(9)).isEqualTo(bestand);
    assertThat(bestand.hoogstens(3)).isEqualTo(new Leveringstermijn(3, 2));
    assertThat(bestand.hoogstens(2)).isEqualTo(new Leveringstermijn(2, 1));
  }

  /** 2026: Good Friday 3 April, Easter Monday 6 April. */
  @Test
  void holidaysAreNoWorkingDaysAndTheLastDayCountsWhole() {
    Termijnrekening rekening = op(LocalDate.of(2026, 4, 8));
    Instant woensdag = LocalDate.of(2026, 4, 1).atTime(23, 59).atZone(zone()).toInstant();

    assertThat(op(LocalDate.of(2026, 4, 2)).laatsteDag(woensdag))
        .isEqualTo(LocalDate.of(2026, 4, 8));
    assertThat(woensdag).as("its last day is today").isAfterOrEqualTo(rekening.verstreken());
    assertThat(woensdag).isBefore(op(LocalDate.of(2026, 4, 9)).verstreken());
    assertThat(woensdag).as("warned").isBefore(rekening.teWaarschuwen());
    assertThat(woensdag)
        .as("not warned on the day itself")
        .isAfterOrEqualTo(op(LocalDate.of(2026, 4, 1)).teWaarschuwen());
  }

  private static java.time.ZoneId zone() {
    return Termijnrekening.NEDERLAND;
  }

  /** Three working days, of which two after the warning. */
  private static Termijnrekening op(LocalDate vandaag) {
    return new Termijnrekening(
        new Leveringstermijn(3, 2), new Wettermijn(Set.of())::naWerkdagen, vandaag);
  }
}
