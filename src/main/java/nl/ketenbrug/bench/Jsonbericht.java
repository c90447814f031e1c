package nl.ketenbrug.bench;

import static net.sf.saxon.s9api.streams.Predicates.isElement;
import static net.sf.saxon.s9api.streams.Steps.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmNode;

/**
 * An answer in JSON, of one part or more: as it came, and as the stylesheet reads it. From an
 * example that holds the JSON itself, or from a {@code Jsonantwoord}.
 */
final class Jsonbericht implements Voorbeeldbericht {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param van number of the object that it is about; empty = the first answer
   */
  private record Deel(String van, String json, JsonSchema schema) {}

  private final XPathExecutable alsXml;
  private final List<Deel> delen = new ArrayList<>();
  private String over = "";

  /**
   * @param schema of the first answer
   * @param elkSchema of the answers about each object in it
   */
  Jsonbericht(Processor saxon, Path voorbeeld, Path schema, Path elkSchema)
      throws IOException, SaxonApiException {
    alsXml = met(saxon, "json-to-xml($waarde)");
    if (voorbeeld.toString().endsWith(".json")) {
      delen.add(new Deel("", Files.readString(voorbeeld), lees(schema)));
      return;
    }
    XPathExecutable alsJson = met(saxon, "xml-to-json($waarde)");
    XdmNode antwoord =
        saxon.newDocumentBuilder().build(voorbeeld.toFile()).select(child(isElement())).asNode();
    for (XdmNode deel : antwoord.select(child(isElement())).toList()) {
      if (deel.getNodeName().getLocalName().equals("over")) {
        over = deel.toString();
        continue;
      }
      XPathSelector selector = alsJson.load();
      selector.setVariable(new QName("waarde"), deel.select(child(isElement())).asNode());
      String van = deel.attribute("van");
      delen.add(
          new Deel(
              van,
              selector.evaluateSingle().getStringValue(),
              lees(van.isEmpty() ? schema : elkSchema)));
    }
  }

  private static XPathExecutable met(Processor saxon, String expressie) throws SaxonApiException {
    XPathCompiler compiler = saxon.newXPathCompiler();
    compiler.declareVariable(new QName("waarde"));
    return compiler.compile(expressie);
  }

  private static JsonSchema lees(Path schema) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(
            Files.readString(schema),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  @Override
  public void toets() throws IOException {
    for (Deel deel : delen) {
      if (!deel.schema().validate(JSON.readTree(deel.json())).isEmpty()) {
        throw new IllegalStateException("Een voorbeeld voldoet niet aan het schema van zijn bron");
      }
    }
  }

  @Override
  public String invoer() throws SaxonApiException {
    StringBuilder xml = new StringBuilder("<Jsonantwoord xmlns=\"urn:ketenbrug:jsonantwoord:1\">");
    xml.append(over);
    for (Deel deel : delen) {
      XPathSelector selector = alsXml.load();
      selector.setVariable(new QName("waarde"), new XdmAtomicValue(deel.json()));
      XdmNode vorm = ((XdmNode) selector.evaluateSingle()).select(child(isElement())).asNode();
      xml.append("<deel van=\"%s\">%s</deel>".formatted(deel.van(), vorm));
    }
    return xml.append("</Jsonantwoord>").toString();
  }
}
