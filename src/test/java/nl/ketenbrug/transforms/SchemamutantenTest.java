package nl.ketenbrug.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import nl.ketenbrug.simulator.SuwiContract;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Every example of every source behind Suwinet, damaged in every place in ten ways: what the real
 * schema refuses ours refuses too. But for what nobody reads: of that only name and place are held.
 */
class SchemamutantenTest {

  /** Messages of Suwinet, which are read by name in any version (transforms/suwinet). */
  private static final String MELDINGEN = "http://bkwi.nl/SuwiML/FWI/";

  /** Not held and not read, though the stylesheet reads something of that name elsewhere. */
  private static final Map<String, Pattern> ELDERS_GELEZEN =
      Map.of(
          "brp-suwinet", Pattern.compile("(ClientSuwiHistorisch|Partner|Kind)/[A-Za-z]+"),
          "ib-verwijsindex", Pattern.compile("[A-Za-z]+/Acknowledgement"),
          "polis",
              Pattern.compile(
                  "Bedr(BrutoloonSv|InUitkBegrBetAlimentatie|RechtstreeksBetAlimentatie|VergoedingReiskostenOnbelast)/[A-Za-z]+"),
          "svb", Pattern.compile("ClientSuwi/Geboortedat"),
          "uwv-werknemersverzekeringen", Pattern.compile("AanvraagWw/DatAanvraagUitkering"));

  /** Changes an element, or says false where this cannot be done to it. */
  private static final Map<String, Predicate<Element>> SCHADE = new LinkedHashMap<>();

  static {
    SCHADE.put(
        "a date in another form",
        element ->
            element.getLocalName().startsWith("Dat") && vervang(element, "[0-9]{8}", "2026-1-1"));
    SCHADE.put("letters for digits", element -> vervang(element, "[0-9]+", "abc"));
    SCHADE.put(
        "a BSN of eight digits",
        element ->
            element.getLocalName().equals("Burgerservicenr")
                && vervang(element, "[0-9]{9}", "99999100"));
    SCHADE.put("nothing in it", element -> vervang(element, "(?s).+", ""));
    SCHADE.put("far too long", element -> vervang(element, "(?s).+", "x".repeat(400)));
    SCHADE.put("text between elements", SchemamutantenTest::zetTekst);
    SCHADE.put("a strange element in it", SchemamutantenTest::zetVreemd);
    SCHADE.put("before its neighbour", SchemamutantenTest::ruil);
    SCHADE.put("gone", SchemamutantenTest::verwijder);
    SCHADE.put("twice", SchemamutantenTest::verdubbel);
  }

  @TestFactory
  Stream<DynamicTest> whatTheRealSchemaRefusesOursRefusesToo() throws Exception {
    return Suwibron.alle().stream().map(bron -> dynamicTest(bron.naam(), () -> beschadig(bron)));
  }

  private static void beschadig(Suwibron bron) throws Exception {
    SuwiContract echt = bron.contract();
    Schema eigen = SchemaFactory.newDefaultInstance().newSchema(new File(bron.schema()));
    String stylesheet =
        Files.readString(
            Transforms.ROOT.resolve(bron.naam()).resolve(bron.naam() + "-to-canonical.xsl"));
    Set<String> doorgelaten = new TreeSet<>();
    int geweigerd = 0;
    for (Path voorbeeld : bron.examples()) {
      Document heel =
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .parse(voorbeeld.toFile());
      int elementen = alle(heel).size();
      for (int nummer = 0; nummer < elementen; nummer++) {
        for (Map.Entry<String, Predicate<Element>> schade : SCHADE.entrySet()) {
          Document kapot = (Document) heel.cloneNode(true);
          Element plek = alle(kapot).get(nummer);
          String waar = pad(plek);
          if (isMelding(plek) || !schade.getValue().test(plek)) {
            continue;
          }
          if (!aanvaardt(eigen, kapot)) {
            geweigerd++;
          } else if (!echt.aanvaardt(kapot.getDocumentElement())
              && !isOngelezen(bron, eigen, heel, nummer, schade.getKey(), stylesheet)) {
            doorgelaten.add(waar + ": " + schade.getKey());
          }
        }
      }
    }
    assertThat(doorgelaten).as("%s lets through", bron.schema()).isEmpty();
    assertThat(geweigerd).as("%s refuses", bron.schema()).isGreaterThan(10);
  }

