package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Herbepaling.Aanleiding.ANDERE_WETENSCHAP;
import static nl.ketenbrug.bvv.Herbepaling.Aanleiding.NORMWIJZIGING;
import static nl.ketenbrug.bvv.Herbepaling.Aanleiding.STRUCTURELE_WIJZIGING;
import static nl.ketenbrug.bvv.Testcijfers.cent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HerbepalingTest {

  private static final LocalDate BEGIN = LocalDate.of(2026, 3, 10);
  private static final Geldigheid JAAR = Geldigheid.vanaf(BEGIN, 12);
  private static final Wettermijn TERMIJNEN = new Wettermijn(Set.of());

  @Test
  void aDeterminationHoldsFromItsFirstDayToTheDayBeforeItsEnd() {
    Geldigheid jaar = Geldigheid.vanaf(LocalDate.of(2026, 2, 1), 12);

    assertThat(jaar.geldtOp(LocalDate.of(2026, 1, 31))).isFalse();
    assertThat(jaar.geldtOp(LocalDate.of(2026, 2, 1))).isTrue();
    assertThat(jaar.geldtOp(LocalDate.of(2027, 1, 31))).isTrue();
    assertThat(jaar.geldtOp(LocalDate.of(2027, 2, 1))).isFalse();
  }

  @Test
  void nothingIsDueWhileTheDeterminationHoldsAndNothingHappened() {
    assertThat(Herbepaling.beoordeel(JAAR, LocalDate.of(2027, 3, 9), List.of()).mate())
        .isEqualTo(Herbepaling.Mate.GEEN);
  }

  @Test
  void afterTwelveMonthsANewDeterminationIsDue() {
    Herbepaling.Oordeel oordeel = Herbepaling.beoordeel(JAAR, LocalDate.of(2027, 3, 10), List.of());

    assertThat(oordeel.mate()).isEqualTo(Herbepaling.Mate.VERPLICHT);
    assertThat(oordeel.sinds()).isEqualTo(LocalDate.of(2027, 3, 10));
    assertThat(oordeel.artikel()).isEqualTo("Rv art. 475d lid 3");
  }

  @Test
  void aReportedStructuralChangeIsADutyFromTheDayItWasKnown() {
    LocalDate bekend = LocalDate.of(2026, 5, 1);
    Herbepaling.Oordeel oordeel =
        Herbepaling.beoordeel(
            JAAR,
            LocalDate.of(2026, 6, 1),
            List.of(
                new Herbepaling.Feit(ANDERE_WETENSCHAP, BEGIN.plusDays(1)),
                new Herbepaling.Feit(STRUCTURELE_WIJZIGING, bekend)));

    assertThat(oordeel.mate()).isEqualTo(Herbepaling.Mate.VERPLICHT);
    assertThat(oordeel.sinds()).isEqualTo(bekend);
  }

  @Test
  void theEarliestDutyCountsWhenTheTermAlsoEnded() {
    LocalDate bekend = LocalDate.of(2026, 5, 1);

    assertThat(
            Herbepaling.beoordeel(
                    JAAR,
                    LocalDate.of(2027, 6, 1),
                    List.of(new Herbepaling.Feit(STRUCTURELE_WIJZIGING, bekend)))
                .sinds())
        .isEqualTo(bekend);
  }

  @Test
  void newNormsAndOtherKnowledgeAreAPowerAndNoDuty() {
    Herbepaling.Oordeel oordeel =
        Herbepaling.beoordeel(
            JAAR,
            LocalDate.of(2026, 8, 1),
            List.of(new Herbepaling.Feit(NORMWIJZIGING, LocalDate.of(2026, 7, 1))));

    assertThat(oordeel.mate()).isEqualTo(Herbepaling.Mate.BEVOEGD);
    assertThat(oordeel.artikel()).isEqualTo("Rv art. 475d lid 4");
  }

  @Test
  void whatIsNotKnownYetDoesNotCount() {
    assertThat(
            Herbepaling.beoordeel(
                    JAAR,
                    LocalDate.of(2026, 4, 30),
                    List.of(new Herbepaling.Feit(STRUCTURELE_WIJZIGING, LocalDate.of(2026, 5, 1))))
                .mate())
        .isEqualTo(Herbepaling.Mate.GEEN);
  }

  @Test
  void anIncreaseCountsFromTheDutyAndADecreaseFromTheNextPayment() {
    LocalDate sinds = LocalDate.of(2026, 5, 1);
    LocalDate betaling = LocalDate.of(2026, 6, 25);

    assertThat(Herbepaling.ingang(cent(100), cent(101), sinds, betaling).vanaf()).isEqualTo(sinds);
    Herbepaling.Ingang daling = Herbepaling.ingang(cent(101), cent(100), sinds, betaling);
    assertThat(daling.vanaf()).isEqualTo(betaling);
    assertThat(daling.aanname().code()).isEqualTo("A-DALING");
  }

  @ParameterizedTest
  @CsvSource({
    // received on Monday 1 June: four weeks end on Monday 29 June
    "2026-06-29, 2026-05-20",
    "2026-06-30, 2026-06-30",
  })
  void aReportWithinFourWeeksCountsFromTheAttachment(LocalDate melding, LocalDate vanaf) {
    LocalDate beslag = LocalDate.of(2026, 5, 20);

    assertThat(
            Herbepaling.ingangNaMelding(beslag, LocalDate.of(2026, 6, 1), melding, TERMIJNEN)
                .vanaf())
        .isEqualTo(vanaf);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01", // Nieuwjaarsdag
        "2026-04-03", // Goede Vrijdag
        "2026-04-06", // tweede Paasdag
        "2026-04-27", // Koningsdag
        "2026-05-05",
        "2026-05-14", // Hemelvaartsdag
        "2026-05-25", // tweede Pinksterdag
        "2026-12-25",
        "2025-04-26", // Koningsdag, because 27 April 2025 is a Sunday
        "2025-04-21", // tweede Paasdag
        "2024-03-29", // Goede Vrijdag
        "2027-03-29", // tweede Paasdag
        "2026-11-22", // a Sunday
      })
  void holidaysAndWeekendsAreNoWorkingDays(LocalDate dag) {
    assertThat(TERMIJNEN.werkdag(dag)).isFalse();
  }

  @Test
  void ordinaryDaysAreWorkingDaysUnlessADecreeEquatesThem() {
    LocalDate dag = LocalDate.of(2026, 5, 15);
    assertThat(TERMIJNEN.werkdag(dag)).isTrue();
    assertThat(new Wettermijn(Set.of(dag)).werkdag(dag)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // event, days, last day
    "2026-11-02, 14, 2026-11-16",
    "2026-11-07, 14, 2026-11-23", // Saturday 21 November moves to Monday
    "2026-11-06, 3, 2026-11-10", // from Friday: Monday and Tuesday are the two working days
    "2026-11-02, 3, 2026-11-05",
    "2026-12-24, 8, 2027-01-04", // 1 January is a holiday, then a weekend
    "2026-11-06, 1, 2026-11-09",
  })
  void aTermEndsOnAWorkingDayAndHoldsTwoOfThem(LocalDate dag, int dagen, LocalDate laatste) {
    assertThat(TERMIJNEN.laatsteDag(dag, dagen)).isEqualTo(laatste);
  }

  /** Easter Sundays as published: early and late ones, and years at which simple rules go wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23",
        "2011-04-24", "2019-04-21", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31",
        "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21",
        "2035-03-25", "2038-04-25", "2049-04-18", "2076-04-19", "2100-03-28", "2160-03-23",
        "2285-03-22", "2299-04-16"
      })
  void theHolidaysOfAYearFollowItsEaster(LocalDate pasen) {
    int jaar = pasen.getYear();
    LocalDate koningsdag = LocalDate.of(jaar, 4, 27);
    Set<LocalDate> feestdagen =
        Set.of(
            LocalDate.of(jaar, 1, 1),
            pasen.minusDays(2),
            pasen.plusDays(1),
            koningsdag.getDayOfWeek() == DayOfWeek.SUNDAY ? koningsdag.minusDays(1) : koningsdag,
            pasen.plusDays(39),
            pasen.plusDays(50),
            LocalDate.of(jaar, 12, 25),
            LocalDate.of(jaar, 12, 26));

    assertThat(
            LocalDate.of(jaar, 1, 1)
                .datesUntil(LocalDate.of(jaar + 1, 1, 1))
                .filter(dag -> dag.getDayOfWeek().getValue() < 6)
                .filter(dag -> !dag.equals(LocalDate.of(jaar, 5, 5)))
                .filter(dag -> !TERMIJNEN.werkdag(dag)))
        .containsExactlyInAnyOrderElementsOf(
            feestdagen.stream()
                .filter(dag -> dag.getDayOfWeek().getValue() < 6)
                .filter(dag -> !dag.equals(LocalDate.of(jaar, 5, 5)))
                .toList());
  }

  @Test
  void theShortestAndTheLongestTermOfTheActAreCounted() {
    LocalDate maandag = LocalDate.of(2026, 6, 1);
    assertThat(TERMIJNEN.laatsteDag(maandag, 1)).isEqualTo(LocalDate.of(2026, 6, 2));
    assertThat(TERMIJNEN.laatsteDag(maandag, 90)).isEqualTo(LocalDate.of(2026, 8, 31));
  }

  @Test
  void theSameAmountAgainCountsFromTheNextPaymentLikeADecrease() {
    LocalDate betaling = LocalDate.of(2026, 8, 25);

    assertThat(Herbepaling.ingang(cent(100), cent(100), LocalDate.of(2026, 8, 1), betaling).vanaf())
        .isEqualTo(betaling);
  }

  @Test
  void termsOutsideTheActAreNotCounted() {
    assertThatIllegalArgumentException().isThrownBy(() -> TERMIJNEN.laatsteDag(BEGIN, 91));
    assertThatIllegalArgumentException().isThrownBy(() -> TERMIJNEN.laatsteDag(BEGIN, 0));
  }
}
