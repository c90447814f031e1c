package nl.ketenbrug.conventies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who reads the law finds each rule: in law.md, in a class, in a scenario, with its figures. */
class WetTest {

  private static final Path WEGWIJZER = Path.of("src/docs/law.md");
  private static final String RECHT = "src/test/resources/recht";
  private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*.*?\\*/");
  private static final Pattern ARTIKEL = Pattern.compile("art(?:\\.|ikel)\\s*\\d+");
  private static final Pattern CIJFER = Pattern.compile("naam: ([a-z0-9_]+),");
  private static final Pattern GENOEMD = Pattern.compile("`([a-z0-9]+(?:_[a-z0-9]+)*)`");
  private static final Pattern REGEL = Pattern.compile("(?m)^\\s*Regel: (.+)$");
  private static final Pattern VINDPLAATS = Pattern.compile("(?:[Ll]id|[Aa]rtikel) \\d+");

  private final String wegwijzer = Bestanden.lees(WEGWIJZER);

  @Test
  void everyClassThatCarriesOutAnArticleIsInTheFinder() {
    List<String> missend = new ArrayList<>();
    for (Path klasse : Bestanden.in("src/main/java/nl/ketenbrug/bvv", ".java")) {
      String naam = klasse.getFileName().toString();
      if (noemtEenArtikel(Bestanden.lees(klasse)) && !wegwijzer.contains("bvv/" + naam + ")")) {
        missend.add(naam);
      }
    }

    assertThat(missend).as("classes with an article that law.md does not name").isEmpty();
  }

  @Test
  void everyScenarioFileIsInTheFinder() {
    for (Path bestand : Bestanden.in(RECHT, ".feature")) {
      assertThat(wegwijzer).contains("recht/" + bestand.getFileName() + ")");
    }
  }

  @Test
  void everyFigureIsInTheFinderAndNoFigureThatIsNot() {
    TreeSet<String> cijfers = new TreeSet<>();
    for (Path bestand : Bestanden.in("config/bvv", ".yaml")) {
      CIJFER.matcher(Bestanden.lees(bestand)).results().forEach(m -> cijfers.add(m.group(1)));
    }
    TreeSet<String> genoemd = new TreeSet<>();
    GENOEMD.matcher(wegwijzer).results().forEach(m -> genoemd.add(m.group(1)));

    assertThat(genoemd).isEqualTo(cijfers);
  }

  @Test
  void everyRuleOfAScenarioNamesItsArticleOrLid() {
    int regels = 0;
    for (Path bestand : Bestanden.in(RECHT, ".feature")) {
      String tekst = Bestanden.lees(bestand);
      assertThat(tekst).as(bestand.toString()).startsWith("# language: nl");
      Matcher regel = REGEL.matcher(tekst);
      while (regel.find()) {
        regels++;
        assertThat(VINDPLAATS.matcher(regel.group(1)).find()).as(regel.group(1)).isTrue();
      }
    }
    assertThat(regels).as("rules in the scenarios").isPositive();
  }

  @Test
  void aClassWithoutAnArticleIsToldFromOneWithAnArticle() {
    assertThat(noemtEenArtikel("/** Rv art. 475b lid 1. */ class X {}")).isTrue();
    assertThat(noemtEenArtikel("/** Adds. */ class X { String a = \"Rv art. 475b\"; }")).isFalse();
  }

  private static boolean noemtEenArtikel(String java) {
    return JAVADOC
        .matcher(java)
        .results()
        .anyMatch(javadoc -> ARTIKEL.matcher(javadoc.group()).find());
  }
}
