package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Testcijfers.CIJFERS;
import static nl.ketenbrug.bvv.Testcijfers.cent;
import static nl.ketenbrug.bvv.Testcijfers.vaststelling;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.ketenbrug.message.Bedrag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The independent evidence: amounts that the State published, against the formula and figures. */
class MaximaTest {

  static List<GepubliceerdMaximum> metFormule() {
    return GepubliceerdMaximum.metFormule();
  }

  static List<GepubliceerdMaximum> alle() {
    return GepubliceerdMaximum.alle();
  }

  @Test
  void thereAreFortyCeilingsToTestTheFormulaAndEightMoreToRead() {
    assertThat(metFormule()).hasSize(40);
    assertThat(alle()).hasSize(48);
  }

  @ParameterizedTest
  @MethodSource("metFormule")
  void theFormulaGivesThePublishedCeilingAtTheIncomeOfLid8BeforeAnyCap(GepubliceerdMaximum m) {
    Verzoek verzoek =
        Verzoek.voor(m.vanaf(), m.leefsituatie()).belastbaarJaarinkomen(m.inkomenLid8()).build();

    Maandbedrag som =
        Grondbedrag.formule(Rekenblad.kaal(verzoek, Testcijfers.halfjaar(m.vanaf()), m.vanaf()));

    assertThat(som.afgerond()).isEqualTo(m.maximum());
  }

  @ParameterizedTest
  @MethodSource("metFormule")
  void aHighIncomeGetsThePublishedCeiling(GepubliceerdMaximum m) {
    Vaststelling uitkomst =
        vaststelling(
            Verzoek.voor(m.vanaf(), m.leefsituatie()).belastbaarJaarinkomen(cent(20_000_000)));

    assertThat(uitkomst.bedrag()).isEqualTo(m.maximum());
    assertThat(uitkomst.basis()).isEqualTo(m.maximum());
    assertThat(uitkomst.plafond()).isEqualTo(m.maximum());
  }

  @ParameterizedTest
  @MethodSource("alle")
  void aBankBalanceIsProtectedUpToThePublishedCeiling(GepubliceerdMaximum m) {
    Vaststelling uitkomst =
        vaststelling(Verzoek.voor(m.vanaf(), m.leefsituatie()).soort(Beslagsoort.BANK));

    assertThat(uitkomst.bedrag()).isEqualTo(m.maximum());
    assertThat(uitkomst.kwitantie().geldigTot()).isEqualTo(m.vanaf().plusMonths(1));
  }

  @ParameterizedTest
  @MethodSource("alle")
  void aBankBalanceIsProtectedUpToHalfThePublishedCeilingWithoutAnAddress(GepubliceerdMaximum m) {
    Vaststelling uitkomst =
        vaststelling(
            Verzoek.voor(m.vanaf(), m.leefsituatie()).soort(Beslagsoort.BANK).brpAdres(false));

    assertThat(uitkomst.bedrag()).isEqualTo(new Bedrag((m.maximum().cent() + 1) / 2));
  }

  @Test
  void noShippedCeilingDeviatesFromTheFormula() {
    assertThat(CIJFERS.bevindingen()).isEmpty();
  }
}
