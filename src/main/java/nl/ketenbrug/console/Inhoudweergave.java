package nl.ketenbrug.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A payload laid out for reading. It comes from outside and is not trusted: no DTD, nothing
 * fetched. What does not parse is shown as it came, for a refused message is often refused for just
 * that.
 *
 * @param tekst null when there is no payload
 * @param ingekort true when only the beginning is given
 */
record Inhoudweergave(String tekst, boolean ingekort) {

  /** In characters; a page with more is no help to a reader, and the API gives all of it. */
  static final int MAX_TEKENS = 100_000;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  static Inhoudweergave van(String inhoud) {
    if (inhoud == null) {
      return new Inhoudweergave(null, false);
    }
    if (inhoud.length() > MAX_TEKENS) {
      return new Inhoudweergave(inhoud.substring(0, MAX_TEKENS), true);
    }
    String begin = inhoud.stripLeading();
    if (begin.startsWith("<")) {
      return new Inhoudweergave(xml(inhoud), false);
    }
    return new Inhoudweergave(
        begin.startsWith("{") || begin.startsWith("[") ? json(inhoud) : inhoud, false);
  }

  private static String xml(String inhoud) {
    try {
      StringWriter uit = new StringWriter();
      opmaker().transform(new DOMSource(lees(inhoud)), new StreamResult(uit));
      // The JDK adds an empty line for every line break between elements.
      return uit.toString().replaceAll("(?m)^\\s*\\R", "").strip();
    } catch (SAXException e) {
      return inhoud;
    } catch (ParserConfigurationException | TransformerException | java.io.IOException e) {
      throw new IllegalStateException("De JDK kan geen XML opmaken", e);
    }
  }

  private static Document lees(String inhoud)
      throws ParserConfigurationException, SAXException, java.io.IOException {
    DocumentBuilderFactory fabriek = DocumentBuilderFactory.newDefaultNSInstance();
    fabriek.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    fabriek.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    fabriek.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    fabriek.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    // Deeper was refused, and is shown as it came.
    fabriek.setAttribute("http://www.oracle.com/xml/jaxp/properties/maxElementDepth", "100");
    var lezer = fabriek.newDocumentBuilder();
    // Without this the JDK prints what it read to standard error.
    lezer.setErrorHandler(new DefaultHandler());
    return lezer.parse(new InputSource(new StringReader(inhoud)));
  }

  private static Transformer opmaker() throws TransformerException {
    TransformerFactory fabriek = TransformerFactory.newDefaultInstance();
    fabriek.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    fabriek.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
    Transformer opmaker = fabriek.newTransformer();
    opmaker.setOutputProperty(OutputKeys.INDENT, "yes");
    opmaker.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    opmaker.setOutputProperty("{http://xml.apache.org/xslt}indent-amount", "2");
    return opmaker;
  }

  private static String json(String inhoud) {
    try {
      return JSON.readTree(inhoud).toPrettyString();
    } catch (JsonProcessingException e) {
      return inhoud;
    }
  }
}
