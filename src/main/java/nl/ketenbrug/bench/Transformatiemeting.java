package nl.ketenbrug.bench;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.xml.sax.SAXException;

/** What one message costs: only read and checked, and also shaped by its stylesheet. */
@State(Scope.Thread)
public class Transformatiemeting {

  private static final Map<QName, XdmValue> PARAMETERS =
      parameters(
          Map.of(
              "berichtId", "019a9000-0020-7a11-8b22-000000000020",
              "bronUrn", "urn:nld:oin:00000099000000041000:systeem:meting",
              "onderwerp", "0".repeat(64),
              "geregistreerd", "2026-11-17T08:05:13.655Z"));

  @Param("transforms/svb/svb-to-canonical.xsl")
  public String stylesheet;

  @Param("transforms/svb/svb-v0200.xsd")
  public String schema;

  @Param("transforms/svb/examples/gevonden.xml")
  public String voorbeeld;

  /** Of the answers about each object of the first one, of a source with JSON. */
  @Param("")
  public String elkSchema;

  private final Processor saxon = new Processor(false);
  private Voorbeeldbericht bericht;
  private XsltExecutable gecompileerd;

  @Setup
  public void bereidVoor() throws IOException, SAXException, SaxonApiException {
    bericht =
        schema.endsWith(".json")
            ? new Jsonbericht(
                saxon,
                Path.of(voorbeeld),
                Path.of(schema),
                Path.of(elkSchema.isEmpty() ? schema : elkSchema))
            : new Xmlvoorbeeld(Path.of(voorbeeld), Path.of(schema));
    gecompileerd = saxon.newXsltCompiler().compile(Path.of(stylesheet).toFile());
  }

  /** The message read and held against its schema, as any program must that receives it. */
  @Benchmark
  public Object lezenEnToetsen() throws Exception {
    bericht.toets();
    return bericht;
  }

  /** The same, then shaped into the canonical model and written as text. */
  @Benchmark
  public String omzetten() throws Exception {
    bericht.toets();
    XdmNode document =
        saxon.newDocumentBuilder().build(new StreamSource(new StringReader(bericht.invoer())));
    Xslt30Transformer transformer = gecompileerd.load30();
    transformer.setStylesheetParameters(PARAMETERS);
    transformer.setGlobalContextItem(document);
    StringWriter uit = new StringWriter();
    transformer.applyTemplates(document, transformer.newSerializer(uit));
    return uit.toString();
  }

  private static Map<QName, XdmValue> parameters(Map<String, String> waarden) {
    Map<QName, XdmValue> parameters = new HashMap<>();
    waarden.forEach((naam, waarde) -> parameters.put(new QName(naam), new XdmAtomicValue(waarde)));
    return parameters;
  }
}
