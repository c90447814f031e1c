package nl.ketenbrug.bvv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rv art. 475da lid 9: the limit of lid 7 is the income at which the rent outcome equals the
 * maximum normhuur. The published limits therefore test the quadratic line at another income than
 * the ceilings do. The limits below are those of the law text, not of config/bvv.
 */
class Lid9Test {

  /** The limit published for a year, and the first day of the figures it was computed on. */
  @ParameterizedTest
  @CsvSource({
    "2024-01-01, AL, 37574, 0.50",
    "2024-01-01, GM, 48920, 0.50",
    "2022-01-01, AL, 30273, 0.50",
    "2022-01-01, GM, 39531, 0.50",
    "2025-01-01, AL, 39376.66, 0.05",
    "2025-01-01, GM, 50748.55, 0.05",
  })
  void theQuadraticLineReachesTheMaximumNormhuurAtThePublishedLimit(
      LocalDate vanaf, String groep, BigDecimal grens, BigDecimal marge) {
    Halfjaar h = Testcijfers.halfjaar(vanaf);
    Leefsituatie ls = leefsituatie(groep);
    MathContext mc = MathContext.DECIMAL128;
    BigDecimal a = h.cijfer(Cijfernaam.FACTOR_A, ls).waarde();
    BigDecimal b = h.cijfer(Cijfernaam.FACTOR_B, ls).waarde();

    BigDecimal wortel =
        b.multiply(b).add(a.multiply(maximaleNormhuur(h, ls)).multiply(new BigDecimal(4))).sqrt(mc);
    BigDecimal inkomen = wortel.subtract(b).divide(a.multiply(BigDecimal.valueOf(2)), mc);

    assertThat(inkomen.subtract(grens).abs()).isLessThanOrEqualTo(marge);
  }

  /** Not independent: the ijkpunten were computed back from these limits. */
  @ParameterizedTest
  @CsvSource({"2026-01-01, AL, 55682.78", "2026-01-01, GM, 71089.09"})
  void theLinearLineReachesTheRoundedMaximumNormhuurAtThePublishedLimit(
      LocalDate vanaf, String groep, BigDecimal grens) {
    Halfjaar h = Testcijfers.halfjaar(vanaf);
    Leefsituatie ls = leefsituatie(groep);
    BigDecimal normhuur = maximaleNormhuur(h, ls).setScale(2, RoundingMode.HALF_UP);

    BigDecimal inkomen =
        h.cijfer(Cijfernaam.MINIMUM_INKOMENSIJKPUNT, ls)
            .waarde()
            .add(
                normhuur
                    .multiply(BigDecimal.valueOf(12))
                    .divide(
                        h.cijfer(Cijfernaam.AFBOUW_PERCENTAGE, ls).waarde(),
                        2,
                        RoundingMode.HALF_UP));

    assertThat(inkomen).isEqualByComparingTo(grens);
  }

  private static BigDecimal maximaleNormhuur(Halfjaar h, Leefsituatie ls) {
    BigDecimal korting = h.cijfer(Cijfernaam.KWALITEITSKORTINGSGRENS, ls).waarde();
    BigDecimal aftopping = h.cijfer(Cijfernaam.AFTOPPINGSGRENS_A, ls).waarde();
    BigDecimal huurgrens = h.cijfer(Cijfernaam.MAXIMALE_HUURGRENS, ls).waarde();
    BigDecimal p1 = h.cijfer(Cijfernaam.WHT21_LID1B_PERCENTAGE, ls).waarde();
    BigDecimal p2 = h.cijfer(Cijfernaam.WHT21_LID1C_PERCENTAGE, ls).waarde();
    return korting
        .add(p1.multiply(aftopping.subtract(korting)))
        .add(p2.multiply(huurgrens.subtract(aftopping)));
  }

  private static Leefsituatie leefsituatie(String groep) {
    return groep.equals("AL") ? Leefsituatie.ALLEENSTAANDE : Leefsituatie.GEHUWD_MET_KINDEREN;
  }
}
