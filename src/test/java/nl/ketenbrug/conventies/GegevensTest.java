package nl.ketenbrug.conventies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No number in any file can be that of a person or organisation that exists, and no file depends on
 * the machine of the one who wrote it.
 */
class GegevensTest {

  /** Nine positions by themselves: not a part of a longer number, a fraction or a name. */
  private static final Pattern NEGEN_CIJFERS =
      Pattern.compile("(?<![0-9A-Za-z.,])\\d{9}(?![0-9A-Za-z])");

  private static final Pattern OIN =
      Pattern.compile("(?<![0-9A-Za-z.,])\\d{8}[0-9A-Z]{12}(?![0-9A-Za-z])");

  private static final Pattern MACHINEPAD =
      Pattern.compile("(?<![\\w.}/-])/(root|home|tmp|work|Users)/\\S*");

  /** Numbers outside the test range, and the only files in which they may stand. */
  private static final Map<String, Set<String>> UITZONDERINGEN =
      Map.of(
          // Passes the sum but is no number: refused by name, and tested.
          "000000000",
          Set.of("Bsn.java", "ValueTypesTest.java", "GegevensTest.java"),
          // The well-known example of a number outside our range; the scenario must refuse it.
          "123456782",
          Set.of("ScenarioTest.java", "GegevensTest.java"));

  @Test
  void aNumberThatCouldBeAPersonsIsFromTheTestRange() {
    assertThat(inAlleBestanden(GegevensTest::bsns)).isEmpty();

    assertThat(bsns(Path.of("x.xml"), "<bsn>" + 123456782 + "</bsn>")).isNotEmpty();
    assertThat(bsns(Path.of("x.xml"), "<bsn>123456783</bsn> <bsn>999990019</bsn>")).isEmpty();
  }

  @Test
  void anOinIsFromTheTestRange() {
    assertThat(inAlleBestanden(GegevensTest::oins)).isEmpty();

    assertThat(oins(Path.of("x.yaml"), "oin: \"00000001" + "001234567000\"")).isNotEmpty();
    assertThat(oins(Path.of("x.yaml"), "oin: \"00000099000000020000\"")).isEmpty();
  }

  @Test
  void noFileNamesAFolderOfOneMachine() {
    assertThat(inAlleBestanden(GegevensTest::paden)).isEmpty();

    assertThat(paden(Path.of("x.md"), "cd /ho" + "me/jan/ketenbrug")).isNotEmpty();
    assertThat(paden(Path.of("x.md"), "https://example.org/home/jan en ./tmp/x")).isEmpty();
  }

  private static List<String> inAlleBestanden(Toets toets) {
    return Bestanden.in("", "").stream()
        .flatMap(bestand -> toets.fouten(bestand, bytes(bestand)).stream())
        .toList();
  }

  private interface Toets {
    List<String> fouten(Path bestand, String tekst);
  }

  private static List<String> bsns(Path bestand, String tekst) {
    return gevonden(
        bestand,
        tekst,
        NEGEN_CIJFERS,
        nummer ->
            elfproef(nummer)
                && !nummer.startsWith("9999")
                && !UITZONDERINGEN
                    .getOrDefault(nummer, Set.of())
                    .contains(Bestanden.naam(bestand)));
  }

  private static List<String> oins(Path bestand, String tekst) {
    return gevonden(bestand, tekst, OIN, oin -> !oin.startsWith("00000099"));
  }

  private static List<String> paden(Path bestand, String tekst) {
    return gevonden(bestand, tekst, MACHINEPAD, pad -> true);
  }

  private static List<String> gevonden(
      Path bestand, String tekst, Pattern patroon, Function<String, Boolean> fout) {
    return patroon
        .matcher(tekst)
        .results()
        .map(treffer -> treffer.group())
        .filter(fout::apply)
        .map(treffer -> bestand + ": " + treffer)
        .toList();
  }

  private static boolean elfproef(String nummer) {
    int som = -(nummer.charAt(8) - '0');
    for (int i = 0; i < 8; i++) {
      som += (nummer.charAt(i) - '0') * (9 - i);
    }
    return som % 11 == 0;
  }

  /** Byte by byte, so that a picture or archive is searched too. */
  private static String bytes(Path bestand) {
    try {
      return Files.readString(Bestanden.TOP.resolve(bestand), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
