package nl.ketenbrug.conventies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A stylesheet is proved, explained, and reaches nothing but its message. */
class TransformsTest {

  /** Functions that fetch something, and those whose answer differs from run to run. */
  private static final Pattern FUNCTIE =
      Pattern.compile(
          "(?<![\\w:-])(fn:)?(doc|doc-available|document|json-doc|collection|uri-collection"
              + "|unparsed-text(-lines|-available)?|environment-variable"
              + "|available-environment-variables|load-xquery-module|transform"
              + "|current-dateTime|current-date|current-time)\\s*\\(");

  private static final Pattern ELEMENT =
      Pattern.compile("<xsl:(evaluate|result-document|source-document|merge-source|import-schema)");

  private static final Pattern UITBREIDING =
      Pattern.compile(
          "extension-element-prefixes|\"(java:|clitype:|http://(saxon\\.sf\\.net|icl\\.com/saxon"
              + "|xml\\.apache\\.org|exslt\\.org|www\\.exslt\\.org|expath\\.org))");

  private static final Pattern COMMENTAAR = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

  private static final Pattern VERWIJZING =
      Pattern.compile("<xsl:(?:import|include)\\s+href=\"([^\"]+)\"");

  private final List<Path> stylesheets = Bestanden.in("transforms", ".xsl");

  @Test
  void aStylesheetHasASpecExamplesAndAReadme() {
    for (Path stylesheet : stylesheets) {
      Path map = stylesheet.getParent();
      assertThat(Bestanden.bestaat(stylesheet.toString().replaceFirst("\\.xsl$", ".xspec")))
          .as("%s has a spec beside it", stylesheet)
          .isTrue();
      assertThat(Bestanden.bestaat(map.resolve("README.md").toString()))
          .as("%s has a README.md", map)
          .isTrue();
      assertThat(Bestanden.in(map + "/examples", "")).as("%s has examples", map).isNotEmpty();
    }
  }

  @Test
  void aStylesheetReachesNothingOutsideItsMessage() {
    for (Path stylesheet : stylesheets) {
      assertThat(reikwijdte(Bestanden.lees(stylesheet))).as("%s", stylesheet).isEmpty();
    }

    assertThat(reikwijdte("<xsl:copy-of select=\"doc('x.xml')\"/>")).isNotEmpty();
    assertThat(reikwijdte("<xsl:value-of select=\"unparsed-text-lines ('x')\"/>")).isNotEmpty();
    assertThat(reikwijdte("<xsl:value-of select=\"current-dateTime()\"/>")).isNotEmpty();
    assertThat(reikwijdte("<xsl:evaluate xpath=\"//formule\"/>")).isNotEmpty();
    assertThat(reikwijdte("xmlns:s=\"http://saxon.sf.net/\"")).isNotEmpty();
    assertThat(reikwijdte("<!-- doc('x') was here --> <a select=\"k:document(.)\"/>")).isEmpty();
  }

  @Test
  void whatAStylesheetImportsLiesUnderTransforms() {
    for (Path stylesheet : stylesheets) {
      assertThat(verwijzingen(stylesheet, Bestanden.lees(stylesheet))).isEmpty();
    }

    Path stylesheet = stylesheets.get(0);
    assertThat(verwijzingen(stylesheet, "<xsl:import href=\"../bestaat-niet.xsl\"/>")).isNotEmpty();
    assertThat(verwijzingen(stylesheet, "<xsl:include href=\"../../pom.xml\"/>")).isNotEmpty();
  }

  private static List<String> reikwijdte(String tekst) {
    String zonder = COMMENTAAR.matcher(tekst).replaceAll("");
    List<String> fouten = new ArrayList<>();
    for (Pattern verboden : List.of(FUNCTIE, ELEMENT, UITBREIDING)) {
      verboden.matcher(zonder).results().forEach(gevonden -> fouten.add(gevonden.group()));
    }
    return fouten;
  }

  private static List<String> verwijzingen(Path stylesheet, String tekst) {
    return VERWIJZING
        .matcher(tekst)
        .results()
        .map(gevonden -> stylesheet.getParent().resolve(gevonden.group(1)).normalize())
        .filter(doel -> !doel.startsWith("transforms") || !Bestanden.bestaat(doel.toString()))
        .map(doel -> stylesheet + " imports " + doel)
        .toList();
  }
}
