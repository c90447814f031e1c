package nl.ketenbrug.transforms;

import static net.sf.saxon.s9api.streams.Predicates.isElement;
import static net.sf.saxon.s9api.streams.Steps.child;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import org.xml.sax.SAXException;

/** The files under {@code transforms/} as the tests see them. */
final class Transforms {

  static final Path ROOT = Path.of("transforms");

  /** One processor for all tests: nodes of different processors cannot be mixed. */
  static final Processor SAXON = new Processor(false);

  private static final Map<String, Schema> SCHEMAS = schemasByNamespace();

  private Transforms() {}

  /** Files under {@code transforms/} whose name ends so, in a fixed order; fails on none. */
  static List<Path> files(String suffix) {
    try (var paths = Files.walk(ROOT)) {
      List<Path> found = paths.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
      if (found.isEmpty()) {
        throw new AssertionError("No " + suffix + " found under " + ROOT.toAbsolutePath());
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static XdmNode parse(Path file) throws SaxonApiException {
    return SAXON.newDocumentBuilder().build(file.toFile());
  }

  static XdmNode root(XdmNode document) {
    if (document.getNodeKind() == XdmNodeKind.ELEMENT) {
      return document;
    }
    return document.select(child(isElement())).asNode();
  }

  static boolean hasSchema(String namespace) {
    return SCHEMAS.containsKey(namespace);
  }

  /** Validates against our own schema of the root element's namespace; fails when there is none. */
  static void validate(XdmNode document) throws SAXException, IOException {
    String namespace = root(document).getNodeName().getNamespaceUri().toString();
    Schema schema = SCHEMAS.get(namespace);
    if (schema == null) {
      throw new AssertionError("No schema under transforms/ for namespace " + namespace);
    }
    schema.newValidator().validate(new StreamSource(new StringReader(document.toString())));
  }

  private static Map<String, Schema> schemasByNamespace() {
    Map<String, Schema> schemas = new HashMap<>();
    for (Path xsd : files(".xsd")) {
      try {
        String namespace = root(parse(xsd)).attribute("targetNamespace");
        if (schemas.put(namespace, schema(xsd.toFile())) != null) {
          throw new AssertionError("Two schemas for namespace " + namespace);
        }
      } catch (SaxonApiException | SAXException e) {
        throw new AssertionError("Schema cannot be read: " + xsd, e);
      }
    }
    return schemas;
  }

  private static Schema schema(File xsd) throws SAXException {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(xsd);
  }
}
