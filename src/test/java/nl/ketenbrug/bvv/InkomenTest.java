package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Inkomensstrategie.GEMIDDELDE_SELECTIEPERIODE;
import static nl.ketenbrug.bvv.Inkomensstrategie.MEEST_RECENTE_MAAND;
import static nl.ketenbrug.bvv.Inkomstenverhouding.Persoon.ECHTGENOOT;
import static nl.ketenbrug.bvv.Inkomstenverhouding.Persoon.SCHULDENAAR;
import static nl.ketenbrug.bvv.Testcijfers.cent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import nl.ketenbrug.message.Bedrag;
import org.junit.jupiter.api.Test;

class InkomenTest {

  private static final Inkomstenopgave MAART = maand(3, 200_000, 30_000, 0, 16_000, 0, 5_000);
  private static final Inkomstenopgave APRIL = maand(4, 220_000, 33_000, 0, 17_600, 0, 5_000);
  private static final Inkomstenopgave MEI = maand(5, 412_000, 90_000, 192_000, 17_600, 0, 5_000);
  private static final Inkomstenopgave JUNI = maand(6, 230_000, 34_500, 0, 18_400, 0, 5_000);

  @Test
  void theMostRecentMonthCountsTimesTwelveWithWhatIsBuiltUp() {
    Inkomensvaststelling uitkomst =
        vaststelling(MEEST_RECENTE_MAAND, loon(JUNI, MAART, MEI, APRIL));

    // (2300 + 184 + 50) x 12
    assertThat(uitkomst.belastbaarJaarinkomen()).isEqualTo(cent(3_040_800));
    assertThat(uitkomst.begin()).isEqualTo(LocalDate.of(2026, 6, 1));
    assertThat(uitkomst.eind()).isEqualTo(LocalDate.of(2026, 6, 30));
  }

  @Test
  void theAverageCountsEveryMonthGivenLessPayoutsThatAreNotStructural() {
    Inkomensvaststelling uitkomst =
        vaststelling(GEMIDDELDE_SELECTIEPERIODE, loon(MAART, APRIL, MEI, JUNI));

    // wage 2000 + 2200 + (4120 - 1920) + 2300, built up 160 + 176 + 176 + 184 and 4 x 50; x 12 / 4
    assertThat(uitkomst.belastbaarJaarinkomen()).isEqualTo(cent(2_878_800));
    // withheld 1875 of 10620: 8745 / 10620 x (8700 + 696) / 4
    assertThat(uitkomst.nettoMaandinkomen(SCHULDENAAR)).isEqualTo(cent(193_428));
    assertThat(codes(uitkomst)).contains("A-INKOMEN", "A-STRUCTUREEL", "A-NETTO");
    assertThat(uitkomst.begin()).isEqualTo(LocalDate.of(2026, 3, 1));
  }

  @Test
  void aPayoutInTheMostRecentMonthIsJudgedOnAllMonthsGiven() {
    // 4120 - 1920 + 176 + 50
    assertThat(vaststelling(MEEST_RECENTE_MAAND, loon(MAART, APRIL, MEI)).belastbaarJaarinkomen())
        .isEqualTo(cent(2_911_200));
  }

  @Test
  void aPayoutInEveryMonthIsStructuralAndStaysWage() {
    Inkomensvaststelling uitkomst =
        vaststelling(
            MEEST_RECENTE_MAAND,
            loon(
                maand(5, 216_000, 30_000, 16_000, 0, 0, 0),
                maand(6, 216_000, 30_000, 16_000, 0, 0, 0)));

    assertThat(uitkomst.belastbaarJaarinkomen()).isEqualTo(cent(2_592_000));
    assertThat(uitkomst.verhoudingen().get(0).vakantietoeslagStructureel()).isTrue();
  }

  @Test
  void onePayoutWithoutAnythingBuiltUpCannotBeJudged() {
    assertWeigering(
        Inkomen.bepaal(
            MEEST_RECENTE_MAAND, List.of(loon(maand(6, 216_000, 30_000, 16_000, 0, 0, 0)))),
        "OnvoldoendeInkomensgegevens",
        "structureel");
  }

  @Test
  void periodsOfFourWeeksCountThirteenTimes() {
    Inkomstenverhouding vierWeken =
        new Inkomstenverhouding(
            "a",
            SCHULDENAAR,
            Betalingssoort.E_LOON,
            Termijn.VIER_WEKEN,
            List.of(
                opgave(
                    LocalDate.of(2026, 5, 18),
                    LocalDate.of(2026, 6, 14),
                    200_000,
                    30_000,
                    0,
                    16_000,
                    0,
                    0)));

    Inkomensvaststelling uitkomst = vaststelling(MEEST_RECENTE_MAAND, vierWeken);

    assertThat(uitkomst.belastbaarJaarinkomen()).isEqualTo(cent(2_808_000));
    // 0.85 x 2160 x 13 / 12
    assertThat(uitkomst.nettoMaandinkomen(SCHULDENAAR)).isEqualTo(cent(198_900));
    assertThat(codes(uitkomst)).contains("A-TERMIJN");
  }

