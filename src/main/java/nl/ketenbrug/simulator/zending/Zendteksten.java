package nl.ketenbrug.simulator.zending;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.ketenbrug.simulator.scenario.Zending;
import org.springframework.web.util.HtmlUtils;

/**
 * The texts of messages: {@code <map>/<bron>/<bericht>.xml}, read at each message. In a text {@code
 * {{bsn}}} and {@code {{dag}}} (ISO date) stand for those of the message, {@code {{dag-stuf}}} for
 * the day without hyphens, and any other name for one of its {@code velden}.
 */
public final class Zendteksten {

  private static final Pattern OPEN = Pattern.compile("\\{\\{([a-z0-9-]+)}}");

  private final Path map;

  public Zendteksten(Path map) {
    this.map = map;
  }

  /**
   * @throws IllegalArgumentException when there is no such text, or it leaves something open
   */
  public String van(Zending zending) {
    Path bestand = map.resolve(zending.bron()).resolve(zending.bericht() + ".xml");
    if (!Files.isRegularFile(bestand)) {
      throw new IllegalArgumentException(zending + ": er is geen tekst " + bestand);
    }
    try {
      return OPEN.matcher(Files.readString(bestand))
          .replaceAll(open -> Matcher.quoteReplacement(waarde(zending, open.group(1))));
    } catch (IOException e) {
      throw new UncheckedIOException(bestand + " is niet te lezen", e);
    }
  }

  private static String waarde(Zending zending, String naam) {
    String waarde =
        switch (naam) {
          case "bsn" -> zending.bsn();
          case "dag" -> zending.op();
          case "dag-stuf" -> zending.op().replace("-", "");
          default -> zending.velden().get(naam);
        };
    return Optional.ofNullable(waarde)
        .map(HtmlUtils::htmlEscapeDecimal)
        .orElseThrow(
            () -> new IllegalArgumentException(zending + ": geen waarde voor {{" + naam + "}}"));
  }
}
