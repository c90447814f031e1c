package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.file.Path;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.TransformerFactoryImpl;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.GeweigerdBericht;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stylesheets make passes, and what they should not make is refused without its value. */
class ProfielkeuringTest {

  private static final String JSON = "transforms/beperkt-json/beperkt-json-v1.schema.json";
  private static final String KOLOMMEN = "transforms/beperkt-csv/kolommen.txt";

  private final Profielkeuring keuring =
      new Profielkeuring(Path.of("."), new Schemacontrole(Path.of(".")));

  @ParameterizedTest
  @CsvSource({
    "beperkt-json, beperkt-json-v1.schema.json, beslag-gelegd-verrijkt",
    "beperkt-json, beperkt-json-v1.schema.json, bvv-herzien",
    "beperkt-json, beperkt-json-v1.schema.json, termijn-verstreken",
    "beperkt-json, beperkt-json-v1.schema.json, coordinatie",
    "beperkt-csv, kolommen.txt, beslag-gelegd-verrijkt",
    "beperkt-csv, kolommen.txt, bvv-herzien",
    "beperkt-csv, kolommen.txt, termijn-verstreken",
    "bvv-suwiml, bvv-suwiml-v1.xsd, bvv-herzien"
  })
  void whatAStylesheetMakesPasses(String profiel, String toets, String voorbeeld) throws Exception {
    keuring.controleer(maak(profiel, voorbeeld), "transforms/" + profiel + "/" + toets);
  }

  @Test
  void twoVersionsOfAModelAreMadeOfTheSameEventSideBySide() throws Exception {
    String een = maak("bvv", "bvv-vastgesteld");
    String twee = maak("bvv-2", "bvv-vastgesteld");

    keuring.controleer(een, "transforms/bvv/bvv-v1.xsd");
    keuring.controleer(twee, "transforms/bvv-2/bvv-v2.xsd");
    assertThat(een).contains("<bedrag>171254</bedrag>").doesNotContain("rekenregelversie");
    assertThat(twee)
        .contains("<bedragPerMaand>171254</bedragPerMaand>", "<rekenregelversie>bvv-2026.2<");
    assertThatThrownBy(() -> keuring.controleer(twee, "transforms/bvv/bvv-v1.xsd"))
        .isInstanceOf(GeweigerdBericht.class);
  }

  @Test
  void jsonWithAFieldMoreOrOfAnotherKindIsRefusedByItsPlace() throws Exception {
    String goed = maak("beperkt-json", "beslag-gelegd-verrijkt");

    geweigerd(goed.replace("\"bsn\":", "\"naam\":\"Zandstra\",\"bsn\":"), "json-niet-geldig");
    geweigerd(goed.replace("171254", "\"171254\""), "json-niet-geldig");
    geweigerd(goed.replace("999958379", "99995837"), "json-niet-geldig");
    geweigerd(goed.substring(1), "json-niet-leesbaar");
  }

  @Test
  void rowsWithAnotherHeadingAnotherWidthOrAFormulaAreRefused() throws Exception {
    String goed = maak("beperkt-csv", "beslag-gelegd-verrijkt");

    geweigerdeRegels(goed.replace("\"bsn\"", "\"naam\""), "csv-niet-geldig");
    geweigerdeRegels(goed.replace("\"999958379\";", ""), "csv-niet-geldig");
    geweigerdeRegels(goed.replace("\"999958379\"", "\"=999958379\""), "csv-formule");
    geweigerdeRegels(goed.replace("\"999958379\"", "\"9\"99958379\""), "csv-niet-leesbaar");
    geweigerdeRegels(goed.substring(0, goed.indexOf('\n') + 1), "csv-niet-geldig");
  }

  private void geweigerd(String body, String code) {
    geweigerd(body, JSON, code);
  }

  private void geweigerdeRegels(String body, String code) {
    geweigerd(body, KOLOMMEN, code);
  }

  private void geweigerd(String body, String toets, String code) {
    assertThatThrownBy(() -> keuring.controleer(body, toets))
        .isInstanceOf(GeweigerdBericht.class)
        .satisfies(e -> assertThat(((GeweigerdBericht) e).code()).isEqualTo(code))
        .message()
        .doesNotContain("99995837")
        .doesNotContain("Zandstra");
  }

  private static String maak(String profiel, String voorbeeld) throws Exception {
    StringWriter uit = new StringWriter();
    new TransformerFactoryImpl()
        .newTransformer(
            new StreamSource(
                Path.of("transforms/" + profiel + "/canonical-to-" + profiel + ".xsl").toFile()))
        .transform(
            new StreamSource(
                Path.of("transforms/canonical/examples/" + voorbeeld + ".xml").toFile()),
            new StreamResult(uit));
    return uit.toString();
  }
}