  @Test
  void wholeMonthsWithoutPayoutsRestOnNoAssumptionAboutEither() {
    Inkomensvaststelling uitkomst = vaststelling(GEMIDDELDE_SELECTIEPERIODE, loon(MAART, APRIL));

    assertThat(codes(uitkomst)).doesNotContain("A-STRUCTUREEL", "A-TERMIJN", "A-HELETIJDVAK");
    assertThat(uitkomst.verhoudingen().get(0).vakantietoeslagStructureel()).isFalse();
    assertThat(uitkomst.verhoudingen().get(0).epsStructureel()).isFalse();
  }

  @Test
  void onePayoutBesideWhatIsBuiltUpIsNotStructural() {
    // 4120 - 1920 + 176 + 50
    assertThat(vaststelling(MEEST_RECENTE_MAAND, loon(MEI)).belastbaarJaarinkomen())
        .isEqualTo(cent(2_911_200));
  }

  @Test
  void anExtraSalaryPaidNowAndThenIsTakenOutAndOnePaidAlwaysStays() {
    Inkomstenopgave zonder = maand(5, 200_000, 30_000, 0, 0, 0, 10_000);
    Inkomstenopgave met = uitbetaaldeEps(6, 320_000, 120_000, 10_000);

    Inkomensvaststelling soms = vaststelling(GEMIDDELDE_SELECTIEPERIODE, loon(zonder, met));
    // (2000 + 3200 - 1200 + 2 x 100) / 2 x 12
    assertThat(soms.belastbaarJaarinkomen()).isEqualTo(cent(2_520_000));
    assertThat(codes(soms)).contains("A-STRUCTUREEL");
    assertThat(soms.verhoudingen().get(0).epsStructureel()).isFalse();

    Inkomensvaststelling altijd =
        vaststelling(GEMIDDELDE_SELECTIEPERIODE, loon(uitbetaaldeEps(5, 320_000, 120_000, 0), met));
    // (3200 + 3200 + 100) / 2 x 12
    assertThat(altijd.belastbaarJaarinkomen()).isEqualTo(cent(3_900_000));
    assertThat(altijd.verhoudingen().get(0).epsStructureel()).isTrue();
  }

  @Test
  void aPeriodOfFourWeeksMayBeSomeDaysShorterOrLongerAtTheTurnOfTheYear() {
    for (int dagen : new int[] {24, 28, 33}) {
      assertThat(Inkomen.bepaal(MEEST_RECENTE_MAAND, List.of(vierWeken(dagen))))
          .as("%d days", dagen)
          .isInstanceOf(Inkomensvaststelling.class);
    }
    for (int dagen : new int[] {23, 34}) {
      assertWeigering(
          Inkomen.bepaal(MEEST_RECENTE_MAAND, List.of(vierWeken(dagen))),
          "OnvoldoendeInkomensgegevens",
          "heel tijdvak");
    }
  }

  private static Inkomstenverhouding vierWeken(int dagen) {
    LocalDate begin = LocalDate.of(2026, 1, 1);
    return new Inkomstenverhouding(
        "a",
        SCHULDENAAR,
        Betalingssoort.E_LOON,
        Termijn.VIER_WEKEN,
        List.of(opgave(begin, begin.plusDays(dagen - 1L), 200_000, 30_000, 0, 16_000, 0, 0)));
  }

  private static Inkomstenopgave uitbetaaldeEps(
      int maand, long loon, long uitbetaald, long opgebouwd) {
    return new Inkomstenopgave(
        LocalDate.of(2026, maand, 1),
        LocalDate.of(2026, maand, 1).plusMonths(1).minusDays(1),
        cent(loon),
        cent(30_000),
        cent(0),
        cent(0),
        cent(uitbetaald),
        cent(opgebouwd),
        cent(0));
  }

  @Test
  void netMonthIncomeIncludesHolidayAllowanceAndNotTheExtraSalary() {
    // (2300 - 345) / 2300 x (2300 + 184)
    assertThat(vaststelling(MEEST_RECENTE_MAAND, loon(JUNI)).nettoMaandinkomen(SCHULDENAAR))
        .isEqualTo(cent(211_140));
  }

  @Test
  void theZvwContributionIsWithheldToo() {
    Inkomstenopgave opgave =
        new Inkomstenopgave(
            LocalDate.of(2026, 6, 1),
            LocalDate.of(2026, 6, 30),
            cent(100_000),
            cent(10_000),
            Bedrag.NUL,
            Bedrag.NUL,
            Bedrag.NUL,
            Bedrag.NUL,
            cent(5_000));

    assertThat(vaststelling(MEEST_RECENTE_MAAND, loon(opgave)).nettoMaandinkomen(SCHULDENAAR))
        .isEqualTo(cent(85_000));
  }

