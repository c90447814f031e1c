package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Leefsituatie.ALLEENSTAANDE;
import static nl.ketenbrug.bvv.Leefsituatie.ALLEENSTAANDE_OUDER;
import static nl.ketenbrug.bvv.Leefsituatie.GEHUWD_MET_KINDEREN;
import static nl.ketenbrug.bvv.Leefsituatie.GEHUWD_ZONDER_KINDEREN;
import static nl.ketenbrug.bvv.Testcijfers.JULI_2026;
import static nl.ketenbrug.bvv.Testcijfers.cent;
import static nl.ketenbrug.bvv.Testcijfers.euro;
import static nl.ketenbrug.bvv.Testcijfers.vaststelling;
import static nl.ketenbrug.bvv.Testcijfers.verzoek;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.message.Bedrag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every rule of articles 475a to 475fa once, with amounts worked out by hand from the article and
 * the figures. Nobody published examples at middle incomes: these amounts show that the code does
 * what we read in the article, not that our reading is right.
 */
class BeslagvrijeVoetTest {

  private static final LocalDate DEC_2022 = LocalDate.of(2022, 12, 31);
  private static final LocalDate JAN_2023 = LocalDate.of(2023, 1, 1);

  @ParameterizedTest
  @CsvSource({
    // 1348.487 + 264.576 x 0.1373 / 12 + 6575 x 0.27 / 12
    "2026-07-14, alleenstaande, 30000.00, 1499.45",
    // 1348.487 + 36.3262848 / 12 + 0 + 264.576 x 0.0760 / 12
    "2026-07-14, alleenstaande-ouder, 30000.00, 1353.19",
    // 1926.4005 + 36.3262848 / 12
    "2026-07-14, gehuwd-zonder-kinderen, 30000.00, 1929.43",
    // 1926.4005 + 106.002190 + 137.50 + 0, below the second threshold of 39140.424
    "2026-07-14, gehuwd-met-kinderen, 39000.00, 2169.90",
    // 1926.4005 + 140.327190 + 192.50 + 2859.576 x 0.0760 / 12
    "2026-07-14, gehuwd-met-kinderen, 42000.00, 2277.34",
    // 1300.607 + 75.284605 + 78.878116 + 39.016109
    "2025-12-31, alleenstaande-ouder, 35000.00, 1493.79",
  })
  void theTermsOfLid2AddUp(LocalDate datum, String leefsituatie, String c, String bvv) {
    Vaststelling uitkomst = vaststelling(verzoek(datum, Leefsituatie.van(leefsituatie), c));

    assertThat(uitkomst.bedrag()).isEqualTo(euro(bvv));
    assertThat(uitkomst.basis()).isEqualTo(uitkomst.bedrag());
  }

  @Test
  void theHealthPremiumTermIsCappedOnceForTheUnmarriedAndTwiceForTheMarried() {
    // 2119 / 12 - 47 and 2 x 2119 / 12 - 106
    assertThat(stap(verzoek(JULI_2026, ALLEENSTAANDE, "60000.00"), "475da-2-zorg"))
        .isEqualTo(12_958);
    assertThat(stap(verzoek(JULI_2026, GEHUWD_ZONDER_KINDEREN, "90000.00"), "475da-2-zorg"))
        .isEqualTo(24_717);
  }

  @Test
  void theRentTermBeginsAboveTheMinimumInkomensijkpunt() {
    assertThat(stap(verzoek(JULI_2026, ALLEENSTAANDE, "23425.00"), "475da-2-huur")).isZero();
    assertThat(stap(verzoek(JULI_2026, ALLEENSTAANDE, "23426.00"), "475da-2-huur")).isEqualTo(2);
    // until 2025 the quadratic is -1.82 at the ijkpunt itself; the floor holds
    assertThat(stap(verzoek(LocalDate.of(2025, 1, 1), ALLEENSTAANDE, "22701.00"), "475da-2-huur"))
        .isZero();
  }

