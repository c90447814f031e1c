package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Testcijfers.CIJFERS;
import static nl.ketenbrug.bvv.Testcijfers.FOLDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CijfersTest {

  private static final String JULI = "2026-07-01.yaml";

  @Test
  void everyHalfYearFromTheFirstToTheLastIsThere() {
    LocalDate expected = LocalDate.of(2021, 1, 1);
    for (Halfjaar halfjaar : CIJFERS.halfjaren()) {
      assertThat(halfjaar.vanaf()).isEqualTo(expected);
      expected = expected.plusMonths(6);
    }
    assertThat(expected).isEqualTo(LocalDate.of(2027, 1, 1));
  }

  @Test
  void theFormulaIsLinearFromTheFirstDayOf2026AndQuadraticUntilThen() {
    assertThat(Testcijfers.halfjaar(LocalDate.of(2025, 12, 31)).formule())
        .isEqualTo(Formulevariant.KWADRATISCH);
    assertThat(Testcijfers.halfjaar(LocalDate.of(2026, 1, 1)).formule())
        .isEqualTo(Formulevariant.LINEAIR);
  }

  @Test
  void aHalfYearCarriesTheHashOfItsFile() throws Exception {
    byte[] bytes = Files.readAllBytes(FOLDER.resolve(JULI));
    String expected =
        java.util.HexFormat.of()
            .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));

    Halfjaar halfjaar = Testcijfers.halfjaar(LocalDate.of(2026, 7, 1));

    assertThat(halfjaar.bestand()).isEqualTo(JULI);
    assertThat(halfjaar.sha256()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2020-12-31, de eerste gelden vanaf 2021-01-01",
    "2027-01-01, de laatste gelden tot en met 2026-12-31",
  })
  void aDateOutsideTheHalfYearsIsRefusedWithTheCase(LocalDate datum, String deel) {
    Weigering weigering = (Weigering) CIJFERS.op(datum);

    assertThat(weigering.code()).isEqualTo("GeenParametersVoorDatum");
    assertThat(weigering.reden()).contains(datum.toString(), deel);
  }

  @Test
  void aGapBetweenHalfYearsIsRefusedWithTheCase() {
    Map<String, byte[]> bestanden = shipped();
    bestanden.remove("2025-07-01.yaml");

    Weigering weigering = (Weigering) Cijfers.lees(bestanden).op(LocalDate.of(2025, 8, 1));

    assertThat(weigering.grond()).isEqualTo(Weigeringsgrond.GEEN_PARAMETERS_VOOR_DATUM);
    assertThat(weigering.reden()).contains("ontbreekt tussen 2025-06-30 en 2026-01-01");
  }

  @Test
  void theFirstAndTheLastDayOfAHalfYearBelongToIt() {
    assertThat(Testcijfers.halfjaar(LocalDate.of(2024, 6, 30)).bestand())
        .isEqualTo("2024-01-01.yaml");
    assertThat(Testcijfers.halfjaar(LocalDate.of(2024, 7, 1)).bestand())
        .isEqualTo("2024-07-01.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "naam: standaardpremie | naam: standardpremie | Onbekend cijfer: standardpremie",
        "status: vastgesteld | status: zeker | Onbekende status: zeker",
        "formule: lineair | formule: kubisch | Onbekende formule: kubisch",
        "formule: lineair | formule: kwadratisch | ontbrekend cijfer aftrek_normhuur alle",
        "waarde: \"2119\" | waarde: \"2119,00\" | standaardpremie",
        "waarde: \"2119\" | waarde: \"\" | Veld waarde is leeg",
        "eenheid: EUR/jaar | eenheid: EUR/maand | Eenheid moet zijn EUR/jaar",
        "voor: eenpersoons | voor: tweepersoons | Voor moet een zijn van",
        "geldigVanaf: 2026-07-01 | geldigVanaf: 2026-07-02 | de naam is niet 2026-07-02.yaml",
        "geldigVanaf: 2026-07-01 | geldigVanaf: 2026-7-1 | could not be parsed",
        "geldigVanaf: 2026-07-01 | vanaf: 2026-07-01 | moet precies deze velden hebben",
        "waarde: \"29735.424\" | waarde: \"29736\" | volgt als 29735.424",
        "waarde: \"1026.2230\" | waarde: \"1026.22\" | woonkosten_drempel is 1026.22",
        "waarde: \"0.27\" | waarde: \"0.28\" | bij lid8_inkomen van alleenstaande wijkt",
        "waarde: \"963.20\" | waarde: \"963.21\" | geen_adres_bedrag is 963.21",
        "waarde: \"0.0760\" | waarde: \"7.60\" | kgb_percentage is geen fractie",
        "waarde: \"2208.48\" | waarde: \"22084.80\" | maximum AL is niet lager dan AO",
        "cijfers: | cijfers: [] # | cijfers",
      })
  void aDeviationInAFileIsRefusedWithFileAndReason(String van, String naar, String reden) {
    Map<String, byte[]> bestanden = shipped();
    String text = new String(bestanden.get(JULI), StandardCharsets.UTF_8);
    assertThat(text).contains(van);
    bestanden.put(JULI, text.replace(van, naar).getBytes(StandardCharsets.UTF_8));

    assertThatExceptionOfType(CijfersOngeldig.class)
        .isThrownBy(() -> Cijfers.lees(bestanden))
        .withMessageContaining(JULI)
        .withMessageContaining(reden);
  }

  @Test
  void aFactorThatDoesNotFollowFromItsPointsIsRefused() {
    Map<String, byte[]> bestanden = shipped();
    String text = new String(bestanden.get("2025-07-01.yaml"), StandardCharsets.UTF_8);
    bestanden.put(
        "2025-07-01.yaml",
        text.replace("0.000000438698376633467056", "0.000000438698386633467056")
            .getBytes(StandardCharsets.UTF_8));

    assertThatExceptionOfType(CijfersOngeldig.class)
        .isThrownBy(() -> Cijfers.lees(bestanden))
        .withMessageContaining("factor_a eenpersoons");
  }

  @Test
  void aRepeatedFigureIsRefused() {
    Map<String, byte[]> bestanden = shipped();
    String text = new String(bestanden.get(JULI), StandardCharsets.UTF_8);
    String figure = text.substring(text.indexOf("  - {naam: zorg_percentage"));
    String first = figure.substring(0, figure.indexOf("  - {", 5));
    bestanden.put(JULI, (text + first).getBytes(StandardCharsets.UTF_8));

    assertThatExceptionOfType(CijfersOngeldig.class)
        .isThrownBy(() -> Cijfers.lees(bestanden))
        .withMessageContaining("dubbel cijfer zorg_percentage alle");
  }

  @Test
  void noFilesAtAllIsRefused() {
    assertThatExceptionOfType(CijfersOngeldig.class).isThrownBy(() -> Cijfers.lees(Map.of()));
  }

  @Test
  void aWrongNormIsReportedAsACeilingThatTheFormulaDoesNotReach() {
    Map<String, byte[]> bestanden = shipped();
    String text = new String(bestanden.get(JULI), StandardCharsets.UTF_8);
    bestanden.put(JULI, text.replace("1419.46", "1419.64").getBytes(StandardCharsets.UTF_8));

    assertThat(Cijfers.lees(bestanden).bevindingen())
        .hasSize(2)
        .allMatch(b -> b.startsWith(JULI))
        .anyMatch(b -> b.contains("alleenstaande-ouder"));
  }

  @Test
  void aWrongLimitOfLid7IsReportedAgainstTheMaximumNormhuur() {
    Map<String, byte[]> bestanden = shipped();
    String text = new String(bestanden.get(JULI), StandardCharsets.UTF_8);
    bestanden.put(JULI, text.replace("71089.09", "71098.09").getBytes(StandardCharsets.UTF_8));

    assertThat(Cijfers.lees(bestanden).bevindingen())
        .singleElement()
        .asString()
        .startsWith(JULI)
        .contains("lid7_grens van gehuwd-zonder-kinderen");
  }

  @Test
  void everyFigureSaysItsArticleAndItsSource() {
    assertThat(CIJFERS.halfjaren())
        .allSatisfy(
            h ->
                assertThat(h.cijfers())
                    .isNotEmpty()
                    .allMatch(c -> c.artikel().matches("(Rv|Pw|Wzt|WMM|Wht|WKB) art\\. .+"))
                    .allMatch(c -> c.bron().length() > 5));
  }

  private static Map<String, byte[]> shipped() {
    Map<String, byte[]> bestanden = new TreeMap<>();
    for (Halfjaar halfjaar : CIJFERS.halfjaren()) {
      try {
        bestanden.put(halfjaar.bestand(), Files.readAllBytes(FOLDER.resolve(halfjaar.bestand())));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return bestanden;
  }
}
