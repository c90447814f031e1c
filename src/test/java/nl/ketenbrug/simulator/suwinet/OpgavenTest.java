package nl.ketenbrug.simulator.suwinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.simulator.Testsimulator;
import nl.ketenbrug.simulator.scenario.Moment;
import nl.ketenbrug.simulator.scenario.PolisGegevens.Inkomstenverhouding;
import nl.ketenbrug.simulator.scenario.PolisGegevens.Tijdvak;
import nl.ketenbrug.simulator.scenario.Scenariolezer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpgavenTest {

  private final List<Inkomstenverhouding> alle =
      Scenariolezer.lees(Testsimulator.SCENARIO).personen().stream()
          .filter(persoon -> persoon.polis() != null)
          .flatMap(persoon -> persoon.polis().inkomstenverhoudingen().stream())
          .toList();

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-01", "2028-02-29", "2030-12-31", "2041-06-15"})
  void agreesWithItselfOnAnyDay(LocalDate vandaag) {
    assertThat(alle).isNotEmpty();
    for (Inkomstenverhouding ikv : alle) {
      List<Opgave> opgaven = Opgaven.van(ikv, vandaag);
      assertThat(opgaven).as(ikv.werkgever()).isNotEmpty();
      for (int i = 0; i < opgaven.size(); i++) {
        Opgave opgave = opgaven.get(i);
        assertThat(opgave.eind()).isBefore(vandaag).isAfterOrEqualTo(opgave.begin());
        assertThat(opgave.ingehoudenLbPh()).isBetween(0L, opgave.loonLbPh() - 1);
        assertThat(opgave.vakantietoeslag()).isLessThan(opgave.loonLbPh());
        assertThat(opgave.opgebouwdeVakantietoeslag())
            .isEqualTo((opgave.loonLbPh() - opgave.vakantietoeslag()) * 8 / 100);
        if (i > 0) {
          assertThat(opgave.begin()).isEqualTo(opgaven.get(i - 1).eind().plusDays(1));
        }
      }
    }
  }

  @Test
  void paysFourWeeksInPeriodsOfTwentyEightDaysThatBeginOnAMonday() {
    Inkomstenverhouding ikv =
        alle.stream().filter(een -> een.tijdvak() == Tijdvak.VIER_WEKEN).findFirst().orElseThrow();
    List<Opgave> opgaven = Opgaven.van(ikv, LocalDate.of(2026, 11, 21));

    assertThat(opgaven).hasSize(13);
    assertThat(opgaven.get(12).begin()).isEqualTo(LocalDate.of(2026, 10, 5));
    assertThat(opgaven)
        .allSatisfy(
            opgave ->
                assertThat(ChronoUnit.DAYS.between(opgave.begin(), opgave.eind())).isEqualTo(27));
  }

  /** Otherwise a later question would look like a correction by the employer. */
  @ParameterizedTest
  @ValueSource(ints = {1, 30, 61, 200, 300})
  void givesTheSameStatementWhenAskedLater(int dagenLater) {
    LocalDate vandaag = LocalDate.of(2026, 11, 21);
    for (Inkomstenverhouding ikv : vast()) {
      List<Opgave> later = Opgaven.van(ikv, vandaag.plusDays(dagenLater));
      List<Opgave> nogInBeeld =
          Opgaven.van(ikv, vandaag).stream()
              .filter(opgave -> !opgave.begin().isBefore(later.get(0).begin()))
              .toList();

      assertThat(nogInBeeld).as(ikv.werkgever()).isNotEmpty();
      assertThat(later).as(ikv.werkgever()).containsAll(nogInBeeld);
    }
  }

  /** The relations of the scenario, with a begin and an end that do not move along with today. */
  private List<Inkomstenverhouding> vast() {
    return alle.stream()
        .map(
            ikv ->
                new Inkomstenverhouding(
                    ikv.werkgever(),
                    ikv.volgnummer(),
                    new Moment("2019-01-01"),
                    null,
                    ikv.tijdvak(),
                    ikv.soort(),
                    ikv.loonheffingskorting(),
                    ikv.uren(),
                    ikv.brutoCent(),
                    ikv.ingehoudenCent(),
                    ikv.wisselingCent(),
                    ikv.vakantiebijslagPercentage(),
                    ikv.uitbetalingsmaand(),
                    ikv.reiskostenCent()))
        .toList();
  }

  @Test
  void followsTheFluctuationOfTheScenario() {
    Inkomstenverhouding ikv =
        alle.stream().filter(een -> !een.wisselingCent().isEmpty()).findFirst().orElseThrow();

    assertThat(Opgaven.van(ikv, LocalDate.of(2026, 11, 21)))
        .extracting(Opgave::opgebouwdeVakantietoeslag)
        .satisfies(bedragen -> assertThat(Set.copyOf(bedragen)).hasSize(5));
  }
}
