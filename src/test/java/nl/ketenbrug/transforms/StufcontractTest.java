package nl.ketenbrug.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;

/** Our notices of persons, and our answers to them, are what StUF-BG itself accepts. */
class StufcontractTest {

  private static final Path KOPPELVLAK = Path.of("../shared/interfaces/stuf-bg0310");
  private static final Path VOORBEELDEN = Path.of("transforms/brp-stuf/examples");

  @Test
  void everyExampleIsValidAgainstTheRealSchema() throws Exception {
    assumeTrue(
        Files.isDirectory(KOPPELVLAK),
        "Zonder de map " + KOPPELVLAK + " is niet te toetsen wat StUF-BG zelf toelaat");
    Schema schema = schema();
    List<Path> voorbeelden;
    try (Stream<Path> bestanden = Files.list(VOORBEELDEN)) {
      voorbeelden =
          bestanden.filter(b -> !b.toString().endsWith(".canonical.xml")).sorted().toList();
    }

    assertThat(voorbeelden).hasSizeGreaterThan(9);
    for (Path voorbeeld : voorbeelden) {
      schema.newValidator().validate(new StreamSource(voorbeeld.toFile()));
    }
  }

  private static Schema schema() throws Exception {
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    // The schemas import one namespace by two paths.
    factory.setFeature("http://apache.org/xml/features/honour-all-schemaLocations", true);
    return factory.newSchema(
        new Source[] {
          bron("bg0310/mutatie/bg0310_msg_stuf_mutatie.xsd"),
          bron("bg0310/mutatie/bg0310_msg_mutatie.xsd")
        });
  }

  private static Source bron(String pad) {
    File bestand = KOPPELVLAK.resolve(pad).toFile();
    return new StreamSource(bestand);
  }
}
