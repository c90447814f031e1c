package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be read is told to who asked, and not to whoever reads along on the error stream. */
class SaxonTest {

  private final PrintStream gewoon = System.err;
  private final ByteArrayOutputStream gemeld = new ByteArrayOutputStream();

  @BeforeEach
  void luister() {
    System.setErr(new PrintStream(gemeld, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void zoalsHetWas() {
    System.setErr(gewoon);
  }

  @Test
  void whatIsNoXmlIsThrownAndNotReported() {
    geweigerd(Saxon.stil());
    assertThat(gemeld).asString().isEmpty();

    geweigerd(new Processor(false));
    assertThat(gemeld).as("which one that is not silent does").asString().isNotEmpty();
  }

  private static void geweigerd(Processor saxon) {
    StreamSource bron = new StreamSource(new StringReader("<a>geheim</b>"));
    assertThatThrownBy(() -> saxon.newDocumentBuilder().build(bron))
        .isInstanceOf(SaxonApiException.class);
  }
}
