package nl.ketenbrug.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Every field that a profile promises: the leaves that its schema or list of columns allows. */
final class Uitvoervelden {

  private static final String XS = XMLConstants.W3C_XML_SCHEMA_NS_URI;

  private final Set<String> velden = new TreeSet<>();

  private Uitvoervelden() {}

  /**
   * @param toets an XML schema, a JSON schema or a list of columns
   */
  static Set<String> van(Path toets) throws Exception {
    Uitvoervelden gevonden = new Uitvoervelden();
    String naam = toets.getFileName().toString();
    if (naam.endsWith(".xsd")) {
      gevonden.xml(toets);
    } else if (naam.endsWith(".schema.json")) {
      gevonden.json(toets);
    } else {
      Files.readAllLines(toets).stream()
          .filter(regel -> !regel.isBlank() && !regel.startsWith("#"))
          .forEach(gevonden.velden::add);
    }
    return gevonden.velden;
  }

  private void xml(Path xsd) throws Exception {
    DocumentBuilderFactory fabriek = DocumentBuilderFactory.newDefaultNSInstance();
    Element schema = fabriek.newDocumentBuilder().parse(xsd.toFile()).getDocumentElement();
    for (Node n = schema.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element && is(element, "element")) {
        element(schema, element, "");
      }
    }
  }

  private void element(Element schema, Element element, String onder) {
    String naam = element.getAttribute("name");
    // The root names itself nowhere: it is the same for all.
    String hier = onder.isEmpty() && element.getParentNode() == schema ? "" : plak(onder, naam);
    Element type = kind(element, "complexType");
    if (type == null && element.hasAttribute("type")) {
      type = opNaam(schema, element.getAttribute("type"));
    }
    if (type == null || kind(type, "simpleContent") != null) {
      velden.add(hier);
    }
    if (type != null) {
      deel(schema, type, hier);
    }
  }

  private void deel(Element schema, Element deel, String hier) {
    for (Node n = deel.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (!(n instanceof Element kind) || is(kind, "annotation") || is(kind, "simpleType")) {
        continue;
      }
      if (is(kind, "element")) {
        element(schema, kind, hier);
      } else if (is(kind, "attribute")) {
        velden.add(plak(hier, "@" + kind.getAttribute("name")));
      } else {
        if (is(kind, "extension")) {
          Element basis = opNaam(schema, kind.getAttribute("base"));
          if (basis != null) {
            deel(schema, basis, hier);
          }
        }
        deel(schema, kind, hier);
      }
    }
  }

  private static Element opNaam(Element schema, String naam) {
    NodeList typen = schema.getElementsByTagNameNS(XS, "complexType");
    for (int i = 0; i < typen.getLength(); i++) {
      Element type = (Element) typen.item(i);
      if (type.getAttribute("name").equals(naam)) {
        return type;
      }
    }
    return null;
  }

  private static Element kind(Element ouder, String naam) {
    for (Node n = ouder.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element && is(element, naam)) {
        return element;
      }
    }
    return null;
  }

  private static boolean is(Element element, String naam) {
    return XS.equals(element.getNamespaceURI()) && element.getLocalName().equals(naam);
  }

  private void json(Path schema) throws IOException {
    JsonNode document = new ObjectMapper().readTree(schema.toFile());
    json(document, document, "");
  }

  private void json(JsonNode document, JsonNode knoop, String hier) {
    JsonNode deel =
        knoop.has("$ref") ? document.at(knoop.get("$ref").asText().substring(1)) : knoop;
    if (deel.has("items")) {
      json(document, deel.get("items"), hier);
      return;
    }
    if (!deel.has("properties")) {
      velden.add(hier);
      return;
    }
    if (deel.path("additionalProperties").asBoolean(true)) {
      velden.add(plak(hier, "*"));
    }
    deel.get("properties")
        .properties()
        .forEach(veld -> json(document, veld.getValue(), plak(hier, veld.getKey())));
  }

  private static String plak(String onder, String naam) {
    return onder.isEmpty() ? naam : onder + "/" + naam;
  }
}
