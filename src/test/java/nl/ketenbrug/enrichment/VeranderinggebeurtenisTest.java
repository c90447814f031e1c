package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the rules make of the example of a source is an event that the model and the profile of the
 * bailiff take: a field that the schema wants and no rule keeps would show only in production.
 */
class VeranderinggebeurtenisTest {

  private static final Processor SAXON = new Processor(false);
  private static final Bsn BSN = new Bsn("999991000");
  private static final LocalDate DAG = LocalDate.of(2026, 12, 21);
  private static final Pattern PLAATS = Pattern.compile("<(aanduiding|uitvoerder)\\b");
  private static final String LEEG =
      "<Brongegevens xmlns=\"urn:ketenbrug:invordering:1\" uitkomst=\"gevonden\"/>";

  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));

  @ParameterizedTest
  @CsvSource({
    "kadaster-eigendom, nl.kadaster.zakelijk-recht-gewijzigd",
    "rdw-digitaal, nl.rdw.tenaamstelling-gewijzigd",
    "svb, nl.uitkeringen.uitkering-gewijzigd",
    "uwv-werknemersverzekeringen, nl.uitkeringen.uitkering-gewijzigd",
    "bijstandsregelingen, nl.uitkeringen.uitkering-gewijzigd nl.vorderingen.betalingsverplichting-opgelegd"
  })
  void whatComesAndGoesInTheExampleIsAValidEventInModelAndProfile(String bron, String typen)
      throws Exception {
    Vergelijker vergelijker = vergelijker(bron);
    String voorbeeld =
        Files.readString(Path.of("transforms", bron, "examples/gevonden.canonical.xml"));

    Set<String> gezien = new TreeSet<>();
    for (List<String> paar : List.of(List.of(LEEG, voorbeeld), List.of(voorbeeld, LEEG))) {
      List<Verandering> anders =
          vergelijker.vergelijk(vergelijker.feiten(paar.get(0)), paar.get(1), DAG, DAG);
      assertThat(anders).isNotEmpty();
      for (Verandering een : anders) {
        String gebeurtenis = vorm("canonical/afleiding-to-gebeurtenis", document(een));
        schemas.controleer(gebeurtenis, "transforms/canonical/invordering-v1.xsd");
        String profiel = vorm("volledig/canonical-to-volledig", gebeurtenis);
        schemas.controleer(profiel, "transforms/volledig/volledig-v1.xsd");
        gezien.add(een.type());
      }
    }
    assertThat(gezien).containsAll(List.of(typen.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kadaster-eigendom", "bijstandsregelingen", "svb"})
  void whereSomebodyLivesIsToldOnlyWhenHisAddressIsExplicitlyNoSecret(String bron)
      throws Exception {
    Vergelijker vergelijker = vergelijker(bron);
    String voorbeeld =
        Files.readString(Path.of("transforms", bron, "examples/gevonden.canonical.xml"));
    boolean plaatst = bron.equals("svb");
    for (Verandering een : vergelijker.vergelijk(vergelijker.feiten(LEEG), voorbeeld, DAG, DAG)) {
      for (Boolean geheim : Arrays.asList(true, null, false)) {
        String gebeurtenis = vorm("canonical/afleiding-to-gebeurtenis", document(een, geheim));
        String profiel = vorm("volledig/canonical-to-volledig", gebeurtenis);
        schemas.controleer(profiel, "transforms/volledig/volledig-v1.xsd");
        boolean open = Boolean.FALSE.equals(geheim) && PLAATS.matcher(gebeurtenis).find();
        assertThat(PLAATS.matcher(profiel).find())
            .as("%s, geheim %s", een.type(), geheim)
            .isEqualTo(open);
        plaatst |= open;
      }
    }
    assertThat(plaatst).as("the example has a place to hide").isTrue();
  }

  /** What names the property, the creditor or who attached may tell where the debtor lives. */
  @ParameterizedTest
  @CsvSource({
    "brk, beslag-gewijzigd, <kadasterbeslag>, <kenmerk>NL Verzonnendam organisatie",
    "betaalverplichtingen, betalingsverplichting-opgelegd, <bedrag>, <schuldeiser> <grondslag>",
    "betaalverplichtingen, betalingsverplichting-ingetrokken, <ingetrokkenOp>, <schuldeiser> <grondslag>"
  })
  void whatTheSourcesWithJsonTellIsValidAndShowsNoPlaceOfASecretAddress(
      String bron, String type, String altijd, String plaatsen) throws Exception {
    Vergelijker vergelijker = vergelijker(bron);
    String nu = Files.readString(Path.of("transforms", bron, "examples/gevonden.canonical.xml"));
    String eerst =
        nu.replaceAll("(?s)<kadasterbeslag>.*</kadasterbeslag>", "")
            .replaceAll("<ingetrokkenOp>.*</ingetrokkenOp>", "");
    if (type.endsWith("-opgelegd")) {
      eerst = LEEG;
    }
    List<Verandering> anders =
        vergelijker.vergelijk(vergelijker.feiten(eerst), nu, DAG, DAG).stream()
            .filter(een -> een.type().endsWith(type))
            .toList();

    assertThat(anders).isNotEmpty();
    for (Boolean geheim : Arrays.asList(true, null, false)) {
      String gebeurtenis =
          vorm("canonical/afleiding-to-gebeurtenis", document(anders.get(0), geheim));
      schemas.controleer(gebeurtenis, "transforms/canonical/invordering-v1.xsd");
      String profiel = vorm("volledig/canonical-to-volledig", gebeurtenis);
      schemas.controleer(profiel, "transforms/volledig/volledig-v1.xsd");
      assertThat(profiel).contains(altijd);
      for (String plaats : plaatsen.split(" ")) {
        assertThat(profiel.contains(plaats))
            .as("%s, geheim %s", plaats, geheim)
            .isEqualTo(Boolean.FALSE.equals(geheim));
      }
    }
  }

  private static Vergelijker vergelijker(String bron) throws Exception {
    return new Vergelijker(
        new YAMLMapper()
            .readValue(
                Path.of("config/veranderingen", bron + ".yaml").toFile(), Veranderregels.class));
  }

  private static String document(Verandering verandering) {
    return document(verandering, false);
  }

  private static String document(Verandering verandering, Boolean geheim) {
    return new Afleidingsdocument(
            verandering.type(),
            new Dossiersleutel("a".repeat(64)),
            verandering.datum(),
            List.of(new Oin("00000099000000110000")))
        .verschil(BSN, geheim, verandering);
  }

  private static String vorm(String stylesheet, String xml) throws Exception {
    Xslt30Transformer transformer =
        SAXON
            .newXsltCompiler()
            .compile(Path.of("transforms", stylesheet + ".xsl").toFile())
            .load30();
    transformer.setStylesheetParameters(
        Map.of(
                "berichtId", "019a9000-0020-7a11-8b22-000000000020",
                "bronUrn", "urn:nld:oin:00000099000000000000:systeem:ketenbrug",
                "geregistreerd", "2026-12-21T10:00:00Z")
            .entrySet()
            .stream()
            .collect(
                Collectors.toMap(
                    een -> new QName(een.getKey()), een -> new XdmAtomicValue(een.getValue()))));
    StringWriter uit = new StringWriter();
    transformer.setGlobalContextItem(
        SAXON.newDocumentBuilder().build(new StreamSource(new StringReader(xml))));
    transformer.transform(new StreamSource(new StringReader(xml)), SAXON.newSerializer(uit));
    return uit.toString();
  }
}
