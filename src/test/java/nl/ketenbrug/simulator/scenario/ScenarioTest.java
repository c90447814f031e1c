package nl.ketenbrug.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.simulator.Testsimulator;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Kind;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Partner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {

  private final Scenario demo = Scenariolezer.lees(Testsimulator.SCENARIO);

  @TempDir Path map;

  @Test
  void holdsADozenHouseholdsWithAPurposeEach() {
    assertThat(demo.personen()).hasSizeGreaterThan(20);
    assertThat(demo.personen()).allSatisfy(persoon -> assertThat(persoon.doel()).isNotBlank());
  }

  @Test
  void namesPartnersFromBothSides() {
    List<Persoon> metPartner =
        demo.personen().stream()
            .filter(persoon -> persoon.brp() != null && !persoon.brp().partners().isEmpty())
            .toList();
    assertThat(metPartner).isNotEmpty();

    for (Persoon persoon : metPartner) {
      Partner partner = persoon.brp().partners().get(0);
      demo.persoon(partner.bsn())
          .ifPresent(
              ander ->
                  assertThat(ander.brp().partners())
                      .extracting(Partner::bsn)
                      .contains(persoon.bsn()));
    }
  }

  @Test
  void knowsEachChildWithABsnWithTheSameBirthday() {
    List<Kind> kinderen =
        demo.personen().stream()
            .filter(persoon -> persoon.brp() != null)
            .flatMap(persoon -> persoon.brp().kinderen().stream())
            .filter(kind -> kind.bsn() != null)
            .toList();
    assertThat(kinderen).isNotEmpty();

    for (Kind kind : kinderen) {
      BrpGegevens zelf = demo.persoon(kind.bsn()).orElseThrow().brp();
      assertThat(zelf.geboren()).hasToString(kind.geboren().toString());
      assertThat(zelf.naam()).isEqualTo(kind.naam());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456782", "999991001", "99999100"})
  void refusesABsnThatIsNoTestNumber(String bsn) {
    assertThatThrownBy(() -> lees("personen: [{bsn: \"" + bsn + "\", doel: proef}]"))
        .hasMessageContaining("niet te gebruiken")
        .satisfies(fout -> assertThat(fout.getCause().getMessage()).doesNotContain(bsn));
    assertThatThrownBy(
            () ->
                lees(
                    "zendingen: [{bron: svb, op: \"2026-03-01\", bericht: proef, bsn: \""
                        + bsn
                        + "\"}]"))
        .hasMessageContaining("niet te gebruiken")
        .satisfies(fout -> assertThat(fout.getCause().getMessage()).doesNotContain(bsn));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mensen: []",
        "personen: [{bsn: \"999991000\", doel: a}, {bsn: \"999991000\", doel: b}]",
        "personen: [{bsn: \"999991000\", doel: a, brp: {geslacht: M}}]",
        "personen: [{bsn: \"999991000\", doel: a, brp: {naam: {geslachtsnaam: A}, geboren: gisteren}}]",
        "personen: [{bsn: \"999991000\", doel: a, polis: {inkomstenverhoudingen: [{werkgever: x}]}}]",
        "werkgevers: {x: {naam: X, loonheffingennummer: 999900011L1}}"
      })
  void refusesAScenarioThatCannotBePlayed(String yaml) {
    assertThatThrownBy(() -> lees(yaml)).hasMessageContaining("niet te gebruiken");
  }

  @ParameterizedTest
  @CsvSource({
    "1985-03-14, 1985, 3, 14",
    "1985-03, 1985, 3,",
    "1985, 1985,,",
    "onbekend,,,",
    "P7Y3M, 2023, 10, 1",
    "P3M, 2030, 12, 1",
    "P2M1D, 2030, 12, 31",
    "P0D, 2031, 3, 1"
  })
  void readsAMoment(String tekst, Integer jaar, Integer maand, Integer dag) {
    assertThat(new Moment(tekst).op(LocalDate.of(2031, 3, 15)))
        .isEqualTo(new Moment.Datum(jaar, maand, dag));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P7Y3M", "P3M"})
  void letsAMomentStandStillWithinAMonth(String tekst) {
    assertThat(new Moment(tekst).op(LocalDate.of(2031, 3, 1)))
        .isEqualTo(new Moment(tekst).op(LocalDate.of(2031, 3, 31)));
  }

  private Scenario lees(String yaml) throws Exception {
    return Scenariolezer.lees(Files.writeString(map.resolve("scenario.yaml"), yaml));
  }
}