  /**
   * Whether our schema holds nothing of what was damaged, or of where it stands, for anything may
   * stand there; and the stylesheet does not know it.
   */
  private static boolean isOngelezen(
      Suwibron bron, Schema eigen, Document heel, int nummer, String schade, String stylesheet) {
    Document proef = (Document) heel.cloneNode(true);
    Element plek = alle(proef).get(nummer);
    if (Set.of("before its neighbour", "gone", "twice").contains(schade)) {
      plek = (Element) plek.getParentNode();
    }
    String naam = plek.getLocalName();
    String met = plek.getParentNode().getLocalName() + "/" + naam;
    zetVreemd(plek);
    if (!aanvaardt(eigen, proef)) {
      return false;
    }
    return !Pattern.compile("\\b" + naam + "\\b").matcher(stylesheet).find()
        || ELDERS_GELEZEN.containsKey(bron.naam())
            && ELDERS_GELEZEN.get(bron.naam()).matcher(met).matches();
  }

  private static boolean aanvaardt(Schema schema, Document document) {
    try {
      schema.newValidator().validate(new DOMSource(document));
      return true;
    } catch (SAXException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isMelding(Element element) {
    for (Node plek = element; plek instanceof Element; plek = plek.getParentNode()) {
      String ruimte = plek.getNamespaceURI();
      if (ruimte != null && ruimte.startsWith(MELDINGEN)) {
        return true;
      }
    }
    return false;
  }

  private static boolean vervang(Element element, String van, String door) {
    if (!kinderen(element).isEmpty() || !element.getTextContent().matches(van)) {
      return false;
    }
    element.setTextContent(door);
    return true;
  }

  private static boolean zetTekst(Element element) {
    if (kinderen(element).isEmpty()) {
      return false;
    }
    element.appendChild(element.getOwnerDocument().createTextNode("tekst"));
    return true;
  }

  private static boolean zetVreemd(Element element) {
    element.appendChild(element.getOwnerDocument().createElementNS(null, "Vreemd"));
    return true;
  }

  private static boolean ruil(Element element) {
    List<Element> broers = broers(element);
    int plek = broers.indexOf(element);
    if (plek < 0 || plek == broers.size() - 1) {
      return false;
    }
    Element volgende = broers.get(plek + 1);
    if (volgende.getLocalName().equals(element.getLocalName())) {
      return false;
    }
    element.getParentNode().insertBefore(volgende, element);
    return true;
  }

  private static boolean verwijder(Element element) {
    if (broers(element).isEmpty()) {
      return false;
    }
    element.getParentNode().removeChild(element);
    return true;
  }

  private static boolean verdubbel(Element element) {
    if (broers(element).isEmpty()) {
      return false;
    }
    element.getParentNode().insertBefore(element.cloneNode(true), element);
    return true;
  }

  /** With itself; none for the element of the question or answer. */
  private static List<Element> broers(Element element) {
    return element.getParentNode() instanceof Element ouder ? kinderen(ouder) : List.of();
  }

  private static List<Element> kinderen(Element element) {
    List<Element> kinderen = new ArrayList<>();
    for (Node kind = element.getFirstChild(); kind != null; kind = kind.getNextSibling()) {
      if (kind instanceof Element gevonden) {
        kinderen.add(gevonden);
      }
    }
    return kinderen;
  }

  /** In the order of the document. */
  private static List<Element> alle(Document document) {
    List<Element> alle = new ArrayList<>();
    var gevonden = document.getElementsByTagName("*");
    for (int i = 0; i < gevonden.getLength(); i++) {
      alle.add((Element) gevonden.item(i));
    }
    return alle;
  }

  private static String pad(Element element) {
    StringBuilder pad = new StringBuilder();
    for (Node plek = element; plek instanceof Element; plek = plek.getParentNode()) {
      pad.insert(0, "/" + plek.getLocalName());
    }
    return pad.toString();
  }
}
