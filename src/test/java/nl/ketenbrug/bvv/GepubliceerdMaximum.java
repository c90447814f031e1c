package nl.ketenbrug.bvv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import nl.ketenbrug.message.Bedrag;

/** One published ceiling, read from the tests' own copy of the official amounts. */
public record GepubliceerdMaximum(
    LocalDate vanaf, Leefsituatie leefsituatie, Bedrag maximum, Bedrag inkomenLid8) {

  public static List<GepubliceerdMaximum> alle() {
    try (Stream<String> lines =
        Files.lines(Path.of("src/test/resources/bvv/gepubliceerde-maxima.csv"))) {
      return lines
          .filter(l -> !l.startsWith("#") && !l.startsWith("vanaf"))
          .map(GepubliceerdMaximum::lees)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<GepubliceerdMaximum> metFormule() {
    return alle().stream().filter(m -> m.inkomenLid8 != null).toList();
  }

  private static GepubliceerdMaximum lees(String line) {
    String[] veld = line.split(",");
    return new GepubliceerdMaximum(
        LocalDate.parse(veld[0]),
        Leefsituatie.van(veld[1]),
        Testcijfers.euro(veld[2]),
        veld[3].isEmpty() ? null : Testcijfers.euro(veld[3]));
  }
}
