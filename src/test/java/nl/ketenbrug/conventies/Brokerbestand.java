package nl.ketenbrug.conventies;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What {@code broker/broker.xml} says. */
record Brokerbestand(String tekst, Document document) {

  /** Declared at the start of the engine, from the files under config and the ids of routes. */
  private static final List<String> VAN_DE_MOTOR =
      List.of("intake.", "gebeurtenis.", "partner.", "parkeer.", "${exchangeProperty.parkeerplek}");

  static Brokerbestand lees() {
    return van(Bestanden.lees(Path.of("broker/broker.xml")));
  }

  static Brokerbestand van(String tekst) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return new Brokerbestand(
          tekst, factory.newDocumentBuilder().parse(new InputSource(new StringReader(tekst))));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("broker.xml cannot be read", e);
    }
  }

  /** The same file with one thing spoilt, for the proof that a check can fail. */
  Brokerbestand met(String oud, String nieuw) {
    if (!tekst.contains(oud)) {
      throw new AssertionError("broker.xml has no " + oud + " to spoil");
    }
    return van(tekst.replace(oud, nieuw));
  }

  /** Address settings by what they match, each with its elements. */
  Map<String, Map<String, String>> adresinstellingen() {
    Map<String, Map<String, String>> gevonden = new TreeMap<>();
    for (Element setting : elementen(document.getDocumentElement(), "address-setting")) {
      Map<String, String> waarden = new TreeMap<>();
      for (Element waarde : elementen(setting, "*")) {
        waarden.put(waarde.getLocalName(), waarde.getTextContent().strip());
      }
      gevonden.put(setting.getAttribute("match"), waarden);
    }
    return gevonden;
  }

  /** Declared addresses, each with the names of its queues. */
  Map<String, List<String>> adressen() {
    Map<String, List<String>> gevonden = new TreeMap<>();
    for (Element adres : elementen(document.getDocumentElement(), "address")) {
      gevonden.put(
          adres.getAttribute("name"),
          elementen(adres, "queue").stream().map(queue -> queue.getAttribute("name")).toList());
    }
    return gevonden;
  }

  /** The text of a single element, or an empty text. */
  String waarde(String element) {
    List<Element> gevonden = elementen(document.getDocumentElement(), element);
    return gevonden.size() == 1 ? gevonden.get(0).getTextContent().strip() : "";
  }

  boolean kent(String bestemming) {
    return adressen().containsKey(bestemming)
        || VAN_DE_MOTOR.stream().anyMatch(bestemming::startsWith);
  }

  private static List<Element> elementen(Element onder, String naam) {
    NodeList lijst = onder.getElementsByTagNameNS("*", naam);
    List<Element> elementen = new ArrayList<>();
    for (int i = 0; i < lijst.getLength(); i++) {
      elementen.add((Element) lijst.item(i));
    }
    return elementen;
  }
}
