package nl.ketenbrug.enrichment;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import nl.ketenbrug.intake.Schemacontrole;

/** The way of a derived fact to a partner: both stylesheets, and after each its schema. */
final class Afleidingsvorm {

  private static final Path TRANSFORMS = Path.of("transforms");
  private static final Processor SAXON = new Processor(false);
  private static final XsltExecutable GEBEURTENIS =
      stylesheet("canonical/afleiding-to-gebeurtenis");
  private static final XsltExecutable VOLLEDIG = stylesheet("volledig/canonical-to-volledig");

  private Afleidingsvorm() {}

  /**
   * The event in profile {@code volledig}.
   *
   * @throws nl.ketenbrug.message.Schemafout when it is not valid on the way
   */
  static String volledig(String document) {
    Schemacontrole schema = new Schemacontrole(Path.of("."));
    String gebeurtenis =
        maak(
            GEBEURTENIS,
            document,
            Map.of(
                "berichtId", "019a9d00-0050-7a11-8b22-000000000050",
                "bronUrn", "urn:nld:oin:00000099000000000100:systeem:ketenbrug",
                "geregistreerd", "2026-12-21T10:00:00Z"));
    schema.controleer(gebeurtenis, "transforms/canonical/invordering-v1.xsd");
    String volledig = maak(VOLLEDIG, gebeurtenis, Map.of());
    schema.controleer(volledig, "transforms/volledig/volledig-v1.xsd");
    return volledig;
  }

  private static String maak(XsltExecutable sheet, String xml, Map<String, String> waarden) {
    try {
      Xslt30Transformer transformer = sheet.load30();
      Map<QName, net.sf.saxon.s9api.XdmValue> parameters = new java.util.HashMap<>();
      waarden.forEach(
          (naam, waarde) -> parameters.put(new QName(naam), new XdmAtomicValue(waarde)));
      transformer.setStylesheetParameters(parameters);
      StringWriter uit = new StringWriter();
      transformer.transform(
          new StreamSource(new StringReader(xml)), transformer.newSerializer(uit));
      return uit.toString();
    } catch (SaxonApiException e) {
      throw new AssertionError(e);
    }
  }

  private static XsltExecutable stylesheet(String naam) {
    try {
      return SAXON
          .newXsltCompiler()
          .compile(new StreamSource(TRANSFORMS.resolve(naam + ".xsl").toFile()));
    } catch (SaxonApiException e) {
      throw new AssertionError(e);
    }
  }
}
