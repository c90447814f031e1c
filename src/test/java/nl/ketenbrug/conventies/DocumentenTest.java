package nl.ketenbrug.conventies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A document that points at a file points at one that is there. */
class DocumentenTest {

  private static final Pattern LINK =
      Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
  private static final Pattern KOP = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*$");

  @Test
  void everyRelativeLinkLeadsSomewhere() {
    List<String> fouten = new ArrayList<>();
    int links = 0;
    for (Path document : Bestanden.in("", ".md")) {
      List<String> gevonden = links(Bestanden.lees(document));
      links += gevonden.size();
      gevonden.stream()
          .filter(link -> !leidtErgensHeen(document, link))
          .forEach(link -> fouten.add(document + " -> " + link));
    }

    assertThat(links).as("relative links in the documents").isPositive();
    assertThat(fouten).isEmpty();
  }

  @Test
  void aLinkThatLeadsNowhereIsSeen() {
    Path document = Path.of("src/docs/voorbeeld.md");

    assertThat(links("Zie [a](../x.md), `[geen](link)` en [web](https://example.org/y)."))
        .containsExactly("../x.md");
    assertThat(leidtErgensHeen(document, "../../pom.xml")).isTrue();
    assertThat(leidtErgensHeen(document, "../../pom.xm")).isFalse();
    assertThat(heeftKop("# Eén kop, met `code`\n", "eén-kop-met-code")).isTrue();
    assertThat(heeftKop("# Eén kop\n", "twee-koppen")).isFalse();
  }

  private static List<String> links(String tekst) {
    String zonderCode = CODE.matcher(tekst).replaceAll("");
    return LINK.matcher(zonderCode)
        .results()
        .map(gevonden -> gevonden.group(1))
        .filter(link -> !link.matches("[a-z][a-z0-9+.-]*:.*"))
        .toList();
  }

  private static boolean leidtErgensHeen(Path document, String link) {
    String[] delen = link.split("#", 2);
    Path map = document.getParent() == null ? Path.of("") : document.getParent();
    Path doel = delen[0].isEmpty() ? document : map.resolve(delen[0]).normalize();
    if (doel.startsWith("..") || !Bestanden.bestaat(doel.toString())) {
      return false;
    }
    boolean metKop = delen.length == 2 && doel.toString().endsWith(".md");
    return !metKop || heeftKop(Bestanden.lees(doel), delen[1]);
  }

  /** By the rule that forges use: lower case, no punctuation, dashes for spaces. */
  private static boolean heeftKop(String tekst, String anker) {
    Matcher koppen = KOP.matcher(tekst);
    while (koppen.find()) {
      String kop = koppen.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "");
      if (kop.replace(' ', '-').equals(anker)) {
        return true;
      }
    }
    return false;
  }
}
