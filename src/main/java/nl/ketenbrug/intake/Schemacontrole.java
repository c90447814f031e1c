package nl.ketenbrug.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.xml.XMLConstants;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Checks XML against a schema of {@code transforms}, and says in Dutch where and why it is refused.
 */
public final class Schemacontrole {

  private static final String TEKENSET = "xml-tekenset";
  private static final String ANDERE_TEKENSET =
      "de tekst is niet te lezen in de tekenset die het bericht noemt";

  private final Path map;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<String, Leesvoorraad<Keurder>> keurders = new ConcurrentHashMap<>();

  /**
   * @param map folder below which the schemas stand
   */
  public Schemacontrole(Path map) {
    this.map = map;
  }

  /**
   * @param xml the message as text
   * @param schema path of the schema from the top folder
   * @throws Schemafout at the first thing that is wrong
   */
  public void controleer(String xml, String schema) {
    controleer(new Invoer(xml), schema);
  }

  /**
   * Compiles the schema now, before the first message needs it.
   *
   * @throws UncheckedIOException with the path and the reason when it cannot be used
   */
  public void bereidVoor(String schema) {
    schema(schema);
  }

  void controleer(Invoer source, String schema) {
    controleer(UnaryOperator.identity(), source, schema);
  }

  /**
   * @param inhoud puts between reader and schema what leaves out what that has nothing to say about
   */
  void controleer(UnaryOperator<XMLReader> inhoud, Invoer source, String schema) {
    keurders
        .computeIfAbsent(schema, this::keurders)
        .met(
            source.lengte(),
            keurder -> keur(inhoud.apply(keurder.reader()), source, keurder.validator()));
  }

  private record Keurder(XMLReader reader, Validator validator) {}

  private Leesvoorraad<Keurder> keurders(String schema) {
    return new Leesvoorraad<>(() -> new Keurder(XmlLezer.reader(), schema(schema).newValidator()));
  }

  private static Void keur(XMLReader lezer, Invoer source, Validator validator) {
    Plaats plaats = new Plaats();
    plaats.setParent(lezer);
    validator.setErrorHandler(plaats.fouten());
    try {
      validator.validate(new SAXSource(plaats, source));
      plaats.meldEersteFout();
      return null;
    } catch (Schemafout e) {
      throw e;
    } catch (SAXParseException e) {
      throw plaats.onleesbaar(e);
    } catch (SAXException e) {
      throw plaats.onleesbaar(new SAXParseException(e.getMessage(), null));
    } catch (IOException e) {
      throw new Schemafout(Schemafout.Soort.NIET_LEESBAAR, TEKENSET, 1, 1, ANDERE_TEKENSET);
    }
  }

  private Schema schema(String path) {
    return schemas.computeIfAbsent(path, this::compile);
  }

  private Schema compile(String path) {
    try {
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
      return factory.newSchema(map.resolve(path).toFile());
    } catch (SAXException e) {
      throw new UncheckedIOException(
          new IOException("Schema " + path + " is niet te gebruiken: " + e.getMessage(), e));
    }
  }

  /** Follows the path of elements, so that an error can name the one at fault. */
  private static final class Plaats extends XMLFilterImpl {

    private final Deque<String> elements = new ArrayDeque<>();
    private Schemafout eersteFout;

    @Override
    public void startElement(String uri, String name, String qName, Attributes attributes)
        throws SAXException {
      elements.addLast(name);
      super.startElement(uri, name, qName, attributes);
    }

    @Override
    public void endElement(String uri, String name, String qName) throws SAXException {
      super.endElement(uri, name, qName);
      elements.removeLast();
    }

    void meldEersteFout() {
      if (eersteFout != null) {
        throw eersteFout;
      }
    }

    ErrorHandler fouten() {
      return new ErrorHandler() {
        @Override
        public void warning(SAXParseException e) {}

        /** Reads on: text that is no XML at all further down is refused as that. */
        @Override
        public void error(SAXParseException e) {
          if (eersteFout == null) {
            eersteFout = ongeldig(e);
          }
        }

        @Override
        public void fatalError(SAXParseException e) {
          throw onleesbaar(e);
        }
      };
    }

    private Schemafout ongeldig(SAXParseException e) {
      String rule = rule(e.getMessage());
      return new Schemafout(
          Schemafout.Soort.NIET_GELDIG,
          "xml-niet-geldig",
          e.getLineNumber(),
          e.getColumnNumber(),
          reden(rule) + " (" + rule + ")");
    }

    private String reden(String rule) {
      String element = elements.isEmpty() ? "het hoofdelement" : "/" + String.join("/", elements);
      if (rule.startsWith("cvc-elt.1")) {
        return element + " is hier onbekend, of staat in een andere namespace dan het schema";
      }
      if (rule.startsWith("cvc-complex-type.2.4.b")) {
        return "in " + element + " ontbreekt een verplicht element";
      }
      if (rule.startsWith("cvc-complex-type.2.4")) {
        return element
            + " staat hier niet goed: onbekend, of een verplicht element ervoor ontbreekt";
      }
      if (rule.startsWith("cvc-complex-type.3")) {
        return element + " heeft een attribuut dat niet mag";
      }
      return "de waarde van " + element + " heeft niet de voorgeschreven vorm";
    }

    Schemafout onleesbaar(SAXParseException e) {
      String message = String.valueOf(e.getMessage());
      boolean dtd = message.contains("DOCTYPE");
      boolean limit = message.contains("JAXP");
      // The reader of the JDK says so of bytes that are no UTF-8, and of a name that it does not
      // know.
      boolean tekenset = message.startsWith("Invalid byte") || message.contains("encoding");
      if (tekenset) {
        return new Schemafout(
            Schemafout.Soort.NIET_LEESBAAR,
            TEKENSET,
            Math.max(1, e.getLineNumber()),
            Math.max(1, e.getColumnNumber()),
            ANDERE_TEKENSET);
      }
      String code = dtd ? "xml-dtd-verboden" : limit ? "xml-te-diep" : "xml-niet-leesbaar";
      String uitleg =
          dtd
              ? "een DTD is niet toegestaan"
              : limit
                  ? "het bericht is te diep genest of heeft te veel attributen"
                  : "hier houdt de tekst op goed gevormde XML te zijn";
      return new Schemafout(
          Schemafout.Soort.NIET_LEESBAAR,
          code,
          Math.max(1, e.getLineNumber()),
          Math.max(1, e.getColumnNumber()),
          uitleg);
    }

    private static String rule(String message) {
      int colon = message == null ? -1 : message.indexOf(':');
      return colon < 0 ? "schema" : message.substring(0, colon);
    }
  }
}
