package nl.ketenbrug.source;

import static net.sf.saxon.s9api.streams.Predicates.isElement;
import static net.sf.saxon.s9api.streams.Steps.child;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmNode;
import nl.ketenbrug.message.GeweigerdBericht;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Reads what a source says in JSON: UTF-8, no name twice, nothing behind it, and as our own schema
 * of that source says. What it says of a fault names the place and the rule, never the value.
 */
@Component
public class Jsonlezer {

  /** Code of what is no JSON, or JSON that two readers could read differently. */
  public static final String NIET_LEESBAAR = "json-niet-leesbaar";

  private static final String ANTWOORD = "urn:ketenbrug:jsonantwoord:1";

  /**
   * A name that is there twice would be read as one value by us, and as the other by the source.
   */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectMapper RUIM =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final XPathExecutable jsonToXml;
  private final Jsontoets toets;

  public Jsonlezer(Environment omgeving) throws SaxonApiException {
    this.toets = new Jsontoets(Path.of(omgeving.getProperty("ketenbrug.map", ".")));
    XPathCompiler compiler = new Processor(false).newXPathCompiler();
    compiler.declareVariable(new QName("json"));
    this.jsonToXml = compiler.compile("json-to-xml($json)");
  }

  /**
   * @param tekst as it came: a number keeps its digits
   */
  record Gelezen(String tekst, JsonNode boom) {}

  /**
   * An answer that came by itself, as the {@code Jsonantwoord} that a stylesheet reads.
   *
   * @param schema of the source, from the top folder
   * @throws GeweigerdBericht {@link #NIET_LEESBAAR} or {@code json-niet-geldig}
   */
  public String jsonantwoord(String schema, byte[] bytes) {
    Gelezen gelezen;
    String deel;
    try {
      gelezen = ontleed(bytes);
      deel = deel("", gelezen);
    } catch (CharacterCodingException | JsonProcessingException | SaxonApiException e) {
      // Not as the cause: its text quotes the message.
      throw new GeweigerdBericht(NIET_LEESBAAR, "het bericht is geen JSON in UTF-8");
    }
    gebrek(schema, gelezen)
        .ifPresent(
            gebrek -> {
              throw new GeweigerdBericht(
                  "json-niet-geldig",
                  "het bericht voldoet niet aan %s: %s".formatted(schema, gebrek));
            });
    return jsonantwoord(deel);
  }

  /** All parts of an answer together. */
  static String jsonantwoord(String delen) {
    return "<Jsonantwoord xmlns=\"%s\">%s</Jsonantwoord>".formatted(ANTWOORD, delen);
  }

  Gelezen ontleed(byte[] bytes) throws CharacterCodingException, JsonProcessingException {
    String tekst = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return new Gelezen(tekst, JSON.readTree(tekst));
  }

  /**
   * Whether it is a whole answer in JSON, which nobody may read for its names or its encoding: it
   * will be the same at each question. By ISO 8859-1 each byte is a character.
   */
  static boolean isHeel(byte[] bytes) {
    try {
      RUIM.readTree(new String(bytes, StandardCharsets.ISO_8859_1));
      return bytes.length > 0;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * @throws IllegalStateException when the schema cannot be read
   */
  void ken(String schema) {
    toets.lees(schema);
  }

  Optional<String> gebrek(String schema, Gelezen gelezen) {
    return toets.gebrek(schema, gelezen.boom());
  }

  /**
   * One part of an answer, in the XML form of JSON.
   *
   * @param van number of the object that it is about; empty = the first answer
   */
  String deel(String van, Gelezen gelezen) throws SaxonApiException {
    XPathSelector selector = jsonToXml.load();
    selector.setVariable(new QName("json"), new XdmAtomicValue(gelezen.tekst()));
    XdmNode xml = ((XdmNode) selector.evaluateSingle()).select(child(isElement())).asNode();
    return "<deel van=\"%s\">%s</deel>".formatted(van, xml);
  }
}
