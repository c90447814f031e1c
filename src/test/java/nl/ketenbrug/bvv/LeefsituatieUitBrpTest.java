package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Leefsituatie.ALLEENSTAANDE;
import static nl.ketenbrug.bvv.Leefsituatie.ALLEENSTAANDE_OUDER;
import static nl.ketenbrug.bvv.Leefsituatie.GEHUWD_MET_KINDEREN;
import static nl.ketenbrug.bvv.Leefsituatie.GEHUWD_ZONDER_KINDEREN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.bvv.BrpFeiten.Kind;
import nl.ketenbrug.bvv.BrpFeiten.Partner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeefsituatieUitBrpTest {

  private static final LocalDate DAG = LocalDate.of(2026, 7, 14);
  private static final Partner ECHTGENOOT = partner("20100601", null, true);
  private static final Kind KIND = kind("2015-03-02", true);

  @Test
  void nobodyElseAtTheAddressIsAlleenstaande() {
    assertThat(leefsituatie(List.of(), List.of())).isEqualTo(ALLEENSTAANDE);
  }

  @Test
  void aChildAtTheAddressMakesASingleParent() {
    assertThat(leefsituatie(List.of(), List.of(KIND))).isEqualTo(ALLEENSTAANDE_OUDER);
  }

  @Test
  void aSpouseAtTheAddressMakesAMarriedCouple() {
    assertThat(leefsituatie(List.of(ECHTGENOOT), List.of())).isEqualTo(GEHUWD_ZONDER_KINDEREN);
    assertThat(leefsituatie(List.of(ECHTGENOOT), List.of(KIND))).isEqualTo(GEHUWD_MET_KINDEREN);
  }

  @Test
  void aSpouseElsewhereDoesNotCount() {
    assertThat(leefsituatie(List.of(partner("20100601", null, false)), List.of(KIND)))
        .isEqualTo(ALLEENSTAANDE_OUDER);
  }

  @Test
  void aFormerSpouseAtTheAddressCountsAndIsSaid() {
    Leefsituatievaststelling uitkomst =
        vaststelling(List.of(partner("20100601", "20200101", true)), List.of());

    assertThat(uitkomst.leefsituatie()).isEqualTo(GEHUWD_ZONDER_KINDEREN);
    assertThat(uitkomst.aannames())
        .extracting(Kwitantie.AannameRegel::code)
        .contains("A-EXECHTGENOOT");
  }

  @Test
  void aSpouseWithoutABsnCountsAndIsSaid() {
    Leefsituatievaststelling uitkomst =
        vaststelling(List.of(new Partner(false, Brpdatum.van("2010"), null, true)), List.of());

    assertThat(uitkomst.leefsituatie()).isEqualTo(GEHUWD_ZONDER_KINDEREN);
    assertThat(uitkomst.aannames())
        .extracting(Kwitantie.AannameRegel::code)
        .contains("A-PARTNERZONDERBSN");
  }

  @ParameterizedTest
  @CsvSource({
    "20260714, GEHUWD_ZONDER_KINDEREN",
    "20260715, ALLEENSTAANDE",
    "2025, GEHUWD_ZONDER_KINDEREN",
    "00000000, GEHUWD_ZONDER_KINDEREN",
    "2027, ALLEENSTAANDE",
  })
  void aMarriageCountsFromItsDay(String aanvang, Leefsituatie leefsituatie) {
    assertThat(leefsituatie(List.of(partner(aanvang, null, true)), List.of()))
        .isEqualTo(leefsituatie);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026", "2026-07", "20260700"})
  void aMarriageThatMayBeginAfterTheDayIsRefused(String aanvang) {
    Leefsituatiebepaling uitkomst = bepaal(List.of(partner(aanvang, null, true)), List.of(KIND));

    assertThat(uitkomst)
        .isInstanceOfSatisfying(
            Weigering.class, w -> assertThat(w.code()).isEqualTo("LeefsituatieOnbekend"));
  }

  @Test
  void anUncertainMarriageIsNoObstacleBesideACertainOne() {
    assertThat(leefsituatie(List.of(partner("2026", null, true), ECHTGENOOT), List.of()))
        .isEqualTo(GEHUWD_ZONDER_KINDEREN);
  }

  @ParameterizedTest
  @CsvSource({
    "20080715, ALLEENSTAANDE_OUDER", // turns eighteen tomorrow
    "20080714, ALLEENSTAANDE", // turns eighteen today
    "2007, ALLEENSTAANDE",
    "2009, ALLEENSTAANDE_OUDER",
    "2008-08, ALLEENSTAANDE_OUDER",
    "2008-06, ALLEENSTAANDE",
    "20260714, ALLEENSTAANDE_OUDER", // born today
    "20260715, ALLEENSTAANDE", // not born yet
  })
  void aChildCountsUntilItsEighteenthBirthday(String geboren, Leefsituatie leefsituatie) {
    assertThat(leefsituatie(List.of(), List.of(kind(geboren, true)))).isEqualTo(leefsituatie);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2008", "2008-07", "00000000", ""})
  void aBirthDateThatDoesNotDecideIsRefused(String geboren) {
    assertThat(bepaal(List.of(), List.of(kind(geboren, true)))).isInstanceOf(Weigering.class);
  }

  @Test
  void anUncertainBirthDateIsNoObstacleBesideAYoungChildOrElsewhere() {
    assertThat(leefsituatie(List.of(), List.of(kind("2008", true), KIND)))
        .isEqualTo(ALLEENSTAANDE_OUDER);
    assertThat(leefsituatie(List.of(), List.of(kind("2008", false)))).isEqualTo(ALLEENSTAANDE);
  }

  @Test
  void withoutAnAddressInTheNetherlandsTheBrpShowsNobody() {
    assertThat(
            ((Leefsituatievaststelling)
                    LeefsituatieUitBrp.bepaal(
                        new BrpFeiten(DAG, false, List.of(ECHTGENOOT), List.of(KIND))))
                .leefsituatie())
        .isEqualTo(ALLEENSTAANDE);
  }

  @Test
  void theFactsAreSentencesWithAnArticle() {
    assertThat(vaststelling(List.of(ECHTGENOOT), List.of(KIND)).feiten())
        .hasSize(2)
        .allMatch(f -> f.tekst().endsWith(".") && f.artikel().contains("art."));
  }

  @Test
  void whatTheBrpShowsAndDoesNotShowIsSaid() {
    assertThat(feiten(List.of(), List.of()))
        .containsExactly(
            "De BRP toont geen echtgenoot op het adres.",
            "Er woont geen kind jonger dan 18 jaar op het adres.");
    assertThat(feiten(List.of(partner("20100601", null, false)), List.of(KIND)))
        .containsExactly(
            "Een (gewezen) echtgenoot woont niet op het adres.",
            "De BRP toont geen echtgenoot op het adres.",
            "Een kind jonger dan 18 jaar woont op het adres.");
    assertThat(feiten(List.of(partner("20100601", "20200101", true)), List.of()))
        .startsWith("Een gewezen echtgenoot woont op het adres.");
    assertThat(
            ((Leefsituatievaststelling)
                    LeefsituatieUitBrp.bepaal(new BrpFeiten(DAG, false, List.of(), List.of())))
                .feiten())
        .extracting(Leefsituatievaststelling.Feit::tekst)
        .containsExactly("De BRP toont geen woonadres in Nederland, en dus geen huisgenoten.");
  }

  @Test
  void theFirstAndTheLastMonthAreMonths() {
    assertThat(Brpdatum.van("2026-01").vroegst()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(Brpdatum.van("2026-12").laatst()).isEqualTo(LocalDate.of(2026, 12, 31));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-13", "20260230", "2026-00-05", "00000005", "26", "14-07-2026x"})
  void whatIsNoDateIsRefused(String tekst) {
    assertThatIllegalArgumentException().isThrownBy(() -> Brpdatum.van(tekst));
  }

  @Test
  void anIncompleteDateKnowsItsFirstAndLastDay() {
    assertThat(Brpdatum.van("2024-02").vroegst()).isEqualTo(LocalDate.of(2024, 2, 1));
    assertThat(Brpdatum.van("2024-02").laatst()).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(Brpdatum.van("20240000").laatst()).isEqualTo(LocalDate.of(2024, 12, 31));
    assertThat(Brpdatum.van("").onbekend()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Leefsituatie.class)
  void everyLeefsituatieIsFoundByItsName(Leefsituatie leefsituatie) {
    assertThat(Leefsituatie.van(leefsituatie.naam())).isEqualTo(leefsituatie);
  }

  @Test
  void anotherLeefsituatieThanTheFourDoesNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Leefsituatie.van("samenwonend"))
        .withMessage("Onbekende leefsituatie: samenwonend");
  }

  private static Partner partner(String aanvang, String ontbinding, boolean zelfdeAdres) {
    return new Partner(
        true,
        Brpdatum.van(aanvang),
        ontbinding == null ? null : Brpdatum.van(ontbinding),
        zelfdeAdres);
  }

  private static Kind kind(String geboren, boolean zelfdeAdres) {
    return new Kind(Brpdatum.van(geboren), zelfdeAdres);
  }

  private static Leefsituatiebepaling bepaal(List<Partner> partners, List<Kind> kinderen) {
    return LeefsituatieUitBrp.bepaal(new BrpFeiten(DAG, true, partners, kinderen));
  }

  private static Leefsituatievaststelling vaststelling(
      List<Partner> partners, List<Kind> kinderen) {
    return (Leefsituatievaststelling) bepaal(partners, kinderen);
  }

  private static List<String> feiten(List<Partner> partners, List<Kind> kinderen) {
    return vaststelling(partners, kinderen).feiten().stream()
        .map(Leefsituatievaststelling.Feit::tekst)
        .toList();
  }

  private static Leefsituatie leefsituatie(List<Partner> partners, List<Kind> kinderen) {
    return vaststelling(partners, kinderen).leefsituatie();
  }
}
