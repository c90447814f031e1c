package nl.ketenbrug.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.XsltExecutable;
import org.junit.jupiter.api.Test;

/** What we make of the Centraal Insolventieregister, held against its own schema and code list. */
class CirContractTest {

  private static final Path KOPPELVLAK = Path.of("../shared/interfaces/cir");
  private static final Path VOORBEELD = Path.of("transforms/cir/examples/wsnp.xml");

  @Test
  void everyCodeOfTheRegisterHasItsRule() throws Exception {
    Path lijst = aanwezig(KOPPELVLAK.resolve("publicatiesoortcodes.csv"));
    List<String> codes =
        Files.readAllLines(lijst).stream().skip(1).map(regel -> regel.substring(0, 4)).toList();
    String voorbeeld = Files.readString(VOORBEELD);

    assertThat(codes).hasSize(126);
    for (String code : codes) {
      assertThat(canoniek(voorbeeld.replace(">2304<", ">" + code + "<")))
          .as(code)
          .doesNotContain("publicatie-onbekend");
    }
  }

  @Test
  void ourExamplesAreWhatTheRealSchemaAllows() throws Exception {
    Path schema = aanwezig(KOPPELVLAK.resolve("RSpublicWS_InsolvencyContent03.xsd"));

    Schema echt =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(schema.toFile());
    for (String naam : List.of("wsnp", "faillissement", "fout", "niets-gevonden")) {
      echt.newValidator()
          .validate(new StreamSource(VOORBEELD.resolveSibling(naam + ".xml").toFile()));
    }
  }

  @Test
  void aRealAnswerInItsEnvelopeMapsAndIsCanonical() throws Exception {
    Path antwoord = aanwezig(Path.of("../shared/samples/cir/GetCase.xml"));

    XdmNode canoniek = omgezet(Files.readString(antwoord));
    assertThat(canoniek.toString())
        .contains("uitkomst=\"gevonden\"", "<soort>faillissement</soort>", "rol=\"curator\"");
    Transforms.validate(canoniek);
  }

  /** A list says which publications changed, one of each case, and up to when that is so. */
  @Test
  void aRealListInItsEnvelopeMapsAndIsCanonical() throws Exception {
    for (String naam : List.of("SearchModifiedSince", "SearchNaturalPerson")) {
      Path antwoord = aanwezig(Path.of("../shared/samples/cir/" + naam + ".xml"));
      String xml = Files.readString(antwoord);

      XdmNode canoniek = omgezet(xml);

      Transforms.validate(canoniek);
      assertThat(canoniek.toString())
          .as(naam)
          .startsWith("<Registerlijst")
          .contains("uitkomst=\"gevonden\"", "stand=\"2021-05-21T");
      List<String> genoemd =
          Pattern.compile("<publicatieKenmerk>([^<]*)<")
              .matcher(xml)
              .results()
              .map(m -> m.group(1))
              .toList();
      assertThat(genoemd).isNotEmpty();
      assertThat(genoemd).allSatisfy(kenmerk -> assertThat(canoniek.toString()).contains(kenmerk));
    }
  }

  private static Path aanwezig(Path pad) {
    assumeTrue(
        Files.exists(pad), "Zonder " + pad + " is niet te toetsen wat het register zelf zegt");
    return pad;
  }

  private static String canoniek(String xml) throws Exception {
    return omgezet(xml).toString();
  }

  private static XdmNode omgezet(String xml) throws Exception {
    XsltExecutable stylesheet =
        Transforms.SAXON
            .newXsltCompiler()
            .compile(Path.of("transforms/cir/cir-to-canonical.xsl").toFile());
    Map<QName, XdmValue> parameters = new HashMap<>();
    parameters.put(
        new QName("berichtId"), new XdmAtomicValue("019a9000-0020-7a11-8b22-000000000020"));
    parameters.put(
        new QName("bronUrn"), new XdmAtomicValue("urn:nld:oin:00000099000000047000:systeem:cir"));
    parameters.put(new QName("geregistreerd"), new XdmAtomicValue("2026-11-17T08:05:13.655Z"));
    XdmNode bron =
        Transforms.SAXON.newDocumentBuilder().build(new StreamSource(new StringReader(xml)));
    XdmDestination uit = new XdmDestination();
    var transformer = stylesheet.load30();
    transformer.setStylesheetParameters(parameters);
    transformer.setGlobalContextItem(bron);
    transformer.applyTemplates(bron, uit);
    return uit.getXdmNode();
  }
}
