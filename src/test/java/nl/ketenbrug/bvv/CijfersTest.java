package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Testcijfers.CIJFERS;
import static nl.ketenbrug.bvv.Testcijfers.FOLDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        "waarde: \"2208.48\" | waarde: \"2543.75\" | maximum AL is niet lager dan AO",
        "waarde: \"2208.48\" | waarde: \"0\" | maximum AL is niet lager dan AO",
        "waarde: \"2208.48\" | waarde: \"2208.485\" | meer dan twee decimalen",
        "waarde: \"2905.79\" | waarde: \"2543.75\" | maxima AO, GZ en GM lopen niet op",
        "waarde: \"3179.68\" | waarde: \"2905.79\" | maxima AO, GZ en GM lopen niet op",
        "waarde: \"0.0760\" | waarde: \"1\" | kgb_percentage is geen fractie",
        "waarde: \"0.0760\" | waarde: \"0\" | kgb_percentage is geen fractie",
        "waarde: \"0.22\" | waarde: \"0.23\" | bij lid8_inkomen van gehuwd-zonder-kinderen wijkt",
        "drempelinkomen_zorg, voor: alle, waarde: \"29735.424\" | drempelinkomen_zorg, voor: alle, waarde: \"29736\" | drempelinkomen_zorg is 29736",
        "drempelinkomen_kgb, voor: alle, waarde: \"29735.424\" | drempelinkomen_kgb, voor: alle, waarde: \"29736\" | drempelinkomen_kgb is 29736",
        "formule: lineair | formule: maxima | cijfer standaardpremie alle hoort niet bij deze formule",
        "cijfers: | cijfers: [] # | while parsing",
      })
  void aDeviationInAFileIsRefusedWithFileAndReason(String van, String naar, String reden) {
    Map<String, byte[]> bestanden = shipped();
    String text = new String(bestanden.get(JULI), StandardCharsets.UTF_8);
    assertThat(text).contains(van);
    bestanden.put(JULI, text.replace(van, naar).getBytes(StandardCharsets.UTF_8));

    assertThatExceptionOfType(CijfersOngeldig.class)
        .isThrownBy(() -> Cijfers.lees(bestanden))
        .satisfies(
            e ->
                assertThat(e.bevindingen())
                    .allMatch(b -> b.startsWith(JULI + ": "))
                    .anyMatch(b -> b.contains(reden)))
        .withMessageContaining(reden);
  }

  @ParameterizedTest
  @CsvSource({
    "FACTOR_A, eenpersoons",
    "FACTOR_A, meerpersoons",
    "FACTOR_B, eenpersoons",
    "FACTOR_B, meerpersoons",
  })
  void aFactorThatDoesNotFollowFromItsPointsIsRefused(Cijfernaam naam, String groep) {
    Map<String, byte[]> bestanden = shipped();
    String bestand = "2025-07-01.yaml";
    String text = new String(bestanden.get(bestand), StandardCharsets.UTF_8);
    BigDecimal factor =
        Testcijfers.halfjaar(LocalDate.of(2025, 7, 1)).zoek(naam, groep).orElseThrow().waarde();
    BigDecimal anders = factor.multiply(new BigDecimal("1.00000002"));
    bestanden.put(
        bestand,
        text.replace(factor.toPlainString(), anders.toPlainString())
            .getBytes(StandardCharsets.UTF_8));

    assertThatExceptionOfType(CijfersOngeldig.class)
        .isThrownBy(() -> Cijfers.lees(bestanden))
        .withMessageContaining(naam.naam() + " " + groep);
  }

  @Test
  void aHalfYearThatBeginsOnAnotherDayIsRefused() {
    for (String dag : List.of("2026-08-01", "2026-07-02")) {
      Map<String, byte[]> bestanden = shipped();
      String text = new String(bestanden.remove(JULI), StandardCharsets.UTF_8);
      bestanden.put(
          dag + ".yaml",
          text.replace("geldigVanaf: 2026-07-01", "geldigVanaf: " + dag)
              .getBytes(StandardCharsets.UTF_8));

      assertThatExceptionOfType(CijfersOngeldig.class)
          .isThrownBy(() -> Cijfers.lees(bestanden))
          .withMessageContaining(dag + ".yaml: een halfjaar begint op 1 januari of 1 juli");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cijfers: geen | cijfers is geen lijst",
        "cijfers: [geen] | cijfer is geen verzameling velden",
        "cijfers: [] | ontbrekend cijfer plafond AL",
      })
  void figuresThatAreNoListOfFieldsAreRefused(String cijfers, String reden) {
    String text = "geldigVanaf: 2026-07-01\nformule: maxima\n" + cijfers;

    assertThatExceptionOfType(CijfersOngeldig.class)
        .isThrownBy(() -> Cijfers.lees(Map.of(JULI, text.getBytes(StandardCharsets.UTF_8))))
        .withMessageContaining(JULI + ": " + reden);
  }

  @Test
  void aFieldThatIsThereTwiceIsRefused() {
    Map<String, byte[]> bestanden = shipped();
    String text = new String(bestanden.get(JULI), StandardCharsets.UTF_8);
    bestanden.put(
        JULI,
        text.replace("formule: lineair", "formule: lineair\nformule: lineair")
            .getBytes(StandardCharsets.UTF_8));

    assertThatExceptionOfType(CijfersOngeldig.class)
        .isThrownBy(() -> Cijfers.lees(bestanden))
        .withMessageContaining("duplicate key formule");
  }

  @Test
  void theYamlFilesOfAFolderAreReadAndNothingElse(@TempDir Path folder) throws IOException {
    for (Halfjaar halfjaar : CIJFERS.halfjaren()) {
      Files.copy(FOLDER.resolve(halfjaar.bestand()), folder.resolve(halfjaar.bestand()));
    }
    Files.writeString(folder.resolve("README.md"), "geen cijfers");

    Cijfers gelezen = Cijfers.lees(folder);

    assertThat(gelezen.halfjaren()).hasSameSizeAs(CIJFERS.halfjaren());
    for (Halfjaar halfjaar : gelezen.halfjaren()) {
      assertThat(gelezen.op(halfjaar.vanaf())).isSameAs(halfjaar);
      assertThat(gelezen.op(halfjaar.totEnMet())).isSameAs(halfjaar);
    }
  }

  @Test
  void aFigureThatAHouseholdOrAFormulaDoesNotHaveIsAFaultOfTheCaller() {
    Halfjaar juli = Testcijfers.halfjaar(LocalDate.of(2026, 7, 1));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> juli.cijfer(Cijfernaam.KGB_VERHOGING_DREMPEL, Leefsituatie.ALLEENSTAANDE_OUDER))
        .withMessage("kgb_verhoging_drempel geldt niet voor ALLEENSTAANDE_OUDER");
    assertThatIllegalStateException()
        .isThrownBy(() -> juli.cijfer(Cijfernaam.AFTREK_NORMHUUR, Leefsituatie.ALLEENSTAANDE))
        .withMessage("2026-07-01.yaml mist aftrek_normhuur");
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
  void aWrongLimitOfTheAlleenstaandeIsReportedToo() {
    Map<String, byte[]> bestanden = shipped();
    String text = new String(bestanden.get(JULI), StandardCharsets.UTF_8);
    bestanden.put(JULI, text.replace("55682.78", "55683.78").getBytes(StandardCharsets.UTF_8));

    assertThat(Cijfers.lees(bestanden).bevindingen())
        .singleElement()
        .asString()
        .contains("lid7_grens van alleenstaande");
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
