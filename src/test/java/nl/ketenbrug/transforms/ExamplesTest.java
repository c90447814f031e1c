package nl.ketenbrug.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.simulator.SuwiContract;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xml.sax.SAXException;

/** The example messages are valid, recognisably made up, and what the real source would accept. */
class ExamplesTest {

  private static final Pattern BSN_SHAPED = Pattern.compile("(?<![0-9A-Za-z.-])[0-9]{9}(?![0-9L])");
  private static final Pattern OIN_SHAPED = Pattern.compile("(?<![0-9])[0-9]{20}(?![0-9])");

  @TestFactory
  Stream<DynamicTest> everyExampleIsValidAgainstItsSchema() {
    return examples(".xml")
        .map(f -> dynamicTest(f.toString(), () -> Transforms.validate(Transforms.parse(f))));
  }

  @TestFactory
  Stream<DynamicTest> everyPersonAndOrganisationIsMadeUp() {
    return Stream.of(".xml", ".json", ".csv")
        .flatMap(ExamplesTest::examples)
        .map(
            file ->
                dynamicTest(
                    file.toString(),
                    () -> {
                      String text = Files.readString(file);
                      assertThat(matches(BSN_SHAPED, text))
                          .allSatisfy(ExamplesTest::isSyntheticNumber);
                      assertThat(matches(OIN_SHAPED, text))
                          .allMatch(oin -> oin.startsWith("00000099"));
                    }));
  }

  /** Questions and answers of every source that is asked through Suwinet. */
  @TestFactory
  Stream<DynamicTest> everySuwiExampleIsValidAgainstTheRealSchema() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Suwibron bron : Suwibron.alle()) {
      for (Path file : bron.examples()) {
        tests.add(
            dynamicTest(
                file.toString(),
                () -> {
                  SuwiContract contract = bron.contract();
                  String xml = Files.readString(file);
                  assertThat(
                          file.getFileName().toString().startsWith("vraag")
                              ? contract.foutenInVraagelement(xml)
                              : contract.foutenInAntwoordelement(xml))
                      .isEmpty();
                }));
      }
    }
    return tests.stream();
  }

  /** Folders are named {@code <dienst>-<versie>/<operatie>}. */
  @TestFactory
  Stream<DynamicTest> everyAnswerOfTheSimulatedSuwinetIsValidAgainstTheRealSchema()
      throws Exception {
    Path map = Path.of("config/simulator/suwinet");
    try (Stream<Path> bestanden = Files.walk(map)) {
      List<Path> antwoorden =
          bestanden.filter(bestand -> bestand.toString().endsWith(".xml")).sorted().toList();
      assertThat(antwoorden).hasSizeGreaterThanOrEqualTo(Suwibron.alle().size() - 1);
      return antwoorden.stream()
          .map(
              bestand ->
                  dynamicTest(
                      bestand.toString(),
                      () -> {
                        Path plaats = map.relativize(bestand);
                        String[] dienst = plaats.getName(0).toString().split("-");
                        SuwiContract contract =
                            SuwiContract.lees(dienst[0], dienst[1], plaats.getName(1).toString());
                        assertThat(contract.foutenInAntwoordelement(Files.readString(bestand)))
                            .isEmpty();
                      }));
    }
  }

  @TestFactory
  Stream<DynamicTest> everySuwiSourceNamesTheActionsOfTheRealContract() throws Exception {
    return Suwibron.alle().stream()
        .map(
            bron ->
                dynamicTest(
                    bron.naam(),
                    () ->
                        assertThat(bron.contract().acties())
                            .containsExactly(bron.actie(), bron.actie() + "Response")));
  }

  @Test
  void anAnswerThatTheRealSchemaRefusesIsRefusedByOursToo() throws Exception {
    Path example = Transforms.ROOT.resolve("polis/examples/gevonden.xml");
    String wrongDate = Files.readString(example).replace("20260901", "2026-9-1");
    var document =
        Transforms.SAXON
            .newDocumentBuilder()
            .build(new StreamSource(new java.io.StringReader(wrongDate)));

    assertThatThrownBy(() -> Transforms.validate(document)).isInstanceOf(SAXException.class);
  }

  @Test
  void noProductionStylesheetReadsAnotherDocumentThanStylesheetsItImports() throws Exception {
    Pattern forbidden =
        Pattern.compile(
            "\\b(doc|document|doc-available|collection|unparsed-text\\w*|transform"
                + "|environment-variable)\\s*\\(|xsl:evaluate|xsl:result-document"
                + "|saxon\\.sf\\.net|http://saxon");

    for (Path stylesheet : Transforms.files(".xsl")) {
      assertThat(Files.readString(stylesheet))
          .as("%s", stylesheet)
          .doesNotContainPattern(forbidden);
    }
  }

  /** Nine digits in an example: of the range for tests, and passing the elfproef as a BSN must. */
  private static void isSyntheticNumber(String number) {
    assertThat(number).startsWith("9999");
    assertThat(new Bsn(number).value()).isEqualTo(number);
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  private static Stream<Path> examples(String suffix) {
    return Transforms.files(suffix).stream().filter(f -> f.getParent().endsWith("examples"));
  }
}