  @Test
  void aLossCountsAsNoIncome() {
    Vaststelling uitkomst = vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "-50000.00"));

    assertThat(uitkomst.bedrag()).isEqualTo(euro("1348.49"));
    assertThat(aannames(uitkomst)).contains("A-NEGATIEF");
  }

  @Test
  void theDaysAroundNewYearUseTheFiguresAndTheTextOfTheirOwnYear() {
    assertThat(
            vaststelling(verzoek(LocalDate.of(2025, 12, 31), ALLEENSTAANDE, "99999.00")).bedrag())
        .isEqualTo(euro("2093.67"));
    assertThat(vaststelling(verzoek(LocalDate.of(2026, 1, 1), ALLEENSTAANDE, "99999.00")).bedrag())
        .isEqualTo(euro("2191.42"));
  }

  @Test
  void withoutAnAddressIncomeIsNotNeeded() {
    Vaststelling uitkomst =
        vaststelling(Verzoek.voor(JULI_2026, GEHUWD_MET_KINDEREN).brpAdres(false));

    assertThat(uitkomst.bedrag()).isEqualTo(euro("963.20"));
    assertThat(uitkomst.plafond()).isEqualTo(euro("3179.68"));
  }

  @Test
  void whoDisclosesHouseholdAndIncomeGetsTheFormulaWithoutABrpAddress() {
    Vaststelling uitkomst =
        vaststelling(
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").brpAdres(false).gegevensVerstrekt(true));

    assertThat(uitkomst.bedrag()).isEqualTo(euro("1499.45"));
  }

  @Test
  void theWoonlandfactorMultipliesFormulaAndNoAddressAmountAlike() {
    // 1499.4516904 x 0.6 = 899.67101424; 0.475 x 2027.79 x 0.6 = 577.92015
    assertThat(
            vaststelling(
                    verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")
                        .woonlandfactor(new BigDecimal("0.6")))
                .bedrag())
        .isEqualTo(euro("899.67"));
    Vaststelling zonderAdres =
        vaststelling(
            Verzoek.voor(JULI_2026, ALLEENSTAANDE)
                .brpAdres(false)
                .buitenland(true)
                .woonlandfactor(new BigDecimal("0.6")));
    assertThat(zonderAdres.bedrag()).isEqualTo(euro("577.92"));
    assertThat(aannames(zonderAdres)).contains("A-BUITENLAND");
  }

  @Test
  void anInstitutionAddsPriceTwoThirdsOfTheNormAndTheComponentAboveTheCeiling() {
    // 2500 + 2/3 x 449.44 + 47
    Vaststelling een =
        vaststelling(
            Verzoek.voor(JULI_2026, ALLEENSTAANDE)
                .instelling(Instelling.met(euro("2500.00")))
                .maandinkomen(euro("1000.00")));
    assertThat(een.bedrag()).isEqualTo(euro("2846.63")).isGreaterThan(een.plafond());
    assertThat(aannames(een)).contains("A-INRICHTING");
    // 1000 + 2/3 x 699.11 + 106
    assertThat(
            vaststelling(
                    Verzoek.voor(JULI_2026, GEHUWD_ZONDER_KINDEREN)
                        .instelling(new Instelling(euro("1000.00"), true, false)))
                .bedrag())
        .isEqualTo(euro("1572.07"));
  }

  @Test
  void theLimitOf95PercentHoldsForAnInstitutionOnlyWhenAskedFor() {
    assertThat(
            vaststelling(
                    Verzoek.voor(JULI_2026, ALLEENSTAANDE)
                        .instelling(new Instelling(euro("2500.00"), false, true))
                        .maandinkomen(euro("1000.00")))
                .bedrag())
        .isEqualTo(euro("950.00"));
  }

  @Test
  void deductionsFromAnInstitutionAmountBeganIn2023() {
    Aftrek aftrek = new Aftrek(null, euro("100.00"), null);
    Instelling instelling = Instelling.met(euro("500.00"));

    Vaststelling oud =
        vaststelling(Verzoek.voor(DEC_2022, ALLEENSTAANDE).instelling(instelling).aftrek(aftrek));
    Vaststelling nieuw =
        vaststelling(Verzoek.voor(JAN_2023, ALLEENSTAANDE).instelling(instelling).aftrek(aftrek));

    assertThat(oud.bedrag()).isEqualTo(oud.basis());
    assertThat(nieuw.bedrag().cent()).isEqualTo(nieuw.basis().cent() - 10_000);
  }

  @Test
  void theDeductionsComeInTheOrderOfTheArticleAndRoundingOnlyAtTheEnd() {
    Vaststelling uitkomst =
        vaststelling(
            verzoek(JULI_2026, GEHUWD_ZONDER_KINDEREN, "30000.00")
                .aftrek(new Aftrek(euro("1500.00"), euro("100.00"), euro("50.50")))
                .maandinkomen(euro("5000.00")));

    assertThat(uitkomst.basis()).isEqualTo(euro("1929.43"));
    // 1929.4276904 / 2 - 100 - 50.50 = 814.2138452
    assertThat(uitkomst.bedrag()).isEqualTo(euro("814.21"));
    assertThat(uitkomst.kwitantie().stappen())
        .extracting(Kwitantie.Stap::id)
        .containsSubsequence("475da-1", "475db-a", "475db-b", "475db-c", "475dc-1", "afronding");
  }

  @Test
  void theSpouseOfAnUnmarriedDebtorDoesNotExist() {
    assertThat(
            vaststelling(
                    verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")
                        .aftrek(new Aftrek(euro("1500.00"), null, null)))
                .bedrag())
        .isEqualTo(euro("1499.45"));
  }

  @Test
  void deductionsThatLeaveExactlyNilTouchNoFloor() {
    Vaststelling uitkomst =
        vaststelling(
            verzoek(JULI_2026, ALLEENSTAANDE, "200000.00")
                .aftrek(new Aftrek(null, euro("2208.48"), null)));

    assertThat(uitkomst.bedrag()).isEqualTo(Bedrag.NUL);
    assertThat(aannames(uitkomst)).doesNotContain("A-VLOER");
  }

  @Test
  void atTheIncomeWhereTheRentTermBeginsItIsStillNilByAssumption() {
    for (String datum : new String[] {"2022-07-01", "2026-07-01"}) {
      Halfjaar halfjaar = Testcijfers.halfjaar(LocalDate.parse(datum));
      String ijkpunt =
          halfjaar
              .cijfer(Cijfernaam.MINIMUM_INKOMENSIJKPUNT, ALLEENSTAANDE)
              .waarde()
              .toPlainString();

      assertThat(aannames(vaststelling(verzoek(halfjaar.vanaf(), ALLEENSTAANDE, ijkpunt))))
          .as(datum)
          .contains("A-VLOER");
    }
  }

  @Test
  void deductionsNeverGoBelowNil() {
    Vaststelling uitkomst =
        vaststelling(
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")
                .aftrek(new Aftrek(null, euro("4000.00"), null)));

    assertThat(uitkomst.bedrag()).isEqualTo(Bedrag.NUL);
    assertThat(aannames(uitkomst)).contains("A-VLOER");
  }

  @Test
  void theAmountIsAtMost95PercentOfTheMonthIncome() {
    assertThat(
            vaststelling(
                    verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").maandinkomen(euro("1000.10")))
                .bedrag())
        // 950.095 is rounded half-up
        .isEqualTo(euro("950.10"));
  }

  @Test
  void anUnknownMonthIncomeIsSaidOnTheReceipt() {
    assertThat(aannames(vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "30000.00"))))
        .contains("A-MAANDINKOMEN");
  }

  @Test
  void incomeByFourWeeksIsConvertedOnlyOnExplicitRequest() {
    Vaststelling uitkomst =
        vaststelling(
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")
                .maandinkomen(euro("1200.00"))
                .termijn(Termijn.VIER_WEKEN, true));

    // 0.95 x 1200 x 13 / 12
    assertThat(uitkomst.bedrag()).isEqualTo(euro("1235.00"));
    assertThat(aannames(uitkomst)).contains("A-TERMIJN");
  }

  @Test
  void highHousingCostsRaiseTheAmountAboveTheCeiling() {
    Vaststelling uitkomst =
        vaststelling(
            verzoek(JULI_2026, ALLEENSTAANDE, "99999.00").verhogingen(woonkosten("1100.00", null)));

    // 2208.48 + 1100 - 1026.223
    assertThat(uitkomst.bedrag()).isEqualTo(euro("2282.26"));
    assertThat(uitkomst.basis()).isEqualTo(euro("2282.26"));
    assertThat(uitkomst.kwitantie().verhogingTot()).isEqualTo(JULI_2026.plusMonths(12));
    assertThat(aannames(uitkomst)).contains("A-LID5TERMIJN");
  }

  @Test
  void until2022HighHousingCostsCountedOnlyAtTheCeilingAndForSixMonths() {
    Verhogingen v = woonkosten("900.00", null);

    assertThat(vaststelling(verzoek(DEC_2022, ALLEENSTAANDE, "25000.00").verhogingen(v)).bedrag())
        .isEqualTo(vaststelling(verzoek(DEC_2022, ALLEENSTAANDE, "25000.00")).bedrag());
    Vaststelling hoog = vaststelling(verzoek(DEC_2022, ALLEENSTAANDE, "99999.00").verhogingen(v));
    // 1701.27 + 900 - 839.817
    assertThat(hoog.bedrag()).isEqualTo(euro("1761.45"));
    assertThat(hoog.kwitantie().verhogingTot()).isEqualTo(DEC_2022.plusMonths(6));
    assertThat(
            vaststelling(
                    verzoek(JAN_2023, ALLEENSTAANDE, "25000.00")
                        .verhogingen(woonkosten("1000.00", null)))
                .bedrag())
        .isGreaterThan(vaststelling(verzoek(JAN_2023, ALLEENSTAANDE, "25000.00")).bedrag());
  }

  @Test
  void anIncreaseForHousingCostsEndsWithItsTermAndIsExtendedByAtMostSixMonths() {
    LocalDate voorbij = JULI_2026.minusMonths(5);
    Bedrag zonder = vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")).bedrag();

    assertThat(bedragMet(new Verhogingen(euro("1100.00"), voorbij, null, null, false, false, null)))
        .isEqualTo(zonder);
    assertThat(
            bedragMet(
                new Verhogingen(
                    euro("1100.00"), voorbij, JULI_2026.plusMonths(1), null, false, false, null)))
        .isGreaterThan(zonder);
    assertThat(
            bedragMet(
                new Verhogingen(
                    euro("1100.00"),
                    JULI_2026.minusMonths(6),
                    JULI_2026.plusMonths(9),
                    null,
                    false,
                    false,
                    null)))
        .isEqualTo(zonder);
  }

  @Test
  void ofTheMarriedOnlyTheShortfallOfTheSpouseCounts() {
    Vaststelling uitkomst =
        vaststelling(
            verzoek(JULI_2026, GEHUWD_ZONDER_KINDEREN, "30000.00")
                .verhogingen(woonkosten("1100.00", euro("20.00"))));

    // 1929.4276904 + 20, where the excess is 73.777
    assertThat(uitkomst.bedrag()).isEqualTo(euro("1949.43"));
    assertThat(
            vaststelling(
                    verzoek(JULI_2026, GEHUWD_ZONDER_KINDEREN, "30000.00")
                        .verhogingen(woonkosten("1100.00", null))
                        .aftrek(new Aftrek(Bedrag.NUL, null, null)))
                .bedrag())
        .as("a spouse without any income leaves all of it unpaid")
        .isEqualTo(euro("2003.20"));
  }

  @Test
  void anOwnerBelowTheLimitGetsTheStatedIncreaseAndAtTheLimitNone() {
    Verhogingen v = new Verhogingen(null, null, null, null, true, false, euro("75.00"));

    Bedrag onder =
        vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "55682.77").verhogingen(v)).bedrag();
    Bedrag op = vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "55682.78").verhogingen(v)).bedrag();

    assertThat(onder.cent() - op.cent()).isBetween(7_499L, 7_500L);
  }

  @Test
  void tenantsOutsideTheHuurtoeslagCountSince2023() {
    Verhogingen v = new Verhogingen(null, null, null, null, false, true, euro("75.00"));

    assertThat(vaststelling(verzoek(DEC_2022, ALLEENSTAANDE, "20000.00").verhogingen(v)).basis())
        .isEqualTo(vaststelling(verzoek(DEC_2022, ALLEENSTAANDE, "20000.00")).basis());
    assertThat(
            vaststelling(verzoek(JAN_2023, ALLEENSTAANDE, "20000.00").verhogingen(v))
                .basis()
                .cent())
        .isEqualTo(
            vaststelling(verzoek(JAN_2023, ALLEENSTAANDE, "20000.00")).basis().cent() + 7_500);
  }

  @Test
  void aDecisionOfTheCourtRaisesTheAmountWhileItIsInForceAndNeverLowersIt() {
    Verzoek.Builder verzoek = verzoek(JULI_2026, ALLEENSTAANDE, "30000.00");
    Rechterlijkeverhoging hoger =
        new Rechterlijkeverhoging(euro("1800.00"), JULI_2026, JULI_2026.plusMonths(3));

    assertThat(vaststelling(verzoek.rechterlijkeVerhoging(hoger)).bedrag())
        .isEqualTo(euro("1800.00"));
    assertThat(
            vaststelling(
                    verzoek.rechterlijkeVerhoging(
                        new Rechterlijkeverhoging(
                            euro("1800.00"), JULI_2026.minusMonths(3), JULI_2026)))
                .bedrag())
        .isEqualTo(euro("1499.45"));
    assertThat(
            vaststelling(
                    verzoek.rechterlijkeVerhoging(
                        new Rechterlijkeverhoging(cent(1), JULI_2026, JULI_2026.plusMonths(3))))
                .bedrag())
        .isEqualTo(euro("1499.45"));
  }

  @Test
  void aDeterminationHoldsTwelveMonthsUnlessAShorterTermIsStated() {
    Kwitantie jaar = vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")).kwitantie();
    Vaststelling korter =
        vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").geldigheidMaanden(3));

    assertThat(jaar.geldigVanaf()).isEqualTo(JULI_2026);
    assertThat(jaar.geldigTot()).isEqualTo(LocalDate.of(2027, 7, 14));
    assertThat(korter.kwitantie().geldigTot()).isEqualTo(LocalDate.of(2026, 10, 14));
    assertThat(aannames(korter)).contains("A-GELDIGHEID");
  }

  @Test
  void aBankBalanceOf2021IsProtectedByTheCeilingsAlone() {
    assertThat(
            vaststelling(
                    Verzoek.voor(LocalDate.of(2021, 3, 1), ALLEENSTAANDE_OUDER)
                        .soort(Beslagsoort.BANK))
                .bedrag())
        .isEqualTo(euro("1779.52"));
  }

  private static Verhogingen woonkosten(String euro, Bedrag tekort) {
    return new Verhogingen(euro(euro), null, null, tekort, false, false, null);
  }

  private static Bedrag bedragMet(Verhogingen v) {
    return vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").verhogingen(v)).bedrag();
  }

  private static long stap(Verzoek.Builder verzoek, String id) {
    return vaststelling(verzoek).kwitantie().stappen().stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow()
        .afgerondCent();
  }

  private static List<String> aannames(Vaststelling vaststelling) {
    return vaststelling.kwitantie().aannames().stream().map(Kwitantie.AannameRegel::code).toList();
  }
}
