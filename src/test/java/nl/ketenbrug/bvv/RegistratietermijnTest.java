package nl.ketenbrug.bvv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three working days to register; the days were counted by hand on a calendar. */
class RegistratietermijnTest {

  private static final Wettermijn TERMIJNEN = new Wettermijn(Set.of(LocalDate.of(2026, 5, 15)));

  @ParameterizedTest(name = "{0}: {1} is in time up to and including {2}")
  @CsvSource({
    "the day of the service does not count, 2026-11-09, 2026-11-12",
    "a weekend does not count, 2026-11-12, 2026-11-17",
    "served on a Saturday it begins on Monday, 2026-11-14, 2026-11-18",
    "served on a Sunday it begins on Monday, 2026-11-15, 2026-11-18",
    "both days of Christmas and New Year, 2026-12-24, 2026-12-30",
    "Good Friday and Easter Monday, 2026-04-02, 2026-04-09",
    "King's day on a Monday, 2026-04-24, 2026-04-30",
    "King's day a day early when the 27th is a Sunday, 2025-04-25, 2025-04-30",
    "the fifth of May in every year, 2026-05-04, 2026-05-08",
    "Ascension day and the Friday that a decree equates, 2026-05-13, 2026-05-20",
    "Whit Monday, 2026-05-22, 2026-05-28",
    "a year that is long gone, 1956-03-29, 1956-04-05",
    "over the end of the year, 2027-12-30, 2028-01-04"
  })
  void theTermIsThreeWorkingDaysAfterTheDay(String geval, LocalDate dag, LocalDate uiterlijk) {
    assertThat(Registratietermijn.van(dag, TERMIJNEN).uiterlijk()).as(geval).isEqualTo(uiterlijk);
  }

  @Test
  void theLastDayIsInTimeAndTheNextIsNot() {
    Registratietermijn termijn = Registratietermijn.van(LocalDate.of(2026, 11, 9), TERMIJNEN);

    assertThat(termijn.isOverschreden(LocalDate.of(2026, 11, 12))).isFalse();
    assertThat(termijn.isOverschreden(LocalDate.of(2026, 11, 13))).isTrue();
    assertThat(termijn.isOverschreden(LocalDate.of(2026, 11, 9))).isFalse();
  }

  @Test
  void withoutTheDecreeThatFridayIsAWorkingDay() {
    assertThat(
            Registratietermijn.van(LocalDate.of(2026, 5, 13), new Wettermijn(Set.of())).uiterlijk())
        .isEqualTo(LocalDate.of(2026, 5, 19));
  }

  @Test
  void aTermOfNoWorkingDayIsNone() {
    assertThatThrownBy(() -> TERMIJNEN.naWerkdagen(LocalDate.of(2026, 11, 9), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTermOfOneWorkingDayFromAFridayEndsOnTheMonday() {
    assertThat(TERMIJNEN.naWerkdagen(LocalDate.of(2026, 11, 13), 1))
        .isEqualTo(LocalDate.of(2026, 11, 16));
  }
}
