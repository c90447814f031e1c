package nl.ketenbrug.enrichment;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The names that a stylesheet mentions in its expressions, and those of an answer that it does not.
 * A name that is mentioned anywhere counts as read everywhere: this finds what nobody looks at, it
 * does not prove that all else is used.
 */
final class Leesvelden {

  private static final Pattern NAAM = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");
  private static final String JSON = "http://www.w3.org/2005/xpath-functions";
  private static final XMLInputFactory LEZERS = lezers();

  private final Set<String> genoemd = new HashSet<>();

  /**
   * @param stylesheet with what it includes and imports
   */
  Leesvelden(Path stylesheet) {
    lees(stylesheet.normalize(), new HashSet<>());
  }

  /**
   * What of an answer is not read.
   *
   * @param versie last part of the namespace of the root element, {@code json} for the XML form of
   *     JSON; empty when there is none
   * @param paden names from the outside in, without the root; of what is not read only the
   *     outermost
   */
  record Ongelezen(String versie, Set<String> paden) {}

  /**
   * @param xml the answer as the source gave it, or the XML form of its JSON
   * @throws XMLStreamException when it is no XML
   */
  Ongelezen ongelezen(String xml) throws XMLStreamException {
    Set<String> paden = new TreeSet<>();
    Deque<String> pad = new ArrayDeque<>();
    String versie = "";
    int diepte = 0;
    int overslaan = 0;
    XMLStreamReader lezer = LEZERS.createXMLStreamReader(new StringReader(xml));
    while (lezer.hasNext()) {
      int soort = lezer.next();
      if (soort == XMLStreamConstants.END_ELEMENT) {
        diepte--;
        if (diepte < overslaan) {
          overslaan = 0;
        }
        if (diepte > 0) {
          pad.removeLast();
        }
      }
      if (soort != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (diepte++ == 0) {
        versie = laatste(lezer.getNamespaceURI());
        continue;
      }
      String naam = naam(lezer);
      pad.addLast(naam);
      if (overslaan == 0 && Canoniek.NAMESPACE.equals(lezer.getNamespaceURI())) {
        // Our own question, which goes along with an answer in JSON.
        overslaan = diepte;
      }
      if (overslaan == 0 && !naam.isEmpty() && !genoemd.contains(naam)) {
        paden.add(String.join("/", pad).replaceAll("/{2,}", "/"));
        overslaan = diepte;
      }
    }
    return new Ongelezen(versie, paden);
  }

  /** In the XML form of JSON its key; an element of an array has none, and is passed through. */
  private static String naam(XMLStreamReader lezer) {
    if (!JSON.equals(lezer.getNamespaceURI())) {
      return lezer.getLocalName();
    }
    String sleutel = lezer.getAttributeValue(null, "key");
    return sleutel == null ? "" : sleutel;
  }

  private static String laatste(String namespace) {
    if (JSON.equals(namespace)) {
      return "json";
    }
    return namespace == null ? "" : namespace.substring(namespace.lastIndexOf('/') + 1);
  }

  private void lees(Path stylesheet, Set<Path> gezien) {
    if (!gezien.add(stylesheet)) {
      return;
    }
    try (InputStream in = Files.newInputStream(stylesheet)) {
      XMLStreamReader lezer = LEZERS.createXMLStreamReader(in);
      while (lezer.hasNext()) {
        int soort = lezer.next();
        if (soort == XMLStreamConstants.CHARACTERS && lezer.getText().contains("{")) {
          noem(lezer.getText());
        }
        if (soort == XMLStreamConstants.START_ELEMENT) {
          for (int i = 0; i < lezer.getAttributeCount(); i++) {
            noem(lezer.getAttributeValue(i));
          }
          String ander = lezer.getAttributeValue(null, "href");
          if (ander != null && Set.of("include", "import").contains(lezer.getLocalName())) {
            lees(stylesheet.resolveSibling(ander).normalize(), gezien);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(stylesheet.getFileName() + " laat zich niet lezen", e);
    }
  }

  private void noem(String expressie) {
    Matcher naam = NAAM.matcher(expressie);
    while (naam.find()) {
      genoemd.add(naam.group());
    }
  }

  private static XMLInputFactory lezers() {
    XMLInputFactory lezers = XMLInputFactory.newFactory();
    lezers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    lezers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return lezers;
  }
}