  @Test
  void incomeOfBothSpousesAddsUpAndNetIncomeIsKeptApart() {
    Inkomstenverhouding partner =
        new Inkomstenverhouding(
            "b",
            ECHTGENOOT,
            Betalingssoort.B_SOCIALE_UITKERING,
            Termijn.MAAND,
            List.of(maand(6, 100_000, 10_000, 0, 0, 0, 0)));

    Inkomensvaststelling uitkomst = vaststelling(MEEST_RECENTE_MAAND, loon(JUNI), partner);

    assertThat(uitkomst.belastbaarJaarinkomen()).isEqualTo(cent(3_040_800 + 1_200_000));
    assertThat(uitkomst.nettoMaandinkomen(SCHULDENAAR)).isEqualTo(cent(211_140));
    assertThat(uitkomst.nettoMaandinkomen(ECHTGENOOT)).isEqualTo(cent(90_000));
  }

  @Test
  void anIncomeThatEndedBeforeTheMostRecentMonthDoesNotCount() {
    Inkomstenverhouding oud =
        new Inkomstenverhouding(
            "oud", SCHULDENAAR, Betalingssoort.E_LOON, Termijn.MAAND, List.of(APRIL));

    assertThat(vaststelling(MEEST_RECENTE_MAAND, oud, loon(JUNI)).verhoudingen()).hasSize(1);
    assertThat(vaststelling(GEMIDDELDE_SELECTIEPERIODE, oud, loon(JUNI)).verhoudingen()).hasSize(2);
  }

  @Test
  void partOfAMonthDoesNotCountAsAMonth() {
    Inkomstenopgave half =
        opgave(LocalDate.of(2026, 7, 1), LocalDate.of(2026, 7, 10), 80_000, 10_000, 0, 0, 0, 0);

    Inkomensvaststelling uitkomst = vaststelling(MEEST_RECENTE_MAAND, loon(JUNI, half));

    assertThat(uitkomst.eind()).isEqualTo(LocalDate.of(2026, 6, 30));
    assertThat(codes(uitkomst)).contains("A-HELETIJDVAK");
    assertWeigering(
        Inkomen.bepaal(MEEST_RECENTE_MAAND, List.of(loon(half))),
        "OnvoldoendeInkomensgegevens",
        "heel tijdvak");
  }

  @Test
  void whatCannotBeAveragedIsRefused() {
    assertWeigering(
        Inkomen.bepaal(MEEST_RECENTE_MAAND, List.of()), "OnvoldoendeInkomensgegevens", "geen");
    assertWeigering(
        Inkomen.bepaal(MEEST_RECENTE_MAAND, List.of(loon(JUNI, JUNI))),
        "OnvoldoendeInkomensgegevens",
        "overlappen");
    assertWeigering(
        Inkomen.bepaal(
            MEEST_RECENTE_MAAND,
            List.of(
                new Inkomstenverhouding(
                    "w", SCHULDENAAR, Betalingssoort.E_LOON, Termijn.WEEK, List.of(JUNI)))),
        "TermijnNietMaandelijks",
        "per week");
  }

  private static void assertWeigering(Inkomensbepaling uitkomst, String code, String deel) {
    assertThat(uitkomst)
        .isInstanceOfSatisfying(
            Weigering.class,
            w -> {
              assertThat(w.code()).isEqualTo(code);
              assertThat(w.reden()).contains(deel);
            });
  }

  private static Inkomensvaststelling vaststelling(
      Inkomensstrategie strategie, Inkomstenverhouding... verhoudingen) {
    return (Inkomensvaststelling) Inkomen.bepaal(strategie, List.of(verhoudingen));
  }

  private static List<String> codes(Inkomensvaststelling uitkomst) {
    return uitkomst.aannames().stream().map(Kwitantie.AannameRegel::code).toList();
  }

  private static Inkomstenverhouding loon(Inkomstenopgave... opgaven) {
    return new Inkomstenverhouding(
        "loon", SCHULDENAAR, Betalingssoort.E_LOON, Termijn.MAAND, List.of(opgaven));
  }

  private static Inkomstenopgave maand(
      int maand, long loon, long ingehouden, long vtUit, long vtOp, long epsUit, long epsOp) {
    YearMonth m = YearMonth.of(2026, maand);
    return opgave(m.atDay(1), m.atEndOfMonth(), loon, ingehouden, vtUit, vtOp, epsUit, epsOp);
  }

  private static Inkomstenopgave opgave(
      LocalDate begin,
      LocalDate eind,
      long loon,
      long ingehouden,
      long vtUit,
      long vtOp,
      long epsUit,
      long epsOp) {
    return new Inkomstenopgave(
        begin,
        eind,
        cent(loon),
        cent(ingehouden),
        cent(vtUit),
        cent(vtOp),
        cent(epsUit),
        cent(epsOp));
  }
}
