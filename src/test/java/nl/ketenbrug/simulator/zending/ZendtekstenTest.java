package nl.ketenbrug.simulator.zending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.simulator.Koppelvlakken;
import nl.ketenbrug.simulator.Testsimulator;
import nl.ketenbrug.simulator.scenario.Scenariolezer;
import nl.ketenbrug.simulator.scenario.Zending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo's sources would send is what those sources may send. */
class ZendtekstenTest {

  private static final Path MAP = Testsimulator.SCENARIO.resolveSibling("zendingen");
  private static final List<Zending> ZENDINGEN =
      Scenariolezer.lees(Testsimulator.SCENARIO).zendingen();

  private final Zendteksten teksten = new Zendteksten(MAP);

  @Test
  void everyMessageIsValidAgainstTheSchemaOfItsSource() throws Exception {
    Schemacontrole schemas = new Schemacontrole(Path.of("."));
    for (Zending zending : ZENDINGEN) {
      JsonNode bron =
          new YAMLMapper().readTree(Path.of("config/sources", zending.bron() + ".yaml").toFile());
      assertThat(bron.path("levering").asText()).as(zending.bron()).isEqualTo("push");
      schemas.controleer(teksten.van(zending), bron.path("schema").asText());
    }
  }

  @Test
  void everyNoticeIsValidAgainstTheRealSchema() throws Exception {
    Path map = Koppelvlakken.of("stuf-bg0310");
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    // The schemas import one namespace by two paths.
    factory.setFeature("http://apache.org/xml/features/honour-all-schemaLocations", true);
    Schema schema =
        factory.newSchema(
            new Source[] {
              new StreamSource(map.resolve("bg0310/mutatie/bg0310_msg_stuf_mutatie.xsd").toFile()),
              new StreamSource(map.resolve("bg0310/mutatie/bg0310_msg_mutatie.xsd").toFile())
            });
    List<Zending> notices = ZENDINGEN.stream().filter(z -> z.bron().equals("brp-stuf")).toList();

    assertThat(notices).hasSizeGreaterThan(4);
    for (Zending notice : notices) {
      schema.newValidator().validate(new StreamSource(new StringReader(teksten.van(notice))));
    }
  }

  @Test
  void everyTextIsSentByTheScenarioOfTheDemo() throws Exception {
    List<String> files = new ArrayList<>();
    try (Stream<Path> paden = Files.walk(MAP)) {
      paden.filter(Files::isRegularFile).forEach(pad -> files.add(MAP.relativize(pad).toString()));
    }
    TreeSet<String> gezonden = new TreeSet<>();
    ZENDINGEN.forEach(z -> gezonden.add(z.bron() + "/" + z.bericht() + ".xml"));

    assertThat(files).containsExactlyInAnyOrderElementsOf(gezonden);
  }

  @Test
  void fillsInWhatATextLeavesOpen(@TempDir Path map) throws Exception {
    Files.createDirectories(map.resolve("een-bron"));
    Files.writeString(
        map.resolve("een-bron/proef.xml"), "<a b='{{bsn}}'>{{dag}} {{dag-stuf}} {{naam}}</a>");

    assertThat(new Zendteksten(map).van(zending("proef", Map.of("naam", "A & \\1 <B>"))))
        .isEqualTo("<a b='999991000'>2026-03-01 20260301 A &#38; \\1 &#60;B&#62;</a>");
    assertThatThrownBy(() -> new Zendteksten(map).van(zending("proef", Map.of())))
        .hasMessageContaining("geen waarde voor {{naam}}")
        .hasMessageNotContaining("999991000");
    assertThatThrownBy(() -> new Zendteksten(map).van(zending("anders", Map.of())))
        .hasMessageContaining("er is geen tekst");
    assertThatThrownBy(() -> zending("../proef", Map.of())).hasMessageContaining("kleine letters");
  }

  private static Zending zending(String bericht, Map<String, String> velden) {
    return new Zending("een-bron", "2026-03-01", "999991000", bericht, velden);
  }
}
